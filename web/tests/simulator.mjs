// The worked example by keyboard alone, meeting mode, posting a plan, and a customer who looks on.
import assert from 'node:assert/strict';
import {moveSlider, openMany} from './many.mjs';
import {home, open, settled, signIn, violations} from './support.mjs';

const TOKAI = {label: '東海オート部品株式会社'};
const left = page => page.getByTestId('left').textContent();

async function tabTo(page, name) {
  for (let at = 0; at < 80; ++at) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return ''; // Between the last thing and the first.
      return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
    });
    if (here.includes(name)) return;
  }
  throw new Error(`Tab never came to "${name}"`);
}

export async function keyboard() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.locator('h1', {hasText: '割当シミュレーター'}).waitFor();
  await settled(page);
  assert.equal(await left(page), '272.000');

  await tabTo(page, '全品 50%');
  await page.keyboard.press('Enter');
  assert.equal(await left(page), '▲ −153.000');
  await page.getByText('153.000 t 足りません').first().waitFor();
  await page.getByText('再エネ地金 180.000 t').waitFor();
  assert.ok(await page.getByRole('button', {name: '内容を確認する'}).isDisabled(), 'over the limit nothing can be posted');
  await tabTo(page, '32.0 % に縮める');
  await page.keyboard.press('Enter');
  assert.equal(await left(page), '0.000');
  await page.keyboard.press('Control+z');
  assert.equal(await left(page), '▲ −153.000');

  // The slider and its twin, with the keys of each; Undo is nobody's loss.
  await page.keyboard.press('2');
  assert.equal(await left(page), '272.000');
  await tabTo(page, '割当率 6061-T6 バンパー材');
  await page.keyboard.press('End');
  assert.equal(await left(page), '122.000');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('４２．５％');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.value), '42.5');
  assert.equal(await left(page), '208.250');

  // A 集中: the two car parts, 250 t at 100 %, leave 22 t. In a field a digit is a digit, so out of it first.
  await page.keyboard.press('Tab');
  await page.keyboard.press('3');
  await tabTo(page, 'B 均等');
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, '割り当てる 6061-T6 バンパー材');
  await page.keyboard.press('Space');
  await tabTo(page, '割り当てる 6061-T6 サイドシル');
  await page.keyboard.press('Space');
  assert.equal(await left(page), '22.000');
  assert.deepEqual(said, []);
  await context.close();
}

export async function ime() {
  const {page, context} = await open();
  await signIn(page, 'manager', '/allocate');
  const field = page.getByRole('textbox', {name: /割当率の数値 6061-T6 バンパー材/});
  await field.focus();
  await page.keyboard.press('Control+a');
  const session = await context.newCDPSession(page);
  await session.send('Input.imeSetComposition', {text: '４２．５', selectionStart: 4, selectionEnd: 4});
  const enter = {type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229};
  await session.send('Input.dispatchKeyEvent', enter);
  assert.equal(await field.inputValue(), '４２．５', 'Enter belongs to the IME while it composes');
  assert.equal(await left(page), '272.000');
  await session.send('Input.insertText', {text: '４２．５'});
  await page.keyboard.press('Enter');
  assert.equal(await field.inputValue(), '42.5');
  assert.equal(await left(page), '208.250');

  await field.fill('42.50009');
  await page.keyboard.press('Enter');
  assert.equal(await field.inputValue(), '42.5', 'what is finer than counts is not shown');

  await field.fill('1,5');
  await page.keyboard.press('Tab');
  await page.getByText('「1,5」を数として読めません。1.5 または 1,500 と書いてください。').waitFor();
  assert.equal(await left(page), '208.250', 'what cannot be read changes nothing');

  // The palette, too: Enter confirms the conversion and does not go anywhere.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', {name: '画面・期間を探す'}).waitFor();
  await session.send('Input.imeSetComposition', {text: 'うけいれ', selectionStart: 4, selectionEnd: 4});
  await session.send('Input.dispatchKeyEvent', enter);
  assert.match(page.url(), /\/allocate$/);
  await session.send('Input.insertText', {text: '受入'});
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/receipts$/);
  await context.close();
}

export async function paper() {
  const {page, said, context} = await open();
  await signIn(page, 'sales', '/allocate');
  await page.getByText('割当を入れると、証明書がここに出ます。').waitFor();
  await page.getByRole('button', {name: '全品 30%'}).click();
  await page.getByLabel('宛名').selectOption(TOKAI);
  const picture = page.getByRole('img', {name: '東海オート部品株式会社 宛の割当証明書の見本'});
  await picture.waitFor();
  assert.ok(await picture.evaluate(image => image.decode().then(() => image.naturalWidth > 0)));

  // Over the limit there is no paper, and the next period is one of the ways out; it is not there to be posted yet.
  await page.getByRole('button', {name: '全品 50%'}).click();
  await page.getByText('上限を超えている間は、証明書を作れません。').waitFor();
  assert.equal(await picture.count(), 0);
  await page.getByRole('button', {name: /翌期分を含める\(.*\+90\.000 t\)/}).click();
  assert.equal(await left(page), '▲ −63.000');
  await page.getByText(/翌期分が要る割当の記帳は .* 以降です/).waitFor();
  await page.getByRole('button', {name: '翌期分を外す'}).click();
  assert.equal(await left(page), '▲ −153.000');

  // Plain http in the mill's own network: the page has no clipboard, and copies nevertheless.
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', {value: undefined}));
  await page.getByRole('button', {name: '調達への依頼文をコピー'}).click();
  await page.getByText('✓').first().waitFor();
  await page.getByLabel('案の名前').fill('');
  await page.getByLabel('案の名前').press('Control+v');
  assert.match(await page.getByLabel('案の名前').inputValue(), /153\.000 t/);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(said, []);
  await context.close();
}

export async function meeting() {
  const {page, context} = await open();
  await signIn(page, 'sales', '/allocate');
  const onKey = async key => {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(key);
  };
  const off = page.getByRole('button', {name: /商談モードを終える/});
  const seen = () => page.evaluate(() => document.body.innerText);
  await page.getByLabel('案の名前').fill('北見本電機の残り');
  await onKey('m');
  assert.equal(await off.count(), 0, 'a meeting needs a customer');
  await page.getByLabel('顧客', {exact: true}).selectOption(TOKAI);
  const cap = page.getByRole('textbox', {name: 'ご用意できる量'});
  await cap.fill('300');
  await page.keyboard.press('Enter');
  await page.getByText('残りの範囲で入れてください').waitFor();
  await onKey('m');
  assert.equal(await off.count(), 0, 'what is more than the balance would say the balance');
  await cap.fill('');
  await page.keyboard.press('Enter');
  await onKey('m');
  await off.waitFor();

  const hiddenOnes = ['272.000', '株式会社見本サッシ', '大阪見本商事', '北見本電機', '割当できる量', '承認待ち', '概況'];
  const isMasked = async () => {
    const text = await seen();
    for (const hidden of hiddenOnes) assert.ok(!text.includes(hidden), `a customer sees ${hidden}`);
    return text;
  };
  assert.match(await isMasked(), /ご用意できる量 250\.000 t/);
  await page.getByRole('button', {name: '全品 100%'}).click();
  await page.getByText('この案の量をご用意できます。').waitFor();
  for (const key of ['[', ']', 'g', 'h', 'Control+k', '?']) await onKey(key);
  assert.match(page.url(), /\/allocate$/);
  assert.equal(await page.getByRole('navigation').count(), 0);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await settled(page);
  assert.deepEqual(await violations(page), []);
  await page.goto(`${home}/procurement`); // Loaded again, and somewhere else: still a meeting.
  await page.getByText('商談モードの間は表示しません。').waitFor();
  await isMasked();
  await page.getByRole('link', {name: '商談の画面へ'}).click();
  await page.getByText('ご用意できる量 250.000 t').waitFor();
  await isMasked();

  await onKey('m');
  await page.getByRole('button', {name: '商談を続ける'}).click();
  await isMasked();
  await onKey('m');
  await page.getByRole('dialog').getByRole('button', {name: '商談モードを終える'}).click();
  await page.getByRole('radio', {name: '北見本電機の残り'}).waitFor();
  await context.close();
}

/** The figures of one period are never shown under the name of another. */
export async function places() {
  const {page, context} = await open();
  await signIn(page, 'manager', '/');
  const meter = page.getByRole('region', {name: '割当可能量と残り'});
  await meter.getByText('272.000').first().waitFor();
  let answer;
  const asked = new Promise(resolve => void page.route('**/api/v1/overview?*', route => (resolve(), (answer = () => route.continue()))));
  await page.getByRole('button', {name: '前の期間'}).click();
  await asked;
  assert.ok(!(await page.evaluate(() => document.body.innerText)).includes('272.000'));
  await answer();
  await meter.waitFor();
  await context.close();
}

export async function posting() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/allocate');
  await page.getByLabel('顧客', {exact: true}).selectOption(TOKAI);
  await page.getByRole('button', {name: '全品 100%'}).click();
  assert.equal(await left(page), '22.000');
  await page.getByRole('button', {name: '内容を確認する'}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('22.000 t').waitFor();
  await dialog.getByRole('button', {name: '確定する'}).click();
  await dialog.getByText('2件・250.000 t を割り当てました。').waitFor();
  await settled(page);
  assert.equal(await dialog.getByText('0件').count(), 0, 'what was posted is said, not what is left');
  await dialog.getByRole('button', {name: '閉じる'}).first().click();
  assert.equal(await page.getByLabel('顧客', {exact: true}).inputValue(), '', 'a customer without lines is nobody’s choice');
  await page.getByText('株式会社見本サッシ · ').first().waitFor();
  await page.goto(page.url().replace('/allocate', '/certificates/issue'));
  await page.getByRole('button', {name: '1件を発行する'}).click();
  await page.getByText('発行しました 1件').waitFor();
  await page.getByRole('link', {name: /MB-2026-/}).click();
  await page.getByText('(再生可能エネルギー由来アルミニウム100%相当)').waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

/** The last lines are allocated: the dialog says so until it is closed. */
export async function postingAll() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/allocate');
  await page.getByRole('button', {name: '全品 30%'}).click();
  await page.getByRole('button', {name: '内容を確認する'}).click();
  const dialog = page.getByRole('dialog');
  await page.locator('[role=dialog] button:enabled', {hasText: '確定する'}).waitFor();
  await dialog.dispatchEvent('keydown', {key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true});
  const [sent] = await Promise.all([page.waitForRequest(request => /commands$/.test(request.url())), page.keyboard.press('Control+Enter')]);
  assert.equal(sent.postDataJSON().commands.length, 10);
  await dialog.getByText('10件・255.000 t を割り当てました。').waitFor();
  await settled(page);
  await dialog.getByText('10件・255.000 t を割り当てました。').waitFor();
  await dialog.getByRole('button', {name: '閉じる'}).first().click();
  await page.getByText('この期間に割当できる出荷明細はありません(残り 17.000 t)').waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

/** From what the customers requested and from a CO2 target; the certificate that it would give stands beside. */
export async function asking() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/allocate');
  await page.getByRole('button', {name: '希望どおり'}).click();
  assert.equal(await left(page), '▲ −135.000'); // 150 + 100 + 60 + 27 + 70 of 272
  await page.getByRole('textbox', {name: /減らしたい排出量/}).fill('５００');
  await page.keyboard.press('Enter');
  await page.getByText('90.091 t の割当が要ります(割当 1 t で 5.5 t-CO₂e の差)').waitFor(); // 500 / 5.55, rounded up
  await page.getByRole('textbox', {name: /減らしたい排出量/}).fill('2000');
  await page.keyboard.press('Enter');
  await page.getByText('割当できるのは 272.000 t までです。').waitFor();
  await page.getByRole('textbox', {name: /減らしたい排出量/}).fill('500');
  await page.keyboard.press('Enter');
  await page.getByRole('button', {name: /^10\.\d+ % を入れる$/}).click();
  assert.ok(Number(await left(page)) <= 272 - 90.09);
  await page.getByLabel('顧客', {exact: true}).selectOption({index: 1});
  await page.getByRole('img', {name: /宛の割当証明書の見本/}).waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

/** With 500 lines a slider draws its own row again and no other; how fast that is says slider.mjs. */
export async function manyLines() {
  const {page, said, context} = await open();
  await openMany(page);
  assert.equal(await left(page), '272.000');
  assert.deepEqual((await moveSlider(page, 321, 500_000)).again, [321]);
  assert.equal(await left(page), '271.750');
  assert.deepEqual(said, []);
  await context.close();
}

/** R11: leaving loses nothing, and of two windows the later is told and asked. */
export async function keeping() {
  const first = await open(), second = await open();
  await signIn(first.page, 'sales', '/allocate');
  await first.page.getByText('案はサーバーに自動で保存されます。').waitFor();
  await first.page.getByRole('button', {name: '全品 30%'}).click();
  await first.page.getByText(/^自動保存 /).waitFor();
  await first.page.getByRole('textbox', {name: '単価'}).fill('５５,０００');
  await first.page.keyboard.press('Enter');
  await first.page.getByRole('link', {name: '証明書', exact: true}).click(); // At once: what is left is saved then.
  await first.page.waitForURL(/\/certificates$/);

  await signIn(second.page, 'sales', '/allocate');
  await second.page.getByText(/^前回の案を開きました/).waitFor();
  assert.equal(await left(second.page), '17.000');
  assert.equal(await second.page.getByRole('textbox', {name: '単価'}).inputValue(), '55000');
  await first.page.goBack();
  await first.page.getByText(/^前回の案を開きました/).waitFor();
  await second.page.getByRole('button', {name: 'はじめから作る'}).click();
  assert.equal(await left(second.page), '272.000');
  await second.page.getByText(/^前回の案を開きました/).waitFor({state: 'detached'});
  const put = page => page.waitForResponse(answer => answer.request().method() === 'PUT');
  await put(second.page);

  await Promise.all([put(first.page), first.page.getByRole('button', {name: '均等の上限 32.0%'}).click()]);
  await first.page.getByRole('alert').getByText('この案は別の画面で変わりました。').waitFor();
  assert.deepEqual(await violations(first.page), []);
  await first.page.getByRole('button', {name: 'この画面の案を保存する'}).click();
  await first.page.getByText('この案は別の画面で変わりました。').waitFor({state: 'detached'});
  await Promise.all([put(second.page), second.page.getByRole('button', {name: '全品 100%'}).click()]);
  await second.page.getByRole('button', {name: '別の画面の案を開く'}).click();
  await second.page.getByText(/^前回の案を開きました/).waitFor();
  assert.equal(await left(second.page), '0.000');
  // A customer has plans of their own, which begin with those for all; what no longer fits shows no intensity that it would not have.
  const choose = label => second.page.getByLabel('顧客', {exact: true}).selectOption({label});
  await choose('株式会社見本サッシ');
  await second.page.getByRole('button', {name: '全品 50%'}).click();
  const sash = await left(second.page);
  await choose('すべての顧客');
  assert.equal(await left(second.page), '0.000');
  await choose('株式会社見本サッシ');
  assert.equal(await left(second.page), sash);
  await choose('すべての顧客');
  await second.page.getByRole('button', {name: '全品 50%'}).click();
  await second.page.getByRole('cell', {name: '— ✕ 不足'}).first().waitFor();
  assert.deepEqual(await violations(second.page), []);
  assert.deepEqual([...first.said, ...second.said], []);
  await first.context.close();
  await second.context.close();
}

/** What the value costs, line by line and plan by plan; who only looks on sees masses and no money. */
export async function yen() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/allocate');
  await page.getByRole('button', {name: '全品 30%'}).click();
  const bumper = page.getByRole('row', {name: /6061-T6 バンパー材/});
  assert.deepEqual((await bumper.getByRole('cell').allInnerTexts()).slice(-2), ['2,700,000', '18.00']);
  const plan = page.getByRole('region', {name: '案の比較'}).getByRole('row', {name: /● 案1/});
  assert.deepEqual((await plan.getByRole('cell').allInnerTexts()).slice(-2), ['15,300,000', '18.00']);
  await page.getByLabel('顧客', {exact: true}).selectOption(TOKAI);
  await page.keyboard.press('Escape');
  await page.getByRole('button', {name: /商談モードにする/}).click();
  await page.getByRole('columnheader', {name: '環境価値 円'}).first().waitFor(); // What the customer pays.
  assert.deepEqual(said, []);
  await context.close();

  const looking = await open();
  await signIn(looking.page, 'verifier', '/allocate');
  await looking.page.getByRole('button', {name: '全品 30%'}).click();
  assert.equal(await left(looking.page), '17.000');
  assert.equal(await looking.page.getByText('環境価値 円').count(), 0);
  for (const name of [/商談モードにする/, '内容を確認する', /仮押さえする/]) assert.equal(await looking.page.getByRole('button', {name}).count(), 0);
  assert.deepEqual(looking.said, []);
  await looking.context.close();
}
