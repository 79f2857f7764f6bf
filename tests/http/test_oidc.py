"""The company's own sign-in: against a provider that does it right, and against one that does not."""
import base64
import time
import urllib.parse

import provider
from served import PASSWORD, Client, HttpTest, Served

SECRET = "himitsu no kagi:2026"


class Oidc(HttpTest):
    @classmethod
    def serve(cls):
        cls.provider = provider.Provider()
        cls.addClassCleanup(cls.provider.end)
        served = Served(people=["clerk"], settings={
            "TENBIN_OIDC_ISSUER": cls.provider.issuer, "TENBIN_OIDC_CLIENT_ID": cls.provider.client,
            "TENBIN_OIDC_SECRET": SECRET})
        person = {"login": "manager@mill.example", "name": "責任者", "password": PASSWORD, "roles": ["manager"]}
        assert served.clients["admin"].post("/api/v1/people", person).status == 201
        return served

    def begin(self):
        """A browser that was sent off, and where to."""
        browser = Client(self.served.port)
        answer = self.expect(302, browser.get("/oidc/begin"))
        cookie = answer.headers["Set-Cookie"]
        for flag in ("tenbin_oidc=", "HttpOnly", "SameSite=Lax", "Path=/oidc", "Max-Age=600"):
            self.assertIn(flag, cookie)
        browser.cookie = cookie.split(";")[0]
        return browser, answer.headers["Location"]

    def go(self, **how):
        browser, asked = self.begin()
        return browser.get(self.provider.sign_in(asked, **how), Accept_Language="en")

    def refused(self, answer, reason, code="oidc.failed"):
        self.expect(403, answer)
        self.assertIn(code + (f" ({reason})" if reason else ""), answer.body.decode())
        self.assertFalse([value for value in answer.headers.get_all("Set-Cookie") if "tenbin_session" in value])

    def test_what_the_provider_is_asked(self):
        asked = urllib.parse.urlsplit(self.begin()[1])
        query = dict(urllib.parse.parse_qsl(asked.query))
        self.assertEqual(self.provider.issuer + "/authorization", f"{asked.scheme}://{asked.netloc}{asked.path}")
        self.assertEqual(("code", "tenbin", "openid email", "S256", f"http://localhost:{self.served.port}/oidc/back"),
                         tuple(query[name] for name in ("response_type", "client_id", "scope", "code_challenge_method",
                                                        "redirect_uri")))
        for name in ("state", "nonce", "code_challenge"):
            self.assertEqual(43, len(query[name]))

    def test_in(self):
        for algorithm in ("RS256", "ES256"):
            with self.subTest(algorithm):
                answer = self.expect(302, self.go(token=lambda claims: self.provider.keys.token(claims, algorithm)))
                self.assertEqual("/", answer.headers["Location"])
                session, state = answer.headers.get_all("Set-Cookie")
                self.assertIn("Max-Age=0", state)
                self.assertIn("SameSite=Strict", session)
                inside = Client(self.served.port)
                inside.cookie = session.split(";")[0]
                self.assertEqual("manager@mill.example", inside.get("/api/v1/session").json()["person"]["login"])
        sent, authorization = self.provider.asked[-1]
        self.assertEqual("authorization_code", sent["grant_type"])
        self.assertNotIn("client_secret", sent)
        user, secret = base64.b64decode(authorization.split(" ")[1]).decode().split(":")
        self.assertEqual(("tenbin", SECRET), (user, urllib.parse.unquote(secret)))

    def test_the_e_mail_may_stand_with_the_user(self):
        self.provider.user = {"sub": "7", "email": "Manager@Mill.example", "email_verified": True}
        self.expect(302, self.go(email=None, email_verified=None))
        for user in ({"sub": "8", "email": "manager@mill.example", "email_verified": True},
                     {"sub": "7", "email": "manager@mill.example"}, {"sub": "7"}):
            self.provider.user = user
            self.refused(self.go(email=None), "email")
        self.refused(self.go(email_verified=False), "email")

    def test_a_token_that_is_wrong(self):
        others, now = provider.Keys(), int(time.time())
        unsigned = lambda claims: provider.b64({"alg": "none"}) + "." + provider.b64(claims) + "."
        by_secret = lambda claims: self.provider.keys.token(claims, "RS256", alg="HS256")
        for reason, how in (
                ("nonce", {"nonce": "x" * 43}), ("nonce", {"nonce": None}),
                ("signature", {"token": others.token}),
                ("signature", {"token": lambda claims: others.token(claims, "ES256")}),
                ("signature", {"token": lambda claims: self.provider.keys.token(claims)[:-4] + "AAAA"}),
                ("signature", {"token": unsigned}), ("signature", {"token": by_secret}),
                ("signature", {"token": lambda claims: self.provider.keys.token(claims, "RS256", kid="gone")}),
                ("expired", {"exp": now - 120}), ("expired", {"iat": now + 600}), ("expired", {"exp": None}),
                ("audience", {"aud": "another"}), ("audience", {"aud": ["tenbin", "another"]}), ("audience", {"aud": None}),
                ("issuer", {"iss": "http://127.0.0.1:1"}),
                ("token", {"token": lambda claims: "no token"}),
                ("token", {"token": lambda claims: self.provider.keys.token(claims, "RS256", crit=["x"])})):
            with self.subTest(f"{reason} {how}"):
                self.refused(self.go(**how), reason)
        self.expect(302, self.go(aud=["tenbin", "another"], azp="tenbin"))

    def test_nobody_here(self):
        self.refused(self.go(email="stranger@mill.example"), "", "oidc.unknown_person")
        self.expect(200, self.admin.ask("PATCH", "/api/v1/people/clerk", {"active": False}))
        self.refused(self.go(email="clerk"), "", "oidc.unknown_person")

    def test_what_did_not_begin_here(self):
        browser, asked = self.begin()
        back = self.provider.sign_in(asked)
        other, _ = self.begin()
        self.refused(other.get(back), "state")  # and that used it up
        self.refused(browser.get(back), "state")
        self.refused(browser.get("/oidc/back?code=x&state=unknown"), "state")
        browser, asked = self.begin()
        back = self.provider.sign_in(asked)
        self.expect(302, browser.get(back))
        self.refused(browser.get(back), "state")
        browser, asked = self.begin()
        back = self.provider.sign_in(asked)
        self.refused(browser.get(back.replace("code=", "code=not-")), "code")
        browser, asked = self.begin()
        self.refused(browser.get(self.provider.sign_in(asked).replace("code=", "error=")), "code")

    def test_the_browser_is_told(self):
        self.assertTrue(Client(self.served.port).get("/api/v1/setup").json()["oidc"])


class NobodyAnswers(HttpTest):
    @classmethod
    def serve(cls):
        return Served(people=[], settings={"TENBIN_OIDC_ISSUER": "http://127.0.0.1:9", "TENBIN_OIDC_CLIENT_ID": "tenbin"})

    def test_a_provider_that_is_not_there(self):
        answer = self.expect(403, Client(self.served.port).get("/oidc/begin"))
        self.assertIn("oidc.failed (discovery)", answer.body.decode())
