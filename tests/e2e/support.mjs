// What the journeys share: Debian's Chromium, the texts of the screens, an ear for everything that goes wrong, and axe.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {extname, join} from 'node:path';

export const ROOT = new URL('../../', import.meta.url);
const require = createRequire(new URL('web/package.json', ROOT));
const {chromium} = require('playwright-core');
const axe = require('axe-core');
const typescript = require('typescript');
export const CHROMIUM = '/usr/bin/chromium';
const WAIT_MS = Number(process.env.TENBIN_E2E_WAIT_MS ?? 60_000);

/** A module of web/src that imports nothing at run time. */
async function fromWeb(path) {
  const source = readFileSync(new URL(`web/src/${path}`, ROOT), 'utf8').replace(/^import \{featureTexts\}.*$/m, 'const featureTexts = texts => texts;');
  const {outputText} = typescript.transpileModule(source, {compilerOptions: {module: 'ESNext', target: 'ES2022', verbatimModuleSyntax: true}});
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}
const {fill} = await fromWeb('i18n/fill.ts');
const dictionaries = {ja: (await fromWeb('i18n/ja.ts')).ja, en: (await fromWeb('i18n/en.ts')).en};
/** The texts of a feature: portalWord('en', 'text'). */
const wordsOf = texts => (language, key, slots) => {
  assert.ok(texts[language][key], `no text ${key} in ${language}`);
  return fill(texts[language][key], slots);
};
export const portalWord = wordsOf((await fromWeb('features/portal/texts.ts')).PORTAL_TEXTS);
export const certificateWord = wordsOf((await fromWeb('features/certificates/texts.ts')).CERTIFICATE_TEXTS);
export const ledgerWord = wordsOf((await fromWeb('features/ledger/texts.ts')).LEDGER_TEXTS);
export const importWord = wordsOf((await fromWeb('features/imports/texts.ts')).IMPORT_TEXTS);
export const meetingWord = wordsOf((await fromWeb('features/meeting/texts.ts')).MEETING_TEXTS);
export const offerWord = wordsOf((await fromWeb('features/offers/texts.ts')).OFFER_TEXTS);
export const uploadWord = wordsOf((await fromWeb('features/procurement/uploadTexts.ts')).UPLOAD_TEXTS);
export const approvalWord = wordsOf((await fromWeb('features/approvals/texts.ts')).APPROVAL_TEXTS);
const serverTexts = language => Object.assign({}, ...['public', 'enter'].map(part => JSON.parse(readFileSync(new URL(`i18n/parts/${part}.${language}.json`, ROOT), 'utf8'))));
/** The server's own pages: publicWord('en', 'public.share.ended'). */
export const publicWord = wordsOf({ja: serverTexts('ja'), en: serverTexts('en')});
export const adminWord = wordsOf((await fromWeb('features/admin/texts.ts')).ADMIN_TEXTS);
export const masterWord = wordsOf((await fromWeb('features/masters/texts.ts')).MASTER_TEXTS);
export const accountWord = wordsOf((await fromWeb('features/security/texts.ts')).SECURITY_TEXTS);
export const {PLACES} = await fromWeb('app/places.ts');

/** t('simulator.review') in one language, as web/src/i18n has it. */
export const words = language => (key, slots = {}) => {
  const text = dictionaries[language][key];
  assert.ok(text, `no text ${key} in ${language}`);
  return fill(text, slots);
};

/** "114145.631" → "114.145": tonnes as people read them, cut off. */
export function tonnes(kg) {
  const whole = kg.replace('-', '').split('.')[0].padStart(4, '0');
  const text = `${whole.slice(0, -3).replace(/\B(?=(\d{3})+$)/g, ',')}.${whole.slice(-3)}`;
  return kg.startsWith('-') ? `−${text}` : text;
}

export const launch = () =>
  chromium.launch({executablePath: CHROMIUM, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']});

const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml'};

/** The pages of `folder` (web/dist) in place of those in the program, for work on web/ without building the program. */
async function replacePages(context, home, folder) {
  const headers = Object.fromEntries((await fetch(home)).headers);
  for (const name of ['content-encoding', 'content-length', 'content-type']) delete headers[name];
  await context.route(url => url.origin === home && !/^\/(api|c|cert|check|enter|log|p|s|status|u|verify\.html|\.well-known)(\/|$)/.test(url.pathname), route => {
    const path = new URL(route.request().url()).pathname;
    const file = extname(path) ? path : '/index.html';
    if (!existsSync(join(folder, file))) return route.continue();
    return route.fulfill({status: 200, headers: {...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream'}, path: join(folder, file)});
  });
}

/** What the console said, what was refused or failed, what the policy blocked, what was asked of another host. */
class Ear {
  faults = [];
  #expected = [];

  /** From now on an answer `status` to a request whose address matches is no fault. */
  expect(status, address) {
    this.#expected.push({status, address});
  }

  listen(page, home) {
    page.on('console', message => {
      const text = message.text();
      // The browser's own line for an answer of 400 and above; `response` below tells which.
      if (['error', 'warning'].includes(message.type()) && !/^Failed to load resource/.test(text)) this.faults.push(`console: ${text}`);
    });
    page.on('pageerror', error => this.faults.push(`thrown: ${error.stack ?? error}`));
    page.on('request', request => {
      if (!request.url().startsWith(home) && !request.url().startsWith('blob:')) this.faults.push(`asked ${request.url()}`);
    });
    page.on('requestfailed', request => {
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('response', response => {
      const [status, address] = [response.status(), response.url().slice(home.length)];
      const isAsking = status === 401 && address === '/api/v1/session'; // Who am I, before signing in.
      if (status < 400 || isAsking || this.#expected.some(one => one.status === status && one.address.test(address))) return;
      this.faults.push(`${status} ${response.request().method()} ${address}`);
    });
  }
}

/** One journey in one language over one served book. */
export class Journey {
  constructor({browser, server, language, pages}) {
    Object.assign(this, {browser, server, language, pages, t: words(language), faults: [], contexts: []});
  }

  /** A window of its own. */
  async open({width = 1280, height = 900, ...more} = {}) {
    const context = await this.browser.newContext({
      viewport: {width, height}, locale: this.language === 'ja' ? 'ja-JP' : 'en-GB', permissions: ['clipboard-read', 'clipboard-write'], ...more,
    });
    this.contexts.push(context);
    if (this.pages) await replacePages(context, this.server.home, this.pages);
    await context.addInitScript(language => {
      document.addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
      if (location.protocol.startsWith('http')) localStorage.setItem('tenbin.language', language);
    }, this.language);
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    const ear = new Ear();
    ear.faults = this.faults;
    ear.listen(page, this.server.home);
    return Object.assign(page, {ear});
  }

  async goto(page, path) {
    await page.goto(this.server.home + path);
    await page.locator('h1').first().waitFor();
  }

  async signIn(login, path = '/', options = {}) {
    const page = await this.open(options);
    await page.goto(this.server.home + path);
    await page.locator('[name=login]').fill(login);
    await page.locator('[name=password]').fill(this.server.password);
    await page.getByRole('button', {name: this.t('login.enter')}).click();
    await page.locator('header nav').waitFor();
    await settled(page);
    return page;
  }

  /** axe over what is shown now: WCAG 2.2 A and AA, and its best practices; its colours in the dark too. */
  async look(page, name) {
    await settled(page);
    await page.evaluate(axe.source);
    await this.#judge(page, name, {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
    await page.emulateMedia({colorScheme: 'dark'});
    await this.#judge(page, `${name} dark`, {type: 'rule', values: ['color-contrast']});
    await page.emulateMedia({colorScheme: 'light'});
  }

  async #judge(page, name, runOnly) {
    const found = await page.evaluate(async only => (await window.axe.run(document, {runOnly: only, resultTypes: ['violations']})).violations.map(one =>
      `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => `${node.target.join(' ')} ${node.failureSummary.split('\n')[1]?.trim()}`).join(' | ')}`), runOnly);
    this.faults.push(...found.map(fault => `axe, ${name}: ${fault}`));
  }

  async end() {
    for (const context of this.contexts) await context.close();
  }
}

/** Nothing under way, and the letters are there. */
export async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

/** How many pixels the page is wider than its window. */
export const tooWide = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What a click saves, as a path. */
export async function saved(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return {path: await file.path(), name: file.suggestedFilename()};
}
