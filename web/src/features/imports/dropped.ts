// The file that was dropped somewhere, on its way to the import screen, and which table is meant where it was dropped on one.
import type {Kind} from './kinds';

type Dropped = {file: File; kind?: Kind};
let waiting: Dropped | null = null;
const listeners = new Set<() => void>();
const MEANT: Readonly<Record<string, Kind>> = {'/receipts': 'receipts', '/runs': 'production', '/shipments': 'shipments'};

export function offer(file: File, place: string): void {
  waiting = {file, kind: MEANT[place]};
  for (const listener of listeners) listener();
}

export function take(): Dropped | null {
  const dropped = waiting;
  waiting = null;
  return dropped;
}

export function onOffer(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
