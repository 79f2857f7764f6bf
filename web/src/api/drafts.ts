// What somebody was in the middle of, kept on the server while they work (R11). Two seconds after a change it is saved; each saving
// goes on from the one before, so that two windows do not write over each other.
import {Problem, tagged} from './client';
import type {Instant} from './types';

/** `draft`: JSON, null where nothing is kept. */
export type Kept = {draft: unknown; saved_at: Instant | null; tag: string | null};
export type Saving = {state: 'kept' | 'failed' | 'stale'; saved_at: Instant | null};

const PAUSE_MS = 2_000;
const AGAIN_MS = 10_000;
const addressOf = (key: string) => `/drafts/${encodeURIComponent(key)}`;

export async function readDraft(key: string, signal?: AbortSignal): Promise<Kept> {
  const {answer, tag} = await tagged<Omit<Kept, 'tag'>>('GET', addressOf(key), {signal});
  return {...answer, tag};
}

/** Keeps one draft. `stale`: another window has saved it meanwhile, and nothing is sent until somebody says which one stays. */
export class Keeper {
  private tag: string | null;
  private write: () => string = () => this.saved;
  private at: Instant | null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private state: Saving['state'] = 'kept';
  private busy = false;

  constructor(private readonly key: string, kept: Kept, private saved: string, private readonly told: (saving: Saving) => void) {
    this.tag = kept.tag;
    this.at = kept.saved_at;
  }

  /** `write`: gives the text of now when it is needed, which is not at every change. */
  change(write: () => string): void {
    this.write = write;
    if (this.state !== 'stale') this.later(PAUSE_MS);
  }

  /** At once: somebody leaves. */
  async flush(leaving = false): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.busy || this.state === 'stale') return;
    const text = this.write();
    if (text === this.saved) return;
    this.busy = true;
    try {
      const {answer, tag} = await tagged<{saved_at: Instant}>('PUT', addressOf(this.key), {json: JSON.parse(text), match: this.tag, leaving});
      this.saved = text;
      this.tag = tag;
      this.at = answer.saved_at;
      this.busy = false;
      if (this.write() === text) this.say('kept');
      else this.later(PAUSE_MS);
    } catch (error) {
      this.busy = false;
      const isStale = error instanceof Problem && ['draft.stale', 'draft.match_missing'].includes(error.code);
      this.say(isStale ? 'stale' : 'failed');
      if (!isStale) this.later(AGAIN_MS);
    }
  }

  /** What is here goes over what the other window saved. */
  async overwrite(): Promise<void> {
    this.tag = (await readDraft(this.key)).tag;
    this.state = 'failed'; // Until it is saved.
    await this.flush();
  }

  private later(ms: number): void {
    this.timer ??= setTimeout(() => void this.flush(), ms);
  }

  private say(state: Saving['state']): void {
    this.state = state;
    this.told({state, saved_at: this.at});
  }
}
