"""Completion in real shells, and the manual page as man and groff read it: both name every command there is."""
import shutil
import subprocess
import unittest

import support
from support import CliTest


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed")


class Completion(CliTest):
    """(what was typed, a word that must be offered, one that must not)"""
    CASES = (
        (["tenbin", ""], "certificate", "issue"),
        (["tenbin", "cert"], "certificate", "init"),
        (["tenbin", "certificate", ""], "issue", "certificate"),
        (["tenbin", "--lang", "en", "certificate", "re"], "replace", "issue"),
        (["tenbin", "--lang", ""], "ja", "init"),
        (["tenbin", "init", "--lang", "e"], "en", "ja"),
        (["tenbin", "serve", "--tls"], "--tls-certificate", "--listen"),
        (["tenbin", "person", "add", "--role", "ver"], "verifier", "clerk"),
        (["tenbin", "completion", ""], "fish", "init"),
    )

    def script(self, shell):
        path = self.folder / f"complete.{shell}"
        path.write_text(self.expect(0, self.tenbin("completion", shell, "--lang", "en")).out)
        return path

    def ask(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder,
                              env=support.environment(PATH=f"{self.program_folder()}:/usr/bin:/bin", HOME=str(self.folder),
                                                      TERM="dumb", LC_ALL="C.UTF-8"), timeout=support.TIMEOUT_S)
        self.assertEqual("", done.stderr)
        self.assertEqual(0, done.returncode)
        return done.stdout

    def program_folder(self):
        return str(support.pathlib.Path(support.program).parent)

    def hold(self, offered):
        for typed, there, absent in self.CASES:
            with self.subTest(typed=typed):
                words = offered(typed)
                self.assertIn(there, words)
                self.assertNotIn(absent, words)

    def test_bash(self):
        script = self.script("bash")

        def offered(typed):
            words = " ".join(f"'{word}'" for word in typed)
            return self.ask("bash", "--norc", "-c", f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; "
                            "_tenbin; printf '%s\\n' \"${COMPREPLY[@]}\"").split()

        self.hold(offered)
        self.assertEqual(["en"], offered(["tenbin", "--lang", "=", "e"]))  # bash splits --lang=e so
        self.assertEqual([], offered(["tenbin", "apply", ""]))  # names of files: bash's own
        self.assertIn("-F _tenbin tenbin", self.ask("bash", "--norc", "-c", f"source {script}; complete -p tenbin"))

    @needs("fish")
    def test_fish(self):
        script = self.script("fish")
        self.hold(lambda typed: [line.split("\t")[0] for line in self.ask(
            "fish", "--no-config", "-c", f"source {script}; complete -C '{' '.join(typed)}'").splitlines()])

    @needs("zsh")
    def test_zsh(self):
        """The widget itself needs a terminal, so _describe and compadd print here what they are given."""
        script = self.script("zsh")
        stub = ("compdef() { }; _files() { print files }; _message() { }\n"
                "_describe() { [[ $1 == -o ]] && shift; local item; for item in ${(P)2}; do print -r -- ${item%%:*}; done }\n"
                "compadd() { local item; for item in ${(P)2}; do print -r -- $item; done }\n")

        def offered(typed):
            words = " ".join(f"'{word}'" for word in typed)
            said = self.ask("zsh", "-f", "-c", f"{stub}source {script}; words=({words}); CURRENT={len(typed)}; "
                            f"PREFIX='{typed[-1]}'; _tenbin").split()
            return [word for word in said if word.startswith(typed[-1])]

        self.hold(offered)
        self.assertEqual("files\n", self.ask("zsh", "-f", "-c", f"{stub}source {script}; words=(tenbin apply ''); CURRENT=3; _tenbin"))

    def test_a_shell_that_is_not_known(self):
        self.expect(2, self.tenbin("completion", "tcsh"))
        self.expect(2, self.tenbin("completion"))


class Manual(CliTest):
    def page(self, language):
        path = self.folder / f"tenbin.{language}.1"
        path.write_text(self.expect(0, self.tenbin("man", "--lang", language)).out)
        return path

    def commands(self, *path):
        """Every command that --help knows, with its subcommands."""
        text = self.expect(0, self.tenbin(*path, "--help", "--lang", "en")).out
        if "Subcommands:" not in text:
            return [" ".join(("tenbin",) + path)]
        names = [line.split()[0] for line in text.split("Subcommands:")[1].splitlines() if line.startswith("  ") and line[2] != " "]
        return [found for name in names for found in self.commands(*path, name)]

    @needs("groff")
    def test_it_renders_and_names_every_command(self):
        commands = self.commands()
        self.assertGreater(len(commands), 40)
        for language, heading in (("en", "EXIT STATUS"), ("ja", "終了コード")):
            with self.subTest(language):
                done = subprocess.run(["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-P-c", "-P-b", "-P-o", "-P-u", "-rLL=400n", str(self.page(language))],
                                      capture_output=True, text=True, timeout=support.TIMEOUT_S)
                self.assertEqual((0, ""), (done.returncode, done.stderr))
                self.assertIn(heading, done.stdout)
                for command in commands:
                    self.assertIn(f"\n   {command}\n", done.stdout)
                self.assertIn("--tls-certificate", done.stdout)

    @needs("man")
    def test_man_shows_it(self):
        done = subprocess.run(["man", "-l", str(self.page("en"))], capture_output=True, text=True, timeout=support.TIMEOUT_S,
                              env=support.environment(LC_ALL="C.UTF-8", MANWIDTH="100", MANPAGER="cat", PAGER="cat"))
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("Mass-balance ledger", done.stdout)
