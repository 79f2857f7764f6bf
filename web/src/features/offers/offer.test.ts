import {describe, expect, it} from 'vitest';
import {Problem} from '../../api/client';
import type {Reservation} from '../../api/offers';
import {allocatedIn, emptyScenario, even, type Row, setShare} from '../simulator/plan';
import {freeOf, heldRows, leftAfter, leftUntil, namesMasses, scenarioOf} from './offer';

const row = (shipment: string, tonne: bigint, customer = 'C-1'): Row => ({
  key: `${shipment}/1`, shipment, line: 1, date: '2026-07-14', customer, product: 'EX-1', mass: tonne * 1_000_000n, mass_kg: `${tonne}000.000`, requested: null,
});
const rows = [row('S-1', 250n), row('S-2', 600n), row('S-3', 10n, 'C-2')];
const held: Reservation = {
  reservation: '3', site: 'HQ', period: '2026-07-01', customer: 'C-1', mass_kg: '30000.000', rows: [], note: '', made_by: 'sales', made_at: '2026-08-01T00:00:00Z',
  expires_at: '2026-08-15T00:00:00Z', state: 'open', proposal: null,
};
const sums = {balance_kg: '36600.000', reserved_kg: '30000.000'};

describe('a reservation', () => {
  it('counts down in whole days and hours', () => {
    expect(leftUntil('2026-08-15T00:00:00Z', Date.parse('2026-08-01T20:30:00Z'))).toEqual({over: false, days: 13, hours: 3});
    expect(leftUntil('2026-08-15T00:00:00Z', Date.parse('2026-08-15T00:00:00Z')).over).toBe(true);
    expect(leftUntil('nonsense', 0).over).toBe(true);
  });
  it('takes from what is free, and gives its own back', () => {
    expect(freeOf(sums, null)).toBe(6_600_000n);
    expect(freeOf(sums, held)).toBe(36_600_000n);
    expect(freeOf(sums, {...held, state: 'expired'}), 'it holds nothing any more').toBe(6_600_000n);
    expect(freeOf({balance_kg: '1.000', reserved_kg: '2.000'}, null)).toBe(0n);
  });
  it('holds only the lines that get something', () => {
    const scenario = setShare(emptyScenario('1'), rows[0]!, 400_000, 1);
    expect(heldRows(scenario, rows)).toEqual([{shipment: 'S-1', line: 1, allocated_kg: '100000.000'}]);
  });
  it('becomes an allocation of the same mass', () => {
    const exact = {...held, rows: [{shipment: 'S-1', line: 1, allocated_kg: '30000.000'}, {shipment: 'S-9', line: 1, allocated_kg: '1.000'}]};
    const scenario = scenarioOf(exact, rows, emptyScenario('1'), 1);
    expect(allocatedIn(scenario, rows)).toBe(30_000_000n);
    expect(scenario.pattern).toBe('free');
    expect(allocatedIn(scenarioOf(held, rows, even(emptyScenario('1'), rows, 10_000, 1), 1), rows)).toBeLessThanOrEqual(30_000_000n);
  });
});

describe('a refusal', () => {
  const refusal = (code: string, facts: Record<string, string>) => new Problem({type: '', title: '', status: 409, detail: '', code, facts});
  it('says what is left', () => expect(leftAfter(refusal('reservation.insufficient', {have_kg: '3200.000', want_kg: '5000.000'}))).toBe(3_200_000n));
  it('is not for a customer who looks on, where it names masses', () => {
    expect(namesMasses(refusal('reservation.cap', {cap_kg: '1.000'}))).toBe(true);
    expect(namesMasses(refusal('reference.unknown', {id: 'C-9'}))).toBe(false);
    expect(namesMasses(new Error('other'))).toBe(false);
  });
  it('says nothing where it does not', () => {
    expect(leftAfter(refusal('reservation.cap', {have_kg: '3200.000'}))).toBeNull();
    expect(leftAfter(refusal('reservation.insufficient', {}))).toBeNull();
    expect(leftAfter(refusal('reservation.insufficient', {have_kg: 'x'}))).toBeNull();
    expect(leftAfter(new Error('other'))).toBeNull();
  });
});
