// 訂正: what was posted, as the row it came in by, put right with a reason. It goes the way of an import with corrections: tried
// first, with its effect on the balance; then the entry is reversed and the right one posted under the next revision ("R-1#2").
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {call, get, post, Problem} from '../../api/client';
import {forgetFigures} from '../../api/queries';
import type {EntryCell, EntryRow, Import, ImportConfirmed} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {ConfirmButton} from '../../ui/ConfirmButton';
import {Dialog} from '../../ui/Dialog';
import {Choice, TextField} from '../../ui/Field';
import {Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {writeCsv} from '../imports/table';
import {Effect, useHeading} from './entry';
import styles from './ledger.module.css';
import {LEDGER_TEXTS} from './texts';

type Typed = Record<string, string>;

function Field({cell, value, fault, onChange}: {cell: EntryCell; value: string; fault?: string; onChange: (text: string) => void}) {
  const label = useHeading()(cell).replaceAll('_', ' ');
  if (!cell.choices.length) {
    return <TextField label={label} value={value} fault={fault} readOnly={cell.fixed} required={cell.required} autoComplete="off" onChange={event => onChange(event.target.value)} />;
  }
  const choices = cell.choices.includes(value) || !value ? cell.choices : [value, ...cell.choices];
  return (
    <Choice label={label} value={value} fault={fault} onChange={event => onChange(event.target.value)}>
      {(!cell.required || !value) && <option value="" />}
      {choices.map(choice => <option key={choice}>{choice}</option>)}
    </Choice>
  );
}

export function Correct({seq, onClose}: {seq: number; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(LEDGER_TEXTS);
  const heading = useHeading();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Typed>({});
  const [reason, setReason] = useState('');
  const posting = useMutation({
    mutationFn: (tried: string) => post<ImportConfirmed>(`/imports/${encodeURIComponent(tried)}/confirm`, {corrections: true, reason: reason.trim()}),
    onSuccess: () => forgetFigures(queries).then(onClose),
  });
  // Not asked again once it is posted: the entry is then reversed.
  const row = useQuery({queryKey: ['entries', seq], enabled: !posting.isPending, staleTime: Infinity, gcTime: 0, retry: false, queryFn: ({signal}) => get<EntryRow>(`/entries/${seq}/row`, {}, signal)});
  const cells = row.data?.cells ?? [];
  const valueOf = (cell: EntryCell) => typed[cell.key] ?? cell.value;
  const checking = useMutation({
    mutationFn: () => {
      const table = writeCsv([cells.map(heading), cells.map(valueOf)]);
      const name = `${cells[0]?.value}.csv`;
      return call<Import>('POST', '/imports', {file: new File([table], name, {type: 'text/csv'}), query: {file: name, kind: row.data?.kind, corrections: true}});
    },
  });
  const checked = checking.data;
  function change(cell: EntryCell, text: string) {
    setTyped({...typed, [cell.key]: text});
    checking.reset();
    posting.reset();
  }
  const field = (cell: EntryCell) => (
    <Field key={cell.key} cell={cell} value={valueOf(cell)} onChange={text => change(cell, text)}
      fault={checked?.problems.find(problem => problem.column === heading(cell))?.what} />
  );
  const isMain = (cell: EntryCell) => cell.required || cell.value !== '';
  const changed = cells.some(cell => valueOf(cell) !== cell.value);
  const ready = checked?.counts.changed === 1 && !checked.counts.error;
  const closed = row.error instanceof Problem && row.error.code === 'period.closed';
  return (
    <Dialog open wide onClose={onClose} title={word('title', {number: cells[0]?.value ?? ''})} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button isDisabled={!changed || checking.isPending} onPress={() => checking.mutate()}>{word('check')}</Button>
      <ConfirmButton isDisabled={!ready || !reason.trim() || posting.isPending} onPress={() => checked && posting.mutate(checked.import)}>{word('confirm')}</ConfirmButton>
    </>}>
      <ProblemNote error={row.error ?? checking.error ?? posting.error} />
      {closed && <p>{word('closed')}</p>}
      {row.isPending && <Waiting />}
      {row.data && (
        <div className="stack">
          <p>{word('lead')}</p>
          <div className={styles.fields}>{cells.filter(isMain).map(field)}</div>
          <details className={styles.more}><summary>{word('more')}</summary><div className={styles.fields}>{cells.filter(cell => !isMain(cell)).map(field)}</div></details>
          <TextField label={t('do.reason')} help={word('reason_help')} value={reason} onChange={event => setReason(event.target.value)} required />
          {checked && <Effect checked={checked} />}
        </div>
      )}
    </Dialog>
  );
}
