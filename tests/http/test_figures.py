"""Overview, simulation, explanations and the flow, against numbers worked out by hand (design/ux.md: July 2026)."""
import json
import struct
import tempfile

from served import HttpTest, Served
import support

WHERE = "site=HQ&period=2026-07-01"


class Figures(HttpTest):
    @classmethod
    def serve(cls):
        unbacked = {"do": "receive", "receipt": "R-9", "date": "2027-01-05", "site": "HQ", "supplier": "S-012",
                    "material": "billet", "class": "renewable", "mass": "7 t"}
        return Served(support.mill_commands() + [support.allocate("A-1", "20 %"), unbacked])

    def simulate(self, rows, **changes):
        return self.sales.post("/api/v1/simulate", {"site": "HQ", "period": "2026-07-01", "rows": rows, **changes})

    def test_overview(self):
        page = self.expect(200, self.manager.get(f"/api/v1/overview?{WHERE}")).json()
        self.assertEqual({"entitlement_kg": "272000.000", "opening_kg": "0.000", "allocated_kg": "120000.000",
                          "reserved_kg": "0.000", "balance_kg": "152000.000", "total_input_kg": "1000000.000",
                          "renewable_input_kg": "320000.000", "output_kg": "850000.000", "unbacked_kg": "0.000",
                          "input_share_ppm": 320000}, page["balance"])
        self.assertEqual(("2026-07-01", "2026-09-30", False), (page["from"], page["to"], page["closed"]))
        self.assertEqual(["2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"],
                         [month["period"] for month in page["months"]])
        todos = {todo["code"]: (todo["count"], todo.get("mass_kg")) for todo in page["todos"]}
        self.assertEqual((1, "7000.000"), todos["unbacked"])
        self.assertEqual((1, "120000.000"), todos["uncertified"])
        self.assertIsNone(page["verification"])
        self.assertEqual("4.705883", page["footprint"]["with_kgco2e_per_kg"])

    def test_overview_without_parameters_is_the_first_site_and_its_last_period(self):
        self.assertEqual("2027-01-01", self.manager.get("/api/v1/overview").json()["period"])
        self.expect(404, self.manager.get("/api/v1/overview?site=XX"), "reference.unknown")

    def test_a_statement_is_shown_for_the_period_it_covers(self):
        self.expect(200, self.verifier.command({
            "do": "record_verification", "site": "HQ", "from": "2026-04-01", "to": "2026-06-30", "verifier": "見本検証機構",
            "kind": "verification", "level": "limited", "criteria": "x", "statement": "V-1", "date": "2026-11-01"}))
        shown = self.manager.get("/api/v1/overview?site=HQ&period=2026-04-01").json()["verification"]
        self.assertEqual(("見本検証機構", "limited"), (shown["verifier"], shown["level"]))

    def test_a_simulation_that_fits(self):
        answer = self.expect(200, self.simulate([{"shipment": "S-1", "line": 1, "share_ppm": 500000}])).json()
        self.assertEqual(("152000.000", "125000.000", "27000.000", "0.000", "0.000", 608000), tuple(answer[key] for key in (
            "have_kg", "allocated_kg", "left_kg", "short_kg", "needs_renewable_input_kg", "fits_ppm")))
        row = answer["rows"][0]
        # r = G_C / (O - E), q = G_R / E = 4.0 × 320 / 272; half of the mass at q, half at r.
        footprint = self.manager.get(f"/api/v1/footprint?{WHERE}").json()
        residual = float(footprint["residual_intensity_kgco2e_per_kg"])
        self.assertEqual(footprint["residual_intensity_kgco2e_per_kg"], row["without_kgco2e_per_kg"])
        self.assertAlmostEqual((4.0 * 320 / 272 + residual) / 2, float(row["with_kgco2e_per_kg"]), places=5)
        self.assertAlmostEqual((residual - 4.0 * 320 / 272) * 125000, float(row["saved_kgco2e"]), delta=1)

    def test_what_is_simulated_is_what_the_footprint_says_once_it_is_posted(self):
        served = Served(people=["manager", "sales"])
        self.addCleanup(served.end)
        row = served.clients["sales"].post("/api/v1/simulate", {
            "site": "HQ", "period": "2026-07-01", "rows": [{"shipment": "S-1", "line": 1, "mass_kg": "12345.678"}]}).json()["rows"][0]
        command = {"do": "allocate", "allocation": "X", "date": "2026-09-30", "shipment": "S-1", "line": 1, "mass": "12345.678 kg"}
        self.expect(200, served.clients["manager"].command(command))
        line = served.clients["manager"].get(f"/api/v1/footprint?{WHERE}").json()["lines"][0]
        self.assertAlmostEqual(float(line["with_allocation_kgco2e"]) / 250000, float(row["with_kgco2e_per_kg"]), places=5)
        saved = float(line["without_allocation_kgco2e"]) - float(line["with_allocation_kgco2e"])
        self.assertAlmostEqual(saved, float(row["saved_kgco2e"]), delta=0.002)

    def test_a_simulation_that_does_not_fit_says_by_how_much_and_what_would_do(self):
        answer = self.simulate([{"shipment": "S-1", "line": 1, "share_ppm": 1000000}]).json()
        self.assertEqual(("-98000.000", "98000.000"), (answer["left_kg"], answer["short_kg"]))
        needs = int(answer["needs_renewable_input_kg"].replace(".", ""))

        def entitlement(more):
            return (320_000_000 + more) * 850_000_000 // (1_000_000_000 + more)

        self.assertGreaterEqual(entitlement(needs), 272_000_000 + 98_000_000)
        self.assertLess(entitlement(needs - 1), 272_000_000 + 98_000_000)

    def test_rows_that_could_not_be_posted_say_why(self):
        rows = [{"shipment": "S-9", "line": 1, "share_ppm": 1}, {"shipment": "S-2", "line": 1, "share_ppm": 900000}]
        answer = self.simulate(rows).json()
        self.assertEqual(["reference.unknown", "share.exceeds_product"], [row["problem"] for row in answer["rows"]])
        self.assertEqual("0.000", answer["allocated_kg"])
        half = {"shipment": "S-1", "line": 1, "share_ppm": 600000}
        answer = self.simulate([half, half]).json()  # what the first took is gone
        self.assertEqual([None, "share.exceeds_product"], [row["problem"] for row in answer["rows"]])
        self.assertEqual(answer["rows"][0]["allocated_kg"], answer["allocated_kg"])
        answer = self.simulate([{"shipment": "S-2", "line": 1, "share_ppm": 1000}], date="2026-07-20").json()
        self.assertEqual("date.before_shipment", answer["rows"][0]["problem"])

    def test_a_whole_line_may_be_given_by_mass_where_no_share_may(self):
        rulebook = json.loads((support.ROOT / "rules" / "free-credit.json").read_text())
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({**rulebook, "partial_share": False, "share_step_ppm": 300_000}, file)
            file.flush()
            served = Served(support.mill_commands(), people=["manager", "sales"], rulebook=file.name)
        self.addCleanup(served.end)
        request = {"site": "HQ", "period": "2026-07-01"}
        plan = served.clients["sales"].post("/api/v1/plan", {**request, "strategy": "concentrate", "order": ["customer:C-0102"]}).json()
        self.assertEqual(["250000 kg"], [command["mass"].replace(".000", "") for command in plan["commands"]])
        rows = [{"shipment": "S-1", "line": 1, **amount} for amount in (
            {"mass_kg": "250000"}, {"mass_kg": "249999.999"}, {"share_ppm": 1_000_000}, {"share_ppm": 300_000})]
        problems = [served.clients["sales"].post("/api/v1/simulate", {**request, "rows": [row]}).json()["rows"][0]["problem"] for row in rows]
        self.assertEqual([None, *["share.not_allowed"] * 3], problems)
        self.expect(200, served.clients["manager"].command(plan["commands"][0]))

    def test_a_simulation_says_what_the_next_period_adds_as_far_as_it_is_recorded(self):
        half = [{"shipment": "S-2", "line": 1, "share_ppm": 500000}]
        served = Served(support.mill_commands(), ["manager", "sales"])
        self.addCleanup(served.end)

        def simulate(**changes):
            body = {"site": "HQ", "period": "2026-07-01", "rows": half, **changes}
            return self.expect(200, served.clients["sales"].post("/api/v1/simulate", body)).json()

        self.assertEqual({"more_kg": "0.000", "period": "2026-10-01", "to": "2026-12-31"}, simulate()["next_period"])
        for command in (
                {"do": "receive", "receipt": "R-8", "date": "2026-10-05", "site": "HQ", "supplier": "S-012", "material": "billet",
                 "class": "renewable", "mass": "40 t", "supplier_certificate": "SC-2026-0134"},
                {"do": "produce", "run": "P-8", "date": "2026-11-10", "site": "HQ", "product": "EX-6063-01", "output": "34 t"}):
            self.expect(200, served.clients["manager"].command(command))
        answer = simulate()
        self.assertEqual(("28000.000", {"more_kg": "34000.000", "period": "2026-10-01", "to": "2026-12-31"}), (answer["short_kg"], answer["next_period"]))
        later = simulate(date="2026-12-31")
        self.assertEqual(("306000.000", "0.000"), (later["have_kg"], later["short_kg"]))

    def paper(self, rows, customer="C-0101", also=""):
        return self.sales.post(f"/api/v1/simulate/certificate?customer={customer}{also}",
                               {"site": "HQ", "period": "2026-07-01", "rows": rows})

    def test_the_paper_of_a_simulation_is_a_picture_and_posts_nothing(self):
        size = self.manager.get("/api/v1/book").json()["size"]
        rows = [{"shipment": "S-1", "line": 1, "share_ppm": 100000}, {"shipment": "S-2", "line": 1, "share_ppm": 200000}]
        japanese = self.expect(200, self.paper(rows))
        self.assertEqual("image/png", japanese.headers["Content-Type"])
        self.assertEqual((b"\x89PNG\r\n\x1a\n", 840, 1188), (japanese.body[:8], *struct.unpack(">II", japanese.body[16:24])))
        self.assertEqual(japanese.body, self.paper(rows).body)
        self.assertEqual(japanese.body, self.paper(rows[1:]).body)  # another customer's row is not on it
        english = self.paper(rows, also="&language=en").body
        self.assertNotEqual(japanese.body, english)
        self.assertNotEqual(english, self.expect(200, self.paper(rows, "C-0102")).body)
        self.assertEqual(size, self.manager.get("/api/v1/book").json()["size"])

    def test_what_could_not_be_allocated_has_no_paper(self):
        most, half = {"shipment": "S-2", "line": 1, "share_ppm": 800000}, {"shipment": "S-2", "line": 1, "share_ppm": 500000}
        self.expect(409, self.paper([most]), "balance.insufficient")
        self.expect(422, self.paper([{**most, "share_ppm": 900000}]), "share.exceeds_product")
        self.expect(422, self.paper([most], "C-0102"), "certificate.empty")
        self.expect(404, self.paper([{**half, "line": 9}]), "reference.unknown")
        self.expect(404, self.paper([half], "C-9"), "reference.unknown")
        self.expect(400, self.paper([half], also="&language=fr"), "input.invalid")
        self.expect(400, self.paper([]), "input.invalid")

    def test_a_simulation_is_read_strictly(self):
        for rows in ([], [{"shipment": "S-1", "line": 1}], [{"shipment": "S-1", "line": 0, "share_ppm": 1}],
                     [{"shipment": "S-1", "line": 1, "share_ppm": 1000001}], [{"shipment": "S-1", "line": 1, "mass_kg": "x"}],
                     [{"shipment": "S-1", "line": 1, "share_ppm": 1, "mass_kg": "1"}]):
            with self.subTest(rows):
                self.expect(400, self.simulate(rows), "input.invalid")
        self.expect(404, self.simulate([{"shipment": "S-1", "line": 1, "share_ppm": 1}], site="XX"), "reference.unknown")

    def test_the_flow_keeps_metal_and_value_apart(self):
        flow = self.expect(200, self.sales.get(f"/api/v1/flow?{WHERE}")).json()
        lanes = {node["id"]: node["lane"] for node in flow["nodes"]}
        for link in flow["links"]:
            self.assertEqual(link["lane"], lanes[link["from"]])
            self.assertEqual(link["lane"], lanes[link["to"]])
        masses = {(link["from"], link["to"]): link["mass_kg"] for link in flow["links"]}
        self.assertEqual({("in:renewable", "furnace"): "320000.000", ("in:conventional", "furnace"): "680000.000",
                          ("furnace", "product:EX-6061-09"): "250000.000", ("furnace", "product:EX-6063-01"): "600000.000",
                          ("entitlement", "credits"): "272000.000", ("credits", "customer:C-0101"): "120000.000",
                          ("credits", "left"): "152000.000"}, masses)

    def test_claims(self):
        answer = self.expect(200, self.sales.post("/api/v1/claims/check", {"text": "Made from 100 % green aluminium", "language": "en"})).json()
        self.assertIn("claim.vague_green", [finding["code"] for finding in answer["findings"]])
        for finding in answer["findings"]:
            self.assertEqual(finding["text"], "Made from 100 % green aluminium"[finding["from"]:finding["to"]])
        self.assertEqual("ja", self.sales.post("/api/v1/claims/check", {"text": "エコなアルミ"}).json()["language"])
        self.expect(400, self.sales.post("/api/v1/claims/check", {"text": "x", "language": "fr"}), "input.invalid")
        self.expect(400, self.sales.post("/api/v1/claims/check", {"text": ""}), "input.invalid")
