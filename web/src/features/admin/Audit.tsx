import {useMemo} from 'react';
import type {Access} from '../../api/types';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import type {Column} from '../../ui/DataTable';
import {Page} from '../../ui/Page';
import {List} from '../ledger/List';

export default function Audit() {
  const {t, language} = useTexts();
  const columns = useMemo<Column<Access>[]>(() => [
    {id: 'at', name: t('list.at'), text: row => instantText(row.at, language)},
    {id: 'login', name: t('login.login'), text: row => row.login},
    {id: 'action', name: t('audit.action'), text: row => row.action},
    {id: 'address', name: t('audit.address'), text: row => row.address},
    {id: 'result', name: t('audit.result'), text: row => row.result},
  ], [t, language]);
  return (
    <Page title={t('place.audit')} lead={t('audit.lead')}>
      <List list="access-log" title={t('place.audit')} columns={columns} rowKey={row => `${row.at} ${row.login} ${row.action}`} />
    </Page>
  );
}
