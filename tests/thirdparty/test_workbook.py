"""The workbook of a pack in somebody else's spreadsheet (gnumeric's ssconvert): its formulas recompute the entitlement. An input
cell is changed, the sheets are calculated anew, and the figures are those that the engine gives for a book with that input."""
import csv
import io
import re
import subprocess
import zipfile

import tools
from support import ROOT, CliTest, mill_commands

PERIOD = "2026-07-01"
RULEBOOKS = sorted(p.stem for p in (ROOT / "rules").glob("*.json") if not p.name.endswith(".sources.json"))
# What the mill weighed anew: awkward numbers, so that a rounding anywhere shows.
CHANGED = {"R-1": "317999999 g", "R-2": "681234567 g", "P-2": "597123457 g"}
FIGURES = {"entitlement_kg": "E: entitlement g", "opening_kg": "Opening g", "allocated_kg": "Allocated g",
           "expired_kg": "Expired g", "balance_kg": "Balance g"}


def grams(text):
    return int(text.split()[0])


def with_cells(workbook, cells):
    """The workbook's bytes with the numbers of {(sheet, row, column): grams} retyped, and nothing else: what the formulas
    came to before still stands beside them."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = re.findall(r'<sheet name="([a-z_]+)"', parts["xl/workbook.xml"].decode())
    for (sheet, row, column), value in cells.items():
        part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
        text, changed = re.subn(rf'(<c r="{column}{row}"[^>]*>)<v>\d+</v>', rf"\g<1><v>{value}</v>", parts[part].decode())
        assert changed == 1, f"{changed} cells {sheet}!{column}{row}"
        parts[part] = text.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@tools.need("ssconvert")
class Workbook(CliTest):
    def make(self, name, rulebook, masses, more=()):
        """A book of the small mill with these masses; the workbook of its last period and the book's figures of it."""
        self.book = self.folder / f"{name}.tenbin"
        commands = []
        for command in mill_commands():
            mass = masses.get(command.get("receipt") or command.get("run"))
            commands.append({**command, "output" if "run" in command else "mass": mass} if mass else command)
        self.new_book(rulebook=rulebook)
        self.expect(0, self.apply(commands + list(more)))
        period = self.expect(0, self.tenbin("balance", self.book, "--json", "--site", "HQ")).json()["periods"][-1]
        path = self.folder / f"{name}.tenbin-pack"
        self.expect(0, self.tenbin("pack", self.book, "--site", "HQ", "--period", period["period"], "-o", path))
        return zipfile.ZipFile(path).read("reconciliation.xlsx"), period

    def recalculated(self, workbook):
        """{sheet: rows as lists of texts}."""
        for path in self.folder.glob("*.csv"):
            path.unlink()
        source = self.folder / "given.xlsx"
        source.write_bytes(workbook)
        subprocess.run(["ssconvert", "--recalc", "-S", source, self.folder / "%s.csv"], check=True, capture_output=True,
                       env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}, timeout=tools.TIMEOUT_S)
        return {path.stem: list(csv.reader(path.open(encoding="utf-8"))) for path in self.folder.glob("*.csv")}

    def place(self, sheets, sheet, found, *headings):
        """Cells of the row that names `found`, under these headings."""
        rows = sheets[sheet]
        row = next(i for i, cells in enumerate(rows, 1) if found in cells)
        return [(sheet, row, chr(ord("A") + rows[1].index(heading))) for heading in headings]

    def holds(self, sheets, period):
        """Every account's figures are the engine's, and every verdict of the sheet but the one on the unchanged book is OK."""
        _, headings, *rows = sheets["entitlement"]
        rows = [dict(zip(headings, row)) for row in rows]
        self.assertEqual([a["account"] for a in period["accounts"]], [row["Account"] for row in rows])
        for account, row in zip(period["accounts"], rows):
            for field, heading in FIGURES.items():
                self.assertEqual(int(account[field].replace(".", "")), int(row[heading]), f"{field} of {account}")
            self.assertEqual("OK", row["Exact to the gram"])
        return rows

    def test_every_rulebook_recomputes_the_entitlement(self):
        for rulebook in RULEBOOKS:
            with self.subTest(rulebook=rulebook):
                book, was = self.make(f"{rulebook}.a", rulebook, {})
                sheets = self.recalculated(book)
                self.holds(sheets, was)
                cells = {}
                for receipt, headings in (("R-1", ("Counted g", "R: backed renewable input g")), ("R-2", ("Counted g",))):
                    for cell in self.place(sheets, "input", receipt, *headings):
                        cells[cell] = grams(CHANGED[receipt])
                for cell in self.place(sheets, "production", "P-2", "Counted g"):
                    cells[cell] = grams(CHANGED["P-2"])
                _, now = self.make(f"{rulebook}.b", rulebook, CHANGED)
                self.holds(self.recalculated(with_cells(book, cells)), now)

    def test_one_cell_at_a_time(self):
        book, _ = self.make("a", "free-credit", {})
        sheets = self.recalculated(book)
        for n, (name, mass, sheet) in enumerate((("R-2", "680000001 g", "input"), ("R-2", "1 g", "input"),
                                                 ("P-1", "249999999 g", "production"), ("P-2", "90071992547 g", "production"))):
            cells = {cell: grams(mass) for cell in self.place(sheets, sheet, name, "Counted g")}
            _, now = self.make(f"b{n}", "free-credit", {name: mass})
            rows = self.holds(self.recalculated(with_cells(book, cells)), now)
            changed = rows[0]["E: entitlement g"] != "272000000"
            self.assertEqual("NG" if changed else "OK", rows[0]["Agrees with book"], "the sheet says that the book differs")

    def test_an_adjustment_lowers_the_balance(self):
        def more(mass):
            return [{"do": "close_period", "site": "HQ", "period": p, "date": "2026-10-01"} for p in ("2026-04-01", PERIOD)] + [
                {"do": "adjust", "adjustment": "J", "date": "2026-10-02", "entry": 9, "account": "HQ/renewable", "mass": mass,
                 "reason": "weighbridge", "approver": "Plant manager"}]
        book, was = self.make("a", "free-credit", {}, more("11795919 g"))
        sheets = self.recalculated(book)
        self.holds(sheets, was)
        _, now = self.make("b", "free-credit", {}, more("34567 g"))
        cells = {cell: 34567 for cell in self.place(sheets, "adjustments", "J", "Taken g")}
        rows = self.holds(self.recalculated(with_cells(book, cells)), now)
        self.assertEqual("34567", rows[0]["Adjusted g"])
