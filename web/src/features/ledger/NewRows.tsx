// New rows typed or pasted into the ledger. They go the way of every import: tried first, with their effect on the balance, then 確定.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {type ClipboardEvent, useId, useRef, useState} from 'react';
import {call, get, post} from '../../api/client';
import {forgetFigures} from '../../api/queries';
import type {EntryCell, EntryRow, Import, ImportConfirmed} from '../../api/types';
import {useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {ConfirmButton} from '../../ui/ConfirmButton';
import {Tick} from '../../ui/Field';
import {filledDown, type Table, useGrid} from '../../ui/grid';
import {Card, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import type {Kind} from '../imports/kinds';
import {readTable, writeCsv} from '../imports/table';
import {Effect, useHeading} from './entry';
import styles from './ledger.module.css';
import {faultsOf, filled, pasted, withSpare} from './newRows';
import {LEDGER_TEXTS} from './texts';

type GridProps = {columns: readonly EntryCell[]; all: boolean; rows: Table; faults: ReadonlyMap<string, string>; onChange: (rows: string[][]) => void};

function EntryGrid({columns, all, rows, faults, onChange}: GridProps) {
  const word = useWords(LEDGER_TEXTS);
  const heading = useHeading();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState<EntryCell | null>(null);
  const keys = useGrid(box, {
    write: (place, text) => onChange(rows.map((row, at) => row.map((cell, column) => (at === place.row && column === place.column ? text : cell)))),
    fill: chosen => onChange(filledDown(rows, chosen)),
    isDate: column => columns[column]?.type === 'date',
  });
  function onPaste(event: ClipboardEvent<HTMLInputElement>, row: number, column: number) {
    const block = readTable(event.clipboardData.getData('text/plain'));
    if (block.length < 2 && (block[0]?.length ?? 0) < 2) return; // One cell is pasted by the browser.
    event.preventDefault();
    onChange(pasted(rows, columns, {row, column}, block));
  }
  const isChosen = (row: number, column: number) => keys.chosen?.column === column && row >= keys.chosen.from && row <= keys.chosen.to;
  return (
    <>
      <div ref={box} className="scroll">
        <table className={styles.grid}>
          <thead><tr><th scope="col">#</th>{columns.map((column, at) => (all || column.required || at === 0) && <th key={column.key} scope="col">{heading(column).replaceAll('_', ' ')}{column.required && ' *'}</th>)}</tr></thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                <th scope="row">{at + 1}</th>
                {columns.map((column, place) => (all || column.required || place === 0) && (
                  <td key={column.key} data-chosen={isChosen(at, place) || undefined}>
                    <input
                      data-row={at} data-column={place} value={row[place]} spellCheck={false} autoComplete="off"
                      aria-label={word('cell', {row: at + 1, column: heading(column).replaceAll('_', ' ')})} aria-invalid={faults.has(`${at}/${place}`) || undefined}
                      aria-describedby={faults.has(`${at}/${place}`) ? `${id}-${at}-${place}` : `${id}-help`} title={faults.get(`${at}/${place}`)}
                      onChange={event => onChange(rows.map((cells, one) => (one === at ? cells.map((cell, other) => (other === place ? event.target.value : cell)) : [...cells])))}
                      onKeyDown={keys.onKeyDown} onPaste={event => onPaste(event, at, place)}
                      onFocus={event => {
                        keys.onFocus(event);
                        setHelp(column);
                      }}
                    />
                    {faults.has(`${at}/${place}`) && <span id={`${id}-${at}-${place}`} className="hidden">{faults.get(`${at}/${place}`)}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p id={`${id}-help`} className="muted">{help?.choices.length ? `${heading(help).replaceAll('_', ' ')}: ${help.choices.join(' / ')}` : word('keys')}</p>
    </>
  );
}

function Rows({kind, columns, onDone}: {kind: Kind; columns: readonly EntryCell[]; onDone: () => void}) {
  const {t} = useTexts();
  const word = useWords(LEDGER_TEXTS);
  const heading = useHeading();
  const queries = useQueryClient();
  const {site} = useSelection();
  const [rows, setRows] = useState<string[][]>(() => withSpare([], columns.length));
  const [all, setAll] = useState(false);
  const headings = columns.map(heading);
  const sent = filled(rows);
  const checking = useMutation({
    mutationFn: () => {
      const name = `${word('new_file')}.csv`;
      const file = new File([writeCsv([headings, ...sent.map(one => [...one.row])])], name, {type: 'text/csv'});
      return call<Import>('POST', '/imports', {file, query: {file: name, kind, site: site.site}});
    },
  });
  const posting = useMutation({
    mutationFn: (tried: string) => post<ImportConfirmed>(`/imports/${encodeURIComponent(tried)}/confirm`, {}),
    onSuccess: () => forgetFigures(queries).then(onDone),
  });
  const checked = checking.data;
  function change(next: string[][]) {
    setRows(withSpare(next, columns.length));
    checking.reset();
    posting.reset();
  }
  const ready = checked && !checked.counts.error && checked.counts.new > 0;
  return (
    <Card title={word('new_title', {kind: t(`import.kind.${kind}`)})}>
      <p>{word('new_lead')}</p>
      <EntryGrid columns={columns} all={all} rows={rows} faults={faultsOf(checked, rows, headings)} onChange={change} />
      <Tick label={word('more')} checked={all} onChange={event => setAll(event.target.checked)} />
      <ProblemNote error={checking.error ?? posting.error} />
      {checked && <Effect checked={checked} rowOf={problem => word('cell', {row: (sent[problem.row - 2]?.at ?? 0) + 1, column: problem.column})} />}
      <div className="row">
        <Button onPress={onDone}>{t('do.cancel')}</Button>
        <Button isDisabled={!sent.length || checking.isPending} onPress={() => checking.mutate()}>{word('check')}</Button>
        <ConfirmButton isDisabled={!ready || posting.isPending} onPress={() => checked && posting.mutate(checked.import)}>{t('import.confirm', {count: checked?.counts.new ?? 0})}</ConfirmButton>
      </div>
    </Card>
  );
}

export function NewRows({kind, onDone}: {kind: Kind; onDone: () => void}) {
  const {data, error} = useQuery({queryKey: ['tables', kind], staleTime: Infinity, queryFn: ({signal}) => get<EntryRow>(`/tables/${kind}/row`, {}, signal)});
  if (!data) return error ? <ProblemNote error={error} /> : <Waiting />;
  return <Rows kind={kind} columns={data.cells} onDone={onDone} />;
}
