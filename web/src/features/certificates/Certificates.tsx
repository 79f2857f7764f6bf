import {useMemo} from 'react';
import {Link, useLocation} from 'wouter';
import type {Certificate} from '../../api/types';
import {may} from '../../app/places';
import {useRoles} from '../../app/selection';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import type {Column} from '../../ui/DataTable';
import {Badge, Page} from '../../ui/Page';
import {mass, share, useNames} from '../ledger/columns';
import {List} from '../ledger/List';

export function StateBadge({certificate}: {certificate: Pick<Certificate, 'state' | 'revision'>}) {
  const {t} = useTexts();
  if (certificate.state === 'revoked') return <Badge tone="bad">{t('certificate.state.revoked')}</Badge>;
  return <Badge tone="good">{t('certificate.state.live')}{certificate.revision > 1 && ` · ${t('certificate.revision', {revision: certificate.revision})}`}</Badge>;
}

export default function Certificates() {
  const {t} = useTexts();
  const names = useNames();
  const roles = useRoles();
  const [, go] = useLocation();
  const columns = useMemo<Column<Certificate>[]>(() => [
    {
      id: 'certificate', name: t('list.certificate'), text: row => row.certificate,
      show: row => <Link href={`/certificates/${encodeURIComponent(row.certificate)}`}>{row.certificate}</Link>,
    },
    {id: 'date', name: t('certificate.date'), text: row => row.date},
    {id: 'customer', name: t('list.customer'), text: row => names.customer(row.customer)},
    {id: 'mass', name: t('certificate.mass'), text: row => mass(row.mass_kg), numeric: true},
    {id: 'allocated', name: t('list.allocated'), text: row => mass(row.allocated_kg), numeric: true},
    {id: 'share', name: t('list.share_percent'), text: row => share(row.share_ppm), numeric: true},
    {id: 'period', name: t('certificate.period'), text: row => `${row.from} – ${row.to}`},
    {id: 'state', name: t('list.state'), text: row => t(`certificate.state.${row.state}`), show: row => <StateBadge certificate={row} />},
  ], [t, names]);
  return (
    <Page title={t('place.certificates')} actions={may(roles, 'issue') && <Button look="primary" onPress={() => go('/certificates/issue')}>{t('certificate.issue')}</Button>}>
      <List list="certificates" title={t('place.certificates')} columns={columns} rowKey={row => row.certificate} empty={t('certificate.empty')} />
    </Page>
  );
}
