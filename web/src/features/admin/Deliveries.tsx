// What was sent to webhooks and what waits; what was given up can be sent again.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {post} from '../../api/client';
import {useItems} from '../../api/offers';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Choice} from '../../ui/Field';
import {Badge} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {type Delivery, DELIVERY_TONE} from './webhooks';
import {WEBHOOK_TEXTS} from './webhookTexts';

function Row({row, resend}: {row: Delivery; resend: (delivery: string) => void}) {
  const {language} = useTexts();
  const word = useWords(WEBHOOK_TEXTS);
  const outcome = /^\d+$/.test(row.outcome) || !row.outcome ? row.outcome : word(`outcome.${row.outcome}` as 'outcome.tls');
  return (
    <tr>
      <td>{instantText(row.at, language)}</td>
      <td>{word(`event.${row.type}`)}</td>
      <td><code>{row.url}</code></td>
      <td><Badge tone={DELIVERY_TONE[row.state]}>{word(`delivery.${row.state}`)}</Badge></td>
      <td>{row.tries}</td>
      <td>{outcome} {row.next_try_at && row.tries > 0 && word('next', {at: instantText(row.next_try_at, language)})}</td>
      <td>{row.state !== 'waiting' && <Button small onPress={() => resend(row.delivery)}>{word('resend')}<span className="hidden"> {row.event}</span></Button>}</td>
    </tr>
  );
}

export function Deliveries() {
  const word = useWords(WEBHOOK_TEXTS);
  const queries = useQueryClient();
  const [state, setState] = useState('');
  const {data, error} = useItems<Delivery>('/webhook-deliveries', {state});
  const {mutate: resend, error: refused} = useMutation({
    mutationFn: (delivery: string) => post<Delivery>(`/webhook-deliveries/${encodeURIComponent(delivery)}/resend`, {}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['webhook-deliveries']}),
  });
  return (
    <>
      <h3>{word('deliveries')}</h3>
      <ProblemNote error={error ?? refused} />
      <Choice label={word('filter')} value={state} onChange={event => setState(event.target.value)}>
        <option value="">{word('filter.all')}</option><option value="dead">{word('filter.dead')}</option>
      </Choice>
      {data?.length === 0 && <p>{word('deliveries_none')}</p>}
      {!!data?.length && (
        <div className="scroll" tabIndex={0} role="region" aria-label={word('deliveries')}>
          <table className="table">
            <thead><tr>{(['at', 'event', 'url', 'state', 'tries', 'outcome', 'column'] as const).map(key => <th key={key} scope="col">{word(key)}</th>)}</tr></thead>
            <tbody>{data.map(row => <Row key={row.delivery} row={row} resend={resend} />)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}
