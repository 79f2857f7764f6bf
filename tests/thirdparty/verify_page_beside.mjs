// What stands beside a certificate, as tools/verify.html judges it: its code is taken out of the page and run here, with
// keys made on the spot. Standard input: {page, certificate: path}. Answer: {name: {check: "result reason"}} of each case.
import {readFileSync} from "node:fs";
import {gzipSync} from "node:zlib";
import {bytesOf, canonical, codeOf, didJson, key, resultsOf, secured as securedBy, sha256} from "./page_code.mjs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const {verified_files, root_from} = codeOf(asked.page, "verified_files, root_from");

// ---- The same certificate, signed anew by a key of ours.
const {proof: old, ...body} = JSON.parse(readFileSync(asked.certificate, "utf8"));
const did = body.issuer.id;
const mine = key(), other = key();
const secured = (document, by = mine) => securedBy(document, did, by);
const did_json = (...keys) => didJson(did, ...keys);
function status(revoked, by = mine) {
  const bits = Buffer.alloc(16384);
  const index = body.credentialStatus.statusListIndex;
  if (revoked) bits[index >> 3] |= 0x80 >> (index & 7);
  const url = body.credentialStatus.statusListCredential;
  return secured({"@context": ["https://www.w3.org/ns/credentials/v2"], id: url, issuer: did,
    type: ["VerifiableCredential", "BitstringStatusListCredential"], validFrom: "2026-09-01T00:00:00Z",
    credentialSubject: {id: url + "#list", type: "BitstringStatusList", statusPurpose: "revocation",
      encodedList: "u" + gzipSync(bits).toString("base64url")}}, by);
}

// ---- A log of ours with the certificate's record among others, and a witness.
const mb = body.credentialSubject.massBalance;
const record = canonical({actor: "test", at: "2026-08-10T00:00:00.000Z", salt: "00", seq: 6, event: {do: "attest_certificate",
  certificate: mb.number, revision: mb.revision, digest: sha256(canonical(body)).toString("hex")}});
const leaves = Array.from({length: 11}, (_, i) => sha256(Buffer.of(0), i === 5 ? record : String(i)));
const split = size => { let k = 1; while (k * 2 < size) k *= 2; return k; };
const root = all => all.length === 1 ? all[0]
  : sha256(Buffer.of(1), root(all.slice(0, split(all.length))), root(all.slice(split(all.length))));
function path(index, all) {
  if (all.length === 1) return [];
  const k = split(all.length);
  return index < k ? [...path(index, all.slice(0, k)), root(all.slice(k))]
    : [...path(index - k, all.slice(k)), root(all.slice(0, k))];
}
const log = key(), witness = key();
const vkey = (name, type, by) => {
  const bytes = Buffer.concat([Buffer.of(type), by.raw]);
  return `${name}+${sha256(name + "\n", bytes).subarray(0, 4).toString("hex")}+${bytes.toString("base64")}`;
};
const line = (name, type, by, bytes) => `\u2014 ${name} ${Buffer.concat([
  sha256(name + "\n", Buffer.of(type), by.raw).subarray(0, 4), bytes]).toString("base64")}\n`;
function proof({index = 5, cosigned = true, origin = mb.log_origin, by = log} = {}) {
  const text = `${origin}\n${leaves.length}\n${root(leaves).toString("base64")}\n`;
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(1786752000n);
  let note = text + "\n" + line(origin, 1, by, by.sign(text));
  if (cosigned) note += line("witness.example", 4, witness, Buffer.concat([time, witness.sign(`cosignature/v1\ntime 1786752000\n${text}`)]));
  return ["c2sp.org/tlog-proof@v1", `index ${index}`, ...path(5, leaves).map(hash => hash.toString("base64")), "", note].join("\n");
}
const policy = `log ${vkey(mb.log_origin, 1, log)}\nwitness w ${vkey("witness.example", 4, witness)}\ngroup g any w\nquorum g\n`;

// ---- The cases.
const right = {certificate: secured(body), did: did_json({by: mine}), status: status(false), proof: proof(), record, policy};
const cases = {
  all: {}, no_did: {did: undefined}, another_key: {did: did_json({by: other})},
  retired: {did: did_json({by: mine, revoked: "2020-01-01T00:00:00Z"})}, later_retired: {did: did_json({by: mine, expires: "2099-01-01T00:00:00Z"})},
  revoked: {status: status(true)}, forged_status: {status: status(false, other)}, no_status: {status: undefined},
  damaged_status: {status: right.status.replace("2026-09-01", "2026-09-02")},
  no_policy: {policy: undefined}, not_cosigned: {proof: proof({cosigned: false})}, another_log: {proof: proof({by: other})},
  another_place: {proof: proof({index: 4})}, another_origin: {proof: proof({origin: "another.example/log"})},
  another_record: {record: record.replace('"revision":1', '"revision":2')}, damaged_policy: {policy: policy.replace("quorum g", "quorum h")},
};
const answer = {};
for (const [name, changes] of Object.entries(cases)) {
  const files = Object.values({...right, ...changes}).filter(text => text !== undefined);
  answer[name] = resultsOf(await verified_files(files.map(bytesOf)));
}
// Every path of every small tree.
answer.paths = {wrong: 0};
for (let size = 1; size <= 20; ++size) {
  const all = Array.from({length: size}, (_, i) => sha256(Buffer.of(0), String(i)));
  for (let index = 0; index < size; ++index) {
    const found = await root_from(all[index], BigInt(index), BigInt(size), path(index, all));
    if (!found || !root(all).equals(Buffer.from(found))) ++answer.paths.wrong;
  }
}
console.log(JSON.stringify(answer));
