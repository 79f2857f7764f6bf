"""`tenbin mcp`: lines of MCP from a program to a server and back."""
import http.server
import json
import threading

from support import CliTest, environment


class Server(http.server.BaseHTTPRequestHandler):
    """Answers ping, takes what has no id, and refuses the rest as a server of ours does."""
    seen = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        sent = json.loads(body)
        self.seen.append((self.path, dict(self.headers), sent))
        if "id" not in sent:
            return self.answer(202, b"")
        if sent["method"] == "initialize":
            return self.answer(200, json.dumps({"jsonrpc": "2.0", "id": sent["id"], "result": {"protocolVersion": "2025-06-18"}}).encode())
        if sent["method"] == "ping":
            return self.answer(200, json.dumps({"jsonrpc": "2.0", "id": sent["id"], "result": {}}).encode())
        self.answer(401, json.dumps({"code": "token.invalid", "detail": "トークンが違います。"}).encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Relay(CliTest):
    def setUp(self):
        super().setUp()
        Server.seen.clear()
        server = http.server.HTTPServer(("127.0.0.1", 0), Server)
        self.addCleanup(server.server_close)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        self.address = f"http://127.0.0.1:{server.server_port}"
        (self.folder / "token").write_text("tenbin_secret\n")

    def relay(self, *messages, address=None):
        lines = "".join(each if isinstance(each, str) else json.dumps(each) + "\n" for each in messages)
        return self.expect(0, self.tenbin("mcp", "--server", address or self.address, "--token-file", "token", "--lang", "en", stdin=lines,
                                          env=environment(no_proxy="127.0.0.1")))

    def message(self, method, id=None):
        return {"jsonrpc": "2.0", "method": method, **({} if id is None else {"id": id})}

    def test_every_message_goes_over_and_every_answer_comes_back(self):
        done = self.relay(self.message("initialize", "a"), self.message("notifications/initialized"), "\n", self.message("ping", 2),
                          self.message("tools/call", 3))
        self.assertEqual([{"jsonrpc": "2.0", "id": "a", "result": {"protocolVersion": "2025-06-18"}}, {"jsonrpc": "2.0", "id": 2, "result": {}},
                          {"jsonrpc": "2.0", "id": 3, "error": {"code": -32000, "message": "トークンが違います。"}}], done.lines())
        paths, headers, sent = zip(*Server.seen)
        self.assertEqual({"/mcp"}, set(paths))
        self.assertEqual({"Bearer tenbin_secret"}, {each["Authorization"] for each in headers})
        self.assertEqual([None, "2025-06-18", "2025-06-18", "2025-06-18"], [each.get("MCP-Protocol-Version") for each in headers])
        self.assertEqual(["initialize", "notifications/initialized", "ping", "tools/call"], [each["method"] for each in sent])
        self.assertNotIn("tenbin_secret", done.out + done.err)

    def test_a_server_that_is_not_there(self):
        done = self.relay(self.message("ping", 1), self.message("notifications/initialized"), "no json\n", address="http://127.0.0.1:1/")
        self.assertEqual([(1, -32000)], [(each["id"], each["error"]["code"]) for each in done.lines()])
        self.assertIn("http://127.0.0.1:1", done.err)

    def test_the_token_crosses_no_network_as_it_is(self):
        for server in ("http://mill.example", "ftp://127.0.0.1", "mill.example", ""):
            self.expect(2, self.tenbin("mcp", "--server", server, "--token-file", "token"))

    def test_without_its_token(self):
        self.expect(5, self.tenbin("mcp", "--server", self.address, "--token-file", "nowhere"))
        self.expect(2, self.tenbin("mcp", "--server", self.address))
