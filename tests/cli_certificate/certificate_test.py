#!/usr/bin/env python3
"""Certificates from the command line: issued, shown, verified, damaged, replaced, revoked.

    certificate_test.py TENBIN SOURCE_FOLDER [CASE...]

Standard library only. Books are made from examples/small in a temporary folder.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

TENBIN = os.path.abspath(sys.argv[1])
SOURCE = os.path.abspath(sys.argv[2])
CHANGES = int(os.environ.get("TENBIN_CHANGES", 200))  # single-byte changes tried of each file
FAILED = 8

ALLOCATIONS = [
    {"do": "allocate", "allocation": "A-1", "date": "2026-07-30", "shipment": "S-1", "line": 1,
     "share": "50 %"},
    {"do": "allocate", "allocation": "A-2", "date": "2026-07-24", "shipment": "S-2", "line": 1,
     "share": "20 %"},
]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def said_in(path):
    """What the certificate says, out of its credential."""
    return json.loads(read(path))["credentialSubject"]["massBalance"]


class CertificateCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.book = os.path.join(self.folder, "mill.tenbin")
        self.out = os.path.join(self.folder, "out")
        self.good("init", self.book, "--rulebook", "free-credit")
        self.good("apply", self.book, os.path.join(SOURCE, "examples/small/mill.jsonl"))
        self.post(*ALLOCATIONS)

    def tenbin(self, *arguments, language="en", text=None):
        return subprocess.run([TENBIN, "--lang", language, *arguments], input=text,
                              capture_output=True, text=True, check=False)

    def good(self, *arguments, **options):
        done = self.tenbin(*arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done.stdout

    def post(self, *commands):
        self.good("apply", self.book, "-", text="".join(json.dumps(c) + "\n" for c in commands))

    def issue(self, *arguments):
        out = self.good("certificate", "issue", self.book, "--date", "2026-10-10", "-o", self.out,
                        "--json", *arguments)
        return json.loads(out)

    def issue_one(self, customer="C-0101"):
        answer = self.issue("--customer", customer, "--from", "2026-07-01", "--to", "2026-09-30")
        return answer["issued"][0]

    def checks(self, path, *arguments, code=0):
        done = self.tenbin("verify", path, "--json", *arguments)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["valid"], code == 0)
        self.assertEqual(answer["complete"], "--book" in arguments and code == 0)
        return {check["check"]: (check["result"], check["reason"]) for check in answer["checks"]}


class Issue(CertificateCase):
    def test_numbers_of_the_book_stand_in_the_certificate(self):
        # E = floor(320 t × 850 t ÷ 1000 t) = 272 t; q = 320 × 4.0 ÷ 272; r = 680 × 15.1 ÷ 578.
        content = said_in(self.issue_one()["json"])
        self.assertEqual(content["number"], "MB-2026-000001-" + content["number"][-1])
        self.assertEqual(content["language"], "ja")
        self.assertEqual(content["recipient"]["name"]["ja"], "株式会社見本サッシ")
        (line,) = content["lines"]
        self.assertEqual(line["mass_kg"], "600000.000")
        self.assertEqual(line["share_ppm"], 200000)
        self.assertEqual(line["allocated_kg"], "120000.000")
        self.assertEqual(line["accounts"], [{"account": "HQ/renewable", "mass_kg": "120000.000"}])
        footprint = json.loads(self.good("footprint", self.book, "--site", "HQ", "--period",
                                         "2026-07-01", "--json"))
        booked = [row for row in footprint["lines"] if row["shipment"] == "S-2"][0]
        for side in ("with_allocation_kgco2e", "without_allocation_kgco2e"):
            self.assertEqual(line[side], booked[side])
        (balance,) = content["balances"]
        self.assertEqual(balance["tonnage"]["entitlement_kg"], "272000.000")
        self.assertEqual(balance["tonnage"]["balance_kg"], "27000.000")
        self.assertEqual([s["supplier_certificate"] for s in content["sources"]], ["SC-2026-0134"])
        self.assertNotIn("verification", content)

    def test_a_verification_whose_scope_holds_the_closed_periods_is_named(self):
        self.post({"do": "close_period", "site": "HQ", "period": "2026-04-01", "date": "2026-07-01"},
                  {"do": "close_period", "site": "HQ", "period": "2026-07-01", "date": "2026-10-01"},
                  {"do": "record_verification", "site": "HQ", "from": "2026-04-01",
                   "to": "2027-03-31", "verifier": "見本検証機構",
                   "kind": "verification", "level": "limited", "criteria": "ISO 22095",
                   "statement": "V-1", "date": "2026-10-01"})
        content = said_in(self.issue_one()["json"])
        self.assertEqual(content["verification"]["statement"], "V-1")

    def test_a_footprint_counts_only_what_the_certificate_covers(self):
        # The line's second allocation is not of this certificate: its metal counts at r.
        first = self.issue_one()
        before = said_in(first["json"])["lines"][0]
        self.post({"do": "allocate", "allocation": "A-3", "date": "2026-07-25", "shipment": "S-2",
                   "line": 1, "share": "1 %"})
        self.good("certificate", "show", self.book, first["certificate"], "-o", self.out)
        after = said_in(first["json"])["lines"][0]
        self.assertEqual(before, after)
        held = self.tenbin("certificate", "issue", self.book, "--all", "--from", "2026-07-20",
                           "--to", "2026-09-30", "--date", "2026-10-11", "-o", self.out, "--json")
        self.assertEqual(held.returncode, 6)
        (held_back,) = json.loads(held.stdout)["held_back"]
        self.assertEqual(held_back["error"], "shipment.already_certified")
        self.assertEqual(held_back["allocation"], "A-3")

    def test_all_customers_at_once_each_in_its_language(self):
        answer = self.issue("--all", "--from", "2026-07-01", "--to", "2026-09-30")
        self.assertEqual([row["customer"] for row in answer["issued"]], ["C-0101", "C-0102"])
        languages = [said_in(row["json"])["language"] for row in answer["issued"]]
        self.assertEqual(languages, ["ja", "en"])
        rows = json.loads(self.good("certificate", "list", self.book, "--json"))["certificates"]
        self.assertEqual([row["status"] for row in rows], ["live", "live"])
        again = self.tenbin("certificate", "issue", self.book, "--all", "--from", "2026-07-01",
                            "--to", "2026-09-30", "--date", "2026-10-10", "-o", self.out)
        self.assertEqual(again.returncode, 3)
        self.assertIn("certificate.empty", again.stderr)

    def test_many_at_once_are_in_order_and_the_same_as_one_by_one(self):
        count = 120  # enough for a second thread
        commands = []
        for n in range(count):
            customer, shipment = f"D-{n:03}", f"T-{n:03}"
            commands += [
                {"do": "add_customer", "customer": customer, "name_ja": f"株式会社見本{n}",
                 "language": "en" if n % 3 == 0 else "ja"},
                {"do": "ship", "shipment": shipment, "line": 1, "date": "2026-07-10", "site": "HQ",
                 "customer": customer, "product": "EX-6063-01", "mass": f"{1000 + n} kg"},
                {"do": "allocate", "allocation": f"B-{n:03}", "date": "2026-07-10",
                 "shipment": shipment, "line": 1, "share": "10 %"}]
        self.post(*commands)
        issued = self.issue("--all", "--from", "2026-07-10", "--to", "2026-07-10")["issued"]
        self.assertEqual([row["customer"] for row in issued], [f"D-{n:03}" for n in range(count)])
        again = os.path.join(self.folder, "again")
        for row in issued[:: count // 6] + issued[-1:]:
            self.good("certificate", "show", self.book, row["certificate"], "-o", again)
            for kind in ("json", "jwt", "pdf"):
                name = os.path.basename(row[kind])
                self.assertEqual(read(row[kind]), read(os.path.join(again, name)), name)

    def test_the_same_book_and_number_give_the_same_bytes(self):
        issued = self.issue_one()
        again = os.path.join(self.folder, "again")
        self.good("certificate", "show", self.book, issued["certificate"], "-o", again)
        for kind in ("json", "jwt", "pdf"):
            name = os.path.basename(issued[kind])
            self.assertEqual(read(issued[kind]), read(os.path.join(again, name)), kind)

    def test_what_is_refused_posts_nothing(self):
        before = self.good("journal", self.book)
        for arguments, code in ((["--customer", "C-9", "--allocations", "A-1"], 5),
                                (["--customer", "C-0101", "--allocations", "A-1"], 5),
                                (["--customer", "C-0101", "--from", "2026-08-01", "--to",
                                  "2026-08-02"], 3)):
            done = self.tenbin("certificate", "issue", self.book, "--date", "2026-10-10", "-o",
                               self.out, *arguments)
            self.assertEqual(done.returncode, code, done.stderr)
        done = self.tenbin("certificate", "issue", self.book, "--date", "2026-10-10")
        self.assertEqual(done.returncode, 2)
        other = os.path.join(self.folder, "other.tenbin")
        self.good("init", other, "--rulebook", "free-credit")
        done = self.tenbin("--key", other + ".key", "certificate", "issue", self.book, "--customer",
                           "C-0101", "--allocations", "A-2", "--date", "2026-10-10")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("key.invalid", done.stderr)
        self.assertEqual(self.good("journal", self.book), before)


class Verify(CertificateCase):
    def test_with_the_book_all_checks_pass(self):
        issued = self.issue_one()
        for kind in ("json", "jwt", "pdf"):
            results = self.checks(issued[kind], "--book", self.book)
            self.assertNotIn("failed", {result for result, _ in results.values()}, results)
            beside = {"log", "status", "verification", "witnesses"}  # what the book cannot say
            self.assertLessEqual({name for name, (result, _) in results.items() if result != "passed"}, beside)
            if kind == "pdf":  # brings its proof of the log
                self.assertEqual(results["log"][0], "passed")

    def test_a_late_receipt_changes_footprints_and_is_said(self):
        issued = self.issue_one()
        self.post({"do": "receive", "receipt": "R-LATE", "date": "2026-07-30", "site": "HQ",
                   "supplier": "S-003", "material": "ingot", "class": "recycled", "mass": "1 t"})
        results = self.checks(issued["pdf"], "--book", self.book)
        self.assertEqual(results["book"], ("passed", ""))
        self.assertEqual(results["footprints"][0], "not_checked")
        self.assertIn("posted_since lines/0/with", results["footprints"][1])
        self.assertIn("発行の後の記帳", self.good("verify", issued["pdf"], "--book", self.book,
                                                 language="ja"))

    def test_without_the_book_it_says_what_was_not_checked(self):
        issued = self.issue_one()
        results = self.checks(issued["pdf"])
        self.assertEqual(results["book"], ("not_checked", "no_book_given"))
        self.assertEqual(results["key"], ("not_checked", "own_copy"))
        for language, words in (("ja", "台帳がありません"), ("en", "no book was given")):
            said = self.good("verify", issued["json"], language=language)
            self.assertIn("△", said)
            self.assertIn(words, said)
            self.assertNotIn("Valid", said)

    def test_a_key_can_be_named_instead_of_the_book(self):
        issued = self.issue_one()
        key = json.loads(read(issued["json"]))["proof"]["verificationMethod"].partition("#")[2]
        self.assertEqual(self.checks(issued["json"], "--public-key", key)["key"][0],
                         "passed")
        other = os.path.join(self.folder, "other.tenbin")
        self.good("init", other, "--rulebook", "free-credit")
        self.good("apply", other, os.path.join(SOURCE, "examples/small/mill.jsonl"))
        results = self.checks(issued["json"], "--book", other, code=FAILED)
        self.assertEqual(results["key"], ("failed", "not_in_did"))
        self.assertEqual(results["book"], ("failed", "unknown"))

    def test_every_changed_byte_fails(self):
        issued = self.issue_one()
        random.seed(7)
        for kind in ("json", "jwt", "pdf"):
            right = read(issued[kind])
            path = os.path.join(self.folder, "changed." + kind)
            for _ in range(CHANGES):
                changed = bytearray(right)
                changed[random.randrange(len(changed))] ^= random.randrange(1, 256)
                with open(path, "wb") as file:
                    file.write(changed)
                done = self.tenbin("verify", path)
                self.assertEqual(done.returncode, FAILED, done.stdout + done.stderr)
                self.assertIn("✕", done.stdout)

    def test_what_is_cut_or_appended_fails(self):
        issued = self.issue_one()
        for kind in ("json", "jwt", "pdf"):
            right = read(issued[kind])
            for wrong in (right[:-1], right + b"\n", right + b" ", b"", right[:100]):
                path = os.path.join(self.folder, "changed." + kind)
                with open(path, "wb") as file:
                    file.write(wrong)
                self.assertEqual(self.tenbin("verify", path).returncode, FAILED)

    def test_what_is_no_certificate_is_malformed(self):
        path = os.path.join(self.folder, "some.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("no certificate")
        done = self.tenbin("verify", path)
        self.assertEqual(done.returncode, FAILED)
        self.assertIn("certificate.malformed", done.stderr)
        self.assertEqual(self.tenbin("verify", path + ".missing").returncode, 5)

    def test_later_postings_leave_it_valid(self):
        issued = self.issue_one()
        self.post({"do": "produce", "run": "P-9", "date": "2026-07-30", "site": "HQ",
                   "product": "EX-6063-01", "output": "10 t"})
        self.checks(issued["json"], "--book", self.book)


class Replace(CertificateCase):
    def test_a_replaced_one_fails_with_the_book(self):
        issued = self.issue_one()
        number = issued["certificate"]
        self.post({"do": "allocate", "allocation": "A-3", "date": "2026-07-25", "shipment": "S-2",
                   "line": 1, "share": "1 %"})
        self.good("certificate", "replace", self.book, number, "--date", "2026-10-20", "--reason",
                  "two allocations", "--allocations", "A-2,A-3", "--confirm", number, "-o",
                  self.out)
        results = self.checks(issued["pdf"], "--book", self.book, code=FAILED)
        self.assertEqual(results["book"], ("failed", "replaced"))
        self.checks(issued["pdf"])
        for kind in ("json", "jwt", "pdf"):
            path = os.path.join(self.out, f"{number}.r2.{kind}")
            results = self.checks(path, "--book", self.book)
            self.assertEqual(results["book"][0], "passed")
        content = said_in(os.path.join(self.out, f"{number}.r2.json"))
        self.assertEqual((content["revision"], content["totals"]["share_ppm"]), (2, 210000))

    def test_a_revoked_one_fails_with_the_book_and_its_allocations_remain(self):
        issued = self.issue_one()
        number = issued["certificate"]
        arguments = ["certificate", "revoke", self.book, number, "--date", "2026-10-20",
                     "--reason", "wrong customer"]
        self.assertEqual(self.tenbin(*arguments, "--confirm", "MB-1", text="").returncode, 2)
        self.good(*arguments, "--confirm", number)
        for language, word in (("ja", "取り消されています"), ("en", "revoked")):
            done = self.tenbin("verify", issued["pdf"], "--book", self.book, language=language)
            self.assertEqual(done.returncode, FAILED)
            self.assertIn(word, done.stderr)
        self.post({"do": "release", "allocation": "A-2", "reason": "it was wrong"})
        self.assertIn("revoked", self.good("certificate", "show", self.book, number))
        done = self.tenbin("certificate", "show", self.book, number, "-o", self.out)
        self.assertEqual(done.returncode, 6)
        self.assertIn("certificate.not_live", done.stderr)

    def test_a_draft_posts_nothing_and_is_no_certificate(self):
        before = self.good("journal", self.book)
        os.rename(self.book + ".key", self.book + ".key.away")  # no key is needed
        for customer, allocation, number in (("C-0101", "A-2", "見本"), ("C-0102", "A-1", "DRAFT")):
            paths = self.good("certificate", "draft", self.book, "--customer", customer, "--date", "2026-08-01",
                              "--allocations", allocation, "-o", self.out).split("\n")
            draft = json.loads(read(paths[0]))
            self.assertEqual((draft["draft"], draft["schema"]), (True, "tenbin/draft/1"))
            self.assertIn(number, json.dumps(draft["credential"], ensure_ascii=False))
            self.assertTrue(read(paths[1]).startswith(b"%PDF-"))
            for path in paths[:2]:
                self.assertEqual(self.tenbin("verify", path).returncode, FAILED)
        self.assertEqual(before, self.good("journal", self.book))
        refused = self.tenbin("certificate", "draft", self.book, "--customer", "C-0101", "--date", "2026-08-01",
                              "--allocations", "A-1", "-o", self.out)
        self.assertIn("reference.unknown", refused.stderr)

    def test_what_cannot_be_printed_is_held_back_alone(self):
        self.post({"do": "add_customer", "customer": "C-9", "name_ja": "株式会社\U00013000"},
                  {"do": "ship", "shipment": "S-9", "line": 1, "date": "2026-07-20", "site": "HQ", "customer": "C-9",
                   "product": "EX-6063-01", "mass": "10 t"},
                  {"do": "allocate", "allocation": "A-9", "date": "2026-07-30", "shipment": "S-9", "line": 1,
                   "mass": "1 t"})
        done = json.loads(self.good("certificate", "issue", self.book, "--all", "--date", "2026-08-01", "--from",
                                    "2026-07-01", "--to", "2026-07-31", "-o", self.out, "--json"))
        (held,) = done["held_back"]
        self.assertEqual((held["customer"], held["error"]), ("C-9", "certificate.glyph_missing"))
        self.assertIn("U+13000", held["detail"])
        self.assertEqual([i["customer"] for i in done["issued"]], ["C-0101", "C-0102"])
        self.assertNotIn("C-9", "".join(line for line in self.good("journal", self.book).split("\n")
                                        if "issue_certificate" in line))

    def test_the_class_of_a_revocation_stands_in_the_journal(self):
        number = self.issue_one()["certificate"]
        arguments = ["certificate", "revoke", self.book, number, "--date", "2026-10-20", "--reason", "x", "--confirm",
                     number, "--class"]
        self.assertEqual(self.tenbin(*arguments, "whim").returncode, 2)
        self.good(*arguments, "supplier")
        event = json.loads(self.good("journal", self.book).strip().split("\n")[-1])["event"]
        self.assertEqual((event["do"], event["note"]), ("revoke_certificate", "class:supplier"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
