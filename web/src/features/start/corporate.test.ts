import {describe, expect, it} from 'vitest';
import {checkCorporate, checkDigit, corporateDigits} from './corporate';

describe('a corporate number', () => {
  it('is thirteen digits, however they are written', () => {
    expect(corporateDigits('T８７００１１０００５９０１')).toBe('8700110005901');
    expect(corporateDigits('8-7001-1000-5901')).toBe('8700110005901');
    expect(corporateDigits('870011000590')).toBeNull();
  });
  it('checks itself', () => {
    expect(checkDigit('700110005901')).toBe(8); // The example of the tax agency's paper.
    expect(checkCorporate('8700110005901')).toBe('good');
    expect(checkCorporate('7700110005901')).toBe('digit');
    expect(checkCorporate('abc')).toBe('shape');
    expect(checkCorporate(' ')).toBe('empty');
  });
});
