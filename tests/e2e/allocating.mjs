// Those who allocate and promise (design/ux.md 1.1, 1.2), over the worked example: 272.000 t for 250 t and 600 t.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {certificateWord, meetingWord, saved, settled, tonnes} from './support.mjs';

const left = page => page.getByTestId('left').textContent();
const PERIOD = '2026-07-01';
const balance = async server => (await (await server.as('manager')).get(`/overview?site=HQ&period=${PERIOD}`)).balance;

/** Choose the worked example's quarter, then the simulator. */
export async function atSimulator(journey, login, options) {
  const page = await journey.signIn(login, '/', options);
  await page.locator('#period').selectOption(PERIOD);
  await settled(page);
  await page.locator('h1').first().focus().catch(() => {});
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL(/\/allocate$/);
  await page.getByTestId('left').waitFor();
  await settled(page);
  return page;
}

/** 証明書番号 → what the PDF says of itself, by the program. */
async function verified(books, path) {
  const said = await books.run(['verify', path]);
  assert.match(said, /250\.000/);
}

/** A, B and free; confirmed; issued; printed; checked by the program; replaced and taken back. */
export async function manager(journey, books) {
  const {t, server} = journey;
  const page = await atSimulator(journey, 'manager');
  assert.equal(await left(page), '272.000');
  await page.getByRole('button', {name: t('simulator.all_at', {percent: 50})}).click();
  assert.equal(await left(page), '▲ −153.000');
  await page.getByText(t('meter.short', {short: '153.000'})).first().waitFor();
  const rows = [['S-1', 1], ['S-2', 1]].map(([shipment, line]) => ({shipment, line, share_ppm: 500_000}));
  const simulated = await (await (await server.as('manager')).send('POST', '/simulate', {site: 'HQ', period: PERIOD, rows})).json();
  assert.equal(simulated.short_kg, '153000.000');
  await page.getByText(t('simulator.needed', {needed: tonnes(simulated.needs_renewable_input_kg)})).waitFor();
  await settled(page);
  assert.ok(await page.getByRole('button', {name: t('simulator.review')}).isDisabled(), 'over the limit nothing can be posted');
  await journey.look(page, 'simulator over the limit');
  await page.getByRole('button', {name: t('simulator.shrink', {percent: '32.0'})}).click();
  assert.equal(await left(page), '0.000');
  await page.keyboard.press('Control+z');
  assert.equal(await left(page), '▲ −153.000');

  await page.getByRole('radio', {name: t('simulator.free')}).check();
  const share = page.getByRole('textbox', {name: /EX-6061-09|バンパー|Bumper/}).first();
  await share.fill('30');
  await share.press('Enter');
  assert.equal(await left(page), '▲ −103.000', '75 t and 300 t of 272 t');
  await page.getByRole('radio', {name: t('simulator.concentrate')}).check();
  await page.getByRole('checkbox', {name: /バンパー|Bumper/}).first().check();
  assert.equal(await left(page), '22.000');
  const paper = page.getByRole('img', {name: /割当証明書の見本|Sample of the allocation certificate/});
  assert.equal(await paper.evaluate(image => image.decode().then(() => image.naturalWidth)), 840, 'the page as it would be printed');
  await settled(page);
  await journey.look(page, 'simulator, concentrated');

  await page.getByRole('button', {name: t('simulator.review')}).click();
  const dialog = page.getByRole('dialog');
  const row = dialog.getByRole('row', {name: 'HQ/renewable'});
  await row.getByText('272.000 t').waitFor();
  await row.getByText('22.000 t', {exact: true}).waitFor();
  await journey.look(page, 'confirmation');
  await dialog.getByRole('button', {name: t('confirm.post')}).click();
  await dialog.getByText(t('confirm.posted', {count: 1, mass: '250.000'})).waitFor();
  await dialog.getByRole('button', {name: t('do.close')}).first().click();
  const sums = await balance(server);
  assert.deepEqual([sums.allocated_kg, sums.balance_kg], ['250000.000', '22000.000']);

  page.ear.expect(422, /^\/api\/v1\/certificates\/all\?dry_run=true$/); // Of a quarter with nothing to issue.
  await journey.goto(page, '/certificates/issue');
  await settled(page);
  // The paper as it would be printed stands beside the list, in both languages.
  const word = (key, slots) => certificateWord(journey.language, key, slots);
  const drawn = page.getByRole('figure').getByRole('img');
  const width = async () => (await drawn.waitFor(), drawn.evaluate(image => image.decode().then(() => image.naturalWidth)));
  assert.equal(await width(), 840);
  await page.getByText(word('check.residual')).first().waitFor();
  await page.getByRole('button', {name: journey.language === 'ja' ? 'English' : '日本語', exact: true}).last().click();
  assert.equal(await width(), 840);
  await settled(page);
  await journey.look(page, 'preview');
  await page.getByRole('button', {name: word('none')}).click();
  assert.ok(await page.getByRole('button', {name: t('issue.do', {count: 0})}).isDisabled(), 'nothing chosen');
  await page.getByRole('button', {name: word('all')}).click();
  await page.getByRole('button', {name: t('issue.do', {count: 1})}).click();
  await page.getByText(t('issue.issued', {count: 1})).waitFor();
  await journey.look(page, 'issued');
  await page.getByRole('link', {name: /^MB-/}).click();
  await page.getByText(t('claim.c2', {mass: '250.000'})).waitFor();
  await page.getByRole('row', {name: /S-1-1/}).getByText('250.000 t').first().waitFor();
  await journey.look(page, 'certificate');
  for (const [button, ending] of [[t('certificate.pdf'), '.pdf'], [t('certificate.pdf_both'), '.pdf'], ['JSON', '.json'], ['JWT', '.jwt']]) {
    const file = await saved(page, () => page.getByRole('button', {name: button, exact: true}).click());
    assert.ok(file.name.endsWith(ending), file.name);
    await verified(books, file.path);
  }

  await page.getByRole('button', {name: t('replace.open')}).click();
  await page.getByLabel(t('do.reason')).fill('宛名の訂正');
  await journey.look(page, 'replacing');
  await page.getByRole('button', {name: t('replace.do', {revision: 2})}).click();
  await page.getByRole('heading', {name: /▲/}).waitFor();
  await page.getByText(word('reason', {reason: '宛名の訂正'})).waitFor();
  await page.getByText(word('unchanged')).waitFor();
  const letter = await saved(page, () => page.getByRole('button', {name: word('letter')}).click());
  assert.ok(letter.name.endsWith(`.${journey.language}.md`), letter.name);
  await journey.look(page, 'replaced');
  await page.getByRole('button', {name: t('revoke.open')}).click();
  await page.getByLabel(t('do.reason')).fill('供給元証明書の無効');
  const number = (await page.locator('h1').textContent()).match(/MB-\S+/)[0];
  await page.getByRole('dialog').getByRole('textbox').last().fill(number);
  await page.getByRole('button', {name: t('revoke.do'), exact: true}).click();
  await page.getByRole('dialog').waitFor({state: 'hidden'}); // Its words name the state before the certificate has it.
  await page.getByText(t('certificate.state.revoked')).first().waitFor();
  assert.equal((await (await server.as('manager')).get('/certificates')).items[0].state, 'revoked');

  await journey.goto(page, '/journal');
  for (const word of ['command.allocate', 'command.issue_certificate', 'command.replace_certificate', 'command.revoke_certificate']) {
    await page.getByRole('row', {name: new RegExp(t(word))}).first().waitFor();
  }
}

/** The conversation: a cap, the customer's eyes, a budget; nothing that is not the customer's. */
export async function sales(journey) {
  const {t, server, language} = journey;
  const word = key => meetingWord(language, key);
  const customers = Object.fromEntries((await (await server.as('sales')).get('/customers')).items.map(one => [one.customer, one[`name_${language}`]]));
  const page = await atSimulator(journey, 'sales');
  await page.getByLabel(t('list.customer'), {exact: true}).selectOption({label: customers['C-0102']});
  const cap = page.getByRole('textbox', {name: t('simulator.cap')});
  await cap.fill('４０ ｔ');
  await cap.press('Enter');
  assert.equal(await left(page), '40.000');
  await page.locator('h1').first().focus().catch(() => {});
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('m');
  await page.getByRole('button', {name: word('off')}).waitFor();
  const text = await page.evaluate(() => document.body.innerText);
  for (const hidden of ['272.000', customers['C-0101'], t('simulator.have')]) assert.ok(!text.includes(hidden), `a customer sees ${hidden}`);
  assert.ok(text.includes(`${word('available')} 40.000 t`), 'what was set is what can be had');
  await journey.look(page, 'meeting');
  await page.getByRole('button', {name: t('simulator.all_at', {percent: 30})}).click();
  assert.equal(await left(page), '▲ −35.000', '75 t of 40 t');
  const ways = await page.getByText(t('simulator.ask_procurement')).count();
  assert.equal(ways, 0, 'what the mill would have to buy is not for the customer');
  await page.getByRole('button', {name: t('simulator.shrink', {percent: '16.0'})}).click();
  assert.equal(await left(page), '0.000');
  await page.getByText(t('claim.c1', {mass: '250.000', allocated: '40.000', percent: '16.0'})).waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('m');
  await page.getByRole('dialog').getByRole('button', {name: word('off')}).click();
  await page.getByText(t('budget.buys', {mass: '50.000', percent: '16.0'})).waitFor();
  const budget = page.getByRole('textbox', {name: t('budget.budget')});
  await budget.fill('¥１，２００，０００');
  await budget.press('Enter');
  await page.getByText(t('budget.buys', {mass: '20.000', percent: '8.0'})).waitFor();
  assert.equal(await page.getByRole('button', {name: t('simulator.review')}).count(), 0, 'sales draft, the manager posts');
  const own = await server.as('sales');
  const [line] = (await own.get('/shipments')).items;
  const drafted = await own.send('POST', '/commands', {do: 'allocate', allocation: 'A', date: line.date, shipment: line.shipment, line: line.line, share: '1 %'},
    {'Idempotency-Key': 'draft'});
  assert.equal(drafted.status, 202, `sales draft, a manager approves: ${await drafted.text()}`);
}

/** Full width, and an IME in the middle of its conversion. */
export async function typing(journey) {
  const {t} = journey;
  const page = await atSimulator(journey, 'manager');
  const field = page.getByRole('textbox', {name: /バンパー|Bumper/}).first();
  await field.fill('４２．５％');
  assert.equal(await left(page), '272.000', 'nothing is read before it is finished');
  await field.press('Enter');
  assert.equal(await field.inputValue(), '42.5');
  assert.equal(await left(page), '165.750', '42.5 % of 250 t');
  await page.keyboard.press('Control+z');

  const session = await page.context().newCDPSession(page);
  const enter = {type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229};
  await field.focus();
  await page.keyboard.press('Control+a');
  for (const text of ['４', '４２', '４２．', '４２．５', '４２．５％']) {
    await session.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
  }
  await session.send('Input.dispatchKeyEvent', enter);
  assert.equal(await field.inputValue(), '４２．５％', 'Enter belongs to the IME while it composes');
  const during = await left(page);
  await session.send('Input.insertText', {text: '４２．５％'});
  assert.equal(await left(page), during, 'confirming a conversion posts nothing');
  await page.keyboard.press('Tab');
  assert.equal(await field.inputValue(), '42.5');
  assert.equal(await left(page), '165.750');
  await field.fill('1,5');
  await field.press('Tab');
  await page.getByText(t('qty.comma', {typed: '1,5'})).waitFor();
  assert.equal(await left(page), '165.750', 'what cannot be read changes nothing');
  await journey.look(page, 'a quantity that cannot be read');

  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', {name: t('palette.title')}).waitFor();
  await journey.look(page, 'palette');
  await session.send('Input.imeSetComposition', {text: 'うけいれ', selectionStart: 4, selectionEnd: 4});
  await session.send('Input.dispatchKeyEvent', enter);
  assert.match(page.url(), /\/allocate$/, 'Enter confirms the conversion and goes nowhere');
  await session.send('Input.insertText', {text: '受入'});
  if (journey.language === 'en') await page.getByRole('combobox', {name: t('palette.title')}).fill('ukeire');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/receipts$/);
}
