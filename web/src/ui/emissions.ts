// Emissions come as decimals of kg CO2e; kg per kg is t per t. For reading, what is emitted is rounded up and what is
// saved is cut off, so that rounding never helps the claim.

const ZEROS = /^0*$/;

/** `decimal` / 10^`places`, with `digits` decimals; `up` is away from zero. */
function shown(decimal: string, places: number, digits: number, up: boolean): string {
  const negative = decimal.startsWith('-');
  const [whole = '', part = ''] = decimal.replace('-', '').split('.');
  const all = whole.padStart(places + 1, '0') + part.padEnd(digits, '0');
  const cut = whole.padStart(places + 1, '0').length - places + digits;
  const kept = BigInt(all.slice(0, cut)) + (up && !ZEROS.test(all.slice(cut)) ? 1n : 0n);
  const text = String(kept).padStart(digits + 1, '0');
  const front = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative && kept !== 0n ? '−' : ''}${front}.${text.slice(text.length - digits)}`;
}

/** "10.448000" kg/kg → "10.45" t/t. */
export const perTonne = (value: string | null): string => (value === null ? '—' : shown(value, 0, 2, true));

/** Emitted kg → t with three decimals. */
export const emittedTonnes = (kg: string): string => shown(kg, 3, 3, true);

/** Saved kg → t with one decimal. */
export const savedTonnes = (kg: string | null): string => (kg === null ? '—' : shown(kg, 3, 1, false));
