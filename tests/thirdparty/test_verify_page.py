"""tools/verify.html in Debian's Chromium: good files pass, 30 changed bytes do not, and nobody is asked for anything."""
import json
import sys

import tools
from page import PAGE, PageTest
from signed_statement import ALLOCATION
from support import ROOT, mill_commands

sys.path.append(str(ROOT / "tests" / "http"))
import served  # noqa: E402

KINDS = ("json", "jwt", "pdf")
NOT_LOOKED_AT = {"witnesses": "not_checked no_proof_given"}
BESIDE = {  # What differs from all good, by the case of verify_page_beside.mjs.
    "all": {},
    "later_retired": {},
    "no_did": {"key": "not_checked no_key_given"},
    "another_key": {"key": "failed not_in_did", "status": "failed another_key"},
    "retired": {"key": "failed key_retired", "status": "failed another_key"},
    "revoked": {"status": "failed revoked_as_of 2026-09-01T00:00:00Z"},
    "forged_status": {"status": "failed another_key"},
    "no_status": {"status": "not_checked no_status_given"},
    "damaged_status": {"status": "failed does_not_match"},
    "no_policy": {"log": "not_checked log_key_unknown", "witnesses": "not_checked no_policy"},
    "not_cosigned": {"witnesses": "failed quorum"},
    "another_log": {"log": "failed another_log", **NOT_LOOKED_AT},
    "another_place": {"log": "failed inclusion", **NOT_LOOKED_AT},
    "another_origin": {"log": "failed origin", **NOT_LOOKED_AT},
    "another_record": {"log": "failed record", **NOT_LOOKED_AT},
    "damaged_policy": {"log": "failed policy", **NOT_LOOKED_AT},
}


@tools.need("chromium", "node")
class VerifyPage(PageTest):
    def certificate(self):
        """The files of one certificate by their ending."""
        self.new_book([*mill_commands(), ALLOCATION])
        self.expect(0, self.tenbin("certificate", "issue", self.book, "--customer", "C-0102", "--date", "2026-08-10",
                                   "--allocations", "A-1", "-o", "out"))
        return {path.suffix[1:]: path for path in (self.folder / "out").iterdir() if path.suffix[1:] in KINDS}

    def changed(self, path, count):
        """Copies with one byte changed, at places spread over the file."""
        good = path.read_bytes()
        for n in range(count):
            place = (2 * n + 1) * len(good) // (2 * count)
            bad = bytearray(good)
            bad[place] ^= 1
            copy = self.folder / f"changed-{n}-at-{place}.{path.suffix[1:]}"
            copy.write_bytes(bad)
            yield copy

    def test_good_files_pass_and_changed_bytes_do_not(self):
        files = self.certificate()
        self.assertEqual(set(KINDS), set(files))
        bad = [copy for kind, count in (("json", 8), ("jwt", 7), ("pdf", 15)) for copy in self.changed(files[kind], count)]
        did, forged = self.folder / "did.json", self.folder / "forged"
        did.write_text(self.expect(0, self.tenbin("did", self.book)).out)
        self.folder.joinpath(self.book.name + ".seal.pem").unlink()  # a stranger's takes its place
        self.expect(0, self.tenbin("certificate", "show", self.book, files["pdf"].stem, "-o", forged))
        results = self.look([[files[kind]] for kind in KINDS] + [[files["pdf"], did], [forged / files["pdf"].name, did]] +
                            [[path] for path in bad])
        good, sealed, refused = results[:3], results[3:5], results[5:]
        self.assertEqual(["not_checked", "whose_seal"], good[2]["checks"]["seal"])
        self.assertEqual([["passed", ""], ["failed", "foreign_seal"]], [each["checks"]["seal"] for each in sealed])
        self.assertEqual(["passed", ""], sealed[1]["checks"]["key"])
        for kind, result in zip(KINDS, good):
            with self.subTest(kind):
                self.assertEqual({}, {name: check for name, check in result["checks"].items() if check[0] == "failed"})
                for name in ("form", "integrity", "signature", "schema", "number", "arithmetic", "wording"):
                    self.assertEqual("passed", result["checks"][name][0], name)
        self.assertEqual("passed", good[2]["checks"]["pdf_seal"][0])
        for path, result in zip(bad, refused):
            with self.subTest(path.name):
                self.assertEqual("failed", result["verdict"])

    def test_who_approved_it(self):
        """Issued by one person, then replaced by two: the page and `tenbin verify` read both."""
        mill = served.Served([*mill_commands(), ALLOCATION], ["manager"])
        self.addCleanup(mill.end)
        manager, body = mill.clients["manager"], {"date": "2026-08-10", "allocations": ["A-1"]}
        number = manager.post("/api/v1/certificates", {**body, "customer": "C-0102"}).json()["issued"][0]["certificate"]
        said = [manager.get(f"/api/v1/certificates/{number}/json").body]
        mill.ask_two_people()
        asked = manager.post(f"/api/v1/certificates/{number}/replace", {**body, "reason": "x"}).json()["approval"]["approval"]
        self.assertEqual(200, mill.clients["manager2"].post(f"/api/v1/approvals/{asked}/approve").status)
        said.append(manager.get(f"/api/v1/certificates/{number}/json").body)
        paths = [self.folder / f"said-{place}.json" for place in range(2)]
        for path, text, approval in zip(paths, said, ("one_person", "two_people")):
            path.write_bytes(text)
            self.assertEqual(approval, json.loads(text)["credentialSubject"]["massBalance"]["approval"])
            checks = self.expect(0, self.tenbin("verify", path, "--offline", "--json")).json()["checks"]
            self.assertEqual(["passed"], [check["result"] for check in checks if check["check"] == "schema"])
        for result in self.look([[path] for path in paths]):
            self.assertEqual(["passed", ""], result["checks"]["schema"])
            self.assertEqual({}, {name: check for name, check in result["checks"].items() if check[0] == "failed"})

    def test_what_stands_beside_it(self):
        """did.json, status list, log and witnesses, of a mill and a log that the test invents."""
        answer = tools.node("verify_page_beside.mjs", asked={"page": PAGE, "certificate": str(self.certificate()["json"])})
        self.assertEqual(0, answer.pop("paths")["wrong"])
        good = {"signature": "passed", "key": "passed", "schema": "passed", "log": "passed tree_of 11",
                "witnesses": "passed count 1", "status": "passed as_of 2026-09-01T00:00:00Z"}
        for name, changes in BESIDE.items():
            with self.subTest(name):
                self.assertEqual({**good, **changes}, {check: answer[name][check] for check in good})
        self.assertEqual(set(BESIDE), set(answer))

    def test_what_is_no_certificate(self):
        empty, text, pdf = (self.folder / name for name in ("empty", "text.json", "text.pdf"))
        empty.write_bytes(b"")
        text.write_bytes(b'{"a":' * 5000)
        pdf.write_bytes(b"%PDF-1.7\n" + b"startxref\n9\n%%EOF\n")
        for result in self.look([[empty], [text], [pdf], [empty, text]]):
            self.assertEqual("failed", result["verdict"])
