// The browser's arithmetic against the program's own answers, which tests/http/vectors.py asked for.
import {describe, expect, it} from 'vitest';
import {commandsOf, emptyScenario, even, fillInOrder, fits, type Row, stepOf, toggleTick, wholeByMass} from '../features/simulator/plan';
import {percentOf, ppmOf, scaled} from '../ui/quantity';
import {grams, toKg} from './mass';
import {given, neededByFactor, neededInput, shareOf, sum} from './share';
import vectors from './vectors.json';

type Line = [mass_kg: string, asked_ppm: number | null, allocated_kg: string, share_ppm: number, filled: string | null];
const count = vectors.mills.length + vectors.replaced.length + vectors.by_factor.length;

const rowOf = ([mass_kg]: Line, at: number): Row =>
  ({key: `S-${at}/1`, shipment: `S-${at}`, line: 1, date: '2026-07-10', customer: 'C-1', product: 'EX-1', mass: grams(mass_kg), mass_kg, requested: null});

it('there are vectors of each kind', () => expect(count).toBeGreaterThan(90));

describe.each(vectors.mills)('a mill with $have_kg kg, $share_step_ppm ppm a step, parts $partial_share', mill => {
  const lines = mill.lines as Line[];
  const rows = lines.map(rowOf);
  const have = grams(mill.have_kg);
  const step = stepOf(mill);
  const blank = emptyScenario('1');
  const commands = (scenario: typeof blank) => commandsOf(scenario, rows, wholeByMass(mill), '2026-07-31', 'x').map(one => [one.shipment, one.share ?? one.mass]);

  it('gives each line the same, and the same share of it', () => {
    const masses = lines.map(([mass_kg, ppm, allocated_kg, share_ppm]) => {
      const mass = grams(mass_kg);
      const allocated = given({mass}, ppm === null ? {ppm: 0, mass: grams(allocated_kg)} : {ppm});
      expect([toKg(mass), toKg(allocated), shareOf(allocated, mass)]).toEqual([mass_kg, allocated_kg, share_ppm]);
      return allocated;
    });
    expect([toKg(sum(masses)), toKg(have - sum(masses))]).toEqual([mill.allocated_kg, mill.left_kg]);
  });
  it('finds the largest common share, and writes and reads it alike', () => {
    const ppm = fits(blank, rows, have, step);
    expect(ppm).toBe(mill.fits_ppm);
    expect(mill.fits === null ? 0 : ppmOf(mill.fits.replace(' %', ''))).toBe(ppm);
    expect(commands(even(blank, rows, ppm, step))).toEqual(ppm ? rows.filter(row => given(row, {ppm}) > 0n).map(row => [row.shipment, `${percentOf(ppm)} %`]) : []);
    expect(mill.fits ?? '0 %').toBe(`${percentOf(ppm)} %`);
  });
  it('fills whole lines in order', () => {
    const ticked = rows.reduce(toggleTick, blank);
    const filled = lines.flatMap(([, , , , amount], at) => (amount === null ? [] : [[`S-${at}`, amount]]));
    expect(commands(fillInOrder(ticked, rows, have, step, mill.partial_share))).toEqual(filled);
  });
});

it.each(vectors.replaced)('lacking $missing_kg kg of $output_kg kg made from $input_kg kg', ({missing_kg, input_kg, output_kg, needed_kg}) => {
  const needed = neededInput(grams(missing_kg), grams(input_kg), grams(input_kg), grams(output_kg));
  expect(needed === null ? null : toKg(needed)).toBe(needed_kg);
});

it.each(vectors.by_factor)('lacking $missing_kg kg at a factor of $factor', ({missing_kg, factor, needed_kg}) =>
  expect(toKg(neededByFactor(grams(missing_kg), scaled(factor, 9)))).toBe(needed_kg));
