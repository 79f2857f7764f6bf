"""A disk that fills up under a mill at work: the server stays, reads go on, nothing that was acknowledged is lost, and
when there is room again it goes on. The disk is a tmpfs of a few megabytes; where it cannot be mounted, strace lets the
writes of the server fail."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from served import Client, HttpTest, Served, at_once
import support

SIZE_KIB, ROOM_KIB = 16_000, 600
MANY = 4000  # postings that more than fill the room
SECONDS = 60
FULL = 507


def receipt(name):
    command = support.receipts(1, 1, prefix=name)[0]
    return {key: value for key, value in command.items() if key != "command_id"} | {"receipt": name, "note": "長い" * 200}


def mount(folder):
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_KIB}k", "tmpfs", folder], capture_output=True)
    return done.returncode == 0


class DiskFull(HttpTest):
    @classmethod
    def serve(cls):
        folder = tempfile.TemporaryDirectory(prefix="tenbin-full-")
        cls.addClassCleanup(folder.cleanup)
        cls.disk = pathlib.Path(folder.name)
        if os.geteuid() != 0 or not shutil.which("mount") or not mount(cls.disk):
            raise unittest.SkipTest("a tmpfs cannot be mounted here; InjectedFaults stands for it")
        cls.addClassCleanup(subprocess.run, ["umount", "--lazy", cls.disk], check=True)
        return Served(people=["clerk", "manager"], under=cls.disk)

    def setUp(self):
        self.acknowledged, self.doubtful = {}, []

    @property
    def filler(self):
        return self.disk / "filler"

    def fill(self):
        """What is left is ROOM_KIB."""
        free = os.statvfs(self.disk)
        self.filler.write_bytes(b"\1" * (free.f_bavail * free.f_frsize - ROOM_KIB * 1024))

    def post(self, name):
        """True: acknowledged; False: the disk is full, and said so."""
        answer = self.clerk.command(receipt(name), name)
        if answer.status == 200:
            self.acknowledged[name] = answer.json()["results"][0]["seq"]
            return True
        self.assertEqual(FULL, answer.status, repr(answer))
        self.assertEqual("disk.full", answer.code)
        self.doubtful.append(name)
        return False

    def post_until_full(self, prefix):
        for n in range(MANY):
            if not self.post(f"{prefix}-{n}"):
                return
        self.fail(f"{MANY} postings fit")

    def reads_go_on(self):
        self.expect(200, self.clerk.get("/healthz"))
        self.expect(200, self.clerk.get("/api/v1/overview?site=HQ&period=2026-07-01"))
        names = [row["receipt"] for row in self.items(self.clerk, "/api/v1/receipts?limit=1")]
        self.assertEqual(1, len(names))
        self.assertIn(b"tenbin_book_writable 0", self.clerk.get("/metrics").body)
        self.expect(503, self.clerk.get("/readyz"))

    def everything_is_there_once(self):
        """What was acknowledged, under its seq; what was doubtful is decided by sending it again."""
        for name in self.doubtful:
            result = self.expect(200, self.clerk.command(receipt(name), name)).json()["results"][0]
            self.acknowledged[name] = result["seq"]
        self.expect(200, self.clerk.get("/readyz"))
        self.served.run("check", self.served.book)
        records = map(json.loads, self.served.run("journal", self.served.book).splitlines())
        found = [(record["event"]["receipt"], record["seq"]) for record in records if record["event"]["do"] == "receive"]
        self.assertEqual(len(found), len({name for name, _ in found}))
        self.assertLessEqual(self.acknowledged.items(), dict(found).items())

    def test_room_is_made_again(self):
        self.fill()
        self.post_until_full("one")
        self.assertGreater(len(self.acknowledged), 10)
        self.assertFalse(self.post("while-full"))
        self.reads_go_on()
        refused = Client(self.served.port, "manager").sign_in()  # a session is a row of the office
        self.assertTrue(refused.status == 200 or refused.code == "disk.full", repr(refused))
        self.filler.unlink()
        self.assertTrue(self.post("afterwards"))
        self.everything_is_there_once()

    def test_many_post_while_it_fills(self):
        self.fill()
        at_once(4, lambda thread: self.post_until_full(f"many-{thread}"))
        self.reads_go_on()
        self.filler.unlink()
        self.everything_is_there_once()

    def test_killed_while_it_is_full(self):
        self.fill()
        self.post_until_full("killed")
        self.served.stop(signal.SIGKILL)
        self.filler.unlink()
        self.served.start()
        for client in self.served.clients.values():
            client.port = self.served.port
        self.everything_is_there_once()


@unittest.skipUnless(shutil.which("strace"), "strace is not installed")
class InjectedFaults(DiskFull):
    """The same by faults of the calls: strace joins the running server and lets its writes fail with ENOSPC."""

    @classmethod
    def serve(cls):
        return Served(people=["clerk", "manager"])

    def fill(self):
        self.strace = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64,fdatasync", "-e",
             "inject=pwrite64,fdatasync:error=ENOSPC:when=40+", "-p", str(self.served.process.pid)],
            stderr=subprocess.PIPE)
        self.addCleanup(self.end_faults)
        deadline = time.monotonic() + SECONDS
        tracer = pathlib.Path(f"/proc/{self.served.process.pid}/status")
        while re.search(r"^TracerPid:\t0$", tracer.read_text(), re.M):
            if self.strace.poll() is not None or time.monotonic() > deadline:
                self.skipTest(f"strace cannot join here: {self.strace.stderr.read(200)!r}")
            time.sleep(0.01)

    def end_faults(self):
        if self.strace.poll() is None:
            self.strace.terminate()
        self.strace.wait(SECONDS)
        self.strace.stderr.close()

    @property
    def filler(self):
        return self

    def unlink(self):
        self.end_faults()
