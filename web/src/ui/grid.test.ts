import {expect, it} from 'vitest';
import {filledDown, nextPlace, todayInJapan, withBlock} from './grid';

it('goes to the nearest cell of a way, over gaps, and not beyond the edge', () => {
  const places = [{row: 0, column: 0}, {row: 0, column: 1}, {row: 4, column: 0}, {row: 2, column: 0}];
  expect(nextPlace(places, {row: 0, column: 0}, {row: 1, column: 0})).toEqual({row: 2, column: 0});
  expect(nextPlace(places, {row: 4, column: 0}, {row: -1, column: 0})).toEqual({row: 2, column: 0});
  expect(nextPlace(places, {row: 0, column: 0}, {row: 0, column: 1})).toEqual({row: 0, column: 1});
  expect(nextPlace(places, {row: 4, column: 0}, {row: 1, column: 0})).toBeUndefined();
  expect(nextPlace(places, {row: 0, column: 1}, {row: 1, column: 0}), 'in another column where its own has none').toEqual({row: 2, column: 0});
});

it('puts a block in, with new rows, and leaves out what is too wide', () => {
  expect(withBlock([['a', 'b'], ['c', 'd']], {row: 1, column: 1}, [[' 1 ', '2'], ['3']], 2)).toEqual([['a', 'b'], ['c', '1'], ['', '3']]);
});

it('fills down what is chosen, or what stands above', () => {
  const table = [['1', 'x'], ['2', 'y'], ['3', 'z']];
  expect(filledDown(table, {column: 0, from: 0, to: 2})).toEqual([['1', 'x'], ['1', 'y'], ['1', 'z']]);
  expect(filledDown(table, {column: 1, from: 1, to: 1})).toEqual([['1', 'x'], ['2', 'x'], ['3', 'z']]);
  expect(filledDown(table, {column: 1, from: 0, to: 0})).toEqual(table);
});

it('says the day of Japan', () => expect(todayInJapan(new Date('2026-07-31T15:30:00Z'))).toBe('2026-08-01'));
