// New rows typed into the ledger, with the keys of a spreadsheet.
import assert from 'node:assert/strict';
import {open, signIn, violations} from './support.mjs';

const focused = page => page.evaluate(() => document.activeElement.getAttribute('aria-label'));

export async function entering() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/receipts');
  await page.getByRole('button', {name: '行を入力する'}).press('Enter');
  const cell = (row, column) => page.getByLabel(`${row}行 ${column}`, {exact: true});
  await cell(1, '受入番号').waitFor();
  assert.deepEqual(await violations(page), []);
  // Arrows, Enter, Tab; today; an IME that composes is left alone.
  await cell(1, '受入番号').focus();
  await page.keyboard.type('R-901');
  await cell(1, '受入番号').dispatchEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true});
  assert.equal(await focused(page), '1行 受入番号');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), '2行 受入番号');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), '1行 受入日');
  await page.keyboard.press('Control+;');
  assert.match(await cell(1, '受入日').inputValue(), /^\d{4}-\d\d-\d\d$/);
  // Typing replaces; F2 edits inside; Esc gives back what stood there.
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), '1行 仕入先コード');
  await page.keyboard.type('S-003');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(page), '1行 仕入先コード');
  await page.keyboard.type('X');
  assert.equal(await cell(1, '仕入先コード').inputValue(), 'S-00X3');
  await page.keyboard.press('Escape');
  assert.equal(await cell(1, '仕入先コード').inputValue(), 'S-003');
  // Fill down what is chosen.
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  assert.equal(await cell(3, '仕入先コード').inputValue(), 'S-003');
  // Many cells at once, below their own headings where these come along.
  await cell(2, '受入番号').focus();
  await page.evaluate(() => navigator.clipboard.writeText('質量\t受入番号\r\n25\tR-902\r\n30\tR-903\r\n'));
  await page.keyboard.press('Control+v');
  assert.deepEqual(await Promise.all([cell(2, '受入番号').inputValue(), cell(3, '質量').inputValue()]), ['R-902', '30']);
  const [sent] = await Promise.all([page.waitForRequest(/imports\?/), page.getByRole('button', {name: '確かめる'}).press('Enter')]);
  assert.match(sent.url(), /kind=receipts/);
  await page.getByRole('heading', {name: '記帳すると'}).waitFor();
  assert.ok(await page.getByRole('button', {name: /^確定する/}).isDisabled(), 'a row is still wrong');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(said, []);
  await context.close();
}

/** The arrows go from row to row of a list, F2 puts the row right. */
export async function rowByRow() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/receipts');
  await page.getByRole('region', {name: '受入', exact: true}).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement.dataset.index === '1');
  const number = await page.evaluate(() => document.activeElement.cells[0].textContent);
  await page.keyboard.press('F2');
  await page.getByRole('dialog', {name: `${number} の訂正`}).waitFor();
  assert.deepEqual(said, []);
  await context.close();
}
