"""Mass held for customers: what fits, who races for the last tonne, what an allocation may not eat, caps and rights."""
import uuid

from served import PASSWORD, Client, HttpTest, Served, at_once
import support

WHERE = {"site": "HQ", "period": "2026-07-01"}
ALL_KG = 272_000


def wanted(kg, customer="C-0101", **changes):
    return {**WHERE, "customer": customer, "mass_kg": str(kg), **changes}


class Reservations(HttpTest):
    """Each test on a mill of its own, for each takes what there is."""

    def setUp(self):
        self.served = Served(people=["manager", "sales", "procurement", "clerk"])
        self.addCleanup(self.served.end)
        for role, client in self.served.clients.items():
            setattr(self, role, client)
        person = {"login": "sales2", "name": "営業二課", "password": PASSWORD, "roles": ["sales"]}
        self.expect(201, self.admin.post("/api/v1/people", person))
        self.sales2 = Client(self.served.port, "sales2")
        self.expect(200, self.sales2.sign_in())

    @classmethod
    def setUpClass(cls):
        pass

    def hold(self, client, kg, customer="C-0101", **changes):
        return self.expect(201, client.post("/api/v1/reservations", wanted(kg, customer, **changes))).json()

    def allocate(self, command, query=""):
        return self.manager.post(f"/api/v1/commands{query}", command, Idempotency_Key=str(uuid.uuid4()))

    def overview(self):
        return self.expect(200, self.manager.get("/api/v1/overview?site=HQ&period=2026-07-01")).json()

    def test_a_reservation_is_kept_listed_extended_and_released(self):
        row = {"shipment": "S-2", "line": 1, "allocated_kg": "30000.000"}
        made = self.hold(self.sales, 40000, rows=[row], note="七月の商談", days=10)
        self.assertEqual(("40000.000", "open", "sales", [row], None),
                         tuple(made[key] for key in ("mass_kg", "state", "made_by", "rows", "proposal")))
        self.assertEqual([made], self.items(self.sales, "/api/v1/reservations?site=HQ&period=2026-07-01&state=open"))
        self.assertEqual([], self.items(self.sales, "/api/v1/reservations?state=expired"))
        self.assertEqual([], self.items(self.sales, "/api/v1/reservations?period=2026-10-01"))
        self.assertEqual("40000.000", self.overview()["balance"]["reserved_kg"])
        path = f"/api/v1/reservations/{made['reservation']}"
        longer = self.expect(200, self.sales.post(path + "/extend", {"days": 4})).json()
        self.assertGreater(longer["expires_at"], made["expires_at"])
        self.assertEqual("released", self.expect(200, self.sales.ask("DELETE", path)).json()["state"])
        self.assertEqual("0.000", self.overview()["balance"]["reserved_kg"])
        self.expect(409, self.sales.ask("DELETE", path), "reservation.decided")
        self.expect(409, self.sales.post(path + "/extend", {"days": 1}), "reservation.decided")
        share = self.hold(self.sales, 300000 * 0.9, rows=[{"shipment": "S-2", "line": 1, "share_ppm": 333333}])
        self.assertEqual("199999.800", share["rows"][0]["allocated_kg"])

    def test_sales_see_and_change_what_they_made_and_managers_all(self):
        path = f"/api/v1/reservations/{self.hold(self.sales, 1)['reservation']}"
        self.assertEqual([], self.items(self.sales2, "/api/v1/reservations"))
        self.expect(404, self.sales2.ask("DELETE", path), "reference.unknown")
        self.expect(404, self.sales2.post(path + "/extend", {"days": 1}), "reference.unknown")
        self.assertEqual(1, len(self.items(self.manager, "/api/v1/reservations")))
        self.expect(200, self.manager.post(path + "/extend", {"days": 1}))
        self.expect(200, self.manager.ask("DELETE", path))

    def test_of_two_who_race_for_the_last_tonne_one_gets_it(self):
        self.hold(self.manager, ALL_KG - 5000)
        clients = (self.sales, self.sales2)
        answers = at_once(2, lambda n: clients[n].post("/api/v1/reservations", wanted(5000)))
        self.assertEqual([201, 409], sorted(answer.status for answer in answers))
        lost = next(answer for answer in answers if answer.status == 409)
        self.assertEqual("reservation.insufficient", lost.code)
        self.assertEqual(("0.000", "5000.000"), tuple(lost.json()["facts"][key] for key in ("have_kg", "want_kg")))
        self.assertEqual(f"{ALL_KG}.000", self.overview()["balance"]["reserved_kg"])

    def test_who_reserves_and_who_allocates_never_both_get_it(self):
        for turn in range(4):
            left = ALL_KG - turn * 20_000
            self.hold(self.manager, left - 20_000, "C-0101", note=str(turn))
            command = support.allocate(f"R-{turn}", "8 %", shipment="S-1")  # 20 t of C-0102
            answers = at_once(2, lambda n: self.allocate(command) if n else self.sales.post(
                "/api/v1/reservations", wanted(20_000)))
            self.assertIn(sorted(answer.status for answer in answers), ([200, 409], [201, 409]), repr(answers))
            lost = next(answer for answer in answers if answer.status == 409)
            self.assertIn(lost.code, ("reservation.insufficient", "reservation.held"))
            if answers[0].status == 201:  # so that the next turn begins with less as well
                path = f"/api/v1/reservations/{answers[0].json()['reservation']}"
                self.expect(200, self.manager.ask("DELETE", path))
                self.expect(200, self.allocate(command))
            for held in self.items(self.manager, "/api/v1/reservations?state=open"):
                self.expect(200, self.manager.ask("DELETE", f"/api/v1/reservations/{held['reservation']}"))

    def test_what_is_left_is_said_and_held_masses_count(self):
        self.hold(self.sales, 268800)
        answer = self.expect(409, self.sales2.post("/api/v1/reservations", wanted(3200.001)), "reservation.insufficient")
        self.assertEqual("3200.000", answer.json()["facts"]["have_kg"])
        self.assertIn("3.200 t", answer.json()["detail"])
        self.hold(self.sales2, 3200)

    def test_carried_over_credits_are_promised_once(self):
        self.hold(self.sales, 200_000)
        later = {**wanted(72_001), "period": "2026-10-01"}
        answer = self.expect(409, self.sales.post("/api/v1/reservations", later), "reservation.insufficient")
        self.assertEqual("72000.000", answer.json()["facts"]["have_kg"])
        self.expect(201, self.sales.post("/api/v1/reservations", {**later, "mass_kg": "72000"}))
        answer = self.expect(409, self.sales.post("/api/v1/reservations", wanted(1)), "reservation.insufficient")
        self.assertEqual("0.000", answer.json()["facts"]["have_kg"])

    def test_an_allocation_leaves_what_is_held_for_others(self):
        self.hold(self.sales, 200_000, "C-0101")
        answer = self.expect(409, self.allocate(support.allocate("A-1", "40 %", shipment="S-1")), "reservation.held")
        self.assertEqual(("200000.000", "172000.000"), tuple(answer.json()["facts"][key] for key in ("held_kg", "left_kg")))
        self.expect(409, self.allocate(support.allocate("A-1", "40 %", shipment="S-1"), "?dry_run=true"), "reservation.held")
        pair = {"commands": [support.allocate("A-1", "20 %", shipment="S-1"), {**support.allocate("A-2", "10 %", shipment="S-1")}]}
        answer = self.expect(409, self.allocate(pair), "reservation.held")
        self.assertEqual("#/commands/1", answer.json()["errors"][0]["pointer"])
        self.assertEqual([], self.items(self.manager, "/api/v1/allocations"))  # all or nothing
        self.expect(200, self.allocate(support.allocate("A-3", "28 %", shipment="S-1")))
        self.expect(200, self.allocate(support.allocate("A-4", "10 %")))  # held for this very customer

    def test_a_reservation_is_turned_into_an_allocation(self):
        mine, theirs = self.hold(self.sales, 150_000, "C-0101"), self.hold(self.sales2, 100_000, "C-0102")
        command = support.allocate("A-1", "25 %")
        key = str(uuid.uuid4())
        path = f"/api/v1/commands?reservation={mine['reservation']}"
        self.expect(400, self.allocate(command, f"?reservation={theirs['reservation']}"), "input.invalid")
        self.expect(404, self.allocate(command, "?reservation=99"), "reference.unknown")
        self.expect(404, self.allocate(command, "?reservation=x"), "reference.unknown")
        self.assertEqual([], self.items(self.manager, "/api/v1/allocations"))
        first = self.expect(200, self.manager.post(path, command, Idempotency_Key=key)).json()
        self.assertEqual("allocated", self.items(self.sales, "/api/v1/reservations")[0]["state"])
        again = self.expect(200, self.manager.post(path, command, Idempotency_Key=key)).json()
        self.assertEqual((first["results"][0]["seq"], "repeated"), (again["results"][0]["seq"], again["results"][0]["status"]))
        self.expect(409, self.allocate(support.allocate("A-2", "1 %", shipment="S-1"), f"?reservation={mine['reservation']}"),
                    "reservation.decided")
        self.assertEqual("100000.000", self.overview()["balance"]["reserved_kg"])

    def test_a_plan_of_several_customers_takes_all_their_reservations(self):
        held = [self.hold(self.sales, kg, customer)["reservation"] for kg, customer in ((150_000, "C-0101"), (122_000, "C-0102"))]
        both = {"commands": [support.allocate("A-1", None, shipment="S-2", mass="150 t"),
                             support.allocate("A-2", None, shipment="S-1", mass="122 t")]}
        for command in both["commands"]:
            del command["share"]
        self.expect(409, self.allocate({"commands": [both["commands"][0], {**both["commands"][0], "allocation": "A-9", "mass": "1 kg"}]}),
                    "reservation.held")
        self.expect(200, self.allocate(both, "?reservation=" + ",".join(held)))
        self.assertEqual({"allocated"}, {each["state"] for each in self.items(self.manager, "/api/v1/reservations")})

    def test_simulation_tells_what_others_hold(self):
        def simulate(shipment):
            row = {"shipment": shipment, "line": 1, "share_ppm": 10000}
            answer = self.expect(200, self.sales.post("/api/v1/simulate", {**WHERE, "rows": [row]})).json()
            return tuple(answer[key] for key in ("have_kg", "reserved_kg", "free_kg"))

        self.assertEqual(("272000.000", "0.000", "272000.000"), simulate("S-1"))
        self.hold(self.sales, 200_000, "C-0101")
        self.assertEqual(("272000.000", "200000.000", "72000.000"), simulate("S-1"))
        self.assertEqual(("272000.000", "0.000", "272000.000"), simulate("S-2"))

    def test_the_paper_of_a_simulation_leaves_alone_what_others_hold(self):
        def paper(*rows):
            rows = [{"shipment": shipment, "line": 1, "share_ppm": ppm} for shipment, ppm in rows]
            return self.sales.post("/api/v1/simulate/certificate?customer=C-0102", {**WHERE, "rows": rows})

        self.hold(self.sales, 200_000, "C-0101")
        self.expect(200, paper(("S-1", 280_000)))  # 70 of the 72 t that are free
        refused = self.expect(409, paper(("S-1", 400_000)), "reservation.held").json()
        self.assertEqual({"held_kg": "200000.000", "left_kg": "172000.000"}, refused["facts"])
        self.expect(409, paper(("S-1", 1_000_000), ("S-2", 100_000)), "balance.insufficient")
        self.expect(200, paper(("S-1", 400_000), ("S-2", 10_000)))  # whoever it is held for is one of them

    def test_the_cap_of_sales_is_set_by_a_manager(self):
        self.expect(403, self.admin.post("/api/v1/settings", {"sales_cap_kg": "40000"}), "right.missing")
        self.expect(403, self.manager.post("/api/v1/settings", {"self_approval": "on"}), "right.missing")
        self.expect(400, self.manager.post("/api/v1/settings", {"sales_cap_kg": "a lot"}), "input.invalid")
        self.assertEqual("40000", self.expect(200, self.manager.post("/api/v1/settings", {"sales_cap_kg": "40000"})).json()["sales_cap_kg"])
        self.hold(self.sales, 30_000)
        caps = [self.expect(200, who.get("/api/v1/reservation-cap")).json() for who in (self.sales, self.sales2, self.manager)]
        self.assertEqual([("40000.000", "30000.000"), ("40000.000", "0.000"), (None, None)], [tuple(cap.values()) for cap in caps])
        answer = self.expect(409, self.sales.post("/api/v1/reservations", wanted(10_001)), "reservation.cap")
        self.assertEqual(("40000.000", "40001.000"), tuple(answer.json()["facts"][key] for key in ("cap_kg", "want_kg")))
        self.hold(self.sales2, 40_000)
        self.hold(self.procurement, 50_000)
        self.hold(self.manager, 50_000)

    def test_what_is_refused(self):
        for changes, status, code in (
                ({"site": "XX"}, 404, "reference.unknown"), ({"customer": "C-9"}, 404, "reference.unknown"),
                ({"period": "2026-07-02"}, 404, "period.unknown"), ({"period": "soon"}, 400, "input.invalid"),
                ({"mass_kg": "0"}, 400, "input.invalid"), ({"mass_kg": "-1"}, 400, "input.invalid"), ({"mass_kg": 5}, 400, "input.invalid"),
                ({"days": 0}, 400, "input.invalid"), ({"days": 366}, 400, "input.invalid"), ({"more": 1}, 400, "input.invalid"),
                ({"rows": [{"shipment": "S-1", "line": 1, "allocated_kg": "1"}]}, 404, "reference.unknown"),  # another customer's
                ({"rows": [{"shipment": "S-2", "line": 2, "allocated_kg": "1"}]}, 404, "reference.unknown"),
                ({"rows": [{"shipment": "S-2", "line": 1, "allocated_kg": "600001"}]}, 422, "share.exceeds_product"),
                ({"rows": [{"shipment": "S-2", "line": 1, "allocated_kg": "2"}]}, 400, "input.invalid")):
            with self.subTest(changes):
                self.expect(status, self.sales.post("/api/v1/reservations", {**wanted(1), **changes}), code)
        self.expect(403, self.clerk.post("/api/v1/reservations", wanted(1)), "right.missing")
        self.expect(404, self.sales.ask("DELETE", "/api/v1/reservations/x"), "reference.unknown")
        self.expect(400, self.sales.get("/api/v1/reservations?state=lost"), "input.invalid")
        self.assertEqual([], self.items(self.manager, "/api/v1/reservations"))

    def test_no_hold_in_a_closed_period(self):
        self.expect(200, self.manager.command(support.close("2026-04-01", "2026-10-01")))
        self.expect(200, self.manager.command(support.close("2026-07-01", "2026-10-01")))
        self.assertEqual("period.closed", self.sales.post("/api/v1/reservations", wanted(1)).code)

    def test_pages_of_a_list(self):
        for kg in (1, 2, 3):
            self.hold(self.sales, kg)
        first = self.expect(200, self.sales.get("/api/v1/reservations?limit=2")).json()
        rest = self.expect(200, self.sales.get(f"/api/v1/reservations?limit=2&cursor={first['next']}")).json()
        self.assertEqual(["3.000", "2.000", "1.000"], [each["mass_kg"] for each in first["items"] + rest["items"]])
        self.assertIsNone(rest["next"])
