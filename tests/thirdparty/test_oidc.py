"""The company's own sign-in against npm's oidc-provider on loopback, through its own login form."""
import html
import http.cookiejar
import re
import socket
import subprocess
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request

import tools

sys.path.append(str(tools.HERE.parent / "http"))
from served import PASSWORD, Client, Served  # noqa: E402


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class StopAt(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but none that leads back to us."""

    def __init__(self, back):
        self.back = back

    def redirect_request(self, request, response, code, message, headers, address):
        if address.startswith(self.back):
            raise StopIteration(address)
        return super().redirect_request(request, response, code, message, headers, address)


class Browser:
    def __init__(self, back):
        self.opener = urllib.request.build_opener(
            StopAt(back), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({}))

    def go(self, address, login):
        """Fills in every form that comes, until the provider sends the browser back; that address."""
        form = None
        for _ in range(5):
            try:
                with self.opener.open(address, form, timeout=60) as response:
                    page, address = response.read().decode(), response.url
            except StopIteration as back:
                return back.value
            address = urllib.parse.urljoin(address, html.unescape(re.search(r'<form[^>]* action="([^"]*)"', page)[1]))
            fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page))
            if 'name="login"' in page:
                fields.update(login=login, password="anything")
            form = urllib.parse.urlencode(fields).encode()
        raise AssertionError(f"no way back: {page[:2000]}")


@tools.need("node")
class OidcProvider(unittest.TestCase):
    def sign_in(self, algorithm, login):
        tools.need_npm()
        port = free_port()
        served = Served(people=[], settings={"TENBIN_OIDC_ISSUER": f"http://127.0.0.1:{port}", "TENBIN_OIDC_CLIENT_ID": "tenbin",
                                             "TENBIN_OIDC_SECRET": "himitsu no kagi"})
        self.addCleanup(served.end)
        served.set_up(["admin"], None)
        person = {"login": "hanako@mill.example", "name": "花子", "password": PASSWORD, "roles": ["manager"]}
        self.assertEqual(201, served.clients["admin"].post("/api/v1/people", person).status)
        back = f"http://localhost:{served.port}/oidc/back"
        process = subprocess.Popen(["node", str(tools.HERE / "oidc_provider.mjs"), str(port), back, algorithm], cwd=tools.HERE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        while b"listening" not in (line := process.stdout.readline()):
            self.assertTrue(line, "the provider ended")
        client = Client(served.port)
        begun = client.get("/oidc/begin")
        self.assertEqual(302, begun.status, repr(begun))
        client.cookie = begun.headers["Set-Cookie"].split(";")[0]
        address = urllib.parse.urlsplit(Browser(back).go(begun.headers["Location"], login))
        return client, client.get(f"{address.path}?{address.query}")

    def test_in_with_every_algorithm(self):
        for algorithm in ("RS256", "ES256"):
            with self.subTest(algorithm):
                client, answer = self.sign_in(algorithm, "hanako@mill.example")
                self.assertEqual(302, answer.status, repr(answer))
                client.cookie = answer.headers.get_all("Set-Cookie")[0].split(";")[0]
                self.assertEqual("hanako@mill.example", client.get("/api/v1/session").json()["person"]["login"])

    def test_an_e_mail_that_is_not_verified(self):
        _, answer = self.sign_in("RS256", "unverified@mill.example")
        self.assertEqual(403, answer.status)
        self.assertIn("oidc.failed (email)", answer.body.decode())

    def test_a_stranger(self):
        _, answer = self.sign_in("RS256", "stranger@mill.example")
        self.assertEqual(403, answer.status)
        self.assertIn("oidc.unknown_person", answer.body.decode())
