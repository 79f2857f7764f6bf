"""The time-stamp of a PDF (PAdES B-T): `tenbin verify --tsa` and tools/verify.html say the same of it."""
import re

import authority
import tools
from page import PageTest
from support import SMALL

TIME = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@tools.need("openssl")
class TimeStamp(PageTest):
    def setUp(self):
        super().setUp()
        self.mill_book()
        plan = self.expect(0, self.tenbin("plan", self.book, SMALL / "pattern_a.json")).out
        self.expect(0, self.tenbin("apply", self.book, "-", stdin=plan))
        self.expect(0, self.tenbin("certificate", "issue", self.book, "--customer", "C-0102", "--from", "2026-07-01", "--to",
                                   "2026-09-30", "--date", "2026-10-05", "-o", "plain"))
        (self.plain,) = self.folder.glob("plain/*.pdf")

    def stamped(self, name, by):
        self.expect(0, self.tenbin("certificate", "show", self.book, self.plain.stem, "-o", name, "--timestamp", by.ask))
        return self.folder / name / self.plain.name

    def checks(self, pdf, *options, code=0):
        found = self.expect(code, self.tenbin("verify", pdf, *options, "--json")).json()["checks"]
        return {check["check"]: f"{check['result']} {check['reason']}".strip() for check in found}

    def in_token(self, pdf, count):
        """Copies with one byte of the token changed, in its content, its certificates and its signature."""
        good = pdf.read_bytes()
        start, end = re.search(rb"/Contents <([0-9a-f]+?)0*>", good).span(1)
        token = good.index(b"060b2a864886f70d010910020e", start)
        for n in range(count):
            place = token + 40 + 2 * ((end - token - 48) * n // (2 * count))
            bad = bytearray(good)
            bad[place] = ord("1") if bad[place] != ord("1") else ord("2")
            copy = self.folder / f"token-{n}.pdf"
            copy.write_bytes(bad)
            yield copy

    def test_by_whom_it_is(self):
        own = authority.Authority(self.folder / "own")
        under = authority.Authority(self.folder / "under", authority.RSA, "sha512", with_root=True)
        large = authority.Authority(self.folder / "large", authority.P384, "sha384", with_root=True)
        pdf, by_rsa, by_p384 = self.stamped("a", own), self.stamped("b", under), self.stamped("c", large)
        for trusted, file in ((own.own, pdf), (under.own, by_rsa), (under.root, by_rsa), (large.root, by_p384)):
            self.assertRegex(self.checks(file, "--tsa", trusted)["time_stamp"], f"^passed stamped_at {TIME}$")
        self.assertRegex(self.checks(pdf)["time_stamp"], f"^not_checked no_tsa_given {TIME}$")
        for trusted in (under.root, under.own, large.own):
            self.assertEqual("failed another_tsa", self.checks(pdf, "--tsa", trusted, code=8)["time_stamp"])
        self.assertNotIn("time_stamp", self.checks(self.plain, "--tsa", own.own))
        no_pem = self.folder / "no.pem"
        no_pem.write_text("nothing")
        self.assertIn("no.pem", self.expect(9, self.tenbin("verify", pdf, "--tsa", no_pem)).err)

    @tools.need("chromium", "node")
    def test_the_page_says_the_same(self):
        own = authority.Authority(self.folder / "own")
        under = authority.Authority(self.folder / "under", authority.RSA, "sha512", with_root=True)
        large = authority.Authority(self.folder / "large", authority.P384, "sha384", with_root=True)
        pdf, by_rsa, by_p384 = self.stamped("a", own), self.stamped("b", under), self.stamped("c", large)
        cases = [(pdf, None), (pdf, own.own), (pdf, under.root), (by_rsa, under.own), (by_rsa, under.root), (by_rsa, own.own),
                 (by_p384, large.root), (self.plain, own.own)]
        wanted = {}
        for file, trusted in cases:
            options = ("--tsa", trusted) if trusted else ()
            fails = trusted and (file, trusted) in ((pdf, under.root), (by_rsa, own.own))
            checks = self.checks(file, *options, code=8 if fails else 0)
            wanted[f"{file.parent.name} {trusted}"] = {"time_stamp": checks.get("time_stamp")}
        bad = list(self.in_token(pdf, 12))
        results = self.look([[file, *([trusted] if trusted else [])] for file, trusted in cases] + [[copy] for copy in bad])
        self.same_checks(results[:len(cases)], wanted)
        for copy, result in zip(bad, results[len(cases):], strict=True):
            with self.subTest(copy.name):
                seal, stamp = result["checks"]["pdf_seal"], result["checks"].get("time_stamp", ["", ""])
                # An algorithm that the page does not know it cannot check, and says so.
                self.assertTrue(seal[0] == "failed" or stamp[1].startswith("unknown_algorithm"), (seal, stamp))
                answer = self.expect(8, self.tenbin("verify", copy, "--json")).json()["checks"]
                self.assertEqual("failed", answer[0]["result"], answer[0])
