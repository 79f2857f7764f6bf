import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {Keeper, type Saving} from './drafts';

const at = '2026-07-31T00:00:00.000Z';
let sent: {match: string | null; body: string}[] = [];
let answers: (() => Response)[] = [];
const kept = (tag: string) => () => new Response(JSON.stringify({draft: null, saved_at: at}), {headers: {ETag: tag}});
const refused = (status: number, code: string) => () => new Response(JSON.stringify({code, detail: code}), {status});

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (_: string, {headers, body}: {headers: Headers; body?: string}) => {
    sent.push({match: headers.get('If-Match'), body: body ?? ''});
    return answers.shift()!();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function keeper() {
  const told: Saving[] = [];
  const made = new Keeper('k', {draft: null, saved_at: null, tag: null}, '{}', saving => told.push(saving));
  return {made, states: () => told.map(one => one.state)};
}

it('saves once two seconds after a change, and goes on from the saving before', async () => {
  answers = [kept('"1"'), kept('"2"')];
  const {made, states} = keeper();
  made.change(() => '{"a":1}');
  made.change(() => '{"a":2}');
  await vi.advanceTimersByTimeAsync(1_999);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([{match: null, body: '{"a":2}'}]);
  made.change(() => '{"a":2}'); // what is the same is not sent
  await vi.advanceTimersByTimeAsync(2_000);
  made.change(() => '{"a":3}');
  await made.flush();
  expect(sent.slice(1)).toEqual([{match: '"1"', body: '{"a":3}'}]);
  expect(states()).toEqual(['kept', 'kept']);
});

it('stops where another window was faster, until it may write over it', async () => {
  answers = [refused(412, 'draft.stale'), kept('"9"'), kept('"10"')];
  const {made, states} = keeper();
  made.change(() => '{"a":1}');
  await made.flush();
  made.change(() => '{"a":2}');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sent.length, states()]).toEqual([1, ['stale']]);
  await made.overwrite();
  expect(sent[2]).toEqual({match: '"9"', body: '{"a":2}'});
  expect(states().at(-1)).toBe('kept');
});

it('tries again where the server was not there', async () => {
  answers = [refused(503, 'office.busy'), kept('"1"')];
  const {made, states} = keeper();
  made.change(() => '{"a":1}');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(states()).toEqual(['failed']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(states().at(-1)).toBe('kept');
});
