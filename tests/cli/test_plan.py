"""`tenbin plan` and `tenbin allocate` on the worked example of the README."""
import json

from support import SMALL, CliTest, as_lines


class Plan(CliTest):
    def plan(self, request, *options):
        path = self.folder / "request.json"
        path.write_text(json.dumps(request))
        return self.tenbin("plan", self.book, path, *options)

    def test_the_largest_common_share(self):
        self.mill_book()
        done = self.expect(0, self.tenbin("plan", self.book, SMALL / "pattern_b.json"))
        self.assertEqual(["32 %", "32 %"], [command["share"] for command in done.lines()])
        self.expect(0, self.tenbin("apply", self.book, "-", stdin=done.out))
        account, = self.tenbin("balance", self.book, "--json").json()["periods"][-1]["accounts"]
        self.assertEqual("0.000", account["balance_kg"])

    def test_one_customer_first(self):
        self.mill_book()
        done = self.expect(0, self.tenbin("plan", self.book, SMALL / "pattern_a.json"))
        command, = done.lines()
        self.assertEqual(("S-1", "2026-09-30"), (command["shipment"], command["date"]))
        self.expect(0, self.tenbin("apply", self.book, "-", stdin=done.out))
        account, = self.tenbin("balance", self.book, "--json").json()["periods"][-1]["accounts"]
        self.assertEqual("22000.000", account["balance_kg"])

    def test_what_does_not_fit_says_by_how_much_and_the_ways_out(self):
        self.mill_book()
        done = self.expect(4, self.tenbin("plan", self.book, SMALL / "half.json", "--lang", "en"))
        self.assertEqual("", done.out)
        for text in ("153.000 t", "32"):
            self.assertIn(text, done.err)
        self.assertGreaterEqual(len(done.err.strip().splitlines()), 4, "the refusal and three ways out")

    def test_a_plan_posts_nothing(self):
        self.mill_book()
        before = self.book.read_bytes()
        for options in ([], ["--table"]):
            self.expect(0, self.tenbin("plan", self.book, SMALL / "pattern_b.json", *options))
        self.assertEqual(before, self.book.read_bytes())

    def test_planned_and_posted_in_one(self):
        self.mill_book()
        self.expect(0, self.tenbin("plan", self.book, SMALL / "pattern_b.json", "--apply"))
        self.assertEqual(16, len(self.journal()))

    def test_a_wrong_request(self):
        self.mill_book()
        good = {"site": "HQ", "period": "2026-07-01", "strategy": "even"}
        for wrong, code in (({**good, "strategy": "guess"}, 3), ({**good, "colour": "red"}, 3), ({"site": "HQ"}, 3),
                            ({**good, "site": "NOWHERE"}, 5), ({**good, "period": "2026-07-02"}, 5),
                            ({**good, "share": "50"}, 3)):
            with self.subTest(wrong):
                self.assertEqual("", self.expect(code, self.plan(wrong)).out)
        self.expect(5, self.tenbin("plan", self.book, "nowhere.json"))

    def test_allocate_is_the_command_on_one_line(self):
        self.mill_book()
        line = ("--shipment", "S-2", "--line", "1", "--date", "2026-07-30")
        done = self.expect(4, self.tenbin("allocate", self.book, *line, "--share", "50 %", "--lang", "en"))
        for text in ("300.000 t", "272.000 t", "28.000 t"):
            self.assertIn(text, done.out + done.err)
        self.assertEqual(14, len(self.journal()))
        self.expect(0, self.tenbin("allocate", self.book, *line, "--share", "20 %"))
        event = self.journal()[-1]["event"]
        self.assertEqual(("allocate", "S-2", "20 %"), (event["do"], event["shipment"], event["share"]))
        self.expect(0, self.tenbin("allocate", self.book, *line, "--mass", "1 t"))
        self.expect(2, self.tenbin("allocate", self.book, *line))

    def test_the_commands_of_a_plan_are_applied_as_a_pipe(self):
        self.mill_book()
        commands = self.tenbin("plan", self.book, SMALL / "pattern_b.json").lines()
        ids = [command["allocation"] for command in commands]
        self.assertEqual(len(ids), len(set(ids)))
        self.expect(0, self.tenbin("apply", self.book, "-", "--atomic", stdin=as_lines(commands)))
