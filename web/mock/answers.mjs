// What the development server answers: enough of the contract to work on screens, not one rule more. The engine is elsewhere.
import {allocate, certify, enter, grams, kg, lineOf, lists, people, periods, t, TODAY} from './mill.mjs';
import {checkPassword, peopled} from './people.mjs';
import {allocatedBy, asking, checkHeld, expired, checkTotp, heldIn, offered, Reply, rightsOf} from './offers.mjs';

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
const drafts = new Map(); // by login: a file with a wrong row that was left

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

function overview(from, session) {
  const now = balanceOf(from);
  const open = periods.find(one => !one.closed).from;
  const unbacked = lists.receipts.filter(row => row.date >= open && row.class === 'renewable' && !row.supplier_certificate);
  const uncertified = lists.allocations.filter(row => !row.released && !row.certificate);
  const waits = (code, right, urgency, page, rows) => ({code, right, urgency, count: rows.length, href: `${page}?site=HQ&period=${open}`, mass_kg: kg(sum(rows.map(row => grams(row.mass_kg))))});
  const todos = [
    {code: 'import_errors', right: 'import_files', urgency: 'late', count: drafts.has(session.person.login) ? 1 : 0, href: `/imports?site=HQ&period=${open}&import=${drafts.get(session.person.login)}`},
    {code: 'reservations_expired', right: 'reserve', urgency: 'late', count: expired().length, href: `/reservations?site=HQ&period=${open}`, mass_kg: kg(sum(expired().map(row => grams(row.mass_kg))))},
    waits('unbacked', 'post_receipts', 'soon', '/procurement', unbacked), waits('uncertified', 'issue', 'other', '/certificates', uncertified),
  ].filter(one => one.count && session.rights.includes(one.right)).map(({right, ...one}) => one);
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

// ---- この数字の根拠
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const posted = (row, name, mass, papers) => ({name, seq: row.seq, date: row.date, mass_kg: mass, at: '2026-07-21T01:20:00.000Z', actor: 'clerk', approved_by: null, hash: HASH, papers});
const supplied = row => (row.supplier_certificate ? [
  {kind: 'supplier_certificate', name: row.supplier_certificate, href: '/procurement?site=HQ&period=2026-07-01'}, {kind: 'file', name: '証明書.pdf', href: '/api/v1/uploads/1/file'},
] : []);
const certified = row => (row.certificate ? [{kind: 'certificate', name: row.certificate, href: `/certificates/${row.certificate}`}] : []);
const MOST_ROWS = 20;

function explain(figure, from, rights) {
  const {sums, balance} = balanceOf(from);
  const all = {...sums, free_kg: kg(balance - grams(sums.reserved_kg)), transferred_kg: '0.000', expired_kg: '0.000', certified_kg: '0.000'};
  const received = lists.receipts.filter(row => within(row, from) && !row.reversed);
  const rowsOf = {
    '/receipts': ['see_receipts', () => received.map(row => posted(row, row.receipt, row.mass_kg, supplied(row)))],
    '/runs': ['see_production', () => lists.runs.filter(row => within(row, from)).map(row => posted(row, row.run, row.output_kg, []))],
    '/allocations': ['see_certificates', () => lists.allocations.filter(row => !row.released && within(lineOf(row), from)).map(row => posted({...row, date: lineOf(row).date}, row.allocation, row.mass_kg, certified(row)))],
  };
  const term = (name, name_ja, name_en, page, more = {}) => {
    const [right, find] = rowsOf[page] ?? ['see_balance', () => []];
    const rows = rights.includes(right) ? find() : null;
    return {name_ja, name_en, unit: 'kg', value: all[`${name}_kg`], figure: figure === name ? null : name, period: from, rows_href: `${page}?site=HQ&period=${from}`, rows: rows && rows.slice(0, MOST_ROWS), more: (rows?.length ?? 0) > MOST_ROWS, ...more};
  };
  const emitted = (name_ja, name_en, value) => term('', name_ja, name_en, '/receipts', {unit: 'kgco2e', value, figure: null});
  const [input, renewable] = [term('total_input', '総投入', 'Total input', '/receipts'), term('renewable_input', '裏付けのある再エネ投入', 'Backed renewable input', '/receipts')];
  const [output, entitlement] = [term('output', '総産出', 'Total output', '/runs'), term('entitlement', '割当可能量', 'Entitlement', '/balance')];
  const [allocated, opening, left] = [term('allocated', '割当済', 'Allocated', '/allocations'), term('opening', '期首', 'Opening', '/balance'), term('balance', '残り', 'Balance', '/balance')];
  const reserved = term('reserved', '仮押さえ', 'Reserved', '/reservations');
  const tonne = name => `${(Number(grams(all[`${name}_kg`])) / 1e6).toFixed(3)}`;
  const answers = {
    entitlement: [[renewable, output, input], `${tonne('renewable_input')} × ${tonne('output')} ÷ ${tonne('total_input')} = ${tonne('entitlement')} t`],
    balance: [[opening, entitlement, allocated], `${tonne('entitlement')} − ${tonne('allocated')} = ${tonne('balance')} t`], free: [[left, reserved], `${tonne('balance')} − ${tonne('reserved')} = ${tonne('free')} t`],
    input_share: [[renewable, input], `${tonne('renewable_input')} ÷ ${tonne('total_input')}`],
    footprint_with: [[emitted('再エネ投入の排出量', 'Emissions of renewable input', '1280000.000'), entitlement], `1280.000 ÷ ${tonne('entitlement')} = 10.450000`],
    footprint_without: [[emitted('再エネ投入を除く排出量', 'Other emissions', '8160000.000'), output, entitlement], `8160.000 ÷ (${tonne('output')} − ${tonne('entitlement')}) = 16.000000`],
    allocated: [[allocated]], renewable_input: [[renewable]], total_input: [[input]], output: [[output]], reserved: [[reserved]], opening: [[opening]],
    unbacked: [[term('unbacked', '裏付けのない再エネ', 'Unbacked', '/receipts')]], transferred: [[term('transferred', '移動', 'Transferred', '/journal')]],
    expired: [[term('expired', '失効', 'Expired', '/balance')]], certified: [[term('certified', '証明書化', 'Certified', '/allocations')]],
  };
  const [terms, formula = `Σ = ${tonne(figure)} t`] = answers[figure];
  const others = {input_share: ['ppm', String(sums.input_share_ppm)], footprint_with: ['kgco2e_per_kg', '10.450000'], footprint_without: ['kgco2e_per_kg', '16.000000']};
  const [unit, value] = others[figure] ?? ['kg', all[`${figure}_kg`]];
  return {figure, unit, value, formula_ja: formula, formula_en: formula, terms, rounding_ja: '割当可能量は切り捨て(1 g 単位)。', rounding_en: 'The entitlement is rounded down to the gram.'};
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
      node('in:renewable', '再エネ地金', 'Renewable metal', 'physical'), node('in:conventional', '通常地金', 'Conventional metal', 'physical'), node('furnace', '炉(混合)', 'Furnace (mixed)', 'physical'),
      node('product:*', '製品', 'Products', 'physical'), node('loss', '減耗', 'Loss', 'physical'), node('entitlement', '割当可能量', 'Entitlement', 'value'), node('credits', '割り当てられる量', 'To allocate', 'value'), node('left', '残り', 'Balance', 'value'),
      ...[...byCustomer.keys()].map(id => node(`customer:${id}`, lists.customers.find(one => one.customer === id).name_ja, lists.customers.find(one => one.customer === id).name_en || id, 'value')),
    ],
    links: input > 0n ? [
      link('in:renewable', 'furnace', renewable, 'physical'), link('in:conventional', 'furnace', input - renewable, 'physical'), link('furnace', 'product:*', output, 'physical'), link('furnace', 'loss', input - output, 'physical'),
      link('entitlement', 'credits', entitlement, 'value'), link('credits', 'left', entitlement - allocated, 'value'), ...[...byCustomer].map(([id, rows]) => link('credits', `customer:${id}`, sum(rows.map(row => grams(row.mass_kg))), 'value')),
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

const waitsFor = ({from, to}, customer) => lists.allocations.filter(row => !row.released && !row.certificate && lineOf(row).date >= from && lineOf(row).date <= to && (!customer || row.customer === customer));
const sumsOf = rows => {
  const kg = list => `${list.reduce((all, row) => all + Number(row.mass_kg), 0).toFixed(3)}`;
  return {mass_kg: kg([...new Set(rows.map(lineOf))]), allocated_kg: kg(rows)};
};

function issueAll({from, to, date, customers}, dry) {
  const waiting = [...new Set(waitsFor({from, to}).map(row => row.customer))].filter(id => !customers || customers.includes(id));
  const held = waiting.filter(id => !lists.customers.find(one => one.customer === id).name_en);
  return {
    issued: waiting.filter(id => !held.includes(id)).map(customer => ({
      customer, revision: 1, ...sumsOf(waitsFor({from, to}, customer)), certificate: dry ? '' : certify(customer, date, from, to),
    })),
    held_back: held.map(customer => ({customer, code: 'customer.name_missing', detail: '英語名がありません。マスタで英語名を登録すると発行できます。'})),
  };
}

function draft({language, ...order}) {
  const sums = sumsOf(waitsFor(order, order.customer));
  return {
    ...sums, share_ppm: Math.floor(Number(sums.allocated_kg) / Number(sums.mass_kg) * 1e6), code: 'C1', language,
    claim: language === 'en' ? 'We certify that … (equivalent to 50.0 %).' : '下記の製品に…マスバランス方式により割り当てたことを証明します(50.0 %相当)。',
    physical: '製品が当該アルミニウムを物理的に含むことを示すものではありません。', unverified: '本期間の割当は第三者検証を受けていません。', verifier: null,
    checks: {equivalent: true, method: true, residual: false, period: true, wording: true},
  };
}

/** What a replaced or revoked one said before. */
function correction(number) {
  const one = lists.certificates.find(row => row.certificate === number);
  const said = (revision, allocated_kg) => ({revision, mass_kg: one.mass_kg, allocated_kg, share_ppm: Math.floor(Number(allocated_kg) / Number(one.mass_kg) * 1e6), with_allocation_kgco2e: '1000.000', without_allocation_kgco2e: '2000.000'});
  return {
    certificate: number, date: '2026-08-11', reason: '数量の誤り', before: said(Math.max(1, one.revision - 1), one.mass_kg),
    after: one.state === 'revoked' ? null : said(one.revision, one.allocated_kg), letter: {ja: '# 訂正のお知らせ', en: '# Notice of correction'},
    restate: 'この証明書の値を使った報告書や表示は、訂正後の値に改めてください。訂正前の値はお使いになれません。',
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

const unknown = (row, value) => ({row, column: '仕入先コード', code: 'cell.code_unknown', value, suggestion: 'S-012', what: `「${value}」は登録されていません`, remedy: '「S-012」ではありませんか。直して取り込み直してください。'});
const noNumber = (row, value) => ({row, column: '質量', code: 'cell.number', value, what: `「${value}」を数として読めません`, remedy: '1.5 または 1,500 と書いてください。'});
const isWrong = ({column, value}) => (column === '質量' ? !/^[\d.]+$/.test(value) : !lists.suppliers.some(one => one.supplier === value));
const names = new Map(); // of the files, by import
/** A file named 直し… has several wrong cells, all others one. */
const wrongIn = name => (name.startsWith('直し') ? [noNumber(9, '1,5'), unknown(17, 'S-0l2'), noNumber(17, '2,5'), noNumber(20, '')] : [unknown(17, 'S-0l2')]).filter(isWrong);
const imported = (name, kind, id = String(++imports)) => names.set(id, name) && ({
  import: id, kind: kind || 'receipts', file: name, encoding: name.endsWith('.xlsx') ? null : 'cp932', form: '', rows: 128, counts: {new: 121, same: 4, changed: 2, error: 1}, mass_kg: '420000.000',
  problems: wrongIn(name),
  mended: [], known_file: true,
  changes: [{row: 31, key: 'R2607-031', column: '質量', before: '18520.000 kg', after: '18250.000 kg'}, {row: 40, key: 'R2607-040', column: '備考', before: '', after: '再計量'}],
  notices: ['このファイルは取り込み済みです。同じ行は二重に記帳されません。', '文字コードは CP932 として読みました。'], suppliers_added: [], effect: {balance_before_kg: balanceOf('2026-07-01').sums.balance_kg, balance_after_kg: kg(balanceOf('2026-07-01').balance + t(21.25))},
});
// A file named 文字化け… is in EUC-JP, one named 見出し… has headings of its own until they are mapped; all else is read at once.
const READ = {
  文字化け: {code: 'import.encoding_unclear', detail: '文字コードを判定できません。', reading: {
    encoding: null, form: '', headings: [], kind: null, looks_like: null,
    samples: [{encoding: 'cp932', text: '･ﾗﾆﾈﾖ'}, {encoding: 'euc_jp', text: '受入番号,受入日\nR-1,2026-07-01'}],
  }},
  見出し: {code: 'import.unrecognised', detail: '受入の表に似ていますが、列「質量」がありません。見出しを確かめてください。', reading: {
    encoding: 'utf8', form: '', kind: 'receipts', looks_like: null, samples: [],
    headings: [{heading: '受入番号', key: 'receipt_no', sample: 'R-1', suggestion: null}, {heading: '受入日付', key: null, sample: '2026-07-01', suggestion: 'received_on'}, {heading: '計量値', key: null, sample: '25', suggestion: null},
      {heading: '取引先', key: null, sample: 'S-003', suggestion: 'supplier_code'}, {heading: '再エネか', key: null, sample: '通常', suggestion: null}, {heading: '計量者', key: null, sample: '見本', suggestion: null}],
  }},
  出荷: {code: 'import.unrecognised', detail: '受入の表に似ていますが、列「受入日」がありません。', reading: {
    encoding: null, form: '', kind: 'receipts', looks_like: 'shipments', samples: [], headings: [{heading: '出荷日', key: null, sample: '2026-07-01', suggestion: null}, {heading: '顧客コード', key: null, sample: 'C-0101', suggestion: null}],
  }},
};
const readable = (name, kind) => {
  const [key, how] = Object.entries(READ).find(([one]) => name.startsWith(one) && (one !== '出荷' || kind === 'receipts')) ?? [];
  if (how) throw new Refusal(422, how.code, how.detail, {import: key});
  return imported(name, kind);
};
const readAs = (id, said) => ({...imported(`${id}.csv`, said.kind, id), encoding: said.encoding ?? null, form: said.form ?? '', known_file: false, notices: [], problems: []});
const mended = (id, cells) => {
  const before = imported(names.get(id), 'receipts', id);
  const now = before.problems.map(one => ({...one, ...cells.find(cell => cell.row === one.row && cell.column === one.column)}));
  const problems = now.filter(isWrong);
  return {
    ...before, mended: cells.map(cell => ({...cell, was: before.problems.find(one => one.row === cell.row)?.value ?? ''})),
    counts: {...before.counts, new: problems.length ? 121 : 122, error: problems.length ? 1 : 0}, problems,
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
  const ofPeople = peopled(method, first, second, third, body, session, query);
  if (ofPeople !== undefined) return ofPeople;
  if (key === 'GET book') return {origin: 'mihon.example', web: 'https://mihon.example', size: lists.journal.length, today: TODAY, rulebook: {id: 'tenbin/input-share/1', title: {ja: '投入比率方式', en: 'Input share'}, method: 'input_share', input_event: 'receipt', account_by: 'class', deficit: 'none', carry_over: 'months_12', partial_share: true, share_step_ppm: 1, period_months: 1}, sites: lists.sites.map(site => ({...site, periods}))};
  if (key === 'GET entries') {
    const receipt = lists.receipts.find(one => one.seq === Number(second));
    if (receipt.date < '2026-07-01') throw new Refusal(409, 'period.closed', 'この期間は締め済みのため記帳できません。開いている期間の日付で記帳してください。');
    return rowOf(receipt);
  }
  if (key === 'GET overview') return overview(query.period, session);
  if (key === 'GET explain') return explain(query.figure, query.period, session.rights);
  if (key === 'GET flow') return flow(query.period);
  if (key === 'GET balance') return {schema: 'tenbin/balance/1', periods: periods.slice(0, 5).map(one => sheetOf(one, balanceOf(one.from)))};
  if (key === 'POST system/mail') return new Reply(201, {path: 'mill.tenbin.outbox/2026-07-31-1.eml', sent: 'file'});
  if (key === 'GET system') return {version: '1.0.0 (mock)', backup: {at: '2026-07-30T18:00:00.000Z', records: lists.journal.length - 3}, check: null, book: {size: lists.journal.length, bytes: 4_300_000, writable: true}, disk: {available: 31_000_000_000, capacity: 250_000_000_000}, key: {id: 'mihon-2026', algorithm: 'Ed25519'}};
  if (key === 'POST simulate') return simulate(body);
  const factor = key === 'POST commands' && query.dry_run !== 'true' && (body.process_emissions ?? body.emission_factor);
  if (factor) return asking('factors', `係数 ${factor} を登録`, `Register the factor ${factor}`, [body], session, () => post(body, false, session.person.login));
  if (key === 'POST commands') return post(body, query.dry_run === 'true', session.person.login, query.reservation);
  if (key === 'POST claims') return claims(body.text);
  if (key === 'POST imports' && query.corrections === 'true') return corrected(query.file);
  if (key === 'POST imports' && !second) {
    const made = readable(query.file, query.kind);
    drafts.set(session.person.login, made.import);
    return made;
  }
  if (key === 'GET imports' && second && !third) {
    if (drafts.get(session.person.login) !== second) throw new Refusal(404, 'reference.unknown', `取込 ${second} はありません。番号をお確かめください。`);
    return mended(second, []);
  }
  if (key === 'GET imports' && third === 'reading') return READ[second]?.reading ?? {...READ.見出し.reading, samples: READ.文字化け.reading.samples, encoding: 'cp932', headings: [{heading: '仕入先コード', key: 'supplier_code', sample: 'S-003', suggestion: null}, {heading: '質量', key: 'mass', sample: '25', suggestion: null}]};
  if (key === 'POST imports' && third === 'reading') return readAs(second, body);
  if (key === 'GET tables') return {...rowOf(lists.receipts[0]), kind: second, cells: rowOf(lists.receipts[0]).cells.map(cell => ({...cell, value: '', fixed: false}))};
  if (key === 'POST imports' && third === 'cells') return mended(second, body.cells);
  if (key === 'POST imports' && third === 'confirm') {
    drafts.delete(session.person.login);
    return confirmed(second, session.person.login);
  }
  if (key === 'POST imports') return undone(second);
  if (key === 'POST certificates' && second === 'all') {
    const trial = issueAll(body, true);
    if (query.dry_run === 'true') return trial;
    const commands = trial.issued.map(one => ({do: 'issue_certificate', customer: one.customer, date: body.date, from: body.from, to: body.to}));
    return asking('issue', `${commands.length}件の証明書を発行`, `Issue ${commands.length} certificates`, commands, session, () => issueAll(body, false));
  }
  if (key === 'POST certificates' && second === 'draft') return draft(body);
  if (key === 'GET certificates' && third === 'correction') return correction(second);
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
