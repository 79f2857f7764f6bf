// What a token may do and how long it lasts.
import type {Day, Instant, Token} from '../../api/types';

export type Scope = Token['scopes'][number];

/** Each scope with the right that its owner needs for it to open anything; everybody may read something. */
const NEEDS: Record<Scope, string | null> = {read: null, import: 'import_files', allocate: 'simulate', issue: 'issue', verify: 'see_certificates'};

export const SCOPES = Object.keys(NEEDS) as Scope[];
export const opens = (scope: Scope, rights: string[]): boolean => NEEDS[scope] === null || rights.includes(NEEDS[scope]);

export const LASTS = ['30', '90', '365', 'day'] as const;
export type Lasts = (typeof LASTS)[number];

/** So many days from now, or to the end of a day in Japan; nothing while no day is chosen. */
export function expiry(lasts: Lasts, day: Day, now: number): Instant | null {
  if (lasts !== 'day') return new Date(now + Number(lasts) * 86_400_000).toISOString();
  return day ? new Date(`${day}T23:59:59+09:00`).toISOString() : null;
}

export const isOver = (token: Token, now: number): boolean => Date.parse(token.expires_at) <= now;
