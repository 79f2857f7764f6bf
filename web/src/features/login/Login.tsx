import {useQueryClient} from '@tanstack/react-query';
import {type FormEvent, lazy, Suspense, useEffect, useState} from 'react';
import {post} from '../../api/client';
import type {Session} from '../../api/types';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {Alone} from './Alone';

const Ways = lazy(() => import('./Ways'));

export function Login() {
  const {t} = useTexts();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${t('login.title')} | ${t('app.name')}`;
  }, [t]);

  async function enter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return; // Not `isPending`: its announcement outlives this screen and would point at nothing.
    const form = new FormData(event.currentTarget);
    const totp = String(form.get('totp') ?? '').normalize('NFKC').replace(/\s/g, '');
    setBusy(true);
    setError(null);
    try {
      const session = await post<Session>('/session', {
        login: String(form.get('login')).trim(), password: String(form.get('password')), ...(totp && {totp}),
      });
      queries.setQueryData(['session'], session);
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  }

  return (
    <Alone title={t('login.title')}>
      <ProblemNote error={error} />
      <form className="stack" onSubmit={enter}>
        <TextField name="login" label={t('login.login')} autoComplete="username" required autoCapitalize="none" spellCheck={false} />
        <TextField name="password" type="password" label={t('login.password')} autoComplete="current-password" required />
        <TextField name="totp" label={t('login.totp')} help={t('login.totp_help')} inputMode="numeric" autoComplete="one-time-code" />
        <Button type="submit" look="primary">{t('login.enter')}</Button>
      </form>
      <Suspense fallback={null}><Ways /></Suspense>
      <p className="muted">{t('login.check')} <a href="/check">{t('login.check_link')}</a></p>
    </Alone>
  );
}
