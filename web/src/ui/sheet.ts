// A table as cells for a spreadsheet: copied as TSV, or saved as a workbook that the server writes.
import {saveAnswer} from '../api/client';
import type {Column} from './DataTable';

/** `numeric`: cells such as 1,234.500 are numbers. */
export type Sheet = {columns: {heading: string; numeric: boolean}[]; rows: string[][]};

/** No tab or line break, and a text that would be read as a formula is quoted. */
export function tsvCell(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+@]|^-(?![\d.])/.test(flat) ? `'${flat}` : flat;
}

export const tsv = ({columns, rows}: Sheet): string =>
  [columns.map(column => column.heading), ...rows].map(cells => cells.map(tsvCell).join('\t')).join('\r\n');

export const sheetOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Sheet => ({
  columns: columns.map(column => ({heading: column.name, numeric: column.numeric ?? false})),
  rows: rows.map(row => columns.map(column => plain(column.text(row), column.numeric ?? false))),
});

const UNIT = /\s*(t|kg|%|円|t-CO₂e)$/;

/** A minus as spreadsheets read it. */
const plain = (text: string, numeric: boolean) => (numeric ? text.replace(/^−/, '-') : text);

/** Cells as they are shown, "272.000 t" below 残り, as numbers below 残り t. */
export function withUnits({columns, rows}: Sheet): Sheet {
  const units = columns.map((column, at) => {
    const found = new Set(rows.map(row => row[at]!).filter(Boolean).map(cell => UNIT.exec(cell)?.[1] ?? ''));
    return column.numeric && found.size === 1 ? [...found][0]! : '';
  });
  return {
    columns: columns.map((column, at) => ({...column, heading: units[at] && !column.heading.includes(units[at]) ? `${column.heading} ${units[at]}`.trim() : column.heading})),
    rows: rows.map(row => row.map((cell, at) => plain(units[at] ? cell.replace(UNIT, '') : cell, columns[at]!.numeric))),
  };
}

/** What an eye reads in a cell: nothing that is hidden, and of a field what stands in it. */
function cellText(cell: Element): string {
  const copy = cell.cloneNode(true) as Element;
  const fields = cell.querySelectorAll('input, select');
  copy.querySelectorAll('input, select').forEach((field, at) => field.replaceWith((fields[at] as HTMLInputElement).value));
  copy.querySelectorAll('.hidden, [aria-hidden="true"], label').forEach(part => part.remove());
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The table as it stands on the page. */
export function sheetOnPage(table: HTMLTableElement): Sheet {
  const cellsOf = (row: Element) => [...row.querySelectorAll(':scope > th, :scope > td')];
  const [head, ...others] = [...table.rows];
  const columns = head ? cellsOf(head).map(cell => ({heading: cellText(cell), numeric: cell.classList.contains('n')})) : [];
  const rows = others.map(row => cellsOf(row).flatMap(cell => [cellText(cell), ...Array<string>((cell as HTMLTableCellElement).colSpan - 1).fill('')]));
  return withUnits({columns, rows: rows.map(row => columns.map((_, at) => row[at] ?? ''))});
}

export const saveSheet = (title: string, {columns, rows}: Sheet): Promise<void> =>
  saveAnswer('POST', '/workbook', `${title}.xlsx`, {
    json: {title, columns, rows}, accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
