"""`log publish`, `proof`, `verify` and `vkey`: tiles checked by a reader of our own, forks, two at once."""
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import unittest

import support
from support import CliTest, environment, receipts
from test_log import leaf, root


def tiles_root(folder, size):
    """The root of `size` leaves out of the tiles alone (C2SP tlog-tiles), and the leaves."""
    def tile(level, index, width):
        digits = f"{index:03}" if index < 1000 else f"x{index // 1000:03}/{index % 1000:03}"
        name = f"tile/{level}/{digits}" + ("" if width == 256 else f".p/{width}")
        data = (folder / name).read_bytes()
        assert len(data) == 32 * width, name
        return [data[at:at + 32] for at in range(0, len(data), 32)]

    leaves = [hash_ for index in range(-(-size // 256))
              for hash_ in tile(0, index, min(256, size - 256 * index))]
    hashes, level = leaves, 0
    while len(hashes) >= 256:  # each hash of the next level is the root of a full tile
        level += 1
        above = [root(hashes[at:at + 256]) for at in range(0, len(hashes) - 255, 256)]
        told = [h for index in range(-(-len(above) // 256))
                for h in tile(level, index, min(256, len(above) - 256 * index))]
        assert told == above, f"level {level}"
        hashes = above
    return root(leaves), leaves


class Publish(CliTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"

    def publish(self, *options, code=0):
        done = self.tenbin("log", "publish", self.book, self.site, "--json", *options)
        self.expect(code, done)
        return json.loads(done.out) if done.out else done

    def checkpoint(self):
        return (self.site / "checkpoint").read_text()

    def published_size(self):
        return int(self.checkpoint().split("\n")[1])

    def check_site(self):
        records = self.expect(0, self.tenbin("journal", self.book)).out.encode().splitlines()
        size = self.published_size()
        tree_root, leaves = tiles_root(self.site, size)
        self.assertEqual([leaf(record) for record in records[:size]], leaves)
        self.assertEqual(base64.b64encode(tree_root).decode(), self.checkpoint().split("\n")[2])
        return size

    def test_tiles_and_checkpoint_as_the_book_grows(self):
        self.mill_book()
        first = self.publish()
        self.assertEqual((0, 14, 1), (first["old_size"], first["size"], first["tiles"]))
        self.assertEqual(14, self.check_site())
        self.assertEqual(self.expect(0, self.tenbin("checkpoint", self.book)).out, self.checkpoint())
        self.expect(0, self.apply(receipts(1, 600)))
        self.publish()
        self.assertEqual(614, self.check_site())
        self.expect(0, self.apply(receipts(601, 610)))
        self.publish()
        self.assertEqual(624, self.check_site())
        self.assertEqual(0, self.publish()["tiles"])

    def test_nothing_but_hashes_is_published(self):
        self.mill_book()
        self.expect(0, self.apply(receipts(1, 300)))
        self.publish()
        self.assertEqual(["checkpoint", "tile"], sorted(p.name for p in self.site.iterdir()))
        self.assertFalse((self.site / "tile" / "entries").exists())
        for path in self.site.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"N-1", path.read_bytes())

    def test_a_full_tile_stays_and_its_partial_ones_go(self):
        self.mill_book()
        self.publish()
        self.assertTrue((self.site / "tile/0/000.p/14").exists())
        self.expect(0, self.apply(receipts(1, 300)))
        self.publish()
        self.assertFalse((self.site / "tile/0/000.p").exists())
        full = (self.site / "tile/0/000").stat()
        self.expect(0, self.apply(receipts(301, 400)))
        self.publish()
        self.assertEqual(full.st_mtime_ns, (self.site / "tile/0/000").stat().st_mtime_ns)
        self.assertTrue((self.site / "tile/0/001.p/58").exists(), "a checkpoint of before needs it")

    def test_a_book_that_went_back_or_another_one_is_refused(self):
        self.mill_book()
        self.expect(0, self.tenbin("backup", self.book, "old.tenbin"))
        shutil.copy(f"{self.book}.key", self.folder / "old.tenbin.key")
        self.expect(0, self.apply(receipts(1, 20)))
        self.publish()
        before = self.checkpoint()
        newer, self.book = self.book, self.folder / "old.tenbin"
        self.assertIn("log.fork", self.publish(code=6).err)
        self.expect(0, self.apply(receipts(100, 150)))  # longer than what is published, and another
        self.assertIn("log.fork", self.publish(code=6).err)
        self.book = self.folder / "another.tenbin"
        self.mill_book()
        self.assertIn("log.other", self.publish(code=6).err)
        self.assertEqual(before, self.checkpoint())
        self.book = newer
        self.publish()

    def test_a_key_of_another_book_publishes_nothing(self):
        self.mill_book()
        self.expect(0, self.tenbin("init", "other.tenbin"))
        done = self.tenbin("log", "publish", self.book, self.site, "--key", "other.tenbin.key")
        self.assertIn("key.invalid", self.expect(3, done).err)
        self.assertFalse(self.site.exists())

    def test_two_at_once_take_turns(self):
        self.mill_book()
        self.expect(0, self.apply(receipts(1, 400)))
        argv = [support.program, "log", "publish", str(self.book), str(self.site)]
        both = [subprocess.Popen(argv, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                for _ in range(4)]
        for process in both:
            out, err = process.communicate(timeout=60)
            self.assertEqual(0, process.returncode, err)
        self.assertEqual(414, self.check_site())

    def test_damaged_tiles_are_made_again(self):
        self.mill_book()
        self.expect(0, self.apply(receipts(1, 300)))
        self.publish()
        (self.site / "tile/0/000").write_bytes(b"x" * 8192)
        (self.site / "tile/0/001.p/58").write_bytes(b"")
        self.publish()
        self.assertEqual(314, self.check_site())
        (self.site / "tile/0/000").write_bytes(b"x" * 8192)
        self.publish("--all")
        self.assertEqual(314, self.check_site())

    @unittest.skipIf(os.geteuid() == 0 and not shutil.which("bash"), "needs bash")
    def test_a_folder_that_cannot_be_written(self):
        self.mill_book()
        (self.folder / "site").write_text("a file")
        self.assertIn("file.unwritable", self.publish(code=9).err)


class Proofs(CliTest):
    def proof(self, seq, *options, code=0):
        done = self.expect(code, self.tenbin("log", "proof", self.book, seq, *options))
        return done if code else done.out

    def verify(self, code=0, *options, record="record", proof="proof"):
        return self.expect(code, self.tenbin("log", "verify", record, proof, *options))

    def vkey(self):
        return self.expect(0, self.tenbin("log", "vkey", self.book)).out.strip()

    def save(self, proof, name="proof"):
        (self.folder / name).write_text(proof)

    def test_every_record_is_proven(self):
        self.mill_book()
        vkey = self.vkey()
        self.assertRegex(vkey, r"^[^+ ]+\+[0-9a-f]{8}\+A[A-Za-z0-9+/]{43}$")
        records = self.expect(0, self.tenbin("journal", self.book)).out.encode().splitlines()
        for seq in range(1, 15):
            for options in ((), ("--size", seq)):
                proof = self.proof(seq, *options, "--record", "record")
                self.assertEqual("c2sp.org/tlog-proof@v1", proof.split("\n")[0])
                self.assertEqual(f"index {seq - 1}", proof.split("\n")[1])
                self.assertEqual(records[seq - 1] + b"\n", (self.folder / "record").read_bytes())
                self.save(proof)
                self.verify(0, "--log", vkey)
                said = self.verify(0, "--log", vkey, "--json").json()
                self.assertEqual((seq - 1, seq if options else 14), (said["index"], said["size"]))
        self.assertEqual(self.proof(3, "--size", 9), self.proof(3, "--size", 9))

    def test_what_was_changed_is_refused(self):
        self.mill_book()
        self.save(self.proof(5, "--record", "record"))
        vkey = self.vkey()
        record = (self.folder / "record").read_bytes()
        (self.folder / "other").write_bytes(record.replace(b"2026", b"2025", 1))
        self.assertIn("verification.failed", self.verify(8, "--log", vkey, record="other").err)
        proof = (self.folder / "proof").read_text()
        self.save(proof.replace("index 4", "index 5"), "moved")
        self.verify(8, "--log", vkey, proof="moved")
        self.save(proof.replace("tlog-proof@v1", "tlog-proof@v2"), "other_version")
        self.assertIn("input.invalid", self.verify(3, "--log", vkey, proof="other_version").err)
        self.book = self.folder / "another.tenbin"
        self.mill_book()
        self.verify(8, "--log", self.vkey())
        self.verify(3, "--log", "nonsense")
        self.verify(2)

    def test_records_that_are_not_there(self):
        self.mill_book()
        for seq, options in ((0, ()), (15, ()), (5, ("--size", 4)), (5, ("--size", 15))):
            self.assertIn("reference.unknown", self.proof(seq, *options, code=5).err)

    def test_a_policy_of_the_log(self):
        self.mill_book()
        self.save(self.proof(5, "--record", "record"))
        (self.folder / "policy").write_text(f"# of the mill\nlog {self.vkey()}\nquorum none\n")
        self.verify(0, "--policy", "policy")
        (self.folder / "policy").write_text(f"log {self.vkey()}\n")
        self.assertIn("quorum", self.verify(3, "--policy", "policy", "--lang", "en").err)


if __name__ == "__main__":
    unittest.main()
