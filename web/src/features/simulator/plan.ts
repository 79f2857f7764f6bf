// The state of the simulator: three scenarios over the same lines, each with what was undone. Pure, so that it can be tested.
import type {Command, Kg, Rulebook, Shipment, SimulateRow, Simulation} from '../../api/types';
import {type Grams, grams, toKg} from '../../arithmetic/mass';
import {atLeastOnStep, concentrate, given, largestCommonShare, onStep, sum, type Wish, WHOLE} from '../../arithmetic/share';
import {percentOf} from '../../ui/quantity';

export type Pattern = 'concentrate' | 'even' | 'free';
export type Row = {
  key: string; shipment: string; line: number; date: string; customer: string; product: string; mass: Grams; mass_kg: Kg;
  requested: number | null;
};
export type Scenario = {
  name: string; pattern: Pattern; wishes: Record<string, Wish>; locked: string[]; order: string[]; wholeLots: boolean;
};
/** `scenarios`: of the customer `of`, all customers where it is ''; `others`: what was planned with another choice. `price`: whole yen for
    a tonne allocated. */
export type Board = {scenarios: Scenario[]; of: string; others: Readonly<Record<string, Scenario[]>>; at: number; undo: Scenario[][]; price: bigint};
/** What makes another plan of the one in sight. */
export type Change = (next: (now: Scenario) => Scenario) => void;

const NONE: Wish = {ppm: 0};
const USUAL_PRICE = 60_000n;

export const emptyScenario = (name: string): Scenario =>
  ({name, pattern: 'even', wishes: {}, locked: [], order: [], wholeLots: false});

export const emptyBoard = (names: string[]): Board => ({scenarios: names.map(emptyScenario), of: '', others: {}, at: 0, undo: [], price: USUAL_PRICE});

/** The board for another customer: with what was planned for them, else with what is planned for all. */
export function boardOf(board: Board, customer: string): Board {
  if (board.of === customer) return board;
  const others = {...board.others, [board.of]: board.scenarios};
  return {...board, of: customer, others, scenarios: others[customer] ?? others['']!, undo: []};
}

/** The lines that can still be given something: not taken back, not certified, nothing allocated yet. */
export function rowsOf(shipments: readonly Shipment[]): Row[] {
  return shipments.filter(one => !one.reversed && !one.certificate && grams(one.allocated_kg) === 0n).map(one => ({
    key: `${one.shipment}/${one.line}`, shipment: one.shipment, line: one.line, date: one.date, customer: one.customer,
    product: one.product, mass: grams(one.mass_kg), mass_kg: one.mass_kg, requested: one.requested_share_ppm,
  }));
}

/** What every share is a multiple of; where a line is allocated whole or not at all, that is the whole. */
export const stepOf = (rules: Pick<Rulebook, 'partial_share' | 'share_step_ppm'>): number => (rules.partial_share ? rules.share_step_ppm : WHOLE);

/** Where 100 % is no multiple of the step, a whole line is written as its mass, which no step holds. */
export const wholeByMass = (rules: Pick<Rulebook, 'share_step_ppm'>): boolean => WHOLE % rules.share_step_ppm !== 0;

export const wishOf = (scenario: Scenario, row: Row): Wish => scenario.wishes[row.key] ?? NONE;
export const givenTo = (scenario: Scenario, row: Row): Grams => given(row, wishOf(scenario, row));
export const allocatedIn = (scenario: Scenario, rows: readonly Row[]): Grams => sum(rows.map(row => givenTo(scenario, row)));

const withWishes = (scenario: Scenario, rows: readonly Row[], wishes: readonly Wish[]): Scenario =>
  ({...scenario, wishes: {...scenario.wishes, ...Object.fromEntries(rows.map((row, at) => [row.key, wishes[at] ?? NONE]))}});

/** One row by hand makes the scenario free; the share is held to the rulebook's step. */
export function setShare(scenario: Scenario, row: Row, ppm: number, step: number): Scenario {
  return {...scenario, pattern: 'free', wishes: {...scenario.wishes, [row.key]: {ppm: onStep(ppm, step)}}};
}

export function toggleLock(scenario: Scenario, row: Row): Scenario {
  const locked = isLocked(scenario, row) ? scenario.locked.filter(key => key !== row.key) : [...scenario.locked, row.key];
  return {...scenario, locked};
}

export const isLocked = (scenario: Scenario, row: Row): boolean => scenario.locked.includes(row.key);

/** The rows that may still change, and what the locked ones leave them of `have`. */
export function unlocked(scenario: Scenario, rows: readonly Row[], have: Grams): {free: Row[]; left: Grams} {
  const free = rows.filter(row => !isLocked(scenario, row));
  return {free, left: have - allocatedIn(scenario, rows) + allocatedIn(scenario, free)};
}

/** The largest common share of the rows without a lock that fits into `have`. */
export function fits(scenario: Scenario, rows: readonly Row[], have: Grams, step: number): number {
  const {free, left} = unlocked(scenario, rows, have);
  return largestCommonShare(free.map(row => row.mass), left, step);
}

/** The same share for every row that is not locked. */
export function even(scenario: Scenario, rows: readonly Row[], ppm: number, step: number): Scenario {
  const free = rows.filter(row => !isLocked(scenario, row));
  return withWishes({...scenario, pattern: 'even'}, free, free.map(() => ({ppm: onStep(ppm, step)})));
}

/** The plan made even and small enough; locks are opened only where they alone are too much. */
export function fitted(scenario: Scenario, rows: readonly Row[], have: Grams, step: number): {scenario: Scenario; ppm: number} {
  const kept = unlocked(scenario, rows, have).left < 0n ? {...scenario, locked: []} : scenario;
  const ppm = fits(kept, rows, have, step);
  return {scenario: even(kept, rows, ppm, step), ppm};
}

/** What the customers requested, no less; a line for which nothing was requested gets nothing. */
export function asRequested(scenario: Scenario, rows: readonly Row[], step: number): Scenario {
  const free = rows.filter(row => !isLocked(scenario, row));
  return withWishes({...scenario, pattern: 'free'}, free, free.map(row => ({ppm: atLeastOnStep(row.requested ?? 0, step)})));
}

/** Ticked rows in the order in which they were ticked; all others get nothing. Locked ones stay as they are. */
export function fillInOrder(scenario: Scenario, rows: readonly Row[], have: Grams, step: number, partialShare: boolean): Scenario {
  const {free, left} = unlocked(scenario, rows, have);
  const ticked = scenario.order.flatMap(key => free.find(row => row.key === key) ?? []);
  const wishes = concentrate(ticked.map(row => row.mass), left, step, scenario.wholeLots || !partialShare);
  const cleared = withWishes({...scenario, pattern: 'concentrate'}, free, free.map(() => NONE));
  return withWishes(cleared, ticked, wishes);
}

export function toggleTick(scenario: Scenario, row: Row): Scenario {
  const order = scenario.order.includes(row.key) ? scenario.order.filter(key => key !== row.key) : [...scenario.order, row.key];
  return {...scenario, order};
}

const wanted = (scenario: Scenario, rows: readonly Row[]) => rows.filter(row => givenTo(scenario, row) > 0n);
const massOf = ({ppm, mass}: Wish, row: Row, byMass: boolean): Grams | undefined => mass ?? (byMass && ppm === WHOLE ? row.mass : undefined);

/** `byMass`: see wholeByMass. */
export const simulateRows = (scenario: Scenario, rows: readonly Row[], byMass: boolean): SimulateRow[] =>
  rows.map(row => {
    const wish = wishOf(scenario, row);
    const mass = massOf(wish, row, byMass);
    const place = {shipment: row.shipment, line: row.line};
    return mass === undefined ? {...place, share_ppm: wish.ppm} : {...place, mass_kg: toKg(mass)};
  });

/** What would be posted. Names are never free again, so each carries `mark`, fresh for each posting. */
export const commandsOf = (scenario: Scenario, rows: readonly Row[], byMass: boolean, date: string, mark: string): Command[] =>
  wanted(scenario, rows).map(row => {
    const wish = wishOf(scenario, row);
    const mass = massOf(wish, row, byMass);
    const amount = mass === undefined ? {share: `${percentOf(wish.ppm)} %`} : {mass: `${toKg(mass)} kg`};
    return {do: 'allocate', allocation: `A-${row.shipment}-${row.line}-${mark}`, date, shipment: row.shipment, line: row.line, ...amount};
  });

/** The rows from which on the credits no longer suffice, in the order in which the server takes them: it shows them without their share. */
export function lacking({rows, have_kg}: Pick<Simulation, 'rows' | 'have_kg'>): Set<string> {
  let left = grams(have_kg);
  return new Set(rows.filter(row => (left -= grams(row.allocated_kg)) < 0n && grams(row.allocated_kg) > 0n).map(row => `${row.shipment}/${row.line}`));
}

export const current = (board: Board): Scenario => board.scenarios[board.at]!;

export function changed(board: Board, next: Scenario): Board {
  return {
    ...board,
    scenarios: board.scenarios.map((scenario, at) => (at === board.at ? next : scenario)),
    undo: [...board.undo.slice(-49), board.scenarios],
  };
}

/** All three plans from the beginning; that, too, can be undone. */
export const begunAnew = (board: Board, names: string[]): Board =>
  ({...board, scenarios: names.map(emptyScenario), undo: [...board.undo, board.scenarios]});

export const undone = (board: Board): Board =>
  board.undo.length ? {...board, scenarios: board.undo.at(-1)!, undo: board.undo.slice(0, -1)} : board;

/** What is kept of a board: not which plan or whose was in sight, nor what was undone. BigInt goes to text and back. */
export function pack(board: Board): string {
  const {scenarios, others, price} = boardOf(board, '');
  const {'': _all, ...customers} = others;
  return JSON.stringify({scenarios, customers, price}, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

const isWhole = (scenarios: Scenario[]) => scenarios.length === 3 && scenarios.every(one => one.wishes && one.locked && one.order);

export function unpack(kept: unknown): Board | null {
  try {
    const {scenarios, customers = {}, price} = JSON.parse(JSON.stringify(kept), (key, value: unknown) =>
      (key === 'mass' || key === 'price') && typeof value === 'string' ? BigInt(value) : value) as Board & {customers?: Board['others']}; // Kept before there were any.
    const isGood = [scenarios, ...Object.values(customers)].every(isWhole) && typeof price === 'bigint';
    return isGood ? {scenarios, of: '', others: customers, price, at: 0, undo: []} : null;
  } catch {
    return null;
  }
}
