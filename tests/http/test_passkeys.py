"""Passkeys with an authenticator in software: registered, used, and everything that must not pass."""
from authenticator import PRESENT, VERIFIED, Passkey, b64
from served import Client, HttpTest, Served


class Passkeys(HttpTest):
    @classmethod
    def serve(cls):
        served = Served(people=["clerk", "sales"])
        cls.origin = f"http://localhost:{served.port}"
        return served

    def options(self, client):
        answer = self.expect(200, client.post("/api/v1/passkeys/begin")).json()
        self.assertEqual(answer["challenge"], answer["options"]["challenge"])
        return answer["options"]

    def register(self, client, name="鍵", passkey=None, origin=None, **how):
        passkey = passkey or Passkey("localhost")
        given = passkey.made(self.options(client), origin or self.origin, **how)
        return passkey, client.post("/api/v1/passkeys", {"credential": given, "name": name})

    def enter(self, passkey, origin=None, **how):
        stranger = Client(self.served.port)
        options = self.expect(200, stranger.post("/api/v1/session/passkey/begin")).json()["options"]
        given = passkey.used(options, origin or self.origin, **how)
        return stranger.post("/api/v1/session/passkey", {"credential": given})

    def refused(self, answer, reason):
        self.expect(403, answer, "passkey.invalid")
        self.assertEqual(reason, answer.json()["facts"]["reason"])

    def test_what_the_browser_is_asked(self):
        options = self.options(self.clerk)
        self.assertEqual("localhost", options["rp"]["id"])
        self.assertEqual("clerk", options["user"]["name"])
        self.assertEqual({"residentKey": "required", "userVerification": "required"}, options["authenticatorSelection"])
        self.assertEqual(("none", [-7, -8, -257]), (options["attestation"], [each["alg"] for each in options["pubKeyCredParams"]]))

    def test_in_with_every_algorithm(self):
        for algorithm in (-7, -8, -257):
            for form in ("none", "packed"):
                with self.subTest(f"{algorithm} {form}"):
                    passkey, made = self.register(self.clerk, f"{algorithm} {form}", Passkey("localhost", algorithm), fmt=form)
                    self.expect(201, made)
                    for _ in range(2):
                        answer = self.expect(200, self.enter(passkey))
                        self.assertEqual("clerk", answer.json()["person"]["login"])
                        inside = Client(self.served.port)
                        inside.cookie = answer.headers["Set-Cookie"].split(";")[0]
                        self.expect(200, inside.get("/api/v1/session"))

    def test_one_that_does_not_count(self):
        passkey, made = self.register(self.clerk, passkey=Passkey("localhost", counts=False))
        self.expect(201, made)
        self.expect(200, self.enter(passkey))
        self.expect(200, self.enter(passkey))

    def test_listed_and_taken_away(self):
        passkey, made = self.register(self.sales, "電話")
        number = self.expect(201, made).json()["passkey"]
        self.expect(200, self.enter(passkey))
        listed = {each["passkey"]: each for each in self.items(self.sales, "/api/v1/passkeys")}
        self.assertEqual("電話", listed[number]["name"])
        self.assertIsNotNone(listed[number]["last_used_at"])
        self.assertIn(b64(passkey.id), [each["id"] for each in self.options(self.sales)["excludeCredentials"]])
        self.expect(404, self.clerk.ask("DELETE", f"/api/v1/passkeys/{number}"), "reference.unknown")
        self.expect(204, self.sales.ask("DELETE", f"/api/v1/passkeys/{number}"))
        self.expect(404, self.sales.ask("DELETE", f"/api/v1/passkeys/{number}"), "reference.unknown")
        self.expect(403, self.enter(passkey), "passkey.unknown")

    def test_what_is_not_registered(self):
        for reason, how in (
                ("origin", {"origin": "http://localhost:1"}), ("origin", {"crossOrigin": True}),
                ("origin", {"passkey": Passkey("another.example")}),
                ("type", {"kind": "get"}), ("challenge", {"challenge": "x" * 43}),
                ("attestation", {"fmt": "packed", "statement": {"alg": -7, "sig": bytes(70)}}),
                ("attestation", {"fmt": "tpm"}), ("attestation", {"statement": {"alg": -7}})):
            with self.subTest(f"{reason} {how}"):
                self.refused(self.register(self.clerk, **how)[1], reason)
        for flags in (PRESENT, VERIFIED, 0):
            passkey = Passkey("localhost")
            passkey.flags = flags
            self.refused(self.register(self.clerk, passkey=passkey)[1], "data")
        for credential in ({}, {"id": "x"}, {"id": "x", "response": {"clientDataJSON": "e30"}}):
            self.refused(self.clerk.post("/api/v1/passkeys", {"credential": credential, "name": "x"}), "form")
        self.expect(400, self.clerk.post("/api/v1/passkeys", {"name": "x"}), "input.invalid")
        self.expect(400, self.register(self.clerk, name="")[1], "input.invalid")

    def test_a_challenge_is_good_once_and_for_its_own_person(self):
        options = self.options(self.clerk)
        passkey = Passkey("localhost")
        given = {"credential": passkey.made(options, self.origin), "name": "x"}
        self.refused(self.sales.post("/api/v1/passkeys", given), "challenge")
        self.refused(self.clerk.post("/api/v1/passkeys", given), "challenge")
        passkey, made = self.register(self.clerk)
        self.expect(201, made)
        whose = passkey.user
        self.refused(self.register(self.sales, passkey=passkey)[1], "known")
        passkey.user = whose
        stranger = Client(self.served.port)
        options = stranger.post("/api/v1/session/passkey/begin").json()["options"]
        given = {"credential": passkey.used(options, self.origin)}
        self.expect(200, stranger.post("/api/v1/session/passkey", given))
        self.refused(stranger.post("/api/v1/session/passkey", given), "challenge")

    def test_what_lets_nobody_in(self):
        passkey, made = self.register(self.clerk)
        self.expect(201, made)
        for reason, how in (("origin", {"origin": "http://localhost:1"}), ("type", {"kind": "create"}),
                            ("challenge", {"challenge": "x" * 43}), ("data", {"handle": b"999"})):
            with self.subTest(reason):
                self.refused(self.enter(passkey, **how), reason)
        passkey.counter = 0
        self.expect(200, self.enter(passkey))
        passkey.counter -= 1  # a copy of it
        self.refused(self.enter(passkey), "counter")
        other = Passkey("localhost")
        other.id, other.user, other.counter = passkey.id, passkey.user, 50
        self.refused(self.enter(other), "signature")
        passkey.counter, passkey.flags = 60, PRESENT
        self.refused(self.enter(passkey), "signature")
        passkey.flags, passkey.party = PRESENT | VERIFIED, "another.example"
        self.refused(self.enter(passkey), "signature")
        self.expect(403, self.enter(Passkey("localhost")), "passkey.unknown")
        self.refused(Client(self.served.port).post("/api/v1/session/passkey", {"credential": {"id": "eA"}}), "form")

    def test_who_is_shut_out_stays_out(self):
        person = {"login": "saburo", "name": "三郎", "password": "nagai kagi no kotoba", "roles": ["clerk"]}
        self.expect(201, self.admin.post("/api/v1/people", person))
        saburo = Client(self.served.port, "saburo")
        self.expect(200, saburo.sign_in(person["password"]))
        passkey, made = self.register(saburo)
        self.expect(201, made)
        self.expect(200, self.admin.ask("PATCH", "/api/v1/people/saburo", {"active": False}))
        self.expect(403, self.enter(passkey), "passkey.unknown")

    def test_a_token_of_the_api_registers_nothing(self):
        robot = Client(self.served.port)
        robot.token = self.clerk.post("/api/v1/tokens", {"name": "x", "scopes": ["read"]}).json()["secret"]
        self.expect(401, robot.post("/api/v1/passkeys/begin"), "session.expired")
        self.expect(401, robot.post("/api/v1/passkeys", {}), "session.expired")

    def test_the_browser_is_told(self):
        stranger = Client(self.served.port)
        self.assertTrue(stranger.get("/api/v1/setup", Host=f"localhost:{self.served.port}").json()["passkeys"])
        self.assertFalse(stranger.get("/api/v1/setup").json()["passkeys"])  # by a number no name fits


class ByNumber(HttpTest):
    @classmethod
    def serve(cls):
        return Served(people=["clerk"], settings={"TENBIN_ADDRESS": "http://192.0.2.7:8080"})

    def test_a_passkey_belongs_to_a_name(self):
        self.expect(403, self.clerk.post("/api/v1/passkeys/begin"), "passkey.invalid")
        self.expect(403, Client(self.served.port).post("/api/v1/session/passkey/begin"), "passkey.invalid")
