// A supplier with an upload link and no account, and procurement, who accepts what came by it (design/ux.md 1.4).
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {inPeriod, pathOf, PERIOD, PHONE} from './links.mjs';
import {approvalWord, publicWord, saved, uploadWord} from './support.mjs';

/** One page of A4 with a line of text, its table of places right. */
function smallPdf(text) {
  const drawn = `BT /F 12 Tf 72 770 Td (${text}) Tj ET`;
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
    `<</Length ${drawn.length}>>\nstream\n${drawn}\nendstream`];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  return Buffer.from(`${file}xref\n0 5\n0000000000 65535 f \n${places.join('')}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`);
}

const PAPER = smallPdf('Supplier certificate SC-2026-0777, 7.000 t');

/** The supplier's side: a file that is none, then the paper with its figures. */
async function handIn(journey, path) {
  const word = key => publicWord(journey.language, `public.upload.${key}`);
  const page = await journey.open(PHONE);
  page.ear.expect(400, /^\/u\//);
  await journey.goto(page, path);
  await page.getByRole('row', {name: /R-3/}).getByText('7.000 t').waitFor();
  await journey.look(page, 'upload');
  const send = async (name, buffer) => {
    await page.getByLabel(word('file')).setInputFiles({name, mimeType: 'application/pdf', buffer});
    for (const [field, value] of [['number', 'SC-2026-0777'], ['from', '2026-07-01'], ['to', '2026-09-30'], ['mass_t', '7.000']]) await page.locator(`[name=${field}]`).fill(value);
    await page.getByRole('button', {name: word('send'), exact: true}).click();
  };
  await send('paper.pdf', Buffer.from('no paper'));
  await page.getByRole('alert').filter({hasText: word('wrong.file')}).waitFor();
  await journey.look(page, 'no such file');
  await send('SC-2026-0777.pdf', PAPER);
  await page.getByRole('status').filter({hasText: word('thanks')}).waitFor();
  await journey.look(page, 'handed in');
  return {page, state: name => page.getByRole('row', {name: /SC-2026-0777/}).getByText(word(`state.${name}`)).waitFor()};
}

/** アップロード用リンク: made, used, the paper accepted by two people; the receipt is backed. */
export async function upload(journey) {
  const {server, language} = journey;
  const word = (key, slots) => uploadWord(language, key, slots);
  const received = await (await server.as('clerk')).send('POST', '/commands', {do: 'receive', receipt: 'R-3', date: '2026-07-25', site: 'HQ', supplier: 'S-012', material: 'ingot', class: 'renewable', mass: '7 t'}, {'Idempotency-Key': 'R-3'});
  assert.equal(received.status, 200, await received.text());
  const page = await inPeriod(journey, 'buyer', '/procurement');
  await page.getByRole('button', {name: word('make_link')}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', {name: word('make')}).click();
  await dialog.getByText(word('once')).waitFor();
  await journey.look(page, 'upload link');
  const supplier = await handIn(journey, pathOf(await dialog.locator('code').textContent()));
  await supplier.state('received');

  await page.reload();
  const file = await saved(page, () => page.getByRole('button', {name: `${word('save')} SC-2026-0777.pdf`}).click());
  assert.ok(readFileSync(file.path).equals(PAPER), 'the file as it was handed in');
  await page.getByRole('button', {name: `${word('accept')} SC-2026-0777`}).click();
  for (const [field, value] of [['smelter', '見本製錬所'], ['country', 'NO'], ['factor', '4.0']]) await dialog.getByLabel(word(`field.${field}`)).fill(value);
  await dialog.getByRole('checkbox', {name: /^R-3 /}).check();
  await journey.look(page, 'accepting a paper');
  await dialog.getByRole('button', {name: word('accept'), exact: true}).click();
  await dialog.getByText(approvalWord(language, 'asked')).waitFor();

  const manager = await journey.signIn('manager', '/approvals'); // A factor comes with it: two people.
  await manager.getByRole('button', {name: approvalWord(language, 'approve')}).click();
  await manager.getByText(approvalWord(language, 'done_approved')).waitFor();
  await page.reload();
  await page.getByRole('row', {name: /SC-2026-0777\.pdf/}).getByText(word('state.accepted')).waitFor();
  await journey.look(page, 'paper accepted');
  const api = await server.as('buyer');
  const receipt = (await api.get(`/receipts?site=HQ&period=${PERIOD}`)).items.find(one => one.receipt === 'R-3');
  assert.equal(receipt.supplier_certificate, 'SC-2026-0777');
  assert.equal((await api.get('/supplier-certificates')).items.find(one => one.supplier_certificate === 'SC-2026-0777').left_kg, '0.000');
  await supplier.page.reload();
  await supplier.state('accepted');
}
