// The ways in, the first day, what comes later, and the outlook of procurement.
import assert from 'node:assert/strict';
import {PASSWORD} from '../mock/mill.mjs';
import {home, open, settled, signIn, violations} from './support.mjs';

async function leave(page) {
  await page.getByRole('button', {name: /調達 三郎/}).click();
  await page.getByRole('menuitem', {name: 'ログアウトする'}).click();
  await page.getByRole('heading', {name: 'ログイン', exact: true}).waitFor();
}

export async function totp() {
  const {page, said, context} = await open();
  await signIn(page, 'buyer', '/security');
  await page.getByRole('button', {name: '設定を始める'}).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('img', {name: '認証アプリ用のQRコード'}).waitFor();
  await page.getByText('JBSW Y3DP EHPK 3PXP').waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.getByLabel(/6桁の確認コード/).fill('１２３ ４５６');
  await page.keyboard.press('Enter');
  await page.getByText('二段階認証を有効にしました').waitFor();
  await page.getByText('設定済み').waitFor();
  await leave(page);
  await page.locator('[name=login]').fill('buyer');
  await page.locator('[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('確認コードを入れてください').waitFor();
  await page.locator('[name=totp]').fill('１２３４５６');
  await page.keyboard.press('Enter');
  await page.locator('header nav').waitFor();
  await page.goto(`${home}/security`);
  await page.getByRole('button', {name: '二段階認証をやめる…'}).click();
  const removal = page.locator('form').filter({has: page.getByRole('button', {name: '二段階認証をやめる…'})}); // Passkeys ask for the same proof.
  await removal.getByLabel('いまのパスワード').fill(PASSWORD);
  assert.ok(await page.getByRole('button', {name: '二段階認証をやめる…'}).isDisabled(), 'a password alone is no proof');
  await removal.getByLabel('いまの確認コード').fill('１２３４５６');
  await page.keyboard.press('Enter');
  await page.getByText('二段階認証をやめました').waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

/** A passkey belongs to a name, not to an address, so this one comes by localhost; the key is Chromium's virtual one. */
export async function passkeys() {
  const {page, context} = await open();
  const named = home.replace('127.0.0.1', 'localhost');
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {options: {protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true}});
  await page.goto(`${named}/security`);
  await page.locator('[name=login]').fill('buyer');
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.getByText('パスキーはまだありません。').waitFor();
  await page.getByLabel('パスキーの名前').fill('会社のノート');
  await page.getByRole('button', {name: 'パスキーを登録する'}).click();
  await page.getByText('登録しました。').waitFor();
  await page.getByText('会社のノート').first().waitFor();
  await leave(page);
  await page.getByRole('button', {name: 'パスキーでログインする'}).click();
  await page.locator('header nav').waitFor();
  await page.goto(`${named}/security`);
  await page.getByText(/最後の使用/).waitFor();
  await page.getByRole('button', {name: /^削除する/}).click();
  await page.getByText('パスキーはまだありません。').waitFor();
  await context.close();
}

export async function links() {
  const {page, said, context} = await open();
  await page.goto(home);
  assert.equal(await page.getByRole('link', {name: '会社のアカウントでログインする'}).getAttribute('href'), '/oidc/begin');
  await page.getByText('メールでリンクを受け取る(お客様)').click();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.getByLabel('メールアドレス').fill('hanako@example.jp');
  await page.keyboard.press('Enter');
  await page.getByText('登録のあるアドレスなら、リンクを送りました').waitFor();
  await signIn(page, 'manager', '/masters');
  await page.getByLabel('顧客', {exact: true}).last().selectOption({label: '株式会社見本サッシ'});
  await page.getByLabel('メールアドレス').fill('hanako@example.jp');
  await page.getByRole('button', {name: 'リンクを送る'}).click();
  await page.getByText('送信箱のファイルに書きました: mill.tenbin.outbox/').waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

export async function firstDay() {
  const {page, said, context} = await open({width: 390, height: 844});
  await signIn(page, 'manager', '/start');
  const card = page.locator('section', {has: page.getByRole('heading', {level: 2})});
  await page.getByLabel('法人番号(13桁)').fill('７７００１１０００５９０１');
  await page.getByText('検査数字が合いません').waitFor();
  await page.getByLabel('法人番号(13桁)').fill('8700110005901');
  await page.getByText('検査数字は合っています').waitFor();
  await page.getByRole('button', {name: '次へ'}).press('Enter');
  await card.getByRole('heading', {name: /事業所/}).waitFor();
  await page.getByLabel('事業所コード').fill('W2');
  await page.getByLabel('名称', {exact: true}).fill('第二工場');
  await page.getByRole('button', {name: '事業所を登録する'}).press('Enter');
  await page.getByText('事業所 W2 を登録しました。').waitFor();
  for (const name of ['期間', '計算方式', '係数', '署名鍵']) {
    await page.getByRole('button', {name: '飛ばす(既定のまま)'}).press('Enter');
    await card.getByRole('heading', {name: new RegExp(name)}).waitFor();
    await settled(page);
    assert.deepEqual(await violations(page), []);
  }
  await page.reload();
  await page.getByRole('button', {name: '次へ'}).press('Enter');
  await page.getByRole('heading', {name: '見本データで試す'}).waitFor();
  await page.getByText('tenbin demo', {exact: true}).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(said, []);
  await context.close();
}

export async function later() {
  const {page, context} = await open();
  await signIn(page, 'manager', '/');
  await page.getByRole('link', {name: '検証', exact: true}).click();
  await page.getByText('準備中').first().waitFor();
  await page.getByRole('button', {name: /その他/}).click();
  await page.getByRole('menuitem', {name: '期間の締め'}).click();
  await page.waitForURL(/\/closing$/);
  await page.getByText('close_period').waitFor();
  await context.close();
}

export async function outlook() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/procurement');
  await page.getByText(/最初に足りなくなるのは 2026年7月/).waitFor();
  await page.getByRole('button', {name: '日本語の依頼文をコピー'}).first().click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /御中[\s\S]*R2607-\d+[\s\S]*合計 \d+\.\d{3} t/);
  await page.getByRole('button', {name: 'シミュレーターで見る 2026年7月'}).click();
  await page.waitForURL(/\/allocate$/);

  await page.route('**/api/v1/receipts?*', route => route.fulfill({status: 409, contentType: 'application/problem+json', body: '{"code":"x","detail":"いまは読めません"}'}));
  await page.goto(`${home}/procurement`);
  await page.getByText('いまは読めません').waitFor();
  assert.equal(await page.getByText('すべて裏付けがあります').count(), 0, 'what is not known is not well');
  assert.deepEqual(said, []);
  await context.close();
}

/** The upload link of a supplier, and what came by one: by keyboard, until both papers are decided. */
export async function papers() {
  const {page, said, context} = await open();
  await signIn(page, 'buyer', '/procurement');
  await page.getByRole('heading', {name: '届いた書類(2件が確認待ち)'}).waitFor();
  await page.getByRole('button', {name: /アップロード用リンクを作る/}).first().press('Enter');
  await page.getByLabel('仕入先への一言(任意)').fill('お願いします');
  await page.getByRole('button', {name: 'リンクを作る', exact: true}).press('Enter');
  await page.getByText('アドレスはいまだけ表示します。').waitFor();
  await page.getByRole('button', {name: '英語のメール文をコピー'}).press('Enter');
  await page.getByText('コピー', {exact: false}).first().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Dear [\s\S]*until \d{4}-\d\d-\d\d[\s\S]*\/u\/mihon1$/);
  await page.getByRole('button', {name: '取り消す 1'}).press('Enter');
  await page.getByText('取消し').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', {name: '受理する SC-2607-A'}).press('Enter');
  const accept = page.getByRole('button', {name: '受理する', exact: true});
  assert.equal(await accept.isDisabled(), true);
  await page.getByLabel('製錬所').fill('見本製錬所');
  await page.getByLabel('国', {exact: true}).fill('NO');
  await page.getByLabel(/排出係数/).fill('4.0');
  await accept.press('Enter');
  await page.getByText('供給元証明書を登録しました。').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', {name: '差し戻す SC-2607-B'}).press('Enter');
  await page.getByLabel('理由').fill('期間が違います');
  await page.getByRole('button', {name: '差し戻す', exact: true}).press('Enter');
  await page.getByRole('heading', {name: '届いた書類(0件が確認待ち)'}).waitFor();
  assert.deepEqual(said, []);
  await context.close();
}
