// The development server: the invented mill of mill.mjs behind the paths of /api/v1, and the screens. Node alone, no packages.
//   node mock/server.mjs [--port 5180]         serves dist/ with the headers of the real server
//   node mock/server.mjs --dev [--port 5180]   serves src/ through vite, with hot reloading (npm run dev)
// People: manager manager2 clerk sales buyer verifier customer admin, password mihon-mihon-mihon. Never expose it.
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import {answer, Refusal, sessionOf, signIn, signInAs} from './answers.mjs';
import {PASSWORD} from './mill.mjs';
import {outside, Reply} from './offers.mjs';

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGN4BwAA8ADv8GkuoQAAAABJRU5ErkJggg=='; // a mock draws no papers: one grey pixel
const ROOT = join(fileURLToPath(new URL('.', import.meta.url)), '..');
const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json'};
export const POLICY = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:";

const drafts = new Map(); // login and key → what is kept
let savings = 0;

/** As the server keeps them: a saving says by If-Match which one it goes on from. */
function drafted(method, key, match, body) {
  const kept = drafts.get(key);
  if (method === 'GET') return kept ?? {draft: null, saved_at: null};
  if (kept && kept.tag !== match) throw match ? new Refusal(412, 'draft.stale', 'この下書きは別の画面で変わったか、破棄されています。') : new Refusal(428, 'draft.match_missing', '見出し If-Match がありません。');
  drafts.set(key, {draft: body, saved_at: new Date().toISOString(), tag: `"${++savings}"`});
  return drafts.get(key);
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const bytes = Buffer.concat(parts);
  return /json/.test(request.headers['content-type'] ?? '') ? JSON.parse(bytes.toString() || '{}') : bytes;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, {'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers});
  response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

const CREDENTIAL = {credentialSubject: {massBalance: {totals: {with_allocation_kgco2e_per_kg: '10.450000', without_allocation_kgco2e_per_kg: '16.000000'}, periods: [{from: '2026-07-01', to: '2026-07-31'}]}}};
const BADGE = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="68" viewBox="0 0 300 68"><text x="16" y="30">50.0 %相当（マスバランス方式）</text></svg>',
  html: '<a href="https://mihon.example/c/MB-2026-000123-8/00000000">50.0 %相当（マスバランス方式）</a>\n',
};
const csv = rows => '\ufeff' + [Object.keys(rows[0] ?? {}), ...rows.map(row => Object.values(row))].map(cells => cells.map(cell => JSON.stringify(cell ?? '')).join(',')).join('\r\n');

async function api(request, response, url) {
  const path = url.pathname.slice('/api/v1'.length);
  const query = Object.fromEntries(url.searchParams);
  const body = request.method === 'GET' ? null : await bodyOf(request);
  if (request.method !== 'GET' && request.headers['x-tenbin'] !== '1') throw new Refusal(403, 'request.forged', 'X-Tenbin がありません。');
  const {host} = request.headers;
  const open = outside(request.method, path, body, host, signInAs);
  if (open) return send(response, open.status, open.body, open.headers);
  if (path === '/session' && request.method === 'POST') {
    const {id, session} = signIn(body);
    return send(response, 200, session, {'Set-Cookie': `tenbin_session=${id}; HttpOnly; SameSite=Strict; Path=/`});
  }
  if (path === '/setup') return body.token === 'mock' ? send(response, 200, {}) : send(response, 403, {type: '/docs/errors#setup.token', title: '', status: 403, code: 'setup.token', detail: '初期設定コードが違うか、すでに使われています。起動したときのリンクをお確かめください。'});
  const session = sessionOf(request.headers.cookie);
  if (path === '/session' && request.method === 'DELETE') return send(response, 204, '', {'Set-Cookie': 'tenbin_session=; Max-Age=0; Path=/'});
  if (!session) throw new Refusal(401, 'session.expired', 'ログインしてください。');
  if (path === '/session') return send(response, 200, session);
  if (/\/certificates\/[^/]+\/json$/.test(url.pathname) && request.method === 'GET') return send(response, 200, CREDENTIAL, {'Content-Type': 'application/vc'});
  const paper = /\/(pdf|json|jwt|errors\.xlsx)$/.exec(path);
  if (paper && request.method === 'GET') return send(response, 200, Buffer.from('%PDF-1.4\n% a mock has no papers\n'), {'Content-Type': paper[1] === 'pdf' ? 'application/pdf' : 'application/octet-stream'});
  const badge = /\/badge\.(svg|html)$/.exec(path)?.[1];
  if (badge) return send(response, 200, BADGE[badge], {'Content-Type': badge === 'svg' ? 'image/svg+xml' : 'text/html'});
  if (path.startsWith('/drafts/')) {
    const {tag, ...kept} = drafted(request.method, session.person.login + path, request.headers['if-match'], body);
    return send(response, 200, kept, tag && {ETag: tag});
  }
  if (path === '/simulate/certificate' || path === '/certificates/draft/page') return send(response, 200, Buffer.from(DOT, 'base64'), {'Content-Type': 'image/png', 'Page-Count': '2'});
  if (path === '/annual-pack') return send(response, 200, Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1'), {'Content-Type': 'application/zip'});
  if (path === '/workbook') return send(response, 200, Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1'), {'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'});
  const answered = answer(request.method, path, query, body, session, host);
  if (answered instanceof Reply) return send(response, answered.status, answered.body, answered.headers);
  if (request.headers.accept === 'text/csv') return send(response, 200, csv(answered.items), {'Content-Type': 'text/csv; charset=utf-8'});
  send(response, request.method === 'POST' && path === '/imports' ? 201 : 200, answered);
}

async function file(response, path) {
  const name = normalize(path).replace(/^(\.\.[/\\])+/, '');
  const asked = extname(name) ? name : '/index.html';
  try {
    const bytes = await readFile(join(ROOT, 'dist', asked));
    send(response, 200, bytes, {
      'Content-Type': TYPES[extname(asked)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
      'Cache-Control': asked.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  } catch {
    send(response, 404, 'not there; npm run build first', {'Content-Type': 'text/plain'});
  }
}

export async function start({port = 5180, dev = false} = {}) {
  const server = createServer();
  const vite = dev && (await (await import('vite')).createServer({root: ROOT, appType: 'spa', server: {middlewareMode: true, hmr: {server}}}));
  server.on('request', async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (!url.pathname.startsWith('/api/')) return vite ? vite.middlewares(request, response) : file(response, url.pathname);
    try {
      await api(request, response, url);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'server.failed', String(error?.stack ?? error));
      const {place} = refusal.facts;
      send(response, refusal.status, {...(place && {errors: [{code: refusal.code, detail: refusal.message, pointer: `#${place}`}]}), type: `/docs/errors#${refusal.code}`, title: refusal.code, status: refusal.status, detail: refusal.message, code: refusal.code, request_id: 'mock', facts: refusal.facts}, {'Content-Type': 'application/problem+json'});
    }
  });
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  return server;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--port');
  const server = await start({port: at > 0 ? Number(process.argv[at + 1]) : 5180, dev: process.argv.includes('--dev')});
  console.log(`http://127.0.0.1:${server.address().port}/  people: manager clerk sales buyer verifier customer admin  password: ${PASSWORD}`);
}
