// 仮押さえ: what is held, for whom, until when; longer, back, or into an allocation.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useMemo, useState} from 'react';
import {useLocation, useSearch} from 'wouter';
import {call, post} from '../../api/client';
import {type Reservation, useItems} from '../../api/offers';
import {forgetFigures} from '../../api/queries';
import {may} from '../../app/places';
import {useRights, useRoles, useSelection} from '../../app/selection';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {type Column, DataTable} from '../../ui/DataTable';
import {Dialog} from '../../ui/Dialog';
import {Options} from '../../ui/Field';
import {Badge, Page} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {mass, useNames, usePlace} from '../ledger/columns';
import {WAITS} from './offer';
import {Countdown} from './Pieces';
import {OFFER_TEXTS} from './texts';

const MORE_DAYS = 7;
/** An address may name one ("?state=expired"). */
const SHOWN = ['open', 'expired', 'all'] as const;
const TONE = {open: 'good', expired: 'warn', released: 'plain', allocated: 'good'} as const;

function Release({reservation, onClose, onDone}: {reservation: Reservation; onClose: () => void; onDone: () => void}) {
  const {t} = useTexts();
  const word = useWords(OFFER_TEXTS);
  const queries = useQueryClient();
  const releasing = useMutation({
    mutationFn: () => call('DELETE', `/reservations/${encodeURIComponent(reservation.reservation)}`),
    onSuccess: () => forgetFigures(queries).then(onDone),
  });
  return (
    <Dialog open onClose={onClose} title={word('release_title')} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="danger" isDisabled={releasing.isPending} onPress={() => releasing.mutate()}>{word('release_do')}</Button>
    </>}>
      <ProblemNote error={releasing.error} />
      <p>{word('release_lead', {number: reservation.reservation, mass: mass(reservation.mass_kg)})}</p>
    </Dialog>
  );
}

function Acts({row, onExtend, onRelease}: {row: Reservation; onExtend: () => void; onRelease: () => void}) {
  const word = useWords(OFFER_TEXTS);
  const roles = useRoles();
  const rights = useRights();
  const {choose} = useSelection();
  const [, go] = useLocation();
  if (!WAITS.includes(row.state) || !rights.includes('reserve')) return null;
  const which = <span className="hidden"> {row.reservation}</span>;
  return (
    <>
      {may(roles, 'allocate') && (
        <Button small look="primary" onPress={() => {
          choose(row.site, row.period);
          go(`/allocate?reservation=${encodeURIComponent(row.reservation)}`);
        }}>{word('allocate')}{which}</Button>
      )}{' '}
      {row.state === 'open' && <><Button small onPress={onExtend}>{word('extend')}{which}</Button>{' '}</>}
      <Button small look="danger" onPress={onRelease}>{word('release')}{which}</Button>
    </>
  );
}

export default function Reservations() {
  const {t, language} = useTexts();
  const word = useWords(OFFER_TEXTS);
  const names = useNames();
  const place = usePlace();
  const queries = useQueryClient();
  const named = new URLSearchParams(useSearch()).get('state');
  const [shown, setShown] = useState(SHOWN.find(one => one === named) ?? 'open');
  const [released, setReleased] = useState<Reservation | null>(null);
  const [said, setSaid] = useState('');
  const {data, error, isPending} = useItems<Reservation>('/reservations', {...place, state: shown === 'all' ? undefined : shown});
  const {mutate: extend, error: refused} = useMutation({
    mutationFn: (row: Reservation) => post(`/reservations/${encodeURIComponent(row.reservation)}/extend`, {days: MORE_DAYS}),
    onSuccess: () => {
      setSaid(word('extended'));
      return forgetFigures(queries);
    },
  });
  const columns = useMemo<Column<Reservation>[]>(() => [
    {id: 'number', name: word('number'), text: row => row.reservation},
    {id: 'customer', name: word('customer'), text: row => names.customer(row.customer)},
    {id: 'mass', name: word('mass'), text: row => mass(row.mass_kg), numeric: true},
    {
      id: 'until', name: word('until'), text: row => instantText(row.expires_at, language),
      show: row => <>{instantText(row.expires_at, language)} {row.state === 'open' && <Countdown until={row.expires_at} />}</>,
    },
    {id: 'by', name: word('made_by'), text: row => `${row.made_by}${row.proposal ? ` · ${word('from_proposal', {number: row.proposal})}` : ''}`},
    {id: 'note', name: word('note'), text: row => row.note ?? ''},
    {id: 'state', name: word('state'), text: row => word(`reservation.${row.state}`), show: row => <Badge tone={TONE[row.state]}>{word(`reservation.${row.state}`)}</Badge>},
    {id: 'do', name: word('do'), text: () => '', show: row => <Acts row={row} onExtend={() => extend(row)} onRelease={() => setReleased(row)} />},
  ], [word, names, language, extend]);
  return (
    <Page title={t('place.reservations')} lead={word('reservations_lead')}>
      <ProblemNote error={error ?? refused} />
      <p role="status">{said && <>✓ {said}</>}</p>
      <DataTable
        name={t('place.reservations')} columns={columns} rows={data ?? []} rowKey={row => row.reservation} pending={isPending} empty={word(shown === 'expired' ? 'reservations_none_expired' : 'reservations_none')}
        dim={row => !WAITS.includes(row.state)}
        controls={<Options label={word('shown')} showLabel name="shown" value={shown} options={SHOWN.map(one => [one, word(`shown.${one}`)])} onChange={setShown} />}
      />
      {released && (
        <Release reservation={released} onClose={() => setReleased(null)} onDone={() => {
          setReleased(null);
          setSaid(word('released'));
        }} />
      )}
    </Page>
  );
}
