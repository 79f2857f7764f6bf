// 登録: filled in, tried by the server (確認), and only then posted (確定); by two people where an emission factor is in it.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useId, useState} from 'react';
import {fresh, post} from '../../api/client';
import {type Asked, isAsked} from '../../api/offers';
import {forgetFigures, useAll} from '../../api/queries';
import type {Posted} from '../../api/types';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {ConfirmButton} from '../../ui/ConfirmButton';
import {Dialog} from '../../ui/Dialog';
import {DateField} from '../../ui/DateField';
import {Choice, TextArea, TextField, Tick} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {useWord} from '../ledger/columns';
import {commandOf, emptyOf, type Field, FIELDS, type Filled, isComplete, type Master, registersFactor} from './master';
import styles from './masters.module.css';
import {MASTER_TEXTS} from './texts';

/** How a value of a field that is chosen reads. */
function useValue(): (field: Field, value: string) => string {
  const word = useWords(MASTER_TEXTS);
  const named = useWord();
  return ({name, kind}, value) => {
    if (kind === 'truth') return word(value === 'true' ? 'truth.true' : 'truth.false');
    if (name === 'power_source') return named('power', value);
    if (name === 'chain_model') return word(`model.${value}` as 'model.segregated');
    if (name === 'language') return word(`language.${value}` as 'language.ja');
    return value;
  };
}

function Input({field, value, suppliers, onChange}: {field: Field; value: string; suppliers: string; onChange: (value: string) => void}) {
  const word = useWords(MASTER_TEXTS);
  const valueOf = useValue();
  const {name, kind, required, choices} = field;
  const title = word(`field.${name}` as 'field.name_ja');
  if (kind === 'truth') return <Tick name={name} label={title} checked={value === 'true'} onChange={event => onChange(String(event.target.checked))} />;
  const label = required || choices ? title : <>{title} <span className="muted">{word('optional')}</span></>;
  if (choices) return <Choice name={name} label={label} value={value} onChange={event => onChange(event.target.value)}>{choices.map(one => <option key={one} value={one}>{valueOf(field, one)}</option>)}</Choice>;
  if (kind === 'day') return <DateField name={name} label={label} required={required} value={value} onChange={onChange} />;
  return (
    <TextField name={name} label={label} required={required} autoComplete="off" value={value} onChange={event => onChange(event.target.value)}
      {...(kind !== 'text' && {inputMode: 'decimal' as const})} {...(name === 'supplier' && suppliers && {list: suppliers})} />
  );
}

/** What the server found out by trying it. */
function Review({master, filled, reason, tried}: {master: Master; filled: Filled; reason: string; tried: Posted}) {
  const {t} = useTexts();
  const word = useWords(MASTER_TEXTS);
  const valueOf = useValue();
  const same = JSON.stringify(tried.effects?.before) === JSON.stringify(tried.effects?.after);
  return (
    <>
      <p>{word('review')} {word(same ? 'no_change' : 'changes')}</p>
      <table className="table"><tbody>
        {FIELDS[master].filter(field => filled[field.name]?.trim()).map(field => (
          <tr key={field.name}><th scope="row">{word(`field.${field.name}` as 'field.name_ja')}</th><td>{valueOf(field, filled[field.name]!)}</td></tr>
        ))}
        {reason.trim() && <tr><th scope="row">{t('do.reason')}</th><td>{reason}</td></tr>}
      </tbody></table>
    </>
  );
}

/** `code`: the number that is meant to be registered, where it is known before. */
export function AddMaster({master, code = '', onClose}: {master: Master; code?: string; onClose: (added: string | null) => void}) {
  const {t} = useTexts();
  const word = useWords(MASTER_TEXTS);
  const queries = useQueryClient();
  const form = useId();
  const suppliers = useId();
  const [filled, setFilled] = useState(() => ({...emptyOf(master), [FIELDS[master][0]!.name]: code}));
  const [reason, setReason] = useState('');
  const [key] = useState(fresh);
  const command = commandOf(master, filled, reason);
  const hasFactor = registersFactor(command);
  const {data: known = []} = useAll('suppliers', {}, master === 'supplier_certificate');
  const trying = useMutation({mutationFn: () => post<Posted>('/commands', command, {query: {dry_run: true}, key: `try-${fresh()}`})});
  const posting = useMutation({
    mutationFn: () => post<Posted | Asked>('/commands', command, {key}),
    onSuccess: answer => forgetFigures(queries).then(() => isAsked(answer) || onClose(filled[FIELDS[master][0]!.name]!.trim())),
  });
  const ready = isComplete(master, filled) && (!hasFactor || reason.trim() !== '') && !trying.isPending;
  const title = word(`title.${master}`);
  function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (ready) trying.mutate();
  }
  if (posting.data && isAsked(posting.data)) return (
    <Dialog open onClose={() => onClose(null)} title={title} buttons={<Button onPress={() => onClose(null)}>{t('do.close')}</Button>}><AskedNote asked={posting.data} /></Dialog>
  );
  if (trying.data) return (
    <Dialog open wide onClose={() => onClose(null)} title={title} buttons={<>
      <Button onPress={() => (trying.reset(), posting.reset())}>{word('back')}</Button>
      <ConfirmButton isDisabled={posting.isPending} onPress={() => posting.mutate()}>{word('confirm')}</ConfirmButton>
    </>}>
      <ProblemNote error={posting.error} />
      <Review master={master} filled={filled} reason={reason} tried={trying.data} />
      {hasFactor && <p>{word('factor_people')}</p>}
    </Dialog>
  );
  return (
    <Dialog open wide onClose={() => onClose(null)} title={title} buttons={<>
      <Button onPress={() => onClose(null)}>{t('do.cancel')}</Button>
      <Button type="submit" form={form} look="primary" isDisabled={!ready}>{word('check')}</Button>
    </>}>
      <form id={form} className="stack" onSubmit={check}>
        <p>{word(master === 'supplier_certificate' ? 'lead_factor' : 'lead')}</p>
        <ProblemNote error={trying.error} />
        <div className={styles.fields}>
          {FIELDS[master].map(field => <Input key={field.name} field={field} value={filled[field.name] ?? ''} suppliers={known.length ? suppliers : ''} onChange={value => setFilled({...filled, [field.name]: value})} />)}
        </div>
        <datalist id={suppliers}>{known.map(one => <option key={one.supplier} value={one.supplier}>{one.name_ja}</option>)}</datalist>
        {hasFactor && <TextArea name="reason" label={t('do.reason')} help={<>{word('factor_people')} {word('reason_help')}</>} required rows={2} value={reason} onChange={event => setReason(event.target.value)} />}
      </form>
    </Dialog>
  );
}
