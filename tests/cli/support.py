"""What the tests of the command line share: the program, a folder of their own, and a small mill."""
import json
import os
import pathlib
import select
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SMALL = ROOT / "examples" / "small"
TIMEOUT_S = 120
program = None  # the binary under test: set by run.py


class Done:
    """A process that ended: exit code, standard output, standard error."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines() if line.strip()]

    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n{self.out[:800]}\n{self.err[:800]}"


def environment(**changes):
    """No language and no user of the machine that runs the tests."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("LC_") and name not in ("LANG", "LANGUAGE", "USER")}
    return {**kept, **changes}


def as_lines(commands):
    return "".join(json.dumps(command, ensure_ascii=False) + "\n" for command in commands)


def mill_commands():
    return [json.loads(line) for line in (SMALL / "mill.jsonl").read_text().splitlines()]


def receipts(first, last, prefix="N"):
    """Conventional metal, one receipt a command, each with its command_id."""
    return [{"do": "receive", "command_id": f"{prefix}-{n}", "receipt": f"{prefix}-{n}", "date": "2026-07-05",
             "site": "HQ", "supplier": "S-003", "material": "ingot", "class": "conventional", "mass": f"{n} kg"}
            for n in range(first, last + 1)]


def allocate(name, share, **changes):
    return {"do": "allocate", "allocation": name, "date": "2026-07-30", "shipment": "S-2", "line": 1,
            "share": share, **changes}


def close(period, date):
    return {"do": "close_period", "site": "HQ", "period": period, "date": date}


class Talk:
    """`apply` with its input held open, as a person at a pipe has it."""

    def __init__(self, argv, env):
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=env)

    def say(self, command):
        self.process.stdin.write(as_lines([command]).encode())
        self.process.stdin.flush()

    def hear(self, seconds=20):
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        return json.loads(self.process.stdout.readline()) if ready else None

    def end(self):
        out, err = self.process.communicate(timeout=TIMEOUT_S)
        return Done(self.process.returncode, out.decode(), err.decode())


class CliTest(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tenbin-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.book = self.folder / "mill.tenbin"

    def tenbin(self, *arguments, stdin="", env=None):
        done = subprocess.run([program, *map(str, arguments)], input=stdin.encode(), capture_output=True,
                              cwd=self.folder, env=env or environment(), timeout=TIMEOUT_S)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def talk(self, *arguments):
        talk = Talk([program, *map(str, arguments)], environment())
        self.addCleanup(talk.process.wait)
        self.addCleanup(talk.process.kill)
        for pipe in (talk.process.stdin, talk.process.stdout, talk.process.stderr):
            self.addCleanup(pipe.close)
        return talk

    def new_book(self, commands=(), rulebook="free-credit"):
        self.expect(0, self.tenbin("init", self.book, "--rulebook", rulebook))
        if commands:
            self.expect(0, self.apply(commands))
        return self.book

    def mill_book(self):
        return self.new_book(mill_commands())

    def apply(self, commands, *options):
        return self.tenbin("apply", self.book, "-", "--json", *options, stdin=as_lines(commands))

    def journal(self, book=None):
        return self.expect(0, self.tenbin("journal", book or self.book)).lines()

    def expect(self, code, done):
        self.assertEqual(code, done.code, repr(done))
        return done
