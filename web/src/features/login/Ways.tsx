// Below the sign-in form: passkey, company account and link by mail, as far as this server and this browser know them.
import {useQuery, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useState} from 'react';
import {get, post} from '../../api/client';
import type {SetupState} from '../../api/offers';
import type {Session} from '../../api/types';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {SECURITY_TEXTS} from '../security/texts';
import {ask, hasPasskeys, type Json} from '../security/webauthn';

function Mail() {
  const word = useWords(SECURITY_TEXTS);
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function send(event: FormEvent) {
    event.preventDefault();
    setError(null);
    setSent(false);
    await post('/session/link', {email: email.trim()}).then(() => setSent(true), setError);
  }
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{word('way_mail')}</summary>
      {open && <form className="stack" onSubmit={event => void send(event)}>
        <p>{word('way_mail_lead')}</p>
        <ProblemNote error={error} />
        <TextField type="email" label={word('email')} autoComplete="email" value={email} onChange={event => setEmail(event.target.value)} required />
        <Button type="submit">{word('mail_send')}</Button>
        <p role="status">{sent && <>✓ {word('mail_sent')}</>}</p>
      </form>}
    </details>
  );
}

export default function Ways() {
  const word = useWords(SECURITY_TEXTS);
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const {data} = useQuery({queryKey: ['setup'], staleTime: Infinity, queryFn: ({signal}) => get<SetupState>('/setup', {}, signal)});
  async function byPasskey() {
    setError(null);
    try {
      const credential = await ask('get', await post<Json>('/session/passkey/begin', {}));
      if (!credential) throw new Error(word('stopped'));
      queries.setQueryData(['session'], await post<Session>('/session/passkey', {credential}));
    } catch (refused) {
      setError(refused);
    }
  }
  return (
    <section aria-label={word('ways')} className="stack">
      <ProblemNote error={error} />
      {data?.passkeys && hasPasskeys() && <Button onPress={() => void byPasskey()}>{word('way_passkey')}</Button>}
      {data?.oidc && <a href="/oidc/begin">{word('way_oidc')}</a>}
      <Mail />
    </section>
  );
}
