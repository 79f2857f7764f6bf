import {describe, expect, it} from 'vitest';
import {byPeriod, wantedOf, yearsOf} from './groups';

const row = (certificate: string, from: string, to: string, allocated_kg = '10.000', state: 'live' | 'revoked' = 'live') => ({certificate, from, to, allocated_kg, state});
const ROWS = [
  row('MB-2025-000009-1', '2025-12-03', '2026-01-20'), row('MB-2026-000001-5', '2026-07-02', '2026-07-30'), row('MB-2026-000002-2', '2026-07-11', '2026-07-11', '5.500'),
  row('MB-2026-000003-9', '2026-07-01', '2026-07-31', '7.000', 'revoked'), row('MB-2026-000004-6', '2026-02-01', '2026-02-28'),
];

describe('the certificates of a customer', () => {
  it('stand by the months they speak of, newest first, and revoked ones are in no sum', () => {
    const groups = byPeriod(ROWS);
    expect(groups.map(one => [one.from, one.to, one.rows.length, one.live, one.allocated])).toEqual([
      ['2026-07-01', '2026-07-31', 3, 2, 15500n], ['2026-02-01', '2026-02-28', 1, 1, 10000n], ['2025-12-01', '2026-01-31', 1, 1, 10000n],
    ]);
    expect(byPeriod([])).toEqual([]);
  });
  it('are found by year, part of the number and state', () => {
    const found = (year: string, number = '', live = false) => wantedOf(ROWS, {year, number, live}).map(one => one.certificate.slice(8, 14));
    expect(found('')).toHaveLength(5);
    expect(found('2025')).toEqual(['000009']);
    expect(found('2026')).toHaveLength(5);
    expect(found('2026', ' mb-2026-00000 ')).toHaveLength(4);
    expect(found('', '000003', true)).toEqual([]);
    expect(yearsOf(ROWS)).toEqual(['2026', '2025']);
  });
});
