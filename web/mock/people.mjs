// The development server's people and the tokens of programs.
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

export function peopled(method, first, second, third, body, session) {
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
  return undefined;
}
