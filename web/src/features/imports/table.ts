// A table from the clipboard of a spreadsheet: read as rows, written as CSV for the server, one cell put right in place.

export type Grid = string[][];

/** Cells between tabs; a cell in quotes may hold tabs, line breaks and doubled quotes. Empty lines at the end are none. */
export function readTable(text: string): Grid {
  const rows: Grid = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)!.push(cell);
    cell = '';
  };
  const letters = text.replace(/\r\n?/g, '\n');
  for (let at = 0; at < letters.length; ++at) {
    const letter = letters[at]!;
    if (quoted && letter === '"' && letters[at + 1] === '"') cell += letters[++at];
    else if (quoted && letter === '"') quoted = false;
    else if (quoted) cell += letter;
    else if (letter === '"' && cell === '') quoted = true;
    else if (letter === '\t') endCell();
    else if (letter === '\n') {
      endCell();
      rows.push([]);
    } else cell += letter;
  }
  endCell();
  while (rows.length && rows.at(-1)!.every(one => one.trim() === '')) rows.pop();
  return rows;
}

const csvCell = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
export const writeCsv = (grid: Grid): string => grid.map(row => row.map(csvCell).join(',')).join('\r\n') + '\r\n';

/** A heading and one row, with at least two columns: less is not a table. */
export const isTable = (grid: Grid): boolean => grid.length > 1 && grid[0]!.length > 1;

const plain = (text: string): string => text.normalize('NFKC').trim();
/** Where the cell of a problem stands: `row` counts from 1 and the heading is row 1. */
export function placeOf(grid: Grid, row: number, column: string): {row: number; column: number} | null {
  const at = (grid[0] ?? []).findIndex(name => plain(name) === plain(column));
  return at >= 0 && row > 1 && row <= grid.length ? {row: row - 1, column: at} : null;
}

export const cellAt = (grid: Grid, place: {row: number; column: number}): string => grid[place.row]?.[place.column] ?? '';

export const withCell = (grid: Grid, place: {row: number; column: number}, text: string): Grid =>
  grid.map((row, at) => (at === place.row ? Array.from({length: Math.max(row.length, place.column + 1)}, (_, column) => (column === place.column ? text : row[column] ?? '')) : row));
