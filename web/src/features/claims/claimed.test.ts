import {expect, it} from 'vitest';
import {en} from '../../i18n/en';
import {fill} from '../../i18n/fill';
import {claimed} from './claimed';

it('says the whole as the whole, and a part with its share cut off', () => {
  const say = (mass: bigint, allocated: bigint) => claimed((key, slots) => fill(en[key], slots), mass, allocated);
  expect(say(30_000_000n, 30_000_000n)).toMatch(/to the full 30\.000 t of products listed \(equivalent to 100 %\)/);
  expect(say(30_000_000n, 29_999_999n)).toMatch(/29\.999 t .* 30\.000 t of products listed \(equivalent to 99\.9 %\)/);
});
