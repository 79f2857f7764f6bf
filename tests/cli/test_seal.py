"""Whose seal a PDF bears: the issuer's did.json lists its keys, and a stranger's seal is found."""
import json
import shutil

from support import CliTest, allocate, mill_commands

ISSUE = ("--customer", "C-0101", "--date", "2026-08-10", "--allocations", "A-1")


class Seal(CliTest):
    def setUp(self):
        super().setUp()
        self.expect(0, self.tenbin("init", self.book, "--rulebook", "free-credit", "--web", "https://mill.example"))
        self.expect(0, self.apply([*mill_commands(), allocate("A-1", "10 %")]))
        self.expect(0, self.tenbin("certificate", "issue", self.book, *ISSUE, "-o", "out"))
        self.pdf, = self.folder.glob("out/*.pdf")
        self.did = self.did_json("did.json")

    def did_json(self, name):
        path = self.folder / name
        path.write_text(self.expect(0, self.tenbin("did", self.book)).out)
        return path

    def checks(self, code, path, *options):
        answer = self.expect(code, self.tenbin("verify", path, "--json", *options)).json()
        self.assertEqual("verification.failed" if code else None, answer["error"])
        return {check["check"]: (check["result"], check["reason"]) for check in answer["checks"]}

    def seals(self, did):
        document = json.loads(did.read_text())
        return [method for method in document["verificationMethod"] if method["id"] not in document["assertionMethod"]]

    def printed_by_a_stranger(self):
        """The same certificate in every byte that is signed by the mill, sealed by another's key."""
        theirs = self.folder / "theirs"
        theirs.mkdir()
        self.expect(0, self.tenbin("init", theirs / "other.tenbin", "--rulebook", "free-credit"))
        for end in ("", ".key"):
            shutil.copy(f"{self.book}{end}", theirs / f"mill.tenbin{end}")
        shutil.copy(theirs / "other.tenbin.seal.pem", theirs / "mill.tenbin.seal.pem")
        self.expect(0, self.tenbin("certificate", "show", theirs / "mill.tenbin", self.pdf.stem, "-o", theirs))
        return theirs / self.pdf.name

    def test_did_json_lists_it_and_lets_it_say_nothing(self):
        seal, = self.seals(self.did)
        self.assertEqual(("Multikey", "did:web:mill.example"), (seal["type"], seal["controller"]))
        self.assertTrue(seal["publicKeyMultibase"].startswith("zDn"), seal)
        self.assertEqual("did:web:mill.example#" + seal["publicKeyMultibase"], seal["id"])
        for end in (".seal.pem", ".seals"):
            (self.folder / f"{self.book.name}{end}").unlink()
        self.assertEqual([], self.seals(self.did_json("bare.json")))
        self.assertEqual(("passed", ""), self.checks(0, self.pdf, "--did", self.did)["seal"])
        self.assertEqual(("failed", "foreign_seal"), self.checks(8, self.pdf, "--did", "bare.json")["seal"])
        self.assertEqual(("not_checked", "whose_seal"), self.checks(0, self.pdf, "--book", self.book)["seal"])

    def test_a_strangers_seal_is_found(self):
        for options in (["--did", self.did], ["--book", self.book]):
            self.assertEqual(("passed", ""), self.checks(0, self.pdf, *options)["seal"])
        forged = self.printed_by_a_stranger()
        self.assertNotEqual(self.pdf.read_bytes(), forged.read_bytes())
        for options in (["--did", self.did], ["--book", self.book]):
            checks = self.checks(8, forged, *options)
            self.assertEqual("passed", checks["pdf_seal"][0])
            self.assertEqual(("failed", "foreign_seal"), checks["seal"])
            self.assertEqual(["seal"], [name for name, (result, _) in checks.items() if result == "failed"])
        self.assertEqual(("not_checked", "whose_seal"), self.checks(0, forged)["seal"])
        for language, words in (("ja", "だれの印章かは確認していません"), ("en", "whose seal this is")):
            self.assertIn(words, self.expect(0, self.tenbin("--lang", language, "verify", forged)).out)

    def test_a_replaced_seal_stays_listed(self):
        (self.folder / f"{self.book.name}.seal.pem").unlink()
        self.expect(0, self.tenbin("certificate", "show", self.book, self.pdf.stem, "-o", "again"))
        newer, = self.folder.glob("again/*.pdf")
        did = self.did_json("both.json")
        old, new = self.seals(did)
        self.assertEqual(self.seals(self.did), [old])
        for path in (self.pdf, newer):
            for options in (["--did", did], ["--book", self.book]):
                self.assertEqual(("passed", ""), self.checks(0, path, *options)["seal"])
        self.checks(8, newer, "--did", self.did)
        noted = self.folder / f"{self.book.name}.seals"
        self.assertEqual([old["publicKeyMultibase"], new["publicKeyMultibase"]], noted.read_text().split())
        noted.write_text(f"{old['publicKeyMultibase']} revoked 2026-08-01T00:00:00Z\n{new['publicKeyMultibase']}\n")
        did = self.did_json("stolen.json")
        for options in (["--did", did], ["--book", self.book]):
            self.assertEqual(("failed", "key_retired"), self.checks(8, self.pdf, *options)["seal"])
            self.assertEqual(("passed", ""), self.checks(0, newer, *options)["seal"])
        noted.write_text("zDn\n")
        self.assertIn("key.invalid", self.expect(3, self.tenbin("did", self.book)).err)

    def test_no_seal_is_no_pass_and_a_damaged_one_fails(self):
        whole = self.pdf.read_bytes()
        marks = (b"/AcroForm", b"/ByteRange", b"/SubFilter", b"/ETSI.CAdES")
        bare = whole
        for mark in marks:
            self.assertIn(mark, whole)
            bare = bare.replace(mark, mark[:-1] + b"X")
        path = self.folder / "bare.pdf"
        path.write_bytes(bare)
        for options in ([], ["--did", self.did], ["--book", self.book]):
            checks = self.checks(0, path, *options)
            self.assertEqual([("not_checked", "no_seal")] * 2, [checks["pdf_seal"], checks["seal"]])
            self.assertFalse(self.tenbin("verify", path, "--json", *options).json()["complete"])
        for language, words in (("ja", "紙面に見えているものではありません"), ("en", "not what its pages show")):
            self.assertIn(words, self.expect(0, self.tenbin("--lang", language, "verify", path)).err)
        for mark in marks:
            path.write_bytes(whole.replace(mark, mark[:-1] + b"X"))
            checks = self.checks(8, path, "--did", self.did)
            self.assertEqual("failed", checks["pdf_seal"][0])
            self.assertEqual(("not_checked", "seal_unsound"), checks["seal"])
