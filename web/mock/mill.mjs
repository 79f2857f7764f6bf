// An invented mill for the development server: July 2026 is the worked example (1,000 t in, 320 t renewable, 850 t out,
// 272 t to allocate, nothing allocated yet), June is closed and certified. Masses are BigInt grams.

export const TODAY = '2026-08-03';
export const kg = grams => `${grams < 0n ? '-' : ''}${(grams < 0n ? -grams : grams) / 1000n}.${String((grams < 0n ? -grams : grams) % 1000n).padStart(3, '0')}`;
export const t = tonne => BigInt(Math.round(tonne * 1000)) * 1000n;
const day = (month, date) => `2026-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
const LAST = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const people = [
  {login: 'manager', name: '見本 太郎', roles: ['manager'], customer: null, language: 'ja'},
  {login: 'manager2', name: '承認 六郎', roles: ['manager'], customer: null, language: 'ja'},
  {login: 'clerk', name: '山田 入力', roles: ['clerk'], customer: null, language: 'ja'},
  {login: 'sales', name: '営業 次郎', roles: ['sales'], customer: null, language: 'ja'},
  {login: 'buyer', name: '調達 三郎', roles: ['procurement'], customer: null, language: 'ja'},
  {login: 'verifier', name: '検証 四郎', roles: ['verifier'], customer: null, language: 'ja'},
  {login: 'customer', name: '見本 花子', roles: ['customer'], customer: 'C-0101', language: 'ja'},
  {login: 'admin', name: '管理 五郎', roles: ['admin'], customer: null, language: 'ja'},
].map((person, at) => ({...person, active: true, has_password: true, has_totp: false, email: at % 3 ? `${person.login}@mill.example` : null, last_sign_in_at: at < 5 ? '2026-08-02T00:10:00.000Z' : null}));
export const PASSWORD = 'mihon-mihon-mihon';

const customers = [
  ['C-0101', '株式会社見本サッシ', 'Mihon Sash Co., Ltd.', 'ja'], ['C-0102', '東海オート部品株式会社', 'Tokai Auto Parts Co., Ltd.', 'ja'],
  ['C-0103', '大阪見本商事株式会社', '', 'ja'], ['C-0104', '北見本電機株式会社', 'Kita Mihon Electric Co., Ltd.', 'ja'],
  ['C-0105', 'Sample Rail GmbH', 'Sample Rail GmbH', 'en'], ['C-0106', '見本建材株式会社', 'Mihon Building Materials Co., Ltd.', 'ja'],
].map(([customer, name_ja, name_en, language]) => ({customer, name_ja, name_en, language}));
const products = [
  ['EX-6061-A', '6061-T6 バンパー材', '6061-T6 bumper section', 'A6061S', 'T6', '自動車部品'], ['EX-6061-B', '6061-T6 サイドシル', '6061-T6 side sill', 'A6061S', 'T6', '自動車部品'],
  ['EX-6063-01', '押出形材 レールA', 'Extruded rail A', 'A6063S', 'T5', '建材'], ['EX-6063-02', 'サッシ枠', 'Window frame', 'A6063S', 'T5', '建材'],
  ['EX-6063-03', 'ヒートシンク', 'Heat sink', 'A6063S', 'T5', '電機'],
].map(([product, name_ja, name_en, alloy, temper, group]) => ({product, name_ja, name_en, alloy, temper, standard: 'JIS H 4100', group, allocatable: true}));
const suppliers = [['S-003', '見本アルミ地金', 'Mihon Ingot'], ['S-012', '見本製錬㈱', 'Mihon Smelting'], ['S-015', 'Sample Hydro Smelter', 'Sample Hydro Smelter']]
  .map(([supplier, name_ja, name_en]) => ({supplier, name_ja, name_en}));
const sites = [{site: 'HQ', name_ja: '本社工場', name_en: 'Main works'}];

const receipts = [], runs = [], charges = [], shipments = [], allocations = [], certificates = [], journal = [], supplierCertificates = [];
let seq = 0;
export function enter(what, actor, ja, en, at = `${TODAY}T04:05:00Z`) {
  journal.push({seq: ++seq, at, actor, do: what, summary_ja: ja, summary_en: en});
  return seq;
}

function receive(month, count, total, kind, backed) {
  for (let at = 0; at < count; ++at) {
    const receipt = `R26${String(month).padStart(2, '0')}-${String(receipts.length + 1).padStart(3, '0')}`;
    const date = day(month, 1 + ((at * 3 + 2) % LAST[month - 1]));
    const mass = t(total) / BigInt(count);
    const paper = kind === 'renewable' && backed ? (at % 2 ? 'SC-2026-0134' : 'SC-2026-0112') : null;
    receipts.push({
      receipt, seq: enter('receive', 'clerk', `受入 ${receipt} ${kg(mass)} kg`, `Receipt ${receipt} ${kg(mass)} kg`, `${date}T01:30:00Z`), date, site: 'HQ',
      supplier: kind === 'renewable' ? (at % 2 ? 'S-012' : 'S-015') : 'S-003', material: at % 3 ? 'billet' : 'ingot', class: kind, mass_kg: kg(mass),
      backed_kg: paper ? kg(mass) : '0.000', supplier_certificate: paper, charged_kg: '0.000', reversed: false,
    });
  }
}
function make(month, total) {
  for (let at = 0; at < 20; ++at) {
    const run = `P26${String(month).padStart(2, '0')}-${String(at + 1).padStart(3, '0')}`;
    const date = day(month, 1 + at);
    const product = products[at % products.length].product;
    runs.push({run, seq: enter('produce', 'clerk', `生産 ${run}`, `Production ${run}`, `${date}T09:00:00Z`), date, site: 'HQ', product, output_kg: kg(t(total) / 20n), reversed: false});
  }
}
const LINES = [
  ['C-0102', 'EX-6061-A', 150, 100], ['C-0102', 'EX-6061-B', 100, 100], ['C-0101', 'EX-6063-02', 120, 50], ['C-0101', 'EX-6063-01', 80, null], ['C-0103', 'EX-6063-01', 60, null],
  ['C-0104', 'EX-6063-03', 90, 30], ['C-0105', 'EX-6063-01', 70, 100], ['C-0106', 'EX-6063-02', 100, null], ['C-0106', 'EX-6063-01', 50, null], ['C-0103', 'EX-6063-03', 30, null],
];
function ship(month) {
  LINES.forEach(([customer, product, mass, wish], at) => {
    const shipment = `S26${String(month).padStart(2, '0')}-${String(at + 1).padStart(3, '0')}`;
    const date = day(month, 4 + at * 2);
    shipments.push({
      shipment, line: 1, seq: enter('ship', 'clerk', `出荷 ${shipment} ${mass} t`, `Shipment ${shipment} ${mass} t`, `${date}T07:00:00Z`), date, site: 'HQ', customer, product, mass_kg: kg(t(mass)),
      allocated_kg: '0.000', share_ppm: 0, certificate: null, reversed: false, requested_share_ppm: wish === null ? null : wish * 10_000,
    });
  });
}
export const grams = text => {
  const [whole, part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + part.padEnd(3, '0'));
  return text.startsWith('-') ? -value : value;
};
export function allocate(line, mass, date, id, actor) {
  line.allocated_kg = kg(mass);
  line.share_ppm = Number((mass * 1_000_000n) / grams(line.mass_kg));
  const entry = enter('allocate', actor, `割当 ${id} ${kg(mass)} kg`, `Allocation ${id} ${kg(mass)} kg`);
  allocations.push({
    allocation: id, seq: entry, date, shipment: line.shipment, line: line.line, customer: line.customer, product: line.product, mass_kg: kg(mass), share_ppm: line.share_ppm,
    accounts: [{account: 'HQ/renewable', mass_kg: kg(mass)}], certificate: null, released: false,
  });
  return entry;
}
export function certify(customer, date, from, to) {
  const open = allocations.filter(one => {
    const line = lineOf(one);
    return !one.released && !one.certificate && one.customer === customer && line.date >= from && line.date <= to;
  });
  if (!open.length) return null;
  const certificate = `MB-2026-${String(certificates.length + 123).padStart(6, '0')}-${(certificates.length * 7 + 8) % 10}`;
  let mass = 0n, given = 0n;
  for (const one of open) {
    one.certificate = certificate;
    const line = lineOf(one);
    line.certificate = certificate;
    mass += grams(line.mass_kg);
    given += grams(one.mass_kg);
  }
  certificates.push({
    certificate, revision: 1, date, customer, language: customers.find(one => one.customer === customer).language, mass_kg: kg(mass), allocated_kg: kg(given),
    share_ppm: Number((given * 1_000_000n) / mass), state: 'live', from, to,
  });
  enter('issue_certificate', 'manager', `証明書 ${certificate}`, `Certificate ${certificate}`);
  return certificate;
}
export const lineOf = allocation => shipments.find(one => one.shipment === allocation.shipment && one.line === allocation.line);

for (const [id, supplier, mass, power] of [['SC-2026-0112', 'S-015', 420, 'hydro'], ['SC-2026-0134', 'S-012', 380, 'hydro'], ['SC-2026-0140', 'S-012', 120, 'wind'], ['SC-2025-0977', 'S-015', 60, 'hydro']]) {
  supplierCertificates.push({
    supplier_certificate: id, supplier, valid_from: id.includes('2025') ? '2025-04-01' : '2026-04-01', valid_to: id.includes('2025') ? '2026-03-31' : '2027-03-31', power_source: power,
    renewable_share_ppm: 1_000_000, mass_kg: kg(t(mass)), used_kg: '0.000', left_kg: kg(t(mass)), emission_factor_kgco2e_per_kg: '4.000000',
  });
}
for (const month of [6, 7]) {
  receive(month, 16, 320, 'renewable', true);
  receive(month, month === 7 ? 25 : 34, month === 7 ? 635 : 680, 'conventional', false);
  if (month === 7) receive(7, 3, 45, 'renewable', false); // Without a paper it counts as conventional until one comes.
  make(month, 850);
  ship(month);
}
const june = shipments.filter(line => line.date.startsWith('2026-06'));
june.slice(0, 2).forEach((line, at) => allocate(line, grams(line.mass_kg), '2026-06-30', `A-06-${at}`, 'manager'));
allocate(june[2], t(14), '2026-06-30', 'A-06-2', 'manager');
certify('C-0102', '2026-07-05', '2026-06-01', '2026-06-30');
certify('C-0101', '2026-07-05', '2026-06-01', '2026-06-30');
for (const one of receipts) {
  const paper = supplierCertificates.find(row => row.supplier_certificate === one.supplier_certificate);
  if (!paper) continue;
  paper.used_kg = kg(grams(paper.used_kg) + grams(one.mass_kg));
  paper.left_kg = kg(grams(paper.mass_kg) - grams(paper.used_kg));
}
// What the book did before, so that a long list is long.
for (let at = 0; at < 1400; ++at) journal.unshift({seq: at - 1400, at: '2026-04-01T00:00:00Z', actor: 'clerk', do: at % 2 ? 'receive' : 'ship', summary_ja: `4・5月の記帳 ${at + 1}`, summary_en: `Entry of April and May ${at + 1}`});
journal.forEach((one, at) => (one.seq = at + 1));
seq = journal.length;

export const lists = {
  receipts, charges, runs, shipments, allocations, certificates, 'supplier-certificates': supplierCertificates, customers, products, sites, suppliers, journal, people,
  factors: [
    {seq: 12, kind: 'supplier_certificate', id: 'SC-2026-0134', factor_kgco2e_per_kg: '4.000000', from: '2026-04-01', to: '2027-03-31', at: '2026-04-02T00:30:00.000Z', actor: 'clerk', approved_by: 'manager', reason: '2026年度の検証済み値'},
    {seq: null, kind: 'default', id: 'conventional', factor_kgco2e_per_kg: '15.100000', from: '2026-04-01', to: null, at: null, actor: null, approved_by: null, reason: null},
    {seq: null, kind: 'default', id: 'recycled', factor_kgco2e_per_kg: '0.600000', from: '2026-04-01', to: null, at: null, actor: null, approved_by: null, reason: null},
  ],
  imports: [{batch: '4f1c0a9d22be', file: '受入_2606.xlsx', kind: 'receipts', at: '2026-07-02T01:12:00.000Z', actor: 'clerk', records: 96, state: 'closed'}],
  tokens: [{token: 'tk-1', name: '基幹システム連携', owner: 'manager', scopes: ['read'], created_at: '2026-05-01T00:00:00Z', expires_at: '2026-08-01T00:00:00Z', last_used_at: '2026-07-30T21:00:00Z', revoked: false}],
  webhooks: [{webhook: '1', url: 'https://hooks.mihon.example/tenbin', events: ['certificate.issued', 'period.closed'], allow_private: false, paused: false, made_by: 'admin', made_at: '2026-05-01T00:00:00Z', waiting: 0, dead: 1}],
  'webhook-deliveries': [
    {delivery: '2', webhook: '1', url: 'https://hooks.mihon.example/tenbin', event: 'evt_02', type: 'certificate.issued', at: '2026-07-05T01:00:00Z', state: 'dead', tries: 6, tried_at: '2026-07-06T07:05:30Z', next_try_at: null, outcome: 'timed_out'},
    {delivery: '1', webhook: '1', url: 'https://hooks.mihon.example/tenbin', event: 'evt_01', type: 'period.closed', at: '2026-07-03T01:00:00Z', state: 'delivered', tries: 1, tried_at: '2026-07-03T01:00:01Z', next_try_at: null, outcome: '204'},
  ],
  'access-log': Array.from({length: 40}, (_, at) => ({at: `2026-08-02T0${at % 10}:1${at % 6}:0${at % 7}Z`, login: people[at % 5].login, action: ['GET /overview', 'POST /commands', 'GET /certificates'][at % 3], address: '192.0.2.10', result: '200'})),
};
export const periods = Array.from({length: 12}, (_, at) => {
  const month = ((at + 3) % 12) + 1;
  const year = at < 9 ? 2026 : 2027;
  return {from: `${year}-${String(month).padStart(2, '0')}-01`, to: `${year}-${String(month).padStart(2, '0')}-${LAST[month - 1]}`, closed: at < 3};
});
