// A customer's certificates by the months that they speak of, newest first, each with what it sums up to.
import type {Certificate} from '../../api/types';
import {type Grams, grams} from '../../arithmetic/mass';
import {sum} from '../../arithmetic/share';

export type Wanted = {year: string; number: string; live: boolean};
export type Group<Row> = {from: string; to: string; rows: Row[]; live: number; allocated: Grams};
type Row = Pick<Certificate, 'certificate' | 'from' | 'to' | 'state' | 'allocated_kg'>;

const lastDay = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
};

/** The years that certificates speak of, newest first. */
export const yearsOf = (certificates: readonly Pick<Certificate, 'from' | 'to'>[]): string[] =>
  [...new Set(certificates.flatMap(one => [one.from.slice(0, 4), one.to.slice(0, 4)]))].sort().reverse();

/** `number`: a part of it, however it was typed. An empty year is every year. */
export function wantedOf<One extends Row>(rows: readonly One[], {year, number, live}: Wanted): One[] {
  const part = number.normalize('NFKC').trim().toUpperCase();
  return rows.filter(row =>
    (!year || row.from.slice(0, 4) <= year && year <= row.to.slice(0, 4)) && row.certificate.toUpperCase().includes(part) && (!live || row.state === 'live'));
}

/** Revoked ones stand in their group, and in no sum. */
export function byPeriod<One extends Row>(rows: readonly One[]): Group<One>[] {
  const groups = new Map<string, One[]>();
  for (const row of rows) {
    const key = `${row.to.slice(0, 7)}/${row.from.slice(0, 7)}`;
    groups.set(key, [...groups.get(key) ?? [], row]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? 1 : -1)).map(([key, own]) => {
    const live = own.filter(row => row.state === 'live');
    return {from: `${key.slice(8)}-01`, to: lastDay(key.slice(0, 7)), rows: own, live: live.length, allocated: sum(live.map(row => grams(row.allocated_kg)))};
  });
}
