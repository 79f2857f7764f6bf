"""The Debian package of the program: the same bytes twice, complete, its program runs, its unit is sound."""
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import support
from support import ROOT, CliTest

TOOL = ROOT / "tools" / "make_deb.sh"


def run(*command, **how):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=support.TIMEOUT_S, **how)


@unittest.skipUnless(all(map(shutil.which, ("dpkg-deb", "dpkg-shlibdeps", "gcc", "strip"))), "dpkg-dev or gcc is not installed")
class Package(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.temporary = support.tempfile.TemporaryDirectory(prefix="tenbin-deb-")
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.out = pathlib.Path(cls.temporary.name)
        cls.debs = []
        for name in ("once", "again"):
            (cls.out / name).mkdir()
            made = run(TOOL, support.program, cls.out / name)
            assert made.returncode == 0, made.stderr
            cls.debs.append(pathlib.Path(made.stdout.strip()))
        cls.root = cls.out / "root"
        unpacked = run("dpkg-deb", "-x", cls.debs[0], cls.root)
        assert unpacked.returncode == 0, unpacked.stderr

    def field(self, name):
        return run("dpkg-deb", "-f", self.debs[0], name).stdout.strip()

    def test_the_same_program_gives_the_same_bytes(self):
        self.assertEqual(*(deb.read_bytes() for deb in self.debs))

    def test_it_says_what_it_is(self):
        version = self.expect(0, self.tenbin("--version")).out.strip()
        self.assertEqual(version, self.field("Version"))
        self.assertIn(f"tenbin_{version}_", self.debs[0].name)

    def test_it_depends_on_what_is_linked_and_what_is_loaded_later(self):
        depends = {part.split()[0]: part for part in self.field("Depends").split(", ")}
        for package in ("libc6", "libssl3", "libsqlite3-0", "libsodium23", "libcairo2", "libpango-1.0-0", "libcurl4", "fonts-noto-cjk",
                        "fonts-morisawa-bizud-gothic", "icc-profiles-free", "adduser"):
            self.assertIn(package, depends)
        self.assertIn(">=", depends["libcairo2"])

    def test_its_program_keeps_a_book(self):
        program = self.root / "usr" / "bin" / "tenbin"
        book = self.folder / "mill.tenbin"
        done = run(program, "init", book, "--rulebook", "free-credit", cwd="/", env=support.environment())
        self.assertEqual(0, done.returncode, done.stderr)
        posted = run(program, "apply", book, support.SMALL / "mill.jsonl", env=support.environment())
        self.assertEqual(0, posted.returncode, posted.stderr)
        self.assertEqual(0, run(program, "check", book, env=support.environment()).returncode)
        self.assertNotIn("debug_info", run("readelf", "-S", program).stdout)

    def test_every_file_is_as_debian_wants_it(self):
        listing = run("dpkg-deb", "-c", self.debs[0]).stdout.splitlines()
        self.assertTrue(listing)
        for line in listing:
            mode, owner = line.split()[:2]
            self.assertEqual("root/root", owner, line)
            self.assertIn(mode, ("drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x"), line)
        sums = run("dpkg-deb", "-I", self.debs[0], "md5sums").stdout
        (self.out / "md5sums").write_text(sums)
        self.assertEqual(0, run("md5sum", "--check", "--quiet", self.out / "md5sums", cwd=self.root).returncode)
        self.assertEqual("/etc/tenbin/tenbin.toml\n", run("dpkg-deb", "-I", self.debs[0], "conffiles").stdout)
        for script in ("postinst", "prerm", "postrm"):
            path = self.out / script
            path.write_text(run("dpkg-deb", "-I", self.debs[0], script).stdout)
            self.assertEqual(0, run("sh", "-n", path).returncode, script)

    def test_manual_and_completion_are_those_of_the_program(self):
        for language, place in (("en", "man/man1"), ("ja", "man/ja/man1")):
            page = gzip.decompress((self.root / "usr/share" / place / "tenbin.1.gz").read_bytes()).decode()
            self.assertEqual(self.tenbin("man", "--lang", language).out, page)
        self.assertEqual(self.tenbin("completion", "bash").out,
                         (self.root / "usr/share/bash-completion/completions/tenbin").read_text())

    def test_its_settings_are_accepted(self):
        """Each line that is commented out as well, but for TLS, whose files are not there."""
        text = (self.root / "etc/tenbin/tenbin.toml").read_text()
        text = re.sub(r"^#(?=(listen|threads|workers) =)", "", text, flags=re.M).replace(":8080", ":0")
        (self.folder / "tenbin.toml").write_text(text)
        self.mill_book()
        with subprocess.Popen([support.program, "serve", str(self.book), "--settings", "tenbin.toml"], cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=support.environment()) as process:
            self.assertIn(b"http://127.0.0.1:", process.stdout.readline())
            process.terminate()
            process.communicate(timeout=support.TIMEOUT_S)
        self.assertEqual(0, process.returncode)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_its_unit_is_sound_and_confined(self):
        unit = self.root / "usr/lib/systemd/system/tenbin.service"
        copy = self.folder / "tenbin.service"  # whose program is where this test unpacked it
        copy.write_text(unit.read_text().replace("/usr/bin/tenbin", str(self.root / "usr/bin/tenbin")))
        os.chmod(copy, 0o644)
        verified = run("systemd-analyze", "verify", "--man=no", copy)
        self.assertEqual((0, ""), (verified.returncode, verified.stderr + verified.stdout))
        judged = run("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", copy)
        self.assertEqual(0, judged.returncode, judged.stdout.splitlines()[-1:] + [judged.stderr])
