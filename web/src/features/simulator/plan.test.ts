import {describe, expect, it} from 'vitest';
import type {Shipment} from '../../api/types';
import {
  allocatedIn, asRequested, begunAnew, boardOf, changed, commandsOf, current, emptyBoard, emptyScenario, even, fillInOrder, fits, fitted, givenTo, lacking, pack, rowsOf, setShare, simulateRows, stepOf,
  toggleLock, toggleTick, undone, unpack, wholeByMass,
} from './plan';

const shipment = (name: string, tonne: number, more: Partial<Shipment> = {}): Shipment => ({
  shipment: name, line: 1, seq: 1, date: '2026-07-14', site: 'HQ', customer: 'C-1', product: 'EX-1', mass_kg: `${tonne * 1000}.000`,
  allocated_kg: '0.000', share_ppm: 0, certificate: null, reversed: false, requested_share_ppm: null, ...more,
});
const rows = rowsOf([
  shipment('S-1', 250), shipment('S-2', 600), shipment('S-3', 10, {certificate: 'MB-1'}), shipment('S-4', 10, {reversed: true}),
  shipment('S-5', 10, {allocated_kg: '1.000'}),
]);
const have = 272_000_000n;
const blank = emptyScenario('1');

describe('a scenario', () => {
  it('is about lines that can still be given something', () => expect(rows.map(row => row.shipment)).toEqual(['S-1', 'S-2']));
  it('gives every line the largest common share', () => {
    const scenario = even(blank, rows, fits(blank, rows, have, 1), 1);
    expect(scenario.wishes['S-1/1']).toEqual({ppm: 320_000});
    expect(allocatedIn(scenario, rows)).toBe(have);
  });
  it('gives what was requested, no less, and nothing where nothing was', () => {
    const asking = rowsOf([shipment('S-1', 250, {requested_share_ppm: 505_000}), shipment('S-2', 600)]);
    const scenario = asRequested(blank, asking, 10_000);
    expect([scenario.pattern, scenario.wishes['S-1/1'], scenario.wishes['S-2/1']]).toEqual(['free', {ppm: 510_000}, {ppm: 0}]);
    expect(asRequested(toggleLock(setShare(blank, asking[1]!, 100_000, 1), asking[1]!), asking, 1).wishes['S-2/1']).toEqual({ppm: 100_000});
  });
  it('keeps a locked line and spreads the rest', () => {
    const locked = toggleLock(setShare(blank, rows[0]!, 1_000_000, 1), rows[0]!);
    expect(fits(locked, rows, have, 1)).toBe(36_666);
    const scenario = even(locked, rows, 36_666, 1);
    expect(scenario.wishes['S-1/1']).toEqual({ppm: 1_000_000});
    expect(givenTo(scenario, rows[1]!)).toBe(21_999_600n);
    expect(givenTo(fillInOrder(toggleTick(toggleTick(locked, rows[0]!), rows[1]!), rows, have, 1, true), rows[1]!)).toBe(22_000_000n);
  });
  it('is made to fit with its locks, unless they alone are too much', () => {
    const locked = toggleLock(setShare(blank, rows[0]!, 1_000_000, 1), rows[0]!);
    expect(fitted(locked, rows, have, 1)).toMatchObject({ppm: 36_666, scenario: {locked: ['S-1/1']}});
    expect(fitted(locked, rows, 85_000_000n, 1)).toMatchObject({ppm: 100_000, scenario: {locked: []}});
  });
  it('gives whole lines or nothing where the rulebook has no part of one', () => {
    const step = stepOf({partial_share: false, share_step_ppm: 1});
    expect([fits(blank, rows, have, step), fits(blank, [rows[0]!], have, step)]).toEqual([0, 1_000_000]);
    expect(givenTo(setShare(blank, rows[0]!, 999_999, step), rows[0]!)).toBe(0n);
    expect(stepOf({partial_share: true, share_step_ppm: 50_000})).toBe(50_000);
  });
  it('fills ticked lines in the order of the ticks', () => {
    const scenario = fillInOrder(toggleTick(toggleTick(blank, rows[1]!), rows[0]!), rows, have, 1, true);
    expect(givenTo(scenario, rows[1]!)).toBe(have);
    expect(givenTo(scenario, rows[0]!)).toBe(0n);
  });
  it('becomes commands with units, the rest as a mass', () => {
    const scenario = fillInOrder(toggleTick(toggleTick(blank, rows[0]!), rows[1]!), rows, have, 1, true);
    expect(commandsOf(scenario, rows, false, '2026-07-31', 'x')).toEqual([
      {do: 'allocate', allocation: 'A-S-1-1-x', date: '2026-07-31', shipment: 'S-1', line: 1, share: '100 %'},
      {do: 'allocate', allocation: 'A-S-2-1-x', date: '2026-07-31', shipment: 'S-2', line: 1, mass: '22000.000 kg'},
    ]);
  });
  it('gives whole lines by their mass where 100 % is no multiple of the step', () => {
    const rules = {partial_share: false, share_step_ppm: 300_000};
    const whole = setShare(blank, rows[0]!, 1_000_000, stepOf(rules));
    expect(wholeByMass(rules)).toBe(true);
    expect(simulateRows(whole, [rows[0]!], wholeByMass(rules))).toEqual([{shipment: 'S-1', line: 1, mass_kg: '250000.000'}]);
    expect(commandsOf(whole, [rows[0]!], wholeByMass(rules), '2026-07-31', 'x')).toMatchObject([{mass: '250000.000 kg'}]);
    expect(simulateRows(whole, [rows[0]!], wholeByMass({share_step_ppm: 50_000}))).toEqual([{shipment: 'S-1', line: 1, share_ppm: 1_000_000}]);
  });
  it('takes a plan that a program left (src/http/mcp_draft.cpp)', () => {
    const plan = (wishes: string) => `{"locked":[],"name":"案","order":[],"pattern":"free","wholeLots":false,"wishes":{${wishes}}}`;
    const left = `{"price":"60000","scenarios":[${plan('"S-1/1":{"ppm":100000},"S-2/1":{"mass":"100000","ppm":0}')},${plan('')},${plan('')}]}`;
    expect(allocatedIn(current(unpack(JSON.parse(left))!), rows)).toBe(25_100_000n);
  });
  it('can be undone, kept and read again', () => {
    const board = emptyBoard(['1', '1', '1']);
    const next = changed(board, fillInOrder(toggleTick(blank, rows[1]!), rows, have, 1, true));
    expect(unpack(JSON.parse(pack({...next, price: 55_000n})))).toEqual({...next, price: 55_000n, undo: []});
    expect(current(undone(begunAnew(next, ['1', '2', '3'])))).toEqual(current(next));
    expect(current(undone(next))).toEqual(blank);
    expect(undone(board)).toBe(board);
    const {customers: _none, ...old} = JSON.parse(pack(next));
    expect(unpack(old), 'kept before it was by customer').toMatchObject({scenarios: next.scenarios, others: {}});
    expect(unpack({})).toBeNull();
    expect(unpack([1])).toBeNull();
    expect(unpack(null)).toBeNull();
  });
  it('is one of its own for each customer, and begins with that for all', () => {
    const all = changed(emptyBoard(['1', '2', '3']), even(blank, rows, 300_000, 1));
    const one = changed(boardOf(all, 'C-1'), setShare(current(boardOf(all, 'C-1')), rows[0]!, 500_000, 1));
    expect(boardOf(boardOf(all, 'C-1'), '')).toEqual({...all, others: {...all.others, 'C-1': all.scenarios, '': all.scenarios}, undo: []});
    expect(current(boardOf(one, 'C-2')).wishes['S-1/1']).toEqual({ppm: 300_000});
    expect(current(boardOf(boardOf(one, 'C-2'), 'C-1')).wishes['S-1/1']).toEqual({ppm: 500_000});
    const again = unpack(JSON.parse(pack(one)))!;
    expect([again, boardOf(again, 'C-1')].map(board => current(board).wishes['S-1/1'])).toEqual([{ppm: 300_000}, {ppm: 500_000}]);
  });
  it('lacks credits from the row on with which they end', () => {
    const answer = (shipment_: string, kg: string) => ({shipment: shipment_, line: 1, allocated_kg: kg}) as never;
    expect(lacking({have_kg: '272000.000', rows: [answer('S-1', '250000.000'), answer('S-2', '22000.000'), answer('S-3', '0.001'), answer('S-4', '0.000')]})).toEqual(new Set(['S-3/1']));
  });
});
