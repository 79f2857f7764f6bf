// Files in, tables out, and the customer's screen.
import assert from 'node:assert/strict';
import {approvals as waiting} from '../mock/offers.mjs';
import {home, open, settled, signIn, violations} from './support.mjs';

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
  const change = page.getByRole('row', {name: '31 R2607-031 質量 18520.000 kg 18250.000 kg'});
  assert.equal(await change.count(), 0, 'what was refused is shown first');
  await page.getByLabel('すべて').check();
  await change.waitFor();
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
  await page.getByRole('button', {name: '確定する(124行)'}).waitFor();
  // Ctrl+Enter is 確定 here, but not for an IME, nor behind a dialog.
  await page.locator('body').dispatchEvent('keydown', {key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true});
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('確定する(確認の画面だけ)').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({state: 'detached'});
  await settled(page);
  assert.equal(await page.getByText('取り込みました').count(), 0);
  await page.keyboard.press('Control+Enter');
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

/** Several refused cells: filled down, pasted as a block, and a code that is really new registered in its form. */
export async function mending() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/imports');
  await page.getByLabel(/ファイルを選ぶ/).setInputFiles({name: '直し.csv', mimeType: 'text/csv', buffer: Buffer.from('x,y\r\n1,2\r\n')});
  const mass = row => page.getByLabel(`${row}行 質量`);
  const texts = () => Promise.all([9, 17, 20].map(row => mass(row).inputValue()));
  await mass(9).fill('1.5');
  await page.keyboard.press('ArrowDown'); // The cells of a column are below each other, whatever else is refused between them.
  await page.keyboard.press('Control+d');
  assert.deepEqual(await texts(), ['1.5', '1.5', '']);
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await page.locator('td[data-chosen]').count(), 2);
  await page.keyboard.press('Control+d');
  assert.deepEqual(await texts(), ['1.5', '1.5', '1.5']);
  await mass(9).focus();
  await page.evaluate(() => navigator.clipboard.writeText('1.500\tS-001\r\n2.500\tS-0l3\r\n3.5\r\n4\r\n'));
  await page.keyboard.press('Control+v');
  assert.deepEqual(await texts(), ['1.500', '2.500', '3.5']);
  await page.getByRole('button', {name: '「S-0l3」を新規登録…'}).press('Enter');
  const dialog = page.getByRole('dialog', {name: '仕入先の登録'});
  assert.equal(await dialog.locator('[name=supplier]').inputValue(), 'S-0l3');
  assert.deepEqual(await violations(page), []);
  await dialog.locator('[name=name_ja]').fill('見本新規軽金属');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', {name: /確定する/}).waitFor();
  await page.keyboard.press('Control+Enter'); // Of the dialog, not of the import behind it.
  await page.getByRole('heading', {name: '問題はなくなりました'}).waitFor();
  await page.getByText('S-0l2 → S-0l3').waitFor();
  assert.deepEqual(await violations(page), []);
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

const hand = (page, name) => page.getByLabel(/ファイルを選ぶ/).setInputFiles({name, mimeType: 'text/csv', buffer: Buffer.from('x,y\r\n1,2\r\n')});

/** A file whose text, headings or kind somebody has to say. */
export async function reading() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/imports');
  await hand(page, '文字化け.csv');
  await page.getByText('見本の文字が正しく読める方を選んでください。').waitFor();
  assert.equal(await page.locator('[aria-current="step"]').textContent(), '● 列の対応');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', {name: 'EUC-JP で読み直す'}).press('Enter');
  await page.getByText('文字コード EUC-JP(自動)').waitFor();
  // Also where it was read: the samples are a button away.
  await page.getByRole('button', {name: '文字化け・列の対応を直す'}).press('Enter');
  await page.getByRole('button', {name: 'EUC-JP で読み直す'}).waitFor();
  await page.getByRole('button', {name: '直したファイルを選び直す'}).press('Enter');
  // Headings of its own: what is suggested is chosen, what must be there is asked for, and the name keeps it.
  await hand(page, '見出し.csv');
  await page.getByRole('heading', {name: '列の対応'}).waitFor();
  const check = page.getByRole('button', {name: 'この対応で確かめる'});
  assert.equal(await page.getByLabel('「受入日付」の列').inputValue(), 'received_on');
  await page.getByText(/^▲ 必須の列がまだ対応していません: .*質量/).waitFor();
  assert.ok(await check.isDisabled());
  await page.getByLabel('「計量値」の列').selectOption('supplier_code');
  await page.getByText('2つの見出しに同じ列が選ばれています: 仕入先コード').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel('「計量値」の列').selectOption('mass');
  await page.getByLabel('「再エネか」の列').selectOption('attribute_class');
  assert.equal(await page.getByLabel('型の名前').inputValue(), '定例 受入');
  const [sent] = await Promise.all([page.waitForRequest(/reading$/), check.press('Enter')]);
  assert.deepEqual(sent.postDataJSON().columns.at(-1), {heading: '計量者', key: null});
  await page.getByText('型: 「定例 受入」(自動で選択)').waitFor();
  await context.close();
  assert.deepEqual(said.filter(one => !/422/.test(one)), []);
}

/** Dropped on the receipts, but a table of shipments. */
export async function wrongKind() {
  const {page, context} = await open();
  await signIn(page, 'clerk', '/receipts');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], '出荷_2607.csv', {type: 'text/csv'}));
    window.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
  });
  await page.getByText('これは出荷の表のようです(列: 出荷日, 顧客コード)。出荷として取り込みますか。').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', {name: '出荷として取り込む'}).press('Enter');
  await page.getByText(/ · 出荷 · /).waitFor();
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
  const [sent, book] = await Promise.all([page.waitForRequest(/workbook$/), page.waitForEvent('download'), page.getByRole('button', {name: 'Excelで保存'}).click()]);
  assert.equal(book.suggestedFilename(), '記帳の一覧.xlsx');
  assert.deepEqual(sent.postDataJSON().columns.map(one => one.heading), ['番号', '日時', 'だれが', '記帳', '内容']);
  // 収支 and フロー are plain tables: their cells are read as they stand, the unit goes to the heading.
  await page.goto(`${home}/balance`);
  const [sheet] = await Promise.all([page.waitForRequest(/workbook$/), page.getByRole('button', {name: 'Excelで保存'}).first().click()]);
  const {columns, rows} = sheet.postDataJSON();
  assert.deepEqual([columns[0], columns[3]], [{heading: 'プール', numeric: false}, {heading: '割当可能量 t', numeric: true}]);
  assert.match(rows[0][3], /^[\d,]+\.\d{3}$/);
  await page.goto(`${home}/flow`);
  await page.getByRole('button', {name: '表で見る'}).click();
  await page.getByRole('button', {name: 'Excel用にコピー'}).first().click();
  await page.getByText(/行をコピーしました/).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /質量 t\r?\n/);
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
  await page.goto(home);
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

/** An address may name the period, such as that of the rows behind a figure: it is followed once, and then the bar above speaks. */
export async function addresses() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/');
  const period = page.locator('#period');
  assert.equal(await period.inputValue(), '2026-07-01');
  const asked = [];
  page.on('request', request => /receipts\?/.test(request.url()) && asked.push(new URL(request.url()).searchParams.get('period')));
  await page.getByRole('button', {name: '表で見る'}).click();
  await page.getByRole('row', {name: /^2026年6月1日/}).getByRole('button').first().click();
  await page.getByRole('row', {name: /再エネ投入/}).getByRole('link', {name: '行を見る'}).click();
  await page.waitForURL(`${home}/receipts`);
  await page.getByText('R2606-', {exact: false}).first().waitFor();
  assert.equal(await period.inputValue(), '2026-06-01');
  assert.equal(await page.getByText('R2607-', {exact: false}).count(), 0);
  assert.deepEqual([...new Set(asked)], ['2026-06-01'], 'no rows of another period were asked for');
  await page.getByRole('button', {name: '次の期間'}).click();
  await page.getByText('R2607-', {exact: false}).first().waitFor();
  await page.goto(`${home}/receipts?site=HQ&period=2026-06-01`);
  await page.waitForURL(`${home}/receipts`);
  assert.equal(await period.inputValue(), '2026-06-01');
  await page.goto(`${home}/receipts?site=XX&period=1999-01-01`); // What there is not changes nothing.
  await page.waitForURL(`${home}/receipts`);
  assert.equal(await period.inputValue(), '2026-06-01');
  assert.deepEqual(said, []);
  await context.close();
}

/** Who may not open a place finds no way there that ends before a closed door. */
export async function doors() {
  const as = async (login, path, look) => {
    const {page, said, context} = await open();
    await signIn(page, login, path);
    await look(page);
    assert.deepEqual(said, []);
    await context.close();
  };
  await as('sales', '/', async page => {
    await page.getByRole('heading', {name: /やること/}).waitFor();
    assert.equal(await page.getByText(/裏付けのない再エネ受入/).count(), 0, 'what sales cannot do is no to-do of theirs');
    await page.locator('main').getByRole('button', {name: /根拠を見る/}).first().click(); // the input
    await page.getByRole('dialog').getByRole('row').nth(1).waitFor();
    assert.equal(await page.getByRole('link', {name: '行を見る'}).count(), 0, 'receipts are not for sales');
  });
  await as('clerk', '/shipments', async page => {
    await page.locator('#period').selectOption('2026-06-01');
    const number = page.getByText(/^MB-2026-/).first();
    await number.waitFor();
    assert.equal(await page.getByRole('link', {name: /^MB-2026-/}).count(), 0);
  });
  await as('buyer', '/procurement', async page => {
    await page.getByRole('rowheader', {name: '2026年7月'}).waitFor();
    assert.equal(await page.getByRole('button', {name: /シミュレーターで見る/}).count(), 0);
  });
  // What was asked for may be seen by the buyer who asked, and by the verifier, who decides nothing and tries nothing.
  waiting.push({
    approval: '9', kind: 'factors', summary_ja: '供給元証明書 SC-9 を登録', summary_en: 'Register SC-9', requested_by: 'buyer', requested_at: '2026-08-01T00:00:00Z', state: 'open', decided_by: null, decided_at: null,
    comment: null, self_approved: false, effects: {commands: [{do: 'register_supplier_certificate', supplier_certificate: 'SC-9'}]},
  });
  const acts = {buyer: ['残りへの影響を見る', '取り下げる'], verifier: []};
  for (const [login, may] of Object.entries(acts)) {
    await as(login, '/approvals', async page => {
      await page.getByText('供給元証明書 SC-9 を登録').waitFor();
      assert.deepEqual(await page.locator('main').getByRole('button').allTextContents(), may);
      assert.deepEqual(await violations(page), []);
    });
  }
}

/** Down from a figure to records, documents and hashes, on to another figure and back; and what each figure of the first screen opens. */
export async function reasons() {
  const {page, said, context} = await open();
  await signIn(page, 'manager', '/');
  const drawer = page.getByRole('dialog', {name: 'この数字の根拠'});
  const meter = page.getByRole('region', {name: '割当可能量と残り'});
  await meter.getByRole('button', {name: /^投入比率/}).press('Enter');
  await drawer.getByText('投入比率 ·', {exact: false}).waitFor();
  await drawer.getByRole('heading', {name: '裏付けのある再エネ投入のもとになった記録'}).waitFor();
  await drawer.getByText(/2026年7月21日 10:20 に clerk が記帳/).first().waitFor();
  await drawer.getByText('9f86d081884c…').first().waitFor();
  assert.equal(await drawer.getByRole('link', {name: '証明書.pdf を保存'}).first().getAttribute('href'), '/api/v1/uploads/1/file');
  await drawer.getByRole('link', {name: /^供給元証明書 SC-/}).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawer.getByRole('button', {name: /のハッシュ全体をコピー/}).first().press('Enter');
  await drawer.getByText('✓ コピーしました').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^[0-9a-f]{64}$/);
  await drawer.getByRole('row', {name: /^総投入/}).getByRole('button').press('Enter');
  await drawer.getByText('総投入 ·', {exact: false}).waitFor();
  await drawer.getByRole('button', {name: '前の数字に戻る'}).press('Enter');
  await drawer.getByText('投入比率 ·', {exact: false}).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({state: 'detached'});
  const figures = page.locator('main').getByRole('button', {name: /根拠を見る/});
  for (let at = 0; at < await figures.count(); ++at) {
    await figures.nth(at).press('Enter');
    await drawer.getByRole('heading', {name: '式'}).waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({state: 'detached'});
  }
  await page.goto(`${home}/flow`);
  await page.getByRole('button', {name: '表で見る'}).press('Enter');
  await page.getByRole('row', {name: /残り/}).getByRole('button').press('Enter');
  await drawer.getByText('残り ·', {exact: false}).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({state: 'detached'});
  // A part opens the figure that it belongs to; in the picture under the pointer.
  await page.getByRole('row', {name: /通常地金/}).getByRole('button').press('Enter');
  await drawer.getByText('総投入 ·', {exact: false}).waitFor();
  await drawer.getByText('うち通常地金: 680.000 t').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', {name: '図で見る'}).press('Enter');
  await page.locator('path[class*=opens]').first().dispatchEvent('click');
  await drawer.getByText(/^うち/).waitFor();
  await page.keyboard.press('Escape');
  // Both intensities of a line of the simulator.
  await page.goto(`${home}/allocate`);
  const intensities = page.getByRole('region', {name: '割当できる出荷明細'}).getByRole('row').nth(1).getByRole('button', {name: /根拠を見る/});
  await intensities.first().press('Enter');
  await drawer.getByText(/^割り当てた0\.0 %はこの値/).waitFor();
  await page.keyboard.press('Escape');
  await intensities.last().press('Enter');
  await drawer.getByText('割当しない場合の排出原単位(残余値) ·', {exact: false}).waitFor();
  assert.deepEqual(said, []);
  await context.close();
}

/** A to-do ends where it is done, in the period that it is about: here the file with a wrong row that somebody left. */
export async function todos() {
  const {page, said, context} = await open();
  await signIn(page, 'clerk', '/imports');
  await page.locator('input[type=file]').setInputFiles({name: '受入_2607_3週.csv', mimeType: 'text/csv', buffer: Buffer.from('受入番号\r\nR-1\r\n')});
  await page.getByRole('heading', {name: '▲ 問題が1件あります'}).waitFor();
  await page.goto(`${home}/?site=HQ&period=2026-06-01`);
  const todo = page.getByRole('listitem').filter({hasText: '取込エラー 1行 → 直す'});
  await todo.getByText('急ぎ').waitFor();
  assert.deepEqual(await violations(page), []);
  await todo.getByRole('link').press('Enter');
  await page.getByRole('heading', {name: '▲ 問題が1件あります'}).waitFor();
  assert.equal(await page.locator('#period').inputValue(), '2026-07-01', 'the period of the to-do');
  await page.getByLabel('17行 仕入先コード').fill('S-012');
  await page.getByLabel('17行 仕入先コード').press('Enter');
  await page.getByRole('heading', {name: '問題はなくなりました'}).waitFor();
  assert.deepEqual(said, []);
  await context.close();
}
