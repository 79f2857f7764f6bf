"""`tenbin service print`: the package's unit for this book, which systemd takes; and a balance that cron watches."""
import re
import shutil
import subprocess
import unittest

import support
from support import ROOT, CliTest


class Service(CliTest):
    def unit(self, *options):
        return self.expect(0, self.tenbin("service", "print", self.book, *options)).out

    def test_it_is_the_packages_for_this_book(self):
        self.new_book()
        packaged = (ROOT / "packaging" / "debian" / "tenbin.service").read_text().splitlines()
        unit = self.unit("--settings", "tenbin.toml", "--user", "ledger")
        folder = str(self.folder)
        for line in (f"ConditionPathExists={self.book}", f"WorkingDirectory={folder}", f"ReadWritePaths={folder}", "User=ledger"):
            self.assertIn(line + "\n", unit)
        command = re.search(r"^ExecStart=(\S+) serve (\S+) --settings (\S+)$", unit, re.M)
        self.assertEqual((str(self.book), f"{folder}/tenbin.toml"), command.groups()[1:])
        self.assertEqual(support.pathlib.Path(support.program).resolve(), support.pathlib.Path(command[1]))
        keys = lambda lines: {line.split("=")[0] for line in lines if line}
        self.assertEqual({"Group", "StateDirectory", "StateDirectoryMode"}, keys(packaged) - keys(unit.splitlines()))
        self.assertEqual({"ReadWritePaths"}, keys(unit.splitlines()) - keys(packaged))

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_systemd_takes_it_wherever_the_book_is(self):
        for place in ("plain", "名前 100% \"q\" $HOME"):
            folder = self.folder / place
            folder.mkdir()
            self.book = folder / "mill.tenbin"
            self.new_book()
            path = self.folder / "tenbin-test.service"
            path.write_text(self.unit("--user", "root"))
            done = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, timeout=support.TIMEOUT_S)
            self.assertEqual("", done.stderr, path.read_text())

    def test_what_it_does_not_take(self):
        self.expect(5, self.tenbin("service", "print", self.book))
        self.new_book()
        self.expect(2, self.tenbin("service", "print", self.book, "--user", "a b"))
        self.expect(2, self.tenbin("service", "print", self.book, "--settings", "a\nUser=root"))
        self.expect(2, self.tenbin("service"))


class Watched(CliTest):
    def test_a_balance_below_what_was_asked_for(self):
        self.mill_book()
        self.assertIn("272.000", self.expect(0, self.tenbin("balance", self.book, "--fail-if-below", "272t")).out)
        low = self.expect(4, self.tenbin("balance", self.book, "--fail-if-below", "272.001 t", "--lang", "en"))
        self.assertIn("272.000", low.out)
        self.assertIn("In the period from 2026-07-01 HQ has 272.000 t left, less than 272.001 t.", low.err)
        for text in ("10", "t", "-1t", "ten"):
            self.expect(2, self.tenbin("balance", self.book, "--fail-if-below", text))
