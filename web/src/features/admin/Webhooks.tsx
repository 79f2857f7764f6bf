// Webhooks: other systems that are told what happens here.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {call} from '../../api/client';
import {useItems} from '../../api/offers';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {Badge} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {Deliveries} from './Deliveries';
import {NewWebhook} from './NewWebhook';
import type {Webhook} from './webhooks';
import {WEBHOOK_TEXTS} from './webhookTexts';

const pathOf = ({webhook}: Webhook) => `/webhooks/${encodeURIComponent(webhook)}`;

function useForget() {
  const queries = useQueryClient();
  return () => Promise.all([['webhooks'], ['webhook-deliveries']].map(queryKey => queries.invalidateQueries({queryKey})));
}

function Row({hook, remove}: {hook: Webhook; remove: () => void}) {
  const word = useWords(WEBHOOK_TEXTS);
  const forget = useForget();
  const pausing = useMutation({mutationFn: () => call('PATCH', pathOf(hook), {json: {paused: !hook.paused}}), onSuccess: forget});
  const named = <span className="hidden"> {hook.url}</span>;
  return (
    <tr>
      <td><code>{hook.url}</code>{hook.allow_private && <> <Badge tone="warn">{word('private_allowed')}</Badge></>}<ProblemNote error={pausing.error} /></td>
      <td>{hook.events.map(event => word(`event.${event}`)).join(' / ')}</td>
      <td><Badge tone={hook.paused ? 'plain' : 'good'}>{word(hook.paused ? 'paused' : 'active')}</Badge></td>
      <td>{hook.waiting}</td>
      <td>{hook.dead}</td>
      <td>
        <Button small isDisabled={pausing.isPending} onPress={() => pausing.mutate()}>{word(hook.paused ? 'go_on' : 'pause')}{named}</Button>{' '}
        <Button small look="danger" onPress={remove}>{word('delete')}{named}</Button>
      </td>
    </tr>
  );
}

function Remove({hook, onClose}: {hook: Webhook; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(WEBHOOK_TEXTS);
  const forget = useForget();
  const removing = useMutation({mutationFn: () => call('DELETE', pathOf(hook)), onSuccess: () => forget().then(onClose)});
  return (
    <Dialog open onClose={onClose} title={word('delete_title')} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="danger" isDisabled={removing.isPending} onPress={() => removing.mutate()}>{word('delete_yes')}</Button>
    </>}>
      <ProblemNote error={removing.error} />
      <p>{word('delete_lead', {url: hook.url})}</p>
    </Dialog>
  );
}

export function Webhooks() {
  const word = useWords(WEBHOOK_TEXTS);
  const {data, error} = useItems<Webhook>('/webhooks');
  const [making, setMaking] = useState(false);
  const [removed, setRemoved] = useState<Webhook | null>(null);
  return (
    <>
      <h2>{word('webhooks')}</h2>
      <ProblemNote error={error} />
      <p>{word('lead')}</p>
      <p><Button onPress={() => setMaking(true)}>{word('new')}</Button></p>
      {data?.length === 0 && <p>{word('none')}</p>}
      {!!data?.length && (
        <>
          <div className="scroll" tabIndex={0} role="region" aria-label={word('webhooks')}>
            <table className="table">
              <thead><tr>{(['url', 'events', 'state', 'waiting', 'dead', 'column'] as const).map(key => <th key={key} scope="col">{word(key)}</th>)}</tr></thead>
              <tbody>{data.map(hook => <Row key={hook.webhook} hook={hook} remove={() => setRemoved(hook)} />)}</tbody>
            </table>
          </div>
          <Deliveries />
        </>
      )}
      {making && <NewWebhook onClose={() => setMaking(false)} />}
      {removed && <Remove hook={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}
