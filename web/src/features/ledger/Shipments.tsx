import {useMemo} from 'react';
import type {Shipment} from '../../api/types';
import {Door} from '../../app/Door';
import {useTexts} from '../../i18n';
import type {Column} from '../../ui/DataTable';
import {Badge, Page} from '../../ui/Page';
import {EntryLinks, useTyping} from './EntryLinks';
import {mass, share, useNames, usePlace} from './columns';
import {List} from './List';
import {useCorrection} from './useCorrection';

export default function Shipments() {
  const {t} = useTexts();
  const names = useNames();
  const place = usePlace();
  const typing = useTyping('shipments');
  const {action, dialog} = useCorrection<Shipment>(row => `${row.shipment}-${row.line}`);
  const columns = useMemo<Column<Shipment>[]>(() => [
    {id: 'shipment', name: t('list.shipment'), text: row => `${row.shipment}-${row.line}`},
    {id: 'date', name: t('list.date'), text: row => row.date},
    {id: 'customer', name: t('list.customer'), text: row => names.customer(row.customer)},
    {id: 'product', name: t('list.product'), text: row => names.product(row.product)},
    {id: 'mass', name: t('list.mass'), text: row => mass(row.mass_kg), numeric: true},
    {id: 'allocated', name: t('list.allocated'), text: row => mass(row.allocated_kg), numeric: true},
    {id: 'share', name: t('list.share_percent'), text: row => share(row.share_ppm), numeric: true},
    {id: 'requested', name: t('list.requested'), text: row => share(row.requested_share_ppm), numeric: true},
    {
      id: 'certificate', name: t('list.certificate'), text: row => row.certificate ?? '',
      show: row => row.certificate && <Door href={`/certificates/${encodeURIComponent(row.certificate)}`}>{row.certificate}</Door>,
    },
    {id: 'state', name: t('list.state'), text: row => (row.reversed ? t('state.reversed') : ''), show: row => row.reversed && <Badge tone="plain">{t('state.reversed')}</Badge>},
  ], [t, names]);
  return (
    <Page title={t('place.shipments')} actions={<EntryLinks typing={typing} />}>
      {typing.rows}
      <List list="shipments" filter={place} title={t('place.shipments')} columns={columns} rowKey={row => `${row.shipment}/${row.line}`} dim={row => row.reversed} empty={t('ledger.empty')} action={action} />
      {dialog}
    </Page>
  );
}
