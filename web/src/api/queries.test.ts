import {afterEach, expect, it, vi} from 'vitest';
import {en} from '../i18n/en';
import {fill} from '../i18n/fill';
import {ja} from '../i18n/ja';
import {sentence} from '../ui/Problem';
import {Problem} from './client';
import {allRows} from './queries';

/** A list of `count` receipts, 500 a page. */
function serving(count: number) {
  const asked: URL[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    const url = new URL(address, 'http://tenbin.invalid');
    asked.push(url);
    const at = Number(url.searchParams.get('cursor') ?? 0);
    const items = Array.from({length: Math.min(500, count - at)}, (_, row) => ({receipt: `R-${at + row}`}));
    return Promise.resolve(new Response(JSON.stringify({items, next: at + 500 < count ? String(at + 500) : null})));
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

it('loads a whole list page by page, with its filter on every page', async () => {
  const asked = serving(10_000);
  expect(await allRows('receipts', {supplier: 'S-1', open: true})).toHaveLength(10_000);
  expect(asked).toHaveLength(20);
  expect(asked.every(url => url.searchParams.get('supplier') === 'S-1' && url.searchParams.get('open') === 'true')).toBe(true);
});

it('never takes a part for the whole: one row too many is a problem that says what to do', async () => {
  const asked = serving(10_001);
  const refused = await allRows('receipts', {}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({code: 'list.too_long', body: {facts: {limit: '10,000'}}});
  expect(asked).toHaveLength(20);
  for (const [messages, remedy] of [[ja, '10,000行を超えるため、読み込みません'], [en, 'Narrow them by period or customer.']] as const) {
    const texts = {t: (key: keyof typeof ja, slots = {}) => fill(messages[key], slots), has: (key: string): key is keyof typeof ja => key in ja};
    expect(sentence(refused, texts)).toContain(remedy);
  }
});
