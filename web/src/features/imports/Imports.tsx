// W2 取込: a file in, four outcomes, problems with their remedies, the effect on the balance, then 確定.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type ChangeEvent, useEffect, useRef, useState} from 'react';
import {call, download, post} from '../../api/client';
import {type Asked, isAsked} from '../../api/offers';
import {forgetFigures} from '../../api/queries';
import type {Import, ImportConfirmed} from '../../api/types';
import {useSelection} from '../../app/selection';
import {grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Choice, Tick} from '../../ui/Field';
import {Mass} from '../../ui/Figure';
import {Badge, Card, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {onOffer, take} from './dropped';
import styles from './imports.module.css';
import {Mend, Paste} from './Paste';
import {type Grid, writeCsv} from './table';
import {IMPORT_TEXTS} from './texts';

const KINDS = ['receipts', 'production', 'shipments', 'customers', 'products', 'supplier_certificates'] as const;
const BIGGEST = 100 * 1024 * 1024;

function Problems({checked}: {checked: Import}) {
  const {t} = useTexts();
  const [refused, setRefused] = useState<unknown>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [checked]);
  if (!checked.problems.length) return null;
  return (
    <Card tone="warning">
      <h2 ref={heading} tabIndex={-1}>▲ {t('import.problems', {count: checked.problems.length})}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('import.problems', {count: checked.problems.length})}>
        <table className="table">
          <thead><tr><th scope="col" className="n">{t('import.row')}</th><th scope="col">{t('import.column')}</th><th scope="col">{t('import.what')}</th>
            <th scope="col">{t('import.remedy')}</th><th scope="col">{t('import.code')}</th></tr></thead>
          <tbody>
            {checked.problems.map((problem, at) => (
              <tr key={at}><td className="n">{problem.row}</td><td>{problem.column}</td><td>✕ {problem.what}</td><td>{problem.remedy}</td><td><code>{problem.code}</code></td></tr>
            ))}
          </tbody>
        </table>
      </div>
      <ProblemNote error={refused} />
      <p><Button small onPress={() => void download(`/imports/${encodeURIComponent(checked.import)}/errors.xlsx`, 'errors.xlsx').catch(setRefused)}>{t('import.errors_file')}</Button></p>
    </Card>
  );
}

function Checked({checked, grid, onTable, onDone, onAgain}: {checked: Import; grid: Grid | null; onTable: (grid: Grid) => void; onDone: (answer: ImportConfirmed | Asked) => void; onAgain: () => void}) {
  const {t, has} = useTexts();
  const queries = useQueryClient();
  const {counts} = checked;
  const [corrections, setCorrections] = useState(false);
  const good = counts.new + (corrections ? counts.changed : 0);
  const confirm = useMutation({
    mutationFn: () => post<ImportConfirmed | Asked>(`/imports/${encodeURIComponent(checked.import)}/confirm`, {only_good_rows: counts.error > 0, corrections}),
    onSuccess: async answer => {
      await forgetFigures(queries);
      onDone(answer);
    },
  });
  const kind = `import.kind.${checked.kind}`;
  const change = grams(checked.effect.balance_after_kg) - grams(checked.effect.balance_before_kg);
  return (
    <div className="stack">
      <p>{checked.file} · {has(kind) ? t(kind) : checked.kind} · {t('import.rows', {count: checked.rows})} · <Mass kg={checked.mass_kg} /></p>
      <ul className={styles.counts}>
        <li><Badge tone="good">{t('import.new')}</Badge> <strong>{counts.new}</strong></li>
        <li><Badge tone="plain">{t('import.same')}</Badge> <strong>{counts.same}</strong></li>
        <li><Badge tone="warn">{t('import.changed')}</Badge> <strong>{counts.changed}</strong></li>
        <li><Badge tone="bad">{t('import.error')}</Badge> <strong>{counts.error}</strong></li>
      </ul>
      <Problems checked={checked} />
      {grid && <Mend key={checked.import} grid={grid} problems={checked.problems} onTable={onTable} />}
      {checked.notices.length > 0 && <Card title={t('import.notices')}><ul>{checked.notices.map(notice => <li key={notice}>{notice}</li>)}</ul></Card>}
      {checked.suppliers_added.length > 0 && <p>{t('import.suppliers', {names: checked.suppliers_added.join(', ')})}</p>}
      <Card title={t('import.effect')}>
        <p>{t('figure.balance')} <Mass kg={checked.effect.balance_before_kg} /> → <strong><Mass kg={checked.effect.balance_after_kg} /></strong> ({change < 0n ? '' : '+'}{tonnes(change)} t)</p>
      </Card>
      {counts.changed > 0 && <Tick label={t('import.corrections', {count: counts.changed})} checked={corrections} onChange={event => setCorrections(event.target.checked)} />}
      <ProblemNote error={confirm.error} />
      <div className="row">
        <Button onPress={onAgain}>{t('import.again')}</Button>
        <Button look="primary" isDisabled={good === 0 || confirm.isPending} onPress={() => confirm.mutate()}>
          {t(counts.error ? 'import.confirm_good' : 'import.confirm', {count: good})}
        </Button>
      </div>
    </div>
  );
}

function Done({answer, onAgain}: {answer: ImportConfirmed; onAgain: () => void}) {
  const {t} = useTexts();
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => call('POST', `/imports/${encodeURIComponent(answer.batch ?? '')}/undo`),
    onSuccess: () => forgetFigures(queries),
  });
  return (
    <div className="stack">
      <p role="status"><Badge tone="good">{t(undo.isSuccess ? 'import.undone' : 'import.done')}</Badge> {answer.batch && t('import.batch', {batch: answer.batch})}</p>
      <ProblemNote error={undo.error} />
      <div className="row">
        <Button look="primary" onPress={onAgain}>{t('import.another')}</Button>
        {answer.batch && !undo.isSuccess && <Button look="danger" isDisabled={undo.isPending} onPress={() => undo.mutate()}>{t('import.undo')}</Button>}
      </div>
    </div>
  );
}

function Steps({at}: {at: number}) {
  const {t} = useTexts();
  return (
    <ol className={styles.steps}>
      {(['import.step_file', 'import.step_check', 'import.step_post'] as const).map((key, place) => (
        <li key={key} aria-current={place === at ? 'step' : undefined}>{place < at ? '✓ ' : place === at ? '● ' : '○ '}{t(key)}</li>
      ))}
    </ol>
  );
}

export default function Imports() {
  const {t} = useTexts();
  const {site} = useSelection();
  const [kind, setKind] = useState('');
  const [done, setDone] = useState<ImportConfirmed | Asked | null>(null);
  const [tooBig, setTooBig] = useState('');
  const [grid, setGrid] = useState<Grid | null>(null);
  const word = useWords(IMPORT_TEXTS);
  const checking = useMutation({
    mutationFn: (file: File) => call<Import>('POST', '/imports', {file, query: {file: file.name, site: site.site, kind}}),
  });
  const {mutate, reset} = checking;

  function send(file: File | null | undefined, table: Grid | null = null) {
    if (!file) return;
    setGrid(table);
    setDone(null);
    setTooBig(file.size > BIGGEST ? t('import.too_big', {file: file.name}) : '');
    if (file.size <= BIGGEST) mutate(file);
  }
  const sendTable = (table: Grid) => send(new File([writeCsv(table)], word('name'), {type: 'text/csv'}), table);
  const current = useRef(send);
  current.current = send;
  useEffect(() => {
    current.current(take());
    return onOffer(() => current.current(take()));
  }, []);

  function again() {
    setDone(null);
    reset();
  }
  function picked(event: ChangeEvent<HTMLInputElement>) {
    send(event.target.files?.[0]);
    event.target.value = '';
  }

  return (
    <Page title={t('place.imports')} lead={t('import.lead')}>
      <Steps at={done ? 2 : checking.data ? 1 : 0} />
      <ProblemNote error={checking.error ?? (tooBig ? new Error(tooBig) : null)} />
      {checking.isPending && <Waiting />}
      {isAsked(done) ? <Card><AskedNote asked={done} /><p><Button onPress={again}>{t('import.another')}</Button></p></Card> : done ? <Done answer={done} onAgain={again} /> : checking.data ? <Checked checked={checking.data} grid={grid} onTable={sendTable} onDone={setDone} onAgain={again} /> : (
        <div className="stack">
          <Choice label={t('import.kind')} help={t('import.kind_help')} value={kind} onChange={event => setKind(event.target.value)}>
            <option value="">{t('import.kind_auto')}</option>
            {KINDS.map(one => <option key={one} value={one}>{t(`import.kind.${one}`)}</option>)}
          </Choice>
          <label className={styles.pick}>
            <span>{t('import.pick')}</span>
            <input type="file" accept=".xlsx,.csv,.tsv,.txt" onChange={picked} />
          </label>
          <Paste onTable={sendTable} />
        </div>
      )}
    </Page>
  );
}
