"""`tenbin export`: what was imported goes out and comes in again as the same."""
import csv

from support import ROOT, CliTest, allocate

EXAMPLES = ROOT / "examples"
TABLES = ("receipts", "production", "shipments", "customers", "products", "supplier_certificates")
VIEWS = ("balance", "allocations", "certificates")


class Export(CliTest):
    def out(self, name, path, *options):
        return self.tenbin("export", self.book, name, "-o", self.folder / path, *options)

    def rows(self, path, encoding="utf-8-sig"):
        with open(self.folder / path, encoding=encoding, newline="") as file:
            return list(csv.DictReader(file))

    def customer(self, name):
        self.expect(0, self.apply([{"do": "add_customer", "customer": "C-9", "name_ja": name}]))

    def test_the_sample_mill_comes_in_again_as_the_same(self):
        self.new_book()
        self.expect(0, self.tenbin("apply", self.book, EXAMPLES / "0_setup.jsonl"))
        for path in sorted(EXAMPLES.glob("[1-9]_*")):
            self.expect(0, self.tenbin("import", self.book, path))
        for name in TABLES:
            for path, options in ((f"{name}.xlsx", ()), (f"{name}.csv", ()),
                                  (f"{name}.932.csv", ("--encoding", "cp932"))):
                with self.subTest(path):
                    self.expect(0, self.out(name, path, *options))
                    got = self.expect(0, self.tenbin("import", self.book, self.folder / path, "--json")).json()
                    self.assertEqual((name, got["rows"], 0, 0),
                                     (got["kind"], got["same"], got["new"], got["changed"]))
                    self.assertGreater(got["rows"], 0)
        self.expect(0, self.out("shipments", "part.csv", "--site", "HQ", "--period", "2026-07-01"))
        dates = [row["出荷日"] for row in self.rows("shipments.csv")]
        self.assertEqual([date for date in dates if "2026-07-01" <= date <= "2026-09-30"],
                         [row["出荷日"] for row in self.rows("part.csv")])

    def test_lists_to_look_at(self):
        self.mill_book()
        self.expect(0, self.apply([allocate("A-1", "25 %")]))
        self.expect(0, self.apply([{"do": "issue_certificate", "customer": self.customer_of("S-2"),
                                    "date": "2026-07-31", "allocations": ["A-1"]}]))
        for name in VIEWS:
            self.expect(0, self.out(name, f"{name}.xlsx"))
            self.expect(0, self.out(name, f"{name}.csv"))
        account = self.tenbin("balance", self.book, "--json").json()["periods"][-1]["accounts"][0]
        self.assertEqual(account["balance_kg"], self.rows("balance.csv")[-1]["残り kg"])
        allocation, = self.rows("allocations.csv")
        certificate, = self.rows("certificates.csv")
        self.assertEqual(("A-1", "25", "有効"), tuple(allocation[key] for key in ("割当番号", "割当率 %", "状態")))
        self.assertEqual(allocation["証明書番号"], certificate["証明書番号"])
        self.assertEqual(allocation["割当 kg"], certificate["割当 kg"])

    def customer_of(self, shipment):
        return next(record["event"]["customer"] for record in self.journal()
                    if record["event"].get("shipment") == shipment and record["event"]["do"] == "ship")

    def test_no_file_is_overwritten_by_chance(self):
        self.mill_book()
        for path in ("a.csv", "a.xlsx"):
            (self.folder / path).write_text("kept")
            self.assertIn("file.exists", self.expect(6, self.out("products", path)).err)
            self.assertEqual("kept", (self.folder / path).read_text())
            self.expect(0, self.out("products", path, "--force"))
            self.assertNotEqual(b"kept", (self.folder / path).read_bytes())

    def test_what_cp932_cannot_write_is_named(self):
        self.mill_book()
        self.customer("𠮷野見本é")
        refused = self.expect(3, self.out("customers", "c.csv", "--encoding", "cp932"))
        self.assertIn("𠮷 é", refused.err)
        self.assertFalse((self.folder / "c.csv").exists())
        self.expect(0, self.out("customers", "c.csv"))
        self.assertIn("𠮷野見本é", (self.folder / "c.csv").read_text("utf-8-sig"))

    def test_no_text_becomes_a_formula(self):
        self.mill_book()
        self.customer("=1+1")
        self.expect(0, self.out("customers", "c.csv"))
        self.assertEqual("'=1+1", self.rows("c.csv")[-1]["顧客名"])

    def test_wrong_use(self):
        self.mill_book()
        self.expect(2, self.out("poems", "a.csv"))
        self.expect(2, self.out("products", "a.txt"))
        self.expect(2, self.out("products", "a.csv", "--site", "HQ"))
        self.expect(2, self.out("receipts", "a.csv", "--period", "July"))
        self.expect(5, self.out("receipts", "a.csv", "--period", "2026-07-02"))
        self.expect(5, self.out("receipts", "a.csv", "--site", "NOWHERE"))
        self.expect(5, self.tenbin("export", self.folder / "no.tenbin", "products", "-o", self.folder / "a.csv"))
