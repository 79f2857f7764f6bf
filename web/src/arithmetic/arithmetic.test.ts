import {describe, expect, it} from 'vitest';
import {grams, kilograms, percent, toKg, tonnes} from './mass';
import {atLeastOnStep, concentrate, largestCommonShare, massForSaving, neededInput, onStep, part, shareOf, smallestCommonShare, sum, WHOLE} from './share';

const t = (tonne: number) => BigInt(tonne) * 1_000_000n;

describe('masses', () => {
  it('reads and writes decimal kg', () => {
    expect(grams('30000.000')).toBe(30_000_000n);
    expect(grams('-153000')).toBe(-153_000_000n);
    expect(grams('0.1')).toBe(100n);
    expect(toKg(-1n)).toBe('-0.001');
    expect(toKg(grams('272000.000'))).toBe('272000.000');
    expect(() => grams('1e3')).toThrow(RangeError);
  });
  it('cuts a claim off and rounds what is missing up', () => {
    expect(tonnes(272_000_999n)).toBe('272.000');
    expect(tonnes(153_000_001n, 'up')).toBe('153.001');
    expect(tonnes(-10_400_000n)).toBe('−10.400');
    expect(tonnes(t(1234567))).toBe('1,234,567.000');
    expect(kilograms(30_000_500n)).toBe('30,000');
  });
  it('never rounds a share up', () => {
    expect(percent(320_999)).toBe('32.0');
    expect(percent(999_999)).toBe('99.9');
    expect(percent(1_000_000)).toBe('100.0');
  });
});

describe('the worked example: 1,000 t in, 320 renewable, 850 out, 272 to allocate', () => {
  const masses = [t(250), t(400), t(200)];
  const have = t(272);
  it('A: 250 t at 100 % leave 22 t', () => expect(have - part(t(250), 1_000_000)).toBe(t(22)));
  it('B: the largest common share is 32 %', () => expect(largestCommonShare(masses, have)).toBe(320_000));
  it('30 % leaves 17 t, 50 % lacks 153 t, which is 180 t of renewable metal', () => {
    const at = (ppm: number) => have - sum(masses.map(mass => part(mass, ppm)));
    expect(at(300_000)).toBe(t(17));
    expect(at(500_000)).toBe(t(-153));
    expect(neededInput(t(153), t(680), t(1000), t(850))).toBe(t(180));
  });
});

describe('shares', () => {
  it('floors to the gram', () => {
    expect(part(3n, 333_333)).toBe(0n);
    expect(part(1_000_001n, 500_000)).toBe(500_000n);
    expect(shareOf(1n, 3n)).toBe(333_333);
    expect(shareOf(0n, 0n)).toBe(0);
  });
  it('finds the largest fit and no larger one', () => {
    for (const [masses, have] of [[[7n, 11n, 13n], 20n], [[999_999n, 1n], 333_333n], [[5n], 0n]] as [bigint[], bigint][]) {
      const ppm = largestCommonShare(masses, have);
      expect(sum(masses.map(mass => part(mass, ppm)))).toBeLessThanOrEqual(have);
      if (ppm < 1_000_000) expect(sum(masses.map(mass => part(mass, ppm + 1)))).toBeGreaterThan(have);
    }
  });
  it('keeps to the rulebook’s step and to 100 %', () => {
    expect(largestCommonShare([t(850)], t(272), 50_000)).toBe(300_000);
    expect(largestCommonShare([t(1)], t(9))).toBe(1_000_000);
    expect(largestCommonShare([t(1)], -1n)).toBe(0);
    expect([atLeastOnStep(505_000, 10_000), atLeastOnStep(510_000, 10_000), atLeastOnStep(WHOLE, 10_000)]).toEqual([510_000, 510_000, WHOLE]);
  });
  it('of a saving: 500 t-CO2e at 11.10 a tonne take 45.046 t, rounded up', () => {
    const mass = massForSaving(500_000_000n, 11_100_000n);
    expect(mass).toBe(45_045_046n);
    expect(massForSaving(0n, 11_100_000n)).toBe(0n);
    const ppm = smallestCommonShare([t(600), t(250)], mass)!;
    expect(sum([part(t(600), ppm), part(t(250), ppm)])).toBeGreaterThanOrEqual(mass);
    expect(sum([part(t(600), ppm - 1), part(t(250), ppm - 1)])).toBeLessThan(mass);
    expect(smallestCommonShare([t(850)], t(272), 50_000)).toBe(350_000);
    expect([smallestCommonShare([t(1)], t(1)), smallestCommonShare([t(1)], t(2)), smallestCommonShare([t(1)], 0n)]).toEqual([WHOLE, null, 0]);
    expect(onStep(333_333, 10_000)).toBe(330_000);
    expect(onStep(2_000_000, 1)).toBe(1_000_000);
  });
  it('concentrates in order, the last one with the rest', () => {
    expect(concentrate([t(250), t(40), t(9)], t(272))).toEqual([{ppm: 1_000_000}, {ppm: 550_000, mass: t(22)}, {ppm: 0}]);
    expect(concentrate([t(250), t(40)], t(272), 1, true)).toEqual([{ppm: 1_000_000}, {ppm: 0}]);
    expect(concentrate([t(1)], -5n)).toEqual([{ppm: 0}]);
  });
});
