"""tenbin correct: what a correction hits, and each cure posted."""
import json

from support import CliTest, allocate, close

WHY = {"date": "2026-10-05", "reason": "weighbridge ticket", "approver": "Plant manager", "evidence": ["ticket 4711"]}
# 300 / 980 × 850 t instead of 320 / 1000 × 850 t
LOSS = "11795.919"


class Correct(CliTest):
    def correct(self, change, *options):
        return self.tenbin("correct", self.book, "-", *options, stdin=json.dumps({**WHY, **change}))

    def dry_run(self, change):
        return self.expect(0, self.correct(change, "--dry-run", "--json")).json()

    def book_with(self, first, second, closed):
        """Allocations of S-1 and S-2, each under a certificate of its customer."""
        self.mill_book()
        commands = [allocate("A-1", first, shipment="S-1"), allocate("A-2", second)]
        del commands[0]["share"], commands[1]["share"]
        commands[0]["mass"], commands[1]["mass"] = first, second
        commands += [{"do": "issue_certificate", "certificate": f"K-{n}", "customer": customer, "date": "2026-08-01",
                      "allocations": [f"A-{n}"]} for n, customer in ((1, "C-0102"), (2, "C-0101"))]
        if closed:
            commands += [close("2026-04-01", "2026-07-01"), close("2026-07-01", "2026-10-01")]
        self.expect(0, self.apply(commands))

    def balance(self, period):
        periods = self.expect(0, self.tenbin("balance", self.book, "--json")).json()["periods"]
        return next(p for p in periods if p["period"] == period)["accounts"][0]

    def test_a_dry_run_writes_nothing(self):
        self.book_with("200 t", "50 t", closed=False)
        before = self.journal()
        told = self.dry_run({"run": "P-2", "set": {"output": "580 t"}})
        self.assertEqual(before, self.journal())
        row = told["balances"][0]
        self.assertEqual(("272000.000", "265600.000"),
                         (row["before"]["entitlement_kg"], row["after"]["entitlement_kg"]))
        self.assertEqual(("22000.000", "15600.000"), (row["before"]["balance_kg"], row["after"]["balance_kg"]))
        self.assertEqual(["b", "c", "d"], told["enough"])
        self.assertEqual([], told["certificates"])
        self.assertEqual("580000 kg", told["becomes"]["output"])
        for language in ("ja", "en"):
            self.assertIn("6.400", self.expect(0, self.correct({"run": "P-2", "set": {"output": "580 t"}}, "--dry-run",
                                                               "--lang", language)).out)

    def test_an_open_entry_is_reversed_and_entered_again(self):
        self.book_with("200 t", "50 t", closed=False)
        change = {"run": "P-2", "set": {"output": "580 t"}}
        self.expect(4, self.correct(change, "--apply", "--cure", "a"))
        self.expect(0, self.correct(change, "--apply", "--cure", "b"))
        self.assertEqual("15600.000", self.balance("2026-07-01")["balance_kg"])
        added = [record["event"] for record in self.journal()[-2:]]
        self.assertEqual({"produce", "reverse"}, {event["do"] for event in added})
        again = next(event for event in added if event["do"] == "produce")
        self.assertEqual("P-2#2", again["run"])
        note = json.loads(next(event for event in added if event["do"] == "reverse")["note"])
        self.assertEqual(("Plant manager", ["ticket 4711"]), (note["approver"], note["evidence"]))
        self.expect(6, self.correct(change, "--dry-run"))  # P-2 is reversed
        self.expect(0, self.correct({"run": "P-2#2", "set": {"output": "579 t"}}, "--apply", "--cure", "b"))
        self.assertEqual("P-2#3", next(r["event"]["run"] for r in self.journal()[-2:] if "run" in r["event"]))

    def test_a_shortage_in_an_open_period_takes_the_fewest_customers(self):
        self.book_with("250 t", "22 t", closed=False)
        change = {"run": "P-2", "set": {"output": "580 t"}}  # 6.4 t too much, all of it given away
        told = self.dry_run(change)
        self.assertEqual("6400.000", told["losses"][0]["missing_kg"])
        self.assertEqual(["d"], told["enough"])
        self.assertEqual([("K-2", "revoke", ["A-2"])],
                         [(c["certificate"], c["action"], c["drops"]) for c in told["certificates"]])
        for cure in "abc":
            self.expect(4, self.correct(change, "--apply", "--cure", cure))
        self.expect(0, self.correct(change, "--apply", "--cure", "d", "-o", self.folder))
        self.assertEqual("15600.000", self.balance("2026-07-01")["balance_kg"])  # 265.6 − 250
        self.expect(0, self.tenbin("check", self.book))

    def test_a_closed_period_stays_and_the_open_one_is_adjusted(self):
        self.book_with("150 t", "50 t", closed=True)
        closed = self.balance("2026-07-01")
        change = {"receipt": "R-1", "set": {"mass": "300 t"}}
        told = self.dry_run(change)
        self.assertEqual((LOSS, LOSS, "0.000"), tuple(told["losses"][0][k] for k in
                                                      ("mass_kg", "b_unallocated_kg", "missing_kg")))
        self.expect(0, self.correct(change, "--apply", "--cure", "b"))
        self.assertEqual(closed, self.balance("2026-07-01"))
        now = self.balance("2026-10-01")
        self.assertEqual(("72000.000", LOSS, "60204.081"),
                         tuple(now[k] for k in ("opening_kg", "adjusted_kg", "balance_kg")))
        event = self.journal()[-1]["event"]
        self.assertEqual(("adjust", 9, "CORR-9", "Plant manager"),
                         tuple(event[k] for k in ("do", "entry", "adjustment", "approver")))
        self.assertEqual("300000 kg", json.loads(event["note"])["correct"]["mass"])

    def test_what_was_given_away_is_written_off(self):
        self.book_with("250 t", "22 t", closed=True)
        closed = {k: v for k, v in self.balance("2026-07-01").items() if k != "certified_kg"}
        change = {"entry": 9, "set": {"mass": "300 t"}}
        told = self.dry_run(change)
        self.assertEqual(LOSS, told["losses"][0]["missing_kg"])
        self.assertEqual(["d"], told["enough"])
        letters = self.folder / "new" / "letters"
        done = self.expect(0, self.correct(change, "--apply", "--cure", "d", "-o", letters))
        self.assertEqual(["K-2.correction.1.en.md", "K-2.correction.1.ja.md"], sorted(p.name for p in letters.iterdir()))
        self.assertIn("K-2.correction.1.ja.md", done.out)
        japanese = (letters / "K-2.correction.1.ja.md").read_text()
        for text in ("訂正のお知らせ", "株式会社見本サッシ", "K-2", "22.000 t", "weighbridge ticket"):
            self.assertIn(text, japanese)
        self.assertEqual(closed, {k: v for k, v in self.balance("2026-07-01").items() if k != "certified_kg"})
        self.assertEqual("reference.unknown", self.expect(5, self.apply([
            {"do": "issue_certificate", "customer": "C-0101", "date": "2026-10-06", "allocations": ["A-2"]}])).lines()[0]["error"])
        self.expect(0, self.tenbin("check", self.book))

    def test_a_certificate_keeps_what_holds(self):
        self.mill_book()
        parts = [{**allocate(f"A-{n}", "x"), "mass": mass} for n, mass in ((1, "250 t"), (2, "22 t"))]
        for part in parts:
            del part["share"]
        self.expect(0, self.apply([*parts, {"do": "issue_certificate", "certificate": "K-1", "customer": "C-0101",
                                            "date": "2026-08-01", "allocations": ["A-1", "A-2"]}]))
        change = {"run": "P-2", "set": {"output": "580 t"}}
        told = self.dry_run(change)["certificates"][0]
        self.assertEqual(("replace", ["A-2"], ["A-1"]), (told["action"], told["drops"], told["keeps"]))
        self.expect(0, self.correct(change, "--apply", "--cure", "d"))
        letter = (self.folder / "K-1.correction.1.en.md").read_text()
        for text in ("Notice of correction", "272.000 t", "250.000 t", "Revision 2"):
            self.assertIn(text, letter)
        attested = self.journal()[-1]["event"]
        self.assertEqual(("attest_certificate", "K-1", 2),
                         (attested["do"], attested["certificate"], attested["revision"]))

    def test_a_gain_is_not_posted(self):
        self.book_with("150 t", "50 t", closed=True)
        size = len(self.journal())
        self.expect(0, self.correct({"run": "P-2", "set": {"output": "620 t"}}, "--apply", "--cure", "a"))
        self.assertEqual(size, len(self.journal()))

    def test_texts_alone(self):
        self.mill_book()
        change = {"receipt": "R-2", "set": {"lot": "L-77"}}
        self.assertTrue(self.dry_run(change)["cosmetic"])
        self.expect(0, self.correct(change, "--apply", "--cure", "a"))
        self.assertEqual("R-2#2", next(r["event"]["receipt"] for r in self.journal() if r["event"].get("lot") == "L-77"))

    def test_an_entry_that_never_was(self):
        self.mill_book()
        told = self.dry_run({"receipt": "R-2", "void": True})
        self.assertIsNone(told["becomes"])
        self.expect(0, self.correct({"receipt": "R-2", "void": True}, "--apply", "--cure", "a"))
        self.assertEqual("850000.000", self.balance("2026-07-01")["entitlement_kg"])

    def test_what_is_refused(self):
        self.mill_book()
        for code, change in ((5, {"receipt": "R-9", "void": True}), (5, {"entry": 999, "void": True}),
                             (5, {"entry": 1, "void": True}), (3, {"receipt": "R-1", "run": "P-1", "void": True}),
                             (3, {"receipt": "R-1"}), (3, {"receipt": "R-1", "set": {}, "void": True}),
                             (3, {"receipt": "R-1", "set": {"mass": "320 t"}}), (3, {"receipt": "R-1", "set": {"mass": "5"}}),
                             (3, {"receipt": "R-1", "set": {"receipt": "R-8"}}), (3, {"receipt": "R-1", "set": {"nope": 1}}),
                             (3, {"receipt": "R-1", "void": True, "reason": ""}), (5, {"shipment": "S-1", "line": 2, "void": True}),
                             (5, {"receipt": "R-1", "set": {"supplier": "S-9"}})):
            done = self.correct(change, "--dry-run")
            self.assertEqual(code, done.code, f"{change} {done!r}")
        self.expect(2, self.correct({"receipt": "R-1", "void": True}))
        self.expect(3, self.tenbin("correct", self.book, "-", "--dry-run", stdin="{"))
        self.expect(5, self.tenbin("correct", self.book, "nowhere.json", "--dry-run"))
