"""The server with a certificate of its own: what a browser gets, and what gets nothing."""
import contextlib
import pathlib
import shutil
import socket
import ssl
import subprocess
import tempfile
import unittest

from served import LOOPBACK, Client, HttpTest, Served
import support


@unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
class Tls(HttpTest):
    @classmethod
    def serve(cls):
        folder = tempfile.TemporaryDirectory(prefix="tenbin-tls-")
        cls.addClassCleanup(folder.cleanup)
        cls.certificate, cls.key = (pathlib.Path(folder.name) / name for name in ("server.pem", "server.key"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=mill", "-addext", f"subjectAltName=IP:{LOOPBACK}",
                        "-keyout", cls.key, "-out", cls.certificate], check=True, capture_output=True)
        cls.trust = ssl.create_default_context(cafile=str(cls.certificate))
        return Served(people=["clerk"], options=["--tls-certificate", str(cls.certificate), "--tls-key", str(cls.key)],
                      tls=cls.trust)

    def still_serves(self):
        self.expect(200, Client(self.served.port, tls=self.trust).get("/healthz"))

    def test_the_cookie_stays_on_tls(self):
        answer = self.expect(200, Client(self.served.port, "clerk", self.trust).sign_in())
        cookie = answer.headers["Set-Cookie"].split("; ")
        self.assertLessEqual({"Secure", "HttpOnly", "SameSite=Strict"}, set(cookie[1:]))
        self.assertIn("max-age=", answer.headers["Strict-Transport-Security"])

    def test_a_posting(self):
        command = support.receipts(1, 1, prefix="TLS")[0]
        del command["command_id"]
        self.expect(200, self.clerk.command(command))
        self.assertEqual(["TLS-1"], [row["receipt"] for row in self.items(self.clerk, "/api/v1/receipts?q=TLS")])

    def test_many_requests_on_one_connection(self):
        connection = Client(self.served.port, tls=self.trust).connect()
        self.addCleanup(connection.close)
        connection.connect()
        first = connection.sock
        for _ in range(20):
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            self.assertEqual((200, 11, b"ok\n"), (response.status, response.version, response.read()))
            self.assertIs(first, connection.sock)

    def test_plain_http_gets_no_answer(self):
        """Nothing in plain text, and the connection is closed at once."""
        for text in (b"GET /api/v1/setup HTTP/1.1\r\nHost: x\r\n\r\n", b"\x00" * 64, b"hello\n"):
            with self.subTest(text), socket.create_connection((LOOPBACK, self.served.port), timeout=30) as connection:
                connection.sendall(text)
                heard = b""
                with contextlib.suppress(ConnectionResetError):
                    while part := connection.recv(4096):
                        heard += part
                self.assertNotIn(b"HTTP", heard)
                self.assertLess(len(heard), 32)  # at most an alert of TLS
        self.still_serves()

    def test_whoever_does_not_believe_the_certificate_says_nothing(self):
        with self.assertRaises(ssl.SSLCertVerificationError):
            Client(self.served.port, tls=ssl.create_default_context()).get("/healthz")
        self.still_serves()

    def test_old_versions_are_refused(self):
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            old.load_verify_locations(self.certificate)
            old.set_ciphers("ALL:@SECLEVEL=0")  # or this side would not offer them
            old.minimum_version = old.maximum_version = version
            with self.subTest(version), self.assertRaises(ssl.SSLError):
                Client(self.served.port, tls=old).get("/healthz")
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            new = ssl.create_default_context(cafile=str(self.certificate))
            new.minimum_version = new.maximum_version = version
            self.expect(200, Client(self.served.port, tls=new).get("/healthz"))

    def test_a_hand_shake_that_stops_in_the_middle(self):
        with socket.create_connection((LOOPBACK, self.served.port), timeout=30) as connection:
            connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00")
            self.still_serves()

    def test_files_that_are_no_certificate(self):
        self.served.run("init", "other.tenbin", "--rulebook", "free-credit")
        for certificate, key in ((self.key, self.key), (self.certificate, self.certificate), ("/nowhere.pem", self.key)):
            with self.subTest(certificate=certificate, key=key):
                done = subprocess.run(
                    [support.program, "serve", str(self.served.folder / "other.tenbin"), "--listen", f"{LOOPBACK}:0",
                     "--tls-certificate", str(certificate), "--tls-key", str(key)], capture_output=True,
                    env=support.environment(), timeout=support.TIMEOUT_S)
                self.assertEqual(9, done.returncode, done.stderr.decode())
                self.assertIn(b"file.unreadable", done.stderr)
