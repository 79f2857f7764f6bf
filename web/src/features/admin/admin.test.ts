import {describe, expect, it} from 'vitest';
import {ageOf} from './backup';
import {filledFrom, nobody, passwordFrom, sent, withRole} from './person';
import {expiry, opens, SCOPES} from './tokens';

describe('a person', () => {
  it('has several roles, in their order', () => {
    expect(withRole(['sales'], 'clerk', true)).toEqual(['clerk', 'sales']);
    expect(withRole(['clerk', 'sales'], 'sales', false)).toEqual(['clerk']);
    expect(withRole(['clerk'], 'clerk', false)).toEqual([]);
  });
  it('is a customer and nothing else', () => {
    expect(withRole(['clerk', 'admin'], 'customer', true)).toEqual(['customer']);
    expect(withRole(['customer'], 'manager', true)).toEqual(['manager']);
  });
  it('takes no customer along into another role', () => {
    const filled = {...nobody, name: ' 山田 ', customer: ' C-0101 '};
    expect(sent({...filled, roles: ['customer']})).toEqual({name: '山田', customer: 'C-0101', roles: ['customer'], language: 'ja', email: ''});
    expect(sent({...filled, roles: ['clerk']}).customer).toBe('');
  });
  it('is filled in as it stands', () =>
    expect(filledFrom({login: 'a', name: 'A', roles: ['admin'], customer: null, language: 'en', active: false, has_password: true, has_totp: true, email: 'a@mill.example', last_sign_in_at: null})).toEqual({name: 'A', roles: ['admin'], customer: '', language: 'en', email: 'a@mill.example'}));
});

describe('a password that is made', () => {
  it('is twenty letters in groups', () => expect(passwordFrom(Uint8Array.from({length: 20}, (_, at) => at + 32))).toBe('abcde-fghij-kmnpq-rstuv'));
  it('has no letter that reads as another', () => expect(passwordFrom(Uint8Array.from({length: 20}, (_, at) => at + 12))).not.toMatch(/[l1o0]/));
});

describe('a token', () => {
  it('lasts so many days, or to the end of a day in Japan', () => {
    const now = Date.parse('2026-08-03T00:00:00Z');
    expect(expiry('90', '', now)).toBe('2026-11-01T00:00:00.000Z');
    expect(expiry('day', '2026-08-31', now)).toBe('2026-08-31T14:59:59.000Z');
    expect(expiry('day', '', now)).toBeNull();
  });
  it('does nothing that its owner may not', () => {
    expect(SCOPES.filter(scope => opens(scope, ['manage_people']))).toEqual(['read']);
    expect(SCOPES.filter(scope => opens(scope, ['import_files', 'simulate']))).toEqual(['read', 'import', 'allocate']);
  });
});

describe('a backup', () => {
  it('is amber after a day and red after a week', () => {
    const at = '2026-07-01T00:00:00.000Z';
    const after = (hours: number) => ageOf(at, Date.parse(at) + hours * 3_600_000);
    expect([after(23), after(24), after(167), after(168)]).toEqual([{tone: 'good', days: 0}, {tone: 'warn', days: 1}, {tone: 'warn', days: 6}, {tone: 'bad', days: 7}]);
  });
});
