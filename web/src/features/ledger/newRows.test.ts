import {expect, it} from 'vitest';
import type {EntryCell, Import} from '../../api/types';
import {faultsOf, filled, pasted, withSpare} from './newRows';

const column = (heading: string, key: string): EntryCell => ({heading, key, required: true, type: 'text', choices: [], fixed: false, value: ''});
const columns = [column('受入番号', 'receipt_no'), column('受入日', 'received_on'), column('質量', 'mass')];

it('keeps an empty row below', () => {
  expect(withSpare([], 2)).toHaveLength(5);
  expect(withSpare(Array.from({length: 6}, () => ['x', '']), 2)).toHaveLength(7);
});

it('puts what is pasted with its headings below its own columns', () => {
  const block = [['質量*', '担当', 'Receipt No'], ['25', '見本', 'R-1'], ['30', '', 'R-2']];
  expect(pasted([['', '', '']], columns, {row: 0, column: 2}, block)).toEqual([['R-1', '', '25'], ['R-2', '', '30']]);
  expect(pasted([['', '', '']], columns, {row: 0, column: 1}, [['2026-07-01', '25']])).toEqual([['', '2026-07-01', '25']]);
});

it('finds the cell of a problem over rows that were left empty', () => {
  const rows = [['', '', ''], ['R-1', '', ''], ['', '', ''], ['R-2', 'x', '']];
  expect(filled(rows).map(one => one.at)).toEqual([1, 3]);
  const checked = {problems: [{row: 3, column: '受入日', what: '日付ではありません。', remedy: '2026-07-01 と書いてください。'}]} as Import;
  expect([...faultsOf(checked, rows, columns.map(one => one.heading))]).toEqual([['3/1', '日付ではありません。 2026-07-01 と書いてください。']]);
});
