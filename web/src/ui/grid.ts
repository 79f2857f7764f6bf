// The keys of a grid of fields, as a spreadsheet has them: arrows, Enter down, Tab right (the browser's own), F2 to edit inside a
// cell, Esc to revert it, Ctrl+; today, Ctrl+D fill down, Shift+↓ to choose what is filled. A cell is an input with data-row and
// data-column, so that every IME writes in it; nothing acts while one composes.
import {type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState} from 'react';
import {composing} from './keys';

export type Place = {row: number; column: number};
export type Table = readonly (readonly string[])[];
/** Of one column, both ends included. */
export type Chosen = {column: number; from: number; to: number};

const AROUND: Readonly<Record<string, Place>> = {
  ArrowUp: {row: -1, column: 0}, ArrowDown: {row: 1, column: 0}, ArrowLeft: {row: 0, column: -1}, ArrowRight: {row: 0, column: 1},
  Enter: {row: 1, column: 0},
};

/** The nearest cell of that way, in the same row or column, or where that has none, in another; the places may have gaps. */
export function nextPlace(places: readonly Place[], from: Place, way: Place): Place | undefined {
  const along = way.row ? 'row' : 'column';
  const across = way.row ? 'column' : 'row';
  const step = way[along];
  const aside = (one: Place) => Math.abs(one[across] - from[across]);
  return places.filter(one => (one[along] - from[along]) * step > 0)
    .sort((a, b) => Number(aside(a) > 0) - Number(aside(b) > 0) || (a[along] - b[along]) * step || aside(a) - aside(b))[0];
}

/** The table with a block of cells put in at a place; rows are added where it is longer, what is wider than the table is left out. */
export function withBlock(table: Table, at: Place, block: Table, width: number): string[][] {
  const rows = table.map(row => [...row]);
  block.forEach((cells, down) => {
    const row = (rows[at.row + down] ??= Array<string>(width).fill(''));
    cells.forEach((cell, right) => at.column + right < width && (row[at.column + right] = cell.trim()));
  });
  return rows;
}

/** What stands in the first of the chosen cells in all of them; of one cell what stands above it. */
export function filledDown(table: Table, {column, from, to}: Chosen): string[][] {
  const source = table[from === to ? from - 1 : from]?.[column];
  return table.map((row, at) => row.map((cell, place) => (source !== undefined && place === column && at >= from && at <= to ? source : cell)));
}

/** Days are those of Japan. */
export const todayInJapan = (now = new Date()): string => new Intl.DateTimeFormat('sv-SE', {timeZone: 'Asia/Tokyo'}).format(now);

const placeOf = (field: HTMLInputElement): Place => ({row: Number(field.dataset.row), column: Number(field.dataset.column)});

type Deeds = {write: (place: Place, text: string) => void; fill?: (chosen: Chosen) => void; isDate?: (column: number) => boolean; enter?: boolean};

/** For the fields in `box`. `enter: false` leaves Enter to the fields. */
export function useGrid(box: RefObject<HTMLElement | null>, {write, fill, isDate = () => true, enter = true}: Deeds) {
  const before = useRef(''); // What stood in the cell when it got the focus.
  const editing = useRef(false);
  const anchor = useRef(0);
  const [chosen, setChosen] = useState<Chosen | null>(null);

  function go(from: Place, way: Place, extends_: boolean): boolean {
    const fields = [...(box.current?.querySelectorAll<HTMLInputElement>('input[data-row]') ?? [])];
    const to = nextPlace(fields.map(placeOf).filter(one => !extends_ || one.column === from.column), from, way);
    const field = to && fields.find(one => Number(one.dataset.row) === to.row && Number(one.dataset.column) === to.column);
    if (!field) return false;
    const first = anchor.current;
    field.focus();
    anchor.current = extends_ ? first : to.row;
    setChosen(extends_ && to.row !== first ? {column: to.column, from: Math.min(first, to.row), to: Math.max(first, to.row)} : null);
    return true;
  }
  function control(event: KeyboardEvent<HTMLInputElement>, place: Place): boolean {
    if (event.key === ';' && isDate(place.column)) write(place, todayInJapan());
    else if (event.key.toLowerCase() === 'd' && fill) fill(chosen ?? {column: place.column, from: place.row, to: place.row});
    else return false;
    return true;
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const field = event.currentTarget;
    if (composing(event) || event.altKey) return;
    const place = placeOf(field);
    const way = AROUND[event.key];
    const inside = editing.current && /^Arrow(Left|Right)$/.test(event.key);
    let done = false;
    if (event.ctrlKey || event.metaKey) done = control(event, place);
    else if (event.key === 'F2') {
      editing.current = true;
      field.setSelectionRange(field.value.length, field.value.length);
      done = true;
    } else if (event.key === 'Escape' && field.value !== before.current) {
      write(place, before.current);
      editing.current = false;
      done = true;
    } else if (way && !inside && (event.key !== 'Enter' || enter)) done = go(place, way, event.shiftKey && way.row !== 0 && event.key !== 'Enter' && !!fill);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }
  function onFocus(event: FocusEvent<HTMLInputElement>) {
    before.current = event.currentTarget.value;
    editing.current = false;
    anchor.current = placeOf(event.currentTarget).row;
    setChosen(null);
    event.currentTarget.select();
  }
  return {onKeyDown, onFocus, chosen};
}
