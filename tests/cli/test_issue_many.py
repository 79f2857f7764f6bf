"""`tenbin certificate issue --all` of more customers than one batch holds (128): what was issued stays, and it goes on."""
import json

from support import CliTest

CUSTOMERS = 132
LAST = f"C-{CUSTOMERS - 1:03}"
ISSUE = ("--all", "--from", "2026-04-01", "--to", "2026-06-30", "--date", "2026-07-01")


def commands():
    """One shipment each, half of it allocated; the name of one customer, near the end, has no glyph."""
    yield {"do": "add_site", "site": "HQ", "name_ja": "本社工場", "name_en": "Main works"}
    yield {"do": "add_supplier", "supplier": "S-1"}
    yield {"do": "add_product", "product": "EX-1", "name_ja": "押出形材", "name_en": "Extruded rail", "alloy": "A6063S", "temper": "T5"}
    yield {"do": "register_supplier_certificate", "supplier_certificate": "SC-1", "supplier": "S-1", "valid_from": "2026-04-01",
           "valid_to": "2026-06-30", "smelter": "見本製錬所", "country": "NO", "power_source": "hydro", "mass": "10 t",
           "emission_factor": "4.0 kgCO2e/kg", "emission_boundary": "cradle-to-gate", "chain_model": "segregated"}
    yield {"do": "receive", "receipt": "R-1", "date": "2026-04-01", "site": "HQ", "supplier": "S-1", "material": "ingot",
           "class": "renewable", "mass": "10 t", "supplier_certificate": "SC-1"}
    yield {"do": "produce", "run": "P-1", "date": "2026-04-01", "site": "HQ", "product": "EX-1", "output": "10 t"}
    for i in range(CUSTOMERS):
        name = "見本\U00013000" if i == CUSTOMERS - 2 else f"見本サッシ{i}"
        yield {"do": "add_customer", "customer": f"C-{i:03}", "name_ja": name, "name_en": f"Mihon Sash {i} Co., Ltd."}
        yield {"do": "ship", "shipment": f"SH-{i:03}", "line": 1, "date": "2026-05-01", "site": "HQ", "customer": f"C-{i:03}",
               "product": "EX-1", "mass": "10 kg"}
        yield {"do": "allocate", "allocation": f"A-{i:03}", "date": "2026-05-01", "shipment": f"SH-{i:03}", "line": 1, "share": "50 %"}


class IssueMany(CliTest):
    def issue(self):
        return self.tenbin("certificate", "issue", self.book, *ISSUE, "-o", "out", "--json", "--lang", "en")

    def test_batches_stay_and_the_next_run_goes_on(self):
        self.new_book(commands())
        out = self.folder / "out"
        out.mkdir()
        in_the_way = out / "MB-2026-000130-X.pdf"
        taken = self.expect(0, self.tenbin("check", self.book))
        # A file in the way of the second batch: the first is issued, posted and written, and told.
        for digit in range(10):
            in_the_way.with_name(f"MB-2026-000130-{digit}.pdf").write_text("mine")
        stopped = self.issue()
        self.assertEqual(6, stopped.code, stopped)
        self.assertIn("file.exists", stopped.err)
        self.assertNotIn("cli.", stopped.err)  # how far it is reads as a sentence, not as the key of one
        issued = json.loads(stopped.out.strip().split("\n")[0])["issued"]
        self.assertEqual(128, len(issued))
        self.assertTrue(all((self.folder / one["pdf"]).exists() for one in issued))
        self.assertEqual(128, sum(record["event"]["do"] == "issue_certificate" for record in self.journal()))
        for path in out.glob("MB-2026-000130-*.pdf"):
            self.assertEqual("mine", path.read_text())
            path.unlink()
        # Run again: the rest; the one that cannot be printed is held back alone.
        done = self.expect(0, self.issue()).json()
        self.assertEqual([f"C-{i:03}" for i in (128, 129)] + [LAST], [one["customer"] for one in done["issued"]])
        self.assertEqual([f"C-{CUSTOMERS - 2:03}"], [held["customer"] for held in done["held_back"]])
        numbers = [record["event"]["outcome"]["certificate"] for record in self.journal()
                   if record["event"]["do"] == "issue_certificate"]
        self.assertEqual([f"MB-2026-{i:06}" for i in range(1, CUSTOMERS)], [number[:14] for number in numbers])
        self.expect(0, self.tenbin("check", self.book))
        self.assertEqual(0, taken.code)
        # And once more there is nothing left but the one held back.
        again = self.issue()
        self.assertEqual(3, again.code, again)
        self.assertIn("certificate.glyph_missing", again.out)
