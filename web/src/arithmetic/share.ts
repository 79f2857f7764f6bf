// The engine's arithmetic for feedback while a slider moves. The server's /simulate is the authority.
import type {Grams} from './mass';

export const WHOLE = 1_000_000;

export type Line = {mass: Grams};
export type Wish = {ppm: number; mass?: Grams}; // A mass, where given, stands instead of the share.

export const sum = (masses: readonly Grams[]): Grams => masses.reduce((all, one) => all + one, 0n);

/** floor(mass × ppm / 10^6), in grams. */
export const part = (mass: Grams, ppm: number): Grams => (mass * BigInt(ppm)) / BigInt(WHOLE);

/** The share that a mass is of a line, cut off to whole ppm. */
export const shareOf = (allocated: Grams, mass: Grams): number => (mass > 0n ? Number((allocated * BigInt(WHOLE)) / mass) : 0);

export const given = (line: Line, wish: Wish): Grams => wish.mass ?? part(line.mass, wish.ppm);

/** The largest multiple of `step` at which all lines together still fit into `have`. */
export function largestCommonShare(masses: readonly Grams[], have: Grams, step = 1): number {
  const total = sum(masses);
  if (have < 0n || total === 0n) return 0;
  // have / total fits, for rounding down only helps; and it helps by less than 1 g a line, so that few shares are left to try.
  let low = onStep(shareOf(have, total), step) / step;
  let high = onStep(shareOf(have + BigInt(masses.length), total), step) / step;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sum(masses.map(mass => part(mass, middle * step))) <= have) low = middle;
    else high = middle - 1;
  }
  return low * step;
}

/** Fills whole lines in this order, by their mass where 100 % is no multiple of `step`; the first that does not fit gets the rest as a
 * mass, unless `wholeLots`; then it stops. */
export function concentrate(masses: readonly Grams[], have: Grams, step = 1, wholeLots = false): Wish[] {
  let left = have > 0n ? have : 0n;
  let stopped = false;
  return masses.map(mass => {
    if (stopped) return {ppm: 0};
    if (mass <= left) {
      left -= mass;
      return WHOLE % step === 0 ? {ppm: WHOLE} : {ppm: WHOLE, mass};
    }
    stopped = true;
    if (wholeLots || left === 0n) return {ppm: 0};
    const rest = left;
    left = 0n;
    return {ppm: shareOf(rest, mass), mass: rest};
  });
}

const dividedUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

/** Input share: renewable metal in the place of `other` metal so that the entitlement grows by `missing`, rounded up; null where there is
 * not so much other metal. */
export function neededInput(missing: Grams, other: Grams, totalInput: Grams, output: Grams): Grams | null {
  if (missing <= 0n) return 0n;
  const needed = output > 0n ? dividedUp(missing * totalInput, output) : null;
  return needed !== null && needed <= other ? needed : null;
}

/** Conversion factor, in billionths: renewable metal so that the entitlement grows by `missing`, rounded up. */
export const neededByFactor = (missing: Grams, factor: bigint): Grams => dividedUp(missing * 1_000_000_000n, factor);

/** The smallest multiple of `step` at which all lines together hold at least `wanted`; null where all of them do not. */
export function smallestCommonShare(masses: readonly Grams[], wanted: Grams, step = 1): number | null {
  const least = wanted > 0n ? largestCommonShare(masses, wanted - 1n, step) + step : 0; // The first that no longer fits in less.
  return least <= WHOLE && sum(masses.map(mass => part(mass, least))) >= wanted ? least : null;
}

/** What must be allocated so that `saved` grams of CO2e less stand on the lines, at `each` millionths of a gram for each gram: rounded up. */
export const massForSaving = (saved: bigint, each: bigint): Grams => dividedUp(saved * 1_000_000n, each);

/** The nearest multiple of the step above: of what somebody wants at least. */
export const atLeastOnStep = (ppm: number, step: number): number => onStep(Math.ceil(ppm / step) * step, step);

/** Shares that are a multiple of the step, nearest below. */
export const onStep = (ppm: number, step: number): number => Math.floor(Math.max(0, Math.min(WHOLE, ppm)) / step) * step;
