// 利用者: who may come in, as what; the tokens of programs, and the webhooks to them.
import {useMemo, useState} from 'react';
import type {Person} from '../../api/types';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import type {Column, RowAction} from '../../ui/DataTable';
import {Badge, Page} from '../../ui/Page';
import {List} from '../ledger/List';
import {AddPerson} from './AddPerson';
import {ChangePerson} from './ChangePerson';
import {ADMIN_TEXTS} from './texts';
import {Tokens} from './Tokens';
import {Webhooks} from './Webhooks';

export default function People() {
  const {t, language} = useTexts();
  const word = useWords(ADMIN_TEXTS);
  const [adding, setAdding] = useState(false);
  const [changed, setChanged] = useState<Person | null>(null);
  const [saved, setSaved] = useState('');
  const columns = useMemo<Column<Person>[]>(() => {
    const state = (row: Person) => word(row.active ? 'active' : 'stopped');
    return [
      {id: 'login', name: t('login.login'), text: row => row.login},
      {id: 'name', name: t('setup.name'), text: row => row.name},
      {id: 'role', name: word('role'), text: row => row.roles.map(role => t(`role.${role}`)).join(' ')},
      {id: 'customer', name: word('customer'), text: row => row.customer ?? ''},
      {id: 'email', name: word('email'), text: row => row.email ?? ''},
      {id: 'last', name: word('last'), text: row => (row.last_sign_in_at ? instantText(row.last_sign_in_at, language) : '—')},
      {id: 'language', name: t('masters.language'), text: row => row.language},
      {id: 'state', name: word('state'), text: state, show: row => <Badge tone={row.active ? 'good' : 'bad'}>{state(row)}</Badge>},
    ];
  }, [t, word, language]);
  const action: RowAction<Person> = {heading: word('column'), name: word('change'), of: row => row.login, keys: 'e', can: () => true, run: row => (setSaved(''), setChanged(row))};
  return (
    <Page title={t('place.people')} actions={<Button look="primary" onPress={() => setAdding(true)}>{word('add')}</Button>}>
      {saved && <p role="status">✓ {word('saved', {login: saved})}</p>}
      <List list="people" title={t('place.people')} columns={columns} rowKey={row => row.login} dim={row => !row.active} action={action} />
      <Tokens />
      <Webhooks />
      {adding && <AddPerson onClose={() => setAdding(false)} />}
      {changed && <ChangePerson key={changed.login} person={changed} onClose={isSaved => (isSaved && setSaved(changed.login), setChanged(null))} />}
    </Page>
  );
}
