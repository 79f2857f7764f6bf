"""GET of the lists: rows, filters, pages, CSV, ETag, and what a customer sees."""
import csv
import datetime
import io
import time

import openpyxl

from served import HttpTest, Served
import support

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ALLOCATIONS = [support.allocate(f"A-{n}", "1 %", command_id=f"A-{n}") for n in range(1, 4)]
HOSTILE = {"do": "receive", "receipt": "=1+1", "date": "2026-07-06", "site": "HQ", "supplier": "S-003",
           "material": "ingot", "class": "renewable", "mass": "1 t"}


class Lists(HttpTest):
    @classmethod
    def serve(cls):
        return Served(support.mill_commands() + support.receipts(1, 25) + ALLOCATIONS + [
            {"do": "issue_certificate", "customer": "C-0101", "date": "2026-08-01", "allocations": ["A-1"]}, HOSTILE])

    def test_rows_say_what_the_book_has(self):
        receipt = self.items(self.manager, "/api/v1/receipts?q=r-1")[-1]
        self.assertEqual(("R-1", "320000.000", "320000.000", "SC-2026-0134", "renewable", False), tuple(
            receipt[key] for key in ("receipt", "mass_kg", "backed_kg", "supplier_certificate", "class", "reversed")))
        line = self.items(self.manager, "/api/v1/shipments?customer=C-0101")[0]
        self.assertEqual(("S-2", 1, "600000.000", "18000.000", 30000, None), tuple(
            line[key] for key in ("shipment", "line", "mass_kg", "allocated_kg", "share_ppm", "requested_share_ppm")))
        allocation = self.items(self.manager, "/api/v1/allocations")[-1]
        self.assertEqual([{"account": "HQ/renewable", "mass_kg": "6000.000"}], allocation["accounts"])
        certificate = self.items(self.manager, "/api/v1/certificates")[0]
        self.assertEqual(("6000.000", "600000.000", 10000, "live", "2026-07-24"), tuple(
            certificate[key] for key in ("allocated_kg", "mass_kg", "share_ppm", "state", "from")))
        paper = self.items(self.manager, "/api/v1/supplier-certificates")[0]
        self.assertEqual(("400000.000", "320000.000", "80000.000", "4.000000"), tuple(
            paper[key] for key in ("mass_kg", "used_kg", "left_kg", "emission_factor_kgco2e_per_kg")))
        run = self.items(self.manager, "/api/v1/runs?product=EX-6061-09")[0]
        self.assertEqual(("P-1", "250000.000"), (run["run"], run["output_kg"]))
        self.assertEqual([], self.items(self.manager, "/api/v1/charges"))

    def test_masters_have_their_names(self):
        customers = self.items(self.sales, "/api/v1/customers")
        self.assertEqual(["C-0102", "C-0101"], [row["customer"] for row in customers])
        self.assertEqual("株式会社見本サッシ", customers[1]["name_ja"])
        self.assertEqual(1, len(self.items(self.sales, "/api/v1/customers?q=sash")))
        self.assertEqual(["EX-6063-01"], [row["product"] for row in self.items(self.sales, "/api/v1/products?q=A6063")])
        self.assertEqual(["HQ"], [row["site"] for row in self.items(self.sales, "/api/v1/sites")])
        self.assertEqual(["見本製錬㈱"], [row["name_ja"] for row in self.items(self.sales, "/api/v1/suppliers?q=s-012")])

    def test_a_master_that_is_new_is_in_the_list(self):
        self.items(self.clerk, "/api/v1/suppliers")
        self.expect(200, self.clerk.command({"do": "add_supplier", "supplier": "S-9", "name_ja": "九"}))
        self.assertEqual("S-9", self.items(self.clerk, "/api/v1/suppliers")[0]["supplier"])

    def test_pages_follow_each_other_to_the_end(self):
        for path, key in (("receipts", "receipt"), ("journal", "seq"), ("access-log", "request")):
            with self.subTest(path):
                whole = self.items(self.manager, f"/api/v1/{path}?limit=500")
                seen, cursor = [], ""
                while cursor is not None and len(seen) < 20:
                    page = self.manager.get(f"/api/v1/{path}?limit=4&cursor={cursor}").json()
                    seen += page["items"]
                    cursor = page["next"]
                if path == "access-log":  # it grows with every request
                    self.assertEqual(len(seen), len({row[key] for row in seen}))
                    continue
                expected = [row[key] for row in whole]
                self.assertEqual(expected[:len(seen)], [row[key] for row in seen])

    def test_the_last_page_says_so(self):
        count = len(self.items(self.manager, "/api/v1/receipts?limit=500"))
        self.assertIsNone(self.manager.get(f"/api/v1/receipts?limit={count}").json()["next"])
        self.assertIsNotNone(self.manager.get(f"/api/v1/receipts?limit={count - 1}").json()["next"])

    def test_filters(self):
        self.assertEqual([], self.items(self.manager, "/api/v1/receipts?period=2026-04-01"))
        self.assertTrue(self.items(self.manager, "/api/v1/receipts?period=2026-07-01&site=HQ"))
        self.assertEqual(["N-7"], [row["receipt"] for row in self.items(self.manager, "/api/v1/receipts?q=n-7")])
        for query, status, code in (("site=XX", 404, "reference.unknown"), ("period=2026-07-02", 404, "period.unknown"),
                                    ("period=july", 400, "input.invalid"), ("customer=C-0101", 400, "input.invalid"),
                                    ("limit=0", 400, "input.invalid"), ("limit=501", 400, "input.invalid"),
                                    ("cursor=%25%25", 400, "input.invalid"), ("cursor=YWJj", 400, "input.invalid")):
            with self.subTest(query):
                self.expect(status, self.manager.get(f"/api/v1/receipts?{query}"), code)

    def test_filters_for_what_stands_on_a_certificate_and_what_still_waits(self):
        number = self.items(self.manager, "/api/v1/certificates")[0]["certificate"]
        for query, key, expected in ((f"allocations?certificate={number}", "allocation", ["A-1"]),
                                     ("allocations?customer=C-0101&open=true", "allocation", ["A-3", "A-2"]),
                                     ("allocations?customer=C-0102&open=true", "allocation", []),
                                     (f"shipments?certificate={number}", "shipment", ["S-2"]),
                                     ("shipments?period=2026-07-01&site=HQ&open=true", "shipment", ["S-1"]),
                                     ("receipts?supplier=S-012", "receipt", ["R-1"]),
                                     ("receipts?open=true&supplier=S-003", "receipt", ["=1+1"]),
                                     ("receipts?open=true&supplier=S-012", "receipt", [])):
            with self.subTest(query):
                self.assertEqual(expected, [row[key] for row in self.items(self.manager, f"/api/v1/{query}")])
        first = self.manager.get("/api/v1/allocations?open=true&limit=1").json()
        last = self.manager.get(f"/api/v1/allocations?open=true&limit=1&cursor={first['next']}").json()
        self.assertEqual(("A-3", "A-2", None), (*(page["items"][0]["allocation"] for page in (first, last)), last["next"]))
        for query, status, code in (("allocations?certificate=MB-0", 404, "reference.unknown"),
                                    ("receipts?supplier=S-999", 404, "reference.unknown"),
                                    ("receipts?open=yes", 400, "input.invalid"), ("runs?open=true", 400, "input.invalid"),
                                    ("receipts?certificate=MB-0", 400, "input.invalid")):
            with self.subTest(query):
                self.expect(status, self.manager.get(f"/api/v1/{query}"), code)

    def test_what_changed_since(self):
        self.assertEqual(len(self.items(self.manager, "/api/v1/receipts?limit=500")),
                         len(self.items(self.manager, "/api/v1/receipts?limit=500&updated_since=2000-01-01T00:00:00.000Z")))
        moment = self.now()
        for path in ("receipts", "allocations", "customers"):
            self.assertEqual([], self.items(self.manager, f"/api/v1/{path}?updated_since={moment}"))
        self.expect(200, self.clerk.command({**support.receipts(92, 92)[0], "receipt": "new", "command_id": "new"}))
        old = self.items(self.manager, "/api/v1/receipts?q=n-9")[0]
        self.expect(200, self.clerk.command({"do": "reverse", "entry": old["seq"], "date": "2026-07-31", "reason": "test"}))
        self.assertEqual({"new", old["receipt"]}, {row["receipt"] for row in self.items(self.manager, f"/api/v1/receipts?updated_since={moment}")})
        self.assertEqual([], self.items(self.manager, f"/api/v1/shipments?updated_since={moment}"))
        for wrong in ("yesterday", "2026-07-01"):
            self.expect(400, self.manager.get(f"/api/v1/receipts?updated_since={wrong}"), "input.invalid")
        self.expect(400, self.manager.get(f"/api/v1/journal?updated_since={moment}"), "input.invalid")

    def now(self):
        """A moment behind all that was posted, as the server's clock has it."""
        time.sleep(0.01)
        return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def test_csv_opens_in_a_spreadsheet_and_holds_no_formula(self):
        answer = self.manager.get("/api/v1/receipts?q=%3D1%2B", Accept="text/csv")
        self.assertEqual("text/csv; charset=utf-8", answer.headers["Content-Type"])
        self.assertTrue(answer.body.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(answer.body.count(b"\n"), answer.body.count(b"\r\n"))
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
        self.assertEqual(("'=1+1", "1000.000"), (rows[0]["receipt"], rows[0]["mass_kg"]))
        answer = self.manager.get("/api/v1/receipts?limit=2", Accept="text/csv")
        following = answer.headers["Link"].split(">")[0].lstrip("<")
        self.assertIn("limit=2", following)
        self.assertEqual(2, len(list(csv.DictReader(io.StringIO(
            self.manager.get(following, Accept="text/csv").body.decode("utf-8-sig"))))))

    def test_a_saved_list_is_whole(self):
        whole = self.items(self.manager, "/api/v1/receipts?limit=500")
        answer = self.expect(200, self.manager.get("/api/v1/receipts", Accept=WORKBOOK))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        headings, *rows = openpyxl.load_workbook(io.BytesIO(answer.body)).active.iter_rows(values_only=True)
        self.assertEqual([(row["receipt"], float(row["mass_kg"])) for row in whole],
                         [(row[headings.index("receipt")], row[headings.index("mass_kg")]) for row in rows])
        for limit, count in (("", len(whole)), ("?limit=3", 3)):
            rows = self.manager.get(f"/api/v1/receipts{limit}", Accept="text/csv").body.decode("utf-8-sig")
            self.assertEqual(count, len(list(csv.DictReader(io.StringIO(rows)))))
        self.expect(200, self.manager.get("/api/v1/receipts?q=nothing", Accept=WORKBOOK))  # without a row too

    def test_csv_in_cp932_or_the_characters_that_it_lacks(self):
        for charset in ("cp932", "Shift_JIS", "windows-31j"):
            answer = self.expect(200, self.sales.get("/api/v1/suppliers?q=s-012", Accept=f"text/csv; charset={charset}"))
            self.assertEqual("text/csv; charset=windows-31j", answer.headers["Content-Type"])
            self.assertIn("見本製錬㈱", answer.body.decode("cp932"))
        self.expect(200, self.clerk.command({"do": "add_supplier", "supplier": "S-CP", "name_ja": "𠮷田é", "command_id": "cp"}))
        refused = self.expect(422, self.sales.get("/api/v1/suppliers?q=s-cp", Accept="text/csv;charset=cp932"), "export.unencodable")
        self.assertEqual("𠮷 é", refused.json()["facts"]["characters"])
        self.assertIn("𠮷 é", refused.json()["detail"])

    def test_a_table_of_the_screen_as_a_workbook(self):
        table = {"title": "受入/7月", "columns": [{"heading": "受入番号", "numeric": False}, {"heading": "質量 t", "numeric": True}],
                 "rows": [["000123", "1,234.500"], ["=1+1", "-0.5"], ["1-2", "-"]]}
        answer = self.expect(200, self.sales.post("/api/v1/workbook", table))
        sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).active
        self.assertEqual("受入 7月", sheet.title)
        self.assertEqual([("受入番号", "質量 t"), ("000123", 1234.5), ("=1+1", -0.5), ("1-2", "-")], list(sheet.iter_rows(values_only=True)))
        self.assertEqual("s", sheet["A3"].data_type)
        for wrong in ({"rows": [["1"]]}, {"rows": [[1, 2]]}, {"rows": [["x" * 40_000, ""]]}, {"columns": []}, {"title": 1}, {"more": 1},
                      {"columns": [{"heading": "a"}]}):
            with self.subTest(wrong):
                self.expect(400, self.sales.post("/api/v1/workbook", {**table, **wrong}), "input.invalid")

    def test_an_unchanged_book_is_304_until_something_is_posted(self):
        path = "/api/v1/receipts?limit=1"
        tag = self.manager.get(path).headers["ETag"]
        self.assertEqual(b"", self.expect(304, self.manager.get(path, If_None_Match=tag)).body)
        self.assertNotEqual(tag, self.manager.get(path, Accept="text/csv").headers["ETag"])
        self.expect(200, self.clerk.command({**support.receipts(90, 90)[0], "receipt": "tag", "command_id": "tag"}))
        self.expect(200, self.manager.get(path, If_None_Match=tag))

    def test_the_journal_tells_who_did_what(self):
        self.expect(200, self.clerk.command({**support.receipts(91, 91)[0], "receipt": "told", "command_id": "told"}))
        entry = self.items(self.manager, "/api/v1/journal?q=told")[0]
        self.assertEqual(("clerk", "receive"), (entry["actor"], entry["do"]))
        self.assertEqual("Receipt told: 0.091 t from S-003.", entry["summary_en"])
        self.assertIn("受入 told", entry["summary_ja"])
        for row in self.items(self.manager, "/api/v1/journal?limit=500"):
            self.assertNotIn("?", row["summary_ja"] + row["summary_en"])
            self.assertNotIn("journal.", row["summary_en"])

    def test_a_customer_sees_what_is_theirs(self):
        self.assertEqual(["C-0101"], [row["customer"] for row in self.items(self.customer, "/api/v1/certificates")])
        admin = self.served.clients["admin"]
        self.expect(201, admin.post("/api/v1/people", {"login": "other", "name": "o", "password": "kagi wo kakete oku 2026",
                                                       "roles": ["customer"], "customer": "C-0102"}))
        other = type(admin)(admin.port, "other")
        self.expect(200, other.sign_in())
        self.assertEqual([], self.items(other, "/api/v1/certificates"))
        self.assertEqual([], self.items(other, "/api/v1/certificates?customer=C-0101"))
        number = self.items(self.manager, "/api/v1/certificates")[0]["certificate"]
        self.assertEqual([], self.items(other, f"/api/v1/allocations?certificate={number}"))
