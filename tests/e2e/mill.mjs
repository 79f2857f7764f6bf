// The people of the mill who enter, back and verify (design/ux.md 1.1, 1.4, 1.5).
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {EXAMPLES, LATE} from './book.mjs';
import {ledgerWord, saved, settled, tonnes} from './support.mjs';

/** The first start: the link of `tenbin serve`, once. */
export async function setup(journey) {
  const {t, server} = journey;
  const page = await journey.open();
  page.ear.expect(403, /^\/api\/v1\/setup$/);
  await journey.goto(page, server.link);
  assert.equal(await page.locator('[name=token]').inputValue(), server.link.split('#')[1], 'the link carries its code');
  await journey.look(page, 'setup');
  const fill = async token => {
    await page.locator('[name=token]').fill(token);
    await page.locator('[name=name]').fill('見本 太郎');
    await page.locator('[name=login]').fill('taro');
    await page.locator('[name=password]').fill(server.password);
    await page.getByRole('button', {name: t('setup.make')}).click();
  };
  await fill('wrong');
  await page.getByRole('alert').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert');
  assert.ok((await page.title()).startsWith(t('error.title')), await page.title());
  await journey.look(page, 'setup refused');
  await fill(server.link.split('#')[1]);
  await page.locator('header nav').waitFor();
  await page.getByText('272.000').first().waitFor();

  const again = await journey.open();
  const answer = await again.request.post(`${server.home}/api/v1/setup`, {
    headers: {'X-Tenbin': '1'}, data: {token: server.link.split('#')[1], login: 'jiro', name: 'Jiro', password: server.password},
  });
  assert.equal(answer.status(), 409, 'a link is good once');
}

const balanceOf = async (api, period) => (await api.get(`/overview?site=HQ&period=${period}`)).balance.balance_kg;

/** A file, dropped on whatever screen is open. */
async function drop(page, path, name) {
  await page.evaluate(([bytes, file]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], file));
    window.dispatchEvent(new DragEvent('dragover', {dataTransfer: data, bubbles: true, cancelable: true}));
    window.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
  }, [readFileSync(path).toString('base64'), name]);
}

/** A receipt put right where it stands: tried, with a reason, reversed and entered again. */
async function correct(journey, page, receipt) {
  const word = key => ledgerWord(journey.language, key);
  await page.getByRole('row', {name: receipt.receipt}).getByRole('button').press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(journey.language === 'ja' ? '質量' : 'mass', {exact: true}).fill('1500');
  await dialog.getByRole('button', {name: word('check')}).click();
  await dialog.getByRole('heading', {name: word('effect')}).waitFor();
  await dialog.getByLabel(journey.t('do.reason')).fill('計量票 4711');
  await journey.look(page, 'correcting a receipt');
  await dialog.getByRole('button', {name: word('confirm')}).click();
  await dialog.waitFor({state: 'detached'});
  await page.getByRole('row', {name: `${receipt.receipt}#2`}).getByText('1.500', {exact: true}).first().waitFor();
}

/** The weekly import: a good file, the same again, one taken back, one full of faults. */
export async function clerk(journey) {
  const {t, server} = journey;
  const api = await server.as('clerk');
  const page = await journey.signIn('clerk', '/imports');
  await page.locator('#period').selectOption('2027-01-01');
  const before = await balanceOf(api, '2027-01-01');
  const send = async file => {
    await page.locator('input[type=file]').setInputFiles(EXAMPLES + file);
    await page.locator('main ul strong').first().waitFor(); // not the name alone, which the list of imports has too
    await settled(page);
  };
  const counts = () => page.locator('main ul strong').allTextContents();

  await send(LATE[0]);
  assert.deepEqual(await counts(), ['8', '0', '0', '0']);
  await page.getByText(`${tonnes(before)} t`).first().waitFor();
  await journey.look(page, 'import checked');
  await page.getByRole('button', {name: t('import.confirm', {count: 8})}).click();
  await page.getByText(t('import.done')).waitFor();
  await journey.look(page, 'import done');
  const after = await balanceOf(api, '2027-01-01');
  assert.notEqual(after, before, 'renewable metal came in');
  await page.getByLabel(t('meter.name')).getByText(tonnes(after)).first().waitFor();
  await page.getByRole('button', {name: t('import.undo')}).click();
  await page.getByText(t('import.undone')).waitFor();
  assert.equal(await balanceOf(api, '2027-01-01'), before, 'an import taken back leaves nothing behind');

  await page.getByRole('button', {name: t('import.another')}).click();
  await send(LATE[1]);
  await page.getByRole('button', {name: t('import.confirm', {count: 8})}).click();
  await page.getByText(t('import.done')).waitFor();
  await page.getByRole('button', {name: t('import.another')}).click();
  await send(LATE[1]);
  assert.deepEqual(await counts(), ['0', '8', '0', '0'], 'the same again is neither new nor wrong');
  assert.ok(await page.getByRole('button', {name: t('import.confirm', {count: 0})}).isDisabled());

  await journey.goto(page, '/receipts');
  const receipt = (await api.get('/receipts?site=HQ&period=2027-01-01&limit=500')).items[0];
  await page.getByRole('row', {name: receipt.receipt}).getByText(tonnes(receipt.mass_kg), {exact: true}).waitFor();
  await correct(journey, page, receipt);

  await drop(page, `${EXAMPLES}messy/受入_2026年8月(担当メモ).xlsx`, '受入_2026年8月(担当メモ).xlsx');
  await page.waitForURL(/\/imports$/);
  await page.getByRole('heading', {name: /^▲/}).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^▲/, 'the problems take the focus');
  await page.getByRole('row', {name: /S-0l2/}).getByText(/S-012/).first().waitFor();
  await page.getByText('cell.date_unclear').first().waitFor();
  await journey.look(page, 'import with problems');
  const wrong = Number((await counts())[3]);
  await page.locator('[data-cell^="8/"]').press('Enter'); // The code that was surely meant.
  await page.locator('[data-cell^="9/"]:focus').waitFor();
  assert.equal(Number((await counts())[3]), wrong - 1);
  await page.locator('[data-cell^="9/"]').fill('2026-08-05');
  await page.locator('[data-cell^="9/"]').press('Enter');
  await page.locator('[data-cell^="10/"]:focus').waitFor();
  assert.equal(Number((await counts())[3]), wrong - 2);
  await journey.look(page, 'import mended in part');
  const file = await saved(page, () => page.getByRole('button', {name: t('import.errors_file')}).click());
  assert.equal(readFileSync(file.path).subarray(0, 2).toString(), 'PK', 'a workbook');
  const good = (await counts())[0];
  await page.getByRole('button', {name: t('import.confirm_good', {count: good})}).click();
  await page.getByText(t('import.done')).waitFor();
}

/** What is missing, from the papers of the suppliers. */
export async function procurement(journey) {
  const {t, server} = journey;
  const api = await server.as('buyer');
  const page = await journey.signIn('buyer', '/procurement');
  const period = '2026-07-01';
  await page.locator('#period').selectOption(period);
  const overview = await api.get(`/overview?site=HQ&period=${period}`);
  assert.equal(overview.balance.unbacked_kg, '24967.000', 'examples/expected.json');
  const lacking = (await api.get(`/receipts?site=HQ&period=${period}&limit=500`)).items.filter(row => row.class === 'renewable' && !row.supplier_certificate);
  await page.getByRole('heading', {name: t('procurement.missing', {count: lacking.length, mass: tonnes(overview.balance.unbacked_kg)})}).waitFor();
  for (const one of (await api.get('/supplier-certificates')).items) {
    await page.getByRole('row', {name: one.supplier_certificate}).getByText(tonnes(one.left_kg), {exact: true}).first().waitFor();
  }
  await page.getByRole('button', {name: t('backing.open')}).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await journey.look(page, 'backing');
  const papers = dialog.locator('select option:not([value=""])');
  await settled(page);
  if (await papers.count()) {
    await dialog.locator('select').selectOption({index: 1});
    await dialog.getByRole('button', {name: t('backing.do')}).click();
    await dialog.waitFor({state: 'detached'});
    const now = await api.get(`/overview?site=HQ&period=${period}`);
    assert.notEqual(now.balance.unbacked_kg, overview.balance.unbacked_kg, 'one receipt less without its paper');
    await page.getByLabel(t('meter.name')).getByText(tonnes(now.balance.balance_kg)).first().waitFor();
  } else {
    await dialog.getByText(t('backing.none')).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({state: 'detached'});
  }
  assert.equal((await api.send('POST', '/commands', {do: 'release', allocation: 'A', date: '2026-07-01'})).status, 403, 'no allocation is hers to release');
}

/** Everything to read, every figure down to its rows, nothing to change. */
export async function verifier(journey) {
  const {t, server} = journey;
  const api = await server.as('verifier');
  const page = await journey.signIn('verifier', '/balance');
  const sums = (await api.get('/balance?site=HQ')).periods.find(one => one.period === '2026-07-01').accounts[0];
  assert.equal(sums.balance_kg, '22000.000');
  await page.getByRole('row', {name: /HQ\/renewable/}).getByRole('button', {name: '272.000'}).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('heading', {name: t('explain.title')}).waitFor();
  const reasons = await api.get('/explain?figure=entitlement&site=HQ&period=2026-07-01&account=HQ%2Frenewable');
  await drawer.getByText(journey.language === 'ja' ? reasons.formula_ja : reasons.formula_en).waitFor();
  for (const term of reasons.terms) await drawer.getByText(`${tonnes(term.value)} t`).first().waitFor();
  const [source] = reasons.terms[0].rows;
  await drawer.getByText(source.hash.slice(0, 12)).first().waitFor();
  await drawer.getByText(source.name, {exact: true}).first().waitFor();
  await drawer.getByRole('link', {name: source.papers[0].name}).first().waitFor();
  await journey.look(page, 'explanation');
  await drawer.getByRole('link', {name: t('explain.see_rows')}).first().click();
  await drawer.waitFor({state: 'detached'});
  await page.getByRole('row', {name: 'R-1'}).waitFor();
  await journey.goto(page, '/certificates');
  await page.getByRole('link', {name: /^MB-/}).click();
  await page.getByText('250.000').first().waitFor();
  await settled(page);
  for (const deed of ['replace.open', 'revoke.open']) assert.equal(await page.getByRole('button', {name: t(deed)}).count(), 0, deed);
  await journey.goto(page, '/journal');
  await page.getByRole('row', {name: /S-2/}).first().waitFor();
  await journey.goto(page, '/audit');
  await page.getByRole('row', {name: /verifier/}).first().waitFor();
  assert.equal((await api.send('POST', '/certificates/all', {from: '2026-07-01', to: '2026-09-30', date: '2026-11-02'})).status, 403);
}
