import {useMemo} from 'react';
import type {Charge, Run} from '../../api/types';
import {useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import type {Column} from '../../ui/DataTable';
import {Badge, Page} from '../../ui/Page';
import {EntryLinks, useTyping} from './EntryLinks';
import {mass, useNames, usePlace} from './columns';
import {List} from './List';
import {useCorrection} from './useCorrection';

export default function Runs() {
  const {t} = useTexts();
  const names = useNames();
  const place = usePlace();
  const typing = useTyping('production');
  const {action, dialog} = useCorrection<Run>(row => row.run);
  const {book} = useSelection();
  const runs = useMemo<Column<Run>[]>(() => [
    {id: 'run', name: t('list.run'), text: row => row.run},
    {id: 'date', name: t('list.date'), text: row => row.date},
    {id: 'product', name: t('list.product'), text: row => names.product(row.product)},
    {id: 'output', name: t('list.output'), text: row => mass(row.output_kg), numeric: true},
    {id: 'state', name: t('list.state'), text: row => (row.reversed ? t('state.reversed') : ''), show: row => row.reversed && <Badge tone="plain">{t('state.reversed')}</Badge>},
  ], [t, names]);
  const charges = useMemo<Column<Charge>[]>(() => [
    {id: 'charge', name: t('list.charge'), text: row => row.charge},
    {id: 'date', name: t('list.date'), text: row => row.date},
    {id: 'receipt', name: t('list.receipt'), text: row => row.receipt},
    {id: 'mass', name: t('list.mass'), text: row => mass(row.mass_kg), numeric: true},
    {id: 'state', name: t('list.state'), text: row => (row.reversed ? t('state.reversed') : ''), show: row => row.reversed && <Badge tone="plain">{t('state.reversed')}</Badge>},
  ], [t]);
  return (
    <Page title={t('place.runs')} actions={<EntryLinks typing={typing} />}>
      {typing.rows}
      <List list="runs" filter={place} title={t('place.runs')} columns={runs} rowKey={row => row.run} dim={row => row.reversed} empty={t('ledger.empty')} action={action} />
      {book.rulebook.input_event === 'charge' && (
        <>
          <h2>{t('ledger.charges')}</h2>
          <List list="charges" filter={place} title={t('ledger.charges')} columns={charges} rowKey={row => row.charge} dim={row => row.reversed} empty={t('ledger.empty')} />
        </>
      )}
      {dialog}
    </Page>
  );
}
