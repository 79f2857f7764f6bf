import {useMemo} from 'react';
import type {Receipt} from '../../api/types';
import {grams} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import type {Column} from '../../ui/DataTable';
import {Badge, Page} from '../../ui/Page';
import {EntryLinks, useTyping} from './EntryLinks';
import {mass, useNames, usePlace, useWord} from './columns';
import {List} from './List';
import {useCorrection} from './useCorrection';

export default function Receipts() {
  const {t} = useTexts();
  const names = useNames();
  const word = useWord();
  const place = usePlace();
  const typing = useTyping('receipts');
  const {action, dialog} = useCorrection<Receipt>(row => row.receipt);
  const columns = useMemo<Column<Receipt>[]>(() => {
    const lacking = (row: Receipt) => (row.class === 'renewable' && !row.reversed ? grams(row.mass_kg) - grams(row.backed_kg) : 0n);
    return [
      {id: 'receipt', name: t('list.receipt'), text: row => row.receipt},
      {id: 'date', name: t('list.date'), text: row => row.date},
      {id: 'supplier', name: t('list.supplier'), text: row => names.supplier(row.supplier)},
      {id: 'material', name: t('list.material'), text: row => word('material', row.material)},
      {id: 'class', name: t('list.class'), text: row => word('class', row.class)},
      {id: 'mass', name: t('list.mass'), text: row => mass(row.mass_kg), numeric: true},
      {id: 'backed', name: t('list.backed'), text: row => mass(row.backed_kg), numeric: true},
      {id: 'certificate', name: t('list.supplier_certificate'), text: row => row.supplier_certificate ?? ''},
      {
        id: 'state', name: t('list.state'),
        text: row => (row.reversed ? t('state.reversed') : lacking(row) > 0n ? t('state.unbacked') : ''),
        show: row => (row.reversed ? <Badge tone="plain">{t('state.reversed')}</Badge>
          : lacking(row) > 0n ? <Badge tone="warn">{t('state.unbacked')}</Badge> : row.class === 'renewable' ? <Badge tone="good">{t('state.backed')}</Badge> : null),
      },
    ];
  }, [t, names, word]);
  return (
    <Page title={t('place.receipts')} actions={<EntryLinks typing={typing} />}>
      {typing.rows}
      <List list="receipts" filter={place} title={t('place.receipts')} columns={columns} rowKey={row => row.receipt} dim={row => row.reversed} empty={t('ledger.empty')} action={action} />
      {dialog}
    </Page>
  );
}
