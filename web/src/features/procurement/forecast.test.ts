import {describe, expect, it} from 'vitest';
import type {Reservation} from '../../api/offers';
import type {BalancePeriod, Receipt, Shipment} from '../../api/types';
import {chased, firstShort, monthOf} from './forecast';

const account = {account: 'HQ/renewable', opening_kg: '0.000', renewable_input_kg: '320000.000', entitlement_kg: '272000.000', allocated_kg: '0.000', transferred_kg: '0.000', expired_kg: '0.000', balance_kg: '272000.000', certified_kg: '0.000'};
const period = (from: string): BalancePeriod => ({site: 'HQ', period: from, to: '2026-07-31', status: 'open', total_input_kg: '1000000.000', output_kg: '850000.000', unbacked_kg: '0.000', accounts: [account]});
const line = (shipment: string, tonne: number, ppm: number | null, more: Partial<Shipment> = {}): Shipment => ({
  shipment, line: 1, seq: 1, date: '2026-07-14', site: 'HQ', customer: 'C-1', product: 'EX-1', mass_kg: `${tonne * 1000}.000`, allocated_kg: '0.000', share_ppm: 0, certificate: null, reversed: false,
  requested_share_ppm: ppm, ...more,
});
const held = (more: Partial<Reservation> = {}): Reservation => ({
  reservation: '1', site: 'HQ', period: '2026-07-01', customer: 'C-1', mass_kg: '100000.000', rows: [{shipment: 'S-1', line: 1, allocated_kg: '100000.000'}], note: '', made_by: 'sales', made_at: '', expires_at: '',
  state: 'open', proposal: null, ...more,
});

const SHARE = {method: 'input_share'};

describe('the forecast', () => {
  it('takes from the balance what is held and what is requested, once', () => {
    const month = monthOf(period('2026-07-01'), [line('S-1', 100, 1_000_000), line('S-2', 200, 500_000), line('S-3', 50, null), line('S-4', 10, 1_000_000, {reversed: true})], [held(), held({state: 'expired'}), held({period: '2026-08-01'})], SHARE);
    expect(month).toMatchObject({balance: 272_000_000n, held: 100_000_000n, requested: 100_000_000n, after: 72_000_000n, needed: 0n});
  });
  it('says how much metal is lacking, rounded up, and where first', () => {
    const enough = monthOf(period('2026-06-01'), [], [], SHARE);
    const short = monthOf(period('2026-07-01'), [line('S-2', 850, 500_000)], [], SHARE);
    expect(short.after).toBe(-153_000_000n);
    expect(short.needed).toBe(180_000_000n);
    expect(firstShort([enough, short])).toBe(short);
    expect(firstShort([enough])).toBeUndefined();
  });
  it('counts metal as the rulebook does, and names none where none would do', () => {
    const needed = (percent: number, rules: Parameters<typeof monthOf>[3]) => monthOf(period('2026-07-01'), [line('S-2', 850, percent * 10_000)], [], rules).needed;
    expect(needed(50, {method: 'conversion_factor', conversion_factor: '0.85'})).toBe(180_000_000n);
    expect(needed(50, {method: 'conversion_factor', conversion_factor: '1'})).toBe(153_000_000n);
    expect(needed(50, {method: 'rolling_average'})).toBeNull();
    expect([needed(100, SHARE), monthOf(period('2026-07-01'), [line('S-2', 851, 1_000_000)], [], SHARE).needed]).toEqual([680_000_000n, null]);
  });
  it('does not count what is already given', () => {
    expect(monthOf(period('2026-07-01'), [line('S-1', 100, 500_000, {allocated_kg: '40000.000'}), line('S-2', 100, 500_000, {allocated_kg: '60000.000'})], [], SHARE).requested).toBe(10_000_000n);
  });
});

describe('papers that are missing', () => {
  const receipt = (id: string, supplier: string, tonne: number) => ({receipt: id, supplier, mass_kg: `${tonne * 1000}.000`}) as Receipt;
  it('are asked for by supplier, the largest first', () =>
    expect(chased([receipt('R-1', 'S-1', 5), receipt('R-2', 'S-2', 9), receipt('R-3', 'S-1', 3)]).map(one => [one.supplier, one.receipts.length, one.mass])).toEqual([['S-2', 1, 9_000_000n], ['S-1', 2, 8_000_000n]]));
});
