// Certificates: looked at before they are issued, only the chosen ones issued, replaced; the customer's list, its filter and badges.
import assert from 'node:assert/strict';
import {home, open, signIn, violations} from './support.mjs';

/** A tenth of every open line of July. */
const allocated = page => page.evaluate(async () => {
  const headers = {'X-Tenbin': '1', 'Content-Type': 'application/json', 'Idempotency-Key': 'allocated'};
  const {items} = await (await fetch('/api/v1/shipments?period=2026-07-01&open=true&limit=500')).json();
  const commands = items.map((line, at) => ({do: 'allocate', allocation: `A-T-${at}`, date: '2026-07-31', shipment: line.shipment, line: line.line, share: '10 %'}));
  const answer = await fetch('/api/v1/commands', {method: 'POST', headers, body: JSON.stringify({commands})});
  if (!answer.ok) throw new Error(await answer.text());
});

export async function issuing() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/');
  await allocated(page);
  await page.goto(`${home}/certificates/issue`);
  const drawn = [];
  page.on('request', request => /draft\/page$/.test(request.url()) && drawn.push(request.postDataJSON()));
  const waiting = page.getByRole('list', {name: '発行を待つ証明書'});
  await waiting.getByRole('listitem').first().waitFor();
  const rows = await waiting.getByRole('listitem').count();
  await page.getByRole('img', {name: /の1ページ目の見本$/}).waitFor();
  await page.getByRole('button', {name: '2ページ'}).click();
  await page.getByRole('img', {name: /の2ページ目の見本$/}).waitFor();
  await page.getByRole('button', {name: '1ページ', exact: true}).click();
  await page.getByText('この期間は「未検証」と印字します。').waitFor();
  await page.getByText('▲ 残余値').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', {name: 'English', exact: true}).last().click();
  await page.getByText('(equivalent to 50.0 %)').waitFor();
  assert.equal(drawn.at(-1).language, 'en');
  await page.locator('summary', {hasText: '文例 C1(標準)'}).click();
  await page.getByText('文例 C2(100 %): 製品の全量に割り当てたとき').waitFor();
  assert.deepEqual(await violations(page), []);
  // 声明を待つ: those of a period that nobody verified are not chosen, until somebody says otherwise.
  await page.getByLabel('声明を待つ(選択から外す)').check();
  await page.getByText('0件を選んでいます').waitFor();
  await waiting.getByRole('checkbox').first().check();
  await page.getByText('1件を選んでいます').waitFor();
  await page.getByLabel('このまま').check();
  // What is taken out is not issued; nothing chosen, nothing to press.
  await page.getByText(`${rows}件を選んでいます`).waitFor();
  await page.getByRole('button', {name: '選択を外す'}).click();
  assert.ok(await page.getByRole('button', {name: '0件を発行する'}).isDisabled());
  await waiting.getByRole('checkbox').last().check();
  if (rows > 1) {
    await waiting.getByRole('button', {name: /のプレビュー$/}).last().click();
    await page.waitForFunction(() => document.querySelector('[aria-current="true"][aria-label$="のプレビュー"]'));
  }
  const [sent] = await Promise.all([page.waitForRequest(request => /certificates\/all$/.test(request.url())), page.getByRole('button', {name: '1件を発行する'}).click()]);
  assert.equal(sent.postDataJSON().customers.length, 1);
  await page.getByText('発行しました 1件').waitFor();
  // Replaced: the certificate's own page says what changed and what to state anew.
  await page.getByRole('link', {name: /MB-2026-/}).click();
  await page.getByRole('button', {name: /^16\.00/}).waitFor();
  await page.getByRole('button', {name: '差し替える…'}).click();
  await page.getByText('「訂正のお知らせ」で伝わります').waitFor();
  await page.getByLabel('理由').fill('数量の誤り');
  await page.getByRole('button', {name: '第2版を発行する'}).click();
  await page.getByRole('heading', {name: /第1版から第2版に差し替えられました/}).waitFor();
  await page.getByText('訂正の理由: 数量の誤り').waitFor();
  await page.getByText('訂正後の値に改めてください').waitFor();
  const [letter] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: /^訂正のお知らせを保存/}).click()]);
  assert.match(letter.suggestedFilename(), /^MB-.*\.ja\.md$/);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(said, []);
  await context.close();
}

export async function badges() {
  const {page, said, context} = await open();
  await signIn(page, 'customer', '/portal');
  await page.getByRole('heading', {name: /^2026年6月: 1通・割当 \d+\.\d{3} t$/}).waitFor();
  await page.getByLabel('証明書番号で絞り込む').fill('MB-2025');
  await page.getByText('条件に合う証明書はありません。').waitFor();
  await page.getByText('有効な証明書 0通・割当 合計 0.000 t').waitFor();
  await page.getByLabel('証明書番号で絞り込む').fill('mb-2026');
  await page.getByLabel('年', {exact: true}).first().selectOption('2026');
  await page.getByRole('button', {name: /^バッジをつくる/}).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('img', {name: /相当\(マスバランス方式/}).waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', {name: 'HTMLをコピー'}).click();
  await dialog.getByText('✓ コピーしました').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^<a href="https:.*マスバランス方式/);
  await dialog.getByLabel('バッジの言語').selectOption('en');
  for (const [button, ending] of [['画像(SVG)を保存', '.en.svg'], ['HTMLを保存', '.en.html']]) {
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', {name: button}).click()]);
    assert.ok(file.suggestedFilename().endsWith(ending), file.suggestedFilename());
  }
  assert.deepEqual(said, []);
  await context.close();
}
