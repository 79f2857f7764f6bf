import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';
import {post} from '../../api/client';
import type {components} from '../../api/schema';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Card} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {ADMIN_TEXTS} from './texts';

/** A letter by the settings of mail; whether it arrives, only its receiver sees. */
export function MailTrial() {
  const word = useWords(ADMIN_TEXTS);
  const [to, setTo] = useState('');
  const sending = useMutation({mutationFn: () => post<components['schemas']['Sent']>('/system/mail', {to})});
  return (
    <Card title={word('mail')}>
      <form className="stack" onSubmit={event => { event.preventDefault(); sending.mutate(); }}>
        <ProblemNote error={sending.error} />
        <TextField label={word('mail_to')} type="email" value={to} onChange={event => setTo(event.target.value)} />
        <div className="row">
          <Button type="submit" isDisabled={!to || sending.isPending}>{word('mail_send')}</Button>
          {sending.data && <span role="status">✓ {sending.data.path === null ? word('mail_sent') : word('mail_file', {path: sending.data.path})}</span>}
        </div>
      </form>
    </Card>
  );
}
