// 仮押さえ: the plan of one customer, held for some days.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {Link} from 'wouter';
import {fresh, post} from '../../api/client';
import type {Reservation} from '../../api/offers';
import {forgetFigures} from '../../api/queries';
import {useMeeting, useSelection} from '../../app/selection';
import {type Grams, toKg, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {instantText} from '../../i18n/dates';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {TextField} from '../../ui/Field';
import {allocatedIn, type Row, type Scenario} from '../simulator/plan';
import {heldRows} from './offer';
import {Faster} from './Pieces';
import {OFFER_TEXTS} from './texts';

export type OfferProps = {
  scenario: Scenario; rows: Row[]; customer: string; customerName: string; onClose: () => void; onRefit: (left: Grams) => void;
};
export const daysOf = (text: string): number => Math.min(90, Math.max(1, Math.trunc(Number(text.normalize('NFKC'))) || 14));

export default function Hold({scenario, rows, customer, customerName, onClose, onRefit}: OfferProps) {
  const {t, language} = useTexts();
  const word = useWords(OFFER_TEXTS);
  const {site, period} = useSelection();
  const {meeting} = useMeeting();
  const queries = useQueryClient();
  const [days, setDays] = useState('14');
  const [note, setNote] = useState('');
  const [key] = useState(fresh);
  const mass = allocatedIn(scenario, rows);
  const holding = useMutation({
    mutationFn: () => post<Reservation>('/reservations', {
      site: site.site, period: period.from, customer, mass_kg: toKg(mass), rows: heldRows(scenario, rows), days: daysOf(days), ...(note.trim() && {note: note.trim()}),
    }, {key}),
    onSuccess: () => forgetFigures(queries),
  });
  function refit(left: Grams) {
    onRefit(left);
    onClose();
  }
  if (holding.data) {
    return (
      <Dialog open onClose={onClose} title={word('hold_title')}>
        <p role="status">✓ {word('held', {until: instantText(holding.data.expires_at, language)})}</p>
        {!meeting && <p><Link href="/reservations">{word('see_reservations')}</Link></p>}
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={word('hold_title')} buttons={<>
      <Button onPress={onClose}>{t('do.cancel')}</Button>
      <Button look="primary" isDisabled={holding.isPending} onPress={() => holding.mutate()}>{word('hold_do', {mass: tonnes(mass)})}</Button>
    </>}>
      <Faster error={holding.error} want={mass} onRefit={refit} />
      <div className="stack">
        <p>{word('hold_lead', {customer: customerName, mass: tonnes(mass)})}</p>
        <TextField label={word('days')} help={word('days_help')} inputMode="numeric" value={days} onChange={event => setDays(event.target.value)} />
        {!meeting && <TextField label={word('note')} value={note} onChange={event => setNote(event.target.value)} />}
      </div>
    </Dialog>
  );
}
