// The sample books, made once from examples/ and copied for each journey, and the real server over a copy.
//   small   the worked example of the README: 1,000 t in, 320 t renewable, 850 t out, 272.000 t to allocate
//   issued  small, with pattern A allocated to C-0102 and its certificate issued
//   year    the sample mill's year without the receipts of February and March 2027
import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {ROOT} from './support.mjs';

export const EXAMPLES = fileURLToPath(new URL('examples/', ROOT));
export const PASSWORD = 'kagi wo kakete oku 2026';
export const LATE = ['4_受入_2027-02.xlsx', '4_受入_2027-03.xlsx'];
const CUSTOMER = 'C-0102';
// The owner comes first and is manager and administrator in one, so that one person may post alone; `approving` turns that off.
const PEOPLE = {owner: 'manager admin', clerk: 'clerk', manager: 'manager', manager2: 'manager', sales: 'sales', buyer: 'procurement', verifier: 'verifier', customer: 'customer', admin: 'admin'};

export class Books {
  constructor(tenbin) {
    this.tenbin = tenbin;
    this.folder = mkdtempSync(join(tmpdir(), 'tenbin-e2e-'));
    this.copies = 0;
  }

  /** The program's own answer; a code other than 0 is thrown. */
  run(args, input = '') {
    return new Promise((resolve, reject) => {
      const child = execFile(this.tenbin, args, {cwd: this.folder, env: {...process.env, LC_ALL: 'C.UTF-8'}, maxBuffer: 1 << 26}, (error, out, said) =>
        (error ? reject(new Error(`tenbin ${args.join(' ')}: ${said || error}`)) : resolve(out)));
      child.stdin.end(input);
    });
  }

  at = (name, file = 'mill.tenbin') => join(this.folder, name, file);

  async #begin(name, commands) {
    mkdirSync(join(this.folder, name));
    await this.run(['init', this.at(name), '--rulebook', 'free-credit', '--web', 'https://mill.example']);
    await this.run(['apply', this.at(name), EXAMPLES + commands]);
  }

  async #people(name) {
    for (const [login, role] of Object.entries(PEOPLE)) {
      const whose = role === 'customer' ? ['--customer', CUSTOMER] : [];
      await this.run(['person', 'add', this.at(name), login, ...role.split(' ').flatMap(one => ['--role', one]), ...whose, '--password-file', '-'], `${PASSWORD}\n`);
    }
  }

  async #year() {
    await this.#begin('year', '0_setup.jsonl');
    for (const file of readdirSync(EXAMPLES).sort()) {
      if (/^[1-9]_/.test(file) && !LATE.includes(file)) await this.run(['import', this.at('year'), EXAMPLES + file]);
    }
  }

  /** All, or only what `names` need: the year takes longest. */
  async make(names = ['year', 'issued']) {
    await this.#begin('small', 'small/mill.jsonl');
    cpSync(join(this.folder, 'small'), join(this.folder, 'fresh'), {recursive: true}); // Before anybody is registered.
    await Promise.all([this.#people('small'), names.includes('year') && this.#year()]);
    for (const file of readdirSync(join(this.folder, 'small'))) {
      if (names.includes('year') && file.includes('-office')) cpSync(this.at('small', file), this.at('year', file)); // The same people work at both.
    }
    if (!names.includes('issued')) return;
    cpSync(join(this.folder, 'small'), join(this.folder, 'issued'), {recursive: true});
    const plan = join(this.folder, 'plan.json');
    writeFileSync(plan, JSON.stringify({site: 'HQ', period: '2026-07-01', strategy: 'concentrate', order: [`customer:${CUSTOMER}`]}));
    await this.run(['plan', this.at('issued'), plan, '--apply']);
    await this.run(['certificate', 'issue', this.at('issued'), '--customer', CUSTOMER, '--from', '2026-07-01', '--to', '2026-09-30', '--date', '2026-11-01', '-o', join(this.folder, 'paper')]);
    this.paper = join(this.folder, 'paper', readdirSync(join(this.folder, 'paper')).find(file => file.endsWith('.pdf')));
  }

  /** A copy of a book, served on a free port. */
  async serve(name) {
    const copy = `copy-${++this.copies}`;
    cpSync(join(this.folder, name), join(this.folder, copy), {recursive: true});
    const server = new Server(this.tenbin, this.at(copy));
    await server.start();
    return server;
  }

  remove() {
    rmSync(this.folder, {recursive: true, force: true});
  }
}

class Server {
  password = PASSWORD;
  link = ''; // Of the set-up, when nobody is registered yet.
  #clients = new Map();

  constructor(tenbin, book) {
    Object.assign(this, {tenbin, book});
  }

  async start() {
    this.process = spawn(this.tenbin, ['serve', this.book, '--listen', '127.0.0.1:0'], {stdio: ['ignore', 'pipe', 'ignore'], env: {...process.env, LC_ALL: 'C.UTF-8'}});
    const lines = createInterface({input: this.process.stdout});
    this.home = await new Promise((resolve, reject) => {
      this.process.once('exit', code => reject(new Error(`serve ended with ${code}`)));
      lines.on('line', line => {
        this.link ||= /(\/setup#\S+)/.exec(line)?.[1] ?? '';
        const address = /^(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (address) resolve(address);
      });
    });
  }

  async #ask(cookie, method, path, body, more = {}) {
    const headers = {'X-Tenbin': '1', 'Content-Type': 'application/json', ...(cookie && {Cookie: cookie}), ...more};
    return fetch(`${this.home}/api/v1${path}`, {method, headers, body: body && JSON.stringify(body)});
  }

  /** The API as `login`, beside the browser: get(path) → JSON, send(method, path, body) → Response. */
  async as(login) {
    if (!this.#clients.has(login)) {
      const answer = await this.#ask('', 'POST', '/session', {login, password: PASSWORD});
      assert.equal(answer.status, 200, `${login} cannot sign in`);
      const cookie = answer.headers.get('set-cookie').split(';')[0];
      const send = (method, path, body, headers) => this.#ask(cookie, method, path, body, headers);
      const get = async path => {
        const got = await send('GET', path);
        assert.equal(got.status, 200, `GET ${path}: ${got.status}`);
        return got.json();
      };
      this.#clients.set(login, {get, send});
    }
    return this.#clients.get(login);
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    const ended = new Promise(resolve => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
  }
}
