// The foot of the simulator: hold this plan, or send it; and which reservation is being turned into an allocation.
import {lazy, Suspense, useEffect, useRef, useState} from 'react';
import {Link, useSearch} from 'wouter';
import {type Reservation, useItems} from '../../api/offers';
import {useRights} from '../../app/selection';
import {type Grams, grams, tonnes} from '../../arithmetic/mass';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Badge} from '../../ui/Page';
import {useNames} from '../ledger/columns';
import {allocatedIn, type Board, type Row, type Scenario} from '../simulator/plan';
import {WAITS} from './offer';
import {OFFER_TEXTS} from './texts';

const Hold = lazy(() => import('./Hold'));
const Send = lazy(() => import('./Send'));

/** The reservation that the address names, while it waits. */
export function useTurning(site: string, period: string): {reservation: Reservation | null; over: boolean} {
  const id = new URLSearchParams(useSearch()).get('reservation');
  const {data} = useItems<Reservation>('/reservations', {site, period}, id !== null);
  const found = data?.find(one => one.reservation === id && WAITS.includes(one.state)) ?? null;
  return {reservation: found, over: id !== null && data !== undefined && !found};
}

/** Says once, when it has come, what the reservation holds. */
export function useOnce<Value>(value: Value | null, act: (value: Value) => void): void {
  const done = useRef(false);
  const current = useRef(act);
  current.current = act;
  useEffect(() => {
    if (done.current || value === null) return;
    done.current = true;
    current.current(value);
  }, [value]);
}

/** `own`: the customer that it is for is the one in sight. */
export function Turning({reservation, over, own}: {reservation: Reservation | null; over: boolean; own: boolean}) {
  const word = useWords(OFFER_TEXTS);
  const names = useNames();
  if (over) return <p role="status"><Badge tone="warn">{word('turning_over')}</Badge></p>;
  if (!reservation) return null;
  const {reservation: number, customer, mass_kg} = reservation;
  return <p role="status">{word(own ? 'turning' : 'turning_other', {number, customer: names.customer(customer), mass: tonnes(grams(mass_kg))})}</p>;
}

export function Reserved({mass}: {mass: Grams}) {
  const word = useWords(OFFER_TEXTS);
  if (mass <= 0n) return null;
  return <p className="muted">{word('left_out', {mass: tonnes(mass)})} <Link href="/reservations">{word('see_reservations')}</Link></p>;
}

/** The name of the plan in sight; an empty one falls back to its number. */
export function ScenarioName({board, setBoard, fallback}: {board: Board; setBoard: (next: Board) => void; fallback: string}) {
  const word = useWords(OFFER_TEXTS);
  const rename = (name: string) =>
    setBoard({...board, scenarios: board.scenarios.map((one, at) => (at === board.at ? {...one, name} : one))});
  const {name} = board.scenarios[board.at]!;
  return (
    <TextField label={word('scenario_name')} value={name} maxLength={24} onChange={event => rename(event.target.value)}
      onBlur={() => !name.trim() && rename(fallback)} />
  );
}

export function OfferButtons({scenario, rows, customer, customerName, enough, onRefit}: {
  scenario: Scenario; rows: Row[]; customer: string; customerName: string; enough: boolean; onRefit: (left: Grams) => void;
}) {
  const word = useWords(OFFER_TEXTS);
  const rights = useRights();
  const [asked, setAsked] = useState<'hold' | 'send' | null>(null);
  const mass = allocatedIn(scenario, rows);
  if (!rights.includes('reserve')) return null;
  const ready = customer !== '' && mass > 0n && enough;
  const Asked = asked === 'hold' ? Hold : Send;
  return (
    <>
      <Button isDisabled={!ready} onPress={() => setAsked('hold')}>{word('hold')}</Button>
      <Button isDisabled={!ready} onPress={() => setAsked('send')}>{word('send')}</Button>
      {!customer ? <span className="muted">{word('choose_customer')}</span> : mass === 0n && <span className="muted">{word('nothing_given')}</span>}
      <Suspense fallback={null}>
        {asked && <Asked scenario={scenario} rows={rows} customer={customer} customerName={customerName} onClose={() => setAsked(null)} onRefit={onRefit} />}
      </Suspense>
    </>
  );
}
