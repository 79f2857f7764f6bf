"""The keys that sign certificates: changed and recorded, and what each of them signed."""
import base64
import hashlib
import json
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from forge import base58, canonical
from support import CliTest, allocate, mill_commands

OTHER = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"  # W3C did:key, its first example


class KeysTest(CliTest):
    def setUp(self):
        super().setUp()
        self.expect(0, self.tenbin("init", self.book, "--rulebook", "free-credit", "--web", "https://mill.example"))
        more = [{"do": "ship", "shipment": f"K-{n}", "line": 1, "date": "2026-07-29", "site": "HQ", "customer": "C-0101",
                 "product": "EX-6063-01", "mass": "1 t"} for n in (1, 2)]
        self.expect(0, self.apply([*mill_commands(), allocate("A-1", "10 %"), *more, *(
            {"do": "allocate", "allocation": f"B-{n}", "date": "2026-07-30", "shipment": f"K-{n}", "line": 1, "share": "10 %"}
            for n in (1, 2))]))

    def try_issue(self, allocation):
        return self.tenbin("certificate", "issue", self.book, "--customer", "C-0101", "--date", "2026-08-10",
                           "--allocations", allocation, "-o", "out")

    def issue(self, allocation):
        self.expect(0, self.try_issue(allocation))
        return max(self.folder.glob("out/*.json"), key=lambda path: path.stem)

    def rotate(self, *options):
        self.expect(0, self.tenbin("key", "rotate", self.book, "--reason", "every two years", *options))

    def did(self):
        path = self.folder / "did.json"
        path.write_text(self.expect(0, self.tenbin("did", self.book)).out)
        return json.loads(path.read_text())

    def checks(self, code, path, *options):
        answer = self.expect(code, self.tenbin("verify", path, "--json", *options)).json()
        return {check["check"]: (check["result"], check["reason"]) for check in answer["checks"]}

    def key_of(self, path):
        return json.loads(path.read_text())["proof"]["verificationMethod"].partition("#")[2]

    def first_secret(self):
        seed = base64.b64decode((self.folder / "mill.tenbin.key").read_text().split()[1])
        derived = HKDF(hashes.SHA256(), 32, None, b"tenbin certificate key v1").derive(seed)
        return Ed25519PrivateKey.from_private_bytes(derived)

    def signed_anew(self, path, created):
        """The certificate with a proof of another day, by the first key."""
        document = json.loads(path.read_text())
        proof = document.pop("proof")
        del proof["proofValue"]
        proof["created"] = created
        message = hashlib.sha256(canonical(proof)).digest() + hashlib.sha256(canonical(document)).digest()
        value = "z" + base58(self.first_secret().sign(message))
        other = self.folder / "signed_anew.json"
        other.write_bytes(canonical({**document, "proof": {**proof, "proofValue": value}}))
        return other


class Keys(KeysTest):
    def test_what_each_key_signed_stays_good(self):
        old = self.issue("A-1")
        pdf = old.with_suffix(".pdf")
        self.rotate()
        new = self.issue("B-1")
        self.assertNotEqual(self.key_of(old), self.key_of(new))
        did = self.did()
        first, second = [m for m in did["verificationMethod"] if m["id"] in did["assertionMethod"]]
        self.assertEqual([self.key_of(old), self.key_of(new)], [first["publicKeyMultibase"], second["publicKeyMultibase"]])
        self.assertIn("expires", first)
        self.assertNotIn("expires", second)
        self.expect(0, self.tenbin("status-list", self.book, "-o", "status"))
        for path in (old, new, pdf, old.with_suffix(".jwt")):
            checks = self.checks(0, path, "--did", "did.json", "--status", "status/0.json")
            self.assertEqual(["passed", "passed"], [checks["key"][0], checks["status"][0]], path)
            self.assertEqual("passed", self.checks(0, path, "--book", self.book)["key"][0])
        self.assertEqual(("failed", "key_retired"), self.checks(
            8, self.signed_anew(old, "2099-01-01T00:00:00Z"), "--did", "did.json")["key"])

    def test_printed_again_it_bears_its_own_signature(self):
        old = self.issue("A-1")
        before = old.read_bytes(), old.with_suffix(".jwt").read_bytes()
        self.rotate()
        self.expect(0, self.tenbin("certificate", "show", self.book, old.stem, "-o", "again"))
        again = self.folder / "again" / old.name
        self.assertEqual(before, (again.read_bytes(), again.with_suffix(".jwt").read_bytes()))
        checks = self.checks(0, again.with_suffix(".pdf"))
        self.assertEqual(("not_checked", "own_copy"), checks["key"])
        self.assertEqual("not_checked", checks["status"][0])  # the copy's signature holds, by the key of today

    def test_a_revoked_key(self):
        old = self.issue("A-1")
        self.rotate("--compromised")
        first = self.did()["verificationMethod"][0]
        self.assertIn("revoked", first)
        self.assertNotIn("expires", first)
        self.assertEqual("passed", self.checks(0, old, "--did", "did.json")["key"][0])
        self.assertEqual(("failed", "key_retired"), self.checks(
            8, self.signed_anew(old, "2099-01-01T00:00:00Z"), "--did", "did.json")["key"])
        listed = self.expect(0, self.tenbin("key", "list", self.book, "--json")).json()["keys"]
        self.assertEqual(["revoked" in key for key in listed], [True, False])
        for language, word in (("ja", "失効しました"), ("en", "revoked at")):
            self.assertIn(word, self.expect(0, self.tenbin("key", "list", self.book, "--lang", language)).out)

    def test_without_its_secret_nothing_is_issued(self):
        self.rotate()
        file = self.folder / "mill.tenbin.certificate-keys"
        self.assertEqual(0o600, file.stat().st_mode & 0o777)
        kept = file.read_bytes()
        file.unlink()
        records = len(self.journal())
        self.assertIn("key.missing", self.try_issue("A-1").err)
        file.write_bytes(b"tenbin-ed25519-v1 short\n")
        self.assertIn("key.invalid", self.try_issue("A-1").err)
        self.assertEqual(records, len(self.journal()))
        file.write_bytes(kept)
        self.issue("A-1")

    def test_without_an_old_secret_that_certificate_is_not_printed_again(self):
        self.rotate()
        old = self.issue("A-1")
        self.rotate()
        file = self.folder / "mill.tenbin.certificate-keys"
        file.write_text(file.read_text().splitlines(True)[1])
        said = self.expect(5, self.tenbin("certificate", "show", self.book, old.stem, "-o", "again")).err
        self.assertIn("mill.tenbin.certificate-keys", said)
        self.issue("B-1")

    def test_secrets_are_replaced_whole(self):
        """A disk that takes no more while a key is added loses none of those before it."""
        self.rotate()
        secrets = self.folder / "mill.tenbin.certificate-keys"
        before = secrets.read_bytes()
        in_the_way = secrets.with_name(secrets.name + ".new")
        in_the_way.mkdir()
        refused = self.expect(6, self.tenbin("key", "rotate", self.book, "--reason", "every two years"))
        self.assertIn("file.exists", refused.err)
        self.assertEqual(before, secrets.read_bytes())
        in_the_way.rmdir()
        in_the_way.write_text("of a crash")  # and readable by others
        self.rotate()
        self.assertTrue(secrets.read_bytes().startswith(before))
        self.assertEqual((0o600, False), (secrets.stat().st_mode & 0o777, in_the_way.exists()))

    def test_refusals(self):
        first = self.did()["verificationMethod"][0]["publicKeyMultibase"]
        register = {"do": "register_key", "key": OTHER, "reason": "r"}
        self.expect(0, self.apply([register]))
        for command, code in ((register, "id.duplicate"), ({**register, "key": "z6Mk"}, "input.invalid"),
                              ({**register, "key": "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"}, "input.invalid"),
                              ({k: v for k, v in register.items() if k != "reason"}, "input.invalid")):
            self.assertEqual(code, self.apply([command]).lines()[0]["error"])
        self.expect(0, self.apply([{"do": "issue_certificate", "customer": "C-0101", "date": "2026-08-10", "allocations": ["A-1"],
                                    "certificate": "X"}]))
        attest = {"do": "attest_certificate", "certificate": "X", "revision": 1, "digest": "0" * 64, "key": first}
        answer = self.apply([attest]).lines()[0]
        self.assertEqual(("reference.unknown", "key"), (answer["error"], answer["facts"]["kind"]))

    def test_a_record_that_names_another_key_proves_nothing(self):
        self.expect(0, self.apply([{"do": "issue_certificate", "customer": "C-0101", "date": "2026-08-10",
                                    "allocations": ["A-1"], "certificate": "X"}]))
        text = self.expect(0, self.tenbin("certificate", "show", self.book, "X", "--json")).out.rstrip("\n")
        document = {**json.loads(text)}
        for key, result in ((OTHER, "failed"), (None, "passed")):
            with self.subTest(key=key):
                book = self.folder / f"{result}.tenbin"
                for end in ("", ".key", ".seal.pem", ".seals"):
                    if (file := self.folder / f"mill.tenbin{end}").exists():
                        (self.folder / f"{book.name}{end}").write_bytes(file.read_bytes())
                index = {"credentialStatus": {
                    "id": "https://mill.example/status/0#0", "statusListCredential": "https://mill.example/status/0",
                    "statusListIndex": 0, "statusPurpose": "revocation", "type": "BitstringStatusListEntry"}}
                body = canonical({**document, **index})
                (self.folder / "documents").mkdir(exist_ok=True)
                (self.folder / "documents" / "x").write_bytes(body)
                attest = {"do": "attest_certificate", "certificate": "X", "revision": 1,
                          "digest": hashlib.sha256(body).hexdigest(), "key": key or self.did()["verificationMethod"][0][
                              "publicKeyMultibase"]}
                done = self.tenbin("apply", book, "-", "--json", "--documents", "documents", stdin=json.dumps(attest) + "\n")
                seq = self.expect(0, done).lines()[0]["seq"]
                (self.folder / "record.json").write_text(json.dumps(
                    self.journal(book)[-1], sort_keys=True, separators=(",", ":"), ensure_ascii=False))
                (self.folder / "proof").write_text(self.expect(0, self.tenbin("log", "proof", book, seq)).out)
                vkey = self.expect(0, self.tenbin("log", "vkey", book)).out.strip()
                (self.folder / "bare.json").write_bytes(canonical({**document, **index, "proof": {
                    "@context": document["@context"], "created": "2026-08-10T00:00:00Z", "cryptosuite": "eddsa-jcs-2022",
                    "proofPurpose": "assertionMethod", "proofValue": "z1", "type": "DataIntegrityProof",
                    "verificationMethod": self.did()["assertionMethod"][0]}}))
                signed = self.signed_anew(self.folder / "bare.json", "2026-08-10T00:00:00Z")
                checks = self.checks(8 if key else 0, signed, "--record", "record.json", "--proof", "proof", "--log", vkey)
                self.assertEqual(result, checks["log"][0], checks)
                self.assertEqual("passed", checks["signature"][0])


SVG = "{http://www.w3.org/2000/svg}"


class Paper(KeysTest):
    def read_codes(self, paper):
        """What a reader of QR codes finds on the sheet, from above."""
        read = []
        for number, code in enumerate(xml.etree.ElementTree.parse(paper).getroot().iter(f"{SVG}svg")):
            if number == 0:  # the sheet itself
                continue
            side = int(code.get("viewBox").split()[-1])
            path = code.find(f"{SVG}path")
            dark = {tuple(map(int, at)) for at in re.findall(r"M(\d+) (\d+)h1v1h-1z", path.get("d"))}
            quiet, scale = 4, 6
            whole = range(-quiet, side + quiet)
            dots = [["1" if (x // scale, y // scale) in dark else "0" for x in range(whole.start * scale, whole.stop * scale)]
                    for y in range(whole.start * scale, whole.stop * scale)]
            picture = self.folder / f"code-{number}.pbm"
            picture.write_text(f"P1\n{len(dots)} {len(dots)}\n" + "\n".join(map(" ".join, dots)) + "\n")
            read.append(subprocess.run(["zbarimg", "--raw", "-q", picture], capture_output=True, text=True, check=True).stdout.strip())
        return read

    @unittest.skipUnless(shutil.which("zbarimg"), "zbarimg is not installed")
    def test_the_keys_on_paper_can_be_read_back(self):
        self.rotate()
        paper = self.folder / "keys.svg"
        self.expect(0, self.tenbin("key", "paper", self.book, paper))
        self.assertEqual(0o600, paper.stat().st_mode & 0o777)
        own, later = ((self.folder / f"mill.tenbin.{name}").read_text().split("\n") for name in ("key", "certificate-keys"))
        self.assertEqual([line for line in own + later if line], self.read_codes(paper))
        text = "".join(xml.etree.ElementTree.parse(paper).getroot().itertext())
        self.assertIn("mill.tenbin.certificate-keys", text)
        self.expect(6, self.tenbin("key", "paper", self.book, paper))  # never over another

    def test_no_paper_of_another_key(self):
        (self.folder / "mill.tenbin.key").unlink()
        self.assertIn("key.missing", self.tenbin("key", "paper", self.book, self.folder / "keys.svg").err)
        self.assertFalse((self.folder / "keys.svg").exists())
