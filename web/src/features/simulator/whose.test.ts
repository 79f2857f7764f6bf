import {describe, expect, it} from 'vitest';
import type {Reservation} from '../../api/offers';
import type {Overview} from '../../api/types';
import type {Row} from './plan';
import {offerable, whoseOf} from './whose';

const t = (tonne: number) => BigInt(tonne) * 1_000_000n;
const row = (shipment: string, customer: string, tonne: number): Row => ({
  key: `${shipment}/1`, shipment, line: 1, date: '2026-07-14', customer, product: 'EX-1', mass: t(tonne), mass_kg: `${tonne}000.000`, requested: null,
});
const rows = [row('S-1', 'C-1', 250), row('S-2', 'C-2', 600)];
const sums = {balance_kg: '272000.000', reserved_kg: '60000.000'} as Overview['balance'];
const reservation = {reservation: '3', customer: 'C-1', mass_kg: '60000.000'} as Reservation;
const asked = {rows, sums, chosen: '', cap: null, reservation: null, meeting: null, more: 0n};

describe('whose lines', () => {
  it('are all, or those of the customer that was chosen', () => {
    expect(whoseOf(asked)).toMatchObject({customer: '', shown: rows, free: t(212), have: t(212)});
    expect(whoseOf({...asked, chosen: 'C-1'}).shown).toEqual([rows[0]]);
  });
  it('are all again when the customer has none left', () => expect(whoseOf({...asked, rows: [rows[1]!], chosen: 'C-1'})).toMatchObject({customer: '', shown: [rows[1]]}));
  it('are nobody else’s in a meeting', () => {
    const meeting = {customer: 'C-1', amount_kg: '40000.000'};
    expect(whoseOf({...asked, rows: [rows[1]!], chosen: 'C-2', meeting})).toMatchObject({customer: 'C-1', shown: [], have: t(40)});
  });
  it('may take what the next period adds, where it is to count, but not in a meeting', () => {
    expect(whoseOf({...asked, more: t(90)})).toMatchObject({free: t(212), more: t(90), have: t(302)});
    expect(whoseOf({...asked, more: t(90), cap: t(250)}).have).toBe(t(250));
    expect(whoseOf({...asked, more: t(90), meeting: {customer: 'C-1', amount_kg: '40000.000'}})).toMatchObject({more: 0n, have: t(40)});
  });
  it('may take what is held for them, and for nobody else', () => {
    expect(whoseOf({...asked, chosen: 'C-1', reservation})).toMatchObject({own: reservation, free: t(272)});
    expect(whoseOf({...asked, chosen: 'C-2', reservation})).toMatchObject({own: null, free: t(212)});
    expect(whoseOf({...asked, reservation})).toMatchObject({own: null, free: t(212)});
  });
  it('get no more than the cap', () => {
    expect(whoseOf({...asked, cap: t(40)})).toMatchObject({free: t(212), have: t(40)});
    expect(whoseOf({...asked, cap: t(400)}).have).toBe(t(212));
  });
});

describe('the amount of a meeting', () => {
  it('is what was set, or all that the lines take', () => {
    expect(offerable({shown: rows.slice(0, 1), free: t(272)}, null)).toBe(t(250));
    expect(offerable({shown: rows, free: t(272)}, t(40))).toBe(t(40));
  });
  it('is never the balance of the mill', () => {
    expect(offerable({shown: rows.slice(0, 1), free: t(212)}, null)).toBeNull();
    expect(offerable({shown: rows, free: t(272)}, t(300))).toBeNull();
  });
});
