// Masses are BigInt grams. Text comes as decimal kg ("30000.000"); a figure is never a floating-point number.

export type Grams = bigint;
const KG = 1000n;
const TONNE = 1_000_000n;

/** "30000.000", "-153000" → grams. Anything else throws: the server never says it. */
export function grams(kg: string): Grams {
  const match = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(kg);
  if (!match) throw new RangeError(`not a mass: ${kg}`);
  const value = BigInt(match[2]!) * KG + BigInt((match[3] ?? '').padEnd(3, '0'));
  return match[1] ? -value : value;
}

export function toKg(mass: Grams): string {
  return decimal(mass, KG, 3);
}

/** `value` / `unit` with `digits` decimals, cut off, never rounded up. */
export function decimal(value: bigint, unit: bigint, digits: number): string {
  const sign = value < 0n ? '-' : '';
  const absolute = value < 0n ? -value : value;
  const scale = 10n ** BigInt(digits);
  const scaled = (absolute * scale) / unit;
  if (digits === 0) return sign + scaled;
  return `${sign}${scaled / scale}.${String(scaled % scale).padStart(digits, '0')}`;
}

export function grouped(text: string): string {
  const [whole, part] = text.replace('-', '').split('.');
  const commas = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return (text.startsWith('-') ? '−' : '') + commas + (part ? `.${part}` : '');
}

/** Tonnes with three decimals. `up` for what is missing or needed; all else is cut off, so that no claim grows. */
export function tonnes(mass: Grams, way: 'down' | 'up' = 'down'): string {
  const rest = mass % KG;
  const whole = way === 'up' && rest > 0n ? mass - rest + KG : mass;
  return grouped(decimal(whole, TONNE, 3));
}

export function kilograms(mass: Grams): string {
  return grouped(decimal(mass, KG, 0));
}

/** Percent with one decimal, cut off: 320999 ppm → "32.0". */
export function percent(ppm: number): string {
  return decimal(BigInt(Math.trunc(ppm)), 10_000n, 1);
}
