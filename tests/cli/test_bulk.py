"""`tenbin apply` of a large file, which is read, decided and written on three threads: the same answers, and the same
promises, as line by line."""
import json
import signal
import subprocess

import support
from support import CliTest, as_lines, receipts

LINES = 24_000


def large_file(book_folder):
    """More than 8 MiB, with texts to unescape, refusals, and commands that come again, at once and much later."""
    commands = receipts(1, LINES)
    for number, command in enumerate(commands):
        command["note"] = f"入荷\t\"{number}\" \\ 備考 " + "あ" * (number % 60) + "x" * 100
        if number % 331 == 0:
            command["supplier"] = "S-none"
    for number in range(400, LINES, 400):
        commands[number] = commands[number - 1] if number % 800 else commands[number // 2]
    path = book_folder / "large.jsonl"
    path.write_text("\r\n" + as_lines(commands))
    assert path.stat().st_size > 8 << 20, path.stat().st_size
    return path


class Bulk(CliTest):
    def setUp(self):
        super().setUp()
        self.mill_book()
        self.file = large_file(self.folder)
        self.before = len(self.journal())

    def start(self, *options):
        process = subprocess.Popen([support.program, "apply", self.book, self.file, "--json", "--continue", *options],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=support.environment())
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        return process

    def expect_kept(self, out):
        """Every whole line of `out` is true of the book; answers how many commands it has taken."""
        answers = [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith("\n")]
        size = len(self.journal())
        for answer in answers:
            if answer["status"] == "accepted":
                self.assertLessEqual(answer["seq"], size)
        self.expect(0, self.tenbin("check", self.book))
        return size - self.before

    def test_the_answers_are_those_of_one_that_comes_line_by_line(self):
        fast = self.tenbin("apply", self.book, self.file, "--json", "--continue")
        fast_journal = self.journal()
        self.expect(0, self.tenbin("check", self.book))
        self.book = self.folder / "slow.tenbin"
        self.mill_book()
        slow = self.tenbin("apply", self.book, "-", "--json", "--continue", stdin=self.file.read_text())
        self.assertEqual((slow.code, slow.out), (fast.code, fast.out))
        statuses = [answer["status"] for answer in fast.lines()]
        self.assertEqual({"accepted", "repeated", "rejected"}, set(statuses))
        self.assertEqual([record["event"] for record in self.journal()], [record["event"] for record in fast_journal])

    def test_it_ends_at_a_refusal(self):
        done = self.tenbin("apply", self.book, self.file, "--json")
        self.assertEqual(5, done.code)
        self.assertEqual(2, done.lines()[-1]["line"], "the first is an empty line")
        self.assertEqual(self.before, len(self.journal()))

    def test_atomic_leaves_nothing(self):
        done = self.tenbin("apply", self.book, self.file, "--json", "--continue", "--atomic")
        self.assertEqual(5, done.code)
        self.assertEqual(self.before, len(self.journal()))

    def test_killed_it_keeps_what_it_answered(self):
        process = self.start()
        head = process.stdout.readline()
        process.kill()
        taken = self.expect_kept((head + process.stdout.read()).decode())
        self.assertGreater(taken, 0)
        again = self.tenbin("apply", self.book, self.file, "--json", "--continue").lines()
        self.assertEqual(LINES, len(again))
        self.expect(0, self.tenbin("check", self.book))

    def test_interrupted_it_answers_what_it_kept(self):
        process = self.start()
        head = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out = (head + process.stdout.read()).decode()
        answers = [json.loads(line) for line in out.splitlines()]
        taken = self.expect_kept(out)
        self.assertEqual(sum(answer["status"] == "accepted" for answer in answers), taken)
