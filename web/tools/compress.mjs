// Puts a gzip and a brotli copy beside every file of dist/ that gains by it; the server sends what the browser takes.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const BUDGET = 1_500_000; // bytes of brotli in the binary, design section 5
let total = 0;
for (const file of readdirSync(DIST, {recursive: true, withFileTypes: true})) {
  if (!file.isFile() || !/\.(html|js|css|svg|json)$/.test(file.name) || file.parentPath.includes('.vite')) continue;
  const path = `${file.parentPath}/${file.name}`;
  const bytes = readFileSync(path);
  const brotli = brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length}});
  total += Math.min(brotli.length, bytes.length);
  if (brotli.length > bytes.length * 0.9) continue;
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(bytes, {level: 9}));
}
console.log(`all files ${(total / 1000).toFixed(0)} KB (brotli)`);
if (total > BUDGET) {
  console.error(`over budget: ${total} bytes, at most ${BUDGET}`);
  process.exit(1);
}
