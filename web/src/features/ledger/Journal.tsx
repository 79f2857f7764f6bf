import {useMemo} from 'react';
import type {JournalEntry} from '../../api/types';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import type {Column} from '../../ui/DataTable';
import {Page} from '../../ui/Page';
import {useWord} from './columns';
import {List} from './List';

export default function Journal() {
  const {t, pick, language} = useTexts();
  const word = useWord();
  const columns = useMemo<Column<JournalEntry>[]>(() => [
    {id: 'seq', name: t('list.seq'), text: row => String(row.seq), numeric: true},
    {id: 'at', name: t('list.at'), text: row => instantText(row.at, language)},
    {id: 'actor', name: t('list.actor'), text: row => row.actor},
    {id: 'do', name: t('list.command'), text: row => word('command', row.do)},
    {id: 'summary', name: t('list.summary'), text: row => pick({ja: row.summary_ja, en: row.summary_en})},
  ], [t, pick, language, word]);
  return (
    <Page title={t('place.journal')} lead={t('ledger.journal_lead')}>
      <List list="journal" title={t('place.journal')} columns={columns} rowKey={row => String(row.seq)} />
    </Page>
  );
}
