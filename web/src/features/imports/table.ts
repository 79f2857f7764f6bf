// A table from the clipboard of a spreadsheet: read as rows, written as CSV for the server.

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
