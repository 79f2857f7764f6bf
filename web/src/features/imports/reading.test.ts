import {expect, it} from 'vitest';
import type {EntryCell, ImportReading} from '../../api/types';
import {doubled, firstChoice, missing, toSay} from './reading';

const column = (key: string, required: boolean, type: EntryCell['type'] = 'text'): EntryCell =>
  ({key, heading: key, required, type, choices: [], fixed: false, value: ''});
const columns = [column('received_on', true, 'date'), column('mass', true, 'mass'), column('unit', true, 'unit'), column('note', false)];
const reading: ImportReading = {
  encoding: 'cp932', form: '', kind: 'receipts', looks_like: null, samples: [],
  headings: [
    {heading: '受入日', key: 'received_on', sample: '2026-07-01', suggestion: null}, {heading: '重さ', key: null, sample: '25', suggestion: 'mass'},
    {heading: '計量者', key: null, sample: '見本', suggestion: null},
  ],
};

it('begins with what was found and what is suggested, and keeps the rest', () => {
  const chosen = firstChoice(reading);
  expect(chosen).toEqual({受入日: 'received_on', 重さ: 'mass', 計量者: ''});
  expect(missing(columns, chosen)).toEqual([]);
  expect(toSay(chosen)[2]).toEqual({heading: '計量者', key: null});
});

it('says what is missing and what is there twice', () => {
  expect(missing(columns, {受入日: 'received_on', 重さ: ''}).map(one => one.key)).toEqual(['mass']);
  expect(doubled(columns, {重さ: 'mass', 正味: 'mass', 計量者: '', 備考: ''}).map(one => one.key)).toEqual(['mass']);
});
