// マスタ: customers, products, suppliers, sites and factors; seen by the mill, added to by who enters.
import {useMemo, useState} from 'react';
import type {Customer, Product, Site, Supplier} from '../../api/types';
import {useRights} from '../../app/selection';
import {useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import type {Column} from '../../ui/DataTable';
import {Options} from '../../ui/Field';
import {Badge, Page} from '../../ui/Page';
import {ImportLink} from '../ledger/ImportLink';
import {List} from '../ledger/List';
import {Invite} from '../security/Invite';
import {AddMaster} from './AddMaster';
import {Factors} from './Factors';
import {type Master, RIGHT_TO_ADD} from './master';
import styles from './masters.module.css';
import {MASTER_TEXTS} from './texts';

const KINDS = ['customers', 'products', 'suppliers', 'sites', 'factors'] as const;
type Kind = (typeof KINDS)[number];
/** What can be added to each list. */
const ADDS: Record<Kind, Master[]> = {
  customers: ['customer'], products: ['product'], suppliers: ['supplier'], sites: ['site'], factors: ['product', 'supplier_certificate'],
};

export default function Masters() {
  const {t} = useTexts();
  const word = useWords(MASTER_TEXTS);
  const rights = useRights();
  const [adding, setAdding] = useState<Master | null>(null);
  const [added, setAdded] = useState('');
  const [kind, setKind] = useState<Kind>('customers');
  const names = useMemo(() => [
    {id: 'ja', name: t('masters.name_ja'), text: (row: {name_ja: string}) => row.name_ja},
    {id: 'en', name: t('masters.name_en'), text: (row: {name_en: string}) => row.name_en},
  ], [t]);
  const customers = useMemo<Column<Customer>[]>(() => [
    {id: 'id', name: t('masters.code'), text: row => row.customer}, ...(names as Column<Customer>[]),
    {id: 'language', name: t('masters.language'), text: row => row.language ?? ''},
  ], [t, names]);
  const products = useMemo<Column<Product>[]>(() => [
    {id: 'id', name: t('masters.code'), text: row => row.product}, ...(names as Column<Product>[]),
    {id: 'group', name: t('masters.group'), text: row => row.group ?? ''},
    {id: 'alloy', name: t('masters.alloy'), text: row => [row.alloy, row.temper].filter(Boolean).join(' ')},
    {id: 'standard', name: t('masters.standard'), text: row => row.standard ?? ''},
    {
      id: 'allocatable', name: t('masters.allocatable'), text: row => t(row.allocatable ? 'masters.yes' : 'masters.no'),
      show: row => <Badge tone={row.allocatable ? 'good' : 'plain'}>{t(row.allocatable ? 'masters.yes' : 'masters.no')}</Badge>,
    },
  ], [t, names]);
  const suppliers = useMemo<Column<Supplier>[]>(() => [{id: 'id', name: t('masters.code'), text: row => row.supplier}, ...(names as Column<Supplier>[])], [t, names]);
  const sites = useMemo<Column<Site>[]>(() => [{id: 'id', name: t('masters.code'), text: row => row.site}, ...(names as Column<Site>[])], [t, names]);
  return (
    <Page title={t('place.masters')} actions={<>
      {ADDS[kind].filter(master => rights.includes(RIGHT_TO_ADD[master])).map(master => <Button key={master} onPress={() => (setAdded(''), setAdding(master))}>{word(`add.${master}`)}</Button>)}
      <ImportLink />
    </>}>
      <div className={styles.kinds}><Options label={t('place.masters')} name="kind" value={kind} options={KINDS.map(one => [one, one === 'factors' ? word('factors') : t(`masters.${one}`)])} onChange={setKind} /></div>
      {added && <p role="status">✓ {word('done', {id: added})}</p>}
      {kind === 'customers' && <><List list="customers" title={t('masters.customers')} columns={customers} rowKey={row => row.customer} /><Invite /></>}
      {kind === 'products' && <List list="products" title={t('masters.products')} columns={products} rowKey={row => row.product} />}
      {kind === 'suppliers' && <List list="suppliers" title={t('masters.suppliers')} columns={suppliers} rowKey={row => row.supplier} />}
      {kind === 'factors' && <Factors />}
      {kind === 'sites' && <List list="sites" title={t('masters.sites')} columns={sites} rowKey={row => row.site} />}
      {adding && <AddMaster key={adding} master={adding} onClose={id => (setAdding(null), setAdded(id ?? ''))} />}
    </Page>
  );
}
