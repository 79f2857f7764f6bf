"""Packs that carry a verifier's signed statement, and faults planted in it that both auditors find."""
import hashlib
import json
import pathlib
import subprocess
import sys

import support
from forge import Pack, canonical
from support import ROOT
from test_log import leaf, root
from test_statement import StatementTest


class PackedStatement(StatementTest):
    def setUp(self):
        super().setUp()
        self.statement = self.sign()
        self.record(self.statement)
        self.right = self.make_pack("with.tenbin-pack")
        pack = self.new()
        self.name, = [name for name in pack.files if name.startswith("statements/")]

    def new(self):
        return Pack(self.right, pathlib.Path(f"{self.book}.key"))

    def audits(self, path):
        mine = self.tenbin("audit", path, "--json")
        other = subprocess.run([sys.executable, "-B", ROOT / "tools" / "audit.py", path, "--json"], capture_output=True,
                               text=True, timeout=support.TIMEOUT_S)
        for code, text in ((mine.code, mine.out), (other.returncode, other.stdout)):
            yield code, {check["check"]: (check["result"], check["reason"]) for check in json.loads(text)["checks"]}

    def find(self, pack, check, reason):
        pack.save(self.folder / "planted.tenbin-pack")
        for auditor, (code, checks) in zip(("tenbin audit", "audit.py"), self.audits(self.folder / "planted.tenbin-pack")):
            with self.subTest(auditor=auditor, reason=reason):
                self.assertEqual(8, code, checks)
                self.assertEqual(("failed", reason), checks[check])

    def test_it_lies_in_the_packs_of_its_days(self):
        self.assertEqual(self.statement.read_bytes(), self.new().files[self.name])
        for code, checks in self.audits(self.right):
            self.assertEqual((0, ("passed", "")), (code, checks["statements"]), checks)
        other = self.make_pack("before.tenbin-pack", "2026-04-01")
        self.assertEqual([], [name for name in Pack(other, pathlib.Path(f"{self.book}.key")).files
                              if name.startswith("statements/")])

    def test_planted_in_the_file(self):
        """By one who makes the manifest good."""
        pack = self.new()
        pack.files.pop(self.name)
        pack.list_anew()
        self.find(pack, "statements", f"missing {self.name}")
        pack = self.new()
        pack.files[self.name] = pack.files[self.name].replace(b"limited", b"reasonable")
        pack.list_anew()
        self.find(pack, "statements", f"digest {self.name}")
        pack = self.new()
        pack.files["statements/" + "0" * 64 + ".json"] = b"{}"
        pack.list_anew()
        self.find(pack, "statements", "not_recorded statements/" + "0" * 64 + ".json")

    def planted(self, data, **changes):
        """By the mill itself, which records what it likes and makes hashes, tree, checkpoint and manifest good."""
        pack, digest = self.new(), hashlib.sha256(data).hexdigest()
        pack.files.pop(self.name)
        pack.change(lambda event: event["do"] == "record_verification", lambda event: event.update(digest=digest, **changes))
        pack.files[f"statements/{digest}.json"] = data
        pack.forge()
        return pack, f"statements/{digest}.json"

    def test_planted_in_the_journal(self):
        data = self.statement.read_bytes()
        pack, name = self.planted(data, level="reasonable")
        self.find(pack, "statements", f"differs {name}")
        pack, name = self.planted(b"{}")
        self.find(pack, "statements", f"form {name}")
        document = json.loads(data)
        document["credentialSubject"]["balanceStatement"]["level"] = "reasonable"
        pack, name = self.planted(canonical(document), level="reasonable")
        self.find(pack, "statements", f"signature {name}")
        wrong = self.forged(self.statement, lambda said, _: said.update(log_root="0" * 64))
        pack, name = self.planted(wrong.read_bytes())
        self.find(pack, "statements", f"other_journal {name}")
        lines = self.expect(0, self.tenbin("journal", self.book)).out.encode().splitlines()[:-2]  # its record, the close
        early_root = root([leaf(line) for line in lines]).hex()
        early = self.forged(self.statement, lambda said, _: said.update(log_size=len(lines), log_root=early_root))
        pack, name = self.planted(early.read_bytes())
        self.find(pack, "statements", f"open_period {name}")

    def test_a_certificate_cites_what_covers_it(self):
        certificate = self.issue()
        name = certificate["json"].name
        self.expect(0, self.tenbin("pack", self.book, "--site", "HQ", "--period", "2026-07-01", "--certificates",
                                   certificate["json"].parent, "-o", "cited.tenbin-pack"))
        self.right = self.folder / "cited.tenbin-pack"
        self.assertIn(f"certificates/{name}", self.new().files)
        for code, checks in self.audits(self.right):
            self.assertEqual((0, ("passed", ""), ("passed", "")), (code, checks["certificates"], checks["statements"]), checks)
        # The mill moves its record, the statement's document with it, and the certificate stays.
        for change in ({"statement": "VS-9"}, {"to": "2026-12-31"}, {"from": "2026-10-01", "to": "2026-12-31"}):
            pack = self.new()
            pack.change(lambda event: event["do"] == "record_verification", lambda event: event.update(change))
            pack.forge()
            self.find(pack, "certificates", f"cites certificates/{name}")
        # An allocation that the verifier did not see: its statement stops before it.
        def earlier(said, _):
            said.update(log_size=seen, log_root=root([leaf(line) for line in lines[:seen]]).hex())
        lines = self.expect(0, self.tenbin("journal", self.book)).out.encode().splitlines()
        seen = next(n for n, line in enumerate(lines) if b'"allocate"' in line)
        pack = self.new()
        data = self.forged(self.statement, earlier).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        document = json.loads(pack.files[f"certificates/{name}"])
        document["credentialSubject"]["massBalance"]["verification"]["statement_sha256"] = digest
        del document["proof"]
        for each in [n for n in pack.files if n.startswith(("certificates/", "statements/"))]:
            pack.files.pop(each)
        pack.files[f"certificates/{name}"] = canonical(document)
        pack.files[f"statements/{digest}.json"] = data
        pack.change(lambda event: event["do"] == "record_verification", lambda event: event.update(digest=digest))

        def attested(event):
            event.update(digest=hashlib.sha256(canonical(document)).hexdigest())
            event.pop("key", None)
        pack.change(lambda event: event["do"] == "attest_certificate", attested)
        pack.forge()
        self.find(pack, "certificates", f"cites certificates/{name}")
