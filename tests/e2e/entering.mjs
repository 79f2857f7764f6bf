// The clerk without a template: rows typed into the ledger, and a file whose encoding and headings somebody has to say.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {importWord, ledgerWord, saved, settled} from './support.mjs';

// 伝票,搬入日,取引先コード,種別,再エネか,計量値,単位 and one row, in EUC-JP.
const ODD = Buffer.from('xcHJvCzIwsb+xvwsvOiw+sDopbOhvKXJLLzvyswsusalqKXNpKsst9fOzMPNLMOxsMwNCk0tOTAxLDIwMjYtMDctMjEsUy0wMDMsw8+24izEzL7vLDE1MDAsa2cNCg==', 'base64');
const MEANT = {伝票: 'receipt_no', 搬入日: 'received_on', 取引先コード: 'supplier_code', 種別: 'material_type', 再エネか: 'attribute_class', 計量値: 'mass', 単位: 'unit'};

async function typed(journey, page, api) {
  const {t, language} = journey;
  const word = (key, slots) => ledgerWord(language, key, slots);
  await page.getByRole('button', {name: word('type_rows')}).click();
  const cell = (row, ja, en) => page.getByLabel(word('cell', {row, column: language === 'ja' ? ja : en}), {exact: true});
  await cell(1, '受入番号', 'receipt no').focus();
  for (const text of ['R-901', '2026-07-20', 'S-003', '地金', '通常', '1,5', 'kg']) {
    await page.keyboard.type(text);
    await page.keyboard.press('ArrowRight');
  }
  await page.getByRole('button', {name: word('check')}).click();
  await page.getByText('cell.number_unclear').waitFor();
  const mass = cell(1, '質量', 'mass');
  assert.equal(await mass.getAttribute('aria-invalid'), 'true', 'the cell itself is marked');
  await journey.look(page, 'typed rows with a fault');
  await mass.fill('１，５００');
  await page.getByRole('button', {name: word('check')}).click();
  await page.getByRole('heading', {name: word('effect_new')}).waitFor();
  await page.getByRole('button', {name: t('import.confirm', {count: 1})}).click();
  await page.getByRole('row', {name: /R-901/}).getByText('1.500', {exact: true}).waitFor();
  assert.equal((await api.get('/receipts?q=r-901')).items[0].mass_kg, '1500.000');
  const book = await saved(page, () => page.getByRole('button', {name: t('list.xlsx')}).click());
  assert.equal(readFileSync(book.path).subarray(0, 2).toString(), 'PK', 'a workbook');
}

export async function entering(journey) {
  const {t, language, server} = journey;
  const word = (key, slots) => importWord(language, key, slots);
  const api = await server.as('clerk');
  const page = await journey.signIn('clerk', '/receipts');
  page.ear.expect(422, /^\/api\/v1\/imports/); // What cannot be read before it is said how.
  await typed(journey, page, api);

  const hand = async name => {
    await journey.goto(page, '/imports');
    await page.locator('input[type=file]').setInputFiles({name, mimeType: 'text/csv', buffer: ODD});
    await page.getByText(word('encoding_unclear')).waitFor();
    await journey.look(page, 'import unclear');
    await page.getByRole('button', {name: word('encoding_do', {name: 'EUC-JP'})}).click();
  };
  await hand('odd.csv');
  await page.getByRole('heading', {name: word('columns')}).waitFor();
  await page.getByLabel(t('import.kind')).selectOption('receipts');
  for (const [heading, key] of Object.entries(MEANT)) await page.getByLabel(word('column_of', {heading}), {exact: true}).selectOption(key);
  await journey.look(page, 'import columns');
  await page.getByRole('button', {name: word('columns_do')}).click();
  await page.getByRole('button', {name: t('import.confirm', {count: 1})}).click();
  await page.getByText(t('import.done')).waitFor();
  await hand('again.csv'); // Its headings are known now.
  await page.getByText(word('form_line', {name: word('form_of', {kind: t('import.kind.receipts')})})).waitFor();
  await settled(page);
  assert.equal((await api.get('/receipts?q=m-901')).items.length, 1);
}
