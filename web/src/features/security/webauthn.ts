// Passkeys between JSON (base64url, as the server speaks) and the browser's buffers.

export type Json = {[name: string]: unknown};

export function toBase64url(bytes: ArrayBuffer | Uint8Array): string {
  const letters = Array.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), byte => String.fromCharCode(byte)).join('');
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(letters, letter => letter.charCodeAt(0));
}

const bytesIn = (value: unknown): unknown => (typeof value === 'string' ? fromBase64url(value) : value);
const withIds = (list: unknown): unknown => (Array.isArray(list) ? list.map((one: Json) => ({...one, id: bytesIn(one.id)})) : list);

/** What a begin answered → options of navigator.credentials; `{challenge, options}`, `{publicKey}` or the options alone. */
export function optionsOf(answer: Json): Json {
  const outer = (answer.options ?? answer) as Json;
  const inner = (outer.publicKey ?? outer) as Json;
  const user = inner.user as Json | undefined;
  return {
    ...inner, challenge: bytesIn(inner.challenge ?? answer.challenge),
    ...(user && {user: {...user, id: bytesIn(user.id)}}),
    ...(inner.excludeCredentials !== undefined && {excludeCredentials: withIds(inner.excludeCredentials)}),
    ...(inner.allowCredentials !== undefined && {allowCredentials: withIds(inner.allowCredentials)}),
  };
}

const RESPONSE = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'] as const;

/** A credential of the browser → JSON; fields that it does not have are left out. */
export function credentialJson(credential: {id: string; rawId: ArrayBuffer; type: string; response: object}): Json {
  const response = credential.response as Partial<Record<(typeof RESPONSE)[number], ArrayBuffer | null>> & {getTransports?: () => string[]};
  const said = Object.fromEntries(RESPONSE.flatMap(name => (response[name] instanceof ArrayBuffer ? [[name, toBase64url(response[name])]] : [])));
  return {
    id: credential.id, rawId: toBase64url(credential.rawId), type: credential.type,
    response: {...said, ...(response.getTransports && {transports: response.getTransports()})},
  };
}

export const hasPasskeys = (): boolean => typeof window !== 'undefined' && 'PublicKeyCredential' in window && window.isSecureContext;

/** Null when the person closed the browser's question. */
export async function ask(how: 'create' | 'get', answer: Json): Promise<Json | null> {
  try {
    const publicKey = optionsOf(answer) as never;
    const credential = await navigator.credentials[how]({publicKey});
    return credential && credentialJson(credential as PublicKeyCredential);
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return null;
    throw error;
  }
}
