// What a person types as a quantity, in any width, with units and signs, becomes a plain decimal: "４２．５％" → "42.5".

export type Unit = 't' | 'kg' | '%' | 'yen';
export type Parsed = {text: string} | {wrong: 'empty' | 'comma' | 'number' | 'unit'};

const UNITS: [RegExp, Unit][] = [
  [/(?:千kg|t|トン|mt)$/i, 't'],
  [/(?:kg|キロ(?:グラム)?)$/i, 'kg'],
  [/(?:%|パーセント)$/, '%'],
  [/円$/, 'yen'],
];
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;

function signAndRest(text: string): [string, string] {
  const bracket = /^\((.+)\)$/.exec(text);
  if (bracket) return ['-', bracket[1]!];
  const signed = /^([-+▲△])(.+)$/.exec(text);
  if (!signed) return ['', text];
  return [signed[1] === '+' ? '' : '-', signed[2]!];
}

/** Moves the decimal point by `places`; positive is to the left. */
function shifted(plain: string, places: number): string {
  const [whole = '', part = ''] = plain.split('.');
  const digits = whole.padStart(Math.max(whole.length, places + 1), '0');
  const text = places >= 0
    ? `${digits.slice(0, digits.length - places)}.${digits.slice(digits.length - places)}${part}`
    : `${digits}${part.padEnd(-places, '0').slice(0, -places)}.${part.slice(-places)}`;
  return tidy(text);
}

function tidy(plain: string): string {
  const [whole = '', part = ''] = plain.split('.');
  const front = whole.replace(/^0+(?=\d)/, '') || '0';
  const back = part.replace(/0+$/, '');
  return back ? `${front}.${back}` : front;
}

export function parseQuantity(typed: string, unit: Unit): Parsed {
  const text = typed.normalize('NFKC').replace(/[\s_]/g, '').replace(/[\u2212\u2010-\u2015\ufe63]/g, '-').replace(/^(\(?)\u30fc/, '$1-').replace(/^[¥\\]/, '');
  if (!text) return {wrong: 'empty'};
  let [sign, rest] = signAndRest(text);
  let said: Unit = unit;
  for (const [pattern, name] of UNITS) {
    if (!pattern.test(rest)) continue;
    rest = rest.replace(pattern, '');
    said = name;
    break;
  }
  if (!sign) [sign, rest] = signAndRest(rest); // "(12)t"
  const isMass = (name: Unit) => name === 't' || name === 'kg';
  if (said !== unit && !(isMass(said) && isMass(unit))) return {wrong: 'unit'};
  if (rest.includes(',') && !GROUPED.test(rest)) return {wrong: 'comma'};
  const plain = rest.replaceAll(',', '');
  if (!PLAIN.test(plain)) return {wrong: 'number'};
  const value = said === unit ? tidy(plain) : shifted(plain, unit === 't' ? 3 : -3);
  return {text: sign && value !== '0' ? `-${value}` : value};
}

/** "42.5" × 10^places as a whole number, what is finer cut off. */
export function scaled(plain: string, places: number): bigint {
  const negative = plain.startsWith('-');
  const [whole = '0', part = ''] = plain.replace('-', '').split('.');
  const value = BigInt(whole + part.padEnd(places, '0').slice(0, places));
  return negative ? -value : value;
}

export const ppmOf = (percentage: string): number => Number(scaled(percentage, 4));
export const gramsOfTonnes = (tonne: string): bigint => scaled(tonne, 6);
/** 425000 ppm → "42.5", exactly. */
export const percentOf = (ppm: number): string => shifted(String(ppm), 4);
/** grams → tonnes, exactly. */
export const tonnesOf = (mass: bigint): string => (mass < 0n ? '-' : '') + shifted(String(mass < 0n ? -mass : mass), 6);
