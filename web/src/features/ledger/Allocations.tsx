// What was given, and giving it back: only what no live certificate covers can be released, with a reason.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useMemo, useState} from 'react';
import {fresh, post} from '../../api/client';
import {forgetFigures} from '../../api/queries';
import type {Allocation, Posted} from '../../api/types';
import {may} from '../../app/places';
import {useRoles} from '../../app/selection';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import type {Column} from '../../ui/DataTable';
import {Dialog} from '../../ui/Dialog';
import {TextField} from '../../ui/Field';
import {Badge, Page} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {mass, share, useNames, usePlace} from './columns';
import {List} from './List';

function Release({allocation, onClose}: {allocation: Allocation; onClose: () => void}) {
  const {t} = useTexts();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [key] = useState(fresh);
  const posting = useMutation({
    mutationFn: () => post<Posted>('/commands', {do: 'release', allocation: allocation.allocation, reason}, {key}),
    onSuccess: () => forgetFigures(queries).then(onClose),
  });
  return (
    <Dialog open onClose={onClose} title={t('release.title')} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="danger" isDisabled={!reason.trim() || posting.isPending} onPress={() => posting.mutate()}>{t('release.do')}</Button>
    </>}>
      <ProblemNote error={posting.error} />
      <p>{t('release.lead', {allocation: allocation.allocation, mass: mass(allocation.mass_kg)})}</p>
      <TextField label={t('do.reason')} value={reason} onChange={event => setReason(event.target.value)} required />
    </Dialog>
  );
}

export default function Allocations() {
  const {t} = useTexts();
  const names = useNames();
  const place = usePlace();
  const roles = useRoles();
  const [released, setReleased] = useState<Allocation | null>(null);
  const columns = useMemo<Column<Allocation>[]>(() => [
    {id: 'allocation', name: t('list.allocation'), text: row => row.allocation},
    {id: 'date', name: t('list.date'), text: row => row.date},
    {id: 'shipment', name: t('list.shipment'), text: row => `${row.shipment}-${row.line}`},
    {id: 'customer', name: t('list.customer'), text: row => names.customer(row.customer)},
    {id: 'product', name: t('list.product'), text: row => names.product(row.product)},
    {id: 'mass', name: t('list.allocated'), text: row => mass(row.mass_kg), numeric: true},
    {id: 'share', name: t('list.share_percent'), text: row => share(row.share_ppm), numeric: true},
    {id: 'account', name: t('list.account'), text: row => row.accounts.map(one => one.account).join(', ')},
    {id: 'certificate', name: t('list.certificate'), text: row => row.certificate ?? ''},
    {
      id: 'state', name: t('list.state'), text: row => (row.released ? t('state.released') : row.certificate ? t('state.certified') : t('state.allocated')),
      show: row => (row.released ? <Badge tone="plain">{t('state.released')}</Badge> : row.certificate ? <Badge tone="good">{t('state.certified')}</Badge>
        : may(roles, 'allocate') ? <Button small onPress={() => setReleased(row)}>{t('release.open')}</Button> : <Badge tone="plain">{t('state.allocated')}</Badge>),
    },
  ], [t, names, roles]);
  return (
    <Page title={t('place.allocations')}>
      <List list="allocations" filter={place} title={t('place.allocations')} columns={columns} rowKey={row => row.allocation} dim={row => row.released} empty={t('ledger.allocations_empty')} />
      {released && <Release allocation={released} onClose={() => setReleased(null)} />}
    </Page>
  );
}
