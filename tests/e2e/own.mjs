// マスタ and 自分のアカウント: a product that is registered, one's own password, and a token within one's own rights.
import assert from 'node:assert/strict';
import {accountWord, adminWord, masterWord} from './support.mjs';

/** A clerk adds a product: tried first, then posted; a number that is taken is refused where it is asked for. */
async function product(journey, page) {
  const {language, server, t} = journey;
  const word = (key, slots) => masterWord(language, key, slots);
  await page.getByLabel(t('masters.products'), {exact: true}).check();
  await page.getByRole('button', {name: word('add.product')}).click();
  const dialog = page.getByRole('dialog', {name: word('title.product')});
  const [taken] = (await (await server.as('clerk')).get('/products')).items;
  await dialog.locator('[name=product]').fill(taken.product);
  await dialog.locator('[name=name_ja]').fill('押出形材 見本');
  page.ear.expect(409, /^\/api\/v1\/commands/);
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').getByText('id.duplicate').waitFor();
  await journey.look(page, 'a product that is there');
  await dialog.locator('[name=product]').fill('EX-E2E');
  await dialog.locator('[name=group]').fill('見本');
  await dialog.getByRole('button', {name: word('check')}).click();
  await dialog.getByText(word('no_change')).waitFor();
  await journey.look(page, 'a product as it would be');
  await page.keyboard.press('Control+Enter');
  await page.getByText(word('done', {id: 'EX-E2E'})).waitFor();
  await page.getByRole('row', {name: /EX-E2E/}).getByText('押出形材 見本').waitFor();
}

/** The old password opens nothing any more, the new one does; a token reads and does nothing else. */
async function account(journey, page) {
  const {language, server} = journey;
  const word = (key, slots) => accountWord(language, key, slots);
  const next = 'atarashii kagi 2026';
  const enter = async password => (await fetch(`${server.home}/api/v1/session`, {method: 'POST', headers: {'X-Tenbin': '1', 'Content-Type': 'application/json'}, body: JSON.stringify({login: 'clerk', password})})).status;
  for (const [name, text] of [['old', server.password], ['next', next], ['again', next]]) await page.locator(`[name=${name}]`).fill(text);
  await page.getByRole('button', {name: word('password_change')}).click();
  await page.getByText(word('password_changed')).waitFor();
  assert.deepEqual([await enter(server.password), await enter(next)], [401, 200]);

  await page.getByRole('button', {name: adminWord(language, 'token_new')}).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=name]').fill('秤');
  await dialog.locator('[name=lasts]').selectOption('day');
  await dialog.locator('[name=day]').fill(new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10));
  assert.ok(await dialog.locator('[value=issue]').isDisabled(), 'a clerk issues nothing');
  await journey.look(page, 'a token of one\'s own');
  await dialog.getByRole('button', {name: adminWord(language, 'token_make'), exact: true}).click();
  const secret = await dialog.getByRole('status').locator('code').textContent();
  await page.keyboard.press('Escape');
  const status = async (method, path) => (await fetch(`${server.home}/api/v1${path}`, {method, headers: {Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json'}, ...(method === 'POST' && {body: JSON.stringify({do: 'add_site', site: 'X', name_ja: 'X'})})})).status;
  assert.deepEqual([await status('GET', '/products'), await status('POST', '/commands')], [200, 403]);
}

export async function own(journey) {
  const page = await journey.signIn('clerk', '/masters');
  await product(journey, page);
  await journey.goto(page, '/security');
  await journey.look(page, 'security');
  await account(journey, page);
}
