"""Where a figure comes from: formula, terms, the records behind them with who, when, hash and documents, and who sees which."""
import hashlib
import json
import subprocess
import tempfile

from served import HttpTest, Served
from test_uploads import PAPER, UploadTest
import support

WHERE = "site=HQ&period=2026-07-01"


def explained(test, client, figure, where=WHERE, **more):
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return test.expect(200, client.get(f"/api/v1/explain?figure={figure}&{where}{query}")).json()


def leaves(served):
    """The leaf of every record in the log (contract section 9), by seq."""
    lines = subprocess.run([support.program, "journal", served.book], capture_output=True, env=support.environment(),
                           timeout=support.TIMEOUT_S, check=True).stdout.splitlines()
    return {json.loads(line)["seq"]: hashlib.sha256(b"\0" + line).hexdigest() for line in lines}


class Explained(HttpTest):
    @classmethod
    def serve(cls):
        unbacked = {"do": "receive", "receipt": "R-9", "date": "2026-10-05", "site": "HQ", "supplier": "S-012", "material": "billet",
                    "class": "renewable", "mass": "7 t", "delivery_note": "D-77"}
        scrap = {**unbacked, "receipt": "R-10", "material": "internal_scrap", "class": "conventional", "mass": "1 t"}
        return Served(support.mill_commands() + [support.allocate("A-1", "20 %"), unbacked, scrap])

    def test_numbers_are_in_the_formula_in_both_languages(self):
        for figure, value, unit, inside in (
                ("entitlement", "272000.000", "kg", "320.000 t × output 850.000 t ÷ total input 1000.000 t"),
                ("balance", "152000.000", "kg", "entitlement 272.000 t − allocated 120.000 t"), ("allocated", "120000.000", "kg", "120.000"),
                ("renewable_input", "320000.000", "kg", "320.000"), ("total_input", "1000000.000", "kg", "1000.000"), ("output", "850000.000", "kg", "850.000"),
                ("input_share", "320000", "ppm", "320.000 t ÷ total input 1000.000 t = input share 32"), ("unbacked", "0.000", "kg", "0.000 t"),
                ("reserved", "0.000", "kg", "Of 0.000 t reserved"), ("free", "152000.000", "kg", "152.000 t − reserved 0.000 t = 152.000 t"),
                ("opening", "0.000", "kg", "0.000 t"), ("transferred", "0.000", "kg", "0.000"), ("expired", "0.000", "kg", "0.000"),
                ("certified", "0.000", "kg", "0.000"),
                ("footprint_with", "4.705883", "kgco2e_per_kg", "1280000.000 kg CO₂e ÷ entitlement 272000.000 kg = 4.705883"),
                ("footprint_without", None, "kgco2e_per_kg", "÷ (output 850000.000 kg − entitlement 272000.000 kg)")):
            with self.subTest(figure):
                answer = explained(self, self.verifier, figure)
                self.assertEqual((figure, unit), (answer["figure"], answer["unit"]))
                self.assertEqual(value or answer["value"], answer["value"])
                self.assertIn(inside, answer["formula_en"])
                for text in (answer["formula_ja"], answer["formula_en"], answer["rounding_ja"], answer["rounding_en"]):
                    self.assertNotIn("?", text)
                    self.assertNotIn("explain.", text)
                self.assertTrue(answer["terms"])
                for term in answer["terms"]:
                    self.assertRegex(term["rows_href"], r"^/[a-z]+\?site=HQ&period=2026-0[47]-01$")
                    self.assertNotIn("explain.", term["name_ja"] + term["name_en"])
        footprint = self.verifier.get(f"/api/v1/footprint?{WHERE}").json()
        self.assertEqual(footprint["residual_intensity_kgco2e_per_kg"], explained(self, self.verifier, "footprint_without")["value"])

    def test_what_there_is_none_of_yet_is_said(self):
        answer = explained(self, self.verifier, "footprint_with", "site=HQ&period=2026-10-01")
        self.assertIsNone(answer["value"])
        self.assertIn("cannot be worked out yet", answer["formula_en"])
        self.assertIsNone(explained(self, self.verifier, "footprint_without", "site=HQ&period=2026-10-01")["value"])

    def test_the_rows_behind_a_sum_are_what_it_is_the_sum_of(self):
        found = leaves(self.served)
        for figure, names, masses in (("total_input", ["R-2", "R-1"], ["680000.000", "320000.000"]), ("renewable_input", ["R-1"], ["320000.000"]),
                                      ("output", ["P-2", "P-1"], ["600000.000", "250000.000"]), ("allocated", ["A-1"], ["120000.000"])):
            term = explained(self, self.verifier, figure)["terms"][0]
            self.assertEqual((names, masses, False), ([row["name"] for row in term["rows"]], [row["mass_kg"] for row in term["rows"]], term["more"]))
            for row in term["rows"]:
                self.assertEqual(found[row["seq"]], row["hash"])
                self.assertRegex(row["at"], r"^\d{4}-\d\d-\d\dT")
                self.assertTrue(row["actor"])
                self.assertIsNone(row["approved_by"])
        term = explained(self, self.verifier, "renewable_input", account="HQ/renewable")["terms"][0]
        self.assertEqual(["R-1"], [row["name"] for row in term["rows"]])
        self.assertEqual([{"kind": "supplier_certificate", "name": "SC-2026-0134", "href": f"/procurement?{WHERE}"}], term["rows"][0]["papers"])
        rest = explained(self, self.verifier, "footprint_without")["terms"][0]
        self.assertEqual(("kgco2e", ["R-2"]), (rest["unit"], [row["name"] for row in rest["rows"]]))
        term = explained(self, self.verifier, "unbacked", "site=HQ&period=2026-10-01")["terms"][0]
        self.assertEqual(("7000.000", ["R-9"]), (term["value"], [row["name"] for row in term["rows"]]))  # no scrap of the mill's own
        self.assertEqual([{"kind": "delivery_note", "name": "D-77", "href": None}], term["rows"][0]["papers"])

    def test_who_may_not_see_rows_sees_their_sum_alone(self):
        inputs = explained(self, self.sales, "total_input")["terms"][0]
        self.assertEqual(("1000000.000", None), (inputs["value"], inputs["rows"]))
        self.assertEqual(["A-1"], [row["name"] for row in explained(self, self.sales, "allocated")["terms"][0]["rows"]])
        self.assertIsNone(explained(self, self.procurement, "allocated")["terms"][0]["rows"])
        self.assertIsNone(explained(self, self.procurement, "output")["terms"][0]["rows"])
        self.assertEqual(2, len(explained(self, self.procurement, "total_input")["terms"][0]["rows"]))
        self.assertIsNone(explained(self, self.clerk, "reserved")["terms"][0]["rows"])
        self.assertEqual([], explained(self, self.sales, "reserved")["terms"][0]["rows"])

    def test_terms_that_are_figures_lead_on(self):
        figures = {term["name_en"]: (term["figure"], term["period"]) for term in explained(self, self.sales, "balance")["terms"]}
        self.assertEqual(("entitlement", "2026-07-01"), figures["Entitlement"])
        self.assertIsNone(figures["Adjusted"][0])
        carried = explained(self, self.sales, "opening")["terms"][0]
        self.assertEqual(("balance", "2026-04-01"), (carried["figure"], carried["period"]))
        self.assertIsNone(explained(self, self.sales, "output")["terms"][0]["figure"])

    def test_what_is_refused(self):
        self.expect(404, self.sales.get(f"/api/v1/explain?figure=balance&account=HQ/x&{WHERE}"), "reference.unknown")
        self.expect(404, self.sales.get("/api/v1/explain?figure=balance&site=XX"), "reference.unknown")
        self.expect(400, self.sales.get("/api/v1/explain?figure=love"), "input.invalid")


class Carried(HttpTest):
    @classmethod
    def serve(cls):
        later = {"do": "receive", "receipt": "R-9", "date": "2026-10-05", "site": "HQ", "supplier": "S-003", "material": "ingot",
                 "class": "conventional", "mass": "1 t"}
        return Served(support.mill_commands() + [support.close("2026-04-01", "2026-10-01"), support.allocate("A-1", "20 %"), later], ["manager", "sales"])

    def test_what_is_carried_over_comes_from_the_close_before(self):
        later = "site=HQ&period=2026-10-01"
        before = explained(self, self.manager, "opening", later)
        self.assertIn("still open", before["formula_en"])
        self.assertEqual(("152000.000", []), (before["value"], before["terms"][0]["rows"]))
        self.expect(200, self.manager.command(support.close("2026-07-01", "2026-10-02")))
        answer = explained(self, self.manager, "opening", later)
        self.assertIn("2026-07-01", answer["formula_en"])
        self.assertIn("is closed", answer["formula_en"])
        row = answer["terms"][0]["rows"][0]
        self.assertEqual(("2026-07-01", "2026-10-02", "152000.000", "manager"), tuple(row[key] for key in ("name", "date", "mass_kg", "actor")))
        self.assertEqual(leaves(self.served)[row["seq"]], row["hash"])
        self.assertIn("152.000", explained(self, self.manager, "opening", later, account="HQ/renewable")["formula_en"])

    def test_what_is_reserved_names_who_holds_it(self):
        body = {"site": "HQ", "period": "2026-07-01", "customer": "C-0101", "mass_kg": "10000"}
        served = Served(people=["manager", "sales", "procurement"])
        self.addCleanup(served.end)
        made = self.expect(201, served.clients["sales"].post("/api/v1/reservations", body)).json()
        term = explained(self, served.clients["manager"], "reserved")["terms"][0]
        self.assertEqual("10000.000", term["value"])
        row = term["rows"][0]
        self.assertEqual((f"{made['reservation']} C-0101", "sales", made["made_at"], None, None), tuple(row[key] for key in ("name", "actor", "at", "seq", "hash")))
        self.assertEqual([], explained(self, served.clients["procurement"], "reserved")["terms"][0]["rows"])
        self.assertEqual("262000.000", explained(self, served.clients["manager"], "free")["value"])


class Charged(HttpTest):
    """Where metal counts when it is charged, the charges stand behind the input."""

    @classmethod
    def serve(cls):
        charge = {"do": "charge", "charge": "K-1", "date": "2026-07-05", "site": "HQ", "receipt": "R-1", "mass": "100 t"}
        rules = (support.ROOT / "rules" / "free-credit.json").read_text(encoding="utf-8")
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            file.write(rules.replace('"input_event": "receipt"', '"input_event": "charge"'))
            file.flush()
            return Served(support.mill_commands() + [charge], ["manager", "procurement"], rulebook=file.name)

    def test_charges_are_the_rows_of_the_input(self):
        term = explained(self, self.manager, "renewable_input")["terms"][0]
        self.assertEqual([("K-1", "100000.000")], [(row["name"], row["mass_kg"]) for row in term["rows"]])
        self.assertEqual("SC-2026-0134", term["rows"][0]["papers"][0]["name"])
        self.assertIsNone(explained(self, self.procurement, "renewable_input")["terms"][0]["rows"])


class Documents(UploadTest):
    def test_the_files_of_suppliers_and_certificates_are_there_to_save(self):
        paper = self.received("SC-F")
        self.expect(200, self.manager.post(f"/api/v1/uploads/{paper['upload']}/accept", {**PAPER, "receipts": ["R-90"]}))
        row = next(row for row in explained(self, self.procurement, "renewable_input")["terms"][0]["rows"] if row["name"] == "R-90")
        self.assertEqual([("delivery_note", "D<90>"), ("supplier_certificate", "SC-F"), ("file", "証明書.pdf")], [(one["kind"], one["name"]) for one in row["papers"]])
        self.assertEqual(200, self.procurement.get(row["papers"][2]["href"]).status)
        self.expect(200, self.manager.command(support.allocate("A-1", "20 %")))
        issued = self.expect(200, self.manager.post("/api/v1/certificates/all", {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"})).json()["issued"][0]
        row = explained(self, self.sales, "certified")["terms"][0]["rows"][0]
        self.assertEqual([("certificate", issued["certificate"]), ("file", f"{issued['certificate']}.pdf")], [(one["kind"], one["name"]) for one in row["papers"]])
        self.assertEqual(200, self.sales.get(row["papers"][1]["href"]).status)
