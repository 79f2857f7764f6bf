// A link into the portal for a person at a customer: by mail, or where mail is not set up as a file in the outbox.
import {useMutation} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {fresh, post} from '../../api/client';
import {useAll} from '../../api/queries';
import {useRights} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Choice, TextField} from '../../ui/Field';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {SECURITY_TEXTS} from './texts';

type Sent = {sent: 'file' | 'mail'; path: string | null};

/** `to`: for this customer alone, beside something of theirs. */
export function Invite({to}: {to?: string}) {
  const {t, pick} = useTexts();
  const word = useWords(SECURITY_TEXTS);
  const rights = useRights();
  const {data = [], error} = useAll('customers', {}, !to);
  const [chosen, setChosen] = useState('');
  const customer = to ?? chosen;
  const [email, setEmail] = useState('');
  const sending = useMutation({mutationFn: () => post<Sent>('/links', {customer, email: email.trim()}, {key: fresh()})});
  if (!rights.includes('invite')) return null;
  function send(event: FormEvent) {
    event.preventDefault();
    if (!sending.isPending) sending.mutate();
  }
  return (
    <Card title={word(to ? 'send' : 'invite')}>
      <p>{word(to ? 'send_lead' : 'invite_lead')}</p>
      <ProblemNote error={sending.error ?? error} />
      <form className="row" onSubmit={send}>
        {!to && <Choice label={t('list.customer')} value={chosen} onChange={event => setChosen(event.target.value)} required>
          <option value="">{t('do.choose')}</option>
          {data.map(one => <option key={one.customer} value={one.customer}>{pick({ja: one.name_ja, en: one.name_en || one.name_ja})}</option>)}
        </Choice>}
        <TextField type="email" label={word('email')} value={email} onChange={event => setEmail(event.target.value)} autoComplete="off" required />
        <Button type="submit">{word('invite_do')}</Button>
      </form>
      <p role="status">{sending.data && <>✓ {sending.data.sent === 'mail' ? word('invite_mail', {email}) : word('invite_file', {path: sending.data.path ?? ''})}</>}</p>
    </Card>
  );
}
