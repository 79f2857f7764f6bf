// Whose lines the simulator shows, and how much it may give them. Pure, so that it can be tested.
import type {Reservation} from '../../api/offers';
import type {Overview} from '../../api/types';
import type {Meeting} from '../../app/selection';
import {type Grams, grams} from '../../arithmetic/mass';
import {sum} from '../../arithmetic/share';
import {freeOf} from '../offers/offer';
import type {Row} from './plan';

type Asked = {
  rows: Row[]; sums: Overview['balance']; chosen: string; cap: Grams | null; reservation: Reservation | null; meeting: Meeting | null;
  more: Grams;
};
/** `own`: the reservation that is being turned, where it is this customer's. `free`: what the mill can give; `more`: what the next period
 * adds, where it is to count. `have`: what the mill will give. */
export type Whose = {customer: string; shown: Row[]; own: Reservation | null; free: Grams; more: Grams; have: Grams};

export function whoseOf({rows, sums, chosen, cap, reservation, meeting, more}: Asked): Whose {
  // A customer whose last line was allocated is no choice any more; in a meeting nobody else may take the place.
  const customer = meeting?.customer ?? (rows.some(row => row.customer === chosen) ? chosen : '');
  const shown = customer ? rows.filter(row => row.customer === customer) : rows;
  const own = reservation?.customer === customer ? reservation : null;
  const free = freeOf(sums, own);
  const all = free + more;
  const have = meeting ? grams(meeting.amount_kg) : cap !== null && cap < all ? cap : all;
  return {customer, shown, own, free, more: meeting ? 0n : more, have}; // A customer is offered what is there.
}

/** What a customer may see as the amount: what was set, or all that the lines could take. Null where only the mill's balance is left to say. */
export function offerable({shown, free}: Pick<Whose, 'shown' | 'free'>, cap: Grams | null): Grams | null {
  const amount = cap ?? sum(shown.map(row => row.mass));
  return amount <= free ? amount : null;
}
