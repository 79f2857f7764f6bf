// Two people, one last tonne: the second is told what is left, and the plan is fitted to it (design/ux.md 1.2, E-BAL-002).
import assert from 'node:assert/strict';
import {atSimulator} from './allocating.mjs';
import {settled} from './support.mjs';

export async function lastTonne(journey) {
  const {t, server} = journey;
  const left = page => page.getByTestId('left').textContent();
  const [first, second] = await Promise.all([atSimulator(journey, 'manager'), atSimulator(journey, 'manager2')]);
  second.ear.expect(409, /^\/api\/v1\/commands$/);

  // One wants 250 t for the bumper beams, the other 32.0 % of everything: each fits alone.
  await first.getByRole('radio', {name: t('simulator.concentrate')}).check();
  await first.getByRole('checkbox', {name: /バンパー|Bumper/}).first().check();
  const frame = second.getByRole('textbox', {name: /サッシ枠|Sash frame/}).first();
  await frame.fill('45');
  await frame.press('Enter');
  assert.deepEqual([await left(first), await left(second)], ['22.000', '2.000']);
  for (const page of [first, second]) {
    await page.getByRole('button', {name: t('simulator.review')}).click();
    await page.getByRole('dialog').getByRole('row', {name: 'HQ/renewable'}).waitFor();
  }
  const post = page => page.getByRole('dialog').getByRole('button', {name: t('confirm.post')}).click();
  await post(first);
  await first.getByRole('dialog').getByText(t('confirm.posted', {count: 1, mass: '250.000'})).waitFor();

  await post(second);
  const dialog = second.getByRole('dialog');
  await dialog.getByRole('alert').getByText(/22[.,]?000/).first().waitFor();
  await dialog.getByText('balance.insufficient').waitFor();
  assert.equal(await dialog.getByRole('button', {name: t('confirm.post')}).count(), 0, 'the same cannot be posted again');
  await journey.look(second, 'who came second');
  await dialog.getByRole('button', {name: t('confirm.refit')}).click();
  await dialog.waitFor({state: 'detached'});
  await second.getByText(`${t('simulator.have')}22.000 t`).or(second.getByRole('button', {name: '22.000 t'})).first().waitFor();
  await settled(second);
  assert.equal(await frame.inputValue(), '3.6666', '22.000 t over 600 t, cut off');
  assert.ok(!(await left(second)).includes('▲'), 'the refitted plan fits');
  const sums = (await (await server.as('manager')).get('/overview?site=HQ&period=2026-07-01')).balance;
  assert.deepEqual([sums.allocated_kg, sums.balance_kg], ['250000.000', '22000.000'], 'what was refused changed nothing');
}
