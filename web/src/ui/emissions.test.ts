import {expect, it} from 'vitest';
import {emittedTonnes, perTonne, savedTonnes} from './emissions';

it('rounds emissions up and savings down', () => {
  expect(perTonne('10.450000')).toBe('10.45');
  expect(perTonne('12.448000')).toBe('12.45');
  expect(perTonne('13.225000')).toBe('13.23');
  expect(perTonne('0.001')).toBe('0.01');
  expect(perTonne('0.000000')).toBe('0.00');
  expect(perTonne('1234.5')).toBe('1,234.50');
  expect(perTonne(null)).toBe('—');
  expect(emittedTonnes('1280000.001')).toBe('1,280.001');
  expect(emittedTonnes('1280000.0004')).toBe('1,280.001');
  expect(savedTonnes('222000.000')).toBe('222.0');
  expect(savedTonnes('222099.999')).toBe('222.0');
  expect(savedTonnes('-222050.000')).toBe('−222.0');
  expect(savedTonnes('49.9')).toBe('0.0');
  expect(savedTonnes('1234567890')).toBe('1,234,567.8');
});
