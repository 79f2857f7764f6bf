// What was refused, each with its cell as a field: it is mended where it stands and checked again, without the spreadsheet.
import {useMutation} from '@tanstack/react-query';
import {type KeyboardEvent, useEffect, useRef, useState} from 'react';
import {download, post} from '../../api/client';
import type {Import, ImportProblem} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {useGrid} from '../../ui/grid';
import {composing} from '../../ui/keys';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {alike, cellKey, mendable, nextCell, toSend, type Typed} from './cells';
import styles from './imports.module.css';
import {IMPORT_TEXTS} from './texts';

type Props = {checked: Import; onChecked: (again: Import) => void};

/** One problem; Enter in its field, or its button, takes what is typed, or the code that was surely meant. */
function Row({at, problem, same, typed, hasField, pending, keys, onType, onSend, onSendAll}: {
  at: number; problem: ImportProblem; same: number; typed: Typed; hasField: boolean; pending: boolean; keys: Pick<ReturnType<typeof useGrid>, 'onKeyDown' | 'onFocus'>;
  onType: (text: string) => void; onSend: (text?: string) => void; onSendAll: (text: string) => void;
}) {
  const word = useWords(IMPORT_TEXTS);
  const text = typed[cellKey(problem)];
  const {suggestion} = problem;
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || composing(event)) return keys.onKeyDown(event);
    event.preventDefault();
    onSend(text === undefined ? suggestion : undefined);
  }
  return (
    <tr>
      <td className="n">{problem.row}</td><td>{problem.column}</td>
      <td>
        {hasField && (
          <div className={styles.cell}>
            <TextField label={word('mend_cell', {row: problem.row, column: problem.column})} hideLabel data-cell={cellKey(problem)} data-row={at} data-column={0} size={14} readOnly={pending}
              spellCheck={false} autoComplete="off" value={text ?? problem.value ?? ''} onChange={event => onType(event.target.value)} onKeyDown={onKeyDown} onFocus={keys.onFocus} />
            {suggestion && <Button small isDisabled={pending} onPress={() => onSend(suggestion)}>{word('suggestion', {code: suggestion})} <kbd>Enter</kbd></Button>}
            {same > 1 && (text ?? suggestion) !== undefined && (
              <Button small isDisabled={pending} onPress={() => onSendAll(text ?? suggestion ?? '')}>{word('all_alike', {count: same, text: text ?? suggestion ?? ''})}</Button>
            )}
          </div>
        )}
      </td>
      <td>✕ {problem.what}</td><td>{problem.remedy}</td><td><code>{problem.code}</code></td>
    </tr>
  );
}

/** What stands otherwise than in the file: to be seen before it is posted. */
function Mended({mended}: {mended: Import['mended']}) {
  const word = useWords(IMPORT_TEXTS);
  if (!mended.length) return null;
  return (
    <Card title={word('mended', {count: mended.length})}>
      <p>{word('mended_lead')}</p>
      <ul>{mended.map(one => <li key={cellKey(one)}>{word('mend_cell', {row: one.row, column: one.column})}: {one.was || word('nothing')} → <strong>{one.value || word('nothing')}</strong></li>)}</ul>
    </Card>
  );
}

export function Problems({checked, onChecked}: Props) {
  const {t} = useTexts();
  const word = useWords(IMPORT_TEXTS);
  const [refused, setRefused] = useState<unknown>(null);
  const [typed, setTyped] = useState<Typed>({});
  const box = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const left = useRef<string | null>(null); // The cell that was sent last: the focus goes on from there.
  const cells = mendable(checked.problems);
  const keys = useGrid(box, {enter: false, write: ({row}, text) => setTyped(before => ({...before, [cellKey(checked.problems[row]!)]: text}))});
  useEffect(() => {
    const next = left.current === null ? null : nextCell(checked.problems, left.current);
    const field = next !== null && box.current?.querySelector<HTMLInputElement>(`[data-cell="${CSS.escape(next)}"]`);
    left.current = null;
    setTyped({});
    if (!field) return heading.current?.focus();
    field.focus();
    field.select();
  }, [checked]);
  const mending = useMutation({
    mutationFn: (now: Typed) => post<Import>(`/imports/${encodeURIComponent(checked.import)}/cells`, {cells: toSend(cells, now)}),
    onSuccess: onChecked,
  });
  function send(key: string | null, now: Typed) {
    if (mending.isPending || !toSend(cells, now).length) return;
    left.current = key;
    mending.mutate(now);
  }
  if (!checked.problems.length) {
    return checked.mended.length > 0 && <div className="stack"><h2 ref={heading} tabIndex={-1}>✓ {word('all_mended')}</h2><Mended mended={checked.mended} /></div>;
  }
  const title = t('import.problems', {count: checked.problems.length});
  return (
    <div className="stack" ref={box}>
      <Card tone="warning">
        <h2 ref={heading} tabIndex={-1}>▲ {title}</h2>
        {cells.size > 0 && <p>{word('mend_lead')}</p>}
        <div className="scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="table">
            <thead><tr><th scope="col" className="n">{t('import.row')}</th><th scope="col">{t('import.column')}</th><th scope="col">{word('cell')}</th><th scope="col">{t('import.what')}</th>
              <th scope="col">{t('import.remedy')}</th><th scope="col">{t('import.code')}</th></tr></thead>
            <tbody>
              {checked.problems.map((problem, at) => {
                const key = cellKey(problem);
                const same = alike(cells, problem);
                return <Row key={at} at={at} keys={keys} problem={problem} same={same.length} onSendAll={text => send(key, {...typed, ...Object.fromEntries(same.map(one => [one, text]))})} typed={typed} hasField={cells.get(key) === problem} pending={mending.isPending}
                  onType={text => setTyped({...typed, [key]: text})} onSend={text => send(key, text === undefined ? typed : {...typed, [key]: text})} />;
              })}
            </tbody>
          </table>
        </div>
        <ProblemNote error={mending.error ?? refused} />
        <div className={styles.deeds}>
          {cells.size > 0 && <Button small isDisabled={mending.isPending || !toSend(cells, typed).length} onPress={() => send(null, typed)}>{word('mend_do')}</Button>}
          <Button small onPress={() => void download(`/imports/${encodeURIComponent(checked.import)}/errors.xlsx`, 'errors.xlsx').catch(setRefused)}>{t('import.errors_file')}</Button>
        </div>
      </Card>
      <Mended mended={checked.mended} />
    </div>
  );
}
