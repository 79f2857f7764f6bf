// 届いた書類: what suppliers have handed in; saved, accepted as a supplier certificate, or returned with a reason.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {download, fresh, post} from '../../api/client';
import {type Asked, isAsked, useItems} from '../../api/offers';
import {forgetFigures, useAll} from '../../api/queries';
import {useRights} from '../../app/selection';
import {grams, tonnes} from '../../arithmetic/mass';
import {useWords} from '../../i18n/feature';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {DateField} from '../../ui/DateField';
import {Choice, TextArea, TextField, Tick} from '../../ui/Field';
import {Badge, Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {useNames, useWord} from '../ledger/columns';
import {UPLOAD_TEXTS} from './uploadTexts';
import {acceptance, complete, type Filled, filledFrom, MODELS, POWER, type Upload} from './uploads';

const TONE = {received: 'warn', accepted: 'good', rejected: 'plain'} as const;
const inTonnes = (upload: Upload) => (upload.mass_kg ? tonnes(grams(upload.mass_kg)) : '');

function useDecision<Body>(upload: Upload, deed: 'accept' | 'reject', body: () => Body) {
  const queries = useQueryClient();
  const [key] = useState(fresh);
  return useMutation({
    mutationFn: () => post<Upload | Asked>(`/uploads/${encodeURIComponent(upload.upload)}/${deed}`, body(), {key}),
    onSuccess: () => Promise.all([queries.invalidateQueries({queryKey: ['uploads']}), forgetFigures(queries)]),
  });
}

function Fields({filled, set}: {filled: Filled; set: (filled: Filled) => void}) {
  const word = useWords(UPLOAD_TEXTS);
  const named = useWord();
  const field = (name: keyof Filled, more: {inputMode?: 'decimal'} = {}) => (
    <TextField label={word(`field.${name}`)} required value={filled[name]} onChange={event => set({...filled, [name]: event.target.value})} {...more} />
  );
  const day = (name: 'valid_from' | 'valid_to') => <DateField label={word(`field.${name}`)} required value={filled[name]} onChange={to => set({...filled, [name]: to})} />;
  return (
    <>
      {field('supplier_certificate')}
      <div className="row">{day('valid_from')}{day('valid_to')}{field('mass_t', {inputMode: 'decimal'})}</div>
      <div className="row">{field('smelter')}{field('country')}
        <Choice label={word('field.power_source')} value={filled.power_source} onChange={event => set({...filled, power_source: event.target.value})}>
          {POWER.map(one => <option key={one} value={one}>{named('power', one)}</option>)}
        </Choice></div>
      <div className="row">{field('factor', {inputMode: 'decimal'})}{field('emission_boundary')}
        <Choice label={word('field.chain_model')} value={filled.chain_model} onChange={event => set({...filled, chain_model: event.target.value})}>
          {MODELS.map(one => <option key={one} value={one}>{word(`model.${one}`)}</option>)}
        </Choice></div>
    </>
  );
}

function Accept({upload, onClose}: {upload: Upload; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(UPLOAD_TEXTS);
  const {data = [], error} = useAll('receipts', {supplier: upload.supplier, open: true});
  const [filled, setFilled] = useState(() => filledFrom(upload, inTonnes(upload)));
  const [receipts, setReceipts] = useState<string[]>([]);
  const accepting = useDecision(upload, 'accept', () => acceptance(filled, receipts));
  const lacking = data.filter(row => filled.valid_from <= row.date && row.date <= filled.valid_to);
  const asked = accepting.data && isAsked(accepting.data) ? accepting.data : null;
  if (accepting.data) return (
    <Dialog open onClose={onClose} title={word('accept_title', {number: upload.number})} buttons={<Button onPress={onClose}>{t('do.close')}</Button>}>
      {asked ? <AskedNote asked={asked} /> : <p role="status">✓ {word('accepted')}</p>}
    </Dialog>
  );
  return (
    <Dialog open wide onClose={onClose} title={word('accept_title', {number: upload.number})} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="primary" isDisabled={!complete(filled) || accepting.isPending} onPress={() => accepting.mutate()}>{word('accept')}</Button>
    </>}>
      <div className="stack">
        <p>{word('accept_lead')}</p>
        <ProblemNote error={accepting.error ?? error} />
        <Fields filled={filled} set={setFilled} />
        {lacking.length > 0 && (
          <fieldset>
            <legend>{word('receipts')}</legend>
            {lacking.map(row => (
              <div key={row.receipt}><Tick label={`${row.receipt} ${row.date} ${tonnes(grams(row.mass_kg))} t`} checked={receipts.includes(row.receipt)}
                onChange={event => setReceipts(event.target.checked ? [...receipts, row.receipt] : receipts.filter(one => one !== row.receipt))} /></div>
            ))}
          </fieldset>
        )}
      </div>
    </Dialog>
  );
}

function Reject({upload, onClose}: {upload: Upload; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(UPLOAD_TEXTS);
  const [reason, setReason] = useState('');
  const rejecting = useDecision(upload, 'reject', () => ({reason}));
  return (
    <Dialog open onClose={onClose} title={word('reject_title', {number: upload.number})} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="danger" isDisabled={!reason.trim() || rejecting.isPending} onPress={() => rejecting.mutate(undefined, {onSuccess: onClose})}>{word('reject')}</Button>
    </>}>
      <ProblemNote error={rejecting.error} />
      <TextArea label={word('reason')} help={word('reason_help')} required rows={3} maxLength={600} value={reason} onChange={event => setReason(event.target.value)} />
    </Dialog>
  );
}

export function Uploads() {
  const word = useWords(UPLOAD_TEXTS);
  const names = useNames();
  const posts = useRights().includes('post_receipts');
  const [decided, setDecided] = useState<{upload: Upload; deed: 'accept' | 'reject'} | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const {data, error} = useItems<Upload>('/uploads');
  if (!data) return <ProblemNote error={error} />;
  if (!data.length) return null;
  const waiting = data.filter(one => one.state === 'received').length;
  return (
    <Card title={word('title', {count: waiting})} tone={waiting ? 'warning' : 'plain'}>
      <ProblemNote error={error ?? refused} />
      <div className="scroll" tabIndex={0} role="region" aria-label={word('table')}>
        <table className="table">
          <thead><tr>{(['file', 'supplier', 'field.supplier_certificate', 'valid'] as const).map(name => <th key={name} scope="col">{word(name)}</th>)}
            <th scope="col" className="n">{word('field.mass_t')}</th><th scope="col">{word('state')}</th></tr></thead>
          <tbody>{data.map(upload => (
            <tr key={upload.upload}>
              <td><Button small onPress={() => void download(`/uploads/${encodeURIComponent(upload.upload)}/file`, upload.file).catch(setRefused)}>{word('save')} {upload.file}</Button></td>
              <td>{names.supplier(upload.supplier)}</td><th scope="row">{upload.number}</th><td>{upload.valid_from} – {upload.valid_to}</td><td className="n">{inTonnes(upload) || '—'}</td>
              <td><Badge tone={TONE[upload.state]}>{word(`state.${upload.state}`)}</Badge> {upload.reason}{' '}
                {posts && upload.state === 'received' && (['accept', 'reject'] as const).map(deed => (
                  <Button key={deed} small onPress={() => setDecided({upload, deed})}>{word(deed)}<span className="hidden"> {upload.number}</span></Button>
                ))}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      {decided?.deed === 'accept' && <Accept upload={decided.upload} onClose={() => setDecided(null)} />}
      {decided?.deed === 'reject' && <Reject upload={decided.upload} onClose={() => setDecided(null)} />}
    </Card>
  );
}
