"""The witness as a process: cosigns what grows, refuses forks, remembers, and two requests at once get one answer each."""
import concurrent.futures
import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import time

import support
from support import CliTest, environment, receipts


class WitnessTest(CliTest):
    def setUp(self):
        super().setUp()
        self.mill_book()
        self.vkey = self.expect(0, self.tenbin("log", "vkey", self.book)).out.strip()
        self.site = self.folder / "site"

    def start(self, state="state", name="witness.example", logs=None):
        """A running witness: (process, vkey, port)."""
        argv = [support.program, "witness", "--state", state, "--listen", "127.0.0.1:0", "--name", name, "--lang", "en"]
        for log in logs or [self.vkey]:
            argv += ["--log", log]
        process = subprocess.Popen(argv, cwd=self.folder, env=environment(), stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.end, process)
        vkey = process.stdout.readline().strip()
        listening = process.stderr.readline()
        self.assertRegex(listening, r"127\.0\.0\.1:\d+", vkey)
        return process, vkey, int(re.search(r":(\d+)", listening).group(1))

    def end(self, process, how=signal.SIGTERM):
        if process.poll() is None:
            process.send_signal(how)
            process.wait(timeout=20)
        for pipe in (process.stdout, process.stderr):
            pipe.close()
        return process.returncode

    def ask(self, port, body, method="POST", path="/add-checkpoint"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.getheader("Content-Type")
        finally:
            connection.close()

    def publish(self, *witnesses, code=0, folder=None):
        options = [word for vkey, port in witnesses for word in ("--witness", vkey, f"http://127.0.0.1:{port}")]
        done = self.tenbin("log", "publish", self.book, folder or self.site, "--json", *options,
                           env=environment(no_proxy="127.0.0.1"))
        self.expect(code, done)
        return json.loads(done.out) if done.out else done

    def result(self, published):
        return [(one["name"], one["result"]) for one in published["witnesses"]]

    def proven(self, seq, policy):
        """Exit code of `log verify` of the record under this policy."""
        proof = self.expect(0, self.tenbin("log", "proof", self.book, seq, "--record", "record")).out
        (self.folder / "proof").write_text(proof)
        (self.folder / "policy").write_text(policy)
        return self.tenbin("log", "verify", "record", "proof", "--policy", "policy", "--json").code

    def test_publish_cosign_prove(self):
        _, first, port = self.start()
        _, second, port2 = self.start("state2", "other.example")
        policy = f"log {self.vkey}\nwitness A {first}\nwitness B {second}\ngroup both all A B\nquorum both\n"
        self.assertEqual([("witness.example", "cosigned")], self.result(self.publish((first, port))))
        self.assertEqual(8, self.proven(5, policy), "one is not both")
        self.publish((first, port), (second, port2))
        self.assertEqual(4, (self.site / "checkpoint").read_text().count("\n\u2014 ") + 1)
        self.assertEqual(0, self.proven(5, policy))
        self.expect(0, self.apply(receipts(1, 600)))
        self.publish((first, port), (second, port2))
        self.assertEqual(0, self.proven(5, policy))
        self.assertEqual(0, self.proven(614, policy))
        self.expect(0, self.apply(receipts(601, 602)))
        self.assertEqual(0, self.proven(614, policy), "the cosigned checkpoint is kept")
        self.assertEqual(8, self.proven(616, policy), "not published yet")

    def test_a_policy_names_the_witnesses_and_is_held_to(self):
        _, vkey, port = self.start()
        (self.folder / "witnesses").write_text(f"witness A {vkey} http://127.0.0.1:{port}/\nquorum A\n")
        options = ("log", "publish", self.book, self.site, "--witnesses", "witnesses")
        self.expect(0, self.tenbin(*options, env=environment(no_proxy="127.0.0.1")))
        (self.folder / "witnesses").write_text(f"witness A {vkey} http://127.0.0.1:9/\nquorum A\n")
        self.expect(0, self.apply(receipts(1, 3)))
        done = self.tenbin(*options, "--lang", "en", env=environment(no_proxy="127.0.0.1"))
        self.assertIn("log.quorum", self.expect(8, done).err)
        self.assertIn("does not answer", done.err)

    def test_a_fork_is_refused(self):
        _, vkey, port = self.start()
        self.expect(0, self.tenbin("backup", self.book, "fork.tenbin"))
        shutil.copy(f"{self.book}.key", self.folder / "fork.tenbin.key")
        self.expect(0, self.apply(receipts(1, 20)))
        self.publish((vkey, port))
        self.book = self.folder / "fork.tenbin"
        behind = self.publish((vkey, port), folder=self.folder / "site2")
        self.assertEqual([("witness.example", "ahead")], self.result(behind))
        self.assertEqual(34, behind["witnesses"][0]["size"])
        self.expect(0, self.apply(receipts(50, 100)))
        forked = self.publish((vkey, port), folder=self.folder / "site2")
        self.assertEqual([("witness.example", "refused")], self.result(forked))
        self.assertEqual(422, forked["witnesses"][0]["status"])

    def test_what_it_answers_over_http(self):
        _, _, port = self.start()
        self.publish()
        checkpoint = (self.site / "checkpoint").read_text()
        self.assertEqual(400, self.ask(port, "nonsense")[0])
        self.assertEqual(409, self.ask(port, "old 3\n\n" + checkpoint)[0])
        self.assertEqual(403, self.ask(port, "old 0\n\n" + checkpoint.replace("\u2014 ", "\u2014 x"))[0])
        self.assertEqual(404, self.ask(port, "old 0\n\nx" + checkpoint)[0])
        status, lines, _ = self.ask(port, "old 0\n\n" + checkpoint)
        self.assertEqual(200, status)
        self.assertRegex(lines, r"^\u2014 witness.example \S{104}\n$")
        self.assertEqual((409, "14\n", "text/x.tlog.size"), self.ask(port, "old 0\n\n" + checkpoint))
        origin = hashlib.sha256(checkpoint.split("\n")[0].encode()).hexdigest()
        status, served, _ = self.ask(port, "", "GET", f"/{origin}/checkpoint")
        self.assertEqual((200, checkpoint + lines), (status, served))
        self.assertEqual(404, self.ask(port, "", "GET", "/00/checkpoint")[0])
        self.assertEqual(404, self.ask(port, "", "GET", "/")[0])
        self.assertEqual(405, self.ask(port, "", "GET")[0])
        self.assertEqual(413, self.ask(port, "x" * 200_000)[0])

    def test_what_is_no_http_and_who_says_nothing_blocks_nobody(self):
        _, vkey, port = self.start()
        held = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(20)]
        for number, one in enumerate(held):
            self.addCleanup(one.close)
            one.sendall((b"\x00\xff" * 100, b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 10\r\n\r\n", b"")[number % 3])
        self.assertEqual([("witness.example", "cosigned")], self.result(self.publish((vkey, port))))

    def test_it_remembers_over_restarts_and_kills(self):
        process, vkey, port = self.start()
        self.publish((vkey, port))
        self.assertEqual(-signal.SIGKILL, self.end(process, signal.SIGKILL))
        process, again, port = self.start()
        self.assertEqual(vkey, again)
        self.assertEqual((409, "14\n"), self.ask(port, "old 0\n\n" + (self.site / "checkpoint").read_text())[:2])
        self.assertEqual(0, self.end(process))
        key = self.folder / "state" / "key"
        self.assertEqual(0o600, stat.S_IMODE(key.stat().st_mode))
        memory = next((self.folder / "state").glob("*.checkpoint"))
        memory.write_text(memory.read_text().replace("\n14\n", "\n13\n"))
        done = self.tenbin("witness", "--state", "state", "--listen", "127.0.0.1:0", "--name", "witness.example",
                           "--log", self.vkey)
        self.assertIn("witness.state", self.expect(10, done).err)

    def test_of_two_checkpoints_at_once_one_is_cosigned(self):
        """Two histories of one log race: exactly one gets the cosignature, each time."""
        self.expect(0, self.tenbin("backup", self.book, "fork.tenbin"))
        shutil.copy(f"{self.book}.key", self.folder / "fork.tenbin.key")
        self.expect(0, self.apply(receipts(1, 5)))
        one = self.expect(0, self.tenbin("checkpoint", self.book)).out
        self.book = self.folder / "fork.tenbin"
        self.expect(0, self.apply(receipts(11, 15)))
        other = self.expect(0, self.tenbin("checkpoint", self.book)).out
        self.assertNotEqual(one, other)
        for turn in range(5):
            process, _, port = self.start(f"state{turn}")
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda n: self.ask(port, "old 0\n\n" + (one, other)[n % 2]), range(8)))
            self.assertEqual([200] + 7 * [409], sorted(status for status, _, _ in answers))
            self.assertEqual(0, self.end(process))

    def test_two_witnesses_of_one_memory_are_refused(self):
        self.start()
        done = self.tenbin("--wait", "0", "witness", "--state", "state", "--listen", "127.0.0.1:0", "--name",
                           "witness.example", "--log", self.vkey)
        self.assertIn("book.busy", self.expect(6, done).err)

    def test_what_it_cannot_start_with(self):
        _, _, port = self.start()
        for changes, code in ((("--listen", "nowhere"), 2), (("--listen", f"127.0.0.1:{port}"), 9),
                              (("--log", "nonsense"), 3), (("--name", "two words"), 2)):
            options = {"--state": "state9", "--listen": "127.0.0.1:0", "--log": self.vkey, "--name": "w.example",
                       changes[0]: changes[1]}
            with self.subTest(changes):
                self.expect(code, self.tenbin("witness", *[word for pair in options.items() for word in pair]))

    def test_keep_alive_and_a_graceful_end(self):
        process, _, port = self.start()
        self.publish()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.addCleanup(connection.close)
        for _ in range(3):
            connection.request("POST", "/add-checkpoint", b"nonsense")
            self.assertEqual(b"malformed request\n", connection.getresponse().read())
        begun = time.monotonic()
        self.assertEqual(0, self.end(process))
        self.assertLess(time.monotonic() - begun, 5)
