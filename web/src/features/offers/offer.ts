// What is free, what a plan holds, how long it still holds, and what a refusal leaves. Pure, so that it can be tested.
import {Problem} from '../../api/client';
import type {HeldRow, Reservation} from '../../api/offers';
import type {Overview} from '../../api/types';
import {type Grams, grams, toKg} from '../../arithmetic/mass';
import {shareOf} from '../../arithmetic/share';
import {fitted, givenTo, type Row, type Scenario} from '../simulator/plan';

export type Left = {over: boolean; days: number; hours: number};

/** Whole days and hours until `instant`, cut off. */
export function leftUntil(instant: string, now: number): Left {
  const minutes = Math.floor((Date.parse(instant) - now) / 60_000);
  if (!(minutes > 0)) return {over: true, days: 0, hours: 0};
  return {over: false, days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60)};
}

/** What can still be released, or become an allocation. */
export const WAITS: readonly Reservation['state'][] = ['open', 'expired'];
/** One that has expired holds nothing, though it can still become an allocation. */
export const heldBy = (own: Reservation | null): Grams => (own && own.state !== 'expired' ? grams(own.mass_kg) : 0n);

/** What may still be given: the balance without what is held, but with what `own` holds. Never below nothing. */
export function freeOf(sums: Pick<Overview['balance'], 'balance_kg' | 'reserved_kg'>, own: Reservation | null): Grams {
  const free = grams(sums.balance_kg) - grams(sums.reserved_kg) + heldBy(own);
  return free > 0n ? free : 0n;
}

const given = (scenario: Scenario, rows: readonly Row[]) =>
  rows.map(row => ({row, mass: givenTo(scenario, row)})).filter(one => one.mass > 0n);

export const heldRows = (scenario: Scenario, rows: readonly Row[]): HeldRow[] =>
  given(scenario, rows).map(({row, mass}) => ({shipment: row.shipment, line: row.line, allocated_kg: toKg(mass)}));

/** The scenario in which a reservation becomes an allocation: its rows as they were held, or its mass evenly over the customer's. */
export function scenarioOf(reservation: Reservation, rows: readonly Row[], blank: Scenario, step: number): Scenario {
  const own = rows.filter(row => row.customer === reservation.customer);
  if (!reservation.rows.length) return fitted({...blank, wishes: {}, locked: []}, own, grams(reservation.mass_kg), step).scenario;
  const wishes = Object.fromEntries(reservation.rows.flatMap(held => {
    const row = own.find(one => one.shipment === held.shipment && one.line === held.line);
    if (!row) return [];
    const mass = grams(held.allocated_kg);
    const kept = mass < row.mass ? mass : row.mass;
    return [[row.key, {ppm: shareOf(kept, row.mass), mass: kept}]];
  }));
  return {...blank, pattern: 'free', wishes, locked: [], order: []};
}

/** Whether a refusal says masses of the mill, which are not for a customer's eyes. */
export const namesMasses = (refused: unknown): boolean =>
  refused instanceof Problem && Object.keys(refused.body.facts ?? {}).some(name => name.endsWith('_kg'));

/** What is left, where a refusal says that somebody was faster. */
export function leftAfter(refused: unknown): Grams | null {
  if (!(refused instanceof Problem) || !['reservation.insufficient', 'balance.insufficient'].includes(refused.code)) return null;
  const have = refused.body.facts?.have_kg;
  try {
    return have === undefined ? null : grams(have);
  } catch {
    return null;
  }
}
