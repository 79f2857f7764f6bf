// The development server's people, the tokens of programs and the webhooks to them.
import {Refusal} from './answers.mjs';
import {lists, PASSWORD, people} from './mill.mjs';
import {Reply} from './offers.mjs';

const passwords = new Map(); // login → the one that was made; everybody else has PASSWORD

/** Nobody who is stopped comes in, and nobody learns why. */
export function checkPassword(person, password) {
  if (person?.active && password === (passwords.get(person.login) ?? PASSWORD)) return;
  throw new Refusal(401, 'session.refused', '利用者名またはパスワードが違います。もう一度お試しください。');
}

function change(login, body) {
  const person = people.find(one => one.login === login);
  const after = {...person, ...body, customer: body.customer || null, email: body.email ?? person.email};
  const stays = people.some(one => (one === person ? after : one).active && (one === person ? after : one).roles.includes('admin'));
  if (!stays) throw new Refusal(409, 'person.last_admin', '管理者がいなくなるため変更できません。先に別の人を管理者にしてください。');
  return Object.assign(person, after);
}

function makeToken(body, session) {
  const token = {...body, token: `tk-${lists.tokens.length + 1}`, owner: session.person.login, created_at: new Date().toISOString(), last_used_at: null, revoked: false};
  lists.tokens.unshift(token);
  return new Reply(201, {...token, secret: 'tenbin_mock_secret'});
}

export function peopled(method, first, second, third, body, session, query) {
  const key = `${method} ${first}`;
  if (key === 'POST people' && third === 'password') {
    if (second === session.person.login) checkPassword(session.person, body.old_password);
    return passwords.set(second, body.password) && new Reply(204, '');
  }
  if (key === 'POST people') {
    const {password, ...person} = body;
    passwords.set(person.login, password);
    people.push({...person, customer: person.customer || null, active: true, has_password: true, has_totp: false, email: person.email || null, last_sign_in_at: null});
    return new Reply(201, people.at(-1));
  }
  if (key === 'PATCH people') return change(second, body);
  if (key === 'POST tokens') return makeToken(body, session);
  if (key === 'DELETE tokens') return lists.tokens.splice(lists.tokens.findIndex(one => one.token === second), 1) && new Reply(204, '');
  if (key === 'POST webhooks') {
    if (!body.allow_private && !/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+/.test(body.url)) throw new Refusal(400, 'webhook.address', `「${body.url}」には送れません。公開されたホストの https:// のアドレスにするか、社内のアドレスへの送信を許可してください。`, {url: body.url});
    lists.webhooks.unshift({...body, webhook: String(lists.webhooks.length + 1), paused: false, made_by: session.person.login, made_at: new Date().toISOString(), waiting: 0, dead: 0});
    return new Reply(201, {...lists.webhooks[0], secret: 'whsec_bWlob24='});
  }
  if (key === 'PATCH webhooks') return Object.assign(lists.webhooks.find(one => one.webhook === second), body);
  if (key === 'DELETE webhooks') return lists.webhooks.splice(lists.webhooks.findIndex(one => one.webhook === second), 1) && new Reply(204, '');
  if (key === 'GET webhook-deliveries') return {items: lists['webhook-deliveries'].filter(one => !query.state || one.state === query.state), next: null};
  if (key === 'POST webhook-deliveries') return Object.assign(lists['webhook-deliveries'].find(one => one.delivery === second), {state: 'waiting', tries: 0, next_try_at: new Date().toISOString()});
  return undefined;
}
