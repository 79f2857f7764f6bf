// 訂正… on the rows of a list, for who may; `e` does the same for the row that has the focus.
import {lazy, type ReactNode, Suspense, useState} from 'react';
import {may} from '../../app/places';
import {useRoles} from '../../app/selection';
import {useWords} from '../../i18n/feature';
import type {RowAction} from '../../ui/DataTable';
import {LEDGER_TEXTS} from './texts';

const Correct = lazy(() => import('./Correct').then(file => ({default: file.Correct})));

/** What the rows of the list offer, and the dialog that stands over it. */
export function useCorrection<Row extends {seq: number; reversed: boolean}>(nameOf: (row: Row) => string): {action: RowAction<Row> | undefined; dialog: ReactNode} {
  const word = useWords(LEDGER_TEXTS);
  const roles = useRoles();
  const [seq, setSeq] = useState<number | null>(null);
  return {
    action: may(roles, 'correct') ? {heading: word('column'), name: word('open'), of: nameOf, keys: 'e', can: row => !row.reversed, run: row => setSeq(row.seq)} : undefined,
    dialog: seq !== null && <Suspense><Correct seq={seq} onClose={() => setSeq(null)} /></Suspense>,
  };
}
