import {describe, expect, it} from 'vitest';
import {isTable, readTable, writeCsv} from './table';

const grid = readTable('受入番号\t仕入先コード\t質量 t\r\nR-1\tS-0l2\t25.000\r\nR-2\tS-012\t"1,5"\r\n\r\n');

describe('a pasted table', () => {
  it('is read as a spreadsheet writes it', () => {
    expect(grid).toEqual([['受入番号', '仕入先コード', '質量 t'], ['R-1', 'S-0l2', '25.000'], ['R-2', 'S-012', '1,5']]);
    expect(readTable('a\t"b\n""c"""\nd\t')).toEqual([['a', 'b\n"c"'], ['d', '']]);
    expect(readTable('12"\tx')).toEqual([['12"', 'x']]);
    expect(readTable('')).toEqual([]);
  });
  it('is a table from a heading and a row on', () => {
    expect([isTable(grid), isTable(readTable('a\tb')), isTable(readTable('a\nb')), isTable([])]).toEqual([true, false, false, false]);
  });
  it('becomes CSV', () => expect(writeCsv(grid)).toBe('受入番号,仕入先コード,質量 t\r\nR-1,S-0l2,25.000\r\nR-2,S-012,"1,5"\r\n'));
});
