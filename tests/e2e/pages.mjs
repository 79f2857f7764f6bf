// Every place of every role over the sample mill's year: it opens without a fault, axe finds nothing, it fits a telephone and 400 % zoom.
import assert from 'node:assert/strict';
import {PLACES, settled, tonnes, tooWide} from './support.mjs';

const ROLES = {manager: 'manager', admin: 'admin', customer: 'customer', clerk: 'clerk', sales: 'sales', buyer: 'procurement', verifier: 'verifier'};
const NARROW = [390, 320]; // A telephone; 1280 px at 400 %.

export async function every(journey) {
  const {t, server, language} = journey;
  const front = await journey.open();
  await journey.goto(front, '/');
  await journey.look(front, 'login');
  const seen = new Set();
  for (const [login, role] of Object.entries(ROLES)) {
    const page = await journey.signIn(login);
    for (const {href} of PLACES.filter(place => place.href && place.roles.includes(role))) {
      const isNew = !seen.has(href);
      if (!isNew && language === 'en') continue; // What a role is refused is the same in either language.
      seen.add(href);
      await journey.goto(page, href);
      await settled(page);
      const alerts = await page.getByRole('alert').allTextContents();
      assert.deepEqual(alerts, [], `${href} as ${login}`);
      if (!isNew) continue;
      await journey.look(page, `${href} as ${login}`);
      for (const width of NARROW) {
        await page.setViewportSize({width, height: 844});
        const wide = await tooWide(page);
        if (wide > 0) journey.faults.push(`${href} at ${width}: ${wide} px too wide`);
      }
      await page.setViewportSize({width: 1280, height: 900});
    }
    await page.context().close();
  }

  // The figures of every period, to the gram's tonne, as the API and examples/expected.json have them.
  const api = await server.as('manager');
  const page = await journey.signIn('manager');
  for (const [period, entitlement] of [['2026-04-01', '114.145'], ['2026-07-01', '138.244']]) {
    await page.locator('#period').selectOption(period);
    const {balance} = await api.get(`/overview?site=HQ&period=${period}`);
    assert.equal(tonnes(balance.entitlement_kg), entitlement);
    const meter = page.getByLabel(t('meter.name')).first();
    for (const figure of ['entitlement', 'allocated', 'balance']) {
      await meter.getByRole('button', {name: `${t(`figure.${figure}`)}${tonnes(balance[`${figure}_kg`])} t`}).waitFor();
    }
  }
}
