// Files in, tables out, and the customer's screen.
import assert from 'node:assert/strict';
import {open, settled, signIn, violations} from './support.mjs';

export async function importing() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/receipts');
  // Dropped on another screen, it goes to the import screen.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['受入番号,受入日\r\nR-1,2026-07-01\r\n'], '受入_2607_3週.csv', {type: 'text/csv'}));
    window.dispatchEvent(new DragEvent('dragover', {dataTransfer: data, bubbles: true, cancelable: true}));
    window.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
  });
  await page.waitForURL(/\/imports$/);
  await page.getByRole('heading', {name: '▲ 問題が1件あります'}).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /問題が1件あります/);
  await page.getByText('「S-012」ではありませんか').waitFor();
  await page.getByRole('button', {name: '正しい行だけ確定する(121行)'}).waitFor();
  await page.getByText('このファイルは取り込み済みです。').waitFor();
  await page.getByRole('row', {name: '31 R2607-031 質量 18520.000 kg 18250.000 kg'}).waitFor();
  // Mended where it stands: what an IME composes is not sent, what is still wrong keeps the focus, Enter alone takes the suggestion.
  const cell = page.getByLabel('17行 仕入先コード');
  assert.equal(await cell.inputValue(), 'S-0l2');
  await cell.fill('S-99');
  await cell.dispatchEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true});
  assert.equal(await page.getByText('ここで直したセル').count(), 0);
  await cell.press('Enter');
  await page.getByRole('heading', {name: 'ここで直したセル 1か所'}).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.value), 'S-99');
  assert.deepEqual(await violations(page), []);
  await cell.press('Enter');
  await page.getByRole('heading', {name: '問題はなくなりました'}).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /問題はなくなりました/);
  await page.getByText('S-0l2 → S-012').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel('変更のある 2行を訂正(赤・黒)として記録する').check();
  await page.getByRole('button', {name: '確定する(124行)'}).click();
  await page.getByText('取り込みました').waitFor();
  // Left and come back: it is undone from the list, those of a closed period not.
  await page.reload();
  const row = page.getByRole('region', {name: 'これまでの取込'}).getByRole('row');
  await row.nth(2).getByText('締め済みの期間').waitFor();
  assert.deepEqual(await violations(page), []);
  await row.nth(1).getByRole('button', {name: /^取り消す/}).press('Enter');
  const dialog = page.getByRole('dialog', {name: 'この取込を取り消す'});
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', {name: '取り消す(121件)'}).press('Enter');
  await dialog.waitFor({state: 'detached'});
  await row.nth(1).getByText('取消済み').waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

/** A table from a spreadsheet's clipboard; what is refused is put right like in a file, here with the button of the suggestion. */
export async function pasting() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/imports');
  await page.getByLabel('Excelの表を貼り付ける').fill('受入番号');
  await page.getByText('表として読めません。').waitFor();
  const rows = Array.from({length: 16}, (_, at) => `R-${at + 1}\t2026-07-21\tS-0l2\t25.000`);
  await page.getByLabel('Excelの表を貼り付ける').fill(['受入番号\t受入日\t仕入先コード\t質量 t', ...rows].join('\r\n'));
  await page.getByRole('button', {name: '貼り付けた表を確かめる(16行)'}).press('Enter');
  const cell = page.getByLabel('17行 仕入先コード');
  await cell.waitFor();
  assert.equal(await cell.inputValue(), 'S-0l2');
  await page.getByRole('button', {name: 'S-012 にする'}).press('Enter');
  await page.getByRole('button', {name: '確定する(122行)'}).waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

/** A row of the ledger, put right where it stands. */
export async function correcting() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/receipts');
  const first = page.locator('tbody tr[data-index]').filter({has: page.getByRole('button', {name: /^訂正…/})}).first();
  const number = await first.locator('td').first().textContent();
  await first.focus();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', {name: `${number} の訂正`});
  await dialog.getByLabel('質量').waitFor();
  assert.ok(await dialog.getByLabel('受入番号').getAttribute('readonly') !== null);
  const check = dialog.getByRole('button', {name: '確かめる'});
  const confirm = dialog.getByRole('button', {name: '訂正を確定する'});
  assert.ok(await check.isDisabled(), 'nothing is changed yet');
  await dialog.getByLabel('質量').fill('24000');
  await check.press('Enter');
  await dialog.getByRole('heading', {name: '訂正すると'}).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.ok(await confirm.isDisabled(), 'a correction says why');
  await dialog.getByLabel('理由').fill('計量票 4711');
  const [sent] = await Promise.all([page.waitForRequest(/confirm$/), confirm.press('Enter')]);
  assert.deepEqual(sent.postDataJSON(), {corrections: true, reason: '計量票 4711'});
  await dialog.waitFor({state: 'detached'});
  await page.locator('#period').selectOption('2026-06-01');
  await settled(page);
  await page.getByRole('button', {name: /^訂正…/}).first().press('Enter');
  await page.getByText('tenbin correct').waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

export async function tables() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/journal');
  assert.ok((await page.locator('tbody tr').count()) < 80, 'only the rows in sight are in the page');
  await page.getByText('500件まで表示').waitFor();
  await page.getByRole('region', {name: '記帳の一覧'}).focus();
  for (let at = 0; at < 6 && !(await page.getByText(/^1,?000件|^1000件|^1500件/).count()); ++at) {
    await page.keyboard.press('End');
    await settled(page);
  }
  await page.getByText(/^1000件|^15\d\d件/).waitFor();
  await page.getByRole('searchbox').fill('P2607-003');
  await page.keyboard.press('Enter');
  await page.getByText('1件', {exact: true}).waitFor();
  await page.getByRole('button', {name: 'Excel用にコピー'}).click();
  await page.getByText('1行をコピーしました').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^番号\t日時\tだれが\t記帳\t内容\r?\n\d+\t.*\t生産\t生産 P2607-003$/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'CSVで保存'}).click()]);
  assert.equal(file.suggestedFilename(), 'journal.csv');
  assert.deepEqual(said, []);
  await context.close();
}

export async function customer() {
  const {page, said, context} = await open();
  await signIn(page, 'customer', '/');
  await page.waitForURL(/\/portal$/);
  await page.getByRole('button', {name: /^文例を使う/}).first().click();
  await page.getByRole('button', {name: 'コピーする'}).click();
  await page.getByText('✓ コピーしました').waitFor();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  assert.match(await copied(), /^再エネ由来アルミ11\.6%相当\(マスバランス方式・証明書MB-2026-\d{6}-\d\)$/);
  await page.getByLabel('使う文').fill('再エネアルミ50%使用');
  await page.getByText('直すところが1か所あります').waitFor();
  assert.equal(await page.locator('mark').textContent(), '50%使用');
  assert.ok(await page.getByRole('button', {name: 'コピーする'}).isDisabled(), 'what says too much is not copied');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', {name: '「50%使用」→「50%相当(マスバランス方式)」にする'}).click();
  await page.getByText('この文は使えます').waitFor();
  await page.getByRole('button', {name: 'コピーする'}).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) === '再エネアルミ50%相当(マスバランス方式)');
  await page.getByLabel('文の言語').selectOption('en');
  await page.getByLabel('長さ').selectOption({label: '3行'});
  assert.match(await page.getByLabel('使う文').inputValue(), /^14\.000 t of renewable-energy-smelted aluminium is allocated/);
  await page.goto(page.url().replace('/portal', '/receipts'));
  await page.getByRole('heading', {name: '画面が見つかりません'}).waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

export async function refused() {
  const {page, context} = await open();
  await page.goto((await import('./support.mjs')).home);
  await page.locator('[name=login]').fill('manager');
  await page.locator('[name=password]').fill('wrong');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await alert.getByText('利用者名またはパスワードが違います').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert');
  assert.match(await page.title(), /^エラー:/);
  await page.getByRole('button', {name: 'English'}).click();
  await page.getByRole('button', {name: 'Sign in', exact: true}).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await context.close();
}
