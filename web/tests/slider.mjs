// How long one of 500 sliders takes from the input to the drawn frame, by the clock and by the page's own processor time: medians of 20.
// dist/ must be built. node tests/slider.mjs
import {moveSlider, openMany} from './many.mjs';
import {browser, open, server} from './support.mjs';

const MOVES = 20;
const {page, context} = await open();
await openMany(page);
const devtools = await context.newCDPSession(page);
await devtools.send('Performance.enable', {timeDomain: 'threadTicks'});
async function processor() {
  const {metrics} = await devtools.send('Performance.getMetrics');
  const seconds = name => metrics.find(one => one.name === name).value;
  return [seconds('TaskDuration') * 1000, seconds('LayoutDuration') * 1000];
}
const clock = [], all = [], layout = [];
for (let move = 0; move < MOVES; ++move) {
  const before = await processor();
  clock.push((await moveSlider(page, 10 + move, 300_000)).ms);
  const after = await processor();
  all.push(after[0] - before[0]);
  layout.push(after[1] - before[1]);
  await page.waitForTimeout(600); // The server's answer, which draws all rows, is another matter.
}
function spread(some) {
  some.sort((a, b) => a - b);
  return `${((some[MOVES / 2 - 1] + some[MOVES / 2]) / 2).toFixed(1)} (${some[0].toFixed(1)} to ${some.at(-1).toFixed(1)})`;
}
console.log(`500 lines, ms: input to frame ${spread(clock)}; processor ${spread(all)}, of it layout ${spread(layout)}`);
await browser.close();
server.close();
