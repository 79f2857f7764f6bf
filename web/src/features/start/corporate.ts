// 法人番号: thirteen digits of which the first checks the other twelve.

/** The digits as people write them (full-width, hyphens, a leading T of the invoice number), or null. */
export function corporateDigits(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/^\s*T/i, '').replace(/[\s\-‐−ー]/g, '');
  return /^\d{13}$/.test(digits) ? digits : null;
}

export function checkDigit(twelve: string): number {
  const sum = [...twelve].reverse().reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 2 : 1), 0);
  return 9 - (sum % 9);
}

export type Checked = 'empty' | 'shape' | 'digit' | 'good';

export function checkCorporate(typed: string): Checked {
  if (!typed.trim()) return 'empty';
  const digits = corporateDigits(typed);
  if (!digits) return 'shape';
  return checkDigit(digits.slice(1)) === Number(digits[0]) ? 'good' : 'digit';
}
