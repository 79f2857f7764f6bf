// 利用者: roles, who may come in, a new password, the tokens of programs and the webhooks to them.
import assert from 'node:assert/strict';
import {PASSWORD} from '../mock/mill.mjs';
import {home, open, settled, signIn, violations} from './support.mjs';

const REFUSED = '利用者名またはパスワードが違います';

async function opened(page, login) {
  await page.getByRole('button', {name: `変更… ${login}`, exact: true}).press('Enter');
  const dialog = page.getByRole('dialog', {name: `${login} の変更`});
  await dialog.waitFor();
  return dialog;
}

async function saved(page, dialog, login) {
  await dialog.getByRole('button', {name: '変更を保存する'}).press('Enter');
  await page.getByText(`${login} を変更しました。`).waitFor();
}

/** What a window that signs in with `password` comes to. */
async function entering(login, password) {
  const {page, context} = await open();
  await page.goto(home);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.keyboard.press('Enter');
  const inside = page.locator('header nav'), refused = page.getByText(REFUSED);
  await inside.or(refused).first().waitFor();
  const places = await inside.count() ? await inside.textContent() : REFUSED;
  await context.close();
  return places;
}

export async function people() {
  const {page, said, context} = await open();
  await signIn(page, 'admin', '/people');

  // Roles: several add up, a customer is nothing else and is named.
  assert.doesNotMatch(await entering('buyer', PASSWORD), /出荷/);
  let dialog = await opened(page, 'buyer');
  await dialog.locator('[value=sales]').press('Space');
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await saved(page, dialog, 'buyer');
  await page.getByRole('row', {name: /buyer.*営業 調達/}).waitFor();
  assert.match(await entering('buyer', PASSWORD), /出荷/);
  await page.getByRole('button', {name: '変更… sales', exact: true}).focus();
  await page.keyboard.press('e');
  dialog = page.getByRole('dialog', {name: 'sales の変更'});
  await dialog.locator('[value=customer]').check();
  assert.equal(await dialog.locator('[value=sales]').isChecked(), false);
  await dialog.getByLabel('顧客コード').fill('C-0102');
  await saved(page, dialog, 'sales');
  await page.getByRole('row', {name: /sales.*顧客 C-0102/}).waitFor();

  // A new password, said once; the old one opens nothing any more.
  dialog = await opened(page, 'buyer');
  await dialog.getByRole('button', {name: '新しいパスワードを作る'}).press('Enter');
  const password = await dialog.getByRole('status').locator('code').textContent();
  assert.match(password, /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  await dialog.getByRole('button', {name: 'コピー', exact: true}).press('Enter');
  await dialog.getByText('コピーしました').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), password);
  assert.deepEqual(await violations(page), []);
  assert.match(await entering('buyer', PASSWORD), new RegExp(REFUSED));
  assert.doesNotMatch(await entering('buyer', password), new RegExp(REFUSED));

  // Stopped, with a mark and a word.
  await dialog.getByLabel('ログインできる').press('Space');
  await saved(page, dialog, 'buyer');
  await page.getByRole('row', {name: /buyer.*停止中/}).waitFor();
  assert.match(await entering('buyer', password), new RegExp(REFUSED));
  assert.deepEqual(await violations(page), []);

  // The last administrator stays one; no password of one's own is made here.
  dialog = await opened(page, 'admin');
  assert.equal(await dialog.getByRole('button', {name: '新しいパスワードを作る'}).count(), 0);
  await dialog.getByLabel('ログインできる').press('Space');
  await dialog.getByRole('button', {name: '変更を保存する'}).press('Enter');
  await dialog.getByRole('alert').getByText('管理者がいなくなるため変更できません').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(said, []);
  await context.close();
}

export async function tokens() {
  const {page, said, context} = await open();
  await signIn(page, 'admin', '/people');
  await page.getByRole('row', {name: /基幹システム連携 manager 読み取り.*期限切れ/}).waitFor();

  // What one's own roles do not allow is not offered to a token either.
  await page.getByRole('button', {name: 'APIトークンを作る…'}).press('Enter');
  let dialog = page.getByRole('dialog');
  assert.deepEqual(await dialog.locator('fieldset input').evaluateAll(all => all.map(one => one.disabled)), [false, true, true, true, true]);
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  dialog = await opened(page, 'admin');
  await dialog.locator('[value=manager]').press('Space');
  await dialog.getByRole('button', {name: '変更を保存する'}).press('Enter');
  await page.getByRole('row', {name: /admin.*責任者 管理/}).waitFor(); // The screen begins anew with what a manager sees.
  await context.clearCookies();
  await signIn(page, 'admin', '/people');

  await page.getByRole('button', {name: 'APIトークンを作る…'}).press('Enter');
  dialog = page.getByRole('dialog');
  await dialog.getByLabel('名前').fill('秤');
  assert.equal(await dialog.getByLabel('期限').inputValue(), '90');
  await dialog.locator('[value=import]').press('Space');
  await dialog.getByLabel('期限').selectOption('day');
  // A day as people write it; what may mean two is refused, and none is sent.
  const day = dialog.getByLabel('使える最後の日');
  const make = dialog.getByRole('button', {name: 'トークンを作る', exact: true});
  await day.fill('8/12/31');
  await page.keyboard.press('Tab');
  await dialog.getByText('「8/12/31」は 令和8年12月31日 か 2008年12月31日 か分かりません。').waitFor();
  assert.ok(await make.isDisabled());
  assert.deepEqual(await violations(page), []);
  await day.fill('Ｒ８．１２．３１');
  await page.keyboard.press('Tab');
  assert.equal(await day.inputValue(), '2026年12月31日');
  await dialog.getByText('令和8年', {exact: true}).waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  const [asked] = await Promise.all([page.waitForRequest(request => /tokens$/.test(request.url()) && request.method() === 'POST'), make.press('Enter')]);
  assert.equal(asked.postDataJSON().expires_at, '2026-12-31T14:59:59.000Z');
  await dialog.getByText('一度だけ表示します。').waitFor();
  await dialog.getByRole('button', {name: 'コピー', exact: true}).press('Enter');
  await dialog.getByText('コピーしました').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'tenbin_mock_secret');
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  const row = page.getByRole('row', {name: /秤 admin 読み取り, 取込と入力 .*2026年12月31日/});
  await row.getByRole('button', {name: '無効にする 秤'}).press('Enter');
  await row.waitFor({state: 'detached'});
  assert.deepEqual(said, []);
  await context.close();
}

export async function webhooks() {
  const {page, said, context} = await open();
  await signIn(page, 'admin', '/people');
  const hooks = page.getByRole('region', {name: 'ほかのシステムへの通知(Webhook)'});
  await hooks.getByRole('row', {name: /hooks\.mihon\.example.*証明書を発行した \/ 期間を締めた.*送信中/}).waitFor();

  // What was given up is found and sent once more.
  const sent = page.getByRole('region', {name: '送信の記録'});
  await sent.getByRole('row', {name: /期間を締めた.*届いた.*204/}).waitFor();
  await page.getByLabel('表示').selectOption('dead');
  await sent.getByRole('row', {name: /期間を締めた/}).waitFor({state: 'detached'});
  await page.getByLabel('表示').selectOption('');
  await sent.getByRole('row', {name: /証明書を発行した.*断念 6 時間切れ/}).getByRole('button').press('Enter');
  await sent.getByRole('row', {name: /証明書を発行した.*待ち 0/}).waitFor();

  // A machine of one's own network takes a permission; the secret is said once.
  await page.getByRole('button', {name: 'Webhookを登録する…'}).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('送り先のアドレス').fill('http://10.0.0.7/in');
  await dialog.locator('[value="import.failed"]').press('Space');
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', {name: '登録する'}).press('Enter');
  await dialog.getByRole('alert').getByText('「http://10.0.0.7/in」には送れません').waitFor();
  await dialog.locator('[name=private]').press('Space');
  await dialog.getByRole('button', {name: '登録する'}).press('Enter');
  await dialog.getByRole('status').getByText('whsec_').waitFor();
  await page.keyboard.press('Escape');

  const row = hooks.getByRole('row', {name: /10\.0\.0\.7/});
  await row.getByText('社内も可').waitFor();
  await row.getByRole('button', {name: /止める/}).press('Enter');
  await row.getByText('停止中').waitFor();
  await row.getByRole('button', {name: /削除/}).press('Enter');
  await page.getByRole('dialog').getByRole('button', {name: '削除する'}).press('Enter');
  await row.waitFor({state: 'detached'});
  await settled(page);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(said, []);
  await context.close();
}
