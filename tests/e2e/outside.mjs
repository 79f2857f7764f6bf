// Those without a place in the mill: the customer, and anybody with a paper in hand (design/ux.md 1.3, 1.7).
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {portalWord, publicWord, saved, settled, tooWide} from './support.mjs';

/** Files the certificate, uses a sentence, asks about another one; sees nothing of the mill. */
export async function customer(journey, books) {
  const {t, server} = journey;
  const page = await journey.signIn('customer');
  await page.waitForURL(/\/portal$/);
  await page.getByText(t('portal.total', {count: 1, mass: '250.000'})).waitFor();
  await page.getByText(t('portal.line', {mass: '250.000', allocated: '250.000', percent: '100.0'})).waitFor();
  await journey.look(page, 'portal');
  for (const [button, ending] of [[t('certificate.pdf'), '.pdf'], ['JSON', '.json'], ['JWT', '.jwt']]) {
    const file = await saved(page, () => page.getByRole('button', {name: button, exact: true}).click());
    assert.match(file.name, new RegExp(`^MB-2026-000001-5\\${ending}$`));
    assert.match(await books.run(['verify', file.path]), /MB-2026-000001-5/);
  }
  await page.getByRole('button', {name: t('portal.use')}).click();
  const word = key => portalWord(journey.language, key);
  await page.getByRole('button', {name: word('badge')}).click();
  const dialog = page.getByRole('dialog');
  assert.ok(await dialog.getByRole('img').evaluate(image => image.decode().then(() => image.naturalWidth > 200)), 'the badge is drawn');
  const pasted = await dialog.getByLabel(word('badge_html'), {exact: true}).inputValue();
  assert.match(pasted, journey.language === 'ja' ? /相当（マスバランス方式/ : /equivalent \(mass balance/);
  await journey.look(page, 'badge');
  const badge = await saved(page, () => dialog.getByRole('button', {name: word('badge_svg')}).click());
  assert.equal(badge.name, `MB-2026-000001-5.${journey.language}.svg`);
  await page.keyboard.press('Escape');
  await dialog.waitFor({state: 'detached'});
  const text = page.getByLabel(word('text'), {exact: true});
  const approved = await text.inputValue();
  for (const said of ['100.0', 'MB-2026-000001-5']) assert.ok(approved.includes(said), approved);
  await page.getByRole('button', {name: word('copy_text'), exact: true}).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), approved);
  const wrong = journey.language === 'ja' ? '再エネアルミ50%使用' : 'Contains 50 % renewable aluminium';
  await text.fill(wrong);
  await page.locator('mark').first().waitFor();
  const api = await server.as('customer');
  const {findings} = await (await api.send('POST', '/claims/check', {text: wrong, language: journey.language})).json();
  const first = findings.sort((one, other) => one.from - other.from)[0];
  assert.equal(await page.locator('mark').first().textContent(), first.text, 'the place is marked');
  await page.getByText(first.code).first().waitFor();
  await journey.look(page, 'linter');
  await journey.goto(page, '/receipts');
  await page.getByRole('heading', {name: t('state.not_found.title')}).waitFor();
  for (const path of ['/overview', '/shipments', '/journal', '/customers']) assert.equal((await api.send('GET', path)).status, 403, path);
}

/** The address in the QR code of a printed page, as a telephone reads it. */
export function qrAddress(books) {
  const picture = join(books.folder, 'page');
  execFileSync('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', '-singlefile', '-png', books.paper, picture]);
  const said = execFileSync('zbarimg', ['--quiet', '--raw', `${picture}.png`], {stdio: ['ignore', 'pipe', 'ignore']}).toString();
  return new URL(said.trim());
}

const WEIGHT = 20_000; // Bytes of a public page with everything it loads, design section 5.

/** From the paper to the answer, without scripts; then the form, a wrong code, a revoked paper, the check in the browser. */
export async function stranger(journey, books) {
  const {server} = journey;
  const address = qrAddress(books);
  assert.equal(address.origin, 'https://mill.example');
  const phone = await journey.open({width: 390, height: 844, javaScriptEnabled: false});
  let bytes = 0;
  phone.on('response', async response => (bytes += (await response.body().catch(() => '')).length));
  const path = address.pathname;
  const inLanguage = `${path}?lang=${journey.language}`;
  await journey.goto(phone, inLanguage);
  await phone.getByText('250.000').first().waitFor();
  await phone.getByText('MB-2026-000001-5').first().waitFor();
  await phone.waitForLoadState('networkidle');
  const facts = await phone.request.get(new URL(await phone.getByRole('link', {name: 'JSON', exact: true}).getAttribute('href'), phone.url()).href);
  assert.deepEqual([(await facts.json()).state, (await facts.json()).certificate], ['live', 'MB-2026-000001-5']);
  assert.ok(bytes > 0 && bytes <= WEIGHT, `${bytes} bytes, at most ${WEIGHT}`);
  assert.equal(await phone.locator('script').count(), 0, 'no script');
  assert.equal(await phone.locator('html').getAttribute('lang'), journey.language);

  const page = await journey.open({width: 390, height: 844});
  for (const [name, at] of [['valid', inLanguage], ['form', `/check?lang=${journey.language}`], ['wrong code', `${path.slice(0, -8)}AAAAAAAA?lang=${journey.language}`]]) {
    await journey.goto(page, at);
    await journey.look(page, name);
    assert.equal(await tooWide(page), 0, `${name} is wider than a telephone`);
    if (name === 'wrong code') assert.ok(!(await page.textContent('body')).includes('250.000'), 'a wrong code tells nothing');
  }
  await journey.goto(page, `/check?lang=${journey.language}`);
  await page.locator('[name=number]').fill('MB-2026-000001-5');
  await page.locator('[name=code]').fill(path.split('/').pop());
  await page.locator('form button').first().click();
  await page.waitForURL(url => url.pathname === path);

  const answer = await (await server.as('manager')).send('POST', '/certificates/MB-2026-000001-5/revoke', {date: '2026-11-02', reason: '見本', class: 'error'}, {'Idempotency-Key': 'e2e'});
  assert.equal(answer.status, 200);
  await journey.goto(page, inLanguage);
  await page.getByText(journey.language === 'ja' ? /取消し|取り消/ : /revoked/i).first().waitFor();
  await journey.look(page, 'revoked');

  const alone = await journey.open();
  await journey.goto(alone, '/verify.html');
  await settled(alone);
  await alone.locator('input[type=file]').first().setInputFiles(books.paper.replace(/pdf$/, 'json'));
  await alone.getByText('MB-2026-000001-5').first().waitFor();
  await journey.look(alone, 'verify.html');
}

/** The address in a letter of the outbox. */
function invitation(path) {
  const letter = readFileSync(path, 'utf8');
  const text = Buffer.from(letter.split('\r\n\r\n')[1], 'base64').toString();
  return new URL(text.match(/https?:\S+/)[0]);
}

/** The doors: a link that lets a customer in once, a code that is wrong, an address that leads nowhere. */
export async function doors(journey) {
  const {t, server, language} = journey;
  const word = key => publicWord(language, `public.${key}`);
  const sent = await (await server.as('sales')).send('POST', '/links', {customer: 'C-0101', email: 'mori@sash.example'});
  assert.equal(sent.status, 201);
  const {pathname} = invitation((await sent.json()).path);
  const page = await journey.open({width: 390, height: 844});
  const press = () => page.getByRole('button', {name: word('enter.enter'), exact: true}).click();
  await journey.goto(page, pathname);
  await journey.look(page, 'enter');
  await press();
  await page.getByText(t('portal.empty')).waitFor(); // Nothing is issued to C-0101.
  page.ear.expect(403, /^\/enter\//);
  await journey.goto(page, pathname);
  await press();
  await page.getByRole('alert').getByText('link.expired').waitFor();
  await journey.look(page, 'a link that was used');

  const stranger = await journey.open({width: 390, height: 844});
  for (const at of ['/check', '/c/MB-2026-000001-5', '/c/MB-2026-000001-5/AAAAAAAA', '/nothing']) {
    await journey.goto(stranger, at);
    await journey.look(stranger, at);
    assert.equal(await tooWide(stranger), 0, `${at} is wider than a telephone`);
    assert.ok(!(await stranger.textContent('body')).includes('250.000'), `${at} tells nothing`);
  }
  const manager = await journey.signIn('manager', '/nothing');
  await manager.getByRole('heading', {name: t('state.not_found.title')}).waitFor();
  await journey.look(manager, 'no such screen');
}
