// 証明を共有: a public page of one certificate with the chosen fields alone; its links with their views, and stopping them.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {lazy, Suspense, useState} from 'react';
import {call, fresh, post} from '../../api/client';
import {absolute, type Share as Shared, SHARED_FIELDS, type SharedField, useItems} from '../../api/offers';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Dialog} from '../../ui/Dialog';
import {Choice, Tick} from '../../ui/Field';
import {Badge, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {PORTAL_TEXTS} from './texts';

const Qr = lazy(() => import('../../ui/Qr'));
const DAYS = ['30', '90', '365', ''];
const TONE = {open: 'good', expired: 'plain', revoked: 'bad'} as const;

function Links({number}: {number: string}) {
  const {language} = useTexts();
  const word = useWords(PORTAL_TEXTS);
  const queries = useQueryClient();
  const {data, error} = useItems<Shared>('/shares');
  const stopping = useMutation({
    mutationFn: (share: string) => call('DELETE', `/shares/${encodeURIComponent(share)}`),
    onSuccess: () => queries.invalidateQueries({queryKey: ['shares']}),
  });
  const own = (data ?? []).filter(one => one.certificate === number);
  return (
    <>
      <h3>{word('shares')}</h3>
      <ProblemNote error={error ?? stopping.error} />
      <p role="status">{stopping.isSuccess && <>✓ {word('revoked')}</>}</p>
      {!data && !error && <Waiting />}
      {data && !own.length && <p className="muted">{word('none')}</p>}
      <ul>{own.map(one => (
        <li key={one.share}>
          <Badge tone={TONE[one.state]}>{word(`state.${one.state}`)}</Badge> {one.fields.map(field => word(`field.${field}`)).join('・')}{' '}
          <span className="muted">{one.expires_at ? word('until', {at: instantText(one.expires_at, language)}) : word('forever')} · {word('views', {count: one.views})}</span>{' '}
          {one.state === 'open' && <>
            {one.url && <Copy text={absolute(one.url)} label={word('copy')} />}{' '}
            <Button small look="danger" isDisabled={stopping.isPending} onPress={() => stopping.mutate(one.share)}>{word('revoke')}<span className="hidden"> {one.share}</span></Button>
          </>}
        </li>
      ))}</ul>
    </>
  );
}

function Made({share}: {share: Shared}) {
  const word = useWords(PORTAL_TEXTS);
  const url = absolute(share.url ?? '');
  return (
    <div>
      <p role="status"><Badge tone="good">{word('made')}</Badge></p>
      <p><code>{url}</code> <Copy text={url} label={word('copy')} /></p>
      <Suspense fallback={null}><Qr text={url} label={word('qr')} size={160} /></Suspense>
    </div>
  );
}

export default function Share({number, onClose}: {number: string; onClose: () => void}) {
  const word = useWords(PORTAL_TEXTS);
  const queries = useQueryClient();
  const [fields, setFields] = useState<SharedField[]>(['lines', 'footprint']);
  const [days, setDays] = useState('90');
  const making = useMutation({
    mutationFn: () => post<Shared>(`/certificates/${encodeURIComponent(number)}/shares`, {fields, days: days ? Number(days) : null}, {key: fresh()}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['shares']}),
  });
  return (
    <Dialog open wide onClose={onClose} title={word('share_title', {number})}>
      <div className="stack">
        <p>{word('share_lead')}</p>
        <ProblemNote error={making.error} />
        <fieldset>
          <legend>{word('fields')}</legend>
          {SHARED_FIELDS.map(field => (
            <div key={field}><Tick label={word(`field.${field}`)} checked={fields.includes(field)}
              onChange={event => setFields(event.target.checked ? SHARED_FIELDS.filter(one => one === field || fields.includes(one)) : fields.filter(one => one !== field))} /></div>
          ))}
        </fieldset>
        <div className="row">
          <Choice label={word('expiry')} value={days} onChange={event => setDays(event.target.value)}>
            {DAYS.map(one => <option key={one} value={one}>{one ? word('days', {count: one}) : word('forever')}</option>)}
          </Choice>
          <Button look="primary" isDisabled={making.isPending} onPress={() => making.mutate()}>{word('make')}</Button>
        </div>
        {making.data && <Made share={making.data} />}
        <Links number={number} />
      </div>
    </Dialog>
  );
}
