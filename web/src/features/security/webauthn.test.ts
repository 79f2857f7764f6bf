import {describe, expect, it} from 'vitest';
import {credentialJson, fromBase64url, optionsOf, toBase64url} from './webauthn';

const bytes = (...values: number[]) => new Uint8Array(values);

describe('passkeys as JSON', () => {
  it('writes base64url without padding, and reads it', () => {
    expect(toBase64url(bytes(251, 255, 254))).toBe('-__-');
    expect(toBase64url(bytes(1))).toBe('AQ');
    expect([...fromBase64url('-__-')]).toEqual([251, 255, 254]);
    expect([...fromBase64url('AQ')]).toEqual([1]);
  });
  it('reads the options in each of their three shapes', () => {
    const inner = {challenge: 'AQ', user: {id: 'Ag', name: 'a'}, excludeCredentials: [{id: 'Aw', type: 'public-key'}]};
    for (const answer of [inner, {publicKey: inner}, {challenge: 'AQ', options: inner}, {challenge: 'AQ', options: {publicKey: {...inner, challenge: undefined}}}]) {
      const options = optionsOf(answer) as {challenge: Uint8Array; user: {id: Uint8Array; name: string}; excludeCredentials: {id: Uint8Array}[]};
      expect([...options.challenge]).toEqual([1]);
      expect([...options.user.id]).toEqual([2]);
      expect(options.user.name).toBe('a');
      expect([...options.excludeCredentials[0]!.id]).toEqual([3]);
    }
    expect(optionsOf({challenge: 'AQ'})).not.toHaveProperty('allowCredentials');
  });
  it('says a credential with what it has', () => {
    const credential = {id: 'AQ', rawId: bytes(1).buffer, type: 'public-key', response: {clientDataJSON: bytes(123).buffer, signature: bytes(9).buffer, userHandle: null}};
    expect(credentialJson(credential)).toEqual({id: 'AQ', rawId: 'AQ', type: 'public-key', response: {clientDataJSON: 'ew', signature: 'CQ'}});
  });
});
