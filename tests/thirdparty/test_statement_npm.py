"""A verifier's signed statement before W3C, UNTP and JSON-LD software of others."""
import json

import tools
from signed_statement import VERIFIER, Stated
from support import ROOT

CHANGES = 60
NOW = "2030-01-01T00:00:00Z"
UNTP_CONTEXT = "https://vocabulary.uncefact.org/untp/0.7.0/context/"
OWN_CONTEXT = "https://tenbin.example/ns/statement/v1"


class Statement(Stated):
    def setUp(self):
        super().setUp()
        tools.need_npm()
        self.found = self.stated()
        self.text = self.found["statement"].read_text()

    def ask(self, texts, **more):
        tools.need_untp()
        documents = {VERIFIER: json.loads(self.found["did"].read_text()),
                     OWN_CONTEXT: json.loads((ROOT / "contexts" / "tenbin-statement-v1.jsonld").read_text()),
                     UNTP_CONTEXT: json.loads((tools.UNTP / "untp.jsonld").read_text())}
        return tools.node("credential.mjs", asked={"documents": documents, "now": NOW, "certificates": texts, **more})["certificates"]

    def test_data_integrity_and_jsonld(self):
        (said,) = self.ask([self.text], jsonld=True)
        self.assertEqual({"good": True}, said["digitalbazaar"])
        self.assertEqual({"good": True}, said["digitalcredentials"])
        self.assertTrue(said["canonical"], "npm canonicalize writes other bytes")
        self.assertNotIn("error", said["jsonld"])  # safe mode: no member without a term
        self.assertGreater(said["jsonld"]["lines"], 40)

    def test_untp_schema(self):
        tools.need_untp()
        schema = json.loads((tools.UNTP / "ConformityCredential.json").read_text())
        bare = json.loads(self.text)
        del bare["credentialSubject"]["referenceScheme"]
        said = tools.node("schema.mjs", asked={"schema": schema, "documents": [json.loads(self.text), bare]})
        self.assertEqual([], said[0])
        self.assertTrue(said[1], "the schema refuses nothing")

    def test_a_changed_byte_is_refused_by_all(self):
        good = self.text.encode()
        changed = []
        for n in range(CHANGES):
            place = (2 * n + 1) * len(good) // (2 * CHANGES)
            byte = ord("x") if good[place] != ord("x") else ord("y")
            changed.append((good[:place] + bytes([byte]) + good[place + 1:]).decode(errors="replace"))
        for one, said in zip(changed, self.ask(changed), strict=True):
            self.assertFalse(said["digitalbazaar"]["good"], one)
            self.assertFalse(said["digitalcredentials"]["good"], one)
        path = self.folder / "changed.json"
        for one in changed[::6]:
            path.write_text(one)
            self.expect(8, self.tenbin("statement", "check", path, "--verifier-key", self.found["key"]))
