"""Packs of books with corrections: adjust, revoked and replaced certificates, evidence that came later. Both auditors agree with
the book to the gram, the workbook shows adjustments in a line of their own, and planted faults in adjust records are found."""
import datetime
import json
import pathlib
import re
import zipfile
from decimal import Decimal

import support
import test_pack
from forge import Pack, audit_sheets
from support import ROOT
from test_pack import MASTERS, produce, receive, ship

# Q1: R 50 t, T 100 t, O 90 t, so E 45 t, of which 20, 12 and 6 t are given; 7 t are carried over.
# Q2: R 20 t, T 60 t, O 60 t, so E 20 t; 5 t given.
MILL = [{**c, "mass": "70 t"} if c.get("supplier_certificate") == "SC-1" else c for c in MASTERS] + [
    {"do": "add_customer", "customer": "C-2", "name_ja": "顧客二", "name_en": "Customer two", "language": "en"},
    receive("R-1", "2026-04-02", "40 t", "renewable", supplier_certificate="SC-1"), receive("R-2", "2026-04-03", "50 t"),
    receive("R-3", "2026-04-04", "10 t", "renewable"), {"do": "back_receipt", "receipt": "R-3", "supplier_certificate": "SC-1"},
    produce("P-1", "2026-05-01", "90 t"), ship(1, "2026-05-10", "30 t"), ship(2, "2026-05-11", "20 t"),
    {**ship(3, "2026-05-12", "10 t"), "customer": "C-2"}]
LATER = [receive("R-4", "2026-07-02", "20 t", "renewable", supplier_certificate="SC-1"), receive("R-5", "2026-07-03", "40 t"),
         produce("P-2", "2026-07-10", "60 t"), ship(4, "2026-07-20", "10 t")]
WHY = {"date": "2026-08-05", "reason": "weighbridge ticket", "approver": "Plant manager"}


def allocate(name, line, day, mass):
    return {"do": "allocate", "allocation": name, "date": day, "shipment": "S", "line": line, "mass": mass}


def adjust(name, entry, mass, **more):
    return {"do": "adjust", "adjustment": name, "date": "2026-08-06", "entry": entry, "account": "HQ/renewable",
            "mass": mass, "reason": "stocktake", "approver": "Plant manager", **more}


class CorrectedMill(test_pack.PackTest):
    def make_mill(self):
        """Q1 closed and corrected, Q2 open."""
        self.new_book(MILL)
        for folder in ("certificates", "evidence"):
            (self.folder / folder).mkdir()
        (self.folder / "evidence" / "SC-1.pdf").write_bytes(b"fifty tonnes")
        self.expect(0, self.apply([allocate("A-1", 1, "2026-05-20", "20 t"), allocate("A-2", 2, "2026-05-21", "12 t"),
                                   allocate("A-3", 3, "2026-05-22", "6 t")]))
        for customer, allocations in (("C-1", "A-1,A-2"), ("C-2", "A-3")):
            self.certificate("issue", "--customer", customer, "--date", "2026-06-30", "--allocations", allocations, "-o",
                             "certificates")
        self.expect(0, self.apply([{"do": "close_period", "site": "HQ", "period": "2026-04-01", "date": "2026-07-01"},
                                   *LATER, allocate("A-4", 4, "2026-07-25", "5 t")]))
        return self.book

    def certificate(self, what, *options):
        return self.expect(0, self.tenbin("certificate", what, self.book, *options))

    def seq(self, find):
        return next(r["seq"] for r in self.journal() if find(r["event"]))

    def correct(self, change, cure):
        self.expect(0, self.tenbin("correct", self.book, "-", "--apply", "--cure", cure, "-o", self.folder / "letters",
                                   stdin=json.dumps({**WHY, **change})))

    def corrected_mill(self):
        """Every kind of correction: a small adjust, one that writes off what a revoked certificate covered, a replaced
        certificate, evidence that does not hold, and an entry of the open period reversed and entered again."""
        self.make_mill()
        self.correct({"receipt": "R-1", "set": {"mass": "38 t"}}, "b")
        numbers = [r["event"]["outcome"]["certificate"] for r in self.journal() if r["event"]["do"] == "issue_certificate"]
        self.certificate("revoke", numbers[1], "--date", "2026-08-06", "--reason", "line shipped twice", "--confirm", numbers[1])
        self.certificate("replace", numbers[0], "--date", "2026-08-06", "--reason", "one line only", "--confirm", numbers[0],
                         "--allocations", "A-1", "-o", "certificates")
        self.expect(0, self.apply([
            adjust("J-1", self.seq(lambda e: e.get("run") == "P-1"), "8 t", allocations=["A-3"]),
            adjust("J-2", self.seq(lambda e: e.get("shipment") == "S" and e.get("line") == 2), "12 t", allocations=["A-2"])]))
        self.correct({"entry": self.seq(lambda e: e["do"] == "back_receipt"), "void": True}, "d")
        self.correct({"receipt": "R-5", "set": {"mass": "42 t"}}, "c")
        self.expect(0, self.tenbin("check", self.book))
        return numbers

    def sheet(self, path, name):
        """Rows of a sheet as dicts, by the English headings in its second row."""
        cells = audit_sheets.read(zipfile.ZipFile(path).read("reconciliation.xlsx"))[name]
        keys = {column: value for (row, column), (value, _) in cells.items() if row == 2}
        rows = {}
        for (row, column), (value, _) in cells.items():
            if row > 2:
                rows.setdefault(row, {})[keys[column]] = value
        return [rows[row] for row in sorted(rows)]

    def balance(self, period):
        periods = self.expect(0, self.tenbin("balance", self.book, "--json")).json()
        return periods, next(p for p in periods["periods"] if p["period"] == period)["accounts"][0]



class Corrected(CorrectedMill):
    def test_both_auditors_agree_with_the_corrected_book(self):
        self.corrected_mill()
        for period in ("2026-04-01", "2026-07-01"):
            path = self.pack(f"{period}.tenbin-pack", period=period)
            balances, _ = self.balance(period)
            self.assertEqual(balances, self.both_pass(path)["balances"])
        _, row = self.balance("2026-07-01")
        self.assertEqual(self.adjusted_grams(), int(row["adjusted_kg"].replace(".", "")))
        closed = balances["periods"][0]["accounts"][0]
        self.assertEqual(("45000.000", "7000.000"), (closed["entitlement_kg"], closed["balance_kg"]))

    def adjusted_grams(self):
        """What the adjust records say that they took."""
        events = [r["event"] for r in self.journal() if r["event"]["do"] == "adjust"]
        kilos = [e["outcome"]["taken_kg"] if "outcome" in e else e["mass"] for e in events]
        self.assertGreater(len(kilos), 2)
        return sum(int(Decimal(text.split()[0]) * (1 if text.endswith(" g") else 1000)) for text in kilos)

    def test_the_workbook_shows_adjustments_in_a_line_of_their_own(self):
        self.corrected_mill()
        path = self.pack(period="2026-07-01")
        _, row = self.balance("2026-07-01")
        adjusted = int(row["adjusted_kg"].replace(".", ""))
        self.assertGreater(adjusted, 0)
        self.assertEqual(adjusted, self.sheet(path, "b_value")[0]["Adjusted g"])
        lines = self.sheet(path, "adjustments")
        self.assertEqual(len([r for r in self.journal() if r["event"]["do"] == "adjust"]), len(lines))
        self.assertEqual(adjusted, sum(int(line["Taken g"]) for line in lines))
        first = next(line for line in lines if line["Adjustment"] == "J-1")
        self.assertEqual((8000000, 2000000), (first["Mass g"], first["Taken g"]))
        self.assertEqual(self.seq(lambda e: e.get("run") == "P-1"), first["Adjusts record"])
        value = {key: int(text) for key, text in self.sheet(path, "b_value")[0].items() if key.endswith(" g")}
        self.assertEqual(value["Balance g"], value["Opening g"] + value["E: entitlement g"] - value["Allocated g"]
                         + value["Transferred g"] - value["Adjusted g"] - value["Expired g"])

    def test_every_rulebook_takes_corrections(self):
        for rules in sorted((ROOT / "rules").glob("*.json")):
            if rules.name.endswith(".sources.json"):
                continue
            with self.subTest(rulebook=rules.stem):
                self.adjusted(rules)

    def adjusted(self, rules):
        """The small mill with its first period closed, an adjust where the rulebook knows accounts, and both auditors."""
        said = json.loads(rules.read_text())
        self.book = self.folder / f"{rules.stem}.tenbin"
        self.new_book(rulebook=rules)
        self.apply(support.mill_commands(), "--continue")
        first = self.tenbin_periods()[0]
        at = next(p for p in self.tenbin_periods() if p["accounts"] or said["method"] == "rolling_average" and p["output_kg"] != "0.000")
        stock = {"physical_stock": "100000 t"} if "cap" in said["carry_over"] else {}
        closes = [{"do": "close_period", "site": "HQ", "period": p["period"], "date": p["to"], **stock}
                  for p in self.tenbin_periods() if first["period"] <= p["period"] <= at["period"]]
        self.expect(0, self.apply(closes))
        entry = self.seq(lambda e: e["do"] == "receive" and "supplier_certificate" in e)
        after = datetime.date.fromisoformat(at["to"]) + datetime.timedelta(days=1)
        if at["accounts"]:
            done = self.apply([adjust("J-1", entry, "1 g", date=str(after), account=at["accounts"][0]["account"])])
            self.expect(0 if said["method"] != "rolling_average" else done.code, done)
        balance = self.expect(0, self.tenbin("balance", self.book, "--json")).json()
        for number, period in enumerate((at, balance["periods"][-1])):
            path = self.folder / f"{rules.stem}.{number}.tenbin-pack"
            self.expect(0, self.tenbin("pack", self.book, "--site", "HQ", "--period", period["period"], "-o", path))
            self.assertEqual(balance, self.both_pass(path)["balances"])

    def tenbin_periods(self):
        return self.expect(0, self.tenbin("balance", self.book, "--json", "--site", "HQ")).json()["periods"]


class AdjustFaults(CorrectedMill):
    def find(self, name, change, reason):
        """Planted in the journal by a forger who makes hashes, tree, checkpoint and manifest good."""
        pack = Pack(self.right, pathlib.Path(f"{self.book}.key"))
        change(pack)
        pack.forge()
        path = self.folder / f"{name}.tenbin-pack"
        pack.save(path)
        for who, audit in (("tenbin audit", self.audit_cpp), ("audit.py", self.audit_python)):
            with self.subTest(fault=name, auditor=who):
                code, report, done = audit(path)
                self.assertEqual(code, 8, done)
                failed = {c["check"]: c["reason"] for c in report["checks"] if c["result"] == "failed"}
                self.assertRegex(failed.get("replay") or failed.get("records") or failed.get("workbook", ""), reason)

    def test_planted_faults(self):
        self.corrected_mill()
        self.right = self.pack(period="2026-07-01")
        self.both_pass(self.right)

        def named(name):
            return lambda e: e.get("adjustment") == name

        def change(name, **to):
            return lambda p: p.change(named(name), lambda e: e.update(to))
        open_entry = self.seq(lambda e: e.get("run") == "P-2")
        self.find("mass made smaller", change("J-1", mass="7000 kg"), "outcome")
        self.find("mass and outcome made smaller", lambda p: p.change(named("J-1"), lambda e: e.update(
            mass="7000 kg", outcome={"taken_kg": "1000.000"})), "differs")
        self.find("outcome retyped", change("J-1", outcome={"taken_kg": "1.000"}), "outcome")
        self.find("mass beyond the balance", change("J-2", mass="200000 kg"), "balance.insufficient|outcome")
        self.find("entry of an open period", change("J-1", entry=open_entry), "entry.period_open")
        self.find("dated in a closed period", change("J-1", date="2026-05-30"), "period.closed")
        self.find("entry that is no receipt, run or line", change("J-1", entry=1), "reference.unknown")
        self.find("entry to come", change("J-1", entry=9999), "reference.unknown")
        self.find("another site's account", change("J-1", account="XX/renewable"), "reference.unknown")
        self.find("written off under its certificate", change("J-2", allocations=["A-1"]), "allocation.certified")
        self.find("written off twice", change("J-2", allocations=["A-3"]), "reference.unknown")
        self.find("the same allocation named twice", change("J-2", allocations=["A-2", "A-2"]), "input.invalid|form")
        self.find("an allocation of an open period", change("J-2", allocations=["A-4"]), "entry.period_open")
        self.find("adjustment posted twice", lambda p: p.change(named("J-2"), lambda e: e.update(adjustment="J-1")),
                  "id.duplicate")
        self.find("written off, then certified", lambda p: p.append(
            {"do": "issue_certificate", "customer": "C-2", "date": "2026-08-20", "allocations": ["A-3"], "certificate": "X"},
            allocations=["A-3"], certificate="X", mass_kg="6000.000", revision=1), "reference.unknown")
        self.find("nobody approved", lambda p: p.change(named("J-1"), lambda e: e.pop("approver")), "form|input.invalid")

    def test_a_figure_retyped_in_the_workbook(self):
        self.corrected_mill()
        self.right = self.pack(period="2026-07-01")
        pack = Pack(self.right, pathlib.Path(f"{self.book}.key"))
        pack.edit_sheet("adjustments", lambda x: re.sub("<v>2000000</v>", "<v>1000000</v>", x, count=1))
        pack.list_anew()
        path = self.folder / "retyped.tenbin-pack"
        pack.save(path)
        for audit in (self.audit_cpp, self.audit_python):
            code, report, _ = audit(path)
            self.assertEqual(code, 8)
            self.assertRegex(next(c["reason"] for c in report["checks"] if c["check"] == "workbook"), "^differs ")
