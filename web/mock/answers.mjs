// What the development server answers: enough of the contract to work on screens, not one rule more. The engine is elsewhere.
import {allocate, certify, enter, grams, kg, lineOf, lists, people, periods, t, TODAY} from './mill.mjs';
import {checkPassword, peopled} from './people.mjs';
import {allocatedBy, asking, checkHeld, checkTotp, heldIn, offered, Reply, rightsOf} from './offers.mjs';

export class Refusal extends Error {
  constructor(status, code, detail, facts = {}) {
    super(detail);
    Object.assign(this, {status, code, facts});
  }
}
const sum = values => values.reduce((all, one) => all + one, 0n);
const within = (row, from) => row.date?.slice(0, 7) === from.slice(0, 7);
const sessions = new Map();
let imports = 117;

export function balanceOf(from) {
  const period = periods.find(one => one.from === from);
  const received = lists.receipts.filter(row => within(row, from) && !row.reversed);
  const total = sum(received.map(row => grams(row.mass_kg)));
  const backed = sum(received.map(row => grams(row.backed_kg)));
  const unbacked = sum(received.filter(row => row.class === 'renewable').map(row => grams(row.mass_kg) - grams(row.backed_kg)));
  const output = sum(lists.runs.filter(row => within(row, from)).map(row => grams(row.output_kg)));
  const early = from < '2026-06-01';
  const entitlement = early ? t(240) : total > 0n ? (backed * output) / total : 0n;
  const allocated = early ? t(230) : sum(lists.allocations.filter(row => !row.released && within(lineOf(row), from)).map(row => grams(row.mass_kg)));
  return {
    period, entitlement, allocated, balance: entitlement - allocated,
    sums: {
      entitlement_kg: kg(entitlement), opening_kg: '0.000', allocated_kg: kg(allocated), reserved_kg: kg(heldIn(from)), balance_kg: kg(entitlement - allocated),
      total_input_kg: kg(total), renewable_input_kg: kg(backed), output_kg: kg(output), unbacked_kg: kg(unbacked), input_share_ppm: total > 0n ? Number((backed * 1_000_000n) / total) : 0,
    },
  };
}
const accountOf = ({entitlement, allocated, balance}) =>
  ({account: 'HQ/renewable', entitlement_kg: kg(entitlement), opening_kg: '0.000', allocated_kg: kg(allocated), balance_kg: kg(balance)});
const sheetOf = (one, that) => ({
  site: 'HQ', period: one.from, to: one.to, status: one.closed ? 'closed' : 'open', total_input_kg: that.sums.total_input_kg, output_kg: that.sums.output_kg, unbacked_kg: that.sums.unbacked_kg,
  accounts: [{account: 'HQ/renewable', opening_kg: '0.000', renewable_input_kg: that.sums.renewable_input_kg, entitlement_kg: kg(that.entitlement), allocated_kg: kg(that.allocated), transferred_kg: '0.000', expired_kg: '0.000', balance_kg: kg(that.balance), certified_kg: '0.000'}],
});
const balanceSheet = that => ({schema: 'tenbin/balance/1', periods: [sheetOf(that.period, that)]});

function overview(from) {
  const now = balanceOf(from);
  const open = periods.find(one => !one.closed).from;
  const unbacked = lists.receipts.filter(row => row.date >= open && row.class === 'renewable' && !row.supplier_certificate);
  const uncertified = lists.allocations.filter(row => !row.released && !row.certificate);
  const todos = Object.entries({unbacked: [unbacked, '/receipts'], uncertified: [uncertified, '/allocations']}).filter(([, [rows]]) => rows.length)
    .map(([code, [rows, page]]) => ({code, count: rows.length, href: `${page}?site=HQ`, mass_kg: kg(sum(rows.map(row => grams(row.mass_kg))))}));
  return {
    site: 'HQ', period: from, from, to: now.period.to, closed: now.period.closed, balance: now.sums, accounts: [accountOf(now)],
    months: periods.slice(0, 5).map(one => {
      const that = balanceOf(one.from);
      return {period: one.from, entitlement_kg: kg(that.entitlement), allocated_kg: kg(that.allocated), balance_kg: kg(that.balance), closed: one.closed};
    }),
    todos, footprint: now.entitlement > 0n ? {with_kgco2e_per_kg: '10.450000', without_kgco2e_per_kg: '16.000000'} : null,
    certificates: {issued: lists.certificates.filter(row => row.state === 'live').length, replaced: 0, revoked: lists.certificates.filter(row => row.state === 'revoked').length},
    verification: from <= '2026-06-01' ? {verifier: '見本検証機構', kind: 'verification', level: 'limited', from: '2026-04-01', to: '2026-06-30'} : null,
  };
}

function explain(figure, from) {
  const {sums} = balanceOf(from);
  const rowsOf = page => `${page}?site=HQ&period=${from}`;
  const input = {name_ja: '総投入', name_en: 'Total input', value_kg: sums.total_input_kg, rows_href: rowsOf('/receipts')};
  const renewable = {name_ja: '裏付けのある再エネ投入', name_en: 'Backed renewable input', value_kg: sums.renewable_input_kg, rows_href: rowsOf('/receipts')};
  const output = {name_ja: '総産出', name_en: 'Total output', value_kg: sums.output_kg, rows_href: rowsOf('/runs')};
  const entitlement = {name_ja: '割当可能量', name_en: 'Entitlement', value_kg: sums.entitlement_kg, rows_href: rowsOf('/balance')};
  const allocated = {name_ja: '割当済', name_en: 'Allocated', value_kg: sums.allocated_kg, rows_href: rowsOf('/allocations')};
  const tonne = text => `${(Number(grams(text)) / 1e6).toFixed(3)}`;
  const answers = {
    entitlement: [[renewable, output, input], `${tonne(sums.renewable_input_kg)} × ${tonne(sums.output_kg)} ÷ ${tonne(sums.total_input_kg)} = ${tonne(sums.entitlement_kg)} t`],
    balance: [[entitlement, allocated], `${tonne(sums.entitlement_kg)} − ${tonne(sums.allocated_kg)} = ${tonne(sums.balance_kg)} t`],
    allocated: [[allocated], `Σ = ${tonne(sums.allocated_kg)} t`], renewable_input: [[renewable], `Σ = ${tonne(sums.renewable_input_kg)} t`],
    total_input: [[input], `Σ = ${tonne(sums.total_input_kg)} t`], output: [[output], `Σ = ${tonne(sums.output_kg)} t`],
  };
  const [terms, formula] = answers[figure];
  return {figure, value_kg: sums[`${figure}_kg`], formula_ja: formula, formula_en: formula, terms, rounding_ja: '割当可能量は切り捨て(1 g 単位)。', rounding_en: 'The entitlement is rounded down to the gram.'};
}

function simulate({period, rows}) {
  const {balance, sums} = balanceOf(period);
  const answers = rows.map(row => {
    const line = lists.shipments.find(one => one.shipment === row.shipment && one.line === row.line);
    if (!line) throw new Refusal(404, 'reference.unknown', `出荷 ${row.shipment} はありません。番号をお確かめください。`);
    const mass = grams(line.mass_kg);
    const given = row.mass_kg === undefined ? (mass * BigInt(row.share_ppm)) / 1_000_000n : grams(row.mass_kg);
    const share = Number((given * 1_000_000n) / mass);
    return {
      shipment: row.shipment, line: row.line, allocated_kg: kg(given), share_ppm: share, with_kgco2e_per_kg: (16 - 11.1 * share / 1e6).toFixed(6), without_kgco2e_per_kg: '16.000000',
      saved_kgco2e: kg((given * 111n) / 10n), problem: null,
    };
  });
  const masses = rows.map(row => grams(lists.shipments.find(one => one.shipment === row.shipment && one.line === row.line).mass_kg));
  const all = sum(answers.map(row => grams(row.allocated_kg)));
  const left = balance - all;
  const whole = sum(masses);
  const fits = whole > 0n ? Number(balance >= whole ? 1_000_000n : (balance * 1_000_000n) / whole) : 0;
  const [input, output] = [grams(sums.total_input_kg), grams(sums.output_kg)];
  const short = left < 0n ? -left : 0n;
  const later = periods[periods.findIndex(one => one.from === period) - 1] ?? periods[0];
  return {have_kg: kg(balance), next_period: {period: later.from, to: later.to, more_kg: kg(90_000_000n)}, allocated_kg: kg(all), left_kg: kg(left), short_kg: kg(short), fits_ppm: fits, needs_renewable_input_kg: kg(short && output ? (short * input + output - 1n) / output : 0n), reserved_kg: kg(heldIn(period)), free_kg: kg(balance - heldIn(period)), rows: answers};
}

function flow(from) {
  const {sums, entitlement, allocated} = balanceOf(from);
  const node = (id, label_ja, label_en, lane) => ({id, label_ja, label_en, lane});
  const link = (a, b, mass, lane) => ({from: a, to: b, mass_kg: kg(mass), lane});
  const [input, renewable, output] = [sums.total_input_kg, sums.renewable_input_kg, sums.output_kg].map(grams);
  const byCustomer = Map.groupBy ? Map.groupBy(lists.allocations.filter(row => !row.released && within(lineOf(row), from)), row => row.customer) : new Map();
  return {
    nodes: [
      node('re', '再エネ地金', 'Renewable metal', 'physical'), node('co', '通常地金', 'Conventional metal', 'physical'), node('mill', '炉(混合)', 'Furnace (mixed)', 'physical'),
      node('out', '製品', 'Products', 'physical'), node('loss', '減耗', 'Loss', 'physical'), node('have', '割当可能量', 'Entitlement', 'value'), node('left', '残り', 'Balance', 'value'),
      ...[...byCustomer.keys()].map(id => node(id, lists.customers.find(one => one.customer === id).name_ja, lists.customers.find(one => one.customer === id).name_en || id, 'value')),
    ],
    links: input > 0n ? [
      link('re', 'mill', renewable, 'physical'), link('co', 'mill', input - renewable, 'physical'), link('mill', 'out', output, 'physical'), link('mill', 'loss', input - output, 'physical'),
      link('have', 'left', entitlement - allocated, 'value'), ...[...byCustomer].map(([id, rows]) => link('have', id, sum(rows.map(row => grams(row.mass_kg))), 'value')),
    ] : [],
  };
}

function amount(command, line) {
  const share = /^([\d.]+) %$/.exec(command.share ?? '');
  if (share) return (grams(line.mass_kg) * BigInt(Math.round(Number(share[1]) * 10_000))) / 1_000_000n;
  return grams(command.mass.replace(/ kg$/, ''));
}

/** `allocate`, `release` and `back_receipt`; all or nothing. */
function post(body, dry, actor, reservation) {
  if (/^(?!-?[\d.]+ )/.test(body.process_emissions ?? '0 ')) throw new Refusal(400, 'input.invalid', `process_emissions「${body.process_emissions}」を読み取れません。`, {place: '/process_emissions'});
  const commands = body.commands ?? [body];
  const before = new Map(periods.map(one => [one.from, balanceOf(one.from)]));
  const wanted = new Map();
  for (const one of commands.filter(command => command.do === 'allocate')) {
    const line = lists.shipments.find(row => row.shipment === one.shipment && row.line === one.line);
    const month = `${line.date.slice(0, 7)}-01`;
    wanted.set(month, (wanted.get(month) ?? 0n) + amount(one, line));
  }
  for (const [month, mass] of wanted) {
    const have = before.get(month).balance;
    if (mass > have) throw new Refusal(409, 'balance.insufficient', `割り当てできません。残り ${kg(have)} kg に対して ${kg(mass)} kg です。割当率を下げるか、調達を依頼してください。`, {have_kg: kg(have), want_kg: kg(mass)});
  }
  for (const [month, mass] of wanted) checkHeld(month, mass, before.get(month).balance, reservation);
  const month = [...wanted.keys()][0] ?? '2026-07-01';
  const now = before.get(month);
  const mass = wanted.get(month) ?? 0n;
  if (dry) return {results: commands.map(() => ({status: 'accepted', seq: 0, outcome: {}})), dry_run: true, effects: {before: balanceSheet(now), after: balanceSheet({...now, allocated: now.allocated + mass, balance: now.balance - mass})}};
  if (reservation) allocatedBy(reservation);
  return {results: commands.map(command => ({status: 'accepted', seq: carryOut(command, actor), outcome: {}})), size: lists.journal.length};
}

function carryOut(command, actor) {
  if (command.do === 'allocate') {
    const line = lists.shipments.find(row => row.shipment === command.shipment && row.line === command.line);
    return allocate(line, amount(command, line), command.date, command.allocation, actor);
  }
  if (command.do === 'release') {
    const allocation = lists.allocations.find(row => row.allocation === command.allocation);
    allocation.released = true;
    Object.assign(lineOf(allocation), {allocated_kg: '0.000', share_ppm: 0});
    return enter('release', actor, `解放 ${command.allocation}`, `Released ${command.allocation}`);
  }
  if (command.do === 'back_receipt') {
    const receipt = lists.receipts.find(row => row.receipt === command.receipt);
    Object.assign(receipt, {supplier_certificate: command.supplier_certificate, backed_kg: receipt.mass_kg});
    return enter('back_receipt', actor, `裏付け ${command.receipt}`, `Backed ${command.receipt}`);
  }
  const master = /^add_(site|customer|supplier|product)$/.exec(command.do)?.[1];
  if (master) {
    const {do: verb, note, process_emissions: factor, ...row} = command;
    lists[`${master}s`].unshift({name_en: '', ...row});
    if (factor) lists.factors.unshift({seq: lists.journal.length, kind: master, id: row[master], factor_kgco2e_per_kg: factor.split(' ')[0], from: null, to: null, at: new Date().toISOString(), actor, approved_by: 'manager', reason: note ?? ''});
    return enter(verb, actor, `登録 ${row[master]}`, `Registered ${row[master]}`);
  }
  throw new Refusal(400, 'input.invalid', `「${command.do}」は見本サーバーにありません。`);
}

function issueAll({from, to, date}, dry) {
  const waiting = [...new Set(lists.allocations.filter(row => !row.released && !row.certificate && lineOf(row).date >= from && lineOf(row).date <= to).map(row => row.customer))];
  const held = waiting.filter(id => !lists.customers.find(one => one.customer === id).name_en);
  return {
    issued: waiting.filter(id => !held.includes(id)).map(customer => ({customer, certificate: dry ? '' : certify(customer, date, from, to)})),
    held_back: held.map(customer => ({customer, code: 'customer.name_missing', detail: '英語名がありません。マスタで英語名を登録すると発行できます。'})),
  };
}

function claims(text) {
  const findings = [];
  for (const match of text.matchAll(/(\d+)\s?[%%][^。、]{0,6}?(?:使用|含有|配合)/g)) {
    const from = [...text.slice(0, match.index)].length;
    findings.push({code: 'claim.physical_content', from, to: from + [...match[0]].length, text: match[0], instead: `${match[1]}%相当(マスバランス方式)`, detail: '物理的に含むと読めます。'});
  }
  return {findings};
}

const imported = (name, kind) => ({
  import: String(++imports), kind: kind || 'receipts', file: name, rows: 128, counts: {new: 121, same: 4, changed: 2, error: 1}, mass_kg: '420000.000',
  problems: [{row: 17, column: '仕入先コード', code: 'import.unknown_code', value: 'S-0l2', suggestion: 'S-012', what: '「S-0l2」は登録されていません', remedy: '「S-012」ではありませんか。直して取り込み直してください。'}],
  mended: [], known_file: true,
  changes: [{row: 31, key: 'R2607-031', column: '質量', before: '18520.000 kg', after: '18250.000 kg'}, {row: 40, key: 'R2607-040', column: '備考', before: '', after: '再計量'}],
  notices: ['このファイルは取り込み済みです。同じ行は二重に記帳されません。', '文字コードは CP932 として読みました。'], suppliers_added: [], effect: {balance_before_kg: balanceOf('2026-07-01').sums.balance_kg, balance_after_kg: kg(balanceOf('2026-07-01').balance + t(21.25))},
});
const mended = (id, cells) => {
  const before = imported('受入_2607_3週.csv', 'receipts');
  const good = cells.every(cell => cell.value === 'S-012');
  return {
    ...before, import: id, mended: cells.map(cell => ({...cell, was: 'S-0l2'})), counts: {...before.counts, new: good ? 122 : 121, error: good ? 0 : 1},
    problems: good ? [] : before.problems.map(one => ({...one, value: cells[0].value})),
  };
};
const confirmed = (batch, actor) => {
  lists.imports.unshift({batch, file: '受入_2607_3週.csv', kind: 'receipts', at: new Date().toISOString(), actor, records: 121, state: 'posted'});
  return {batch, posted: 121};
};
const undone = batch => {
  const one = lists.imports.find(each => each.batch === batch);
  one.state = 'undone';
  return {reversed: one.records};
};

// ---- a posted receipt as its row, and what a corrected one would do
const rowOf = ({receipt, date, supplier, class: kind, mass_kg}) => ({kind: 'receipts', cells: [
  ['受入番号', 'receipt_no', 'code', receipt, {fixed: true}], ['受入日', 'received_on', 'date', date, {required: true}], ['仕入先コード', 'supplier_code', 'code', supplier, {required: true}],
  ['環境区分', 'attribute_class', 'choice', kind === 'renewable' ? '再エネ' : '通常', {required: true, choices: ['再エネ', '通常']}], ['質量', 'mass', 'mass', mass_kg, {required: true}], ['単位', 'unit', 'unit', 'kg', {required: true, choices: ['t', 'kg']}],
  ['ロット番号', 'lot_no', 'code', ''], ['備考', 'note', 'text', ''],
].map(([heading, key, type, value, more]) => ({heading, key, type, value, fixed: false, required: false, choices: [], ...more}))});
const corrected = name => ({...imported(name, 'receipts'), rows: 1, counts: {new: 0, same: 0, changed: 1, error: 0}, changes: [], known_file: false, problems: [], notices: []});

const WAITS = {
  receipts: row => row.class === 'renewable' && !row.reversed && !row.supplier_certificate,
  shipments: row => !row.reversed && !row.certificate && grams(row.allocated_kg) < grams(row.mass_kg),
  allocations: row => !row.released && !row.certificate,
};
function list(name, query, person) {
  let rows = lists[name];
  if (query.period && ['receipts', 'runs', 'charges', 'shipments'].includes(name)) rows = rows.filter(row => within(row, query.period));
  if (query.period && name === 'allocations') rows = rows.filter(row => within(lineOf(row), query.period));
  if (query.open) rows = rows.filter(WAITS[name]);
  if (query.supplier) rows = rows.filter(row => row.supplier === query.supplier);
  if (query.certificate) rows = rows.filter(row => row.certificate === query.certificate);
  if (query.customer) rows = rows.filter(row => row.customer === query.customer);
  if (person.roles.includes('customer')) rows = name === 'certificates' ? rows.filter(row => row.customer === person.customer) : [];
  if (query.q) rows = rows.filter(row => JSON.stringify(Object.values(row)).toLowerCase().includes(query.q.toLowerCase()));
  const at = Number(query.cursor ?? 0);
  const limit = Math.min(Number(query.limit ?? 100), 500);
  return {items: rows.slice(at, at + limit), next: at + limit < rows.length ? String(at + limit) : null};
}

export const sessionOf = cookie => sessions.get(/tenbin_session=(\w+)/.exec(cookie ?? '')?.[1]);

function enterAs(person) {
  const id = Math.random().toString(36).slice(2);
  sessions.set(id, {person, rights: rightsOf(person)});
  return {id, session: sessions.get(id)};
}

/** A person who is in by another way than a password. */
export function signInAs(person) {
  const {id, session} = enterAs(person);
  return new Reply(200, session, {'Set-Cookie': `tenbin_session=${id}; HttpOnly; SameSite=Strict; Path=/`});
}

export function signIn({login, password, totp}) {
  const person = people.find(one => one.login === login);
  checkPassword(person, password);
  checkTotp(login, totp);
  return enterAs(person);
}

/** The answer to one request of a person who is signed in; a Refusal is thrown. */
export function answer(method, path, query, body, session, host) {
  const [, first, second, third] = path.split('/').map(decodeURIComponent);
  const key = `${method} ${first}`;
  const other = offered(method, first, second, third, query, body, session, host);
  if (other !== undefined) return other;
  const ofPeople = peopled(method, first, second, third, body, session);
  if (ofPeople !== undefined) return ofPeople;
  if (key === 'GET book') return {origin: 'mihon.example', web: 'https://mihon.example', size: lists.journal.length, today: TODAY, rulebook: {id: 'tenbin/input-share/1', title: {ja: '投入比率方式', en: 'Input share'}, method: 'input_share', input_event: 'receipt', account_by: 'class', deficit: 'none', carry_over: 'months_12', partial_share: true, share_step_ppm: 1, period_months: 1}, sites: lists.sites.map(site => ({...site, periods}))};
  if (key === 'GET entries') {
    const receipt = lists.receipts.find(one => one.seq === Number(second));
    if (receipt.date < '2026-07-01') throw new Refusal(409, 'period.closed', 'この期間は締め済みのため記帳できません。開いている期間の日付で記帳してください。');
    return rowOf(receipt);
  }
  if (key === 'GET overview') return overview(query.period);
  if (key === 'GET explain') return explain(query.figure, query.period);
  if (key === 'GET flow') return flow(query.period);
  if (key === 'GET balance') return {schema: 'tenbin/balance/1', periods: periods.slice(0, 5).map(one => sheetOf(one, balanceOf(one.from)))};
  if (key === 'GET system') return {version: '1.0.0 (mock)', backup: {at: '2026-07-30T18:00:00.000Z', records: lists.journal.length - 3}, check: null, book: {size: lists.journal.length, bytes: 4_300_000, writable: true}, key: {id: 'mihon-2026', algorithm: 'Ed25519'}};
  if (key === 'POST simulate') return simulate(body);
  const factor = key === 'POST commands' && query.dry_run !== 'true' && (body.process_emissions ?? body.emission_factor);
  if (factor) return asking('factors', `係数 ${factor} を登録`, `Register the factor ${factor}`, [body], session, () => post(body, false, session.person.login));
  if (key === 'POST commands') return post(body, query.dry_run === 'true', session.person.login, query.reservation);
  if (key === 'POST claims') return claims(body.text);
  if (key === 'POST imports' && query.corrections === 'true') return corrected(query.file);
  if (key === 'POST imports' && !second) return imported(query.file, query.kind);
  if (key === 'POST imports' && third === 'cells') return mended(second, body.cells);
  if (key === 'POST imports' && third === 'confirm') return confirmed(second, session.person.login);
  if (key === 'POST imports') return undone(second);
  if (key === 'POST certificates' && second === 'all') {
    const trial = issueAll(body, true);
    if (query.dry_run === 'true') return trial;
    const commands = trial.issued.map(one => ({do: 'issue_certificate', customer: one.customer, date: body.date, from: body.from, to: body.to}));
    return asking('issue', `${commands.length}件の証明書を発行`, `Issue ${commands.length} certificates`, commands, session, () => issueAll(body, false));
  }
  if (key === 'POST certificates' && third) {
    const one = lists.certificates.find(row => row.certificate === second);
    const words = {revoke: ['取り消す', 'Revoke'], replace: ['差し替える', 'Replace']}[third];
    return asking(third, `証明書 ${second} を${words[0]}`, `${words[1]} certificate ${second}`, [{do: `${third}_certificate`, certificate: second, ...body}], session, () => {
      if (third === 'revoke') one.state = 'revoked';
      else one.revision += 1;
      return one;
    });
  }
  if (method === 'GET' && lists[first]) return list(first, query, session.person);
  throw new Refusal(404, 'path.unknown', `${method} ${path} は見本サーバーにありません。`);
}
