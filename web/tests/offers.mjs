// Four eyes, reservations, proposals and shared certificates, each from the asking to the end; axe looks at what opens.
import assert from 'node:assert/strict';
import {home, open, settled, signIn, violations} from './support.mjs';

async function selfApproval(on) {
  const {page, context} = await open();
  await signIn(page, 'admin', '/system');
  await page.getByLabel('自己承認を許す(ひとりの会社)').setChecked(on);
  await page.getByRole('button', {name: '設定を保存する'}).click();
  await page.getByText('✓ 保存しました').waitFor();
  await context.close();
}

async function askForRevision(page) {
  await page.goto(`${home}/certificates/MB-2026-000123-8`);
  await page.getByRole('button', {name: '差し替える…'}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('宛名の誤り');
  await dialog.getByRole('checkbox', {name: /^A-06-1 /, checked: true}).waitFor();
  assert.equal(await dialog.getByRole('checkbox').count(), 2, 'nothing of another certificate');
  await dialog.getByRole('button', {name: /版を発行する/}).click();
  await dialog.getByText('承認を依頼しました').waitFor();
  await dialog.getByRole('link', {name: '承認待ちを見る'}).click();
  await page.waitForURL(/\/approvals\?approval=/);
  await page.getByRole('heading', {name: '承認待ち', level: 1}).waitFor();
}

export async function approvals() {
  await selfApproval(false);
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/');
  await askForRevision(page);
  await page.getByText('ご自分の依頼です').waitFor();
  assert.equal(await page.getByRole('button', {name: '承認して記帳する'}).count(), 0, 'nobody approves their own');
  await page.getByRole('button', {name: '取り下げる'}).click();
  await page.getByText('取り下げました。').waitFor();
  await askForRevision(page);

  const {page: other, said: otherSaid, context: second} = await open({width: 390, height: 844});
  await signIn(other, 'manager2', '/');
  await other.getByRole('link', {name: '承認待ち 1件'}).focus();
  await other.keyboard.press('Enter');
  await other.getByText('証明書の差替え').first().waitFor();
  await other.getByText('宛名の誤り').waitFor();
  await other.getByRole('button', {name: '残りへの影響を見る'}).click();
  await other.getByText('どのプールの残りも変わりません').waitFor();
  await settled(other);
  assert.deepEqual(await violations(other), []);
  assert.ok(await other.getByRole('button', {name: '差し戻す'}).isDisabled(), 'sending back needs a reason');
  await other.getByLabel('コメント').fill('理由を詳しく');
  await other.getByRole('button', {name: '差し戻す'}).click();
  await other.getByText('差し戻しました。').waitFor();
  await other.getByText('承認を待つ依頼はありません。').waitFor();

  await askForRevision(page);
  await other.reload();
  await other.getByRole('button', {name: '承認して記帳する'}).click();
  await other.getByText('承認し、記帳しました。').waitFor();
  await page.goto(`${home}/certificates/MB-2026-000123-8`);
  await page.getByText('第2版').first().waitFor();
  assert.deepEqual([...said, ...otherSaid], []);
  await context.close();
  await second.close();
  await selfApproval(true);
}

const TOKAI = {label: '東海オート部品株式会社'};
const left = page => page.getByTestId('left').textContent();

export async function holding() {
  const {page, said, context} = await open();
  await signIn(page, 'sales', '/allocate');
  await page.getByText('仮押さえと提案は、顧客を一つ選ぶとできます。').waitFor();
  await page.getByLabel('顧客', {exact: true}).selectOption(TOKAI);
  await page.getByLabel('案の名前').fill('本命');
  await page.getByRole('radio', {name: '本命'}).waitFor();
  await page.getByRole('button', {name: '全品 100%'}).click();
  assert.equal(await left(page), '22.000');

  // Another sales person was faster: the plan is fitted to what is left.
  const {page: rival, context: second} = await open();
  await signIn(rival, 'manager2', '/allocate');
  await rival.getByLabel('顧客', {exact: true}).selectOption({label: '株式会社見本サッシ'});
  await rival.getByRole('button', {name: '全品 30%'}).click();
  await rival.getByRole('button', {name: '仮押さえする…'}).click();
  await rival.getByRole('dialog').getByRole('button', {name: '60.000 t を仮押さえする'}).click();
  await rival.getByText('仮押さえしました。').waitFor();

  await page.getByRole('button', {name: '仮押さえする…'}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('日数').fill('７');
  await dialog.getByRole('button', {name: '250.000 t を仮押さえする'}).click();
  await dialog.getByText('残り 212.000 t になりました。').waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', {name: '残り 212.000 t に合わせ直す'}).click();
  await page.getByText('仮押さえ 60.000 t を除いた量で計算しています。').waitFor();
  assert.equal(await left(page), '0.000');
  await page.getByRole('button', {name: '仮押さえする…'}).click();
  await dialog.getByRole('button', {name: '212.000 t を仮押さえする'}).click();
  await dialog.getByText('仮押さえしました。').waitFor();
  await dialog.getByRole('link', {name: '仮押さえの一覧'}).click();
  await page.waitForURL(/\/reservations$/);
  await page.getByText(/あと1?\d日/).first().waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', {name: /^7日のばす 2/}).click();
  await page.getByText('期限をのばしました。').waitFor();

  // The manager turns the first one into an allocation's plan, and releases both.
  await rival.goto(`${home}/reservations`);
  await rival.getByRole('button', {name: /^割当にする 1/}).click();
  await rival.waitForURL(/\/allocate\?reservation=1$/);
  await rival.getByText('仮押さえ 1(株式会社見本サッシ・60.000 t)を割当にしています').waitFor();
  await rival.getByLabel('顧客', {exact: true}).selectOption(TOKAI);
  await rival.getByText('仮押さえ 1(60.000 t)は 株式会社見本サッシ のものです').waitFor();
  await rival.getByText('仮押さえ 272.000 t を除いた量で計算しています。').waitFor();
  await rival.getByLabel('顧客', {exact: true}).selectOption({label: '株式会社見本サッシ'});
  await rival.getByRole('button', {name: '内容を確認する'}).click();
  await rival.getByRole('dialog').getByText('60.000 t').first().waitFor();
  await rival.keyboard.press('Escape');
  for (const number of ['2', '1']) {
    await rival.goto(`${home}/reservations`);
    await rival.getByRole('button', {name: new RegExp(`^解放する… ${number}`)}).click();
    await rival.getByRole('dialog').getByRole('button', {name: '解放する', exact: true}).click();
    await rival.getByText('解放しました。').waitFor();
  }
  await rival.getByText('仮押さえはありません。').waitFor();

  // One that has expired: the to-do leads to it, it can become an allocation, and is released.
  await rival.evaluate(() => fetch('/api/v1/reservations', {
    method: 'POST', headers: {'X-Tenbin': '1', 'Content-Type': 'application/json', 'Idempotency-Key': 'late'},
    body: JSON.stringify({site: 'HQ', period: '2026-07-01', customer: 'C-0101', mass_kg: '60000.000', rows: [], days: -1}),
  }));
  await rival.goto(home);
  await rival.getByRole('link', {name: '期限の切れた仮押さえ 1件'}).click();
  await rival.waitForURL(/\/reservations\?state=expired$/);
  await rival.getByRole('cell', {name: '期限切れ'}).waitFor();
  assert.equal(await rival.getByRole('button', {name: /^7日のばす/}).count(), 0);
  assert.deepEqual(await violations(rival), []);
  await rival.getByRole('button', {name: /^割当にする 3/}).click();
  await rival.getByText('仮押さえ 3(株式会社見本サッシ・60.000 t)を割当にしています').waitFor();
  await rival.getByText('272.000 t').first().waitFor();
  await rival.goBack();
  await rival.getByRole('button', {name: /^解放する… 3/}).click();
  await rival.getByRole('dialog').getByRole('button', {name: '解放する', exact: true}).click();
  await rival.getByText('期限の切れた仮押さえはありません。').waitFor();
  assert.deepEqual(said, []);
  await context.close();
  await second.close();
}

/** Somebody was faster while the customer looks on: it is not enough, and that is all. */
export async function lateInMeeting() {
  const {page, context} = await open();
  await signIn(page, 'sales', '/allocate');
  await page.getByLabel('顧客', {exact: true}).selectOption(TOKAI);
  await page.getByRole('button', {name: '商談モードにする'}).click();
  await page.getByRole('button', {name: '全品 100%'}).click();
  await page.evaluate(() => fetch('/api/v1/reservations', {
    method: 'POST', headers: {'X-Tenbin': '1', 'Content-Type': 'application/json', 'Idempotency-Key': 'rival'},
    body: JSON.stringify({site: 'HQ', period: '2026-07-01', customer: 'C-0101', mass_kg: '60000.000', rows: []}),
  }));
  await page.getByRole('button', {name: '仮押さえする…'}).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByLabel('メモ(社内用)').count(), 0);
  await dialog.getByRole('button', {name: '250.000 t を仮押さえする'}).click();
  await dialog.getByText('この案の量は、いまはご用意できません。').waitFor();
  assert.ok(!(await page.evaluate(() => document.body.innerText)).includes('212'), 'what the mill has is not said');
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByText('この案の量は、いまはご用意できません。').waitFor();
  assert.ok(await page.getByRole('button', {name: '仮押さえする…'}).isDisabled());
  await context.close();
}

export async function proposing() {
  const {page, said, context} = await open();
  await signIn(page, 'sales', '/allocate');
  await page.getByLabel('顧客', {exact: true}).selectOption(TOKAI);
  await page.getByRole('button', {name: '全品 30%'}).click();
  await page.getByRole('button', {name: 'この案を送る…'}).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByLabel('件名').inputValue(), '2026年7月のご提案');
  await dialog.getByLabel('お客様への文').fill('ご検討ください。');
  await dialog.getByRole('button', {name: 'リンクをつくる'}).click();
  await dialog.getByText('いま一度だけ表示します').waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', {name: 'リンクをコピー'}).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^http:\/\/127\.0\.0\.1:\d+\/p\/mihon1$/);
  // Plain http: no clipboard for the page, and the dialog holds the focus.
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true}));
  await dialog.getByRole('button', {name: 'PINをコピー'}).click();
  await dialog.getByText('コピーしました').nth(1).waitFor();
  await page.evaluate(() => delete navigator.clipboard);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '4821');
  await dialog.getByRole('link', {name: '提案の一覧'}).click();
  await page.getByText('返事待ち').waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  assert.ok(!(await page.evaluate(() => document.body.innerText)).includes('4821'), 'the PIN is said once');
  await page.getByRole('button', {name: /^取り下げる/}).click();
  await page.getByText('取り下げました。').waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

export async function sharing() {
  const {page, said, context} = await open({width: 390, height: 844});
  await signIn(page, 'customer', '/');
  await page.getByRole('button', {name: /^証明を共有/}).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('宛名').check();
  await dialog.getByLabel('期限').selectOption({label: '30日'});
  await dialog.getByRole('button', {name: 'リンクをつくる'}).click();
  await dialog.getByRole('img', {name: 'このリンクのQRコード'}).waitFor();
  await dialog.getByText('宛名・明細・排出量(CFP)').waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', {name: /^公開をやめる/}).click();
  await dialog.getByText('停止済み').waitFor();
  await page.keyboard.press('Escape');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: '2026年のパックを保存'}).click()]);
  assert.equal(file.suggestedFilename(), 'tenbin-2026.zip');
  assert.deepEqual(said, []);
  await context.close();
}
