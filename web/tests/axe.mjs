// axe-core on every screen in both languages, wide and narrow, and on what opens above them; nothing on the console, no other host.
import assert from 'node:assert/strict';
import {home, open, PAGES, settled, signIn, violations} from './support.mjs';

async function looked(page, said, name, faults) {
  await settled(page);
  for (const fault of await violations(page)) faults.push(`${name}: ${fault}`);
  for (const word of said.splice(0)) faults.push(`${name}: console: ${word}`);
}

async function screens(language, width, colorScheme = 'light') {
  const faults = [];
  const {page: front, said: frontSaid, context} = await open({language, width, colorScheme});
  for (const path of ['/', '/setup#mock']) {
    await front.goto(home + path);
    await front.locator('h1').waitFor();
    await looked(front, frontSaid, `${path} signed out, ${language} ${width}`, faults);
  }
  await context.close();
  for (const [login, paths] of Object.entries(PAGES)) {
    const {page, said, context: own} = await open({language, width, colorScheme});
    await page.goto(home);
    await page.evaluate(kept => localStorage.setItem('tenbin.language', kept), language);
    await signIn(page, login);
    for (const path of paths) {
      await page.goto(home + path);
      await page.locator('h1').waitFor();
      await looked(page, said, `${path} ${language} ${width}`, faults);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${path} ${language} ${width}: ${wide} px too wide`);
    }
    await own.close();
  }
  assert.deepEqual(faults, []);
}

export const screensJa = () => screens('ja', 1280);
export const screensEn = () => screens('en', 1280);
export const screensDark = () => screens('ja', 1280, 'dark');
export const screensNarrow = () => screens('ja', 390);

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
