// Which open period falls short, as far as the ledger knows: what is left, without what is held and what customers requested.
import type {Reservation} from '../../api/offers';
import type {BalancePeriod, Receipt, Rulebook, Shipment} from '../../api/types';
import {type Grams, grams} from '../../arithmetic/mass';
import {neededByFactor, neededInput, part, sum} from '../../arithmetic/share';
import {scaled} from '../../ui/quantity';

export type Month = {period: string; to: string; balance: Grams; held: Grams; requested: Grams; after: Grams; needed: Grams | null};

const restOf = (line: Shipment): Grams => {
  const rest = part(grams(line.mass_kg), line.requested_share_ppm ?? 0) - grams(line.allocated_kg);
  return line.reversed || line.certificate || rest < 0n ? 0n : rest;
};

/** The renewable metal that would cover what is missing; null where no metal would. */
function metalFor(missing: Grams, period: BalancePeriod, rules: Pick<Rulebook, 'method' | 'conversion_factor'>): Grams | null {
  if (rules.method === 'conversion_factor') return neededByFactor(missing, scaled(rules.conversion_factor ?? '1', 9));
  if (rules.method !== 'input_share') return null; // Nothing is allocated freely.
  const total = grams(period.total_input_kg);
  const other = total - sum(period.accounts.map(one => grams(one.renewable_input_kg)));
  return neededInput(missing, other, total, grams(period.output_kg));
}

/** One row for each open period; `shipments` and `held` are those of that period. A line that is held is not requested twice. */
export function monthOf(
  period: BalancePeriod, shipments: readonly Shipment[], held: readonly Reservation[], rules: Pick<Rulebook, 'method' | 'conversion_factor'>,
): Month {
  const own = held.filter(one => one.state === 'open' && one.period === period.period);
  const named = new Set(own.flatMap(one => one.rows.map(row => `${row.shipment}/${row.line}`)));
  const balance = sum(period.accounts.map(one => grams(one.balance_kg)));
  const reserved = sum(own.map(one => grams(one.mass_kg)));
  const requested = sum(shipments.filter(line => !named.has(`${line.shipment}/${line.line}`)).map(restOf));
  const after = balance - reserved - requested;
  const needed = metalFor(after < 0n ? -after : 0n, period, rules);
  return {period: period.period, to: period.to, balance, held: reserved, requested, after, needed};
}

export const firstShort = (months: readonly Month[]): Month | undefined => months.find(month => month.after < 0n);

export type Chased = {supplier: string; receipts: Receipt[]; mass: Grams};

/** Receipts without their paper, by supplier, the largest first. */
export function chased(receipts: readonly Receipt[]): Chased[] {
  const suppliers = [...new Set(receipts.map(one => one.supplier))].map(supplier => {
    const own = receipts.filter(one => one.supplier === supplier);
    return {supplier, receipts: own, mass: sum(own.map(one => grams(one.mass_kg)))};
  });
  return suppliers.sort((a, b) => (a.mass < b.mass ? 1 : a.mass > b.mass ? -1 : 0));
}
