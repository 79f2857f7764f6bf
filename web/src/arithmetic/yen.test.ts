import {expect, it} from 'vitest';
import {yen, yenOf, yenPerKg} from './yen';

it('is cut off to the yen, and to its hundredth for each kg', () => {
  expect(yen(yenOf(20_000_000n, 60_000n))).toBe('1,200,000');
  expect(yenOf(999n, 60_000n)).toBe(59n); // 59.94
  expect(yenPerKg(10_000_000n, 40_000_000n, 60_000n)).toBe('15.00'); // a quarter of 60 yen
  expect(yenPerKg(1n, 3n, 60_000n)).toBe('20.00');
  expect(yenPerKg(2n, 3n, 55_555n)).toBe('37.03'); // 37.0366
  expect(yenPerKg(0n, 0n, 60_000n)).toBe('0.00');
});
