"""The Model Context Protocol: its messages, every tool once, and who may speak there at all."""
import base64
import json

import jsonschema

from served import Client, HttpTest, Served
from test_certificates import PERIOD, commands

REVISION = "2025-11-25"
WHERE = {"site": "HQ", "period": "2026-07-01"}
ROWS = [{"shipment": "S-2", "line": 1, "share_ppm": 100000}, {"shipment": "S-9", "line": 1, "mass_kg": "100.000"}]


class McpTest(HttpTest):
    settings = {"TENBIN_MCP": "on"}

    @classmethod
    def serve(cls):
        return Served(commands(), settings=cls.settings)

    def program(self, person, *scopes):
        """A client by a token of that person alone."""
        made = self.expect(201, person.post("/api/v1/tokens", {"name": "mcp", "scopes": scopes})).json()
        client = Client(self.served.port)
        client.token = made["secret"]
        return client

    def send(self, client, body, **headers):
        return client.post("/mcp", body, **{"Accept_Language": "en", "MCP_Protocol_Version": REVISION, **headers})

    def ask(self, client, method, params=None, **headers):
        body = {"jsonrpc": "2.0", "id": 7, "method": method, **({} if params is None else {"params": params})}
        answer = self.expect(200, self.send(client, body, **headers)).json()
        self.assertEqual(7, answer["id"])
        return answer

    def tool(self, client, name, arguments, **headers):
        """What it answers; the text is the same."""
        result = self.ask(client, "tools/call", {"name": name, "arguments": arguments}, **headers)["result"]
        self.assertEqual([{"type": "text", "text": json.dumps(result["structuredContent"], ensure_ascii=False, separators=(",", ":"))}],
                         result["content"])
        return result["isError"], result["structuredContent"]

    def good(self, client, name, /, **arguments):
        failed, answer = self.tool(client, name, arguments)
        self.assertFalse(failed, answer)
        return answer

    def refused(self, code, client, name, /, **arguments):
        failed, answer = self.tool(client, name, arguments)
        self.assertEqual((True, code), (failed, answer.get("code")), answer)
        return answer


class Speaking(McpTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.program(cls(), cls.manager, "read")

    def test_the_handshake(self):
        for asked, agreed in ((REVISION, REVISION), ("2025-06-18", "2025-06-18"), ("2099-01-01", REVISION)):
            hello = self.ask(self.reader, "initialize", {"protocolVersion": asked, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
                             MCP_Protocol_Version="")["result"]
            self.assertEqual((agreed, {"tools": {}}, "tenbin"),
                             (hello["protocolVersion"], hello["capabilities"], hello["serverInfo"]["name"]))
        for method in ("notifications/initialized", "notifications/cancelled", "notifications/unheard_of"):
            taken = self.expect(202, self.send(self.reader, {"jsonrpc": "2.0", "method": method}))
            self.assertEqual(b"", taken.body)
        self.expect(202, self.send(self.reader, {"jsonrpc": "2.0", "id": 1, "result": {}}))
        self.assertEqual({}, self.ask(self.reader, "ping")["result"])

    def test_the_tools_describe_themselves_in_both_languages(self):
        english, japanese = ({tool["name"]: tool for tool in self.ask(self.reader, "tools/list", {}, Accept_Language=language)["result"]["tools"]}
                             for language in ("en", "ja"))
        self.assertEqual(["draft_allocation"], [name for name, tool in english.items() if not tool["annotations"]["readOnlyHint"]])
        self.assertEqual(8, len(english))
        for name, tool in english.items():
            jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
            for each in (tool, *tool["inputSchema"]["properties"].values()):
                self.assertNotIn("mcp.", each["description"])
            self.assertNotEqual(tool["description"], japanese[name]["description"])

    def test_what_is_no_message(self):
        for body, code in (("{", -32700), ("[1,", -32700), ([], -32600), ([{"jsonrpc": "2.0", "id": 1, "method": "ping"}], -32600), ("1", -32600),
                           ({"id": 1, "method": "ping"}, -32600), ({"jsonrpc": "2.0", "id": None, "method": "ping"}, -32600),
                           ({"jsonrpc": "2.0", "id": 1.5, "method": "ping"}, -32600), ({"jsonrpc": "2.0", "id": 1, "method": 5}, -32600)):
            with self.subTest(body):
                self.assertEqual(code, self.expect(400, self.send(self.reader, body)).json()["error"]["code"])
        self.expect(400, self.send(self.reader, {"jsonrpc": "2.0", "id": 1, "method": "ping"}, MCP_Protocol_Version="1999-01-01"))
        self.expect(413, self.send(self.reader, "x" * ((4 << 20) + 1)), "request.too_large")
        self.expect(405, self.reader.get("/mcp"), "request.method")

    def test_what_there_is_not(self):
        for method, params, code in (("resources/list", None, -32601), ("tools/call", {"name": "post_allocation"}, -32602), ("tools/call", {}, -32602),
                                     ("tools/call", [], -32602), ("tools/call", {"name": "get_balance", "arguments": []}, -32602),
                                     ("initialize", {}, -32602), ("tools/list", {"cursor": "x"}, -32602)):
            with self.subTest(method=method, params=params):
                self.assertEqual(code, self.ask(self.reader, method, params)["error"]["code"])


class Tools(McpTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.program(cls(), cls.manager, "read")
        cls.manager.post("/api/v1/certificates", {**PERIOD, "customer": "C-0101"})

    def test_figures_are_those_of_the_api(self):
        self.assertEqual(self.manager.get("/api/v1/balance?site=HQ").json(), self.good(self.reader, "get_balance", site="HQ"))
        explained = self.good(self.reader, "explain_number", figure="entitlement", **WHERE)
        self.assertEqual(("272000.000", "320.000 t"), (explained["value"], explained["formula_en"][explained["formula_en"].index("320"):][:9]))
        shipped = self.good(self.reader, "search_ledger", list="shipments", customer="C-0101", open=True, limit=1)
        self.assertLessEqual(len(shipped["items"]), 1)
        self.assertEqual(["S-012"], [row["supplier"] for row in self.good(self.reader, "search_ledger", list="suppliers", q="smelting")["items"]])
        tried = self.good(self.reader, "simulate_allocation", rows=ROWS, **WHERE)
        self.assertEqual(self.manager.post("/api/v1/simulate", {**WHERE, "rows": ROWS}).json(), tried)
        self.assertTrue(self.good(self.reader, "check_claim_text", text="Our rails contain 50 % green aluminium.")["findings"])

    def test_a_certificate_as_text_and_as_bytes(self):
        number = self.good(self.reader, "list_certificates", customer="C-0101")["items"][0]["certificate"]
        text = self.manager.get(f"/api/v1/certificates/{number}/json").body.decode()
        self.assertTrue(self.good(self.reader, "verify_certificate", text=text)["valid"])
        page = base64.b64encode(self.manager.get(f"/api/v1/certificates/{number}/pdf").body).decode()
        self.assertTrue(self.good(self.reader, "verify_certificate", base64=page)["valid"])
        self.refused("input.invalid", self.reader, "verify_certificate", base64="%")
        self.refused("input.invalid", self.reader, "verify_certificate")

    def test_what_a_tool_refuses_is_a_problem_in_the_callers_language(self):
        for code, name, arguments in (("reference.unknown", "get_balance", {"site": "NOWHERE"}), ("input.invalid", "get_balance", {"colour": "red"}),
                                      ("input.invalid", "get_balance", {"site": 5}), ("input.invalid", "explain_number", {}),
                                      ("input.invalid", "search_ledger", {"list": "people"}), ("input.invalid", "search_ledger", {"list": "charges", "customer": "C-0101"}),
                                      ("input.invalid", "simulate_allocation", {**WHERE, "rows": []})):
            with self.subTest(name=name, arguments=arguments):
                self.refused(code, self.reader, name, **arguments)
        details = {self.tool(self.reader, "get_balance", {"site": "NOWHERE"}, Accept_Language=language)[1]["detail"] for language in ("ja", "en")}
        self.assertEqual(2, len(details))

    def test_a_draft_waits_in_the_simulator_of_the_tokens_owner(self):
        size = self.manager.get("/api/v1/book").json()["size"]
        seller = self.program(self.sales, "allocate")
        path = "/api/v1/drafts/simulator.HQ.2026-07-01"
        draft = lambda: self.sales.get(path).json()["draft"]
        left = self.good(seller, "draft_allocation", rows=ROWS, name="秋の案", **WHERE)
        self.assertEqual((1, "simulator.HQ.2026-07-01", "/allocate?site=HQ&period=2026-07-01"), (left["plan"], left["draft"], left["open"]))
        self.assertEqual(2, len(left["simulation"]["rows"]))
        first = draft()["scenarios"][0]
        self.assertEqual(("秋の案", {"S-2/1": {"ppm": 100000}, "S-9/1": {"mass": "100000", "ppm": 0}}), (first["name"], first["wishes"]))
        self.assertEqual((3, "60000"), (len(draft()["scenarios"]), draft()["price"]))
        kept = draft()
        kept["scenarios"][1]["wishes"] = {"S-2/1": {"ppm": 0}}  # of a slider that was put back
        kept["customers"] = {"C-1": []}  # what is not of a program stays as it is
        self.expect(200, self.sales.ask("PUT", path, kept, If_Match=self.sales.get(path).headers["ETag"]))
        self.assertEqual([2, 3], [self.good(seller, "draft_allocation", rows=ROWS, **WHERE)["plan"] for _ in range(2)])
        before = draft()
        self.refused("draft.match_missing", seller, "draft_allocation", rows=ROWS, **WHERE)
        self.refused("input.invalid", seller, "draft_allocation", rows=ROWS[:1] * 2, **WHERE)
        self.refused("input.invalid", seller, "draft_allocation", rows=ROWS, name="a\nb", **WHERE)
        self.assertEqual(before, draft())
        self.assertEqual((first, {"C-1": []}), (before["scenarios"][0], before["customers"]))
        self.assertEqual(size, self.manager.get("/api/v1/book").json()["size"])  # nothing is posted
        self.assertEqual([], self.items(self.sales, "/api/v1/approvals"))

    def test_a_token_does_what_its_scopes_allow_and_the_access_log_says_so(self):
        self.refused("right.missing", self.reader, "draft_allocation", rows=ROWS, **WHERE)
        self.refused("right.missing", self.program(self.clerk, "import"), "get_balance")
        verifier = self.program(self.verifier, "verify")
        self.refused("right.missing", verifier, "simulate_allocation", rows=ROWS, **WHERE)
        self.good(verifier, "list_certificates")
        seen = [row["action"] for row in self.items(self.manager, "/api/v1/access-log?limit=50")]
        for what in ("POST /mcp", "GET /api/v1/certificates", "POST /api/v1/simulate"):
            self.assertIn(what, seen)

    def test_a_program_that_asks_without_end_waits(self):
        eager = self.program(self.clerk, "read")
        codes = []
        while len(codes) < 241 and codes[-1:] != ["lookup.too_many"]:  # a minute may begin between
            codes.append(self.tool(eager, "get_balance", {"site": 1})[1]["code"])
        self.assertEqual("lookup.too_many", codes[-1])
        self.assertGreaterEqual(len(codes), 121)
        self.good(self.reader, "get_balance")
        self.assertEqual({}, self.ask(eager, "ping")["result"])

    def test_who_may_not_speak_here(self):
        ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        for client in (self.manager, Client(self.served.port)):  # a cookie, nobody
            refused = self.expect(401, self.send(client, ping), "token.invalid")
            self.assertEqual("Bearer", refused.headers["WWW-Authenticate"])
        wrong = Client(self.served.port)
        wrong.token = "tenbin_" + "x" * 43
        self.expect(401, self.send(wrong, ping), "token.invalid")
        for origin in ("https://elsewhere.example", "null", f"http://127.0.0.1:{self.served.port + 1}"):
            self.expect(403, self.send(self.reader, ping, Origin=origin), "request.forged")
        self.expect(403, self.send(self.reader, ping, Sec_Fetch_Site="cross-site"), "request.forged")
        self.expect(200, self.send(self.reader, ping, Origin=f"http://localhost:{self.served.port}"))


class Off(McpTest):
    settings = {}

    def test_it_is_off_unless_switched_on(self):
        for body in ({"jsonrpc": "2.0", "id": 1, "method": "ping"}, {}):
            self.expect(404, self.send(self.program(self.manager, "read"), body), "request.not_found")
