// Which heading of a table is which column: what is chosen at first, and what still keeps it from being read.
import type {EntryCell, ImportReading} from '../../api/types';

/** By heading the key of a column; '' is kept as additional information. */
export type Chosen = Readonly<Record<string, string>>;

export const firstChoice = (reading: ImportReading): Chosen =>
  Object.fromEntries(reading.headings.map(one => [one.heading, one.key ?? one.suggestion ?? '']));

/** Columns that must be there and are not; the unit may stand in the heading of the mass. */
export const missing = (columns: readonly EntryCell[], chosen: Chosen): EntryCell[] => {
  const taken = new Set(Object.values(chosen));
  return columns.filter(column => column.required && column.type !== 'unit' && !taken.has(column.key));
};

/** Columns that two headings are said to be. */
export const doubled = (columns: readonly EntryCell[], chosen: Chosen): EntryCell[] => {
  const keys = Object.values(chosen);
  return columns.filter(column => keys.indexOf(column.key) !== keys.lastIndexOf(column.key));
};

export const toSay = (chosen: Chosen) => Object.entries(chosen).map(([heading, key]) => ({heading, key: key || null}));

const NAMES: Record<string, string> = {utf8: 'UTF-8', utf16le: 'UTF-16', cp932: 'Shift_JIS (CP932)', euc_jp: 'EUC-JP', iso_2022_jp: 'JIS (ISO-2022-JP)'};
export const encodingName = (encoding: string): string => NAMES[encoding] ?? encoding;
