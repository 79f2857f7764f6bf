// One way to the server: JSON in, JSON out, a refusal as a Problem (RFC 9457). Nothing is tried twice here.
import type {ProblemBody} from './types';

const BASE = '/api/v1';
let language = 'ja';

export function speak(next: 'ja' | 'en'): void {
  language = next;
}

/** What the server refused, in the reader's language; `code` is stable. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.body = body;
  }
}

/** What no answer of the server says: its sentence is that of the dictionaries, "error." and the code. */
export const madeHere = (code: 'network' | 'list.too_long', detail: string, facts: Record<string, string> = {}) =>
  new Problem({type: 'about:blank', title: '', status: 0, code, detail, facts});

export type Query = Record<string, string | number | boolean | null | undefined>;
export type Request = {query?: Query; json?: unknown; file?: Blob; key?: string; mayBeJob?: boolean; accept?: string; signal?: AbortSignal;
  match?: string | null; leaving?: boolean; // `match`: the ETag that it goes on from. `leaving`: to be sent even if the page goes away.
};

export function address(path: string, query: Query = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') words.set(name, String(value));
  }
  const text = words.toString();
  return `${BASE}${path}${text && `?${text}`}`;
}

function headersOf(method: string, request: Request): Headers {
  const headers = new Headers({Accept: request.accept ?? 'application/json', 'Accept-Language': language});
  if (method !== 'GET') headers.set('X-Tenbin', '1');
  if (request.json !== undefined) headers.set('Content-Type', 'application/json');
  if (request.file) headers.set('Content-Type', request.file.type || 'application/octet-stream');
  if (request.key) headers.set('Idempotency-Key', request.key);
  if (request.match) headers.set('If-Match', request.match);
  if (request.mayBeJob) headers.set('Prefer', 'respond-async');
  return headers;
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as Partial<ProblemBody> | null;
  const detail = body?.detail ?? body?.title ?? `HTTP ${response.status}`;
  return new Problem({
    type: 'about:blank', title: detail, code: `http.${response.status}`, ...body, detail, status: response.status,
  });
}

async function send(method: string, path: string, request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address(path, request.query), {
      method,
      headers: headersOf(method, request),
      body: request.file ?? (request.json === undefined ? undefined : JSON.stringify(request.json)),
      credentials: 'same-origin',
      signal: request.signal,
      keepalive: request.leaving,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw madeHere('network', String(error));
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'session.expired') window.dispatchEvent(new Event('tenbin:signed-out'));
    throw problem;
  }
  return response;
}

/** The answer, and the ETag that names it. */
export async function tagged<Answer>(method: string, path: string, request: Request = {}): Promise<{answer: Answer; tag: string | null}> {
  const response = await send(method, path, request);
  const text = await response.text(); // 204, and 202 where nothing is to be said.
  return {answer: (text ? JSON.parse(text) : undefined) as Answer, tag: response.headers.get('ETag')};
}

export const call = async <Answer>(method: string, path: string, request: Request = {}): Promise<Answer> =>
  (await tagged<Answer>(method, path, request)).answer;

export const get = <Answer>(path: string, query?: Query, signal?: AbortSignal) => call<Answer>('GET', path, {query, signal});
export const post = <Answer>(path: string, json: unknown, more: Request = {}) => call<Answer>('POST', path, {...more, json});

export type Drawn = {picture: Blob; pages: number};

/** A picture that the server draws of what is sent, of so many pages. */
export async function picture(path: string, json: unknown, more: Request): Promise<Drawn> {
  const answer = await send('POST', path, {...more, json, accept: 'image/png'});
  return {picture: await answer.blob(), pages: Number(answer.headers.get('Page-Count') ?? 1)};
}

/** For Idempotency-Key and for names that are never free again. */
export function fresh(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes handed to the browser's downloads. */
export function saveFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** An answer, handed to the browser's downloads. */
export async function saveAnswer(method: string, path: string, name: string, request: Request): Promise<void> {
  saveFile(await (await send(method, path, request)).blob(), name);
}

/** A file of the server's. */
export const download = (path: string, name: string, query: Query = {}, accept = '*/*'): Promise<void> => saveAnswer('GET', path, name, {query, accept});

/** A file of the server's to be shown or copied as text. */
export const textOf = async (path: string, query: Query, signal?: AbortSignal): Promise<string> =>
  (await send('GET', path, {query, accept: '*/*', signal})).text();
