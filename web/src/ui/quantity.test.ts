import {describe, expect, it} from 'vitest';
import {gramsOfTonnes, parseQuantity, percentOf, ppmOf, tonnesOf, type Unit} from './quantity';

const read = (typed: string, unit: Unit) => {
  const parsed = parseQuantity(typed, unit);
  return 'text' in parsed ? parsed.text : parsed.wrong;
};

describe('what people type', () => {
  it.each([
    ['４２．５％', '%', '42.5'], ['42.5', '%', '42.5'], ['100 パーセント', '%', '100'], ['.5', '%', '0.5'], ['007.50', '%', '7.5'],
    ['1,234.5', 't', '1234.5'], ['１，２３４．５ｔ', 't', '1234.5'], ['12トン', 't', '12'], ['12㌧', 't', '12'],
    ['25,000㎏', 't', '25'], ['500kg', 't', '0.5'], ['1kg', 't', '0.001'], ['2 t', 'kg', '2000'], ['0.0015t', 'kg', '1.5'], ['千kg', 't', 'number'],
    ['3千kg', 't', '3'], ['▲12', 't', '-12'], ['△１２', 't', '-12'], ['(12)', 't', '-12'], ['（１２）ｔ', 't', '-12'],
    ['−12', 't', '-12'], ['ー12', 't', '-12'], ['–12', 't', '-12'], ['+3', 't', '3'], ['-0', 't', '0'],
    ['¥3,000,000', 'yen', '3000000'], ['￥３，０００', 'yen', '3000'], ['60000円', 'yen', '60000'],
  ] as [string, Unit, string][])('%s as %s is %s', (typed, unit, said) => expect(read(typed, unit)).toBe(said));

  it.each([
    ['1,5', 't', 'comma'], ['12,34,567', 't', 'comma'], ['', 't', 'empty'], ['　', 't', 'empty'], ['abc', 't', 'number'],
    ['1.2.3', 't', 'number'], ['50%', 't', 'unit'], ['5t', '%', 'unit'], ['1e3', 't', 'number'], ['--1', 't', 'number'],
  ] as [string, Unit, string][])('%s as %s is refused: %s', (typed, unit, why) => expect(read(typed, unit)).toBe(why));
});

describe('exact conversions', () => {
  it('percent and ppm', () => {
    expect(ppmOf('42.5')).toBe(425_000);
    expect(ppmOf('0.00019')).toBe(1);
    expect(percentOf(425_000)).toBe('42.5');
    expect(percentOf(1)).toBe('0.0001');
    expect(percentOf(1_000_000)).toBe('100');
  });
  it('tonnes and grams', () => {
    expect(gramsOfTonnes('272')).toBe(272_000_000n);
    expect(gramsOfTonnes('-0.5')).toBe(-500_000n);
    expect(tonnesOf(22_000_001n)).toBe('22.000001');
    expect(tonnesOf(-153_000_000n)).toBe('-153');
  });
});
