// 承認: nothing is issued by one person alone; what a second one sends back is not there, what they approve is (design/ux.md 1.1).
import assert from 'node:assert/strict';
import {approvalWord, settled} from './support.mjs';

const PERIOD = '2026-07-01';

/** On the screen of an administrator: no one approves alone. */
async function twoPeople(journey) {
  const word = key => approvalWord(journey.language, key);
  const page = await journey.signIn('admin', '/system');
  await page.getByLabel(word('setting_self')).uncheck();
  await page.getByRole('button', {name: word('setting_save')}).click();
  await page.getByText(word('setting_saved')).waitFor();
  await journey.look(page, 'two people');
}

export async function certificates(journey) {
  const {t, server, language} = journey;
  const word = (key, slots) => approvalWord(language, key, slots);
  const api = await server.as('manager');
  const allocated = await api.send('POST', '/commands', {do: 'allocate', allocation: 'A', date: '2026-09-30', shipment: 'S-1', line: 1, mass: '250 t'}, {'Idempotency-Key': 'A'});
  assert.equal(allocated.status, 200, await allocated.text());
  await twoPeople(journey);
  const page = await journey.signIn('manager');
  await page.locator('#period').selectOption(PERIOD);
  await settled(page);
  const ask = async () => {
    await journey.goto(page, '/certificates/issue');
    await page.getByRole('button', {name: t('issue.do', {count: 1})}).click();
    await page.getByText(word('asked')).waitFor();
    assert.deepEqual((await api.get('/certificates')).items, [], 'asked for, and not there');
  };
  await ask();
  await journey.look(page, 'approval asked for');
  await page.getByRole('link', {name: word('see')}).click();
  await page.getByText(word('own')).waitFor();
  assert.equal(await page.getByRole('button', {name: word('approve')}).count(), 0, 'nobody approves their own');

  const second = await journey.signIn('manager2');
  await second.getByRole('link', {name: word('waiting', {count: 1})}).click();
  await second.getByText(word('kind.issue')).first().waitFor();
  await second.getByRole('button', {name: word('try')}).click();
  await second.getByText(word('try_same')).waitFor();
  await journey.look(second, 'to be approved');
  const reject = second.getByRole('button', {name: word('reject')});
  assert.ok(await reject.isDisabled(), 'sending back says why');
  await second.getByLabel(word('comment')).fill('宛名を確かめる');
  await reject.click();
  await second.getByText(word('done_rejected')).waitFor();
  assert.deepEqual((await api.get('/certificates')).items, [], 'sent back, and not there');
  await page.reload();
  await page.getByText('宛名を確かめる').waitFor();
  await journey.look(page, 'sent back');

  await ask();
  await second.reload();
  await second.getByRole('button', {name: word('approve')}).click();
  await second.getByText(word('done_approved')).waitFor();
  await journey.goto(page, '/certificates');
  await page.getByRole('link', {name: 'MB-2026-000001-5'}).click();
  await page.getByText(t('claim.c2', {mass: '250.000'})).waitFor();
  await journey.look(page, 'approved certificate');
}
