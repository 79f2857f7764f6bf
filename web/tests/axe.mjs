// axe-core on every screen in both languages, wide and narrow, and on what opens above them; nothing on the console, no other host.
import assert from 'node:assert/strict';
import {CONTRAST, home, open, PAGES, settled, signIn, violations} from './support.mjs';

const HEIGHT = 900;

async function looked(page, said, name, faults, runOnly) {
  for (const fault of await violations(page, runOnly)) faults.push(`${name}: ${fault}`);
  for (const word of said.splice(0)) faults.push(`${name}: console: ${word}`);
}

/** One screen wide and on a phone, nothing beyond its edge; its colours in the dark too. Loading takes longest: once. */
async function everyWay(page, said, name, faults) {
  await page.locator('h1').waitFor();
  await settled(page);
  await looked(page, said, name, faults);
  await page.emulateMedia({colorScheme: 'dark'});
  await looked(page, said, `${name} dark`, faults, CONTRAST);
  await page.emulateMedia({colorScheme: 'light'});
  for (const width of [390, 1280]) {
    await page.setViewportSize({width, height: HEIGHT});
    const wide = await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.documentElement.scrollWidth - document.documentElement.clientWidth)))));
    if (wide > 0) faults.push(`${name} ${width}: ${wide} px too wide`);
    if (width === 390) await looked(page, said, `${name} ${width}`, faults);
  }
}

async function screens(language) {
  const faults = [];
  const {page: front, said: frontSaid, context} = await open({language, height: HEIGHT});
  for (const path of ['/', '/setup#mock']) {
    await front.goto(home + path);
    await everyWay(front, frontSaid, `${path} signed out, ${language}`, faults);
  }
  await context.close();
  for (const [login, paths] of Object.entries(PAGES)) {
    const {page, said, context: own} = await open({language, height: HEIGHT});
    await page.goto(home);
    await page.evaluate(kept => localStorage.setItem('tenbin.language', kept), language);
    await signIn(page, login);
    for (const path of paths) {
      await page.goto(home + path);
      await everyWay(page, said, `${path} ${language}`, faults);
    }
    await own.close();
  }
  assert.deepEqual(faults, []);
}

export const screensJa = () => screens('ja');
export const screensEn = () => screens('en');

/** Dialogs, menus and the drawer: axe, and Esc closes and gives the focus back. */
export async function above() {
  const faults = [];
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/balance');
  const steps = [
    ['drawer', async () => (await page.getByRole('button', {name: /割当可能量/}).first().focus(), page.keyboard.press('Enter'))],
    ['palette', () => page.keyboard.press('Control+k')],
    ['shortcuts', async () => (await page.locator('h1').focus(), page.keyboard.press('?'))],
    ['more menu', async () => (await page.getByRole('button', {name: /その他/}).focus(), page.keyboard.press('Enter'))],
  ];
  for (const [name, act] of steps) {
    await act();
    await page.locator('[role=dialog], [role=menu]').first().waitFor();
    await settled(page);
    await looked(page, said, name, faults);
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog], [role=menu]').first().waitFor({state: 'detached'});
    if (name === 'drawer') {
      const back = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (!back.includes('割当可能量')) faults.push(`drawer: the focus went to "${back}"`);
    }
  }
  await context.close();
  assert.deepEqual(faults, []);
}
