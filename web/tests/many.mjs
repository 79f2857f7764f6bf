// A period with 500 lines, and one slider of it moved: for the test that only its row is drawn again, and for the bench.
import {kg, lists, t} from '../mock/mill.mjs';
import {settled, signIn} from './support.mjs';

const LINES = 500;

/** The simulator with all of them; the mock is this process's own. */
export async function openMany(page) {
  const july = lists.shipments.filter(line => line.date.startsWith('2026-07'));
  for (let at = july.length; at < LINES; ++at) lists.shipments.push({...july[at % july.length], shipment: `S2607-X${at}`, mass_kg: kg(t(0.5))});
  await signIn(page, 'manager', '/allocate');
  await page.waitForFunction(count => document.querySelectorAll('input[type=range]').length === count, LINES);
  await settled(page);
}

/** In the page: moves the slider of one row as a hand does, in a frame's beginning; when that frame is drawn, how long it took and which rows
 * React drew again. React keeps an element's last properties on it, under a name of its own: a new object for each drawing. */
export const moveSlider = (page, at, value) => page.evaluate(([at, value]) => new Promise(resolve => {
  const rows = [...document.querySelectorAll('tbody tr:has(input[type=range])')];
  const drawn = row => row[Object.keys(row).find(key => key.startsWith('__reactProps$'))];
  const before = rows.map(drawn);
  const slider = rows[at].querySelector('input[type=range]');
  requestAnimationFrame(() => {
    const start = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, value);
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => resolve({ms: performance.now() - start, again: rows.flatMap((row, place) => (drawn(row) === before[place] ? [] : [place]))});
    port2.postMessage(null); // Comes when the frame is drawn.
  });
}), [at, String(value)]);
