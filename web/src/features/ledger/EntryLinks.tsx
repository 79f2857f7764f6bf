// The doors for new rows: typed on the screen, and from Excel.
import {lazy, type ReactNode, Suspense, useState} from 'react';
import {may} from '../../app/places';
import {useRoles} from '../../app/selection';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import type {Kind} from '../imports/kinds';
import {ImportLink} from './ImportLink';
import {LEDGER_TEXTS} from './texts';

const NewRows = lazy(() => import('./NewRows').then(file => ({default: file.NewRows})));

/** Whether rows are being typed, and the grid for them. */
export function useTyping(kind: Kind): {open: boolean; begin: () => void; rows: ReactNode} {
  const [open, setOpen] = useState(false);
  return {open, begin: () => setOpen(true), rows: open && <Suspense><NewRows kind={kind} onDone={() => setOpen(false)} /></Suspense>};
}

export function EntryLinks({typing}: {typing: ReturnType<typeof useTyping>}) {
  const word = useWords(LEDGER_TEXTS);
  const roles = useRoles();
  return (
    <>
      {may(roles, 'import') && !typing.open && <Button onPress={typing.begin}>{word('type_rows')}</Button>}
      <ImportLink />
    </>
  );
}
