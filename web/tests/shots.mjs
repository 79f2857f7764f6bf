// Pictures of every screen for the eye: node tests/shots.mjs FOLDER [WIDTH…]
import {mkdirSync} from 'node:fs';
import {browser, home, open, PAGES, server, settled, signIn} from './support.mjs';

const [folder = 'out/shots', ...widths] = process.argv.slice(2);
mkdirSync(folder, {recursive: true});
for (const width of widths.length ? widths.map(Number) : [390, 1280, 1920]) {
  const {page} = await open({width, height: width < 500 ? 844 : 900});
  await page.goto(`${home}/setup#mock`);
  await settled(page);
  await page.screenshot({path: `${folder}/setup-${width}.png`});
  for (const [login, paths] of Object.entries(PAGES)) {
    const {page: own} = await open({width, height: width < 500 ? 844 : 900});
    await own.goto(home);
    await settled(own);
    if (login === 'manager') await own.screenshot({path: `${folder}/login-${width}.png`});
    await signIn(own, login);
    for (const path of paths) {
      await own.goto(home + path);
      await settled(own);
      const wide = await own.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) console.log(`${path} at ${width}: ${wide} px too wide`);
      await own.screenshot({path: `${folder}/${path.slice(1).replaceAll('/', '-') || 'overview'}-${width}.png`, fullPage: width < 500});
    }
  }
}
await browser.close();
server.close();
