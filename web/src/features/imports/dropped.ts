// The file that was dropped somewhere, on its way to the import screen.
let waiting: File | null = null;
const listeners = new Set<() => void>();

export function offer(file: File): void {
  waiting = file;
  for (const listener of listeners) listener();
}

export function take(): File | null {
  const file = waiting;
  waiting = null;
  return file;
}

export function onOffer(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
