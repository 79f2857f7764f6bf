"""Signing in, people, second factors, tokens, settings and the access log."""
import base64
import hashlib
import hmac
import struct
import time

from served import PASSWORD, Client, HttpTest, Served


def totp(secret, step=0):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class People(HttpTest):
    def add(self, new, **changes):
        person = {"login": new, "name": new, "password": PASSWORD, "roles": ["clerk"], **changes}
        return self.admin.post("/api/v1/people", person)

    def client(self, login):
        client = Client(self.served.port, login)
        self.expect(200, client.sign_in())
        return client

    def test_the_cookie_of_a_session(self):
        client = Client(self.served.port, "clerk")
        cookie = self.expect(200, client.sign_in()).headers["Set-Cookie"]
        for flag in ("Path=/", "HttpOnly", "SameSite=Strict"):
            self.assertIn(flag, cookie)
        self.assertEqual("clerk", client.get("/api/v1/session").json()["person"]["login"])
        self.expect(204, client.ask("DELETE", "/api/v1/session"))
        self.expect(401, client.get("/api/v1/session"), "session.expired")

    def test_a_request_that_another_page_could_send_is_refused(self):
        answer = self.clerk.ask("POST", "/api/v1/claims/check", {"text": "x"}, X_Tenbin="")
        self.expect(403, answer, "request.forged")

    def test_people_are_added_changed_and_shut_out(self):
        self.expect(201, self.add("hanako", roles=["clerk", "manager"], language="en"))
        self.expect(409, self.add("hanako"), "person.exists")
        hanako = self.client("hanako")
        changed = self.expect(200, self.admin.ask("PATCH", "/api/v1/people/hanako", {"roles": ["sales"], "name": "花子"})).json()
        self.assertEqual((["sales"], "花子", "en", True), tuple(changed[key] for key in ("roles", "name", "language", "active")))
        self.expect(403, hanako.get("/api/v1/receipts"), "right.missing")
        self.expect(200, self.admin.ask("PATCH", "/api/v1/people/hanako", {"active": False}))
        self.expect(401, hanako.get("/api/v1/session"), "session.expired")
        self.assertIn("hanako", [person["login"] for person in self.items(self.admin, "/api/v1/people")])

    def test_what_is_no_person(self):
        for changes, code in (({"login": "A B"}, "input.invalid"), ({"roles": []}, "input.invalid"),
                              ({"roles": ["king"]}, "input.invalid"), ({"roles": ["customer"]}, "input.invalid"),
                              ({"password": "short"}, "password.weak"), ({"language": "fr"}, "input.invalid"), ({"age": 3}, "input.invalid")):
            with self.subTest(changes):
                answer = self.add("nobody1", **changes)
                self.assertIn(answer.status, (400, 422))
                self.assertEqual(code, answer.code)
        self.expect(404, self.admin.ask("PATCH", "/api/v1/people/nobody1", {"name": "x"}), "reference.unknown")
        self.expect(409, self.admin.ask("PATCH", "/api/v1/people/admin", {"roles": ["clerk"]}), "person.last_admin")

    def test_an_address_and_the_last_time_of_signing_in(self):
        made = self.expect(201, self.add("naoko", email="Naoko@Mill.example")).json()
        self.assertEqual(("naoko@mill.example", None), (made["email"], made["last_sign_in_at"]))
        person = self.expect(200, self.client("naoko").get("/api/v1/session")).json()["person"]
        self.assertIsNotNone(person["last_sign_in_at"])
        listed = next(one for one in self.items(self.admin, "/api/v1/people") if one["login"] == "naoko")
        self.assertEqual(person, listed)
        self.expect(400, self.admin.ask("PATCH", "/api/v1/people/naoko", {"email": "naoko"}), "input.invalid")
        cleared = self.expect(200, self.admin.ask("PATCH", "/api/v1/people/naoko", {"email": ""})).json()
        self.assertEqual((None, person["last_sign_in_at"]), (cleared["email"], cleared["last_sign_in_at"]))

    def test_passwords(self):
        self.expect(201, self.add("taro"))
        taro, new = self.client("taro"), "atarashii kagi 2026"
        self.expect(401, taro.post("/api/v1/people/taro/password", {"old_password": "wrong one 123", "password": new}), "login.failed")
        self.expect(403, taro.post("/api/v1/people/clerk/password", {"password": new}), "right.missing")
        elsewhere, held = self.client("taro"), taro.cookie
        changed = self.expect(204, taro.post("/api/v1/people/taro/password", {"old_password": PASSWORD, "password": new}))
        self.expect(401, elsewhere.get("/api/v1/session"), "session.expired")
        self.expect(401, taro.get("/api/v1/session"), "session.expired")  # whoever held the cookie has nothing
        taro.cookie = changed.headers["Set-Cookie"].split(";")[0]
        self.assertNotEqual(held, taro.cookie)
        self.expect(200, taro.get("/api/v1/session"))
        self.expect(401, self.served.clients["clerk"].post("/api/v1/session", {"login": "taro", "password": PASSWORD}), "login.failed")
        self.expect(200, taro.sign_in(new))
        self.expect(204, self.admin.post("/api/v1/people/taro/password", {"password": PASSWORD}))
        self.expect(401, taro.get("/api/v1/session"))
        self.expect(422, self.admin.post("/api/v1/people/taro/password", {"password": "short"}), "password.weak")

    def test_a_second_factor(self):
        self.expect(201, self.add("jiro"))
        jiro = self.client("jiro")
        secret = self.expect(200, jiro.post("/api/v1/session/totp", {"do": "begin"})).json()["secret"]
        self.expect(401, jiro.post("/api/v1/session/totp", {"do": "confirm", "code": "000000"}), "totp.invalid")
        self.expect(204, jiro.post("/api/v1/session/totp", {"do": "confirm", "code": totp(secret, -1)}))
        self.expect(401, jiro.sign_in(), "totp.needed")
        self.expect(200, jiro.sign_in(totp=totp(secret)))
        for what in ("begin", "remove"):  # an open browser is not enough
            self.expect(401, jiro.post("/api/v1/session/totp", {"do": what}), "login.failed")
            self.expect(401, jiro.post("/api/v1/session/totp", {"do": what, "password": PASSWORD}), "totp.needed")
        self.expect(401, jiro.post("/api/v1/passkeys/begin", {"password": PASSWORD}), "totp.needed")
        self.expect(204, jiro.post("/api/v1/session/totp", {"do": "remove", "password": PASSWORD, "code": totp(secret, 1)}))
        self.expect(200, jiro.sign_in())
        self.expect(400, jiro.post("/api/v1/session/totp", {"do": "dance"}), "input.invalid")

    def test_tokens(self):
        made = self.expect(201, self.sales.post("/api/v1/tokens", {"name": "bi", "scopes": ["read"]})).json()
        robot = Client(self.served.port)
        robot.token = made["secret"]
        self.expect(200, robot.get("/api/v1/shipments"))
        self.expect(403, robot.get("/api/v1/receipts"), "right.missing")  # sales may not either
        self.expect(403, robot.get("/api/v1/tokens"), "right.missing")
        self.expect(401, robot.post("/api/v1/session/totp", {"do": "begin"}), "session.expired")
        self.expect(401, robot.post("/api/v1/people/sales/password", {"password": PASSWORD}), "session.expired")
        listed = self.items(self.sales, "/api/v1/tokens")
        self.assertEqual([made["token"]], [token["token"] for token in listed])
        self.assertNotIn("secret", listed[0])
        self.assertEqual([], self.items(self.clerk, "/api/v1/tokens"))
        self.expect(404, self.clerk.ask("DELETE", f"/api/v1/tokens/{made['token']}"), "reference.unknown")
        self.expect(204, self.sales.ask("DELETE", f"/api/v1/tokens/{made['token']}"))
        self.expect(401, robot.get("/api/v1/shipments"), "token.invalid")
        for body in ({"name": "", "scopes": ["read"]}, {"name": "x", "scopes": []}, {"name": "x", "scopes": ["all"]},
                     {"name": "x", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00.000Z"},
                     {"name": "x", "scopes": ["read"], "expires_at": "soon"}):
            with self.subTest(body):
                self.assertIn(self.sales.post("/api/v1/tokens", body).status, (400, 422))

    def test_settings(self):
        self.assertEqual("on", self.expect(200, self.admin.post("/api/v1/settings", {"self_approval": "on"})).json()["self_approval"])
        self.assertEqual("on", self.admin.get("/api/v1/settings").json()["self_approval"])
        self.expect(400, self.admin.post("/api/v1/settings", {"self_approval": "perhaps"}), "input.invalid")
        self.expect(400, self.admin.post("/api/v1/settings", {"self_approval": "off", "language": "fr"}), "input.invalid")
        self.assertEqual("on", self.admin.get("/api/v1/settings").json()["self_approval"])  # all or none

    def test_the_access_log_has_who_asked_what(self):
        self.expect(200, self.procurement.get("/api/v1/receipts?q=secret-words"))
        entry = self.items(self.manager, "/api/v1/access-log?login=procurement&limit=1")[0]
        self.assertEqual(("procurement", "GET /api/v1/receipts", "127.0.0.1", "200"),
                         tuple(entry[key] for key in ("login", "action", "address", "result")))


class Guessing(HttpTest):
    @classmethod
    def serve(cls):
        return Served(people=["clerk"])

    def test_who_guesses_is_kept_waiting_and_no_secret_is_logged(self):
        guesser = Client(self.served.port, "clerk")
        for _ in range(5):
            self.expect(401, guesser.sign_in("no such pass phrase"), "login.failed")
        answer = self.expect(429, guesser.sign_in(), "login.too_many")
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        token = self.clerk.cookie.split("=")[1]
        made = self.expect(201, self.clerk.post("/api/v1/tokens", {"name": "x", "scopes": ["read"]})).json()["secret"]
        self.served.stop()
        log = (self.served.folder / "log").read_text()
        self.assertIn('"route":"/api/v1/tokens"', log)
        for secret in (PASSWORD, "no such pass phrase", token, made):
            self.assertNotIn(secret, log)
