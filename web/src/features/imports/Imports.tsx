// W2 取込: a file in, four outcomes, problems with their remedies, the effect on the balance, then 確定.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type ChangeEvent, useEffect, useRef, useState} from 'react';
import {call, Problem} from '../../api/client';
import {type Progress, postLong} from '../../api/jobs';
import {type Asked, isAsked} from '../../api/offers';
import {forgetFigures} from '../../api/queries';
import type {Import, ImportConfirmed} from '../../api/types';
import {useSelection} from '../../app/selection';
import {grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {ConfirmButton} from '../../ui/ConfirmButton';
import {Choice, Options, Tick} from '../../ui/Field';
import {Mass} from '../../ui/Figure';
import {Badge, Card, Page, ProgressBar, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {Before} from './Before';
import {Changes} from './Changes';
import {onOffer, take} from './dropped';
import styles from './imports.module.css';
import {KINDS} from './kinds';
import {Paste} from './Paste';
import {Problems} from './Problems';
import {Reading} from './Reading';
import {encodingName} from './reading';
import {type Grid, writeCsv} from './table';
import {IMPORT_TEXTS} from './texts';
import {useDraft} from './useDraft';

const BIGGEST = 100 * 1024 * 1024;

/** How the file was read, and the door to saying otherwise. */
function ReadAs({checked, onChecked}: {checked: Import; onChecked: (again: Import) => void}) {
  const word = useWords(IMPORT_TEXTS);
  const [open, setOpen] = useState(false);
  function again(read: Import) {
    setOpen(false);
    onChecked(read);
  }
  return (
    <>
      <p className="row">
        {checked.encoding && <span>{word('encoding_line', {name: encodingName(checked.encoding)})}</span>}
        {checked.form && <span>{word('form_line', {name: checked.form})}</span>}
        <Button small aria-expanded={open} onPress={() => setOpen(!open)}>{word('garbled')}</Button>
      </p>
      {open && <Reading draft={checked.import} onChecked={again} />}
    </>
  );
}

const SHOWN = ['errors', 'changes', 'all'] as const;

/** What has to be looked at: what was refused first, as long as there is something. */
function Findings({checked, onChecked}: {checked: Import; onChecked: (again: Import) => void}) {
  const word = useWords(IMPORT_TEXTS);
  const [chosen, setChosen] = useState<(typeof SHOWN)[number]>('errors');
  const hasBoth = checked.problems.length > 0 && checked.changes.length > 0;
  const shown = hasBoth ? chosen : 'all';
  return (
    <>
      {hasBoth && <Options label={word('show')} showLabel name="shown" value={shown} options={SHOWN.map(one => [one, word(`show.${one}`)])} onChange={setChosen} />}
      {shown !== 'changes' && <Problems checked={checked} onChecked={onChecked} />}
      {shown !== 'errors' && <Changes checked={checked} />}
    </>
  );
}

function Checked({checked, onChecked, onDone, onAgain}: {checked: Import; onChecked: (again: Import) => void; onDone: (answer: ImportConfirmed | Asked) => void; onAgain: () => void}) {
  const {t, has} = useTexts();
  const queries = useQueryClient();
  const {counts} = checked;
  const [corrections, setCorrections] = useState(false);
  const good = counts.new + (corrections ? counts.changed : 0);
  const [progress, setProgress] = useState<Progress>();
  const confirm = useMutation({
    mutationFn: () => postLong<ImportConfirmed | Asked>(`/imports/${encodeURIComponent(checked.import)}/confirm`, {only_good_rows: counts.error > 0, corrections}, {}, setProgress),
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
      <ReadAs checked={checked} onChecked={onChecked} />
      <ul className={styles.counts}>
        <li><Badge tone="good">{t('import.new')}</Badge> <strong>{counts.new}</strong></li>
        <li><Badge tone="plain">{t('import.same')}</Badge> <strong>{counts.same}</strong></li>
        <li><Badge tone="warn">{t('import.changed')}</Badge> <strong>{counts.changed}</strong></li>
        <li><Badge tone="bad">{t('import.error')}</Badge> <strong>{counts.error}</strong></li>
      </ul>
      <Findings checked={checked} onChecked={onChecked} />
      {checked.notices.length > 0 && <Card title={t('import.notices')}><ul>{checked.notices.map(notice => <li key={notice}>{notice}</li>)}</ul></Card>}
      {checked.suppliers_added.length > 0 && <p>{t('import.suppliers', {names: checked.suppliers_added.join(', ')})}</p>}
      <Card title={t('import.effect')}>
        <p>{t('figure.balance')} <Mass kg={checked.effect.balance_before_kg} /> → <strong><Mass kg={checked.effect.balance_after_kg} /></strong> ({change < 0n ? '' : '+'}{tonnes(change)} t)</p>
      </Card>
      {counts.changed > 0 && <Tick label={t('import.corrections', {count: counts.changed})} checked={corrections} onChange={event => setCorrections(event.target.checked)} />}
      <ProblemNote error={confirm.error} />
      <div className="row">
        <Button onPress={onAgain}>{t('import.again')}</Button>
        <ConfirmButton isDisabled={good === 0 || confirm.isPending} onPress={() => confirm.mutate()}>
          {t(counts.error ? 'import.confirm_good' : 'import.confirm', {count: good})}
        </ConfirmButton>
        {confirm.isPending && <ProgressBar label={t('import.posting')} {...progress} />}
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
  const word = useWords(IMPORT_TEXTS);
  return (
    <ol className={styles.steps}>
      {[t('import.step_file'), word('step_columns'), t('import.step_check'), t('import.step_post')].map((step, place) => (
        <li key={step} aria-current={place === at ? 'step' : undefined}>{place < at ? '✓ ' : place === at ? '● ' : '○ '}{step}</li>
      ))}
    </ol>
  );
}

/** What could not be read is kept by the server where it can be said how to read it. */
const draftOf = (error: unknown): string | null => (error instanceof Problem ? (error.body.facts?.import ?? null) : null);

export default function Imports() {
  const {t} = useTexts();
  const {site} = useSelection();
  const [kind, setKind] = useState('');
  const [done, setDone] = useState<ImportConfirmed | Asked | null>(null);
  const [tooBig, setTooBig] = useState('');
  const [checked, setChecked] = useState<Import | null>(null);
  const word = useWords(IMPORT_TEXTS);
  const checking = useMutation({
    mutationFn: ({file, as}: {file: File; as: string}) => call<Import>('POST', '/imports', {file, query: {file: file.name, site: site.site, kind: as}}),
    onSuccess: setChecked,
  });
  const {mutate, reset} = checking;
  const waiting = useDraft(setChecked);
  const draft = draftOf(checking.error);

  function send(file: File | null | undefined, as: string = kind) {
    if (!file) return;
    setChecked(null);
    setDone(null);
    waiting.forget();
    setTooBig(file.size > BIGGEST ? t('import.too_big', {file: file.name}) : '');
    if (file.size <= BIGGEST) mutate({file, as});
  }
  const sendTable = (table: Grid) => send(new File([writeCsv(table)], word('name'), {type: 'text/csv'}));
  const current = useRef(send);
  current.current = send;
  useEffect(() => {
    const taken = () => {
      const dropped = take();
      current.current(dropped?.file, dropped?.kind);
    };
    taken();
    return onOffer(taken);
  }, []);

  function again() {
    setDone(null);
    setChecked(null);
    waiting.forget();
    reset();
  }
  function read(again: Import) {
    reset();
    setChecked(again);
  }
  function picked(event: ChangeEvent<HTMLInputElement>) {
    send(event.target.files?.[0]);
    event.target.value = '';
  }

  return (
    <Page title={t('place.imports')} lead={t('import.lead')}>
      <Steps at={done ? 3 : checked ? 2 : draft ? 1 : 0} />
      <ProblemNote error={(draft ? null : checking.error) ?? waiting.error ?? (tooBig ? new Error(tooBig) : null)} />
      {(checking.isPending || waiting.isLoading) && <Waiting />}
      {isAsked(done) ? <Card><AskedNote asked={done} /><p><Button onPress={again}>{t('import.another')}</Button></p></Card> : done ? <Done answer={done} onAgain={again} /> : checked ? <Checked checked={checked} onChecked={setChecked} onDone={setDone} onAgain={again} /> : draft ? (
        <div className="stack">
          <Reading draft={draft} problem={checking.error} onChecked={read} />
          <p><Button onPress={again}>{t('import.again')}</Button></p>
        </div>
      ) : (
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
          <Before />
        </div>
      )}
    </Page>
  );
}
