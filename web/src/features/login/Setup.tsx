import {useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useEffect, useState} from 'react';
import {useLocation} from 'wouter';
import {post} from '../../api/client';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {TextField, Tick} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {Alone} from './Alone';

const SHORTEST = 12;

/** First start: the link that `tenbin serve` printed makes the first manager of the book. */
export default function Setup() {
  const {t} = useTexts();
  const token = window.location.hash.slice(1); // After #, so that no server's log ever has it.
  const [, go] = useLocation();
  const queries = useQueryClient();
  const [shown, setShown] = useState(false);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    document.title = `${t('setup.title')} | ${t('app.name')}`;
  }, [t]);
  const tooShort = password !== '' && [...password].length < SHORTEST;

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      await post('/setup', {
        token: String(form.get('token')).trim(), login: String(form.get('login')).trim(), name: String(form.get('name')).trim(), password,
      });
      await queries.refetchQueries({queryKey: ['session']}); // The answer signed them in.
      go('/');
    } catch (refused) {
      setError(refused);
    }
  }

  return (
    <Alone title={t('setup.title')}>
      <p>{t('setup.lead')}</p>
      <ProblemNote error={error} />
      <form className="stack" onSubmit={make}>
        <TextField name="token" label={t('setup.token')} help={t('setup.token_help')} defaultValue={token} required autoComplete="off" spellCheck={false} />
        <TextField name="name" label={t('setup.name')} autoComplete="name" required />
        <TextField name="login" label={t('login.login')} autoComplete="username" required autoCapitalize="none" spellCheck={false} />
        <TextField
          name="password" type={shown ? 'text' : 'password'} label={t('login.password')} help={t('setup.password_help', {count: SHORTEST})}
          fault={tooShort && t('setup.password_short', {count: SHORTEST})} autoComplete="new-password" required minLength={SHORTEST}
          value={password} onChange={event => setPassword(event.target.value)}
        />
        <Tick label={t('setup.show')} checked={shown} onChange={event => setShown(event.target.checked)} />
        <Button type="submit" look="primary">{t('setup.make')}</Button>
      </form>
    </Alone>
  );
}
