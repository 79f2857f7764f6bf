"""The annual pack: what is in the ZIP, that its figures are those of the certificates, that its sentences may be said."""
import csv
import hashlib
import io
import json
import pathlib
import shutil
import struct
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

from served import Served
from test_certificates import CertificateTest, commands
import support

PERIOD = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
CHARTS = [f"charts/{name}_{language}" for name in ("months", "emissions") for language in ("ja", "en")]
NAMES = {"report_ja.pdf", "report_en.pdf", "snippets_ja.md", "snippets_en.md", "data.xlsx", "data.csv", "charts/text_ja.txt",
         "charts/text_en.txt", "verify.txt", "manifest.json", *(f"{name}.{kind}" for name in CHARTS for kind in ("svg", "png"))}
NEVER = "since=1970-01-01T00:00:00.000Z"


class PackTest(CertificateTest):
    def pack(self, client, query="year=2026"):
        answer = self.expect(200, client.get(f"/api/v1/annual-pack?{query}"))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        archive = zipfile.ZipFile(io.BytesIO(answer.body))
        return {name: archive.read(name) for name in archive.namelist()}

    def text_of(self, pdf, *options):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "report.pdf"
            path.write_bytes(pdf)
            if shutil.which("qpdf"):
                subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)
            return subprocess.run(["pdftotext", "-layout", *options, path, "-"], capture_output=True, check=True).stdout.decode()


class Annual(PackTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for customer in ("C-0101", "C-0102"):
            cls.manager.post("/api/v1/certificates", {**PERIOD, "customer": customer})
        cls.numbers = {item["customer"]: item for item in cls.manager.get("/api/v1/certificates").json()["items"]}

    def test_a_customer_gets_all_of_its_own_year(self):
        files, own = self.pack(self.customer), self.numbers["C-0101"]
        self.assertEqual(NAMES | {f"certificates/{own['certificate']}.{kind}" for kind in ("pdf", "json")}, set(files))
        for one in json.loads(files["manifest.json"])["files"]:
            self.assertEqual(one["sha256"], hashlib.sha256(files[one["name"]]).hexdigest())
        self.assertEqual(set(files) - {"manifest.json"}, {one["name"] for one in json.loads(files["manifest.json"])["files"]})
        self.assertRegex(files["verify.txt"].decode(), r": https://[^/ ]+/check\r\n")
        again = [self.pack(self.customer, f"year=2026&{NEVER}") for _ in range(2)]
        self.assertEqual(*again, "the same bytes")

    def test_the_figures_are_those_of_the_certificates(self):
        files, own = self.pack(self.manager, "year=2026&customer=C-0102"), self.numbers["C-0102"]
        rows = list(csv.DictReader(io.StringIO(files["data.csv"].decode("utf-8-sig"))))
        allocated = sum(round(float(row["割当 t / Allocated t"]) * 1e6) for row in rows)
        self.assertEqual(round(float(own["allocated_kg"]) * 1000), allocated)
        book = openpyxl.load_workbook(io.BytesIO(files["data.xlsx"]))
        self.assertEqual(["lines", "months", "products", "certificates"], book.sheetnames)
        months = list(book["months"].iter_rows(min_row=3, values_only=True))
        self.assertEqual(["2026-04", "2027-03"], [months[0][0], months[-1][0]])
        self.assertEqual(allocated, sum(round(month[2] * 1e6) for month in months))
        json.loads(files[f"certificates/{own['certificate']}.json"])

    def test_the_workbook_has_names_and_charts(self):
        book = openpyxl.load_workbook(io.BytesIO(self.pack(self.customer)["data.xlsx"]))
        names = book.defined_names
        found = {each.name: each.attr_text for each in (names.values() if hasattr(names, "values") else names.definedName)}
        self.assertEqual("months!$C$3:$C$14", found["months_allocated_t"].replace("'", ""))
        for sheet in book:
            self.assertEqual(sheet.max_column, sum(name.startswith(f"{sheet.title}_") for name in found), sheet.title)
        self.assertEqual([0, 1, 1, 0], [len(sheet._charts) for sheet in book])
        self.assertEqual([1, 2], [len(book[name]._charts[0].series) for name in ("months", "products")])

    def test_charts_are_named_and_described_in_both_languages(self):
        files = self.pack(self.customer)
        parts = zipfile.ZipFile(io.BytesIO(files["data.xlsx"]))
        for number, words in ((1, ("月別の割当 t / Allocated by month, t", "割当 t / Allocated t")),
                              (2, ("製品別の排出量 t-CO2e / Emissions by product, t-CO2e", "割当しない場合 t-CO2e / Without t-CO2e"))):
            chart, drawing = (parts.read(f"xl/{part}{number}.xml").decode() for part in ("charts/chart", "drawings/drawing"))
            for word in words:
                self.assertIn(word, chart)
                self.assertIn(word, drawing)
        for name in CHARTS:
            png = files[f"{name}.png"]
            self.assertEqual((b"\x89PNG\r\n\x1a\n", b"IHDR"), (png[:8], png[12:16]))
            width, height = struct.unpack(">II", png[16:24])
            self.assertIn(f'width="{width // 2}" height="{height // 2}"'.encode(), files[f"{name}.svg"], "of one shape")
        self.assertEqual(len(CHARTS), len({files[f"{name}.png"] for name in CHARTS}), "each with its title")

    def test_every_sentence_may_be_said(self):
        for language in ("ja", "en"):
            text = self.pack(self.customer)[f"snippets_{language}.md"].decode()
            for line in text.splitlines():
                if not line or line.startswith("#"):
                    continue
                self.assertNotIn("{", line)
                self.assertNotIn(",,", line)
                found = self.expect(200, self.clerk.post("/api/v1/claims/check", {"text": line, "language": language}))
                self.assertEqual([], found.json()["findings"], line)

    @unittest.skipUnless(shutil.which("pdftotext"), "pdftotext is not installed")
    def test_the_report_shows_both_footprints_and_is_sound(self):
        files = self.pack(self.customer)
        for language, words in (("ja", ["年次報告 2026年度", "割当後", "割当しない場合", "製品別", "物理的に含む"]),
                                ("en", ["Annual report FY2026", "With allocation", "Without", "By product", "physically"])):
            text = self.text_of(files[f"report_{language}.pdf"])
            for word in words:
                self.assertIn(word, text)

    def test_what_is_asked_wrongly(self):
        self.expect(400, self.manager.get("/api/v1/annual-pack?customer=C-0101"), "input.invalid")
        for query in ("year=26", "year=x", "year=2026&begins=13", "year=2026&begins=0", "year=99999999999999999999",
                      "year=2026&since=2026-04-01"):
            self.expect(400, self.manager.get(f"/api/v1/annual-pack?customer=C-0101&{query}"), "input.invalid")
        self.expect(404, self.manager.get("/api/v1/annual-pack?year=2026&customer=C-X"), "reference.unknown")
        self.expect(404, self.manager.get("/api/v1/annual-pack?year=2019&customer=C-0101"), "reference.unknown")

    def test_a_customer_names_nobody_else(self):
        self.assertIn(f"certificates/{self.numbers['C-0101']['certificate']}.pdf", self.pack(self.customer, "year=2026&customer=C-0102"))


class History(PackTest):
    """What changed since the customer's last download, in the order in which a year goes."""

    @classmethod
    def serve(cls):
        return Served([*commands(), {"do": "ship", "shipment": "S-8", "line": 1, "date": "2026-07-21", "site": "HQ", "customer": "C-0101",
                                     "product": "EX-6061-09", "mass": "1 t"}, support.allocate("A-8", "50 %", shipment="S-8")])

    def certify(self, allocation):
        body = {"customer": "C-0101", "date": "2026-10-05", "allocations": [allocation]}
        return self.expect(200, self.issue(body)).json()["issued"][0]["certificate"]

    def manifest(self, client=None, query="year=2026&customer=C-0101"):
        self.files = self.pack(client or self.customer, query)
        return json.loads(self.files["manifest.json"])

    def changes(self):
        since = self.manifest()["since"]
        return [(each["change"], each["certificate"], each["before"], each["revision"], each["date"]) for each in since["changes"]]

    def first_pages(self):
        if not shutil.which("pdftotext"):
            return None
        return ["".join(self.text_of(self.files[f"report_{language}.pdf"], "-l", "1").split()) for language in ("ja", "en")]

    def assert_page_1_says(self, *words):
        for page, word in zip(self.first_pages() or (), words):
            self.assertIn(word.replace(" ", ""), page)

    def test_what_changed_since_the_last_download(self):
        kept = self.certify("A-2")
        first = self.manifest()
        self.assertEqual((None, []), (first["since"], first["revoked"]))
        self.assert_page_1_says("初回のダウンロードです", "This is the first download")
        self.manifest(self.manager)
        self.assertEqual(first["records"], self.manifest(self.manager)["since"]["records"], "the customer's own, not the mill's")
        self.expect(200, self.customer.ask("HEAD", "/api/v1/annual-pack?year=2026"))
        noted = [entry["at"] for entry in self.items(self.manager, "/api/v1/access-log") if "annual-pack C-0101" in entry["action"]]
        self.assertEqual(3, len(noted), "HEAD downloads nothing")
        self.assertEqual([], self.changes())
        self.assert_page_1_says("証明書に変更はありません", "no certificate has changed")

        gone = self.certify("A-8")
        self.assertEqual([("issued", gone, None, 1, "2026-10-05")], self.changes())
        self.assert_page_1_says("新規 1 件、差替え 0 件、取消し 0 件", "1 new, 0 replaced, 0 revoked")
        whole = self.allocated()
        self.expect(200, self.act(kept, "replace", allocations=["A-2"]))
        self.expect(200, self.act(gone, "revoke", **{"class": "error"}, date="2026-10-07"))
        manifest = self.manifest(self.manager)
        self.assertEqual({"before": 1, "certificate": gone, "change": "revoked", "date": "2026-10-07", "reason_class": "error", "revision": 1},
                         manifest["revoked"][0])
        self.assertEqual([("replaced", kept, 1, 2, "2026-10-06"), ("revoked", gone, 1, 1, "2026-10-07")], self.changes())
        self.assert_page_1_says("差替え 1 → 2 2026-10-06", "replaced 1 → 2 2026-10-06")
        self.assert_page_1_says("取消し 1 2026-10-07 記載の誤り", "revoked 1 2026-10-07 A mistake in what it said")
        self.assertLess(self.allocated(), whole, "in no sum")
        book = openpyxl.load_workbook(io.BytesIO(self.files["data.xlsx"]))
        self.assertEqual((gone, 1, "記載の誤り / A mistake in what it said"),
                         tuple(book["revoked"].cell(3, column).value for column in (1, 2, 4)))
        self.assertNotIn(f"certificates/{gone}.pdf", self.files)

        again = self.manifest()
        self.assertEqual(([], [gone]), (again["since"]["changes"], [each["certificate"] for each in again["revoked"]]), "listed for ever")
        said = self.manifest(query=f"year=2026&since={again['since']['at']}")
        self.assertEqual(again["since"], said["since"], "the manifest's moment makes the same pack")
        self.assertIsNone(self.manifest(query="year=2026&begins=1")["since"], "other months have their own")
        self.assertIsNone(self.manifest(query=f"year=2026&{NEVER}")["since"])

    def allocated(self):
        rows = csv.DictReader(io.StringIO(self.files["data.csv"].decode("utf-8-sig")))
        return sum(float(row["割当 t / Allocated t"]) for row in rows)
