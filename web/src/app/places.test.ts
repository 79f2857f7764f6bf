import {expect, test} from 'vitest';
import {opensTo} from './places';

test('an address opens to whom its place is open', () => {
  expect(opensTo(['sales'], '/shipments?site=HQ&period=2026-06-01')).toBe(true);
  expect(opensTo(['sales'], '/certificates/MB-2026-000001-1')).toBe(true);
  expect(opensTo(['sales'], '/receipts?site=HQ')).toBe(false);
  expect(opensTo(['clerk', 'verifier'], '/journal')).toBe(true);
  expect(opensTo(['manager'], '/charges')).toBe(false);
});

test('an address outside of the application opens to nobody', () => {
  for (const address of ['//evil.example', '//evil.example/receipts', 'https://evil.example/receipts', 'javascript:alert(1)']) expect(opensTo(['manager'], address)).toBe(false);
});
