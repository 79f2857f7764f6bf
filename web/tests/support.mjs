// What the browser tests share: the development server over dist/, Debian's Chromium, and an ear for the console.
import axe from 'axe-core';
import {chromium} from 'playwright-core';
import {PASSWORD} from '../mock/mill.mjs';
import {start} from '../mock/server.mjs';

export const server = await start({port: 0});
export const home = `http://127.0.0.1:${server.address().port}`;
export const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']});

/** A window of its own; what its console says, what it throws and what it asks of other hosts is in `said`. */
export async function open({width = 1280, height = 900, language = 'ja', ...more} = {}) {
  const context = await browser.newContext({viewport: {width, height}, locale: language === 'ja' ? 'ja-JP' : 'en-GB', permissions: ['clipboard-read', 'clipboard-write'], ...more});
  const page = await context.newPage();
  page.setDefaultTimeout(Number(process.env.TIMEOUT_MS ?? 120_000));
  const said = [];
  page.on('console', message => {
    // Being asked who one is, before signing in, is answered with 401: the browser says so by itself.
    if (['error', 'warning'].includes(message.type()) && !/401|status of 4\d\d/.test(message.text())) said.push(message.text());
  });
  page.on('pageerror', error => said.push(String(error)));
  page.on('request', request => !request.url().startsWith(home) && !request.url().startsWith('blob:') && said.push(`asked ${request.url()}`));
  return {page, said, context};
}

export async function signIn(page, login, path = '/') {
  await page.goto(home + path);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('header nav').waitFor();
  await settled(page);
}

export async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const CONTRAST = {type: 'rule', values: ['color-contrast']};

/** WCAG 2.2 A and AA and axe's best practices, or what `runOnly` says; each violation as one line. */
export async function violations(page, runOnly = STANDARDS) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const {violations: found} = await page.evaluate(chosen => window.axe.run(document, {runOnly: chosen}), runOnly);
  return found.map(one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 4).map(node => `${node.target.join(' ')} ${node.failureSummary.split('\n')[1]?.trim()}`).join(' | ')}`);
}

export const PAGES = {
  manager: ['/', '/receipts', '/runs', '/shipments', '/allocate', '/certificates', '/certificates/issue', '/procurement', '/imports', '/balance', '/flow', '/allocations', '/journal', '/claims', '/masters', '/audit', '/approvals', '/reservations', '/proposals', '/security', '/start', '/closing', '/nowhere'],
  admin: ['/people', '/system'],
  customer: ['/portal'],
};
