// Rows that are typed into a grid: what is sent of them, and where the problems of the answer stand.
import type {EntryCell, Import} from '../../api/types';
import {type Table, withBlock} from '../../ui/grid';

export const FEWEST = 5;

const isEmpty = (row: readonly string[]): boolean => row.every(cell => !cell.trim());

/** Always one empty row below what is typed, and a handful at first. */
export function withSpare(rows: Table, width: number): string[][] {
  const all = rows.map(row => [...row]);
  while (all.length < FEWEST || !isEmpty(all.at(-1)!)) all.push(Array<string>(width).fill(''));
  return all;
}

/** The rows with something in them, and where each stands in the grid. */
export const filled = (rows: Table): {row: readonly string[]; at: number}[] =>
  rows.flatMap((row, at) => (isEmpty(row) ? [] : [{row, at}]));

/** A block from a spreadsheet; where its first row is headings, each of its columns goes below its own. */
export function pasted(rows: Table, columns: readonly EntryCell[], at: {row: number; column: number}, block: Table): string[][] {
  const fold = (text: string) => text.replace(/[\s*_]/g, '').toLowerCase();
  const places = block[0]!.map(text => columns.findIndex(column => fold(text) && [column.heading, column.key].map(fold).includes(fold(text))));
  if (places.filter(place => place >= 0).length < 2) return withBlock(rows, at, block, columns.length);
  const ordered = block.slice(1).map(cells => columns.map((_, place) => cells[places.indexOf(place)] ?? ''));
  return withBlock(rows, {row: at.row, column: 0}, ordered, columns.length);
}

/** What is wrong, by "row/column" of the grid; row 2 of the table is the first that was sent. */
export function faultsOf(checked: Import | undefined, rows: Table, headings: readonly string[]): Map<string, string> {
  const sent = filled(rows);
  const faults = new Map<string, string>();
  for (const problem of checked?.problems ?? []) {
    const key = `${sent[problem.row - 2]?.at}/${headings.indexOf(problem.column)}`;
    if (!faults.has(key)) faults.set(key, `${problem.what} ${problem.remedy}`.trim());
  }
  return faults;
}
