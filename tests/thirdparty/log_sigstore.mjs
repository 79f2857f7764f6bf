// @sigstore/verify over a record with its tlog-proof: asked {vkey, record, proof}; answers {ok} or {error}.
import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint.js');
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle.js');

const asked = JSON.parse(readFileSync(0, 'utf8'));
const [name, , ...rest] = asked.vkey.split('+');
const key = Buffer.from(rest.join('+'), 'base64');
const id = createHash('sha256').update(name + '\n').update(key).digest();
const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)]);
const log = {
  logID: id,
  baseURL: `https://${name}`,
  publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
};

const gap = asked.proof.indexOf('\n\n');
const lines = asked.proof.slice(0, gap).split('\n');
const entry = {
  canonicalizedBody: Buffer.from(asked.record),
  inclusionProof: {
    logIndex: lines[1].replace('index ', ''),
    hashes: lines.slice(2).map((line) => Buffer.from(line, 'base64')),
    checkpoint: { envelope: asked.proof.slice(gap + 2) },
  },
};
try {
  const checkpoint = verifyCheckpoint(entry, [log]);
  verifyMerkleInclusion(entry, checkpoint);
  console.log(JSON.stringify({ ok: true, size: Number(checkpoint.logSize) }));
} catch (error) {
  console.log(JSON.stringify({ ok: false, error: error.message }));
}
