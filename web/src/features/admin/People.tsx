// 利用者: who may come in, as what; and the tokens of programs, shown once.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {type FormEvent, useMemo, useState} from 'react';
import {call, fresh, post} from '../../api/client';
import type {Person, Role, Token} from '../../api/types';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {Button} from '../../ui/Button';
import type {Column} from '../../ui/DataTable';
import {Dialog} from '../../ui/Dialog';
import {Choice, TextField} from '../../ui/Field';
import {Page} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {List} from '../ledger/List';

const ROLES: Role[] = ['clerk', 'manager', 'sales', 'procurement', 'verifier', 'customer', 'admin'];

function Add({onClose}: {onClose: () => void}) {
  const {t} = useTexts();
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>('clerk');
  const [key] = useState(fresh);
  const adding = useMutation({
    mutationFn: (person: Record<string, string | string[] | null>) => post('/people', person, {key}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['people']}).then(onClose),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    adding.mutate({
      login: text('login'), name: text('name'), roles: [role], customer: role === 'customer' ? text('customer') : null, language: text('language'), password: String(form.get('password')),
    });
  }
  return (
    <Dialog open onClose={onClose} title={t('people.add')}>
      <ProblemNote error={adding.error} />
      <form className="stack" onSubmit={send}>
        <TextField name="name" label={t('setup.name')} required autoComplete="off" />
        <TextField name="login" label={t('login.login')} required autoCapitalize="none" autoComplete="off" spellCheck={false} />
        <Choice label={t('people.role')} value={role} onChange={event => setRole(event.target.value as Role)}>
          {ROLES.map(one => <option key={one} value={one}>{t(`role.${one}`)}</option>)}
        </Choice>
        {role === 'customer' && <TextField name="customer" label={t('people.customer')} required />}
        <Choice name="language" label={t('masters.language')}><option value="ja">日本語</option><option value="en">English</option></Choice>
        <TextField name="password" type="password" label={t('people.password')} help={t('setup.password_help', {count: 12})} minLength={12} required autoComplete="new-password" />
        <Button type="submit" look="primary" isDisabled={adding.isPending}>{t('people.add')}</Button>
      </form>
    </Dialog>
  );
}

function Tokens() {
  const {t, language} = useTexts();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const making = useMutation({
    mutationFn: () => post<Token>('/tokens', {name, scopes: ['read']}, {key: fresh()}),
    onSuccess: () => queries.invalidateQueries({queryKey: ['tokens']}),
  });
  const ending = useMutation({
    mutationFn: (token: string) => call('DELETE', `/tokens/${encodeURIComponent(token)}`),
    onSuccess: () => queries.invalidateQueries({queryKey: ['tokens']}),
  });
  const columns = useMemo<Column<Token>[]>(() => [
    {id: 'name', name: t('tokens.name'), text: row => row.name},
    {id: 'scopes', name: t('tokens.scopes'), text: row => row.scopes.join(', ')},
    {id: 'created', name: t('tokens.created'), text: row => instantText(row.created_at, language)},
    {id: 'used', name: t('tokens.used'), text: row => (row.last_used_at ? instantText(row.last_used_at, language) : '—')},
    {id: 'end', name: t('list.state'), text: () => '', show: row => <Button small look="danger" onPress={() => ending.mutate(row.token)}>{t('tokens.end')}</Button>},
  ], [t, language, ending]);
  return (
    <>
      <h2>{t('tokens.title')}</h2>
      <ProblemNote error={making.error ?? ending.error} />
      {making.data?.secret && <p role="status">{t('tokens.once')} <code>{making.data.secret}</code></p>}
      <div className="row">
        <TextField label={t('tokens.name')} value={name} onChange={event => setName(event.target.value)} />
        <Button isDisabled={!name.trim() || making.isPending} onPress={() => making.mutate()}>{t('tokens.make')}</Button>
      </div>
      <List list="tokens" title={t('tokens.title')} columns={columns} rowKey={row => row.token} />
    </>
  );
}

export default function People() {
  const {t} = useTexts();
  const [adding, setAdding] = useState(false);
  const columns = useMemo<Column<Person>[]>(() => [
    {id: 'login', name: t('login.login'), text: row => row.login},
    {id: 'name', name: t('setup.name'), text: row => row.name},
    {id: 'role', name: t('people.role'), text: row => row.roles.map(role => t(`role.${role}`)).join(' ')},
    {id: 'customer', name: t('people.customer'), text: row => row.customer ?? ''},
    {id: 'language', name: t('masters.language'), text: row => row.language},
  ], [t]);
  return (
    <Page title={t('place.people')} actions={<Button look="primary" onPress={() => setAdding(true)}>{t('people.add')}</Button>}>
      <List list="people" title={t('place.people')} columns={columns} rowKey={row => row.login} />
      <Tokens />
      {adding && <Add onClose={() => setAdding(false)} />}
    </Page>
  );
}
