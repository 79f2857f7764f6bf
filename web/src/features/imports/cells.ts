// The cells of a table that was handed in, as its problems name them: which can be mended, what is sent, where the focus goes on.
import type {ImportProblem} from '../../api/types';

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
