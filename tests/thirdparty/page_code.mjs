// The code of tools/verify.html, taken out of the page, and keys made on the spot, for the scripts that try it in Node.
import {createHash, generateKeyPairSync, sign} from "node:crypto";
import {readFileSync} from "node:fs";

// `names`: what of the code is wanted. The catalogue's texts with it.
export function codeOf(path, names) {
  const html = readFileSync(path, "utf8");
  const texts = JSON.parse(/id="texts">\n([\s\S]*?)\n<\/script>/.exec(html)[1]);
  const code = /<script>\n("use strict"[\s\S]*?)\/\/ ---- The page/.exec(html)[1];
  return {texts, ...new Function("texts", `${code}return {${names}};`)(texts)};
}

export const sha256 = (...parts) =>
  createHash("sha256").update(Buffer.concat(parts.map(part => Buffer.from(part)))).digest();

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
function base58(bytes) {
  let text = "";
  for (let number = BigInt("0x" + Buffer.from(bytes).toString("hex")); number > 0n; number /= 58n)
    text = alphabet[Number(number % 58n)] + text;
  return "1".repeat(bytes.findIndex(byte => byte !== 0)) + text;
}

export function key() {
  const pair = generateKeyPairSync("ed25519");
  const raw = pair.publicKey.export({type: "spki", format: "der"}).subarray(-32);
  return {raw, multikey: "z" + base58(Buffer.concat([Buffer.from([0xed, 1]), raw])),
    sign: bytes => sign(null, Buffer.from(bytes), pair.privateKey)};
}

// RFC 8785 for what the tests write: no number but small integers.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

// A document with a Data Integrity proof (eddsa-jcs-2022) by a key of `did`.
export function secured(document, did, by, changes = {}) {
  const options = {"@context": document["@context"], created: document.validFrom, cryptosuite: "eddsa-jcs-2022",
    proofPurpose: "assertionMethod", type: "DataIntegrityProof", verificationMethod: `${did}#${by.multikey}`, ...changes};
  const message = Buffer.concat([sha256(canonical(options)), sha256(canonical(document))]);
  return canonical({...document, proof: {...options, proofValue: "z" + base58(by.sign(message))}});
}

export const didJson = (did, ...keys) => JSON.stringify({id: did, assertionMethod: keys.map(({by}) => `${did}#${by.multikey}`),
  verificationMethod: keys.map(({by, ...rest}) => ({id: `${did}#${by.multikey}`, type: "Multikey", controller: did,
    publicKeyMultibase: by.multikey, ...rest}))});

export const bytesOf = text => new Uint8Array(Buffer.from(text));
export const resultsOf = ({checks}) => Object.fromEntries(checks.map(check => [check.name, `${check.result} ${check.reason}`.trim()]));
