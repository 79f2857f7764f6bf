// What is told without being asked: mail to customers about their certificates, and from where on a balance is low.
import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {get, post} from '../../api/client';
import {grams, toKg} from '../../arithmetic/mass';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Tick} from '../../ui/Field';
import {Card, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {QtyField} from '../../ui/QtyField';
import {gramsOfTonnes, tonnesOf} from '../../ui/quantity';
import {WEBHOOK_TEXTS} from './webhookTexts';

type Kept = Record<string, string>;

function Form({kept}: {kept: Kept}) {
  const word = useWords(WEBHOOK_TEXTS);
  const queries = useQueryClient();
  const [mail, setMail] = useState(kept.customer_mail === 'on');
  const [low, setLow] = useState(kept.balance_low_kg ? tonnesOf(grams(kept.balance_low_kg)) : '');
  const saving = useMutation({
    mutationFn: () => post<Kept>('/settings', {customer_mail: mail ? 'on' : 'off', balance_low_kg: low === '' ? '' : toKg(gramsOfTonnes(low))}),
    onSuccess: now => queries.setQueryData(['settings'], now),
  });
  return (
    <div className="stack">
      <ProblemNote error={saving.error} />
      <Tick label={word('mail')} checked={mail} onChange={event => setMail(event.target.checked)} />
      <QtyField label={word('low')} help={word('low_help')} unit="t" value={low} allowEmpty onCommit={setLow} />
      <div className="row">
        <Button isDisabled={saving.isPending} onPress={() => saving.mutate()}>{word('save')}</Button>
        {saving.isSuccess && <span role="status">✓ {word('saved')}</span>}
      </div>
    </div>
  );
}

export function Notices() {
  const word = useWords(WEBHOOK_TEXTS);
  const {data, error} = useQuery({queryKey: ['settings'], queryFn: ({signal}) => get<Kept>('/settings', {}, signal)});
  return <Card title={word('notices')}><ProblemNote error={error} />{data ? <Form kept={data} /> : !error && <Waiting />}</Card>;
}
