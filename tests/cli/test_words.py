"""What a person reads: Japanese or English by --lang, LC_ALL, LC_MESSAGES and LANG; help of every command."""
import re

from support import CliTest, environment

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


class Words(CliTest):
    def sentence(self, *options, **variables):
        done = self.tenbin("apply", self.book, "-", *options, stdin=self.command, env=environment(**variables))
        self.expect(4, done)
        return done.out + done.err

    def test_the_language_of_a_sentence(self):
        self.mill_book()
        self.command = '{"do":"allocate","allocation":"A-1","date":"2026-07-30","shipment":"S-2","line":1,"share":"50 %"}\n'
        for options, variables, japanese in (
                ([], {}, True), ([], {"LANG": "C.UTF-8"}, True), ([], {"LANG": "ja_JP.UTF-8"}, True),
                ([], {"LANG": "en_US.UTF-8"}, False), ([], {"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, False),
                ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, True),
                (["--lang", "ja"], {"LANG": "en_US.UTF-8"}, True), (["--lang", "en"], {"LANG": "ja_JP.UTF-8"}, False),
                (["--lang=en"], {}, False)):
            with self.subTest(options=options, variables=variables):
                text = self.sentence(*options, **variables)
                self.assertEqual(japanese, bool(JAPANESE.search(text)), text)
                self.assertIn("272.000 t", text)
                self.assertIn("28.000 t", text)

    def test_results_are_in_both_languages(self):
        self.mill_book()
        for command in (["balance", self.book], ["check", self.book], ["rulebook", "list"], ["rulebook", "show", "mspo"],
                        ["footprint", self.book, "--site", "HQ", "--period", "2026-07-01"]):
            with self.subTest(command):
                japanese = self.expect(0, self.tenbin(*command, "--lang", "ja")).out
                english = self.expect(0, self.tenbin(*command, "--lang", "en")).out
                self.assertRegex(japanese, JAPANESE)
                self.assertNotEqual(japanese, english)
                self.assertNotRegex(english, JAPANESE)

    def test_json_is_the_same_in_both(self):
        self.mill_book()
        both = [self.tenbin("balance", self.book, "--json", "--lang", language).out for language in ("ja", "en")]
        self.assertEqual(*both)

    def commands(self):
        """Every command and subcommand, as the help lists them."""
        found, todo = [], [[]]
        while todo:
            at = todo.pop()
            text = self.expect(0, self.tenbin(*at, "--lang", "en", "--help")).out
            names = re.findall(r"^  ([a-z][a-z-]*) ", text.partition("Subcommands:")[2], re.M)
            todo += [at + [name] for name in names]
            found += [at + [name] for name in names]
        return found

    def test_help_of_every_command_in_both_languages(self):
        commands = self.commands()
        self.assertGreaterEqual(len(commands), 10)
        for command in [[]] + commands:
            with self.subTest(command):
                japanese = self.expect(0, self.tenbin(*command, "--lang", "ja", "--help"))
                english = self.expect(0, self.tenbin(*command, "--lang", "en", "--help"))
                self.assertRegex(japanese.out, JAPANESE)
                self.assertNotRegex(english.out, JAPANESE)
                self.assertNotIn("cli.", english.out + japanese.out, "a key instead of its sentence")
                self.assertEqual("", english.err)

    def test_usage_errors_are_said_in_the_language_of_the_reader(self):
        for arguments in ([], ["frobnicate"], ["balance"], ["balance", "x", "--frob"], ["--lang", "ja", "--wait", "x"]):
            with self.subTest(arguments):
                self.assertRegex(self.expect(2, self.tenbin(*arguments)).err, JAPANESE)

    def test_no_color_codes_where_nobody_looks(self):
        self.mill_book()
        for command in ("balance", "check"):
            done = self.tenbin(command, self.book)
            self.assertNotIn("\x1b", done.out + done.err)

    def test_version(self):
        self.assertRegex(self.expect(0, self.tenbin("--version")).out, r"^\d+\.\d+\.\d+\n$")
