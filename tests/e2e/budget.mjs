// The budgets of design/ux.md section 5 that only a browser can weigh; those of the files are web/tools/budget.mjs.
import assert from 'node:assert/strict';
import {atSimulator} from './allocating.mjs';
import {settled} from './support.mjs';

const FIRST_JS = 150_000, FIRST_CSS = 15_000, LARGEST_PAINT_MS = 1000, INTERACTION_MS = 100;
const TRIES = 5; // Of a machine that others use as well, the best counts.

async function firstLoad(journey) {
  const page = await journey.open();
  const loaded = {script: 0, stylesheet: 0, font: 0};
  page.on('requestfinished', async request => {
    const kind = request.resourceType();
    if (kind in loaded) loaded[kind] += (await request.sizes()).responseBodySize;
  });
  await journey.goto(page, '/');
  await settled(page);
  assert.ok(loaded.script > 0 && loaded.script <= FIRST_JS, `${loaded.script} bytes of JavaScript, at most ${FIRST_JS}`);
  assert.ok(loaded.stylesheet <= FIRST_CSS, `${loaded.stylesheet} bytes of CSS, at most ${FIRST_CSS}`);
  assert.equal(loaded.font, 0, 'no font is loaded');
  return `first load ${loaded.script} B JS, ${loaded.stylesheet} B CSS`;
}

async function largestPaint(journey, page, path) {
  let best = Infinity;
  for (let at = 0; at < TRIES && best > LARGEST_PAINT_MS; ++at) {
    await journey.goto(page, path);
    await settled(page);
    best = Math.min(best, await page.evaluate(() => new Promise(resolve => {
      new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true});
    })));
  }
  assert.ok(best <= LARGEST_PAINT_MS, `${path}: largest paint after ${best} ms, at most ${LARGEST_PAINT_MS}`);
  return `${path} painted after ${Math.round(best)} ms`;
}

/** From the event to the next frame after it, in the page. */
async function interaction(page, name, act) {
  let best = Infinity;
  for (let at = 0; at < TRIES; ++at) {
    best = Math.min(best, await page.evaluate(act));
    await settled(page);
  }
  assert.ok(best <= INTERACTION_MS, `${name}: ${best} ms, at most ${INTERACTION_MS}`);
  return `${name} ${Math.round(best)} ms`;
}

export async function screens(journey) {
  const said = [await firstLoad(journey)];
  const page = await atSimulator(journey, 'manager');
  said.push(await interaction(page, 'slider', () => new Promise(resolve => {
    const slider = document.querySelector('input[type=range]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const since = performance.now();
    set.call(slider, String(Math.round(Math.random() * 100) * 10_000));
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
  })));
  said.push(await interaction(page, 'scenario', () => new Promise(resolve => {
    const other = document.querySelector('input[name=scenario]:not(:checked)');
    const since = performance.now();
    other.click();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
  })));
  for (const path of ['/', '/allocate', '/certificates']) said.push(await largestPaint(journey, page, path));
  console.log(said.join('; '));
}
