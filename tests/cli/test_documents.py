"""attest_certificate and the documents it names: kept with the record, carried by copies, asked for by check."""
import hashlib

from support import CliTest, allocate

TEXT = "what was issued\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


def attest(revision=1, digest=DIGEST, **changes):
    return {"do": "attest_certificate", "certificate": "K-1", "revision": revision, "digest": digest, **changes}


class Documents(CliTest):
    def setUp(self):
        super().setUp()
        self.mill_book()
        self.expect(0, self.apply([allocate("A-1", "10 %"), {
            "do": "issue_certificate", "certificate": "K-1", "customer": "C-0101", "date": "2026-07-31",
            "allocations": ["A-1"]}]))
        documents = self.folder / "documents"
        documents.mkdir()
        (documents / "one.json").write_text(TEXT)
        (documents / "nobody_names_it.json").write_text("x")

    def test_a_document_must_be_there(self):
        done = self.expect(5, self.apply([attest()]))
        answer = done.lines()[0]
        self.assertEqual("reference.unknown", answer["error"])
        self.assertEqual({"kind": "document", "id": DIGEST}, answer["facts"])
        self.expect(5, self.apply([attest()], "--documents", "nowhere"))
        self.expect(0, self.apply([attest()], "--documents", "documents", "--dry-run"))
        self.expect(5, self.apply([attest()]))

    def test_it_is_kept_with_the_record(self):
        answer = self.expect(0, self.apply([attest(command_id="k")], "--documents", "documents")).lines()[0]
        self.assertEqual(0, answer["status_index"])
        event = self.journal()[-1]["event"]
        self.assertEqual({"certificate": "K-1", "command_id": "k", "digest": DIGEST, "do": "attest_certificate",
                          "outcome": {"status_index": 0}, "revision": 1}, event)
        again = self.expect(0, self.apply([attest(command_id="k")])).lines()[0]
        self.assertEqual(("repeated", 0), (again["status"], again["status_index"]))
        self.assertEqual("id.duplicate", self.expect(6, self.apply([attest()])).lines()[0]["error"])
        self.expect(0, self.tenbin("check", self.book))

    def test_copies_carry_it(self):
        self.expect(0, self.apply([attest()], "--documents", "documents"))
        self.expect(0, self.tenbin("backup", self.book, "copy.tenbin"))
        self.expect(0, self.tenbin("restore", "copy.tenbin", "back.tenbin"))
        self.expect(0, self.tenbin("check", "back.tenbin"))
        replaced = {"do": "replace_certificate", "certificate": "K-1", "date": "2026-08-01", "reason": "x",
                    "allocations": ["A-1"]}
        self.book = self.folder / "back.tenbin"
        answers = self.expect(0, self.apply([replaced, attest(2)])).lines()  # the same bytes are there already
        self.assertEqual(1, answers[1]["status_index"])
