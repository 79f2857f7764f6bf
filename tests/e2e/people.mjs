// Who looks after the people of the mill, their tokens and the machine (design/ux.md 1.6, section 10).
import assert from 'node:assert/strict';
import {adminWord} from './support.mjs';

async function addPerson(journey, page, login, role, more = () => {}) {
  const {t, server} = journey;
  const word = key => adminWord(journey.language, key);
  await page.getByRole('button', {name: word('add')}).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=name]').fill('新人 一郎');
  await dialog.locator('[name=login]').fill(login);
  await dialog.locator(`[value=${role}]`).check();
  await more(dialog);
  await dialog.locator('[name=language]').selectOption(journey.language);
  await dialog.locator('[name=password]').fill(server.password);
  await journey.look(page, `adding a ${role}`);
  await dialog.getByRole('button', {name: word('add')}).click();
  await dialog.waitFor({state: 'detached'});
  await page.getByRole('row', {name: login}).getByText(t(`role.${role}`)).waitFor();
}

/** What is changed about a person, from 変更… until it is saved. */
async function changePerson(journey, page, login, change) {
  const word = key => adminWord(journey.language, key);
  await page.getByRole('button', {name: `${word('change')} ${login}`, exact: true}).click();
  const dialog = page.getByRole('dialog');
  await change(dialog);
  await journey.look(page, `changing ${login}`);
  await dialog.getByRole('button', {name: word('save')}).click();
  return dialog;
}

/** Other roles are other places; a new password is the only one; who is stopped does not come in; the last administrator stays. */
async function changing(journey, page) {
  const {t, server, language} = journey;
  const word = key => adminWord(language, key);
  const theirs = await journey.signIn('ichiro');
  await theirs.getByText('272.000').first().waitFor();
  const certificates = theirs.locator('header nav').getByRole('link', {name: t('place.certificates'), exact: true});
  assert.equal(await certificates.count(), 0, 'a clerk sees no certificates');
  await (await changePerson(journey, page, 'ichiro', dialog => dialog.locator('[value=sales]').check())).waitFor({state: 'detached'});
  await theirs.reload();
  await certificates.waitFor();

  let password;
  const stopped = await changePerson(journey, page, 'ichiro', async dialog => {
    await dialog.getByRole('button', {name: word('password_make')}).click();
    password = await dialog.getByRole('status').locator('code').textContent();
    const enter = given => fetch(`${server.home}/api/v1/session`, {method: 'POST', headers: {'X-Tenbin': '1', 'Content-Type': 'application/json'}, body: JSON.stringify({login: 'ichiro', password: given})});
    assert.deepEqual([(await enter(server.password)).status, (await enter(password)).status], [401, 200], 'the new password alone opens');
    await dialog.locator('[name=active]').uncheck();
  });
  await stopped.waitFor({state: 'detached'});
  await page.getByRole('row', {name: 'ichiro'}).getByText(word('stopped')).waitFor();
  theirs.ear.expect(401, /^\/api\/v1\//);
  await theirs.goto(server.home);
  await theirs.locator('[name=login]').fill('ichiro');
  await theirs.locator('[name=password]').fill(password);
  await theirs.getByRole('button', {name: t('login.enter')}).click();
  await theirs.getByRole('alert').waitFor();
  assert.equal(await theirs.locator('header nav').count(), 0, 'who is stopped does not come in');

  await (await changePerson(journey, page, 'owner', dialog => dialog.locator('[value=admin]').uncheck())).waitFor({state: 'detached'});
  page.ear.expect(409, /^\/api\/v1\/people\/admin$/);
  const last = await changePerson(journey, page, 'admin', dialog => dialog.locator('[name=active]').uncheck());
  await last.getByRole('alert').getByText('person.last_admin').waitFor();
  await page.keyboard.press('Escape');
}

/** A token with its scope and its end works until it is ended. */
async function token(journey, page) {
  const {server, language} = journey;
  const word = key => adminWord(language, key);
  await page.getByRole('button', {name: word('token_new')}).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=name]').fill('基幹システム');
  await dialog.locator('[name=lasts]').selectOption('30');
  await journey.look(page, 'making a token');
  await dialog.getByRole('button', {name: word('token_make'), exact: true}).click();
  const secret = await dialog.getByRole('status').locator('code').textContent();
  await journey.look(page, 'token made');
  await page.keyboard.press('Escape');
  const [made] = (await (await server.as('admin')).get('/tokens')).items;
  assert.deepEqual([made.owner, made.scopes, Math.round((Date.parse(made.expires_at) - Date.parse(made.created_at)) / 86_400_000)], ['admin', ['read'], 30]);
  const withToken = () => fetch(`${server.home}/api/v1/book`, {headers: {Authorization: `Bearer ${secret}`}});
  assert.equal((await withToken()).status, 200);
  await page.getByRole('button', {name: `${word('end')} 基幹システム`}).click();
  await page.getByRole('row', {name: '基幹システム'}).waitFor({state: 'detached'});
  assert.equal((await withToken()).status, 401, 'a token that is ended opens nothing');
}

/** People, who change and are stopped; a token; the state of the machine. */
export async function admin(journey) {
  const {server} = journey;
  const api = await server.as('admin');
  const page = await journey.signIn('admin', '/people');
  await addPerson(journey, page, 'ichiro', 'clerk');
  await addPerson(journey, page, 'kyaku', 'customer', dialog => dialog.locator('[name=customer]').fill('C-0101'));
  assert.equal((await api.get('/people')).items.find(one => one.login === 'kyaku').customer, 'C-0101');
  await changing(journey, page);
  await token(journey, page);

  await journey.goto(page, '/system');
  const system = await api.get('/system');
  for (const text of [system.version, system.key.id]) await page.getByText(text, {exact: true}).waitFor();
  await journey.goto(page, '/audit');
  await page.getByRole('row', {name: /ichiro/}).first().waitFor();
  assert.equal((await api.send('POST', '/commands', {do: 'add_site', site: 'X', name_ja: 'X', name_en: 'X'})).status, 403, 'who keeps people posts nothing');
}
