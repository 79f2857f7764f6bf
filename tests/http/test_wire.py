"""What arrives on the socket: slow, large, doubled, pipelined, by another method."""
import contextlib
import http.client
import os
import pathlib
import resource
import signal
import socket
import time

from served import LOOPBACK, Client, HttpTest, Served


class Wire(HttpTest):
    @classmethod
    def serve(cls):
        return Served(people=["clerk"])

    def talk(self, text, seconds=30):
        with socket.create_connection((LOOPBACK, self.served.port), timeout=seconds) as connection:
            connection.sendall(text.encode() if isinstance(text, str) else text)
            with contextlib.suppress(OSError):  # the server may have closed already
                connection.shutdown(socket.SHUT_WR)
            heard = b""
            while part := connection.recv(65536):
                heard += part
        return heard.decode()

    def status(self, text):
        return int(self.talk(text).split(" ", 2)[1])

    def test_a_head_that_is_too_large(self):
        self.assertEqual(431, self.status("GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + "a" * 20_000 + "\r\n\r\n"))

    def test_a_body_that_is_too_large(self):
        self.assertEqual(413, self.status("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n"))
        self.assertEqual(413, self.status("GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na"))

    def test_a_client_that_sends_all_of_it_hears_that_it_is_too_large(self):
        """It writes first and reads then, as most do: a reset would come in between."""
        body = b"a" * (8 << 20)
        head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n{}\r\n\r\n"
        sized = head.format(f"Content-Length: {len(body)}").encode() + body
        chunked = head.format("Transfer-Encoding: chunked").encode() + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        for status, sent in ((413, sized), (413, chunked), (431, b"POST /" + body)):
            with self.subTest(sent[:100]), socket.create_connection((LOOPBACK, self.served.port), timeout=30) as connection:
                connection.sendall(sent)
                answer = http.client.HTTPResponse(connection)
                answer.begin()
                self.assertEqual(status, answer.status)
                self.assertEqual(int(answer.headers["Content-Length"]), len(answer.read()))
                self.assertEqual(b"", connection.recv(1))  # closed, and not reset

    def test_a_client_that_never_ends_is_not_heard_for_ever(self):
        with socket.create_connection((LOOPBACK, self.served.port), timeout=30) as connection:
            connection.sendall(b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000\r\n\r\n")
            began = time.monotonic()
            with self.assertRaises(OSError):
                while time.monotonic() - began < 20:
                    connection.sendall(b"a")
                    time.sleep(0.1)

    def test_a_request_with_two_lengths(self):
        for lengths in ("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 2\r\nContent-Length: 3\r\n"):
            with self.subTest(lengths):
                self.assertEqual(400, self.status(
                    f"POST /api/v1/session HTTP/1.1\r\nHost: x\r\n{lengths}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"))

    def test_no_http(self):
        self.assertEqual(400, self.status("hello\r\n\r\n"))

    def test_pipelined_requests_are_answered_in_order(self):
        one = "GET {} HTTP/1.1\r\nHost: x\r\n{}\r\n"
        heard = self.talk(one.format("/api/v1/setup", "") + one.format("/healthz", "") + one.format("/api/v1/book", "Connection: close\r\n"))
        places = [heard.find(sign) for sign in ('{"needed":false,', "ok\n", "session.expired")]
        self.assertNotIn(-1, places)
        self.assertEqual(sorted(places), places)

    def test_head_has_the_length_and_no_body(self):
        answer = self.clerk.ask("HEAD", "/api/v1/book")
        self.expect(200, answer)
        self.assertEqual(b"", answer.body)
        self.assertEqual(str(len(self.clerk.get("/api/v1/book").body)), answer.headers["Content-Length"])

    def test_a_method_that_nobody_has_is_not_remembered(self):
        for method in ("AAAA1", "AAAA2"):
            self.assertEqual(405, self.status(f"{method} /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        metrics = self.clerk.get("/metrics").body.decode()
        self.assertNotIn("AAAA", metrics)
        self.assertIn('method="other",route="none",status="405"', metrics)

    def test_a_page_of_another_site_posts_nothing(self):
        form = {"Content_Type": "text/plain", "Sec_Fetch_Site": "cross-site"}
        for path in ("/api/v1/session", "/api/v1/session/enter", "/api/v1/session/passkey", "/api/v1/setup"):
            self.expect(403, Client(self.served.port).ask("POST", path, '{"login":"eve","password":"x"}', **form), "request.forged")
        self.expect(200, Client(self.served.port).get("/api/v1/setup", Sec_Fetch_Site="cross-site"))

    def test_another_method(self):
        answer = self.expect(405, self.clerk.ask("PUT", "/api/v1/people"), "request.method")
        self.assertEqual("GET, POST", answer.headers["Allow"])
        self.expect(404, self.clerk.get("/api/v1/nothing"), "request.not_found")

    def test_every_answer_is_safe_to_show(self):
        for path in ("/api/v1/book", "/api/v1/nothing", "/healthz"):
            headers = self.clerk.get(path).headers
            self.assertEqual("nosniff", headers["X-Content-Type-Options"])
            self.assertIn("default-src 'self'", headers["Content-Security-Policy"])
            self.assertTrue(headers["X-Request-Id"])
            self.assertTrue(headers["Cache-Control"])

    def test_a_client_that_is_too_slow_is_cut_off(self):
        with socket.create_connection((LOOPBACK, self.served.port), timeout=60) as connection:
            connection.sendall(b"GET /healthz HT")
            began = time.monotonic()
            while connection.recv(4096):
                pass
            self.assertLess(time.monotonic() - began, 40)
            self.assertGreater(time.monotonic() - began, 5)


class Descriptors(HttpTest):
    @classmethod
    def serve(cls):
        return Served(people=[])

    def cpu_seconds(self):
        spent = pathlib.Path(f"/proc/{self.served.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")

    def test_without_descriptors_it_waits_for_some(self):
        pid = self.served.process.pid
        limits = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        highest = max(int(path.name) for path in pathlib.Path(f"/proc/{pid}/fd").iterdir())
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (highest + 4, limits[1]))
        with contextlib.ExitStack() as open_ones:
            waiting = [open_ones.enter_context(socket.create_connection((LOOPBACK, self.served.port), timeout=30))
                       for _ in range(highest + 8)]
            time.sleep(0.5)
            spent = self.cpu_seconds()
            time.sleep(1)
            self.assertLess(self.cpu_seconds() - spent, 0.3)
            resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)
            for connection in waiting:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                self.assertTrue(connection.recv(64).startswith(b"HTTP/1.1 200 "))
        self.assertEqual(0, self.served.stop(signal.SIGTERM))
