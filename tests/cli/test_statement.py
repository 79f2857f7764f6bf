"""A verifier's signed statement, from its pack to the certificates that cite it, and every way to be refused."""
import base64
import hashlib
import io
import json
import os
import stat
import struct
import subprocess
import zipfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forge import base58, canonical
from support import CliTest, allocate, close, mill_commands
from test_log import leaf, root

WEB = "https://mill.example"
VERIFIER = "https://verifier.example"


def sha256(data):
    return hashlib.sha256(data).digest()


Q2, Q3 = close("2026-04-01", "2026-06-30"), close("2026-07-01", "2026-09-30")


class StatementTest(CliTest):
    first = [*mill_commands(), allocate("A-1", "10 %"), Q2, Q3]

    def setUp(self):
        super().setUp()
        self.expect(0, self.tenbin("init", self.book, "--rulebook", "free-credit", "--web", WEB))
        self.expect(0, self.apply(self.first))
        self.key, self.did = self.new_key("verifier.key")
        self.pack = self.make_pack("HQ.tenbin-pack")

    def new_key(self, name, *options):
        return self.expect(0, self.tenbin("statement", "key", "-o", name, *options)).out.split()

    def make_pack(self, name, period="2026-07-01"):
        self.expect(0, self.tenbin("pack", self.book, "--site", "HQ", "--period", period, "-o", name))
        return self.folder / name

    def sign(self, name="statement.json", *options, code=0, key="verifier.key", pack=None, **said):
        said = {"statement": "VS-1", "verifier": "見本検証機構", "level": "limited",
                "criteria": "ISO 14064-3:2019", "date": "2026-10-20", **said}
        words = [word for name, value in said.items() for word in (f"--{name}", value)]
        self.done = self.expect(code, self.tenbin("statement", "sign", pack or self.pack, "--key", key, *words,
                                                  *options, "-o", name))
        return self.folder / name

    def record(self, path, *options, code=0):
        options = options or ("--verifier-key", self.key)
        return self.expect(code, self.tenbin("--lang", "en", "statement", "record", self.book, path, *options))

    def issue(self, *options, folder="out"):
        done = self.tenbin("certificate", "issue", self.book, "--customer", "C-0101", "--date", "2026-10-25",
                           "--allocations", "A-1", "-o", folder, "--json", *options)
        issued, = self.expect(0, done).json()["issued"]
        return {kind: self.folder / issued[kind] for kind in ("json", "jwt", "pdf")} | {
            "number": issued["certificate"]}

    def cited(self, path):
        return json.loads(path.read_text())["credentialSubject"]["massBalance"].get("verification")

    def check(self, path, *options, code=0):
        answer = self.expect(code, self.tenbin("verify", path, "--json", *options)).json()
        return {each["check"]: (each["result"], each["reason"]) for each in answer["checks"]}

    def forged(self, path, change, name="forged.json", key="verifier.key"):
        """The statement after `change` of it, signed anew by the verifier's own key."""
        document = json.loads(path.read_text())
        change(document["credentialSubject"]["balanceStatement"], document)
        proof = document.pop("proof")
        del proof["proofValue"]
        seed = base64.b64decode((self.folder / key).read_text().split()[1])
        message = sha256(canonical(proof)) + sha256(canonical(document))
        proof["proofValue"] = "z" + base58(Ed25519PrivateKey.from_private_bytes(seed).sign(message))
        made = self.folder / name
        made.write_bytes(canonical({**document, "proof": proof}))
        return made


class Journey(StatementTest):
    def test_from_the_pack_to_the_certificate(self):
        self.assertEqual(0o600, stat.S_IMODE(os.stat(self.folder / "verifier.key").st_mode))
        self.assertEqual("did:key:" + self.key, self.did)
        path = self.sign("statement.json", "--book-web", WEB)
        said = json.loads(path.read_text())["credentialSubject"]["balanceStatement"]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        records = len(self.journal())
        self.assertEqual(
            ("HQ", ["HQ/renewable"], "2026-07-01", "2026-09-30", records, "did:web:mill.example", "free-credit",
             hashlib.sha256(self.pack.read_bytes()).hexdigest()),
            tuple(said[key] for key in ("site", "accounts", "from", "to", "log_size", "book_issuer", "rulebook_id",
                                        "pack_sha256")))
        shown = self.expect(0, self.tenbin("statement", "show", path, "--json")).json()
        self.assertEqual((digest, said, self.did), (shown["digest"], shown["statement"], shown["issuer"]))
        recorded = self.record(path, "--verifier-key", self.key, "--json").json()
        self.assertEqual({"digest": digest, "seq": records + 1, "status": "accepted"}, recorded)
        self.assertEqual(digest, self.journal()[-1]["event"]["digest"])
        self.expect(0, self.tenbin("check", self.book))
        certificate = self.issue()
        self.assertEqual(digest, self.cited(certificate["json"])["statement_sha256"])
        evidence = json.loads(certificate["json"].read_text())["credentialSubject"]["authorisation"][0]
        uri = "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
        self.assertEqual(uri, evidence["endorsementEvidence"]["linkURL"])
        for kind in ("json", "jwt"):
            self.assertEqual(("not_checked", "no_statement_given"), self.check(certificate[kind])["statement"])
            with_it = ("--statement", path)
            self.assertEqual(("not_checked", "no_verifier_key"), self.check(certificate[kind], *with_it)["statement"])
            checks = self.check(certificate[kind], *with_it, "--verifier-key", self.key, "--book", self.book)
            self.assertEqual(("passed", ""), checks["statement"])
            self.assertEqual("passed", checks["verification"][0])
        self.the_pdf_carries_it(certificate, path)

    def the_pdf_carries_it(self, certificate, path):
        for pdf in (certificate["pdf"], self.shown(certificate)):
            out = self.folder / "attached"
            out.mkdir(exist_ok=True)
            subprocess.run(["pdfdetach", "-saveall", "-o", out, pdf], check=True, capture_output=True)
            self.assertEqual(path.read_bytes(), (out / "statement.json").read_bytes())
            self.assertEqual(("not_checked", "no_verifier_key"), self.check(pdf)["statement"])
            self.assertEqual(("passed", ""), self.check(pdf, "--verifier-key", self.key)["statement"])
            other, _ = self.new_key(f"other-{pdf.parent.name}.key")
            self.assertEqual(("failed", "another_key"), self.check(pdf, "--verifier-key", other, code=8)["statement"])
        self.assertEqual(certificate["pdf"].read_bytes(), pdf.read_bytes())

    def shown(self, certificate):
        self.expect(0, self.tenbin("certificate", "show", self.book, certificate["number"], "-o", "again"))
        return self.folder / "again" / certificate["pdf"].name

    def test_the_same_statement_has_the_same_bytes(self):
        one, two = self.sign("one.json"), self.sign("two.json")
        self.assertEqual(one.read_bytes(), two.read_bytes())
        self.assertEqual(canonical(json.loads(one.read_text())), one.read_bytes())

    def test_recording_it_twice_posts_nothing_new(self):
        path = self.sign()
        seq = self.record(path, "--verifier-key", self.key, "--json").json()["seq"]
        before = self.journal()
        again = self.record(path, "--verifier-key", self.key, "--json").json()
        self.assertEqual(("repeated", seq), (again["status"], again["seq"]))
        self.assertIn("nothing was posted", self.record(path).out)
        self.assertEqual(before, self.journal())

    def test_shipments_out_of_its_days_do_not_cite_it(self):
        self.pack = self.make_pack("Q2.tenbin-pack", "2026-04-01")
        self.record(self.sign())
        certificate = self.issue()
        self.assertIsNone(self.cited(certificate["json"]))
        self.assertNotIn("statement", self.check(certificate["pdf"]))

    def test_the_days_of_earlier_periods_too(self):
        path = self.sign("long.json", "--from", "2026-04-01")
        self.record(path)
        self.assertEqual({"from": "2026-04-01", "to": "2026-09-30"}, self.cited(self.issue()["json"])["scope"])

    def test_a_certificate_cites_the_last_one_and_a_replaced_one_later_ones(self):
        first = self.issue()
        self.assertIsNone(self.cited(first["json"]))
        self.record(self.sign("one.json"))
        last = self.sign("two.json", statement="VS-2")
        self.record(last)
        self.expect(0, self.tenbin("certificate", "replace", self.book, first["number"], "--date", "2026-10-26", "--reason",
                                   "statement", "--allocations", "A-1", "--confirm", first["number"], "-o", "out"))
        second = first["pdf"].with_name(first["pdf"].name.replace(".pdf", ".r2.pdf"))
        self.assertEqual("VS-2", self.cited(second.with_suffix(".json"))["statement"])
        self.assertEqual(("passed", ""), self.check(second, "--verifier-key", self.key)["statement"])
        self.assertEqual(("failed", "not_cited"), self.check(second, "--statement", "one.json", code=8)["statement"])
        self.assertEqual(("failed", "not_cited"), self.check(first["json"], "--statement", last, code=8)["statement"])
        self.assertNotIn("statement", self.check(first["json"]))

    def test_one_without_a_document_is_named_and_nothing_more(self):
        self.expect(0, self.apply([{"do": "record_verification", "site": "HQ", "from": "2026-07-01", "to": "2026-09-30",
                                    "verifier": "V", "kind": "verification", "level": "limited", "criteria": "ISO 22095",
                                    "statement": "V-1", "date": "2026-10-01"}]))
        certificate = self.issue()
        self.assertNotIn("statement_sha256", self.cited(certificate["json"]))
        self.assertNotIn("statement", self.check(certificate["pdf"]))

    def test_copies_carry_it(self):
        path = self.sign()
        self.record(path)
        self.expect(0, self.tenbin("backup", self.book, "copy.tenbin"))
        self.expect(0, self.tenbin("restore", "copy.tenbin", "back.tenbin"))
        self.expect(0, self.tenbin("check", "back.tenbin"))

    def test_words_in_both_languages(self):
        path = self.sign()
        for language, words in (("ja", ("期間の検証", "限定的保証", "製品を認証するものではありません")),
                                ("en", ("Verification of the period", "limited assurance", "does not certify"))):
            out = self.expect(0, self.tenbin("--lang", language, "statement", "show", path)).out
            for word in (*words, "VS-1", "ISO 14064-3:2019", hashlib.sha256(path.read_bytes()).hexdigest()):
                self.assertIn(word, out)


class Keys(StatementTest):
    def did_json(self, key, **more):
        name = "did:web:verifier.example"
        method = {"id": f"{name}#{key}", "type": "Multikey", "controller": name, "publicKeyMultibase": key, **more}
        path = self.folder / "did.json"
        path.write_text(json.dumps({"id": name, "verificationMethod": [method], "assertionMethod": [method["id"]]}))
        return path

    def test_a_verifier_with_a_web_address(self):
        path = self.sign("web.json", "--web", VERIFIER)
        did = self.did_json(self.key)
        self.record(path, "--verifier-did", did)
        certificate = self.issue()
        self.assertEqual(("passed", ""), self.check(certificate["pdf"], "--verifier-did", did)["statement"])
        for more in ({"revoked": "2026-10-20T00:00:00Z"}, {"expires": "2026-10-01T00:00:00Z"}):
            did = self.did_json(self.key, **more)
            self.assertEqual(("failed", "another_key"),
                             self.check(certificate["pdf"], "--verifier-did", did, code=8)["statement"])
        self.assertEqual(("passed", ""), self.check(certificate["pdf"], "--verifier-did",
                                                    self.did_json(self.key, revoked="2026-10-21T00:00:00Z"))["statement"])

    def test_the_did_json_that_a_verifier_publishes(self):
        done = self.expect(0, self.tenbin("statement", "did", "--key", "verifier.key", "--web", VERIFIER, "-o", "did.json", "--json"))
        self.assertEqual({"did": "did:web:verifier.example", "file": "did.json", "key": self.key,
                          "url": VERIFIER + "/.well-known/did.json"}, done.json())
        did = json.loads((self.folder / "did.json").read_text())
        method, = did["verificationMethod"]
        self.assertEqual(("did:web:verifier.example", [method["id"]], self.key),
                         (did["id"], did["assertionMethod"], method["publicKeyMultibase"]))
        self.assertNotIn((self.folder / "verifier.key").read_text().split()[1], json.dumps(did))
        path = self.sign("web.json", "--web", VERIFIER)
        self.record(path, "--verifier-did", "did.json")
        self.expect(0, self.tenbin("statement", "check", path, "--verifier-did", "did.json"))
        self.assertEqual(("passed", ""), self.check(self.issue()["pdf"], "--verifier-did", "did.json")["statement"])
        self.new_key("other.key")
        for code, key, web, name in ((6, "verifier.key", VERIFIER, "did.json"), (2, "verifier.key", "http://x.example", "x.json"),
                                     (5, "nowhere.key", VERIFIER, "x.json"), (0, "other.key", VERIFIER, "other.json")):
            self.expect(code, self.tenbin("statement", "did", "--key", key, "--web", web, "-o", name))
        self.expect(2, self.tenbin("statement", "did", "--web", VERIFIER, "-o", "x.json"))
        self.assertFalse((self.folder / "x.json").exists())
        self.expect(8, self.tenbin("statement", "check", path, "--verifier-did", "other.json"))

    def test_check_for_anybody(self):
        path = self.sign()
        other, _ = self.new_key("other.key")
        for code, options, result in ((0, (), ("not_checked", "no_verifier_key")),
                                      (0, ("--verifier-key", self.key), ("passed", "")),
                                      (8, ("--verifier-key", other), ("failed", "another_key")),
                                      (8, ("--verifier-did", self.did_json(self.key)), ("failed", "another_key"))):
            answer = self.expect(code, self.tenbin("statement", "check", path, "--json", *options)).json()
            check, = answer["checks"]
            self.assertEqual(("statement", *result), (check["check"], check["result"], check["reason"]))
            self.assertEqual(code == 0, answer["valid"])
        (self.folder / "bad-did.json").write_text("{")
        self.expect(3, self.tenbin("statement", "check", path, "--verifier-did", "bad-did.json"))
        self.expect(3, self.tenbin("statement", "check", path, "--verifier-key", "z6Mk"))

    def test_a_changed_byte(self):
        whole = self.sign().read_bytes()
        path = self.folder / "changed.json"
        for place in range(0, len(whole), len(whole) // 40):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
            for command in (["check", path], ["show", path], ["record", self.book, path, "--verifier-key", self.key]):
                done = self.expect(8, self.tenbin("statement", *command))
                self.assertIn("verification.failed", done.err)


class Citing(StatementTest):
    """What a certificate may cite: docs/spec/statement.md."""

    def verification(self, path, *options, code=0):
        return self.check(path, "--book", self.book, *options, code=code)["verification"]

    def cites(self, allocation, customer="C-0101"):
        done = self.tenbin("certificate", "issue", self.book, "--customer", customer, "--date", "2026-12-25",
                           "--allocations", allocation, "-o", "cites", "--json")
        issued, = self.expect(0, done).json()["issued"]
        path = self.folder / issued["json"]
        cited = self.cited(path)
        self.assertEqual("passed" if cited else "not_checked", self.verification(path)[0])
        claims = json.loads(path.read_text())["credentialSubject"]["massBalance"]["claims"]
        self.assertEqual(cited is None, "unverified" in claims)
        return cited and cited["statement"]

    def plain(self, statement, first="2026-07-01", last="2026-09-30"):
        return {"do": "record_verification", "site": "HQ", "from": first, "to": last, "verifier": "V", "kind": "verification",
                "level": "limited", "criteria": "ISO 22095", "statement": statement, "date": "2026-10-01"}

    def test_an_allocation_of_a_later_period_on_a_shipment_in_scope(self):
        self.record(self.sign())
        self.expect(0, self.apply([allocate("A-2", "1 %", date="2026-10-05")]))
        self.assertIsNone(self.cites("A-2"))

    def test_credits_carried_over_from_a_period_out_of_scope(self):
        """What is shipped in the fourth quarter draws on credits of the third."""
        ship = {"do": "ship", "shipment": "S-9", "line": 1, "date": "2026-10-02", "site": "HQ", "customer": "C-0101",
                "product": "P-01", "mass": "10 t"}
        product = next(c["product"] for c in self.first if c["do"] == "ship" and c["shipment"] == "S-2")
        self.expect(0, self.apply([{**ship, "product": product}, allocate("A-9", "10 %", shipment="S-9", date="2026-10-03"),
                                   close("2026-10-01", "2026-12-31")]))
        self.pack = self.make_pack("Q4.tenbin-pack", "2026-10-01")
        self.record(self.sign("short.json"))
        self.assertIsNone(self.cites("A-9"))
        number, = [c["certificate"] for c in self.certificates()]
        self.expect(0, self.tenbin("certificate", "revoke", self.book, number, "--date", "2026-12-26", "--reason", "error",
                                   "--confirm", number))
        self.record(self.sign("long.json", "--from", "2026-07-01", statement="VS-2"))
        self.assertEqual("VS-2", self.cites("A-9"))

    def certificates(self):
        return self.expect(0, self.tenbin("certificate", "list", self.book, "--json")).json()["certificates"]

    def test_part_of_a_period_is_no_balance(self):
        self.expect(0, self.apply([self.plain("V-1", last="2026-09-29")]))
        self.assertIsNone(self.cites("A-1"))

    def test_a_record_without_document_counts_from_its_own_place(self):
        """The journal of one book: recorded before the close, and after it."""
        self.book = self.folder / "open.tenbin"
        self.expect(0, self.tenbin("init", self.book, "--rulebook", "free-credit", "--web", WEB))
        self.expect(0, self.apply([*self.first[:-2], self.plain("V-1"), Q2, Q3]))
        self.assertIsNone(self.cites("A-1"))

    def test_the_last_one_that_covers_it(self):
        self.record(self.sign())
        self.expect(0, self.apply([self.plain("V-2", "2026-10-01", "2026-12-31")]))
        self.assertEqual("VS-1", self.cites("A-1"))

    def test_an_open_period_is_not_signed(self):
        open_pack = self.make_pack("Q4.tenbin-pack", "2026-10-01")
        for language, words in (("en", "still open"), ("ja", "締められていません")):
            done = self.tenbin("--lang", language, "statement", "sign", open_pack, "--key", "verifier.key", "--statement", "1",
                               "--verifier", "V", "--level", "limited", "--criteria", "C", "--date", "2026-10-20", "-o", "no.json")
            self.assertEqual((6, False), (done.code, (self.folder / "no.json").exists()), repr(done))
            for word in ("period.not_closed", words, "2026-10-01", "HQ"):
                self.assertIn(word, done.err)

    def test_an_open_period_is_not_recorded(self):
        """By another program than ours, over records from before the close."""
        lines = self.expect(0, self.tenbin("journal", self.book)).out.encode().splitlines()[:-1]
        early_root = root([leaf(line) for line in lines]).hex()
        early = self.forged(self.sign(), lambda said, _: said.update(log_size=len(lines), log_root=early_root))
        before = self.journal()
        done = self.record(early, code=6)
        for word in ("period.not_closed", "2026-07-01", "HQ", "still open"):
            self.assertIn(word, done.err)
        self.assertEqual(before, self.journal())


class Refusals(StatementTest):
    def refused(self, path, word, *options, code=8, error="verification.failed"):
        before = self.journal()
        done = self.record(path, *options, code=code)
        self.assertIn(error, done.err)
        self.assertIn(word, done.err)
        self.assertEqual(before, self.journal())

    def test_of_another_key_or_none(self):
        path = self.sign()
        other, _ = self.new_key("other.key")
        self.refused(path, "another key", "--verifier-key", other)
        self.refused(path, "--verifier-key", "--json", code=2, error="usage.invalid")

    def test_of_another_book(self):
        path = self.sign("statement.json", "--book-web", WEB)
        for word, change in {
                "log_origin": {"log_origin": "other.example/log"}, "log_size": {"log_size": 10_000},
                "log_root": {"log_root": "0" * 64}, "rulebook": {"rulebook_sha256": "0" * 64},
                "site": {"site": "OTHER"}, "accounts": {"accounts": ["HQ/other"]},
                "book_issuer": {"book_issuer": "did:web:other.example"}}.items():
            with self.subTest(word):
                def changed(said, document, change=change):
                    said.update(change)
                    party, scheme = (document["credentialSubject"][key] for key in ("issuedToParty", "referenceScheme"))
                    party["name"] = said["log_origin"]
                    party["id"] = said["book_issuer"]
                    raw = bytes.fromhex(said["rulebook_sha256"])
                    scheme["id"] = "ni:///sha-256;" + base64.urlsafe_b64encode(raw).decode().rstrip("=")
                self.refused(self.forged(path, changed), f"another book ({word})")
        self.record(self.forged(path, lambda said, document: None))

    def test_of_a_book_with_the_same_beginning(self):
        self.expect(0, self.tenbin("backup", self.book, "fork.tenbin"))
        self.expect(0, self.apply([allocate("A-2", "1 %", date="2026-10-05")]))
        self.pack = self.make_pack("longer.tenbin-pack")
        path = self.sign()
        self.expect(0, self.tenbin("restore", "fork.tenbin", "forked.tenbin"))
        self.book = self.folder / "forked.tenbin"
        self.refused(path, "another book (log_size)")
        self.expect(0, self.apply([allocate("A-2", "2 %", date="2026-10-05")]))
        self.refused(path, "another book (log_root)")

    def test_of_days_that_are_no_periods(self):
        path = self.sign()
        for change in ({"from": "2026-07-02"}, {"to": "2026-09-29"}, {"from": "2025-07-01"}):
            self.refused(self.forged(path, lambda said, document, change=change: said.update(change)), "whole periods")

    def test_of_no_statement(self):
        path = self.sign()
        for change in ({"from": "2026-10-01", "to": "2026-09-30"}, {"level": "total"}, {"more": 1}, {"log_size": "9"},
                       {"verifier": ""}):
            self.refused(self.forged(path, lambda said, document, change=change: said.update(change)), "cannot be read")
        self.refused(self.forged(path, lambda said, document: document.update(more=1)), "cannot be read")
        self.refused(self.forged(path, lambda said, document: document["issuer"].update(id="did:web:x.example")),
                     "cannot be read")
        for text in ("", "{}", "[]", path.read_text() + "\n", "\xff", "{" * 100):
            (self.folder / "bad.json").write_text(text)
            self.refused("bad.json", "cannot be read")
        self.refused("nowhere.json", "", code=5, error="file.missing")

    def test_what_is_not_signed(self):
        for code, options, said in (
                (2, ("--from", "2026-07-02"), {}), (2, ("--from", "2026-10-01"), {}), (2, ("--from", "2026-01-01"), {}),
                (2, ("--web", "http://verifier.example"), {}), (2, ("--book-web", "mill.example"), {}),
                (2, (), {"date": "2026-13-01"}), (2, (), {"level": "total"}), (2, ("--kind", "x"), {}),
                (3, (), {"verifier": "two\nlines"}), (3, (), {"statement": ""}), (3, (), {"criteria": "x" * 100_000})):
            self.sign("none.json", *options, code=code, **said)
            self.assertFalse((self.folder / "none.json").exists())
        self.sign("none.json", code=5, key="nowhere.key")
        self.expect(2, self.tenbin("statement", "sign", self.pack, "--statement", "1", "--verifier", "V", "--level",
                                   "limited", "--criteria", "C", "--date", "2026-10-20", "-o", "none.json"))
        self.sign("there.json")
        self.sign("there.json", code=6)
        (self.folder / "there.key").write_text("x")
        self.expect(6, self.tenbin("statement", "key", "-o", "there.key"))

    def middles(self, pack):
        """The middle byte of what each member holds: what lies between members, such as a time of change, says nothing."""
        with zipfile.ZipFile(io.BytesIO(pack)) as members:
            for member in members.infolist():
                name, extra = struct.unpack_from("<HH", pack, member.header_offset + 26)
                yield member.header_offset + 30 + name + extra + member.compress_size // 2

    def test_a_pack_that_does_not_pass(self):
        whole = self.pack.read_bytes()
        for place in self.middles(whole):
            bad = self.folder / "bad.tenbin-pack"
            bad.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
            done = self.tenbin("statement", "sign", bad, "--key", "verifier.key", "--statement", "1", "--verifier", "V",
                               "--level", "limited", "--criteria", "C", "--date", "2026-10-20", "-o", "none.json")
            self.assertIn(done.code, (8, 10), repr(done))
            self.assertFalse((self.folder / "none.json").exists())
        other = self.folder / "other.tenbin"
        self.expect(0, self.tenbin("init", other, "--rulebook", "free-credit"))
        vkey = self.expect(0, self.tenbin("log", "vkey", other)).out.strip()
        self.sign("none.json", "--log-key", vkey, code=8)
        self.assertIn("verification.failed", self.done.err)
