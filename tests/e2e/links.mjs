// Those who have a link and no account: a customer with a proposal, a stranger with a shared certificate (design/ux.md 1.2, 1.7).
// Each link is made on the screen and opened in a window of its own.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {atSimulator} from './allocating.mjs';
import {offerWord, portalWord, publicWord, saved, settled} from './support.mjs';

export const PERIOD = '2026-07-01';
export const PHONE = {width: 390, height: 844};
const nameOf = async (server, language, list, code) =>
  (await (await server.as('manager')).get(`/${list}`)).items.find(one => Object.values(one).includes(code))[`name_${language}`];
export const pathOf = address => new URL(address).pathname;

/** A place in the quarter of the worked example. */
export async function inPeriod(journey, login, path) {
  const page = await journey.signIn(login);
  await page.locator('#period').selectOption(PERIOD);
  await settled(page);
  await journey.goto(page, path);
  return page;
}

/** The customer's side: the PIN, wrong and right, and the acceptance. */
async function accept(journey, path, pin, others) {
  const {language} = journey;
  const word = (key, slots) => publicWord(language, `public.proposal.${key}`, slots);
  const page = await journey.open();
  page.ear.expect(403, /^\/p\//);
  const show = async digits => {
    await page.locator('[name=pin]').fill(digits);
    await page.getByRole('button').filter({hasText: word('pin.show')}).click();
  };
  await journey.goto(page, path);
  await journey.look(page, 'PIN');
  await show(pin === '0000' ? '1111' : '0000');
  await page.getByRole('alert').filter({hasText: word('pin.wrong')}).waitFor();
  await journey.look(page, 'wrong PIN');
  await show(pin);
  await page.getByRole('row', {name: /S-1-1/}).getByText('75.000 t').waitFor();
  await page.getByText('ご検討ください。').waitFor();
  for (const hidden of others) assert.ok(!(await page.textContent('body')).includes(hidden), `the customer sees ${hidden}`);
  await journey.look(page, 'proposal');
  await page.locator('[name=name]').fill('見本 花子');
  await page.locator('[name=comment]').fill('よろしくお願いします');
  await page.getByRole('button').filter({hasText: word('accept')}).click();
  await page.getByRole('heading').filter({hasText: word('accepted')}).waitFor();
  await journey.look(page, 'accepted');
}

/** この案を送る: to the customer's yes, a reservation, an allocation. */
export async function proposal(journey) {
  const {t, server, language} = journey;
  const word = (key, slots) => offerWord(language, key, slots);
  const [own, other] = await Promise.all(['C-0102', 'C-0101'].map(code => nameOf(server, language, 'customers', code)));
  const page = await atSimulator(journey, 'sales');
  await page.getByLabel(t('list.customer'), {exact: true}).selectOption({label: own});
  await page.getByRole('button', {name: t('simulator.all_at', {percent: 30})}).click();
  await page.getByRole('button', {name: word('send')}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('message')).fill('ご検討ください。');
  await dialog.getByRole('button', {name: word('send_do')}).click();
  await dialog.getByText(word('sent_once')).waitFor();
  await journey.look(page, 'proposal sent');
  const [link, pin] = await dialog.locator('code').allTextContents();
  assert.match(pin, /^\d{4}$/);
  await accept(journey, pathOf(link), pin, [other, '272.000', '600.000']);

  await dialog.getByRole('link', {name: word('see_proposals')}).click();
  await page.getByRole('row', {name: own}).getByText('よろしくお願いします').waitFor();
  await journey.look(page, 'proposals');
  await page.getByRole('row', {name: own}).getByRole('link').click();
  await page.getByRole('row', {name: own}).getByText(language === 'ja' ? /あと1[34]日\d+時間/ : /1[34] d \d+ h left/).waitFor();
  await journey.look(page, 'reservations');
  const toAllocate = {name: new RegExp(`^${word('allocate')} 1$`)};
  assert.equal(await page.getByRole('button', toAllocate).count(), 0, 'sales hold, the manager allocates');

  const manager = await inPeriod(journey, 'manager', '/reservations');
  await manager.getByRole('button', toAllocate).click();
  await manager.getByText(word('turning', {number: 1, customer: own, mass: '75.000'})).waitFor();
  await manager.getByRole('button', {name: t('simulator.review')}).click();
  const confirm = manager.getByRole('dialog');
  await confirm.getByRole('row', {name: 'HQ/renewable'}).getByText('197.000 t').waitFor();
  await confirm.getByRole('button', {name: t('confirm.post')}).click();
  await confirm.getByText(t('confirm.posted', {count: 1, mass: '75.000'})).waitFor();
  await journey.look(manager, 'reservation allocated');
  const api = await server.as('manager');
  const {balance} = await api.get(`/overview?site=HQ&period=${PERIOD}`);
  assert.deepEqual([balance.allocated_kg, balance.reserved_kg], ['75000.000', '0.000'], 'allocated, and held no longer');
  assert.equal((await api.get('/reservations')).items[0].state, 'allocated');
}

const PACK = ['report_ja.pdf', 'report_en.pdf', 'snippets_ja.md', 'snippets_en.md', 'data.xlsx', 'data.csv', 'verify.txt', 'manifest.json',
  ...['text_ja.txt', 'text_en.txt', ...['months', 'emissions'].flatMap(name => ['ja.svg', 'ja.png', 'en.svg', 'en.png'].map(end => `${name}_${end}`))].map(name => `charts/${name}`),
  ...['pdf', 'json'].map(kind => `certificates/MB-2026-000001-5.${kind}`)];

/** 証明を共有: the chosen fields alone, until it is stopped; and the pack of the year. */
export async function share(journey) {
  const {server, language} = journey;
  const word = (key, slots) => portalWord(language, key, slots);
  const own = await nameOf(server, language, 'customers', 'C-0102');
  const page = await journey.signIn('customer');
  await page.getByRole('button', {name: word('share')}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('field.orders')).waitFor();
  await dialog.getByLabel(word('field.addressee')).check();
  await dialog.getByLabel(word('field.lines')).uncheck();
  await dialog.getByRole('button', {name: word('make')}).click();
  await dialog.getByRole('img', {name: word('qr')}).waitFor();
  await journey.look(page, 'sharing');

  const path = pathOf(await dialog.locator('code').first().textContent());
  const stranger = await journey.open(PHONE);
  await journey.goto(stranger, path);
  const text = await stranger.textContent('body');
  for (const shown of ['MB-2026-000001-5', '250.000', own]) assert.ok(text.includes(shown), `${shown} was chosen`);
  assert.ok(!text.includes('S-1'), 'lines were not chosen');
  await journey.look(stranger, 'shared certificate');
  await dialog.getByRole('button', {name: word('revoke')}).click();
  await dialog.getByText(word('state.revoked')).waitFor();
  await dialog.getByText(word('views', {count: 1})).waitFor();
  stranger.ear.expect(403, /^\/s\//);
  await journey.goto(stranger, path);
  await stranger.getByRole('heading', {name: publicWord(language, 'public.share.ended')}).waitFor();
  assert.ok(!(await stranger.textContent('body')).includes('MB-2026'), 'what has ended tells nothing');
  await journey.look(stranger, 'share ended');

  await page.keyboard.press('Escape');
  const pack = await saved(page, () => page.getByRole('button', {name: word('pack_do', {year: 2026})}).click());
  assert.equal(pack.name, 'tenbin-2026.zip');
  const names = execFileSync('python3', ['-c', 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep="\\n")', pack.path]).toString();
  assert.deepEqual(names.trim().split('\n').sort(), [...PACK].sort());
}
