"""Magic links: letters in the outbox and by SMTP, pages without JavaScript, and what a customer then sees."""
import base64
import re
import stat
import subprocess
import time
import unittest

import smtp
import support
from served import LOOPBACK, Client, HttpTest, Served

CUSTOMER, OTHER = "C-0101", "C-0102"
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def token_in(letter):
    return re.search(r"/enter/([\w-]{43})", smtp.read(letter).get_content())[1]


def cookie_of(answer):
    return answer.headers["Set-Cookie"].split(";")[0]


class LinkTest(HttpTest):
    def invite(self, email, customer=CUSTOMER, client=None):
        return (client or self.sales).post("/api/v1/links", {"customer": customer, "email": email})

    def enter(self, token):
        client = Client(self.served.port)
        answer = client.ask("POST", f"/enter/{token}", "", **FORM)
        if answer.status == 303:
            client.cookie = cookie_of(answer)
        return client, answer


class Outbox(LinkTest):
    """No mail server is set: each letter is a file."""

    def outbox(self):
        return sorted((self.served.folder / "mill.tenbin.outbox").glob("*.eml"))

    def letter(self, email, **more):
        answer = self.expect(201, self.invite(email, **more)).json()
        self.assertEqual("file", answer["sent"])
        return (self.served.folder / answer["path"]).read_bytes()

    def test_the_letter(self):
        bytes_ = self.letter("Ono@Osaka.example")
        self.assertTrue(all(len(line) <= 78 for line in bytes_.split(b"\r\n")))
        bytes_.decode("ascii")
        letter = smtp.read(bytes_)
        self.assertEqual("ono@osaka.example", letter["To"])
        self.assertEqual("証明書の画面に入るリンク", letter["Subject"])
        self.assertIn(f"http://localhost:{self.served.port}/enter/", letter.get_content())
        self.assertIn("15 分以内に一度だけ", letter.get_content())
        self.assertLess(abs(letter["Date"].datetime.timestamp() - time.time()), 60)
        folder = self.served.folder / "mill.tenbin.outbox"
        self.assertEqual(0o700, stat.S_IMODE(folder.stat().st_mode))
        self.assertEqual({0o600}, {stat.S_IMODE(path.stat().st_mode) for path in self.outbox()})

    def test_a_page_with_one_button_then_in_and_only_once(self):
        token = token_in(self.letter("aoki@osaka.example"))
        for _ in range(3):  # a scanner of mail opens it
            page = self.expect(200, Client(self.served.port).get(f"/enter/{token}", Accept_Language="en"))
        text = page.body.decode()
        self.assertNotIn("<script", text)
        self.assertEqual(1, text.count("<button>"))
        self.assertIn('<form method="post">', text)
        self.assertEqual("no-referrer", page.headers["Referrer-Policy"])
        client, answer = self.enter(token)
        self.expect(303, answer)
        self.assertEqual("/", answer.headers["Location"])
        for flag in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(flag, answer.headers["Set-Cookie"])
        me = client.get("/api/v1/session").json()
        self.assertEqual(("aoki@osaka.example", CUSTOMER, ["customer"]),
                         tuple(me["person"][key] for key in ("login", "customer", "roles")))
        _, again = self.enter(token)
        self.expect(403, again)
        self.assertIn("link.expired", again.body.decode())

    def test_a_customer_sees_only_its_own(self):
        client, _ = self.enter(token_in(self.letter("mori@osaka.example")))
        for item in self.items(client, "/api/v1/certificates") + self.items(client, "/api/v1/allocations"):
            self.assertEqual(CUSTOMER, item["customer"])
        for path in ("/api/v1/shipments", "/api/v1/overview", "/api/v1/people"):
            self.expect(403, client.get(path), "right.missing")

    def test_by_json(self):
        token = token_in(self.letter("ueda@osaka.example"))
        answer = self.expect(200, Client(self.served.port).post("/api/v1/session/enter", {"token": token}))
        self.assertEqual("ueda@osaka.example", answer.json()["person"]["login"])
        self.assertIn("tenbin_session=", answer.headers["Set-Cookie"])
        self.expect(403, Client(self.served.port).post("/api/v1/session/enter", {"token": token}), "link.expired")

    def test_another_page_cannot_press_the_button(self):
        token = token_in(self.letter("kita@osaka.example"))
        answer = Client(self.served.port).ask("POST", f"/enter/{token}", "", Sec_Fetch_Site="cross-site", **FORM)
        self.expect(403, answer)
        self.assertIn("request.forged", answer.body.decode())
        self.expect(303, self.enter(token)[1])

    def test_who_may_invite_and_whom(self):
        self.expect(403, self.invite("x@osaka.example", client=self.clerk), "right.missing")
        self.expect(201, self.invite("x@osaka.example", client=self.manager))
        self.expect(404, self.invite("x@osaka.example", customer="C-NONE"), "reference.unknown")
        self.expect(400, self.invite("nobody"), "input.invalid")
        self.expect(400, self.invite("x@osaka.example\r\nBcc: y@z"), "input.invalid")
        self.enter(token_in(self.letter("taken@osaka.example")))
        self.expect(409, self.invite("taken@osaka.example", customer=OTHER), "person.exists")

    def test_who_has_entered_before_wishes_for_a_link(self):
        email = "hara@osaka.example"
        stranger = Client(self.served.port)
        self.expect(202, stranger.post("/api/v1/session/link", {"email": email}))
        self.expect(202, stranger.post("/api/v1/session/link", {"email": "no address"}))
        self.enter(token_in(self.letter(email)))
        before = set(self.outbox())
        answer = self.expect(202, stranger.post("/api/v1/session/link", {"email": email.upper()}))
        self.assertEqual(b"", answer.body)
        for _ in range(100):
            if new := [path for path in set(self.outbox()) - before if path.stat().st_size]:
                break
            time.sleep(0.05)
        letter = new[0].read_bytes()
        self.assertEqual(email, smtp.read(letter)["To"])
        self.expect(303, self.enter(token_in(letter))[1])


class Wishing(LinkTest):
    @classmethod
    def serve(cls):
        return Served(people=["sales"])

    def test_nobody_is_flooded_with_letters(self):
        stranger = Client(self.served.port)
        for _ in range(5):
            self.expect(202, stranger.post("/api/v1/session/link", {"email": "a@b.example"}))
        answer = self.expect(429, stranger.post("/api/v1/session/link", {"email": "a@b.example"}), "login.too_many")
        self.assertGreater(int(answer.headers["Retry-After"]), 0)


class BySmtp(LinkTest):
    @classmethod
    def serve(cls):
        cls.mail = smtp.MailServer()
        cls.addClassCleanup(cls.mail.end)
        settings = {"TENBIN_MAIL_SERVER": f"smtp://{LOOPBACK}:{cls.mail.port}", "TENBIN_MAIL_FROM": "tenbin@mill.example",
                    "TENBIN_MAIL_LOGIN": "mill:kagi:2026", "TENBIN_ADDRESS": "https://ledger.mill.example"}
        return Served(people=["sales"], settings=settings)

    def test_a_letter_is_sent(self):
        answer = self.expect(201, self.invite("ono@osaka.example")).json()
        self.assertEqual({"sent": "mail", "path": None}, answer)
        letter = smtp.read(self.mail.letters[-1])
        self.assertEqual(("tenbin@mill.example", "ono@osaka.example"), (letter["From"], letter["To"]))
        self.assertIn("https://ledger.mill.example/enter/", letter.get_content())
        login = base64.b64encode(b"\0mill\0kagi:2026").decode()
        self.assertTrue(any(login in word for word in self.mail.heard))
        self.expect(303, self.enter(token_in(self.mail.letters[-1]))[1])
        self.assertFalse((self.served.folder / "mill.tenbin.outbox").exists())

    def test_a_server_that_refuses(self):
        self.mail.accepts_login = False
        try:
            answer = self.expect(500, self.invite("ono@osaka.example"), "mail.failed")
        finally:
            self.mail.accepts_login = True
        self.assertEqual("refused", answer.json()["facts"]["reason"])
        self.assertNotIn("kagi", answer.body.decode())


class WithoutTls(LinkTest):
    """Beyond this machine a letter, and the login, go only over TLS. 0.0.0.0 leads here and is not named as here."""

    @classmethod
    def serve(cls):
        cls.mail = smtp.MailServer()
        cls.addClassCleanup(cls.mail.end)
        return Served(people=["sales"], settings={
            "TENBIN_MAIL_SERVER": f"smtp://0.0.0.0:{cls.mail.port}", "TENBIN_MAIL_FROM": "tenbin@mill.example",
            "TENBIN_MAIL_LOGIN": "mill:kagi:2026"})

    def test_nothing_is_said_in_the_clear(self):
        answer = self.expect(500, self.invite("ono@osaka.example"), "mail.failed")
        self.assertEqual("tls", answer.json()["facts"]["reason"])
        self.assertEqual([], self.mail.letters)
        self.assertFalse(any(word.startswith("AUTH") for word in self.mail.heard))


class Settings(unittest.TestCase):
    def test_what_cannot_be_used_is_said_at_the_start(self):
        good = {"TENBIN_MAIL_FROM": "a@b.example"}
        for wrong, settings in (
                ("address", {"TENBIN_ADDRESS": "ledger.mill.example"}), ("address", {"TENBIN_ADDRESS": "https://a/b"}),
                ("mail_server", {**good, "TENBIN_MAIL_SERVER": "mail.example"}),
                ("mail_server", {**good, "TENBIN_MAIL_SERVER": "smtp://a@b"}),
                ("mail_from", {"TENBIN_MAIL_SERVER": "smtp://mail.example"}), ("mail_from", {"TENBIN_MAIL_FROM": "a@b\r\nBcc: c@d"}),
                ("oidc_issuer", {"TENBIN_OIDC_ISSUER": "http://login.example", "TENBIN_OIDC_CLIENT_ID": "x"}),
                ("oidc_client_id", {"TENBIN_OIDC_ISSUER": "https://login.example"}),
                ("oidc_issuer", {"TENBIN_OIDC_CLIENT_ID": "x"})):
            with self.subTest(settings):
                done = subprocess.run([support.program, "serve", "none.tenbin"], capture_output=True, timeout=support.TIMEOUT_S,
                                      env=support.environment(LANG="en_GB.UTF-8", **settings))
                self.assertEqual(2, done.returncode)
                self.assertIn(wrong, done.stderr.decode())
