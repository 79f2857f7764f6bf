import {expect, it} from 'vitest';
import type {Column} from './DataTable';
import {sheetOf, tsv, tsvCell, withUnits} from './sheet';

it('copies cells that a spreadsheet reads as they were', () => {
  expect(tsvCell('a\tb\nc')).toBe('a b c');
  expect(tsvCell('=SUM(A1)')).toBe("'=SUM(A1)");
  expect(tsvCell('@x')).toBe("'@x");
  expect(tsvCell('-cmd')).toBe("'-cmd");
  expect(tsvCell('-12.5')).toBe('-12.5');
  const columns: Column<{a: string}>[] = [{id: 'a', name: '受入番号', text: row => row.a}];
  expect(tsv(sheetOf(columns, [{a: 'R-1'}, {a: '+1'}]))).toBe("受入番号\r\nR-1\r\n'+1");
});

it('moves a unit from the cells to the heading, where all have the same', () => {
  const columns = [{heading: 'プール', numeric: false}, {heading: '残り', numeric: true}, {heading: '質量 t', numeric: true}, {heading: '混在', numeric: true}];
  const rows = [['HQ t', '272.000 t', '1,000.000 t', '1 t'], ['A', '−10.400 t', '', '2 kg']];
  expect(withUnits({columns, rows})).toEqual({
    columns: columns.map(column => (column.heading === '残り' ? {...column, heading: '残り t'} : column)),
    rows: [['HQ t', '272.000', '1,000.000', '1 t'], ['A', '-10.400', '', '2 kg']],
  });
});
