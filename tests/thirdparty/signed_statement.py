"""A mill whose certificate cites a verifier's signed statement, all of it by our binary."""
import json

from support import CliTest, mill_commands

WEB = "https://mill.example"
VERIFIER = "did:web:verifier.example"
ALLOCATION = {"do": "allocate", "allocation": "A-1", "date": "2026-07-30", "shipment": "S-1", "line": 1, "mass": "100 t"}
CLOSE = [{"do": "close_period", "site": "HQ", "period": first, "date": "2026-10-01"} for first in ("2026-04-01", "2026-07-01")]


class Stated(CliTest):
    def stated(self):
        """statement, key (the verifier's, as Multikey), did (its did.json), mill (the mill's), json, jwt and pdf."""
        self.expect(0, self.tenbin("init", self.book, "--rulebook", "free-credit", "--web", WEB))
        self.expect(0, self.apply([*mill_commands(), ALLOCATION, *CLOSE]))
        self.expect(0, self.tenbin("pack", self.book, "--site", "HQ", "--period", "2026-07-01", "-o", "q.tenbin-pack"))
        made = self.expect(0, self.tenbin("statement", "key", "-o", "verifier.key", "--web", "https://verifier.example", "--json"))
        found = {"key": made.json()["key"], "statement": self.folder / "statement.json", "did": self.folder / "verifier-did.json",
                 "mill": self.folder / "did.json"}
        self.expect(0, self.tenbin("--key", "verifier.key", "statement", "sign", "q.tenbin-pack", "--statement", "V-7", "--verifier",
                                   "Sample Verifier", "--level", "limited", "--criteria", "ISO 22095:2020", "--date", "2026-10-05",
                                   "--web", "https://verifier.example", "--book-web", WEB, "-o", found["statement"]))
        self.expect(0, self.tenbin("statement", "record", self.book, found["statement"], "--verifier-key", found["key"]))
        self.expect(0, self.tenbin("certificate", "issue", self.book, "--customer", "C-0102", "--allocations", "A-1", "--date",
                                   "2026-10-10", "-o", "out"))
        method = f"{VERIFIER}#{found['key']}"
        found["did"].write_text(json.dumps(self.did_document(VERIFIER, method, found["key"])))
        found["mill"].write_text(self.expect(0, self.tenbin("did", self.book)).out)
        return {**found, **{path.suffix[1:]: path for path in (self.folder / "out").iterdir()}}

    @staticmethod
    def did_document(did, method, key):
        return {"@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], "id": did,
                "assertionMethod": [method],
                "verificationMethod": [{"id": method, "type": "Multikey", "controller": did, "publicKeyMultibase": key}]}
