"""Four eyes: one person asks, another approves, and what was asked is posted in the name of who asked."""
import json
import uuid

from served import Client, HttpTest, Served, at_once
import support

PERIOD = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
ALL = "/api/v1/certificates/all"
CLOSE = {"do": "close_period", "site": "HQ", "period": "2026-04-01", "date": "2026-07-10"}
PAPER = {"do": "register_supplier_certificate", "supplier": "S-012", "valid_from": "2026-04-01", "valid_to": "2026-12-31",
         "smelter": "見本製錬所", "country": "NO", "power_source": "hydro", "mass": "10 t", "emission_factor": "4.1 kgCO2e/kg",
         "emission_boundary": "cradle-to-gate", "chain_model": "segregated"}


def commands():
    """The small mill with an allocation to each of its two customers; A-3 and A-4 are more of C-0101's."""
    ships = [{"do": "ship", "shipment": f"S-{n}", "line": 1, "date": "2026-07-20", "site": "HQ", "customer": "C-0101",
              "product": "EX-6061-09", "mass": "1 t"} for n in (3, 4)]
    return [*support.mill_commands(), *ships, support.allocate("A-1", "10 %", shipment="S-1"), support.allocate("A-2", "10 %"),
            support.allocate("A-3", "10 %", shipment="S-3"), support.allocate("A-4", "10 %", shipment="S-4")]


class ApprovalTest(HttpTest):
    @classmethod
    def serve(cls):
        return Served(commands(), managers=2)

    def size(self):
        return self.clerk.get("/api/v1/book").json()["size"]

    def asked(self, answer):
        return self.expect(202, answer).json()["approval"]

    def issue(self, client, *allocations, **more):
        body = {"customer": "C-0101", "date": "2026-10-05", "allocations": list(allocations), **more}
        return client.post("/api/v1/certificates", body)

    def act(self, client, approval, act, **body):
        return client.post(f"/api/v1/approvals/{approval['approval']}/{act}", body)

    def approved(self, approval, by=None, **body):
        answer = self.expect(200, self.act(by or self.manager2, approval, "approve", **body)).json()
        self.assertEqual("approved", answer["approval"]["state"])
        return answer["result"]

    def state_of(self, approval):
        return self.manager.get(f"/api/v1/approvals/{approval['approval']}").json()["state"]

    def journal(self, limit=1):
        return [(entry["actor"], entry["approved_by"], entry["do"])
                for entry in self.items(self.manager, f"/api/v1/journal?limit={limit}")]

    def said_of(self, number):
        document = self.expect(200, self.manager.get(f"/api/v1/certificates/{number}/json")).json()
        return document["credentialSubject"]["massBalance"].get("approval")


class Issuing(ApprovalTest):
    def test_another_person_approves(self):
        size = self.size()
        self.expect(200, self.manager.post("/api/v1/certificates?dry_run=true",
                                           {"customer": "C-0101", "date": "2026-10-05", "allocations": ["A-3"]}))
        self.assertEqual([], self.items(self.manager, "/api/v1/approvals"))
        approval = self.asked(self.issue(self.manager, "A-3"))
        self.assertEqual(("issue", "manager", "open", None, None, False, size),
                         (*(approval[key] for key in ("kind", "requested_by", "state", "decided_by", "decided_at",
                                                      "self_approved")), self.size()))
        self.assertEqual([{"do": "issue_certificate", "customer": "C-0101", "date": "2026-10-05", "allocations": ["A-3"]}],
                         approval["effects"]["commands"])
        self.assertEqual(("顧客 C-0101 へ証明書を発行する。", "Issue a certificate to customer C-0101."),
                         (approval["summary_ja"], approval["summary_en"]))
        self.assertEqual([approval], self.items(self.manager2, "/api/v1/approvals?state=open"))
        for act in ("approve", "reject"):
            self.expect(403, self.act(self.manager, approval, act, comment="x"), "approval.same_person")
        self.assertEqual(size, self.size())
        issued, = self.approved(approval, comment="見ました")["issued"]
        self.assertEqual([("manager", None, "attest_certificate"), ("manager", "manager2", "issue_certificate")], self.journal(2))
        kept = self.expect(200, self.manager.get("/api/v1/approvals/" + approval["approval"])).json()
        self.assertEqual(("approved", "manager2", "見ました", False),
                         tuple(kept[key] for key in ("state", "decided_by", "comment", "self_approved")))
        self.assertEqual("two_people", self.said_of(issued["certificate"]))
        for act in ("approve", "reject", "withdraw"):
            client = self.manager if act == "withdraw" else self.manager2
            self.expect(409, self.act(client, approval, act, comment="x"), "approval.decided")
        self.assertEqual([], self.items(self.manager, "/api/v1/approvals?state=open"))

    def test_what_would_be_refused_is_not_asked_for(self):
        self.expect(404, self.issue(self.manager, "A-404"), "reference.unknown")
        self.expect(422, self.manager.post(ALL, {**PERIOD, "from": "2026-08-01", "to": "2026-08-02"}), "certificate.empty")
        self.expect(404, self.manager.command({**CLOSE, "site": "XX"}), "reference.unknown")
        self.assertEqual([], [each for each in self.items(self.manager, "/api/v1/approvals") if each["kind"] == "close"])

    def test_rejected_withdrawn_and_asked_again(self):
        approval = self.asked(self.issue(self.manager, "A-4"))
        self.assertEqual(approval, self.asked(self.issue(self.manager, "A-4")))  # asked twice is asked once
        self.expect(400, self.act(self.manager2, approval, "reject"), "input.invalid")
        self.expect(400, self.act(self.manager2, approval, "reject", comment=5), "input.invalid")
        self.expect(400, self.act(self.manager2, approval, "approve", note="x"), "input.invalid")
        self.expect(403, self.act(self.manager2, approval, "withdraw"), "approval.not_own")
        self.expect(404, self.act(self.clerk, approval, "withdraw"), "reference.unknown")
        rejected = self.expect(200, self.act(self.manager2, approval, "reject", comment="数量を確認")).json()
        self.assertEqual(("rejected", "manager2", "数量を確認"), tuple(rejected[key] for key in ("state", "decided_by", "comment")))
        again = self.asked(self.issue(self.manager, "A-4"))
        self.assertNotEqual(approval["approval"], again["approval"])
        self.assertEqual("withdrawn", self.expect(200, self.act(self.manager, again, "withdraw")).json()["state"])
        self.expect(409, self.act(self.manager2, again, "approve"), "approval.decided")
        self.expect(400, self.manager.get("/api/v1/approvals?state=asleep"), "input.invalid")
        for number in ("999", "x", "1x"):
            self.expect(404, self.manager2.post(f"/api/v1/approvals/{number}/approve"), "reference.unknown")


class Stale(ApprovalTest):
    def test_what_can_no_longer_be_posted_stays_open(self):
        first, second = self.asked(self.issue(self.manager, "A-2")), self.asked(self.issue(self.manager2, "A-2"))
        self.approved(first)
        size = self.size()
        answer = self.expect(409, self.act(self.manager, second, "approve"), "approval.stale").json()
        self.assertEqual(("shipment.already_certified", second["approval"]), (answer["facts"]["reason"], answer["facts"]["approval"]))
        self.assertIn(answer["facts"]["detail"], answer["detail"])
        self.assertEqual(("open", size), (self.state_of(second), self.size()))
        self.expect(200, self.act(self.manager2, second, "withdraw"))

    def test_who_asked_is_no_longer_there(self):
        self.served.add_person("leaving", ["manager"])
        leaving = self.served.clients["leaving"]
        approval = self.asked(self.issue(leaving, "A-3"))
        for change in ({"roles": ["clerk"]}, {"roles": ["manager"], "active": False}):
            self.expect(200, self.admin.ask("PATCH", "/api/v1/people/leaving", change))
            refused = self.expect(409, self.act(self.manager, approval, "approve"), "approval.stale").json()
            self.assertEqual("right.missing", refused["facts"]["reason"])
        self.assertEqual("open", self.state_of(approval))
        self.expect(200, self.act(self.manager, approval, "reject", comment="退職"))

    def test_two_who_approve_at_once_post_once(self):
        self.served.add_person("manager3", ["manager"])
        approval = self.asked(self.issue(self.manager, "A-4"))
        size, both = self.size(), [self.manager2, self.served.clients["manager3"]]
        answers = at_once(2, lambda n: self.act(both[n], approval, "approve"))
        self.assertEqual(1, [answer.status for answer in answers].count(200), answers)
        lost = next(answer for answer in answers if answer.status != 200)
        self.assertIn((lost.status, lost.code), [(409, "approval.decided"), (503, "request.busy")])
        self.assertEqual(size + 2, self.size())


class EveryKind(ApprovalTest):
    def test_all_replaced_and_revoked(self):
        approval = self.asked(self.manager.post(ALL, PERIOD))
        self.assertEqual(["C-0101", "C-0102"], [command["customer"] for command in approval["effects"]["commands"]])
        self.assertEqual("Issue a certificate to customer C-0101. and 1 more", approval["summary_en"])
        issued = self.approved(approval)["issued"]
        self.assertEqual([("manager", "manager2", "issue_certificate")] * 2,
                         sorted(entry for entry in self.journal(4) if entry[2] == "issue_certificate"))
        number = issued[0]["certificate"]
        path = f"/api/v1/certificates/{number}"
        asked = self.asked(self.manager2.post(path + "/replace", {"date": "2026-10-06", "reason": "住所", "allocations": ["A-2"]}))
        self.assertEqual(("replace", number), (asked["kind"], asked["effects"]["commands"][0]["certificate"]))
        replaced, = self.approved(asked, self.manager)["issued"]
        self.assertEqual((number, 2), (replaced["certificate"], replaced["revision"]))
        self.assertEqual(("manager2", "manager", "replace_certificate"), self.journal(2)[1])
        self.assertEqual("two_people", self.said_of(number))
        paper = self.manager.get(path + "/pdf").body
        self.assertTrue(paper.startswith(b"%PDF-"))
        asked = self.asked(self.manager.post(path + "/revoke", {"date": "2026-10-07", "reason": "誤り", "class": "error"}))
        self.assertEqual("revoke", asked["kind"])
        self.assertEqual({"held_back": [], "issued": []}, self.approved(asked))
        self.assertEqual([("manager", "manager2", "revoke_certificate")], self.journal())
        self.assert_public_reason(number)
        self.served.run("check", self.served.book)

    def assert_public_reason(self, number):
        events = [json.loads(line)["event"] for line in self.served.run("journal", self.served.book).splitlines()]
        revoked = next(event for event in events if event["do"] == "revoke_certificate")
        self.assertEqual((number, "class:error approved_by:manager2"), (revoked["certificate"], revoked["note"]))

    def test_a_clerk_asks_for_a_close(self):
        approval = self.asked(self.clerk.command(CLOSE, "close-1"))
        self.assertEqual(("close", "clerk"), (approval["kind"], approval["requested_by"]))
        self.assertEqual(approval, self.asked(self.clerk.command(CLOSE, "close-1")))
        self.expect(403, self.act(self.clerk, approval, "approve"), "right.missing")
        result = self.approved(approval, self.manager)
        self.assertEqual("accepted", result["results"][0]["status"])
        self.assertEqual([("clerk", "manager", "close_period")], self.journal())
        self.assertEqual("approved", self.asked(self.clerk.command(CLOSE, "close-1"))["state"])  # the same key is the same posting

    def test_factors(self):
        asked = [self.asked(self.clerk.command(command)) for command in (
            {**PAPER, "supplier_certificate": "SC-1"},
            {"do": "add_product", "product": "P-9", "process_emissions": "0.3 kgCO2e/kg"},
            {"do": "receive", "receipt": "R-9", "date": "2026-07-05", "site": "HQ", "supplier": "S-003", "material": "ingot",
             "class": "conventional", "mass": "1 t", "emission_factor": "9.0 kgCO2e/kg"})]
        for approval in asked:
            self.assertEqual("factors", approval["kind"])
            self.approved(approval)
        self.assertIn("4.1 kgCO2e/kg", asked[0]["summary_ja"])
        self.expect(200, self.clerk.command({"do": "add_product", "product": "P-10"}))
        together = {"commands": [{"do": "add_supplier", "supplier": "S-9"}, {**PAPER, "supplier_certificate": "SC-2", "supplier": "S-9"}]}
        approval = self.asked(self.clerk.command(together))
        self.assertEqual("仕入先の証明書 SC-2 を排出係数 4.1 kgCO2e/kg で登録する。 ほか 1 件", approval["summary_ja"])
        self.assertEqual([], self.items(self.clerk, "/api/v1/suppliers?q=s-9"))
        self.assertEqual(2, len(self.approved(approval)["results"]))
        self.assertEqual([("clerk", "manager2", "register_supplier_certificate"), ("clerk", "manager2", "add_supplier")], self.journal(2))

    def test_the_factors_in_force(self):
        product = {"do": "add_product", "product": "EX-P-9", "process_emissions": "0.5 kgCO2e/kg", "note": "炉の更新"}
        self.expect(200, self.clerk.post("/api/v1/commands?dry_run=true", product))
        self.expect(403, self.served.clients["admin"].command(product), "right.missing")
        self.approved(self.asked(self.clerk.command(product)), by=self.manager)
        self.approved(self.asked(self.clerk.command({
            "do": "receive", "receipt": "R-F-9", "date": "2026-07-03", "site": "HQ", "supplier": "S-012", "material": "ingot",
            "class": "conventional", "mass": "1 t", "emission_factor": "9.0 kgCO2e/kg"})))
        factors = self.items(self.verifier, "/api/v1/factors")
        self.assertEqual(["default", "default"], [one["kind"] for one in factors][-2:])
        self.assertEqual(("conventional", "15.100000", "2026-04-01", None, None), tuple(
            factors[-2][key] for key in ("id", "factor_kgco2e_per_kg", "from", "to", "seq")))
        receipt, made = factors[:2]
        self.assertEqual(("receipt", "R-F-9", "9.000000", "2026-07-03", "2026-07-03", ""), tuple(
            receipt[key] for key in ("kind", "id", "factor_kgco2e_per_kg", "from", "to", "reason")))
        self.assertEqual(("product", "EX-P-9", "0.500000", None, "clerk", "manager", "炉の更新"), tuple(
            made[key] for key in ("kind", "id", "factor_kgco2e_per_kg", "from", "actor", "approved_by", "reason")))
        self.assertNotIn("R-F-9", [one["id"] for one in self.items(self.sales, "/api/v1/factors")])
        self.assertEqual(["EX-P-9"], [one["id"] for one in self.items(self.verifier, "/api/v1/factors?q=%E7%82%89%E3%81%AE")])
        paged, path = [], "/api/v1/factors?limit=1"
        while path:
            page = self.expect(200, self.verifier.get(path)).json()
            paged += page["items"]
            path = page["next"] and f"/api/v1/factors?limit=1&cursor={page['next']}"
        self.assertEqual(factors, paged)

    def test_a_workbook_with_factors(self):
        def hand_in(table):
            return self.expect(201, self.clerk.ask("POST", "/api/v1/imports?file=products.csv", table.encode())).json()
        table = "製品コード,品名,製品群,形状,自社工程原単位\nEX-77,見本レール,建材,押出形材,0.90\n"
        confirm, size = f"/api/v1/imports/{hand_in(table)['import']}/confirm", self.size()
        approval = self.asked(self.clerk.post(confirm, {}))
        self.assertEqual(approval, self.asked(self.clerk.post(confirm, {})))
        self.assertEqual(("factors", size), (approval["kind"], self.size()))
        self.assertEqual(1, self.approved(approval)["posted"])
        self.assertEqual([("clerk", "manager2", "add_product")], self.journal())
        self.assertEqual(1, hand_in(table)["counts"]["same"])  # who approved is no content
        self.expect(200, self.clerk.post(f"/api/v1/imports/{hand_in(table.replace('77', '78').replace('0.90', ''))['import']}/confirm", {}))
        wrong = hand_in(table.replace("77", "79") + "EX-80,見本,建材,押出形材,x\n")
        confirm = f"/api/v1/imports/{wrong['import']}/confirm"
        self.expect(422, self.clerk.post(confirm, {}), "import.rows_invalid")
        approval = self.asked(self.clerk.post(confirm, {"only_good_rows": True}))
        self.expect(200, self.act(self.clerk, approval, "withdraw"))

    def test_sales_ask_for_an_allocation_and_managers_do_not(self):
        command = support.allocate("A-S", "1 %", shipment="S-1")
        approval = self.asked(self.sales.command(command))
        self.assertEqual(("allocate", [approval]), (approval["kind"], self.items(self.sales, "/api/v1/approvals")))
        self.approved(approval)
        self.expect(200, self.manager.command(support.allocate("A-M", "1 %", shipment="S-1")))
        self.assertEqual([("manager", None, "allocate"), ("sales", "manager2", "allocate")], self.journal(2))

    def test_a_note_cannot_say_who_approved(self):
        for note in ("approved_by:manager2", "x self_approved"):
            self.expect(400, self.clerk.command({"do": "add_supplier", "supplier": "S-8", "note": note}), "input.invalid")
        self.expect(428, self.manager.post("/api/v1/commands", CLOSE), "request.key_missing")


class Rights(ApprovalTest):
    def test_who_sees_what(self):
        own, others = self.asked(self.clerk.command({**PAPER, "supplier_certificate": "SC-7"})), self.asked(self.issue(self.manager, "A-3"))
        numbers = {role: [each["approval"] for each in self.items(client, "/api/v1/approvals?state=open")]
                   for role, client in self.served.clients.items()}
        everything = [others["approval"], own["approval"]]
        self.assertEqual({"clerk": [own["approval"]], "manager": everything, "manager2": everything, "verifier": everything,
                          "sales": [], "procurement": [], "customer": [], "admin": []}, numbers)
        self.expect(404, self.sales.get(f"/api/v1/approvals/{own['approval']}"), "reference.unknown")
        first = self.expect(200, self.manager.get("/api/v1/approvals?state=open&limit=1")).json()
        rest = self.expect(200, self.manager.get(f"/api/v1/approvals?state=open&limit=1&cursor={first['next']}")).json()
        self.assertEqual((everything, None), ([*(each["approval"] for each in first["items"] + rest["items"])], rest["next"]))
        for role in ("clerk", "sales", "verifier", "customer", "admin"):
            for act in ("approve", "reject"):
                self.expect(403, self.act(self.served.clients[role], own, act, comment="x"), "right.missing")

    def test_a_token_asks_and_never_approves(self):
        made = self.expect(201, self.manager.post("/api/v1/tokens", {"name": "erp", "scopes": ["issue", "read"]})).json()
        robot = Client(self.served.port)
        robot.token = made["secret"]
        approval = self.asked(self.issue(robot, "A-4"))
        self.assertEqual("manager", approval["requested_by"])
        self.expect(403, self.act(robot, approval, "approve"), "right.missing")
        self.assertIn(approval["approval"], [each["approval"] for each in self.items(robot, "/api/v1/approvals")])
        self.assertEqual("withdrawn", self.expect(200, self.act(robot, approval, "withdraw")).json()["state"])


class OnePerson(ApprovalTest):
    """The first person is manager and administrator: the firm approves itself, and its papers say so."""

    @classmethod
    def serve(cls):
        return Served(commands())

    def test_the_first_person_of_a_firm_approves_itself(self):
        self.assertEqual("on", self.admin.get("/api/v1/settings").json()["self_approval"])
        size = self.size()
        one, = self.expect(200, self.issue(self.manager, "A-2")).json()["issued"]
        self.assertEqual(size + 2, self.size())
        self.assertEqual(("manager", "manager", "issue_certificate"), self.journal(2)[1])
        kept = self.items(self.manager, "/api/v1/approvals")[0]
        self.assertEqual(("issue", "approved", "manager", "manager", True),
                         tuple(kept[key] for key in ("kind", "state", "requested_by", "decided_by", "self_approved")))
        self.assertEqual("one_person", self.said_of(one["certificate"]))
        code = self.code_of(one["certificate"])
        stranger = Client(self.served.port)
        self.assertIn("一人の事業者", stranger.get(f"/c/{one['certificate']}/{code}").body.decode())
        self.expect(200, self.manager.command(CLOSE, "close"))
        again = self.expect(200, self.manager.command(CLOSE, "close")).json()["results"][0]
        self.assertEqual("repeated", again["status"])
        self.assertEqual(["close", "issue"], [each["kind"] for each in self.items(self.manager, "/api/v1/approvals?state=approved")])
        made = self.expect(201, self.manager.post("/api/v1/tokens", {"name": "erp", "scopes": ["issue"]})).json()
        robot = Client(self.served.port)
        robot.token = made["secret"]
        self.expect(200, self.issue(robot, "A-3"))

    def code_of(self, number):
        events = [json.loads(line)["event"] for line in self.served.run("journal", self.served.book).splitlines()]
        digest = next(event["digest"] for event in events if event["do"] == "attest_certificate" and event["certificate"] == number)
        bits = int(digest[:10], 16)
        return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> 35 - 5 * place & 31] for place in range(8))

    def test_who_may_not_approve_asks_here_too(self):
        command = {**PAPER, "supplier_certificate": f"SC-{uuid.uuid4()}"}
        approval = self.asked(self.clerk.command(command))
        self.expect(200, self.act(self.manager, approval, "approve"))
        self.assertEqual([("clerk", "manager", "register_supplier_certificate")], self.journal())
