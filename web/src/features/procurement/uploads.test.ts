import {expect, test} from 'vitest';
import {acceptance, complete, filledFrom, type Upload} from './uploads';

const upload = {number: 'SC-1', valid_from: '2026-07-01', valid_to: '2026-09-30'} as Upload;

test('what the supplier wrote is proposed, and quantities go with their units', () => {
  const filled = filledFrom(upload, '1,800.500');
  expect(complete(filled)).toBe(false);
  const whole = {...filled, smelter: 'A', country: 'NO', factor: '4.0'};
  expect(complete(whole)).toBe(true);
  const body = acceptance(whole, ['R-1']);
  expect(body).toMatchObject({supplier_certificate: 'SC-1', mass: '1800.500 t', emission_factor: '4.0 kgCO2e/kg', receipts: ['R-1']});
  expect(Object.keys(body)).not.toContain('factor');
  expect(Object.keys(acceptance(whole, []))).not.toContain('receipts');
});
