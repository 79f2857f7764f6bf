"""The published log, its proofs and cosignatures, by Go's x/mod sumdb (note, tlog) and by @sigstore/verify.

(Not test_log.py: tests/cli has one, and both folders are on the path.)
"""
import atexit
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import support
import tools
from support import CliTest, environment, receipts

GO = next((path for path in ("/usr/lib/go-1.19/bin/go", shutil.which("go") or "") if path and os.path.exists(path)), None)
GOCODE = pathlib.Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")
checker = None


def go_checker():
    """The built log_check.go, built once a process."""
    global checker
    if not (GO and GOCODE.is_dir()):
        raise unittest.SkipTest("golang-1.19-go and golang-golang-x-mod-dev are not on this machine")
    if checker is None:
        folder = tempfile.mkdtemp(prefix="tenbin-go-")
        atexit.register(shutil.rmtree, folder, True)
        env = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "CGO_ENABLED": "0",
               "GOCACHE": os.environ.get("GOCACHE", f"{tempfile.gettempdir()}/tenbin-go-cache")}
        done = subprocess.run([GO, "build", "-o", f"{folder}/log_check", str(tools.HERE / "log_check.go")], env=env,
                              capture_output=True, text=True, timeout=600)
        if done.returncode:
            raise AssertionError(done.stderr)
        checker = f"{folder}/log_check"
    return checker


class PublishedLog(CliTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        self.mill_book()
        self.vkey = self.expect(0, self.tenbin("log", "vkey", self.book)).out.strip()

    def publish(self, *options):
        self.expect(0, self.tenbin("log", "publish", self.book, self.site, *options,
                                   env=environment(no_proxy="127.0.0.1")))

    def go(self, *arguments, good=True):
        done = subprocess.run([go_checker(), *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(0 if good else 1, done.returncode, done.stdout + done.stderr)
        return done.stdout.strip()

    def proof(self, seq, *options):
        text = self.expect(0, self.tenbin("log", "proof", self.book, seq, "--record", "record", *options)).out
        (self.folder / "proof").write_text(text)
        return text

    def test_go_rebuilds_the_tree_from_the_tiles_as_it_grows(self):
        last = 0
        for total in (1, 250, 300, 1200):
            self.expect(0, self.apply(receipts(last + 1, total)))
            last = total
            before = self.site / "checkpoint"
            if before.exists():
                shutil.copy(before, self.folder / "old")
            self.publish()
            self.assertEqual(f"size {total + 14}", self.go("site", self.vkey, self.site))
            if (self.folder / "old").exists():
                self.assertRegex(self.go("growth", self.vkey, self.site, "old"), rf"^from \d+ to {total + 14}$")

    def test_go_finds_a_changed_tile_and_checkpoint(self):
        self.expect(0, self.apply(receipts(1, 300)))
        self.publish()
        for name in ("tile/0/000", "tile/0/001.p/58", "tile/1/000.p/1"):
            path = self.site / name
            right = path.read_bytes()
            path.write_bytes(right[:7] + bytes([right[7] ^ 1]) + right[8:])
            self.go("site", self.vkey, self.site, good=False)
            path.write_bytes(right)
        self.go("site", self.vkey, self.site)
        path = self.site / "checkpoint"
        path.write_text(path.read_text().replace("\n314\n", "\n313\n"))
        self.go("site", self.vkey, self.site, good=False)

    def test_go_finds_a_fork(self):
        self.publish()
        shutil.copy(self.site / "checkpoint", self.folder / "old")
        shutil.copy(f"{self.book}.key", self.folder / "fork.key")
        self.expect(0, self.tenbin("backup", self.book, "fork.tenbin"))
        self.expect(0, self.apply(receipts(1, 5)))
        now = self.expect(0, self.tenbin("checkpoint", self.book)).out
        (self.folder / "other").write_text(now)
        self.book = self.folder / "fork.tenbin"
        shutil.copy(self.folder / "fork.key", f"{self.book}.key")
        self.expect(0, self.apply(receipts(11, 20)))
        self.publish()
        self.assertEqual("from 14 to 24", self.go("growth", self.vkey, self.site, "old"))
        self.go("growth", self.vkey, self.site, "other", good=False)

    def test_go_verifies_every_proof_and_refuses_changes(self):
        for seq in range(1, 15):
            text = self.proof(seq, "--size", max(seq, 9))
            self.assertEqual(f"index {seq - 1} size {max(seq, 9)} signatures 1",
                             self.go("proof", self.vkey, "record", "proof"))
        for at in range(0, len(text.encode()), 11):
            wrong = bytearray(text.encode())
            if wrong[at:at + 2].endswith(b"="):  # Go's base64 does not look at the last two bits
                continue
            wrong[at] ^= 1
            (self.folder / "proof").write_bytes(wrong)
            self.go("proof", self.vkey, "record", "proof", good=False)

    def test_go_verifies_our_witness(self):
        argv = [support.program, "witness", "--state", "state", "--listen", "127.0.0.1:0", "--name", "witness.example",
                "--log", self.vkey]
        witness = subprocess.Popen(argv, cwd=self.folder, env=environment(), stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        try:
            cosigner = witness.stdout.readline().strip()
            port = re.search(r":(\d+)", witness.stderr.readline()).group(1)
            self.publish("--witness", cosigner, f"http://127.0.0.1:{port}")
        finally:
            witness.terminate()
            witness.communicate(timeout=20)
        text = self.proof(7)
        self.assertEqual("index 6 size 14 signatures 2", self.go("proof", self.vkey, "record", "proof", cosigner))
        lines = text.splitlines(keepends=True)
        (self.folder / "proof").write_text("".join(lines[:-1]) + lines[-1].replace("A", "B", 1))
        self.go("proof", self.vkey, "record", "proof", cosigner, good=False)

    def sigstore(self, record, proof):
        return tools.node("log_sigstore.mjs", asked={"vkey": self.vkey, "record": record, "proof": proof})

    def test_sigstore_verifies_and_refuses(self):
        for seq in (1, 7, 14):
            proof = self.proof(seq)
            record = (self.folder / "record").read_text().rstrip("\n")
            self.assertEqual({"ok": True, "size": 14}, self.sigstore(record, proof))
        self.assertFalse(self.sigstore(record.replace("2026", "2025", 1), proof)["ok"])
        self.assertFalse(self.sigstore(record, proof.replace("index 13", "index 12"))["ok"])
        self.assertFalse(self.sigstore(record, proof.replace("\n14\n", "\n15\n"))["ok"])
        lines = proof.split("\n")
        lines[2] = "A" * 43 + "="
        self.assertFalse(self.sigstore(record, "\n".join(lines))["ok"])
