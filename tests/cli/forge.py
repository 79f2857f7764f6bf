"""Takes a verifier's pack apart and puts it together again, for the tests that plant faults in it. A forger who holds the
log's key is simulated: tree, checkpoint, proofs, manifest and signatures can be made anew."""
import base64
import hashlib
import io
import json
import re
import sys
import zipfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from support import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import audit_proofs  # noqa: E402  the tree, for the forger
import audit_sheets  # noqa: E402, F401  the reader of workbooks, for the tests


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data):
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = DIGITS[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


class Pack:
    def __init__(self, path, key_path):
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        seed = base64.b64decode(key_path.read_text().split()[1])
        self.key = Ed25519PrivateKey.from_private_bytes(seed)
        self.origin = self.files["checkpoint"].split(b"\n")[0].decode()

    def save(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files.items():
                archive.writestr(name, data)

    # -- the journal
    def records(self):
        return [json.loads(line) for line in self.files["journal.jsonl"].splitlines()]

    def set_records(self, records):
        self.files["journal.jsonl"] = b"".join(canonical(r) + b"\n" for r in records)

    def append(self, event, **outcome):
        """A record after the last one."""
        records = self.records()
        if outcome:
            event = {**event, "outcome": outcome}
        records.append({**records[-1], "seq": len(records) + 1, "salt": "ab" * 16, "event": event})
        self.set_records(records)

    def change(self, find, change):
        """Changes the event of the first record that fits."""
        records = self.records()
        change(next(r["event"] for r in records if find(r["event"])))
        self.set_records(records)

    # -- signatures
    def sign(self, text, key=None):
        key = key or self.key
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        data = audit_proofs.key_id(self.origin, public) + key.sign(text)
        return text + b"\n\xe2\x80\x94 " + self.origin.encode() + b" " + base64.b64encode(data) + b"\n"

    def checkpoint(self, root, size, key=None):
        text = f"{self.origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
        self.files["checkpoint"] = self.sign(text, key)

    def make_tree(self):
        """Tree, checkpoint and proofs of the journal as it stands."""
        tree = audit_proofs.Tree([audit_proofs.leaf(r) for r in self.files["journal.jsonl"].splitlines()])
        self.checkpoint(tree.root(), tree.size)
        for name in list(self.files):
            if name.startswith("proofs/"):
                index = int(re.search(r"\d+", name)[0]) - 1
                if index >= tree.size:
                    continue
                hashes = "".join(base64.b64encode(h).decode() + "\n" for h in tree.inclusion(index))
                head = f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n".encode()
                self.files[name] = head + self.files["checkpoint"]

    def list_anew(self, **changes):
        """Manifest and its signature over the files as they stand."""
        manifest = json.loads(self.files["manifest.json"])
        lines = self.files["checkpoint"].split(b"\n")
        manifest["journal"] = {"root": lines[2].decode(), "size": int(lines[1])}
        manifest["files"] = [{"bytes": len(data), "name": name, "sha256": hashlib.sha256(data).hexdigest()}
                             for name, data in sorted(self.files.items()) if not name.startswith("manifest.")]
        self.set_manifest({**manifest, **changes})

    def set_manifest(self, manifest):
        data = canonical(manifest) + b"\n"
        self.files["manifest.json"] = data
        self.files["manifest.note"] = self.sign(b"tenbin-pack/1\n" + hashlib.sha256(data).hexdigest().encode() + b"\n")

    def forge(self):
        """All that whoever holds the key can make good."""
        self.make_tree()
        self.list_anew()

    # -- the workbook
    def edit_sheet(self, name, change):
        """Changes the XML text of a sheet of reconciliation.xlsx."""
        with zipfile.ZipFile(io.BytesIO(self.files["reconciliation.xlsx"])) as archive:
            parts = {n: archive.read(n) for n in archive.namelist()}
        sheets = re.findall(r'<sheet name="([a-z_]+)"', parts["xl/workbook.xml"].decode())
        part = f"xl/worksheets/sheet{sheets.index(name) + 1}.xml"
        changed = change(parts[part].decode()).encode()
        assert changed != parts[part], f"nothing changed in {name}"
        parts[part] = changed
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for n, data in parts.items():
                archive.writestr(n, data)
        self.files["reconciliation.xlsx"] = out.getvalue()
