"""The verifier's pack: equal bytes, both auditors agree with the book to the gram, and both find every planted fault."""
import json
import pathlib
import re
import subprocess
import sys
import zipfile

import support
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forge import Pack, canonical
from support import ROOT, CliTest

AUDIT = ROOT / "tools" / "audit.py"
MASTERS = [
    {"do": "add_site", "site": "HQ", "name_ja": "本社工場", "name_en": "Main works"},
    {"do": "add_supplier", "supplier": "S-1", "name_ja": "供給元一"},
    {"do": "add_customer", "customer": "C-1", "name_ja": "顧客一", "name_en": "Customer one"},
    {"do": "add_product", "product": "EX", "name_ja": "押出材", "name_en": "Extrusion"},
    {"do": "register_supplier_certificate", "supplier_certificate": "SC-1", "supplier": "S-1",
     "valid_from": "2026-04-01", "valid_to": "2026-08-31", "smelter": "Smelter", "country": "NO",
     "power_source": "hydro", "mass": "70 t", "emission_factor": "4.0 kgCO2e/kg", "emission_boundary": "cradle to gate",
     "chain_model": "segregated"}]


def receive(name, day, mass, metal="conventional", **more):
    return {"do": "receive", "receipt": name, "date": day, "site": "HQ", "supplier": "S-1", "material": "ingot",
            "class": metal, "mass": mass, **more}


def ship(line, day, mass):
    return {"do": "ship", "shipment": "S", "line": line, "date": day, "site": "HQ", "customer": "C-1", "product": "EX",
            "mass": mass}


def allocate(name, line, day, share="100 %"):
    return {"do": "allocate", "allocation": name, "date": day, "shipment": "S", "line": line, "share": share}


def produce(name, day, mass):
    return {"do": "produce", "run": name, "date": day, "site": "HQ", "product": "EX", "output": mass}


# Q1: R 40 t, T 100 t, O 90 t, so E 36 t; 30 t allocated and certified, 6 t expire at the close. Q2: E 20 × 40 / 50 = 16 t.
MILL = MASTERS + [
    receive("R-1", "2026-04-02", "40 t", "renewable", supplier_certificate="SC-1"),
    receive("R-2", "2026-04-03", "60000000 g"),
    {**receive("R-3", "2026-04-04", "10 t"), "material": "internal_scrap"},
    produce("P-1", "2026-05-01", "90 t"), ship(1, "2026-05-10", "30 t"), ship(2, "2026-05-11", "5 t"),
    allocate("A-1", 1, "2026-05-20"),
    {"do": "issue_certificate", "customer": "C-1", "date": "2026-06-30", "allocations": ["A-1"]},
    {"do": "close_period", "site": "HQ", "period": "2026-04-01", "date": "2026-07-01"},
    receive("R-4", "2026-07-02", "20 t", "renewable", supplier_certificate="SC-1"),
    receive("R-5", "2026-07-03", "30 t"), produce("P-2", "2026-07-10", "40 t"),
    ship(3, "2026-07-20", "10 t"), ship(4, "2026-07-21", "9 t"), allocate("A-2", 3, "2026-07-25", "50 %")]


def drawn(mass_kg):
    return {"accounts": [{"account": "HQ/renewable", "mass_kg": mass_kg}], "mass_kg": mass_kg}


class PackTest(CliTest):
    def audit_cpp(self, path, *options):
        done = self.tenbin("audit", path, "--json", *options)
        return done.code, done.json() if done.out else {}, done

    def audit_python(self, path, *options):
        done = subprocess.run([sys.executable, "-B", AUDIT, path, "--json", *options], capture_output=True, text=True,
                              timeout=support.TIMEOUT_S)
        return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr

    def make_mill(self):
        rules = json.loads((ROOT / "rules" / "free-credit.json").read_text())
        rules.update(carry_over={"periods": 0}, id="expiring", verification="none")
        (self.folder / "rules.json").write_text(json.dumps(rules))
        self.new_book(MILL, self.folder / "rules.json")
        for folder in ("certificates", "evidence"):
            (self.folder / folder).mkdir()
        (self.folder / "evidence" / "SC-1_statement.txt").write_bytes(b"forty tonnes")
        (self.folder / "evidence" / "SC-10.txt").write_bytes(b"another's")
        number = next(r["event"]["outcome"]["certificate"] for r in self.journal()
                      if r["event"]["do"] == "issue_certificate")
        self.write_certificate(number)
        return self.pack()

    def write_certificate(self, number):
        line = {"shipment": "S", "line": 1, "mass_kg": "30000.000", "allocated_kg": "30000.000", "share_ppm": 1000000}
        document = {"number": number, "revision": 1, "lines": [line]}
        (self.folder / "certificates" / f"{number}.json").write_bytes(canonical(document))

    def pack(self, name="q1.tenbin-pack", *options, site="HQ", period="2026-04-01"):
        path = self.folder / name
        self.expect(0, self.tenbin("pack", self.book, "--site", site, "--period", period, "-o", path, "--sample", 4,
                                   "--certificates", self.folder / "certificates", "--evidence",
                                   self.folder / "evidence", *options))
        return path

    def both_pass(self, path):
        """The audits of both, which agree in every check and to the gram."""
        code, mine, done = self.audit_cpp(path)
        self.assertEqual(code, 0, done)
        code, other, err = self.audit_python(path)
        self.assertEqual(code, 0, f"{err} {other.get('checks')}")
        self.assertEqual(mine["checks"], other["checks"])
        self.assertEqual(mine["balances"], other["balances"])
        self.assertEqual(mine["root"], other["root"])
        self.assertEqual(mine["findings"], other["findings"])
        return mine


class Whole(PackTest):
    def test_equal_input_gives_equal_bytes(self):
        first = self.make_mill()
        second = self.pack("again.tenbin-pack")
        self.assertEqual(first.read_bytes(), second.read_bytes())
        other = self.pack("other.tenbin-pack", "--seed", "another")
        self.assertNotEqual(first.read_bytes(), other.read_bytes())

    def test_both_auditors_agree_with_the_book(self):
        audit = self.both_pass(self.make_mill())
        self.assertEqual(audit["balances"], self.expect(0, self.tenbin("balance", self.book, "--json")).json())
        first = audit["balances"]["periods"][0]["accounts"][0]
        self.assertEqual((first["entitlement_kg"], first["expired_kg"]), ("36000.000", "6000.000"))

    def test_log_key_pins_the_signer(self):
        path = self.make_mill()
        key = json.loads(zipfile.ZipFile(path).read("manifest.json"))["log_key"]
        for audit in (self.audit_cpp, self.audit_python):
            code, report, _ = audit(path, "--log-key", key)
            self.assertEqual(code, 0)
            self.assertIn({"check": "log_key", "reason": "", "result": "passed"}, report["checks"])

    def test_evidence_is_found_by_name_and_missed_where_there_is_none(self):
        self.make_mill()
        path = self.folder / "bare.tenbin-pack"
        self.expect(0, self.tenbin("pack", self.book, "--site", "HQ", "--period", "2026-04-01", "-o", path))
        report = self.both_pass(path)
        self.assertIn("evidence_missing", [f["finding"] for f in report["findings"]])
        names = zipfile.ZipFile(self.folder / "q1.tenbin-pack").namelist()
        self.assertIn("evidence/SC-1_statement.txt", names)
        self.assertNotIn("evidence/SC-10.txt", names)

    def test_refusals(self):
        path = self.make_mill()
        pack = ("pack", self.book, "--site", "HQ", "--period", "2026-04-01", "-o")
        self.assertEqual(self.tenbin(*pack, path).code, 6)
        self.assertEqual(self.tenbin(*pack, self.folder / "x.zip").code, 2)
        self.assertEqual(self.tenbin(*pack, self.folder / "y.tenbin-pack", "--sample", 0).code, 2)
        self.assertEqual(self.tenbin("pack", self.book, "--site", "XX", "--period", "2026-04-01", "-o",
                                     self.folder / "z.tenbin-pack").code, 5)
        self.assertEqual(self.tenbin("pack", self.book, "--site", "HQ", "--period", "2026-04-02", "-o",
                                     self.folder / "z.tenbin-pack").code, 5)

    def test_a_book_is_audited_too(self):
        self.make_mill()
        code, report, _ = self.audit_cpp(self.book)
        self.assertEqual((code, report["checks"][0]["check"]), (0, "book"))
        done = self.tenbin("audit", self.book, "--lang", "en")
        self.assertEqual(done.code, 0)

    def test_issued_certificates_are_held_against_the_journal(self):
        """Documents as `certificate issue` writes them, whose SHA-256 the journal attests; one changed byte is found."""
        self.mill_book()
        plan = self.expect(0, self.tenbin("plan", self.book, support.SMALL / "pattern_a.json")).out
        self.expect(0, self.tenbin("apply", self.book, "-", stdin=plan))
        (self.folder / "certificates").mkdir()
        (self.folder / "evidence").mkdir()
        self.expect(0, self.tenbin("certificate", "issue", self.book, "--customer", "C-0102", "--from", "2026-07-01",
                                   "--to", "2026-09-30", "--date", "2026-10-05", "-o", "certificates"))
        path = self.pack(period="2026-07-01")
        self.both_pass(path)
        pack = Pack(path, pathlib.Path(f"{self.book}.key"))
        name = next(n for n in pack.files if n.startswith("certificates/") and n.endswith(".json"))
        pack.files[name] = pack.files[name].replace(b"2026-10-05", b"2026-10-06")
        pack.list_anew()
        pack.save(path)
        for audit in (self.audit_cpp, self.audit_python):
            code, report, _ = audit(path)
            self.assertEqual(code, 8)
            self.assertIn({"check": "certificates", "reason": f"digest {name}", "result": "failed"}, report["checks"])

    def test_hostile_files_end_in_a_clear_refusal(self):
        path = self.make_mill()
        bomb = self.folder / "bomb.tenbin-pack"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", b"0" * (40 << 20))
        twice = self.folder / "twice.tenbin-pack"
        with zipfile.ZipFile(twice, "w") as archive:
            archive.writestr("manifest.json", b"{}")
            archive.fp.flush()
            archive.filelist.append(archive.filelist[0])
        away = self.folder / "away.tenbin-pack"
        with zipfile.ZipFile(away, "w") as archive:
            archive.writestr("../manifest.json", b"{}")
        cut = self.folder / "cut.tenbin-pack"
        cut.write_bytes(path.read_bytes()[:-40])
        none = self.folder / "none.tenbin-pack"
        none.write_bytes(b"")
        for file in (bomb, twice, away, cut, none):
            code, _, done = self.audit_cpp(file)
            self.assertEqual(code, 10, f"{file.name} {done}")
            code, _, err = self.audit_python(file)
            self.assertEqual(code, 10, f"{file.name} {err}")
        self.assertIn("pack.too_large", self.tenbin("audit", bomb).err)

    def test_sample_can_be_drawn_by_hand(self):
        path = self.make_mill()
        text = (ROOT / "docs" / "spec" / "pack.md").read_text()
        code = re.search(r"```python\n(def draw.*?)```", text, re.DOTALL)[1]
        names = {}
        exec("import hashlib\n" + code, names)
        live = {"receive": "mass", "produce": "output", "ship": "mass"}
        items = []
        for record in self.journal():
            event = record["event"]
            if not "2026-04-01" <= event.get("date", "") <= "2026-06-30":
                continue
            if event["do"] in live:
                items.append((record["seq"], int(event[live[event["do"]]].split()[0]) * 1000))
            elif event["do"] == "allocate":
                items.append((record["seq"], int(event["outcome"]["mass_kg"].split(".")[0]) * 1000))
        sample = json.loads(zipfile.ZipFile(path).read("sample.json"))
        got = list(names["draw"](items, sum(g for _, g in items), 4, "HQ", "2026-04-01", "0"))
        self.assertEqual(got, [item["seq"] for item in sample["items"]])
        self.assertTrue(any(item["certain"] for item in sample["items"]))


class Faults(PackTest):
    """Each fault is planted in a pack that is right, and both auditors name the check that it breaks."""

    def setUp(self):
        super().setUp()
        self.right = self.make_mill()
        self.both_pass(self.right)

    def find(self, name, pack, check, reason=None, key=None):
        path = self.folder / f"{name}.tenbin-pack"
        pack.save(path)
        options = ("--log-key", key) if key else ()
        for who, audit in (("tenbin audit", self.audit_cpp), ("audit.py", self.audit_python)):
            with self.subTest(fault=name, auditor=who):
                code, report, done = audit(path, *options)
                self.assertEqual(code, 8, done)
                failed = {c["check"]: c["reason"] for c in report["checks"] if c["result"] == "failed"}
                self.assertIn(check, failed)
                if reason:
                    self.assertIn(reason, failed[check])

    def new(self):
        return Pack(self.right, pathlib.Path(f"{self.book}.key"))

    def in_journal(self, name, change, check, reason=None):
        """Planted in the journal by a forger who makes hashes, tree, checkpoint and manifest good."""
        pack = self.new()
        change(pack)
        pack.forge()
        self.find(name, pack, check, reason)

    def in_file(self, name, change, check, reason=None):
        """Planted beside the journal by one who makes the manifest good."""
        pack = self.new()
        change(pack)
        pack.list_anew()
        self.find(name, pack, check, reason)

    def test_records(self):
        def renumbered(records):
            return [{**r, "seq": i} for i, r in enumerate(records, 1)]
        receipt = [i for i, r in enumerate(self.journal()) if r["event"]["do"] == "receive"]
        a, b = receipt[0], receipt[1]
        self.in_journal("mass changed, backed", lambda p: p.change(
            lambda e: e.get("receipt") == "R-1", lambda e: e.update(mass="41000 kg")), "replay", "outcome")
        self.in_journal("mass changed, conventional", lambda p: p.change(
            lambda e: e.get("receipt") == "R-2", lambda e: e.update(mass="50000 kg")), "replay", "outcome")
        self.in_journal("mass changed in an open period", lambda p: p.change(
            lambda e: e.get("receipt") == "R-5", lambda e: e.update(mass="150000 kg")), "replay", "balance.insufficient")
        self.in_journal("record dropped", lambda p: p.set_records(p.records()[:a] + p.records()[a + 1:]),
                        "records", "order")
        self.in_journal("record dropped, the rest renumbered",
                        lambda p: p.set_records(renumbered(p.records()[:a] + p.records()[a + 1:])), "replay")
        self.in_journal("record doubled", lambda p: p.set_records(renumbered(
            p.records()[:b + 1] + p.records()[b:])), "replay", "id.duplicate")
        self.in_journal("records reordered", lambda p: p.set_records(
            p.records()[:a] + [p.records()[b], p.records()[a]] + p.records()[b + 1:]), "records", "order")
        self.in_journal("time turned back", lambda p: p.set_records(
            p.records()[:-1] + [{**p.records()[-1], "at": "2020-01-01T00:00:00.000Z"}]), "records", "at")

    def test_rules(self):
        later = "2026-07-26"
        receipt = receive("R-9", later, "20000 kg", "renewable", supplier_certificate="SC-1")
        self.in_journal("supplier certificate overdrawn", lambda p: p.append(receipt, backed_kg="20000.000"),
                        "replay", "supplier_certificate.insufficient")
        self.in_journal("receipt outside the validity", lambda p: p.append(
            {**receipt, "date": "2026-09-01", "mass": "1000 kg"}, backed_kg="1000.000"),
            "replay", "supplier_certificate.expired")
        self.in_journal("allocation beyond the balance", lambda p: (
            p.append({**ship(9, later, "50000 kg")}), p.append(allocate("A-9", 9, later), **drawn("50000.000"))),
            "replay")
        self.in_journal("expired credits used", lambda p: (  # 11 t are left of Q2, and 6 t expired
            p.append(ship(9, later, "17000 kg")), p.append(allocate("A-9", 9, later), **drawn("17000.000"))), "replay")
        self.in_journal("expired credits used by name", lambda p: (
            p.append(ship(9, later, "17000 kg")),
            p.append({**allocate("A-9", 9, later), "account": "HQ/renewable"}, **drawn("17000.000"))),
            "replay", "balance.insufficient")
        self.in_journal("closed period touched", lambda p: p.append(receive("R-9", "2026-06-30", "1000 kg")),
                        "replay", "period.closed")
        self.in_journal("share beyond the line", lambda p: p.append(
            allocate("A-9", 3, later, "60 %"), **drawn("6000.000")), "replay", "share.exceeds_product")
        number = next(r["event"]["outcome"]["certificate"] for r in self.journal()
                      if r["event"]["do"] == "issue_certificate")
        self.in_journal("two live certificates on a line", lambda p: p.append(
            {"do": "issue_certificate", "customer": "C-1", "date": later, "allocations": ["A-1"],
             "certificate": "second"}, allocations=["A-1"], certificate="second", mass_kg="30000.000", revision=1),
            "replay", "shipment.already_certified")
        self.in_journal("revoked twice", lambda p: [p.append(
            {"do": "revoke_certificate", "certificate": number, "date": later, "reason": "r"}, certificate=number)
            for _ in range(2)], "replay", "certificate.not_live")
        self.in_journal("carry-over retyped", lambda p: p.change(
            lambda e: e["do"] == "close_period",
            lambda e: e["outcome"]["accounts"][0].update(carried_kg="6000.000", expired_kg="0.000")),
            "replay", "outcome")
        self.in_journal("internal scrap counted as input", lambda p: p.change(
            lambda e: e.get("receipt") == "R-3", lambda e: e.update(material="ingot")), "replay", "outcome")
        self.in_journal("nuclear power", lambda p: p.change(
            lambda e: e.get("supplier_certificate") == "SC-1" and "smelter" in e,
            lambda e: e.update(power_source="nuclear")), "replay", "power_source.not_renewable")

        def swap(pack):
            rules = json.loads(pack.files["rulebook.json"])
            rules["carry_over"] = {"periods": 4}
            pack.files["rulebook.json"] = canonical(rules)
        self.in_file("rulebook swapped", swap, "replay", "outcome")

    def test_log(self):
        pack = self.new()
        pack.checkpoint(b"\1" * 32, len(pack.records()))
        pack.list_anew()
        self.find("root wrong", pack, "tree", "root")
        pack = self.new()
        pack.set_records(pack.records()[:-1])
        pack.list_anew()
        self.find("last record cut off", pack, "tree", "size")
        pack, known = self.new(), json.loads(self.new().files["manifest.json"])["log_key"]
        pack.key = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
        pack.make_tree()
        pack.list_anew()
        self.find("checkpoint of another key", pack, "checkpoint", "signature")
        self.find("checkpoint of another key, pinned", pack, "checkpoint", "signature", key=known)
        pack = self.new()
        manifest = json.loads(pack.files["manifest.json"])
        manifest["files"][0]["sha256"] = "0" * 64
        pack.set_manifest(manifest)
        self.find("manifest hash wrong", pack, "files", "hash")

    def test_files(self):
        pack = self.new()
        pack.files["evidence/SC-1_statement.txt"] = b"four hundred tonnes"
        self.find("evidence changed", pack, "files", "hash evidence/")
        pack.list_anew(to="2026-06-30")
        pack.files["manifest.note"] = self.new().files["manifest.note"]
        self.find("evidence changed and listed", pack, "manifest_signature", "signature")
        self.in_file("evidence taken out", lambda p: p.files.pop("evidence/SC-1_statement.txt"), "evidence", "missing")
        pack = self.new()
        pack.files["notes.txt"] = b"x"
        self.find("a file that is not listed", pack, "files", "not_listed")
        certificate = next(n for n in self.new().files if n.startswith("certificates/"))

        def alter(pack):
            pack.files[certificate] = pack.files[certificate].replace(b'"30000.000"', b'"31000.000"')
        self.in_file("certificate altered", alter, "certificates", "figures")

        def sample(pack):
            value = json.loads(pack.files["sample.json"])
            value["seed"] = "1"
            pack.files["sample.json"] = canonical(value) + b"\n"
        self.in_file("sample not of the seed", sample, "sample")
        self.in_file("an item of the sample left out", lambda p: p.files.update({
            "sample.csv": b"".join(p.files["sample.csv"].splitlines(True)[:-1])}), "sample")
        proofs = [n for n in self.new().files if n.startswith("proofs/")]
        self.in_file("proof of another record", lambda p: p.files.update({proofs[0]: p.files[proofs[1]]}),
                     "proofs", "differs")

    def test_workbook(self):
        def overwrite(pack):
            pack.edit_sheet("entitlement", lambda x: x.replace("<v>36000000</v>", "<v>37000000</v>"))
        self.in_file("value overwritten", overwrite, "workbook", "entitlement")

        def retype(pack):
            pack.edit_sheet("b_value", lambda x: re.sub(r"<f>[^<]*</f><v>36000000</v>", "<v>36000000</v>", x, count=1))
        self.in_file("formula overwritten", retype, "workbook")

        def cheat(pack):
            pack.edit_sheet("entitlement", lambda x: re.sub(r"<f>SUMIFS\(input![^<]*</f>", "<f>40000000</f>", x, count=1))
        self.in_file("formula that no longer sums", cheat, "workbook")

        def count(pack):  # the row of internal scrap: 10 t that do not count
            pack.edit_sheet("input", lambda x: re.sub(
                r'(<c r="M5"[^>]*>)<v>0</v>', r"\1<v>10000000</v>", x, count=1))
        self.in_file("internal scrap counted in the workbook", count, "workbook")
