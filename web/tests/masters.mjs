// マスタ: what is added, tried first and confirmed, and factors behind four eyes; and one's own account.
import assert from 'node:assert/strict';
import {PASSWORD} from '../mock/mill.mjs';
import {settings} from '../mock/offers.mjs';
import {home, open, settled, signIn, violations} from './support.mjs';

export async function masters() {
  settings.self_approval = 'off';
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/masters');
  await page.getByRole('button', {name: '顧客を登録する…'}).press('Enter');
  const dialog = page.getByRole('dialog', {name: '顧客の登録'});
  await dialog.waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  assert.ok(await dialog.getByRole('button', {name: '確認する'}).isDisabled(), 'nothing is filled in');
  await dialog.locator('[name=customer]').fill('C-0999');
  await dialog.locator('[name=name_ja]').fill('見本新規商事');
  await page.keyboard.press('Enter');
  await dialog.getByText('割当可能量と残りは変わりません。').waitFor();
  await dialog.getByRole('cell', {name: '見本新規商事'}).waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', {name: '戻って直す'}).press('Enter');
  await dialog.locator('[name=name_en]').fill('Mihon New');
  await dialog.getByRole('button', {name: '確認する'}).press('Enter');
  await dialog.getByRole('cell', {name: 'Mihon New'}).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('C-0999 を登録しました。').waitFor();
  await page.getByRole('row', {name: /C-0999.*見本新規商事/}).waitFor();

  // A factor: a reason, and another person decides.
  await page.getByLabel('係数', {exact: true}).check();
  await page.getByRole('row', {name: /既定値.*通常.*15\.1/}).waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', {name: '製品を登録する…'}).press('Enter');
  const product = page.getByRole('dialog', {name: '製品の登録'});
  await product.locator('[name=product]').fill('EX-NEW');
  await product.locator('[name=name_ja]').fill('見本形材');
  await product.locator('[name=process_emissions]').fill('すこし');
  await product.locator('[name=reason]').fill('炉の更新');
  await product.getByRole('button', {name: '確認する'}).press('Enter');
  const fault = product.getByRole('link', {name: /「すこし kgCO2e\/kg」を読み取れません/});
  await fault.waitFor();
  assert.match(await page.title(), /^エラー:/);
  assert.deepEqual(await violations(page), []);
  await fault.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'process_emissions', 'the fault leads to its field');
  await product.locator('[name=reason]').fill('');
  await product.locator('[name=process_emissions]').fill('０．９０');
  assert.ok(await product.getByRole('button', {name: '確認する'}).isDisabled(), 'a factor needs a reason');
  await product.locator('[name=reason]').fill('炉の更新');
  await product.getByRole('button', {name: '確認する'}).press('Enter');
  await product.getByRole('button', {name: /確定する/}).waitFor();
  await product.getByText('2人目の承認が要ります').waitFor();
  await page.keyboard.press('Control+Enter');
  await product.getByText('承認を依頼しました').waitFor();
  await product.getByRole('button', {name: '閉じる'}).last().press('Enter');
  assert.equal(await page.getByRole('row', {name: /EX-NEW/}).count(), 0, 'nothing is posted yet');
  assert.deepEqual(said, []);
  await context.close();

  const manager = await open();
  await signIn(manager.page, 'manager', '/approvals');
  await manager.page.getByRole('button', {name: '承認して記帳する'}).first().click();
  await manager.page.getByText('承認し、記帳しました。').waitFor();
  await manager.page.goto(`${home}/masters`);
  await manager.page.getByLabel('係数', {exact: true}).check();
  await manager.page.getByRole('row', {name: /EX-NEW.*0\.90.*clerk.*manager.*炉の更新/}).waitFor();
  await manager.context.close();

  const sales = await open();
  await signIn(sales.page, 'sales', '/masters');
  await sales.page.getByRole('row', {name: /C-0101/}).waitFor();
  assert.equal(await sales.page.getByRole('button', {name: /登録する/}).count(), 0, 'who only sees adds nothing');
  await sales.context.close();
}

export async function account() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/security');
  await page.getByRole('heading', {name: '自分のアカウント'}).waitFor();
  await page.getByRole('row', {name: '役割 入力', exact: true}).waitFor();
  const change = page.getByRole('button', {name: 'パスワードを変える'});
  const next = 'atarashii-kagi-2026';
  await page.locator('[name=old]').fill('chigau-kagi');
  await page.locator('[name=next]').fill(next);
  await page.locator('[name=again]').fill(`${next}x`);
  await page.getByText('2つの新しいパスワードが違います。').waitFor();
  assert.ok(await change.isDisabled());
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.locator('[name=again]').fill(next);
  await change.press('Enter');
  await page.getByText('利用者名またはパスワードが違います').waitFor(); // and one stays signed in
  await page.locator('[name=old]').fill(PASSWORD);
  await change.press('Enter');
  await page.getByText('パスワードを変えました。').waitFor();
  await page.getByRole('button', {name: 'APIトークンを作る…'}).press('Enter');
  const dialog = page.getByRole('dialog', {name: 'プログラム用の鍵(APIトークン)'});
  assert.ok(await dialog.locator('[value=issue]').isDisabled(), 'a token within one\'s own rights');
  await dialog.locator('[name=name]').fill('毎週の取込');
  await dialog.getByRole('button', {name: 'トークンを作る'}).press('Enter');
  await dialog.getByText('一度だけ表示します').waitFor();
  await dialog.getByRole('button', {name: '閉じる'}).press('Enter');
  await page.getByRole('row', {name: /毎週の取込/}).waitFor();
  assert.equal(await page.getByRole('row', {name: /基幹システム連携/}).count(), 0, 'another person\'s token');
  assert.deepEqual(said, []);
  await context.close();

  const customer = await open();
  await signIn(customer.page, 'customer', '/security');
  await customer.page.getByRole('button', {name: 'パスワードを変える'}).waitFor();
  assert.equal(await customer.page.getByRole('button', {name: 'APIトークンを作る…'}).count(), 0);
  await customer.context.close();
}
