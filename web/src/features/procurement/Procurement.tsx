// 調達: what is left on supplier certificates, and renewable metal whose paper is missing.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useMemo, useState} from 'react';
import {fresh, post} from '../../api/client';
import {forgetFigures, useAll} from '../../api/queries';
import type {Posted, Receipt, SupplierCertificate} from '../../api/types';
import {may} from '../../app/places';
import {useRoles, useSelection} from '../../app/selection';
import {grams, tonnes} from '../../arithmetic/mass';
import {sum} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import type {Column} from '../../ui/DataTable';
import {Dialog} from '../../ui/Dialog';
import {Choice} from '../../ui/Field';
import {perTonne} from '../../ui/emissions';
import {Badge, Card, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {mass, share, useNames, usePlace, useWord} from '../ledger/columns';
import {List} from '../ledger/List';
import {Chase} from './Chase';
import {Forecast} from './Forecast';
import {Uploads} from './Uploads';

function Back({receipt, onClose}: {receipt: Receipt; onClose: () => void}) {
  const {t} = useTexts();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState('');
  const [key] = useState(fresh);
  const {data, error} = useAll('supplier-certificates');
  const usable = data?.filter(one => one.supplier === receipt.supplier && one.valid_from <= receipt.date && receipt.date <= one.valid_to && grams(one.left_kg) >= grams(receipt.mass_kg));
  const posting = useMutation({
    mutationFn: () => post<Posted>('/commands', {do: 'back_receipt', receipt: receipt.receipt, supplier_certificate: chosen}, {key}),
    onSuccess: () => forgetFigures(queries).then(onClose),
  });
  return (
    <Dialog open onClose={onClose} title={t('backing.title', {receipt: receipt.receipt})} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="primary" isDisabled={!chosen || posting.isPending} onPress={() => posting.mutate()}>{t('backing.do')}</Button>
    </>}>
      <ProblemNote error={error ?? posting.error} />
      <p>{t('backing.lead', {mass: mass(receipt.mass_kg), date: receipt.date})}</p>
      {!usable && !error && <Waiting />}
      {usable && (usable.length ? (
        <Choice label={t('list.supplier_certificate')} value={chosen} onChange={event => setChosen(event.target.value)}>
          <option value="">{t('do.choose')}</option>
          {usable.map(one => <option key={one.supplier_certificate} value={one.supplier_certificate}>{one.supplier_certificate}({t('procurement.left')} {mass(one.left_kg)} t)</option>)}
        </Choice>
      ) : <p>{t('backing.none')}</p>)}
    </Dialog>
  );
}

function Missing() {
  const {t} = useTexts();
  const place = usePlace();
  const names = useNames();
  const roles = useRoles();
  const [asked, setAsked] = useState<Receipt | null>(null);
  const {data: lacking, error} = useAll('receipts', {...place, open: true});
  if (!lacking) return <Card title={t('procurement.missing_table')}>{error ? <ProblemNote error={error} /> : <Waiting />}</Card>;
  return (
    <Card tone={lacking.length ? 'warning' : 'plain'} title={t('procurement.missing', {count: lacking.length, mass: tonnes(sum(lacking.map(row => grams(row.mass_kg))))})}>
      <ProblemNote error={error} />
      {!lacking.length && <p>✓ {t('procurement.missing_none')}</p>}
      {lacking.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={t('procurement.missing_table')}>
          <table className="table">
            <thead><tr><th scope="col">{t('list.receipt')}</th><th scope="col">{t('list.date')}</th><th scope="col">{t('list.supplier')}</th><th scope="col" className="n">{t('list.mass')}</th><th scope="col">{t('list.state')}</th></tr></thead>
            <tbody>{lacking.map(row => (
              <tr key={row.receipt}><th scope="row">{row.receipt}</th><td>{row.date}</td><td>{names.supplier(row.supplier)}</td><td className="n">{mass(row.mass_kg)}</td>
                <td>{may(roles, 'post') ? <Button small onPress={() => setAsked(row)}>{t('backing.open')}</Button> : <Badge tone="warn">{t('state.unbacked')}</Badge>}</td></tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {lacking.length > 0 && <Chase receipts={lacking} />}
      {asked && <Back receipt={asked} onClose={() => setAsked(null)} />}
    </Card>
  );
}

export default function Procurement() {
  const {t} = useTexts();
  const {book} = useSelection();
  const names = useNames();
  const word = useWord();
  const columns = useMemo<Column<SupplierCertificate>[]>(() => {
    const state = (row: SupplierCertificate) => (grams(row.left_kg) <= 0n ? 'used' : row.valid_to < book.today ? 'past' : 'left');
    return [
      {id: 'certificate', name: t('list.supplier_certificate'), text: row => row.supplier_certificate},
      {id: 'supplier', name: t('list.supplier'), text: row => names.supplier(row.supplier)},
      {id: 'power', name: t('procurement.power'), text: row => word('power', row.power_source)},
      {id: 'share', name: t('procurement.renewable_share'), text: row => share(row.renewable_share_ppm), numeric: true},
      {id: 'valid', name: t('procurement.valid'), text: row => `${row.valid_from} – ${row.valid_to}`},
      {id: 'mass', name: t('list.mass'), text: row => mass(row.mass_kg), numeric: true},
      {id: 'used', name: t('procurement.used'), text: row => mass(row.used_kg), numeric: true},
      {id: 'left', name: t('procurement.left'), text: row => mass(row.left_kg), numeric: true},
      {id: 'factor', name: t('procurement.factor'), text: row => perTonne(row.emission_factor_kgco2e_per_kg), numeric: true},
      {
        id: 'state', name: t('list.state'), text: row => t(`procurement.state.${state(row)}`),
        show: row => <Badge tone={state(row) === 'left' ? 'good' : state(row) === 'past' ? 'warn' : 'plain'}>{t(`procurement.state.${state(row)}`)}</Badge>,
      },
    ];
  }, [t, names, word, book.today]);
  return (
    <Page title={t('place.procurement')}>
      <div className="stack">
        <Missing />
        <Uploads />
        <Forecast />
        <div>
          <h2>{t('procurement.certificates')}</h2>
          <List list="supplier-certificates" title={t('procurement.certificates')} columns={columns} rowKey={row => row.supplier_certificate} empty={t('procurement.empty')} />
        </div>
      </div>
    </Page>
  );
}
