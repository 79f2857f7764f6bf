"""The journal's leaves give the root of the checkpoint, and its signature is the book's (contract section 9)."""
import base64
import hashlib
import os
import re
import stat
import unittest

from support import CliTest, receipts

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


def leaf(record):
    return hashlib.sha256(b"\0" + record).digest()


def root(leaves):
    """RFC 9162 section 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()


class Log(CliTest):
    def records(self):
        return self.expect(0, self.tenbin("journal", self.book)).out.encode().splitlines()

    def checkpoint(self):
        """(signed text, origin, size, root, signature line)"""
        text = self.expect(0, self.tenbin("checkpoint", self.book)).out
        body, signature = text.split("\n\n")
        origin, size, tree_root = body.split("\n")
        return body + "\n", origin, int(size), base64.b64decode(tree_root), signature.strip()

    def test_the_leaves_give_the_root_at_every_size(self):
        self.new_book()
        self.assertEqual(root([]), self.checkpoint()[3])
        commands = [{"do": "add_site", "site": f"SITE-{n}"} for n in range(20)]
        for number, command in enumerate(commands, 1):
            self.expect(0, self.apply([command]))
            _, _, size, tree_root, _ = self.checkpoint()
            self.assertEqual(number, size)
            self.assertEqual(root([leaf(record) for record in self.records()]), tree_root)

    def test_the_leaves_give_the_root_of_a_longer_book(self):
        self.mill_book()
        self.expect(0, self.apply(receipts(1, 1000)))
        records = self.records()
        self.assertEqual(1014, len(records))
        self.assertEqual(root([leaf(record) for record in records]), self.checkpoint()[3])
        self.assertIn(base64.b64encode(self.checkpoint()[3]).decode(),
                      self.expect(0, self.tenbin("check", self.book)).out)

    def test_records_are_canonical_and_salted(self):
        self.mill_book()
        for number, (record, raw) in enumerate(zip(self.journal(), self.records()), 1):
            self.assertEqual(["actor", "at", "event", "salt", "seq"], list(record))
            self.assertEqual(number, record["seq"])
            self.assertRegex(record["salt"], r"^[0-9a-f]{32}$")
            self.assertRegex(record["at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertNotRegex(raw.decode(), r'": |, "')
        salts = [record["salt"] for record in self.journal()]
        self.assertEqual(len(salts), len(set(salts)))

    def test_the_same_commands_in_two_books_give_two_roots(self):
        self.mill_book()
        first = self.checkpoint()
        self.book = self.folder / "other.tenbin"
        self.mill_book()
        second = self.checkpoint()
        self.assertNotEqual(first[3], second[3], "the salt is random")
        self.assertNotEqual(first[1], second[1], "each log has its own origin")

    @unittest.skipIf(Ed25519PublicKey is None, "python3-cryptography is not installed")
    def test_the_signature_is_the_books(self):
        self.mill_book()
        text, origin, _, _, line = self.checkpoint()
        mark, name, signed = line.split(" ")
        self.assertEqual(("—", origin), (mark, name))
        blob = base64.b64decode(signed)
        seed = base64.b64decode(re.match(r"tenbin-ed25519-v1 (\S+)\n",
                                         open(f"{self.book}.key").read()).group(1))
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
        raw = raw_bytes(public)
        key_id = hashlib.sha256(name.encode() + b"\n\x01" + raw).digest()[:4]
        self.assertEqual(key_id, blob[:4])
        Ed25519PublicKey.from_public_bytes(raw).verify(blob[4:], text.encode())

    def test_a_key_of_another_book_does_not_sign(self):
        self.mill_book()
        self.expect(0, self.tenbin("init", "other.tenbin"))
        done = self.expect(3, self.tenbin("checkpoint", self.book, "--key", "other.tenbin.key"))
        self.assertIn("key.invalid", done.err)

    def test_the_key_is_for_its_owner_and_in_no_book(self):
        os.umask(0o000)
        self.addCleanup(os.umask, 0o022)
        done = self.tenbin("init", self.book)
        self.assertIn(f"{self.book}.key", done.err)
        self.expect(0, self.apply([{"do": "add_site", "site": "HQ"}]))
        key = self.folder / (self.book.name + ".key")
        self.assertEqual(0o600, stat.S_IMODE(key.stat().st_mode))
        text = key.read_text().split()[1]
        seed = base64.b64decode(text)
        self.expect(0, self.tenbin("backup", self.book, "copy.tenbin"))
        for path in (self.book, self.folder / "copy.tenbin"):
            for form in (seed, text.encode(), seed.hex().encode()):
                self.assertNotIn(form, path.read_bytes())

    def test_init_puts_the_key_where_it_is_told(self):
        self.expect(0, self.tenbin("init", self.book, "--key", "safe.key"))
        self.assertTrue((self.folder / "safe.key").exists())
        self.assertFalse((self.folder / (self.book.name + ".key")).exists())
        self.expect(0, self.tenbin("checkpoint", self.book, "--key", "safe.key"))

    def test_init_overwrites_no_key(self):
        key = self.folder / (self.book.name + ".key")
        key.write_text("precious\n")
        self.expect(6, self.tenbin("init", self.book))
        self.assertEqual("precious\n", key.read_text())
        self.assertFalse(self.book.exists())


def raw_bytes(public):
    from cryptography.hazmat.primitives import serialization
    return public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
