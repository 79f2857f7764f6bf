"""Certificates that our binary makes, held against W3C, UNTP, JOSE and JSON-LD software of others."""
import json
import pathlib
import random

import tools
from support import CliTest, ROOT, allocate, close

CHANGES = 200
NOW = "2030-01-01T00:00:00Z"  # a certificate is valid from its day of issue on
UNTP_CONTEXT = "https://vocabulary.uncefact.org/untp/0.7.0/context/"
OWN_CONTEXT = "https://tenbin.example/ns/certificate/v1"
STATEMENT_CONTEXT = "https://tenbin.example/ns/statement/v1"
WEB = "https://mill.example"


class Credential(CliTest):
    def setUp(self):
        super().setUp()
        tools.need_npm()
        self.expect(0, self.tenbin("init", self.book, "--rulebook", "free-credit", "--web", WEB))
        self.expect(0, self.tenbin("apply", self.book, ROOT / "examples" / "small" / "mill.jsonl"))
        self.expect(0, self.apply([allocate("A-1", "20 %")]))
        self.out = self.folder / "out"

    def issue(self, *arguments):
        done = self.tenbin("certificate", "issue", self.book, "--customer", "C-0101", "--allocations", "A-1",
                           "--date", "2026-10-10", "-o", self.out, "--json", *arguments)
        (row,) = self.expect(0, done).json()["issued"]
        self.number = row["certificate"]
        self.json_file, self.jwt_file = pathlib.Path(row["json"]), pathlib.Path(row["jwt"])
        return self.json_file.read_text()

    def documents(self, with_untp=True):
        """What the verifiers may look at, by address; every other address throws."""
        found = {"did:web:mill.example": self.expect(0, self.tenbin("did", self.book)).json(),
                 OWN_CONTEXT: json.loads((ROOT / "contexts" / "tenbin-certificate-v1.jsonld").read_text())}
        lists = self.folder / "status"
        self.expect(0, self.tenbin("status-list", self.book, "-o", lists))
        for path in lists.iterdir():
            document = json.loads(path.read_text())
            found[document["id"]] = document
        if with_untp:
            tools.need_untp()
            found[UNTP_CONTEXT] = json.loads((tools.UNTP / "untp.jsonld").read_text())
        return found

    def ask(self, certificates=(), jwts=(), **more):
        return tools.node("credential.mjs", asked={"documents": self.documents(), "now": NOW,
                                                   "certificates": certificates, "jwts": jwts, **more})

    def changed(self, text, seed):
        """The text with one byte changed at CHANGES places."""
        chance = random.Random(seed)
        for place in sorted(chance.sample(range(len(text)), CHANGES)):
            byte = chance.choice([c for c in b'0123456789abcxyzABC"{},:.-_' if c != text[place]])
            yield text[:place] + bytes([byte]) + text[place + 1:]

    def test_data_integrity_and_jsonld(self):
        text = self.issue()
        (said,) = self.ask([text], jsonld=True)["certificates"]
        self.assertEqual({"good": True, "revoked": [False]}, said["digitalbazaar"])
        self.assertEqual({"good": True, "revoked": [False]}, said["digitalcredentials"])
        self.assertTrue(said["canonical"], "npm canonicalize writes other bytes")
        self.assertNotIn("error", said["jsonld"])  # safe mode: no member without a term
        self.assertGreater(said["jsonld"]["lines"], 150)

    def test_no_address_but_those_handed_over(self):
        text = self.issue()
        documents = self.documents()
        del documents[OWN_CONTEXT]
        asked = {"documents": documents, "now": NOW, "certificates": [text], "jsonld": True}
        (said,) = tools.node("credential.mjs", asked=asked)["certificates"]
        self.assertIn(OWN_CONTEXT, said["jsonld"]["error"])

    def test_untp_schema(self):
        text = self.issue()
        tools.need_untp()
        schema = json.loads((tools.UNTP / "ConformityCredential.json").read_text())
        wrong = json.loads(text)
        wrong["credentialStatus"]["statusListIndex"] = "0"
        bare = json.loads(text)
        del bare["credentialSubject"]["referenceScheme"]
        said = tools.node("schema.mjs", asked={"schema": schema, "documents": [json.loads(text), wrong, bare]})
        self.assertEqual([], said[0])
        self.assertTrue(said[1] and said[2], "the schema refuses nothing")

    def signed_statement(self, *options):
        """Of a verifier, about this book; its text, and the verifier's did.json."""
        self.expect(0, self.apply([close("2026-04-01", "2026-06-30"), close("2026-07-01", "2026-09-30")]))
        self.expect(0, self.tenbin("pack", self.book, "--site", "HQ", "--period", "2026-07-01", "-o", "HQ.tenbin-pack"))
        key, did = self.expect(0, self.tenbin("statement", "key", "-o", "verifier.key", *options)).out.split()
        self.expect(0, self.tenbin("statement", "sign", "HQ.tenbin-pack", "--key", "verifier.key", "--statement", "VS 1/2",
                                   "--verifier", "Sample Verifier", "--level", "limited", "--criteria", "ISO 14064-3",
                                   "--date", "2026-10-05", "--book-web", WEB, *options, "-o", "statement.json"))
        self.expect(0, self.tenbin("statement", "record", self.book, "statement.json", "--verifier-key", key))
        method = {"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key}
        return (self.folder / "statement.json").read_text(), {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], "id": did,
            "verificationMethod": [method], "assertionMethod": [method["id"]]}

    def check_statement(self, *options):
        statement, did = self.signed_statement(*options)
        certificate = self.issue()
        self.assertIn("statement_sha256", certificate)
        tools.need_untp()
        schema = json.loads((tools.UNTP / "ConformityCredential.json").read_text())
        said = tools.node("schema.mjs", asked={"schema": schema,
                                               "documents": [json.loads(statement), json.loads(certificate)]})
        self.assertEqual([[], []], said)
        documents = {**self.documents(), did["id"]: did, STATEMENT_CONTEXT: json.loads(
            (ROOT / "contexts" / "tenbin-statement-v1.jsonld").read_text())}
        answers = tools.node("credential.mjs", asked={"documents": documents, "now": NOW, "jsonld": True,
                                                      "certificates": [statement, certificate]})["certificates"]
        for said, lines in zip(answers, (30, 150)):
            self.assertTrue(said["digitalbazaar"]["good"], said)
            self.assertTrue(said["digitalcredentials"]["good"], said)
            self.assertTrue(said["canonical"])
            self.assertNotIn("error", said["jsonld"])
            self.assertGreater(said["jsonld"]["lines"], lines)
        changed = [one.decode(errors="replace") for one in self.changed(statement.encode(), 9)][::8]
        for said in tools.node("credential.mjs", asked={"documents": documents, "now": NOW, "certificates": changed})[
                "certificates"]:
            self.assertFalse(said["digitalbazaar"]["good"])
            self.assertFalse(said["digitalcredentials"]["good"])

    def test_a_verifiers_statement(self):
        self.check_statement("--web", "https://verifier.example")

    def test_a_verifiers_statement_by_its_key_alone(self):
        self.check_statement()

    def test_jwt_is_the_same_document(self):
        document = json.loads(self.issue())
        (said,) = self.ask(jwts=[self.jwt_file.read_text()])["jwts"]
        self.assertTrue(said["good"], said)
        del document["proof"]
        self.assertEqual(document, json.loads(said["payload"]))
        self.assertEqual({"alg": "EdDSA", "cty": "vc", "typ": "vc+jwt"},
                         {key: said["header"][key] for key in ("alg", "cty", "typ")})

    def test_status(self):
        text = self.issue()
        self.expect(0, self.tenbin("certificate", "revoke", self.book, self.number, "--date", "2026-10-20",
                                   "--reason", "wrong customer", "--confirm", self.number))
        (said,) = self.ask([text])["certificates"]
        self.assertEqual({"good": True, "revoked": [True]}, said["digitalbazaar"])
        self.assertEqual({"good": True, "revoked": [True]}, said["digitalcredentials"])

    def test_a_changed_byte_is_refused_by_all(self):
        text = self.issue().encode()
        changed = list(self.changed(text, 7))
        readable = [one.decode(errors="replace") for one in changed]  # half a character is another one
        for one, said in zip(readable, self.ask(readable)["certificates"]):
            self.assertFalse(said["digitalbazaar"]["good"], one)
            self.assertFalse(said["digitalcredentials"]["good"], one)
        jwt = self.jwt_file.read_bytes().rstrip(b"\n")
        # A letter of base64url whose unused bits alone differ says the same: the last one is left out.
        jwts = [one.decode() for one in self.changed(jwt[:-1], 8)]
        for one, said in zip(jwts, self.ask(jwts=[one + chr(jwt[-1]) for one in jwts])["jwts"]):
            self.assertFalse(said["good"], one)
        path = self.folder / "changed"
        # Ours: every byte in tests/credential, 200 places of the files in tests/cli_certificate.
        for one in changed[::40] + [one.encode() + jwt[-1:] for one in jwts[::40]]:
            path.write_bytes(one)
            self.expect(8, self.tenbin("verify", path))
