// End to end: Debian's Chromium over the real `tenbin serve` on sample books. Needs `npm ci` in web/.
//   node tests/e2e/run.mjs TENBIN [NAME …]   all journeys in both languages, or those named: clerk, clerk.en …
// With TENBIN_PAGES=web/dist the screens come from that folder instead of the program. Last line: "N passed, N failed, N skipped".
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {Books} from './book.mjs';
import * as allocating from './allocating.mjs';
import * as approving from './approving.mjs';
import * as budget from './budget.mjs';
import * as entering from './entering.mjs';
import * as links from './links.mjs';
import * as mill from './mill.mjs';
import * as outside from './outside.mjs';
import * as own from './own.mjs';
import * as pages from './pages.mjs';
import * as people from './people.mjs';
import * as race from './race.mjs';
import * as supplying from './supplying.mjs';
import {CHROMIUM, Journey, launch} from './support.mjs';

/** Name: the book it walks on, the journey, and its languages where not both. `byName`: walked only where it is named. */
const JOURNEYS = {
  pages: ['year', pages.every], // Takes longest, so it begins first.
  setup: ['fresh', mill.setup],
  clerk: ['year', mill.clerk],
  procurement: ['year', mill.procurement],
  verifier: ['issued', mill.verifier],
  admin: ['issued', people.admin],
  own: ['small', own.own],
  manager: ['small', allocating.manager],
  entering: ['small', entering.entering],
  sales: ['small', allocating.sales],
  typing: ['small', allocating.typing],
  approval: ['small', approving.certificates],
  race: ['small', race.lastTonne],
  customer: ['issued', outside.customer],
  public: ['issued', outside.stranger],
  doors: ['issued', outside.doors],
  proposal: ['small', links.proposal],
  share: ['issued', links.share],
  upload: ['small', supplying.upload],
  budget: ['issued', budget.screens, ['ja'], 'byName'], // Looks at the clock.
};

const [program, ...wanted] = process.argv.slice(2);
if (!program) {
  console.error('usage: node tests/e2e/run.mjs TENBIN [NAME …]');
  process.exit(2);
}
if (!existsSync(CHROMIUM)) {
  console.log(`skipped: ${CHROMIUM} is not there\n0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}
const chosen = Object.entries(JOURNEYS).flatMap(([name, [book, walk, languages = ['ja', 'en'], when]]) =>
  languages.filter(language => (!wanted.length && !when) || wanted.includes(name) || wanted.includes(`${name}.${language}`)).map(language => ({name: `${name}.${language}`, book, walk, language})));
const books = new Books(resolve(program));
const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;
let passed = 0, failed = 0;

async function one({name, book, walk, language}, browser) {
  const since = Date.now();
  const server = await books.serve(book);
  const journey = new Journey({browser, server, language, pages: process.env.TENBIN_PAGES && resolve(process.env.TENBIN_PAGES)});
  try {
    await walk(journey, books);
    assert.deepEqual(journey.faults, []);
    console.log(`${name}: ok, ${seconds(since)}`);
    ++passed;
  } catch (error) {
    console.log(`failed: ${name}, ${seconds(since)}\n${error.stack ?? error}\n${journey.faults.join('\n')}`);
    ++failed;
  } finally {
    await journey.end();
    await server.stop();
  }
}

const since = Date.now();
const browsers = [];
try {
  await books.make(chosen.map(journey => journey.book));
  console.log(`books: ${seconds(since)}`);
  // Two at a time, each in a browser of its own: a journey mostly waits, and a clipboard is the whole browser's.
  for (let each = 0; each < 2; ++each) browsers.push(await launch());
  await Promise.all(browsers.map(async browser => {
    for (let next; (next = chosen.shift());) await one(next, browser);
  }));
} catch (error) {
  console.log(`failed: ${error.stack ?? error}`);
  ++failed;
} finally {
  await Promise.all(browsers.map(browser => browser.close()));
  books.remove();
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
