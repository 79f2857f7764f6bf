"""tenbin correct, tried hard: what may not be written is not, what was closed stays closed, nobody is hit without need, and the
second model comes to the same balances."""
import json
import pathlib
import subprocess
import time

import support
from support import CliTest, allocate, close, mill_commands
from test_correct import LOSS, WHY

MODEL_ROWS = ("opening_kg", "renewable_input_kg", "entitlement_kg", "allocated_kg", "transferred_kg", "adjusted_kg",
              "expired_kg", "balance_kg")
SMALLER = {"receipt": "R-1", "set": {"mass": "300 t"}}  # LOSS too much in the closed period


def give(name, mass, shipment="S-2", **more):
    command = {**allocate(name, "", shipment=shipment), "mass": mass, **more}
    del command["share"]
    return command


def issue(number, customer, *allocations, date="2026-08-01"):
    return {"do": "issue_certificate", "certificate": number, "customer": customer, "date": date,
            "allocations": list(allocations)}


def receive(name, date, mass, **more):
    return {"do": "receive", "receipt": name, "date": date, "site": "HQ", "supplier": "S-003", "material": "ingot",
            "class": "conventional", "mass": mass, **more}


def renewable(name, date, mass):
    return receive(name, date, mass, **{"class": "renewable", "supplier": "S-012", "supplier_certificate": "SC-2026-0134"})


def produce(name, date, output):
    return {"do": "produce", "run": name, "date": date, "site": "HQ", "product": "EX-6063-01", "output": output}


def grams(kg):
    return int(kg.replace(".", ""))


def mass_of(text):
    number, _ = text.split()
    whole, _, part = number.partition(".")
    return int(whole) * 1000 + int(part.ljust(3, "0") or 0)


class CorrectTest(CliTest):
    def correct(self, change, *options):
        return self.tenbin("correct", self.book, "-", *options, stdin=json.dumps({**WHY, **change}))

    def dry_run(self, change):
        before, files = self.book.read_bytes(), sorted(self.folder.iterdir())
        told = self.expect(0, self.correct(change, "--dry-run", "--json")).json()
        self.assertEqual((before, files), (self.book.read_bytes(), sorted(self.folder.iterdir())), "a dry run wrote")
        return told

    def cure(self, change, cure, *options):
        """Posted; the journal only grew, closed periods say what they said, and no balance fell below zero."""
        journal, closed = self.journal(), self.closed()
        done = self.expect(0, self.correct(change, "--apply", "--cure", cure, *options))
        self.assertEqual(journal, self.journal()[:len(journal)])
        self.assertEqual(closed, self.closed())
        self.whole()
        return done

    def refused(self, code, change, *options):
        """Refused, and the book is as it was to the byte."""
        before = self.book.read_bytes()
        done = self.expect(code, self.correct(change, *options))
        self.assertEqual(before, self.book.read_bytes())
        return done

    def periods(self):
        return self.expect(0, self.tenbin("balance", self.book, "--json")).json()["periods"]

    def closed(self):
        return [{**p, "accounts": [{k: v for k, v in a.items() if k != "certified_kg"} for a in p["accounts"]]}
                for p in self.periods() if p["status"] == "closed"]

    def last(self):
        return self.periods()[-1]["accounts"][0]

    def whole(self):
        self.expect(0, self.tenbin("check", self.book))
        for period in self.periods():
            for account in period["accounts"]:
                self.assertFalse(account["balance_kg"].startswith("-"), f"{period['period']} {account}")

    def added(self, size):
        return [record["event"] for record in self.journal()[size:]]

    def closed_mill(self, *commands, rulebook="free-credit"):
        """The small mill with these commands, its periods up to September closed."""
        self.new_book(mill_commands() + list(commands) + [close("2026-04-01", "2026-07-01"), close("2026-07-01", "2026-10-01")],
                      rulebook)


class Cures(CorrectTest):
    """Each cure where it is the first that is enough."""

    def test_b_when_the_carry_over_was_used_first(self):
        # Q2 leaves 80 t, Q3 has 272 t of its own: 300 t are given, the oldest first, so 52 t of Q3's own are left.
        self.closed_mill(renewable("R-0", "2026-05-01", "80 t"), receive("R-00", "2026-05-01", "20 t"),
                         produce("P-0", "2026-05-02", "100 t"), give("A-1", "250 t", "S-1"), give("A-2", "50 t"))
        told = self.dry_run(SMALLER)
        loss = told["losses"][0]
        self.assertEqual((LOSS, LOSS, "0.000", "0.000"),
                         tuple(loss[k] for k in ("mass_kg", "b_unallocated_kg", "a_carried_over_kg", "missing_kg")))
        self.assertEqual(["b", "c", "d"], told["enough"])
        self.assertEqual([], told["certificates"])
        self.refused(4, SMALLER, "--apply", "--cure", "a")
        self.cure(SMALLER, "b")

    def test_a_carry_over(self):
        # 50 t of Q2's 80 t are given, so 30 t of older credits are there to make it good.
        self.closed_mill(renewable("R-0", "2026-05-01", "80 t"), receive("R-00", "2026-05-01", "20 t"),
                         produce("P-0", "2026-05-02", "100 t"), give("A-1", "50 t", "S-1"))
        told = self.dry_run(SMALLER)
        self.assertEqual(LOSS, told["losses"][0]["a_carried_over_kg"])
        self.assertEqual(["a", "b", "c", "d"], told["enough"])
        before = self.last()["balance_kg"]
        self.cure(SMALLER, "a")
        self.assertEqual(LOSS, self.last()["adjusted_kg"])
        self.assertEqual(grams(before) - grams(LOSS), grams(self.last()["balance_kg"]))

    def test_c_waits_until_the_metal_is_there(self):
        self.closed_mill(give("A-1", "250 t", "S-1"), give("A-2", "22 t"), issue("K-1", "C-0102", "A-1"), issue("K-2", "C-0101", "A-2"))
        self.expect(0, self.apply([receive("R-3", "2026-10-02", "10 t"), produce("P-3", "2026-10-03", "60 t")]))
        told = self.dry_run(SMALLER)
        self.assertEqual(["d"], told["enough"])
        metal = grams(told["losses"][0]["c_renewable_input_kg"])
        self.assertEqual("2027-01-03", told["deadline"])
        self.refused(4, SMALLER, "--apply", "--cure", "c")
        # A gram less is not enough, and that much is: floor(x × 60 / (10 + x)) >= LOSS.
        self.expect(0, self.apply([renewable("R-4", "2026-10-04", f"{metal - 1} g")]))
        self.refused(4, {**SMALLER, "date": "2026-10-05"}, "--apply", "--cure", "c")
        self.expect(0, self.apply([renewable("R-5", "2026-10-04", "1 g")]))
        self.cure({**SMALLER, "date": "2026-10-05"}, "c")
        self.assertEqual("0.000", self.last()["balance_kg"])
        self.assertEqual([], [e for e in self.added(0) if e["do"] in ("revoke_certificate", "replace_certificate")])

    def test_d_takes_the_fewest_customers_and_writes_to_them_alone(self):
        commands = [{"do": "add_customer", "customer": f"C-{n}", "name_ja": f"客{n}", "name_en": f"Customer {n}"} for n in (1, 2, 3)]
        commands += [{"do": "ship", "shipment": f"T-{n}", "line": 1, "date": "2026-07-25", "site": "HQ", "customer": f"C-{n}",
                      "product": "EX-6063-01", "mass": "90 t"} for n in (1, 2, 3)]
        masses = {1: "6 t", 2: "12 t", 3: "80 t"}
        commands += [give(f"B-{n}", mass, f"T-{n}") for n, mass in masses.items()] + [give("A-1", "174 t", "S-1")]
        commands += [issue(f"K-{n}", f"C-{n}", f"B-{n}") for n in masses] + [issue("K-9", "C-0102", "A-1")]
        self.closed_mill(*commands)
        told = self.dry_run(SMALLER)
        self.assertEqual([("K-2", "revoke", ["B-2"])], [(c["certificate"], c["action"], c["drops"]) for c in told["certificates"]])
        size = len(self.journal())
        self.cure(SMALLER, "d", "-o", "letters")
        self.assertEqual(["adjust", "revoke_certificate"], sorted(e["do"] for e in self.added(size)))
        self.assertEqual(["K-2.correction.1.en.md", "K-2.correction.1.ja.md"],
                         sorted(p.name for p in (self.folder / "letters").iterdir()))


class Guards(CorrectTest):
    def sold_out(self):
        self.closed_mill(give("A-1", "250 t", "S-1"), give("A-2", "22 t"), issue("K-1", "C-0102", "A-1"), issue("K-2", "C-0101", "A-2"))

    def test_a_folder_that_takes_no_letter_leaves_the_book(self):
        self.sold_out()
        (self.folder / "file").write_text("no folder")
        full = self.folder / "full"
        full.mkdir()
        (full / "K-2.correction.1.en.md").write_text("an older letter")
        blocked = self.folder / "blocked"
        (blocked / "K-2.correction.1.en.md.part").mkdir(parents=True)
        for folder, code in (("file", 9), ("full", 6), ("blocked", 9)):
            self.refused(code, SMALLER, "--apply", "--cure", "d", "-o", folder)
        self.assertEqual("an older letter", (full / "K-2.correction.1.en.md").read_text())
        self.assertEqual(["K-2.correction.1.en.md"], [p.name for p in full.iterdir()])
        self.cure(SMALLER, "d", "-o", "letters")

    def test_killed_at_any_moment_it_is_done_or_not(self):
        self.sold_out()
        size, kept = len(self.journal()), {p: p.read_bytes() for p in self.folder.iterdir()}
        outcomes = set()
        for tenth in range(1, 13):
            for path in self.folder.iterdir():
                path.unlink() if path.is_file() and path not in kept else None
            for path, data in kept.items():
                path.write_bytes(data)
            started = time.monotonic()
            process = subprocess.Popen([support.program, "correct", self.book, "-", "--apply", "--cure", "d"], cwd=self.folder,
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env=support.environment())
            process.stdin.write(json.dumps({**WHY, **SMALLER}).encode())
            process.stdin.close()
            time.sleep(max(0.0, tenth * 0.012 - (time.monotonic() - started)))
            process.kill()
            process.wait()
            self.expect(0, self.tenbin("check", self.book))
            added = [e["do"] for e in self.added(size)]
            self.assertIn(added, ([], ["revoke_certificate", "adjust"]))
            outcomes.add(len(added))
        self.assertTrue(outcomes)

    def test_a_second_apply_of_the_same_correction_posts_nothing(self):
        self.closed_mill(give("A-1", "150 t", "S-1"))
        self.cure(SMALLER, "b")
        size, balance = len(self.journal()), self.last()
        self.assertEqual([], self.dry_run(SMALLER)["losses"])
        for cure in "abcd":
            self.cure(SMALLER, cure)
        self.assertEqual((size, balance), (len(self.journal()), self.last()))
        # Corrected once more, further down: only the rest goes, and then it is as if it had been right at once.
        self.cure({"receipt": "R-1", "set": {"mass": "290 t"}}, "b")
        whole = 272000000 - 290 * 850000000 // 970
        self.assertEqual(whole, grams(self.last()["adjusted_kg"]))

    def test_a_second_apply_after_certificates_were_taken_back(self):
        self.sold_out()
        self.cure(SMALLER, "d")
        size = len(self.journal())
        told = self.dry_run(SMALLER)
        self.assertEqual(([], [], []), (told["losses"], told["certificates"], told["drops"]))
        self.cure(SMALLER, "d")
        self.assertEqual(size, len(self.journal()))

    def test_what_was_given_before_the_entry_is_left_alone(self):
        # The older certificate, of just the mass that is missing, rests on nothing that is wrong.
        self.closed_mill(renewable("R-0", "2026-05-01", "20 t"), produce("P-0", "2026-05-02", "20 t"),
                         {"do": "ship", "shipment": "T", "line": 1, "date": "2026-05-03", "site": "HQ", "customer": "C-0101",
                          "product": "EX-6063-01", "mass": "20 t"},
                         give("B-1", "20 t", "T", date="2026-05-04"), issue("K-1", "C-0101", "B-1"),
                         give("A-1", "250 t", "S-1"), give("A-2", "22 t"), issue("K-2", "C-0102", "A-1"), issue("K-3", "C-0101", "A-2"))
        told = self.dry_run(SMALLER)
        self.assertEqual([("K-3", ["A-2"])], [(c["certificate"], c["drops"]) for c in told["certificates"]])
        self.cure(SMALLER, "d")

    def test_an_open_entry_does_not_touch_certificates_of_closed_periods(self):
        self.closed_mill(give("A-1", "250 t", "S-1"), give("A-2", "1 t"), issue("K-1", "C-0102", "A-1"), issue("K-2", "C-0101", "A-2"))
        self.expect(0, self.apply([
            renewable("R-3", "2026-10-02", "40 t"), produce("P-3", "2026-10-03", "40 t"),
            {"do": "ship", "shipment": "T", "line": 1, "date": "2026-10-04", "site": "HQ", "customer": "C-0102",
             "product": "EX-6063-01", "mass": "80 t"}, give("B-1", "61 t", "T", date="2026-10-04"), issue("K-3", "C-0102", "B-1")]))
        change = {"receipt": "R-3", "set": {"mass": "39.5 t"}, "date": "2026-10-05"}
        told = self.dry_run({"run": "P-3", "set": {"output": "39.5 t"}, "date": "2026-10-05"})
        self.assertEqual([("K-3", ["B-1"])], [(c["certificate"], c["drops"]) for c in told["certificates"]])
        self.cure({"run": "P-3", "set": {"output": "39.5 t"}, "date": "2026-10-05"}, "d")
        self.assertEqual([], self.dry_run(change)["certificates"])

    def test_dates_and_sites_that_an_adjustment_cannot_say(self):
        self.closed_mill(give("A-1", "150 t", "S-1"))
        self.expect(0, self.apply([{"do": "add_site", "site": "W2"}]))
        for code, change in ((6, {**SMALLER, "date": "2026-09-30"}), (5, {**SMALLER, "date": "2020-01-01"}),
                             (3, {"receipt": "R-2", "set": {"site": "W2"}}), (3, {"receipt": "R-2", "set": {"date": "2026-10-02"}}),
                             (3, {"run": "P-2", "set": {"date": "2027-01-01"}}),
                             (3, {"receipt": "R-2", "set": {"command_id": "x"}}), (3, {**SMALLER, "approver": ""})):
            for options in (("--dry-run",), ("--apply", "--cure", "d")):
                done = self.correct(change, *options)
                self.assertEqual(code, done.code, f"{change} {options} {done!r}")
        self.dry_run({"receipt": "R-2", "set": {"date": "2026-07-09"}})  # inside the closed period it may move

    def test_far_dates_do_no_harm(self):
        self.closed_mill(give("A-1", "150 t", "S-1"))
        for date in ("9999-12-31", "2400-02-29"):
            self.assertIn(self.correct({**SMALLER, "date": date}, "--dry-run", "--json").code, (0, 3))

    def test_an_allocation_of_two_accounts_is_written_off_once(self):
        rules = json.loads((support.ROOT / "rules" / "free-credit.json").read_text())
        rules.update(id="by-power", account_by="power_source")
        path = self.folder / "rules.json"
        path.write_text(json.dumps(rules))
        solar = {**next(c for c in mill_commands() if c["do"] == "register_supplier_certificate"),
                 "supplier_certificate": "SC-SUN", "power_source": "solar"}
        sun = {**renewable("R-3", "2026-07-05", "100 t"), "supplier_certificate": "SC-SUN"}
        # E hydro 320 / 1100, solar 100 / 1100, of 850 t; all of both given away in one go.
        hydro, solar_g = 320 * 850000000 // 1100, 100 * 850000000 // 1100
        self.closed_mill(solar, sun, give("A-1", "250 t", "S-1"), give("A-2", f"{hydro + solar_g - 250000000} g"),
                         issue("K-1", "C-0102", "A-1"), issue("K-2", "C-0101", "A-2"), rulebook=path)
        change = {"receipt": "R-2", "set": {"mass": "720 t"}}  # conventional metal: both accounts lose
        told = self.dry_run(change)
        self.assertEqual(2, len(told["losses"]))
        self.assertIn("d", told["enough"])
        self.cure(change, "d")
        self.assertEqual([], self.dry_run(change)["losses"])
        written_off = [e.get("allocations", []) for e in self.added(0) if e["do"] == "adjust"]
        self.assertEqual(len(sum(written_off, [])), len(set(sum(written_off, []))))

    def test_a_number_with_a_slash_makes_no_path(self):
        self.closed_mill(give("A-1", "250 t", "S-1"), give("A-2", "22 t"), issue("K/1", "C-0102", "A-1"),
                         issue("../K/2", "C-0101", "A-2"))
        self.cure(SMALLER, "d", "-o", "letters")
        names = sorted(p.name for p in (self.folder / "letters").iterdir())
        self.assertEqual(2, len(names), names)
        self.assertTrue(all(name.endswith((".ja.md", ".en.md")) for name in names))
        self.assertEqual([], [p for p in self.folder.glob("*.md")])


class Kinds(CorrectTest):
    """Other entries, in a closed period that has credits left and in one that has none."""

    def closed_with(self, spare):
        self.closed_mill(give("A-1", "250 t", "S-1"), *([] if spare else [give("A-2", "22 t"), issue("K-2", "C-0101", "A-2")]),
                         issue("K-1", "C-0102", "A-1"))

    def test_each_kind(self):
        changes = [({"run": "P-2", "set": {"output": "595 t"}}, 272000000 - 320 * 845000000 // 1000),
                   ({"receipt": "R-2", "set": {"mass": "690 t"}}, 272000000 - 320 * 850000000 // 1010),
                   ({"receipt": "R-1", "set": {"class": "conventional", "supplier_certificate": None}}, 272000000),
                   ({"receipt": "R-1", "set": {"supplier_certificate": None}}, 272000000),
                   ({"run": "P-1", "void": True}, 272000000 - 320 * 600000000 // 1000)]
        for spare in (True, False):
            for change, lost in changes:
                with self.subTest(change=change, spare=spare):
                    self.book = self.folder / f"{spare}{changes.index((change, lost))}.tenbin"
                    self.closed_with(spare)
                    told = self.dry_run(change)
                    self.assertEqual(lost, grams(told["losses"][0]["mass_kg"]))
                    self.assertEqual("closed", told["period_status"])
                    cure = told["enough"][0]
                    size = len(self.journal())
                    self.cure(change, cure, "-o", self.folder / f"letters{self.book.stem}")
                    self.assertEqual(lost, sum(mass_of(e["mass"]) for e in self.added(size) if e["do"] == "adjust"))
                    self.assertEqual([], self.dry_run(change)["losses"])

    def test_evidence_that_is_not_valid_on_the_day(self):
        expired = {**next(c for c in mill_commands() if c["do"] == "register_supplier_certificate"),
                   "supplier_certificate": "SC-OLD", "valid_to": "2026-06-30"}
        self.new_book([*(c for c in mill_commands() if c["do"] != "receive"), expired,
                       *(c for c in mill_commands() if c["do"] == "receive"), close("2026-04-01", "2026-07-01"),
                       close("2026-07-01", "2026-10-01")])
        self.assertIn("supplier_certificate.expired", self.correct({"receipt": "R-1", "set": {"supplier_certificate": "SC-OLD"}},
                                                                   "--dry-run").err)

    def test_a_shipment_of_a_closed_period(self):
        self.closed_with(False)
        change = {"shipment": "S-1", "line": 1, "set": {"mass": "200 t"}}
        told = self.dry_run(change)
        self.assertEqual([("K-1", "revoke")], [(c["certificate"], c["action"]) for c in told["certificates"]])
        self.refused(4, change, "--apply", "--cure", "b")
        self.cure(change, "d")
        self.assertEqual("0.000", self.last().get("adjusted_kg", "0.000"))

    def test_letters_name_both_figures_in_both_languages(self):
        self.closed_with(False)
        self.cure(SMALLER, "d", "-o", "letters")
        for language, words in (("ja", "訂正のお知らせ"), ("en", "Notice of correction")):
            text = (self.folder / "letters" / f"K-2.correction.1.{language}.md").read_text()
            for part in (words, "K-2", "22.000 t", "weighbridge ticket"):
                self.assertIn(part, text)

    def test_the_second_model_comes_to_the_same(self):
        model = pathlib.Path(support.program).parent / "tests" / "model" / "tenbin-model"
        if not model.exists():
            self.skipTest(f"{model} was not built")
        self.closed_with(False)
        self.cure(SMALLER, "d")
        other = self.folder / "model.jsonl"
        rules = support.ROOT / "rules" / "free-credit.json"
        subprocess.run([model, "init", other, "--rulebook", rules], check=True, capture_output=True)
        commands = [{k: v for k, v in r["event"].items() if k != "outcome"} for r in self.journal()]
        said = subprocess.run([model, "apply", other, "-", "--json"], input=support.as_lines(commands), text=True,
                              capture_output=True, check=False)
        self.assertEqual(0, said.returncode, said.stdout[-800:] + said.stderr[-800:])
        theirs = json.loads(subprocess.run([model, "balance", other, "--json"], check=True, capture_output=True).stdout)["periods"]

        def rows(periods):
            return [(p["site"], p["period"], a["account"], *(a.get(k, "0.000") for k in MODEL_ROWS))
                    for p in periods for a in p["accounts"]]
        self.assertEqual(rows(theirs), rows(self.periods()))
