// The verifier's statement and the QR code, as tools/verify.html judges them: documents and codes are made here from
// docs/spec, with keys made on the spot. Standard input: {page, certificate: path}. Answer: {statements, codes, alone}, each
// {name: {check: "result reason"}}, and how many damaged codes were believed.
import {readFileSync} from "node:fs";
import {bytesOf, canonical, codeOf, didJson, key, resultsOf, secured, sha256} from "./page_code.mjs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const {verified_files, credential_of, texts} = codeOf(asked.page, "verified_files, credential_of");
const original = JSON.parse(readFileSync(asked.certificate, "utf8"));
const mb = original.credentialSubject.massBalance;
const did = original.issuer.id, web = "https://" + did.slice("did:web:".length);
const mine = key(), other = key(), auditor = key();
const verifier = "did:web:verifier.example";
const label = name => ({en: texts.en["certificate." + name], ja: texts.ja["certificate." + name]});
const both = name => Object.values(label(name)).reverse().join(" / ");
const ni = digest => "ni:///sha-256;" + Buffer.from(digest, "hex").toString("base64url");

// ---- A statement (docs/spec/statement.md) that covers the certificate.
const from = mb.periods.map(each => each.from).sort()[0], to = mb.periods.map(each => each.to).sort().at(-1);
const site = mb.lines.flatMap(line => line.accounts)[0].account.split("/")[0];
const balance = {accounts: [...new Set(mb.lines.flatMap(line => line.accounts.map(drawn => drawn.account)))].sort(),
  book_issuer: did, claim: {code: "C7", text: label("claim.c7")}, criteria: "ISO 22095:2020", date: "2026-09-01", from,
  kind: "verification", level: "limited", log_origin: mb.log_origin, log_root: "0a".repeat(32), log_size: 7,
  pack_sha256: "0b".repeat(32), rulebook_id: mb.rulebook.rulebook_id, rulebook_sha256: "0c".repeat(32), site,
  statement: "V-7", to, verifier: "Verifier"};
function document(said, issuer = verifier) {
  const id = `${issuer}/statement/${said.statement}`;
  const named = (about, name, type) => ({id: about, name, type: [type]});
  return {"@context": ["https://www.w3.org/ns/credentials/v2", "https://vocabulary.uncefact.org/untp/0.7.0/context/",
    "https://tenbin.example/ns/statement/v1"],
    credentialSubject: {assessmentLevel: "no-endorsement", assessorLevel: "3rdParty", attestationType: "verification",
      balanceStatement: said, id: id + "#attestation", name: both("verification.kind." + said.kind),
      issuedToParty: named(said.book_issuer ?? id + "#mill", said.log_origin, "Party"),
      referenceScheme: named(ni(said.rulebook_sha256), said.rulebook_id, "ConformityScheme"), type: ["ConformityAttestation"]},
    id, issuer: named(issuer, said.verifier, "CredentialIssuer"), name: `${both("statement.title")} ${said.statement}`,
    type: ["VerifiableCredential", "DigitalConformityCredential", "BalanceStatement"], validFrom: said.date + "T00:00:00Z"};
}
const signed = (changes = {}, issuer = verifier, by = auditor) => secured(document({...balance, ...changes}, issuer), issuer, by);

// The certificate, citing a statement, signed anew by a key of ours.
function citing(digest) {
  const {unverified, ...claims} = mb.claims;
  const verification = {criteria: balance.criteria, date: balance.date, kind: balance.kind, level: balance.level,
    scope: {from, to}, statement: balance.statement, statement_sha256: digest, verifier: balance.verifier};
  if (digest === undefined) delete verification.statement_sha256;
  const list = original.credentialStatus.statusListCredential.split("/").at(-1);
  const body = credential_of({...mb, claims, verification}, web, original.credentialStatus.statusListIndex, list);
  return secured(body, did, mine);
}
const digest_of = text => sha256(text).toString("hex");

const good = signed(), by_key = signed({}, "did:key:" + auditor.multikey), no_proof = canonical(document(balance));
const of_verifier = (...keys) => didJson(verifier, ...keys);
const cites = (text, more = {}) => ({certificate: citing(digest_of(text)), statement: text, ...more});
const did_json = didJson(did, {by: mine});
const cases = {
  passed_by_did: cites(good, {did: of_verifier({by: auditor})}),
  passed_with_both_dids: cites(good, {did: of_verifier({by: auditor}), mill: did_json}),
  passed_by_key: cites(good, {verifier_key: auditor.raw}),
  passed_by_did_key: cites(by_key, {verifier_key: auditor.raw}),
  passed_later_retired: cites(good, {did: of_verifier({by: auditor, expires: "2030-01-01T00:00:00Z"})}),
  no_statement: {certificate: citing("ab".repeat(32))},
  not_signed_document: {certificate: citing(undefined)},
  another_one: {certificate: citing("ab".repeat(32)), statement: good},
  cites_none: {certificate: citing(undefined), statement: good},
  no_key: cites(good), only_the_mill: cites(good, {mill: did_json}),
  damaged: cites(good.replace("0a0a", "0a0b")), spaced: cites(good.replace(":", ": ")), no_proof: cites(no_proof),
  cut: cites(good.slice(0, -1)), two_proofs: cites(canonical({...JSON.parse(good), proof: Array(2).fill(JSON.parse(good).proof)})),
  more_members: cites(secured({...document(balance), extra: "x"}, verifier, auditor)),
  other_day_of_proof: cites(secured(document(balance), verifier, auditor, {created: "2026-09-02T00:00:00Z"})),
  of_another_issuer: cites(secured(document(balance), "did:web:other.example", auditor)),
  other_days: cites(signed({to: "2027-01-01"})), other_level: cites(signed({level: "reasonable"})),
  other_name: cites(signed({verifier: "Someone"})), other_number: cites(signed({statement: "V-8"})),
  other_log: cites(signed({log_origin: "other.example/log"})), other_mill: cites(signed({book_issuer: "did:web:other.example"})),
  other_site: cites(signed({site: site + "X"})),
  other_key: cites(good, {verifier_key: other.raw}), not_listed: cites(good, {did: of_verifier({by: other})}),
  retired: cites(good, {did: of_verifier({by: auditor, expires: "2026-08-31T00:00:00Z"})}),
  revoked: cites(good, {did: of_verifier({by: auditor, revoked: "2026-09-01T00:00:00Z"})}),
  another_verifier: cites(good, {mill: did_json, did: didJson("did:web:other.example", {by: auditor})}),
};
const answer = {statements: {}, codes: {}, alone: {}, believed: 0};
for (const [name, {certificate, statement, did: listed, mill, verifier_key}] of Object.entries(cases)) {
  const files = [certificate, statement, listed, mill].filter(text => text !== undefined).map(bytesOf);
  answer.statements[name] = resultsOf(await verified_files(files, {verifier_key}));
}

// ---- QR codes: deterministic CBOR (RFC 8949, 4.2) and a signature.
function head(major, value) {
  const number = BigInt(value), first = major << 5;
  if (number < 24n) return Buffer.of(first | Number(number));
  const step = number < 256n ? 0 : number < 65536n ? 1 : number < 1n << 32n ? 2 : 3, bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(number);
  return Buffer.concat([Buffer.of(first | 24 + step), bytes.subarray(8 - (1 << step))]);
}
const item = value => value === null ? Buffer.of(0xf6) : Buffer.isBuffer(value) ? Buffer.concat([head(2, value.length), value])
  : typeof value === "string" ? Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]) : head(0, value);
const purpose = Buffer.from("tenbin certificate summary v1\n");
const certificate = secured((({proof, ...body}) => body)(original), did, mine);
const digest = sha256(canonical((({proof, ...body}) => body)(original)));
const facts = {number: mb.number, revision: mb.revision, digest, grams: BigInt(mb.totals.allocated_kg.replace(".", "")),
  ppm: mb.totals.share_ppm, from, to, position: 300000};
const cbor = changes => Buffer.concat([head(4, 9), item(1), ...Object.values({...facts, ...changes}).map(item)]);
const address = (bytes, by = mine, host = web) =>
  `${host}/c/${mb.number}#${Buffer.concat([bytes, by.sign(Buffer.concat([purpose, bytes]))]).toString("base64url")}`;
const right = address(cbor({}));
const long_head = Buffer.concat([head(4, 9), Buffer.of(0x18, 1), cbor({}).subarray(2)]);  // 1 in two bytes
const whole = right.split("#")[1].length;
const cut = right.slice(0, -((whole + 3) % 4 || 4));  // one character over a group: what no bytes are written as
const codes = {
  right, fragment: right.split("#")[1], no_mass: address(cbor({grams: null})), no_position: address(cbor({position: null})),
  other_mass: address(cbor({grams: facts.grams + 1n})), other_share: address(cbor({ppm: facts.ppm + 1})),
  other_days: address(cbor({to: "2030-12-31"})), other_revision: address(cbor({revision: 2})),
  other_digest: address(cbor({digest: sha256("x")})), other_key: address(cbor({}), other), long_head: address(long_head),
  no_day: address(cbor({from: "2026-02-30"})), cut, more: address(Buffer.concat([cbor({}), Buffer.of(0)])),
};
for (const [name, code] of Object.entries(codes))
  answer.codes[name] = {summary: resultsOf(await verified_files([bytesOf(certificate)], {code})).summary};

// Every byte of it changed, with the certificate and alone.
const raw = Buffer.from(right.split("#")[1], "base64url");
for (let at = 0; at < raw.length; ++at) {
  const bad = Buffer.from(raw);
  bad[at] ^= 1 << at % 8;
  const code = `${web}/c/x#${bad.toString("base64url")}`;
  const results = [resultsOf(await verified_files([bytesOf(certificate)], {code})).summary,
    resultsOf(await verified_files([bytesOf(did_json)], {code})).code];
  answer.believed += results.filter(result => !result.startsWith("failed")).length;
}
answer.bytes = raw.length;

const alone = {
  no_key: {}, by_did: {did: did_json}, by_key: {key: mine.raw}, by_another_key: {key: other.raw},
  fragment_by_did: {code: codes.fragment, did: did_json}, no_mass: {code: codes.no_mass, key: mine.raw},
  another_mill: {did: didJson("did:web:other.example", {by: mine})}, not_listed: {did: didJson(did, {by: other})},
  key_ends: {did: didJson(did, {by: mine, revoked: "2026-12-01T00:00:00Z"})}, cut: {code: codes.cut, key: mine.raw},
  nonsense: {code: "hello"},
};
for (const [name, {code = right, did: listed, key: trusted}] of Object.entries(alone))
  answer.alone[name] = {code: resultsOf(await verified_files(listed ? [bytesOf(listed)] : [], {code, key: trusted})).code};
// A text file with it does the same.
answer.alone.as_file = {code: resultsOf(await verified_files([bytesOf(right + "\n"), bytesOf(did_json)])).code};
console.log(JSON.stringify(answer));
