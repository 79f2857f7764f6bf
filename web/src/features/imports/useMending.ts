// The state behind cells that are mended: what is typed, filled and pasted, what is sent, and where the focus goes on after it.
import {useMutation} from '@tanstack/react-query';
import {type ClipboardEvent, useEffect, useRef, useState} from 'react';
import {call, post} from '../../api/client';
import type {Import} from '../../api/types';
import {type Place, useGrid} from '../../ui/grid';
import {cellKey, filledBelow, linesOf, mendable, nextCell, toSend, type Typed, withPasted} from './cells';
import {readTable} from './table';

export function useMending(checked: Import, onChecked: (again: Import) => void) {
  const [typed, setTyped] = useState<Typed>({});
  const box = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const left = useRef<string | null>(null); // The cell that was sent last: the focus goes on from there.
  const cells = mendable(checked.problems);
  const lines = linesOf(checked.problems);
  const keys = useGrid(box, {
    enter: false,
    write: ({row, column}, text) => type(cellKey({row: lines.rows[row]!, column: lines.headings[column]!}), text),
    fill: chosen => setTyped(before => filledBelow(cells, before, lines, chosen)),
  });
  useEffect(() => {
    const next = left.current === null ? null : nextCell(checked.problems, left.current);
    const field = next !== null && box.current?.querySelector<HTMLInputElement>(`[data-cell="${CSS.escape(next)}"]`);
    left.current = null;
    setTyped({});
    if (!field) return heading.current?.focus();
    field.focus();
    field.select();
  }, [checked]);
  const mending = useMutation({
    mutationFn: (now: Typed) => {
      const [address, sent] = [`/imports/${encodeURIComponent(checked.import)}`, toSend(cells, now)];
      return sent.length ? post<Import>(`${address}/cells`, {cells: sent}) : call<Import>('GET', address);
    },
    onSuccess: onChecked,
  });

  function type(key: string, text: string) {
    setTyped(before => ({...before, [key]: text}));
  }
  function onPaste(event: ClipboardEvent<HTMLInputElement>, at: Place) {
    const block = readTable(event.clipboardData.getData('text/plain'));
    if (block.length < 2 && (block[0]?.length ?? 0) < 2) return; // One cell is pasted by the browser.
    event.preventDefault();
    setTyped(before => withPasted(cells, before, lines, at, block));
  }
  /** Checks all again, with what is typed where that is something else. */
  function check(key: string | null, now: Typed) {
    if (mending.isPending) return;
    left.current = key;
    mending.mutate(now);
  }
  const send = (key: string | null, now: Typed) => toSend(cells, now).length > 0 && check(key, now);
  return {typed, type, cells, lines, box, heading, keys, onPaste, mending, send, check};
}
