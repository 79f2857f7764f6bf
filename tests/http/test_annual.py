"""The annual pack: what is in the ZIP, that its figures are those of the certificates, that its sentences may be said."""
import csv
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

from served import Served
from test_certificates import CertificateTest, commands
import support

PERIOD = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
NAMES = {"report_ja.pdf", "report_en.pdf", "snippets_ja.md", "snippets_en.md", "data.xlsx", "data.csv", "charts/months_ja.svg",
         "charts/months_en.svg", "charts/emissions_ja.svg", "charts/emissions_en.svg", "charts/text_ja.txt", "charts/text_en.txt",
         "verify.txt", "manifest.json"}


class Annual(CertificateTest):
    @classmethod
    def serve(cls):
        return Served(commands())

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for customer in ("C-0101", "C-0102"):
            cls.manager.post("/api/v1/certificates", {**PERIOD, "customer": customer})
        cls.numbers = {item["customer"]: item for item in cls.manager.get("/api/v1/certificates").json()["items"]}

    def pack(self, client, query="year=2026"):
        answer = self.expect(200, client.get(f"/api/v1/annual-pack?{query}"))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        archive = zipfile.ZipFile(io.BytesIO(answer.body))
        return {name: archive.read(name) for name in archive.namelist()}

    def test_a_customer_gets_all_of_its_own_year(self):
        files, own = self.pack(self.customer), self.numbers["C-0101"]
        self.assertEqual(NAMES | {f"certificates/{own['certificate']}.{kind}" for kind in ("pdf", "json")}, set(files))
        for one in json.loads(files["manifest.json"])["files"]:
            self.assertEqual(one["sha256"], hashlib.sha256(files[one["name"]]).hexdigest())
        self.assertEqual(set(files) - {"manifest.json"}, {one["name"] for one in json.loads(files["manifest.json"])["files"]})
        self.assertEqual(files, self.pack(self.customer), "the same bytes")

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
        with tempfile.TemporaryDirectory() as folder:
            for language, words in (("ja", ["年次報告 2026年度", "割当後", "割当しない場合", "製品別", "物理的に含む"]),
                                    ("en", ["Annual report FY2026", "With allocation", "Without", "By product", "physically"])):
                path = pathlib.Path(folder) / f"{language}.pdf"
                path.write_bytes(files[f"report_{language}.pdf"])
                text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
                for word in words:
                    self.assertIn(word, text)
                if shutil.which("qpdf"):
                    subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)

    def test_what_is_asked_wrongly(self):
        self.expect(400, self.manager.get("/api/v1/annual-pack?customer=C-0101"), "input.invalid")
        for query in ("year=26", "year=x", "year=2026&begins=13", "year=2026&begins=0", "year=99999999999999999999"):
            self.expect(400, self.manager.get(f"/api/v1/annual-pack?customer=C-0101&{query}"), "input.invalid")
        self.expect(404, self.manager.get("/api/v1/annual-pack?year=2026&customer=C-X"), "reference.unknown")
        self.expect(404, self.manager.get("/api/v1/annual-pack?year=2019&customer=C-0101"), "reference.unknown")

    def test_a_customer_names_nobody_else(self):
        self.assertIn(f"certificates/{self.numbers['C-0101']['certificate']}.pdf", self.pack(self.customer, "year=2026&customer=C-0102"))
