"""What tools/verify.html says of a verifier's statement and of a QR code, good, wrong and damaged."""
import subprocess

import tools
from page import PAGE, PageTest
from signed_statement import ALLOCATION, CLOSE, Stated
from support import mill_commands

STATEMENTS = {  # By the cases of verify_page_statement.mjs; None: no such check.
    "passed_by_did": "passed", "passed_with_both_dids": "passed", "passed_by_key": "passed", "passed_by_did_key": "passed",
    "passed_later_retired": "passed",
    "no_statement": "not_checked no_statement_given", "not_signed_document": None,
    "another_one": "failed not_cited", "cites_none": "failed not_cited",
    "no_key": "not_checked no_verifier_key", "only_the_mill": "not_checked no_verifier_key",
    "damaged": "failed does_not_match", "no_proof": "failed does_not_match", "of_another_issuer": "failed does_not_match",
    "spaced": "failed malformed not_canonical", "cut": "failed malformed json", "two_proofs": "failed malformed proof",
    "more_members": "failed malformed schema", "other_day_of_proof": "failed malformed proof",
    "other_days": "failed differs", "other_level": "failed differs", "other_name": "failed differs",
    "other_number": "failed differs",
    "other_log": "failed another_book", "other_mill": "failed another_book", "other_site": "failed another_book",
    "other_key": "failed another_key", "not_listed": "failed another_key", "retired": "failed another_key",
    "revoked": "failed another_key", "another_verifier": "failed another_key",
}
CODES = {
    "right": "passed", "fragment": "passed", "no_mass": "passed", "no_position": "passed",
    "other_mass": "failed differs", "other_share": "failed differs", "other_days": "failed differs",
    "other_revision": "failed differs", "other_digest": "failed differs", "other_key": "failed does_not_match",
    "long_head": "failed summary cbor", "no_day": "failed summary cbor", "more": "failed summary cbor",
    "cut": "failed summary base64url",
}
ALONE = {
    "no_key": "not_checked no_key_given", "by_did": "passed", "by_key": "passed", "fragment_by_did": "passed", "no_mass": "passed",
    "as_file": "passed", "by_another_key": "failed does_not_match", "another_mill": "failed another_issuer",
    "not_listed": "failed does_not_match", "key_ends": "not_checked key_ends 2026-12-01T00:00:00Z",
    "cut": "failed summary base64url", "nonsense": "failed summary base64url",
}


class Beside(PageTest, Stated):
    def test_statements_and_codes(self):
        """Documents and codes that the test makes by docs/spec, in Node."""
        self.new_book([*mill_commands(), ALLOCATION, *CLOSE])
        self.expect(0, self.tenbin("certificate", "issue", self.book, "--customer", "C-0102", "--date", "2026-08-10",
                                   "--allocations", "A-1", "-o", "out"))
        (certificate,) = self.folder.glob("out/*.json")
        answer = tools.node("verify_page_statement.mjs", asked={"page": PAGE, "certificate": str(certificate)})
        for checks in answer["statements"].values():
            self.assertEqual(set(), {name for name, said in checks.items() if said.startswith("failed")} - {"statement"})
        self.assertEqual(STATEMENTS, {name: checks.get("statement") for name, checks in answer["statements"].items()})
        self.assertEqual(CODES, {name: checks["summary"] for name, checks in answer["codes"].items()})
        self.assertEqual(ALONE, {name: checks["code"] for name, checks in answer["alone"].items()})
        self.assertEqual(0, answer["believed"], "damaged codes")
        self.assertGreater(answer["bytes"], 140)

    def code_of(self, pdf):
        subprocess.run(["pdftoppm", "-r", "300", "-png", "-f", "1", "-singlefile", pdf, self.folder / "page"], check=True,
                       timeout=tools.TIMEOUT_S)
        return subprocess.run(["zbarimg", "-q", "--raw", self.folder / "page.png"], check=True, capture_output=True, text=True,
                              timeout=tools.TIMEOUT_S).stdout.split()[0]

    @tools.need("chromium", "node", "pdftoppm", "zbarimg")
    def test_in_the_browser(self):
        """What our binary issues, with the statement inside, and what is printed on its paper."""
        found = self.stated()
        pdf, statement, did, mill = found["pdf"], found["statement"], found["did"], found["mill"]
        code = self.code_of(pdf)
        damaged = code[:-20] + ("A" if code[-20] != "A" else "B") + code[-19:]
        as_file, changed = self.folder / "code.txt", self.folder / "changed.json"
        as_file.write_text(code + "\n")
        changed.write_text(statement.read_text().replace("Sample Verifier", "Sample Verifies"))
        no_key, another_key = found["key"][:-2], found["key"][:-2] + ("zz" if found["key"][-2:] != "zz" else "yy")
        cases = {
            "attached": ([pdf], {}, {"statement": "not_checked no_verifier_key"}),
            "did": ([pdf, did, mill], {}, {"statement": "passed", "seal": "passed", "key": "passed"}),
            "key": ([found["json"], statement], {"verifier_key": found["key"]}, {"statement": "passed"}),
            "no_statement": ([found["json"]], {}, {"statement": "not_checked no_statement_given"}),
            "no_multikey": ([pdf], {"verifier_key": no_key}, {"statement": "not_checked no_verifier_key"}),
            "another_key": ([pdf], {"verifier_key": another_key}, {"statement": "failed another_key"}),
            "changed": ([pdf, changed], {"verifier_key": found["key"]}, {"statement": "failed does_not_match"}),
            "code": ([pdf], {"code": code}, {"summary": "passed"}),
            "code_file": ([found["jwt"], as_file], {}, {"summary": "passed"}),
            "damaged": ([pdf], {"code": damaged}, {"summary": "failed does_not_match"}),
            "alone": ([], {"code": code}, {"code": "not_checked no_key_given", "status": "not_checked not_in_code"}),
            "alone_did": ([mill], {"code": code}, {"code": "passed", "number": "passed"}),
            "alone_damaged": ([mill], {"code": damaged}, {"code": "failed does_not_match"}),
        }
        asked = [{"files": files, "fields": fields, "picture": name} if name in ("did", "alone_did", "no_multikey")
                 else {"files": files, "fields": fields} for name, (files, fields, _) in cases.items()]
        results = self.look(asked + [{"fragment": code.partition("#")[2], "picture": "fragment"}])
        self.same_checks(results[:-1], {name: checks for name, (_, _, checks) in cases.items()})
        by_name = dict(zip([*cases, "fragment"], results))
        self.assertEqual({"failed"}, {by_name[name]["verdict"] for name in ("another_key", "changed", "damaged", "alone_damaged")})
        self.assertEqual({"not_checked"}, {by_name[name]["verdict"] for name in ("alone", "alone_did", "fragment")})
        for name in ("alone", "alone_did", "fragment"):
            self.assertTrue(by_name[name]["facts"][0].startswith(pdf.stem), by_name[name]["facts"])
            self.assertIn("100.000 t", by_name[name]["facts"])
        # As the command line says it.
        self.assertEqual(["not_checked", "no_key_given"], by_name["fragment"]["checks"]["code"])
        for options, wanted in ((("--verifier-did", did), "passed"), ((), "not_checked")):
            checks = self.expect(0, self.tenbin("verify", pdf, *options, "--json")).json()["checks"]
            self.assertEqual([wanted], [each["result"] for each in checks if each["check"] == "statement"])
