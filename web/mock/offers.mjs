// The development server's approvals, reservations, proposals, shares, papers of suppliers and ways in: shapes and states, hardly a rule.
import {balanceOf, Refusal} from './answers.mjs';
import {grams, kg, people, TODAY} from './mill.mjs';

export class Reply {
  constructor(status, body, headers = {}) {
    Object.assign(this, {status, body, headers});
  }
}
const DAY_MS = 86_400_000;
const later = days => new Date(Date.now() + days * DAY_MS).toISOString();
const now = () => new Date().toISOString();
export const settings = {self_approval: 'on', language: 'ja'};
export const approvals = [], reservations = [], proposals = [], shares = [], passkeys = [], links = [];
const paper = (upload, number) => ({
  upload, link: '0', supplier: 'S-012', file: `${number}.pdf`, kind: 'pdf', size: 4096, sha256: 'ab'.repeat(32), number, valid_from: '2026-07-01', valid_to: '2026-09-30', mass_kg: '7000.000',
  received_at: '2026-11-20T03:00:00Z', state: 'received', decided_by: null, decided_at: null, reason: null, supplier_certificate: null,
});
export const uploads = [paper('2', 'SC-2607-B'), paper('1', 'SC-2607-A')];
const totp = new Map(); // login → secret

const MANAGER = ['see_balance', 'see_receipts', 'see_production', 'see_shipments', 'see_masters', 'see_certificates', 'see_journal', 'post_receipts', 'post_masters', 'import_files', 'simulate', 'reserve', 'draft_allocation', 'allocate', 'issue', 'draft_close', 'close', 'approve', 'invite'];
const RIGHTS = {
  manager: MANAGER, clerk: ['see_balance', 'see_receipts', 'see_production', 'see_shipments', 'see_masters', 'post_receipts', 'post_masters', 'import_files', 'simulate', 'draft_close'],
  sales: ['see_balance', 'see_shipments', 'see_masters', 'see_certificates', 'simulate', 'reserve', 'draft_allocation', 'invite'], procurement: ['see_balance', 'see_receipts', 'see_masters', 'post_receipts', 'import_files', 'simulate', 'reserve'],
  verifier: ['see_balance', 'see_receipts', 'see_production', 'see_shipments', 'see_masters', 'see_certificates', 'see_journal', 'simulate'], customer: ['see_certificates'], admin: ['manage_people', 'manage_keys', 'see_system', 'see_access_log'],
};
export const rightsOf = person => [...new Set(person.roles.flatMap(role => [...RIGHTS[role], ...(role === 'customer' ? [] : ['make_tokens'])]))];

export const heldIn = (period, but) => aged(reservations).filter(one => one.state === 'open' && one.period === period && one.reservation !== but).reduce((all, one) => all + grams(one.mass_kg), 0n);

/** Where four eyes are needed: 202 and nothing is done, unless the firm is one person; `act` is done at approval. */
export function asking(kind, summary_ja, summary_en, commands, session, act) {
  if (settings.self_approval === 'on') return act();
  const approval = {
    approval: String(approvals.length + 1), kind, summary_ja, summary_en, requested_by: session.person.login, requested_at: now(), state: 'open', decided_by: null, decided_at: null, comment: null,
    self_approved: false, effects: {commands},
  };
  approvals.unshift(approval);
  Object.defineProperty(approval, 'act', {value: act});
  return new Reply(202, {approval});
}

function decide(id, what, body, session) {
  const one = approvals.find(row => row.approval === id);
  if (!one) throw new Refusal(404, 'reference.unknown', `依頼 ${id} はありません。`);
  if (one.state !== 'open') throw new Refusal(409, 'approval.decided', 'この依頼はもう決まっています。一覧を読み直してください。');
  const own = one.requested_by === session.person.login;
  if (what === 'withdraw' && !own) throw new Refusal(403, 'approval.not_own', '取り下げられるのは、依頼した人だけです。');
  if (what !== 'withdraw' && own) throw new Refusal(403, 'approval.same_person', 'ご自分の依頼は承認できません。別の承認者にお願いしてください。');
  Object.assign(one, {state: {approve: 'approved', reject: 'rejected', withdraw: 'withdrawn'}[what], decided_by: session.person.login, decided_at: now(), comment: body.comment ?? null});
  return what === 'approve' ? {approval: one, result: one.act()} : {approval: one};
}

function reserve(body, session) {
  const {balance} = balanceOf(body.period);
  const have = balance - heldIn(body.period);
  if (grams(body.mass_kg) > have) throw new Refusal(409, 'reservation.insufficient', `仮押さえできません。残り ${kg(have)} kg に対して ${body.mass_kg} kg です。案を合わせ直してください。`, {have_kg: kg(have), want_kg: body.mass_kg});
  const one = {
    reservation: String(reservations.length + 1), site: body.site, period: body.period, customer: body.customer, mass_kg: body.mass_kg, rows: body.rows ?? [], note: body.note ?? '', made_by: session.person.login,
    made_at: now(), expires_at: later(body.days ?? 14), state: 'open', proposal: null, // A mock takes negative days: it has expired then.
  };
  reservations.unshift(one);
  return new Reply(201, one);
}

function propose(body, session) {
  const allocated = body.rows.reduce((all, row) => all + grams(row.allocated_kg), 0n);
  const one = {
    ...body, proposal: String(proposals.length + 1), allocated_kg: kg(allocated), days: body.days ?? 14, hold_days: body.hold_days ?? 14, made_by: session.person.login, made_at: now(), expires_at: later(body.days ?? 14),
    state: 'open', accepted_by: null, accepted_at: null, comment: null, reservation: null, seen: 0,
  };
  proposals.unshift(one);
  return new Reply(201, {...one, url: `/p/mihon${one.proposal}`, pin: '4821'});
}

/** As the server: what has expired says so, though nobody wrote that down. */
const aged = rows => rows.map(row => (row.state === 'open' && Date.parse(row.expires_at) <= Date.now() ? {...row, state: 'expired'} : row));
const open = (rows, query) => rows.filter(row => (!query.state || row.state === query.state) && (!query.period || row.period === query.period) && (!query.customer || row.customer === query.customer));
export const expired = () => aged(reservations).filter(row => row.state === 'expired');
const items = rows => ({items: rows, next: null});

function totpOf({do: what, code, password}, {person}) {
  if (what === 'begin') return {secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', address: `otpauth://totp/mihon:${person.login}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=mihon`};
  if (what === 'confirm' && code !== '123456') throw new Refusal(401, 'totp.invalid', '確認コードが違います。時計の合った端末の、いまの数字を入れてください。');
  if (what === 'remove' && !password) throw new Refusal(401, 'login.failed', 'パスワードが違います。');
  if (what === 'remove') checkTotp(person.login, code);
  person.has_totp = what === 'confirm';
  totp.set(person.login, person.has_totp);
  return new Reply(204, '');
}

export function checkTotp(login, code) {
  if (!totp.get(login)) return;
  if (!code) throw new Refusal(401, 'totp.needed', '確認コードを入れてください。認証アプリの6桁の数字です。');
  if (code !== '123456') throw new Refusal(401, 'totp.invalid', '確認コードが違います。時計の合った端末の、いまの数字を入れてください。');
}

const challenge = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');

/** What needs no session; undefined where it does. `enter` signs a person in. */
export function outside(method, path, body, host, enter) {
  if (method === 'GET' && path === '/setup') return new Reply(200, {needed: false, oidc: true, passkeys: true});
  if (method === 'POST' && path === '/session/link') return new Reply(202, '');
  if (method === 'POST' && path === '/session/passkey/begin') return new Reply(200, {challenge: challenge(), rpId: host.split(':')[0], userVerification: 'preferred', allowCredentials: []});
  if (method === 'POST' && path === '/session/passkey') {
    const one = passkeys.find(row => row.passkey === body.credential.id);
    if (!one) throw new Refusal(401, 'passkey.unknown', 'このパスキーは登録されていません。ほかの入り方をお試しください。');
    one.last_used_at = now();
    return enter(people.find(person => person.login === one.login));
  }
  return undefined;
}

/** The answer, or undefined where the path is another file's. */
export function offered(method, first, second, third, query, body, session, host) {
  const key = `${method} ${first}`;
  if (key === 'GET approvals') return items(open(approvals, query));
  if (key === 'POST approvals') return decide(second, third, body, session);
  if (key === 'GET settings') return settings;
  if (key === 'POST settings') return Object.assign(settings, body);
  if (key === 'GET reservation-cap') return {cap_kg: null, held_kg: null};
  if (key === 'GET reservations') return items(open(aged(reservations), query));
  if (key === 'POST reservations' && !second) return reserve(body, session);
  if (first === 'reservations') {
    const one = reservations.find(row => row.reservation === second);
    if (method === 'DELETE') one.state = 'released';
    else one.expires_at = new Date(Date.parse(one.expires_at) + body.days * DAY_MS).toISOString();
    return one;
  }
  if (key === 'GET proposals') return items(open(proposals, query));
  if (key === 'POST proposals') return propose(body, session);
  if (key === 'DELETE proposals') return Object.assign(proposals.find(row => row.proposal === second), {state: 'withdrawn'});
  if (key === 'POST certificates' && third === 'shares') {
    const one = {share: String(shares.length + 1), certificate: second, fields: body.fields, made_at: now(), expires_at: body.days ? later(body.days) : null, state: 'open', views: 0, url: `/s/mihon${shares.length + 1}`};
    shares.unshift(one);
    return new Reply(201, one);
  }
  if (key === 'POST suppliers' && third === 'upload-links') {
    const one = {
      link: String(links.length + 1), supplier: second, receipts: [], note: body.note ?? '', days: body.days ?? 30, made_by: session.person.login, made_at: now(), expires_at: later(body.days ?? 30),
      state: 'open', uploads: 0, url: null,
    };
    links.unshift(one);
    return new Reply(201, {...one, url: `/u/mihon${one.link}`});
  }
  if (key === 'GET upload-links') return items(links.filter(row => row.supplier === query.supplier));
  if (key === 'DELETE upload-links') return Object.assign(links.find(row => row.link === second), {state: 'revoked'});
  if (key === 'GET uploads' && !second) return items(uploads);
  if (key === 'POST uploads') {
    const done = {decided_by: session.person.login, decided_at: now()};
    const more = third === 'accept' ? {state: 'accepted', supplier_certificate: body.supplier_certificate} : {state: 'rejected', reason: body.reason};
    return Object.assign(uploads.find(row => row.upload === second), done, more);
  }
  if (key === 'GET shares') return items(shares);
  if (key === 'DELETE shares') return Object.assign(shares.find(row => row.share === second), {state: 'revoked'});
  if (key === 'POST session' && second === 'totp') return totpOf(body, session);
  if (key === 'GET passkeys') return items(passkeys.filter(row => row.login === session.person.login));
  if (key === 'POST passkeys' && second === 'begin') {
    return {challenge: '', options: {
      challenge: challenge(), rp: {name: 'mihon', id: host.split(':')[0]}, user: {id: Buffer.from(session.person.login).toString('base64url'), name: session.person.login, displayName: session.person.name},
      pubKeyCredParams: [{type: 'public-key', alg: -7}], authenticatorSelection: {residentKey: 'required'}, excludeCredentials: [],
    }};
  }
  if (key === 'POST passkeys') {
    const one = {passkey: body.credential.id, name: body.name, made_at: now(), last_used_at: null};
    Object.defineProperty(one, 'login', {value: session.person.login});
    passkeys.push(one);
    return new Reply(201, one);
  }
  if (key === 'DELETE passkeys') {
    passkeys.splice(passkeys.findIndex(row => row.passkey === second), 1);
    return new Reply(204, '');
  }
  if (key === 'POST links') return new Reply(201, {sent: 'file', path: `mill.tenbin.outbox/${TODAY}-1.eml`});
  return undefined;
}

export function allocatedBy(id) {
  const one = reservations.find(row => row.reservation === id);
  if (one) one.state = 'allocated';
}

/** What is held may not be given to others. */
export function checkHeld(month, mass, balance, id) {
  const held = heldIn(month, id);
  if (balance - mass < held) throw new Refusal(409, 'reservation.held', `仮押さえ ${kg(held)} kg があるため割り当てられません。案を合わせ直すか、仮押さえを解放してください。`, {held_kg: kg(held), left_kg: kg(balance - mass)});
}
