// The cells of a table that was handed in, as its problems name them: which can be mended, what is sent, where the focus goes on.
import type {ImportProblem} from '../../api/types';
import type {Chosen, Place, Table} from '../../ui/grid';

/** What is typed, by cell; a cell that nobody touched is not in it. */
export type Typed = Readonly<Record<string, string>>;
export type Cell = {row: number; column: string; value: string};

export const cellKey = (cell: {row: number; column: string}): string => `${cell.row}/${cell.column}`;

/** Each cell by its first problem; those whose cell is not known, or not there, have none. */
export function mendable(problems: readonly ImportProblem[]): Map<string, ImportProblem> {
  const cells = new Map<string, ImportProblem>();
  for (const problem of problems) if (problem.value !== null && !cells.has(cellKey(problem))) cells.set(cellKey(problem), problem);
  return cells;
}

/** Only what is another text than stands there. */
export const toSend = (cells: ReadonlyMap<string, ImportProblem>, typed: Typed): Cell[] =>
  [...cells].flatMap(([key, {row, column, value}]) => (typed[key] === undefined || typed[key] === value ? [] : [{row, column, value: typed[key]}]));

/** The cells below one heading that have the same text: one mend is good for all. */
export const alike = (cells: ReadonlyMap<string, ImportProblem>, {column, value}: ImportProblem): string[] =>
  [...cells].filter(([, one]) => one.column === column && one.value === value).map(([key]) => key);

/** The same cell where it is still wrong, else the next below it, else the first; null where none is left. */
export function nextCell(problems: readonly ImportProblem[], key: string): string | null {
  const cells = [...mendable(problems)];
  const row = Number.parseInt(key, 10);
  const next = cells.find(([one]) => one === key) ?? cells.find(([, problem]) => problem.row >= row) ?? cells[0];
  return next?.[0] ?? null;
}

/** The refused cells as a table of their own, as the workbook of the refused rows has it: a line for each such row, a column for each
    heading, in the order of the problems. Many of its places are no cell that was refused. */
export type Lines = {rows: readonly number[]; headings: readonly string[]};

export const linesOf = (problems: readonly ImportProblem[]): Lines => ({
  rows: [...new Set(problems.map(({row}) => row))], headings: [...new Set([...mendable(problems).values()].map(({column}) => column))],
});
export const placeOf = ({rows, headings}: Lines, {row, column}: {row: number; column: string}): Place => ({row: rows.indexOf(row), column: headings.indexOf(column)});

/** What stands in the first of the chosen cells in all of them; in one alone what stands in the next above it. */
export function filledBelow(cells: ReadonlyMap<string, ImportProblem>, typed: Typed, lines: Lines, {column, from, to}: Chosen): Typed {
  const below = [...cells].filter(([, one]) => one.column === lines.headings[column]).map(([key, one]) => ({key, at: placeOf(lines, one).row}));
  const chosen = below.filter(({at}) => at >= from && at <= to);
  const source = (from === to ? below.filter(({at}) => at < from).at(-1) : chosen[0])?.key;
  if (source === undefined) return typed;
  const text = typed[source] ?? cells.get(source)!.value ?? '';
  return {...typed, ...Object.fromEntries(chosen.map(({key}) => [key, text]))};
}

/** A block from a spreadsheet; what falls on no refused cell is left out. */
export function withPasted(cells: ReadonlyMap<string, ImportProblem>, typed: Typed, {rows, headings}: Lines, at: Place, block: Table): Typed {
  const pasted = block.flatMap((line, down) => line.map((text, right) => {
    const [row, column] = [rows[at.row + down], headings[at.column + right]];
    return [row === undefined || column === undefined ? '' : cellKey({row, column}), text.trim()] as const;
  }));
  return {...typed, ...Object.fromEntries(pasted.filter(([key]) => cells.has(key)))};
}
