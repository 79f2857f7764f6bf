import {expect, it} from 'vitest';
import {type Column, tsv, tsvCell} from './DataTable';

it('copies cells that a spreadsheet reads as they were', () => {
  expect(tsvCell('a\tb\nc')).toBe('a b c');
  expect(tsvCell('=SUM(A1)')).toBe("'=SUM(A1)");
  expect(tsvCell('@x')).toBe("'@x");
  expect(tsvCell('-cmd')).toBe("'-cmd");
  expect(tsvCell('-12.5')).toBe('-12.5');
  const columns: Column<{a: string}>[] = [{id: 'a', name: '受入番号', text: row => row.a}];
  expect(tsv(columns, [{a: 'R-1'}, {a: '+1'}])).toBe("受入番号\r\nR-1\r\n'+1");
});
