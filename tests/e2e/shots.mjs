// The pictures of docs/screens/, from the real server over the sample books: node tests/e2e/shots.mjs TENBIN [FOLDER]
// Needs python3-pil, which brings each to 16 to 64 colours. 400 % zoom is a window of 320 px, here of three screens' height.
import {execFileSync} from 'node:child_process';
import {mkdirSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {atSimulator} from './allocating.mjs';
import {Books} from './book.mjs';
import {qrAddress} from './outside.mjs';
import {Journey, launch, ROOT, settled} from './support.mjs';

const BIGGEST = 60_000;
const [program, folder = fileURLToPath(new URL('docs/screens/', ROOT))] = process.argv.slice(2);
const PHONE = {width: 390, height: 844}, DESK = {width: 1280, height: 800}, WIDE = {width: 1920, height: 1000};
const ZOOMED = {width: 320, height: 640, deviceScaleFactor: 2}, TALL = {width: 1280, height: 1600};

const overLimit = async (journey, options) => {
  const page = await atSimulator(journey, 'manager', options);
  await page.getByRole('button', {name: journey.t('simulator.all_at', {percent: 50})}).click();
  await page.locator('[class*="stale"]').first().waitFor({state: 'detached'}); // The server's own figures.
  return page;
};
const withPaper = async (journey, options) => {
  const page = await atSimulator(journey, 'sales', options);
  await page.getByRole('button', {name: journey.t('simulator.all_at', {percent: 30})}).click();
  await page.getByRole('img', {name: /割当証明書の見本/}).waitFor();
  return page;
};
const at = (login, path, period) => async (journey, options) => {
  const page = await journey.signIn(login, path, options);
  if (period) await page.locator('#period').selectOption(period);
  return page;
};
const publicPage = async (journey, options) => {
  const page = await journey.open(options);
  await journey.goto(page, `${qrAddress(books).pathname}?lang=${journey.language}`);
  return page;
};
const JULY = '2026-07-01';
const SHOTS = [
  ['simulator-390', 'ja', 'small', PHONE, overLimit], ['simulator-1280', 'ja', 'small', DESK, overLimit],
  ['simulator-1920', 'en', 'small', WIDE, overLimit], ['simulator-zoom-400', 'ja', 'small', ZOOMED, overLimit],
  ['simulator-paper-1280', 'ja', 'small', TALL, withPaper],
  ['overview-390', 'ja', 'year', PHONE, at('manager', '/', JULY)], ['overview-1280', 'en', 'year', DESK, at('manager', '/', JULY)],
  ['overview-1920', 'ja', 'year', WIDE, at('manager', '/', JULY)], ['overview-zoom-400', 'ja', 'year', ZOOMED, at('manager', '/', JULY)],
  ['receipts-1280', 'ja', 'year', DESK, at('clerk', '/receipts', JULY)], ['procurement-1280', 'ja', 'year', DESK, at('buyer', '/procurement', JULY)],
  ['balance-1280', 'en', 'year', DESK, at('verifier', '/balance')], ['portal-390', 'ja', 'issued', PHONE, at('customer', '/portal')],
  ['portal-1280', 'en', 'issued', DESK, at('customer', '/portal')], ['public-390', 'ja', 'issued', PHONE, publicPage],
  ['public-zoom-400', 'en', 'issued', ZOOMED, publicPage], ['people-1280', 'ja', 'issued', DESK, at('admin', '/people')],
  ['certificates-390', 'en', 'issued', PHONE, at('manager', '/certificates')], ['certificates-1280', 'ja', 'issued', DESK, at('manager', '/certificates')],
  ['system-1280', 'ja', 'issued', DESK, at('admin', '/system')], ['imports-zoom-400', 'ja', 'issued', ZOOMED, at('clerk', '/imports')],
  ['flow-1920', 'ja', 'year', WIDE, at('manager', '/flow', JULY)], ['flow-390', 'en', 'year', PHONE, at('manager', '/flow', JULY)],
];

const SHRINK = `
import sys
from PIL import Image
path, biggest = sys.argv[1], int(sys.argv[2])
import os
picture = Image.open(path).convert("RGB")
for colours in (64, 32, 16):
    picture.quantize(colours, method=Image.MEDIANCUT, dither=Image.NONE).save(path, optimize=True)
    if os.path.getsize(path) <= biggest:
        break
`;

mkdirSync(folder, {recursive: true});
const books = new Books(resolve(program));
const browser = await launch();
try {
  await books.make();
  for (const name of ['small', 'year', 'issued']) {
    const server = await books.serve(name);
    for (const [shot, language, , size, open] of SHOTS.filter(([, , book]) => book === name)) {
      const journey = new Journey({browser, server, language, pages: process.env.TENBIN_PAGES && resolve(process.env.TENBIN_PAGES)});
      const page = await open(journey, size);
      await settled(page);
      await page.evaluate(() => window.scrollTo(0, 0));
      const path = resolve(folder, `${shot}.png`);
      await page.screenshot({path, animations: 'disabled'});
      execFileSync('python3', ['-c', SHRINK, path, String(BIGGEST)]);
      console.log(`${path} ${statSync(path).size} bytes${statSync(path).size > BIGGEST ? ', too big' : ''}`);
      await journey.end();
    }
    await server.stop();
  }
} finally {
  await browser.close();
  books.remove();
}
