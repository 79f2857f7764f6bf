// Weighs dist/ against the budget of design section 5 and fails over it: what the first page loads, and each chunk after it.
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const FIRST_JS = 150, FIRST_CSS = 15, ROUTE = 60; // KB, gzip
const kb = bytes => bytes / 1000;
const weigh = name => kb(gzipSync(readFileSync(DIST + name), {level: 9}).length);

const page = readFileSync(DIST + 'index.html', 'utf8');
const manifest = JSON.parse(readFileSync(DIST + '.vite/manifest.json', 'utf8'));
const chunks = Object.values(manifest);
const entry = chunks.find(chunk => chunk.isEntry);
const seen = new Set();
function statically(chunk) {
  if (seen.has(chunk.file)) return [];
  seen.add(chunk.file);
  return [chunk, ...(chunk.imports ?? []).flatMap(key => statically(manifest[key]))];
}
const first = statically(entry);
const js = first.reduce((all, chunk) => all + weigh(chunk.file), 0);
const css = [...new Set(first.flatMap(chunk => chunk.css ?? []))].reduce((all, name) => all + weigh(name), 0);
const routes = chunks.filter(chunk => chunk.file.endsWith('.js') && !seen.has(chunk.file)).map(chunk => [chunk.file, weigh(chunk.file)]).sort((a, b) => b[1] - a[1]);

const faults = [];
if (js > FIRST_JS) faults.push(`first load: ${js.toFixed(1)} KB of JavaScript, at most ${FIRST_JS}`);
if (css > FIRST_CSS) faults.push(`first load: ${css.toFixed(1)} KB of CSS, at most ${FIRST_CSS}`);
for (const [name, size] of routes) if (size > ROUTE) faults.push(`${name}: ${size.toFixed(1)} KB, at most ${ROUTE}`);
if (/<script(?![^>]*\bsrc=)|<style|\son\w+=/.test(page)) faults.push('index.html: inline script or style, which the policy forbids');
for (const name of readdirSync(DIST + 'assets')) {
  if (!/-[\w-]{8}\.\w+$/.test(name)) faults.push(`assets/${name}: no hash in its name`);
  const outside = /\.(js|css)$/.test(name) && /(?:@import|url\(|fetch\(|src=)\s*["']?https?:/.exec(readFileSync(`${DIST}assets/${name}`, 'utf8'));
  if (outside) faults.push(`assets/${name}: asks another host`);
}
console.log(`first load ${js.toFixed(1)} KB JS, ${css.toFixed(1)} KB CSS (gzip); largest chunk after it ${routes[0]?.[1].toFixed(1)} KB ${routes[0]?.[0]}`);
for (const fault of faults) console.error(`over budget: ${fault}`);
process.exit(faults.length ? 1 : 0);
