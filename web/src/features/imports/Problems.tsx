// What was refused, each with its cell as a field: it is mended where it stands and checked again, without the spreadsheet.
import {type ClipboardEvent, type KeyboardEvent, useState} from 'react';
import {download} from '../../api/client';
import type {Import, ImportProblem} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import type {Place, useGrid} from '../../ui/grid';
import {composing} from '../../ui/keys';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AddMaster} from '../masters/AddMaster';
import type {Master} from '../masters/master';
import {alike, cellKey, placeOf, toSend, type Typed} from './cells';
import styles from './imports.module.css';
import {useMissing} from './Missing';
import {IMPORT_TEXTS} from './texts';
import {useMending} from './useMending';

type Props = {checked: Import; onChecked: (again: Import) => void};

/** One problem; Enter in its field, or its button, takes what is typed, or the code that was surely meant. */
function Row({place, problem, same, typed, hasField, pending, keys, onType, onPaste, onSend, onSendAll, onRegister}: {
  place: Place; problem: ImportProblem; same: number; typed: Typed; hasField: boolean; pending: boolean; keys: ReturnType<typeof useGrid>;
  onType: (text: string) => void; onPaste: (event: ClipboardEvent<HTMLInputElement>) => void; onSend: (text?: string) => void; onSendAll: (text: string) => void;
  onRegister?: () => void;
}) {
  const word = useWords(IMPORT_TEXTS);
  const text = typed[cellKey(problem)];
  const {suggestion} = problem;
  const {chosen} = keys;
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || composing(event)) return keys.onKeyDown(event);
    event.preventDefault();
    onSend(text === undefined ? suggestion : undefined);
  }
  return (
    <tr>
      <td className="n">{problem.row}</td><td>{problem.column}</td>
      <td data-chosen={chosen && place.column === chosen.column && place.row >= chosen.from && place.row <= chosen.to || undefined}>
        {hasField && (
          <div className={styles.cell}>
            <TextField label={word('mend_cell', {row: problem.row, column: problem.column})} hideLabel data-cell={cellKey(problem)} data-row={place.row} data-column={place.column} size={14} readOnly={pending}
              spellCheck={false} autoComplete="off" value={text ?? problem.value ?? ''} onChange={event => onType(event.target.value)} onKeyDown={onKeyDown} onFocus={keys.onFocus} onPaste={onPaste} />
            {suggestion && <Button small isDisabled={pending} onPress={() => onSend(suggestion)}>{word('suggestion', {code: suggestion})} <kbd>Enter</kbd></Button>}
            {onRegister && <Button small isDisabled={pending} onPress={onRegister}>{word('register', {code: text ?? problem.value ?? ''})}</Button>}
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
  const {typed, type, cells, lines, box, heading, keys, onPaste, mending, send, check} = useMending(checked, onChecked);
  const missing = useMissing(checked);
  const [registering, setRegistering] = useState<{master: Master; key: string; code: string} | null>(null);
  /** With what was registered, though it got another code in the form, all is checked again. */
  function registered(code: string | null) {
    if (!registering) return;
    setRegistering(null);
    if (code === null) return;
    check(registering.key, {...typed, [registering.key]: code});
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
          <table className={`table ${styles.problems}`}>
            <thead><tr><th scope="col" className="n">{t('import.row')}</th><th scope="col">{t('import.column')}</th><th scope="col">{word('cell')}</th><th scope="col">{t('import.what')}</th>
              <th scope="col">{t('import.remedy')}</th><th scope="col">{t('import.code')}</th></tr></thead>
            <tbody>
              {checked.problems.map((problem, at) => {
                const key = cellKey(problem);
                const same = alike(cells, problem);
                const place = placeOf(lines, problem);
                const master = missing(problem);
                return <Row key={at} place={place} keys={keys} problem={problem} same={same.length} onPaste={event => onPaste(event, place)} onRegister={master && (() => setRegistering({master, key, code: typed[key] ?? problem.value ?? ''}))} onSendAll={text => send(key, {...typed, ...Object.fromEntries(same.map(one => [one, text]))})} typed={typed} hasField={cells.get(key) === problem} pending={mending.isPending}
                  onType={text => type(key, text)} onSend={text => send(key, text === undefined ? typed : {...typed, [key]: text})} />;
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
      {registering && <AddMaster master={registering.master} code={registering.code} onClose={registered} />}
    </div>
  );
}
