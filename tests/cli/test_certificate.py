"""`tenbin certificate` and `tenbin verify`: issued, shown, replaced, revoked; one changed byte is found."""
import json
import random

from support import SMALL, CliTest

SEED = 7
ISSUE = ("--customer", "C-0102", "--from", "2026-07-01", "--to", "2026-09-30", "--date", "2026-10-05")


class Certificate(CliTest):
    def outcome(self, command):
        """Of the last record of that command."""
        events = [record["event"] for record in self.journal()]
        return [event["outcome"] for event in events if event["do"] == command][-1]

    def issued(self, *options):
        """A book with one certificate; its number and the paths of its files."""
        self.mill_book()
        plan = self.expect(0, self.tenbin("plan", self.book, SMALL / "pattern_a.json")).out
        self.expect(0, self.tenbin("apply", self.book, "-", stdin=plan))
        self.folder.joinpath("paper").mkdir()
        self.expect(0, self.tenbin("certificate", "issue", self.book, *ISSUE, *options, "-o", "paper"))
        pdf, = self.folder.glob("paper/*.pdf")
        text, = self.folder.glob("paper/*.json")
        number = self.outcome("issue_certificate")["certificate"]
        return number, pdf, text

    def test_both_files_verify_with_and_without_the_book(self):
        number, pdf, text = self.issued()
        self.assertTrue(pdf.read_bytes().startswith(b"%PDF-"))
        json.loads(text.read_text())
        for path in (pdf, text):
            for options in ([], ["--book", self.book]):
                done = self.expect(0, self.tenbin("verify", path, *options, "--lang", "en"))
                self.assertIn(number, done.out)
        listed = self.expect(0, self.tenbin("certificate", "list", self.book)).out
        self.assertIn(number, listed)
        self.expect(0, self.tenbin("check", self.book))

    def test_one_changed_byte_is_found(self):
        _, pdf, text = self.issued()
        draw = random.Random(SEED)
        for path, places in ((text, 60), (pdf, 60)):
            sound = path.read_bytes()
            for _ in range(places):
                place, bit = draw.randrange(len(sound)), draw.randrange(8)
                damaged = bytearray(sound)
                damaged[place] ^= 1 << bit
                copy = path.with_stem("damaged")
                copy.write_bytes(damaged)
                done = self.tenbin("verify", copy, "--book", self.book)
                self.assertEqual(8, done.code, f"{path.suffix}, byte {place} of {len(sound)}, bit {bit}: {done}")
                self.assertNotEqual("", done.err)

    def test_a_certificate_of_another_book_does_not_agree_with_ours(self):
        _, pdf, text = self.issued()
        kept = {path.suffix: path.read_bytes() for path in (pdf, text)}
        self.book = self.folder / "other.tenbin"
        self.mill_book()
        for suffix, data in kept.items():
            path = self.folder / f"foreign{suffix}"
            path.write_bytes(data)
            self.expect(8, self.tenbin("verify", path, "--book", self.book))

    def test_revoked_and_replaced_ones_do_not_verify(self):
        number, pdf, text = self.issued()
        allocation, = self.outcome("issue_certificate")["allocations"]
        self.expect(0, self.tenbin("certificate", "replace", self.book, number, "--date", "2026-10-06", "--reason",
                                   "address", "--allocations", allocation, "--confirm", number, "-o", "paper"))
        for path in (pdf, text):
            self.expect(8, self.tenbin("verify", path, "--book", self.book))
        newer = list(self.folder.glob("paper/*.r2.*"))
        self.assertEqual({".json", ".jwt", ".pdf"}, {path.suffix for path in newer})
        for path in newer:
            self.expect(0, self.tenbin("verify", path, "--book", self.book))
        self.expect(0, self.tenbin("certificate", "revoke", self.book, number, "--date", "2026-10-07", "--reason",
                                   "error", "--confirm", number))
        for path in newer:
            self.expect(8, self.tenbin("verify", path, "--book", self.book))

    def notes(self):
        return [record["event"].get("note") for record in self.journal()
                if record["event"]["do"] == "attest_certificate"]

    def replaced(self, number, *options):
        allocation, = self.outcome("issue_certificate")["allocations"]
        self.expect(0, self.tenbin("certificate", "replace", self.book, number, "--date", "2026-10-06", "--reason",
                                   "address", "--allocations", allocation, "--confirm", number, "-o", "paper", *options))

    def test_the_mass_stays_out_of_the_code_in_later_revisions(self):
        number, *_ = self.issued("--qr-without-mass")
        self.replaced(number)
        self.assertEqual(["qr:without_mass"] * 2, self.notes())
        self.expect(0, self.tenbin("check", self.book))

    def test_the_mass_can_be_left_out_from_a_revision_on(self):
        number, *_ = self.issued()
        self.replaced(number, "--qr-without-mass")
        self.replaced(number)
        self.assertEqual([None, "qr:without_mass", "qr:without_mass"], self.notes())

    def test_the_pdf_has_a_copy_of_the_status_list(self):
        number, pdf, text = self.issued()
        self.replaced(number)
        newer, = self.folder.glob("paper/*.r2.pdf")
        for path in (pdf, newer):
            answer = self.expect(0, self.tenbin("verify", path, "--json")).json()
            status, = (check for check in answer["checks"] if check["check"] == "status")
            self.assertEqual("not_checked", status["result"])
            at = self.journal()[-1]["at"][:16] if path == newer else ""
            self.assertTrue(status["reason"].startswith("copy_as_of " + at), status)
            self.assertLess(path.stat().st_size, 250_000)
        self.assertEqual("no_status_given", next(
            check["reason"] for check in self.tenbin("verify", text, "--json").json()["checks"]
            if check["check"] == "status"))

    def test_nothing_to_certify(self):
        self.mill_book()
        self.expect(3, self.tenbin("certificate", "issue", self.book, *ISSUE))
        self.assertEqual(14, len(self.journal()))
        self.expect(5, self.tenbin("certificate", "show", self.book, "NO-SUCH"))
        self.expect(5, self.tenbin("verify", "nowhere.pdf"))
        (self.folder / "letter.json").write_text('{"dear": "mill"}')
        self.expect(8, self.tenbin("verify", "letter.json"))
