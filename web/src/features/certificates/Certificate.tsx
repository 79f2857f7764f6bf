// One certificate: what it says, its papers, its checks; replacing it and taking it back.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {useParams} from 'wouter';
import {address, download, fresh, post} from '../../api/client';
import {isAsked} from '../../api/offers';
import {forgetFigures, useAll} from '../../api/queries';
import type {Allocation, Certificate as Row, Kg} from '../../api/types';
import {may} from '../../app/places';
import {useRoles, useSelection} from '../../app/selection';
import {grams, percent, toKg, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {dayText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {TextField, Tick} from '../../ui/Field';
import {Mass} from '../../ui/Figure';
import {Card, Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {AskedNote} from '../approvals/AskedNote';
import {claimed} from '../claims/claimed';
import {useNames} from '../ledger/columns';
import {Invite} from '../security/Invite';
import {StateBadge} from './Certificates';
import {Changed} from './Changed';
import {Intensities} from './Intensities';
import {CERTIFICATE_TEXTS} from './texts';

export function Papers({number, language}: {number: string; language: string}) {
  const {t} = useTexts();
  const [refused, setRefused] = useState<unknown>(null);
  const path = `/certificates/${encodeURIComponent(number)}`;
  const save = (kind: string, name: string, query = {}) => void download(`${path}/${kind}`, name, query).catch(setRefused);
  return (
    <>
      <ProblemNote error={refused} />
      <div className="row">
        <Button look="primary" onPress={() => save('pdf', `${number}.pdf`, {language})}>{t('certificate.pdf')}</Button>
        <Button onPress={() => save('pdf', `${number}-both.pdf`, {language: 'both'})}>{t('certificate.pdf_both')}</Button>
        <Button onPress={() => save('json', `${number}.json`)}>JSON</Button>
        <Button onPress={() => save('jwt', `${number}.jwt`)}>JWT</Button>
        <a href={address(`${path}/pdf`, {language})} target="_blank" rel="noopener">{t('certificate.preview')}</a>
      </div>
    </>
  );
}

function Revoke({number, onClose}: {number: string; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(CERTIFICATE_TEXTS);
  const {book} = useSelection();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [key] = useState(fresh);
  const revoke = useMutation({
    mutationFn: () => post<unknown>(`/certificates/${encodeURIComponent(number)}/revoke`, {date: book.today, reason}, {key}),
    onSuccess: answer => forgetFigures(queries).then(() => (isAsked(answer) ? undefined : onClose())),
  });
  const same = typed.normalize('NFKC').trim().toUpperCase() === number.toUpperCase();
  if (isAsked(revoke.data)) return <Dialog open onClose={onClose} title={t('revoke.title')}><AskedNote asked={revoke.data} /></Dialog>;
  return (
    <Dialog open onClose={onClose} title={t('revoke.title')} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="danger" isDisabled={!reason.trim() || !same || revoke.isPending} onPress={() => revoke.mutate()}>{t('revoke.do')}</Button>
    </>}>
      <ProblemNote error={revoke.error} />
      <div className="stack">
        <p>{t('revoke.lead')}</p>
        <TextField label={t('do.reason')} help={word('told')} value={reason} onChange={event => setReason(event.target.value)} required />
        <TextField label={t('revoke.type', {number})} value={typed} onChange={event => setTyped(event.target.value)} autoComplete="off" />
      </div>
    </Dialog>
  );
}

function Replace({detail, onClose}: {detail: Row; onClose: () => void}) {
  const {t} = useTexts();
  const word = useWords(CERTIFICATE_TEXTS);
  const {book} = useSelection();
  const queries = useQueryClient();
  const own = useAll('allocations', {certificate: detail.certificate});
  const more = useAll('allocations', {customer: detail.customer, open: true});
  const usable = [...(own.data ?? []), ...(more.data ?? [])];
  const [turned, setTurned] = useState<string[]>([]);
  // What is on the certificate stays on it, and what waits for one does not come on it, until somebody says so.
  const isTaken = (row: Allocation) => (row.certificate !== null) !== turned.includes(row.allocation);
  const turn = (id: string) => setTurned(turned.includes(id) ? turned.filter(one => one !== id) : [...turned, id]);
  const [reason, setReason] = useState('');
  const [key] = useState(fresh);
  const allocations = usable.filter(isTaken).map(row => row.allocation);
  const replace = useMutation({
    mutationFn: () => post<unknown>(`/certificates/${encodeURIComponent(detail.certificate)}/replace`, {date: book.today, reason, allocations}, {key}),
    onSuccess: answer => forgetFigures(queries).then(() => (isAsked(answer) ? undefined : onClose())),
  });
  if (isAsked(replace.data)) return <Dialog open onClose={onClose} title={t('replace.title')}><AskedNote asked={replace.data} /></Dialog>;
  return (
    <Dialog open wide onClose={onClose} title={t('replace.title')} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="primary" isDisabled={!own.data || !reason.trim() || !allocations.length || replace.isPending} onPress={() => replace.mutate()}>{t('replace.do', {revision: detail.revision + 1})}</Button>
    </>}>
      <ProblemNote error={replace.error ?? own.error ?? more.error} />
      <div className="stack">
        <p>{t('replace.lead')}</p>
        {(own.isPending || more.isPending) && <Waiting />}
        <fieldset>
          <legend>{t('replace.allocations')}</legend>
          {usable.map(row => (
            <div key={row.allocation}>
              <Tick
                label={`${row.allocation} · ${row.shipment}-${row.line} · ${tonnes(grams(row.mass_kg))} t`} checked={isTaken(row)}
                onChange={() => turn(row.allocation)}
              />
            </div>
          ))}
        </fieldset>
        <TextField label={t('do.reason')} help={word('told')} value={reason} onChange={event => setReason(event.target.value)} required />
      </div>
    </Dialog>
  );
}

/** What stands on the paper: the lines that carry its number, and the accounts that their allocations came from. */
function useContents(detail: Row) {
  const lines = useAll('shipments', {certificate: detail.certificate});
  const allocations = useAll('allocations', {certificate: detail.certificate});
  const accounts = new Map<string, bigint>();
  for (const row of allocations.data ?? []) {
    for (const {account, mass_kg} of row.accounts) accounts.set(account, (accounts.get(account) ?? 0n) + grams(mass_kg));
  }
  return {
    lines: lines.data ?? [],
    accounts: [...accounts].map(([account, mass]): {account: string; mass_kg: Kg} => ({account, mass_kg: toKg(mass)})),
    error: lines.error ?? allocations.error,
  };
}

function Detail({detail}: {detail: Row}) {
  const {t, language} = useTexts();
  const names = useNames();
  const {lines, accounts, error} = useContents(detail);
  return (
    <div className="stack">
      <Changed certificate={detail} />
      <div className="grid">
        <Card>
          <p><StateBadge certificate={detail} /> {names.customer(detail.customer)} · {dayText(detail.date, language)}</p>
          <p><strong>{claimed(t, grams(detail.mass_kg), grams(detail.allocated_kg))}</strong></p>
          <p><small>{t('claim.c6')}</small></p>
          <Intensities certificate={detail} site={lines[0]?.site} />
          <Papers number={detail.certificate} language={language} />
          <p><a href={`/check?number=${encodeURIComponent(detail.certificate)}&lang=${language}`} target="_blank" rel="noopener">{t('certificate.check')}</a></p>
          <ProblemNote error={error} />
        </Card>
        <Card title={t('certificate.accounts')}>
          <ul>{accounts.map(one => <li key={one.account}>{one.account}: <Mass kg={one.mass_kg} /></li>)}</ul>
        </Card>
        {detail.state === 'live' && <Invite to={detail.customer} />}
      </div>
      <Card title={t('certificate.lines')}>
        <div className="scroll" tabIndex={0} role="region" aria-label={t('certificate.lines')}>
          <table className="table">
            <thead><tr><th scope="col">{t('list.shipment')}</th><th scope="col">{t('list.date')}</th><th scope="col">{t('list.product')}</th>
              <th scope="col" className="n">{t('list.mass')}</th><th scope="col" className="n">{t('list.allocated')}</th><th scope="col" className="n">{t('list.share_percent')}</th></tr></thead>
            <tbody>{lines.map(line => (
              <tr key={`${line.shipment}/${line.line}`}><th scope="row">{line.shipment}-{line.line}</th><td>{line.date}</td><td>{names.product(line.product)}</td>
                <td className="n"><Mass kg={line.mass_kg} /></td><td className="n"><Mass kg={line.allocated_kg} /></td><td className="n">{percent(line.share_ppm)}</td></tr>
            ))}</tbody>
          </table>
        </div>
      </Card>
    </div>
  );
}

export default function Certificate() {
  const {t} = useTexts();
  const number = decodeURIComponent(useParams<{number: string}>().number);
  const roles = useRoles();
  const [asked, setAsked] = useState<'replace' | 'revoke' | null>(null);
  const {data: found, error} = useAll('certificates', {q: number});
  const data = found?.find(one => one.certificate === number);
  const live = data?.state === 'live' && may(roles, 'issue');
  return (
    <Page title={t('certificate.title', {number})} tabs={[{href: '/certificates', label: t('place.certificates'), here: false}]}
      actions={live && <><Button onPress={() => setAsked('replace')}>{t('replace.open')}</Button><Button look="danger" onPress={() => setAsked('revoke')}>{t('revoke.open')}</Button></>}>
      <ProblemNote error={error} />
      {!found && !error && <Waiting />}
      {found && !data && <Empty>{t('certificate.unknown')}</Empty>}
      {data && <Detail detail={data} />}
      {asked === 'revoke' && <Revoke number={number} onClose={() => setAsked(null)} />}
      {asked === 'replace' && data && <Replace detail={data} onClose={() => setAsked(null)} />}
    </Page>
  );
}
