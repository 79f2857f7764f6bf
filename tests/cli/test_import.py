"""`tenbin import` and `tenbin template`, through text tables and the sample mill's own workbooks."""
import csv
import io
import json
import signal
import subprocess

import support
from support import ROOT, CliTest

EXAMPLES = ROOT / "examples"
KINDS = ("receipts", "production", "shipments", "customers", "products", "supplier_certificates")
HEADINGS = ["受入番号", "受入日", "事業所コード", "仕入先コード", "材料区分", "環境区分", "質量", "単位"]


def row(number, mass="1,000", **changes):
    cells = dict(zip(HEADINGS, [f"I-{number}", "2026-07-06", "HQ", "S-003", "地金", "通常", mass, "kg"]))
    return [{**cells, **changes}[heading] for heading in HEADINGS]


class Import(CliTest):
    def table(self, *rows, name="受入.csv", encoding="utf-8-sig", headings=None):
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([headings or HEADINGS, *rows])
        path = self.folder / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    def bring(self, path, *options):
        return self.tenbin("import", self.book, path, *options)

    def input_kg(self):
        return self.tenbin("balance", self.book, "--json").json()["periods"][-1]["total_input_kg"]

    def test_encodings_and_figures_of_the_trade(self):
        self.mill_book()
        path = self.table(row(1, "1,000"), row(2, "１，５００"), row(3, 受入日="R8.7.6"), row(4, 受入日="令和8年7月6日"),
                          row(5, 受入日="20260706"), row(6, 単位="㎏"), encoding="cp932")
        got = self.expect(0, self.bring(path, "--json")).json()
        self.assertEqual(("receipts", 6, 6, "6500.000", True),
                         (got["kind"], got["rows"], got["new"], got["mass_kg"], got["posted"]))
        self.assertEqual("1006500.000", self.input_kg())
        self.expect(0, self.tenbin("check", self.book))

    def test_the_same_rows_again_are_ignored_and_a_changed_one_is_offered(self):
        self.mill_book()
        self.expect(0, self.bring(self.table(row(1), row(2))))
        again = self.expect(0, self.bring(self.table(row(1), row(2)), "--json")).json()
        self.assertEqual((0, 2, 0), (again["new"], again["same"], again["changed"]))
        changed = self.bring(self.table(row(1), row(2, "900")), "--json").json()
        self.assertEqual((0, 1, 1), (changed["new"], changed["same"], changed["changed"]))
        self.assertEqual("1002000.000", self.input_kg())
        self.expect(0, self.bring(self.table(row(1), row(2, "900")), "--corrections"))
        self.assertEqual("1001900.000", self.input_kg())

    def test_a_correction_that_is_refused_leaves_the_row_of_the_book(self):
        self.mill_book()
        def table(day, other):
            backed = row(1, 受入日=day, 仕入先コード="S-012", 環境区分="再エネ")
            return self.table([*backed, "SC-2026-0134"], [*row(2, other), ""], headings=[*HEADINGS, "供給元証明書番号"])

        self.expect(0, self.bring(table("2026-07-06", "1,000")))
        # The paper ends with the year: the row could be taken back on that day, but not posted anew.
        wrong = table("2027-01-05", "900")
        got = self.expect(3, self.bring(wrong, "--corrections", "--json"))
        self.assertEqual(["supplier_certificate.expired"], [error["code"] for error in got.json()["errors"]])
        self.expect(0, self.bring(wrong, "--corrections", "--valid-rows"))
        balance = self.tenbin("balance", self.book, "--json").json()["periods"]
        self.assertEqual(["1001900.000"], [period["total_input_kg"] for period in balance if period["total_input_kg"] != "0.000"])
        self.expect(0, self.tenbin("check", self.book))

    def test_a_dry_run_posts_nothing(self):
        self.mill_book()
        before = self.book.read_bytes()
        got = self.expect(0, self.bring(self.table(row(1)), "--dry-run", "--json")).json()
        self.assertEqual((1, False), (got["new"], got["posted"]))
        self.assertEqual(before, self.book.read_bytes())

    def test_one_wrong_row_holds_back_all_and_comes_back_as_a_workbook(self):
        self.mill_book()
        path = self.table(row(1), row(2, 受入日="8/7/1"), row(3, "1,5"), row(4, 単位=""), row(5, 環境区分="グリーン"))
        done = self.expect(3, self.bring(path, "--json", "--errors", "mend.xlsx"))
        codes = sorted(error["code"] for error in done.json()["errors"])
        self.assertEqual(["cell.date_unclear", "cell.not_in_list", "cell.number_unclear", "cell.unit_missing"], codes)
        self.assertEqual("1000000.000", self.input_kg())
        self.assertTrue((self.folder / "mend.xlsx").read_bytes().startswith(b"PK"))
        self.expect(0, self.bring(path, "--valid-rows", "--errors", "mend2.xlsx"))
        self.assertEqual("1001000.000", self.input_kg())

    def test_interrupted_it_leaves_the_book_as_it_was(self):
        self.mill_book()
        before = self.book.read_bytes()
        path = self.table(*(row(number) for number in range(60_000)))
        process = subprocess.Popen([support.program, "import", self.book, path], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, env=support.environment())
        self.addCleanup(process.stderr.close)
        self.assertIn("%", process.stderr.readline().decode(), "progress")
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
        self.assertEqual(130, process.wait(60), said)
        self.assertIn("取込前のまま", said)
        self.assertEqual(before, self.book.read_bytes())

    def test_a_large_table_goes_in_and_again(self):
        self.mill_book()
        path = self.table(*(row(number) for number in range(30_000)))
        self.expect(0, self.bring(path))
        done = self.expect(0, self.bring(path))
        self.assertIn("同一(無視) 30000", done.out)
        self.expect(0, self.tenbin("check", self.book))

    def test_an_import_can_be_undone(self):
        self.mill_book()
        batch = self.expect(0, self.bring(self.table(row(1), row(2)), "--json")).json()["batch"]
        self.assertEqual("1002000.000", self.input_kg())
        self.expect(0, self.tenbin("import", self.book, "--undo", batch))
        self.assertEqual("1000000.000", self.input_kg())
        self.expect(5, self.tenbin("import", self.book, "--undo", "no-such-batch"))

    def test_what_is_no_table(self):
        self.mill_book()
        (self.folder / "letter.txt").write_text("Dear mill,\nthank you.\n")
        (self.folder / "broken.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
        self.expect(3, self.bring("letter.txt"))
        self.expect(3, self.bring("broken.xlsx"))
        self.expect(5, self.bring("nowhere.xlsx"))
        self.expect(2, self.bring(self.table(row(1)), "--as", "poems"))

    def test_templates_go_in_again(self):
        self.mill_book()
        for kind in KINDS:
            with self.subTest(kind):
                path = self.folder / f"{kind}.xlsx"
                self.expect(0, self.tenbin("template", kind, "-o", path))
                self.assertTrue(path.read_bytes().startswith(b"PK"))
                got = self.expect(0, self.bring(path, "--json")).json()
                self.assertEqual((kind, 0), (got["kind"], got["new"]))
        self.expect(2, self.tenbin("template", "poems", "-o", "x.xlsx"))

    def test_the_sample_mill(self):
        self.new_book()
        self.expect(0, self.tenbin("apply", self.book, EXAMPLES / "0_setup.jsonl"))
        for path in sorted(EXAMPLES.glob("[1-9]_*")):
            with self.subTest(path.name):
                self.expect(0, self.bring(path))
        expected = json.loads((EXAMPLES / "expected.json").read_text())["periods"]
        periods = self.tenbin("balance", self.book, "--json").json()["periods"]
        self.assertEqual(len(expected), len(periods))
        for want, got in zip(expected, periods):
            account, = got["accounts"]
            for name in ("total_input_kg", "output_kg", "unbacked_kg", "entitlement_kg", "renewable_input_kg"):
                self.assertEqual(want[name], {**got, **account}[name], f"{want['period']} {name}")
        messy, = (EXAMPLES / "messy").glob("*.xlsx")
        self.expect(3, self.bring(messy, "--site", "HQ", "--errors", "mend.xlsx"))
        self.expect(0, self.tenbin("check", self.book))
