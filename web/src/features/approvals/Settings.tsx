// The two settings of the office about other people's eyes: self-approval, and what sales may hold.
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
import {APPROVAL_TEXTS} from './texts';

type Kept = Record<string, string>;

function Form({kept}: {kept: Kept}) {
  const word = useWords(APPROVAL_TEXTS);
  const queries = useQueryClient();
  const [own, setOwn] = useState(kept.self_approval === 'on');
  const [cap, setCap] = useState(kept.sales_cap_kg ? tonnesOf(grams(kept.sales_cap_kg)) : '');
  const saving = useMutation({
    mutationFn: () => {
      const next = cap === '' ? '' : toKg(gramsOfTonnes(cap));
      return post<Kept>('/settings', {self_approval: own ? 'on' : 'off', ...(next !== (kept.sales_cap_kg ?? '') && {sales_cap_kg: next})});
    },
    onSuccess: now => queries.setQueryData(['settings'], now),
  });
  return (
    <div className="stack">
      <ProblemNote error={saving.error} />
      <p>{word('setting_lead')}</p>
      <Tick label={word('setting_self')} checked={own} onChange={event => setOwn(event.target.checked)} />
      <QtyField label={word('setting_cap')} help={word('setting_cap_help')} unit="t" value={cap} allowEmpty onCommit={setCap} />
      <div className="row">
        <Button isDisabled={saving.isPending} onPress={() => saving.mutate()}>{word('setting_save')}</Button>
        {saving.isSuccess && <span role="status">✓ {word('setting_saved')}</span>}
      </div>
    </div>
  );
}

export function Settings() {
  const word = useWords(APPROVAL_TEXTS);
  const {data, error} = useQuery({queryKey: ['settings'], queryFn: ({signal}) => get<Kept>('/settings', {}, signal)});
  return <Card title={word('setting')}><ProblemNote error={error} />{data ? <Form kept={data} /> : !error && <Waiting />}</Card>;
}
