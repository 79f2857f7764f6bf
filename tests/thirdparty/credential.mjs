// Asked {documents, now, certificates: [text], jwts: [text]}; answers what each verifier says of each one.
// `documents`: address -> object, the issuer's did.json under its DID.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import * as dcc from '@digitalcredentials/vc';
import jsonld from 'jsonld';
import canonicalize from 'canonicalize';
import {compactVerify, importJWK, base64url} from 'jose';
import * as Multikey from '@digitalbazaar/ed25519-multikey';
import {readFileSync} from 'node:fs';
import {loaderOf} from './loader.mjs';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const documentLoader = loaderOf(asked.documents);
const suite = () => new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()});

// Every proof has to hold: `verified` alone is true when one of several does.
async function verifiedBy(library, credential) {
  try {
    const said = await library.verifyCredential({
      credential, suite: suite(), documentLoader, now: new Date(asked.now),
      checkStatus: o => checkStatus({...o, verifyBitstringStatusListCredential: true})
    });
    const revoked = said.statusResult?.results?.map(result => result.status);
    const good = said.verified && said.results.every(result => result.verified) &&
      // that the list could be read, not what it says; a verifier's statement has none
      (credential.credentialStatus === undefined || said.statusResult?.verified === true);
    return {good, error: said.error && String(said.error.errors ?? said.error), revoked};
  } catch (error) {
    return {good: false, error: String(error)};
  }
}

async function quads(credential) {
  try {
    const nquads = await jsonld.canonize(credential, {
      algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader
    });
    return {lines: nquads.split('\n').length - 1};
  } catch (error) {
    return {error: String(error)};
  }
}

async function ofCertificate(text) {
  let credential;
  try {
    credential = JSON.parse(text);
  } catch {
    return {json: false, digitalbazaar: {good: false}, digitalcredentials: {good: false}};
  }
  const answer = {
    json: true, canonical: canonicalize(credential) === text,
    digitalbazaar: await verifiedBy(vc, structuredClone(credential)),
    digitalcredentials: await verifiedBy(dcc, structuredClone(credential))
  };
  if (asked.jsonld) answer.jsonld = await quads(credential);
  return answer;
}

async function ofJwt(text) {
  try {
    const {kid} = JSON.parse(new TextDecoder().decode(base64url.decode(text.split('.')[0])));
    const {document} = await documentLoader(kid);
    const {publicKey} = await (await Multikey.from(document)).export({publicKey: true, raw: true});
    const key = await importJWK({kty: 'OKP', crv: 'Ed25519', x: base64url.encode(publicKey)}, 'EdDSA');
    const {payload, protectedHeader} = await compactVerify(text, key, {algorithms: ['EdDSA']});
    return {good: true, payload: new TextDecoder().decode(payload), header: protectedHeader};
  } catch (error) {
    return {good: false, error: String(error)};
  }
}

const answer = {certificates: [], jwts: []};
for (const text of asked.certificates ?? []) answer.certificates.push(await ofCertificate(text));
for (const text of asked.jwts ?? []) answer.jwts.push(await ofJwt(text));
console.log(JSON.stringify(answer));
