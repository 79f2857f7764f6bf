// The screens in Debian's Chromium over the development server; dist/ must be built. node tests/run.mjs [NAME…]
// Two at a time, each in a process of its own, since a test mostly waits, and a clipboard is the whole browser's.
import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';

// Those that take longest first.
const KINDS = {
  axe: ['screensJa', 'screensEn', 'above'],
  flows: ['refused', 'tables', 'importing', 'mending', 'pasting', 'reading', 'wrongKind', 'correcting', 'customer', 'addresses', 'doors', 'reasons', 'todos'],
  simulator: ['keyboard', 'ime', 'meeting', 'paper', 'places', 'posting', 'postingAll', 'asking', 'manyLines', 'keeping', 'yen'],
  offers: ['approvals', 'holding', 'lateInMeeting', 'proposing', 'sharing'],
  ways: ['totp', 'passkeys', 'links', 'later', 'outlook', 'papers', 'firstDay'],
  people: ['people', 'tokens', 'webhooks'],
  certificates: ['issuing', 'badges'],
  entering: ['entering', 'rowByRow'],
  masters: ['masters', 'account'],
};
const moduleOf = Object.fromEntries(Object.entries(KINDS).flatMap(([module, names]) => names.map(name => [name, module])));

async function inside(name) {
  const {browser, server} = await import('./support.mjs');
  try {
    await (await import(`./${moduleOf[name]}.mjs`))[name]();
    console.log(`${name}: ok`);
    return true;
  } catch (error) {
    console.log(`failed: ${name}\n${error.stack ?? error}`);
    return false;
  } finally {
    await browser.close();
    server.close();
  }
}

const apart = name => new Promise(resolve => execFile(process.execPath, [fileURLToPath(import.meta.url), name], (error, said) => {
  console.log(said.trim());
  resolve(!error);
}));

const wanted = process.argv.slice(2);
const alone = wanted.length === 1;
const queue = Object.keys(moduleOf).filter(name => !wanted.length || wanted.includes(name));
if (!queue.length) {
  console.log(`no such test: ${wanted.join(' ')}; there are: ${Object.keys(moduleOf).join(' ')}`);
  process.exit(2);
}
let passed = 0, failed = 0;
async function walk() {
  for (let name; (name = queue.shift());) (await (alone ? inside : apart)(name)) ? ++passed : ++failed;
}
await Promise.all([walk(), walk()]);
if (!alone) console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
