"""`tenbin verify` asks the issuer's address: what it gets there counts, what it cannot get is said, and nobody else is asked.

The server is on this machine, so its name is given its address by --resolve, and --allow-private lets it be asked.
"""
import http.server
import json
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import threading
import time

from support import CliTest, allocate, environment, mill_commands

HOST = "mill.example.com"
DID, STATUS = "/.well-known/did.json", "/status/0"
ISSUE = ("--customer", "C-0101", "--date", "2026-08-10", "--allocations", "A-1")


class Site(http.server.ThreadingHTTPServer):
    """Answers each path with (status, body, headers); `asked` is what was asked for."""
    daemon_threads = True

    def __init__(self, context=None, at=("127.0.0.1", 0)):
        super().__init__(at, Page)
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.pages, self.asked, self.headers = {}, [], []
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # A client that hangs up is what some of these tests are about.


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        status, body, headers = self.server.pages.get(self.path, (404, b"", {}))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in [body] if isinstance(body, bytes) else body:
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *_):
        pass


def drops():
    """A byte now and then, for ever."""
    while True:
        yield b" "
        time.sleep(0.2)


def certificate_for(host, folder):
    """The files of a key and of a certificate that vouches for itself."""
    key, certificate = folder / f"{host}.key", folder / f"{host}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return key, certificate


def site_of(host, folder, at=("127.0.0.1", 0)):
    key, certificate = certificate_for(host, folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return Site(context, at), certificate


class VerifyOnline(CliTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory(prefix="tenbin-online-")
        cls.addClassCleanup(folder.cleanup)
        cls.shared = pathlib.Path(folder.name)
        cls.site, cls.ca = site_of(HOST, cls.shared)
        cls.addClassCleanup(cls.site.server_close)
        cls.addClassCleanup(cls.site.shutdown)

    def setUp(self):
        super().setUp()
        own = self.folder
        if not (self.shared / "book").exists():
            (self.shared / "book").mkdir()
            self.folder, self.book = self.shared / "book", self.shared / "book" / "mill.tenbin"
            self.issue(f"https://{HOST}:{self.site.server_port}")
        self.folder = shutil.copytree(self.shared / "book", own, dirs_exist_ok=True)
        self.book = self.folder / "mill.tenbin"
        self.pdf, = self.folder.glob("out/*.pdf")
        self.text = self.pdf.with_suffix(".json")
        self.did = (self.folder / "did.json").read_bytes()
        self.site.asked.clear()
        self.site.headers.clear()
        self.publish()

    def issue(self, web):
        self.expect(0, self.tenbin("init", self.book, "--rulebook", "free-credit", "--web", web))
        self.expect(0, self.apply([*mill_commands(), allocate("A-1", "10 %")]))
        self.expect(0, self.tenbin("certificate", "issue", self.book, *ISSUE, "-o", "out"))
        (self.folder / "did.json").write_text(self.expect(0, self.tenbin("did", self.book)).out)
        self.expect(0, self.tenbin("status-list", self.book, "-o", "status"))

    def publish(self, did=None, status=None):
        lists = (self.folder / STATUS.lstrip("/")).read_bytes()
        self.site.pages = {DID: did or (200, self.did, {}), STATUS: status or (200, lists, {})}

    def address(self, path):
        return f"https://{HOST}:{self.site.server_port}{path}"

    def verify(self, code, *options, path=None):
        """The answer; the checks as {name: (result, reason)}."""
        done = self.expect(code, self.tenbin("verify", path or self.pdf, "--json", *options))
        answer = done.json()
        return answer, {check["check"]: (check["result"], check["reason"]) for check in answer["checks"]}

    def at(self, address):
        return ("--resolve", f"{HOST}:{self.site.server_port}:{address}")

    def here(self):
        return ("--ca", self.ca, "--allow-private", *self.at("127.0.0.1"))

    def left_open(self, did=None, status=None, options=None):
        """Both documents are asked for; those named here could not be had, by that word."""
        answer, checks = self.verify(0, *(self.here() if options is None else options))
        for check, path, word in (("key", DID, did), ("status", STATUS, status)):
            if word:
                self.assertEqual(("not_checked", f"{word} {self.address(path)}"), checks[check])
            else:
                self.assertEqual("passed", checks[check][0])
        self.assertEqual([did, status], [each["failure"] for each in answer["fetched"]])
        self.assertFalse(answer["complete"])
        return checks

    def test_key_seal_and_status_pass(self):
        for path in (self.pdf, self.text):
            self.site.asked.clear()
            answer, checks = self.verify(0, *self.here(), path=path)
            self.assertEqual(("passed", ""), checks["key"])
            self.assertEqual("passed", checks["status"][0])
            self.assertTrue(checks["status"][1].startswith("as_of 20"), checks["status"])
            self.assertEqual([DID, STATUS], self.site.asked)
            self.assertEqual([("did", None, self.address(DID)), ("status", None, self.address(STATUS))],
                             [(each["document"], each["failure"], each["url"]) for each in answer["fetched"]])
            self.assertEqual(("passed", "") if path == self.pdf else None, checks.get("seal"))
        for headers in self.site.headers:
            self.assertEqual({"Host", "Accept"}, set(headers))
        for language in ("ja", "en"):
            done = self.expect(0, self.tenbin("--lang", language, "verify", self.pdf, *self.here()))
            self.assertEqual(2, done.out.count(f"https://{HOST}:"), done.out)

    def test_revoked_since(self):
        number = self.pdf.stem
        self.expect(0, self.tenbin("certificate", "revoke", self.book, number, "--date", "2026-08-12", "--reason", "error",
                                   "--confirm", number))
        self.expect(0, self.tenbin("status-list", self.book, "-o", "status"))
        self.publish()
        _, checks = self.verify(8, *self.here())
        self.assertEqual("failed", checks["status"][0])
        self.assertTrue(checks["status"][1].startswith("revoked_as_of 20"), checks["status"])
        self.assertEqual("not_checked", self.verify(0, "--offline")[1]["status"][0])

    def test_offline_and_files_ask_nothing(self):
        answer, checks = self.verify(0, "--offline", *self.here())
        self.assertEqual([], answer["fetched"])
        self.assertEqual(("not_checked", "own_copy"), checks["key"])
        self.assertEqual([], self.site.asked)
        self.verify(0, *self.here(), "--did", "did.json")
        self.assertEqual([STATUS], self.site.asked)
        self.site.asked.clear()
        self.verify(0, *self.here(), "--status", "status/0.json")
        self.assertEqual([DID], self.site.asked)
        self.site.asked.clear()
        self.verify(0, *self.here(), "--status", "status/0.json", "--did", "did.json")
        self.verify(0, *self.here(), "--book", self.book)
        self.assertEqual([], self.site.asked)

    def test_a_bad_certificate_asks_nobody(self):
        text = self.text.read_text()
        self.text.write_text(text.replace('"number":"', '"number":"X', 1))
        self.verify(8, *self.here(), path=self.text)
        pdf = bytearray(self.pdf.read_bytes())
        pdf[len(pdf) // 2] ^= 1
        self.pdf.write_bytes(pdf)
        self.verify(8, *self.here())
        self.assertEqual([], self.site.asked)

    def test_what_the_server_does_not_have(self):
        self.publish((404, b"", {}), (410, b"", {}))
        self.left_open("not_found", "not_found")
        self.publish((403, b"", {}), (500, b"", {}))
        self.left_open("refused", "refused")
        self.assertEqual([DID, STATUS] * 2, self.site.asked)

    def test_what_was_not_got_is_said_once(self):
        self.publish((404, b"", {}))
        key = json.loads(self.did)["assertionMethod"][0].partition("#")[2]
        for options in ((), ("--public-key", key)):
            done = self.expect(0, self.tenbin("--lang", "en", "verify", self.text, *self.here(), *options))
            self.assertEqual(1, done.out.count(self.address(DID)), done.out)

    def test_redirects_are_not_followed(self):
        elsewhere = {"Location": self.address("/elsewhere")}
        self.publish((302, b"", elsewhere), (301, b"", elsewhere))
        self.site.pages["/elsewhere"] = (200, self.did, {})
        self.left_open("redirected", "redirected")
        self.assertEqual([DID, STATUS], self.site.asked)

    def test_large_answers_are_cut_off(self):
        large = b" " * (2 << 20)
        self.publish((200, large, {"Content-Length": str(len(large))}), (200, large, {}))
        self.left_open("too_large", "too_large")

    def test_slow_answers_are_not_waited_for(self):
        self.publish(status=(200, drops(), {}))
        begin = time.monotonic()
        self.left_open(None, "timed_out")
        self.assertLess(time.monotonic() - begin, 14)

    def test_documents_that_are_none(self):
        self.publish((200, b"<!DOCTYPE html>", {}), (200, b'{"id": 1}', {}))
        self.left_open("malformed", "malformed")

    def test_did_json_of_another(self):
        self.publish((200, self.did.replace(HOST.encode(), b"other.example.com"), {}))
        _, checks = self.verify(8, *self.here())
        self.assertEqual(("failed", "not_in_did"), checks["key"])

    def test_status_list_of_another(self):
        other = json.loads((self.folder / "status" / "0.json").read_text())
        other["validFrom"] = "2026-01-01T00:00:00Z"
        self.publish(status=(200, json.dumps(other).encode(), {}))
        _, checks = self.verify(8, *self.here())
        self.assertEqual(("failed", "does_not_match"), checks["status"])

    def test_only_hosts_that_tls_vouches_for(self):
        self.left_open("tls", "tls", self.here()[2:])  # the system knows no such authority
        other, ca = site_of("other.example.com", self.shared, ("127.0.0.2", self.site.server_port))
        plain = Site(at=("127.0.0.3", self.site.server_port))
        for each, trusted in ((other, ca), (plain, self.ca)):
            self.addCleanup(each.server_close)
            self.addCleanup(each.shutdown)
            self.left_open("tls", "tls", ("--ca", trusted, "--allow-private", *self.at(each.server_address[0])))
        self.left_open("unreachable", "unreachable", ("--allow-private", *self.at("127.0.0.4")))
        self.assertEqual([], other.asked + plain.asked + self.site.asked)

    def test_private_addresses_are_not_asked(self):
        for address in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]"):
            with self.subTest(address):
                self.left_open("not_public", "not_public", ("--ca", self.ca, *self.at(address)))
        self.assertEqual([], self.site.asked)

    def test_reserved_names_are_not_asked(self):
        self.folder = self.folder / "reserved"
        self.folder.mkdir()
        self.book = self.folder / "mill.tenbin"
        self.issue(f"https://mill.example:{self.site.server_port}")
        path, = self.folder.glob("out/*.json")
        answer, checks = self.verify(0, "--ca", self.ca, "--allow-private", "--resolve",
                                     f"mill.example:{self.site.server_port}:127.0.0.1", path=path)
        self.assertEqual([], answer["fetched"])
        self.assertEqual(("not_checked", "no_key_given"), checks["key"])
        self.assertEqual(("not_checked", "no_status_given"), checks["status"])
        self.assertEqual([], self.site.asked)

    def test_proxies_are_not_used(self):
        proxy = f"http://127.0.0.1:{self.site.server_port}"
        done = self.tenbin("verify", self.pdf, *self.here(),
                           env=environment(https_proxy=proxy, HTTPS_PROXY=proxy, all_proxy=proxy))
        self.expect(0, done)
        self.assertEqual([DID, STATUS], self.site.asked)

    def test_options_that_are_none(self):
        for resolve in ("host", "host:443", "host:443:", ":443:127.0.0.1", "host:x:127.0.0.1"):
            done = self.expect(2, self.tenbin("verify", self.pdf, "--resolve", resolve))
            self.assertIn("usage.invalid", done.err)
        self.expect(5, self.tenbin("verify", self.pdf, "--ca", "nowhere.pem"))
        self.expect(2, self.tenbin("verify", self.pdf, "--ca", self.text))
