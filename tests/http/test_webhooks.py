"""Webhooks: what is told to other programs, signed, tried again, and never to a machine that was not meant; and letters to
customers about their certificates, and the calendar."""
import base64
import datetime
import hashlib
import hmac
import http.server
import json
import re
import sqlite3
import subprocess
import threading
import time

import smtp
from served import LOOPBACK, Client, HttpTest, Served
import support
import test_certificates

ALL = ["certificate.issued", "certificate.replaced", "certificate.revoked", "balance.low", "balance.negative", "period.closed",
       "import.failed", "reservation.expiring", "backup.failed"]
FROM_HERE = {"events": ALL, "allow_private": True}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        if self.path == "/hang":
            self.server.hangs.wait(support.TIMEOUT_S)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Receiver(http.server.ThreadingHTTPServer):
    def __init__(self):
        super().__init__((LOOPBACK, 0), Handler)
        self.heard, self.status, self.hangs = [], 204, threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://{LOOPBACK}:{self.server_address[1]}{path}"

    def end(self):
        self.hangs.set()
        self.shutdown()
        self.server_close()


def until(what, seconds=20):
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


class AnnouncedTest(test_certificates.CertificateTest):
    def office(self, *statement):
        with sqlite3.connect(f"{self.served.book}-office", timeout=10) as database:
            return database.execute(*statement).fetchall()

    def looked(self):
        """The server has looked at the book as it is now."""
        size = str(self.size())
        self.assertTrue(until(lambda: self.office("SELECT 1 FROM watched WHERE name = 'book' AND value = ?", (size,))))


class ListeningTest(AnnouncedTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receiver = Receiver()
        cls.addClassCleanup(cls.receiver.end)

    def register(self, path, **more):
        answer = self.expect(201, self.admin.post("/api/v1/webhooks", {"url": self.receiver.url(path), **FROM_HERE, **more})).json()
        self.addCleanup(self.admin.ask, "DELETE", f"/api/v1/webhooks/{answer['webhook']}")
        self.looked()
        return answer

    def heard(self, path, count=1):
        until(lambda: len(self.told(path)) >= count)
        return self.told(path)

    def told(self, path):
        return [(headers, body) for at, headers, body in self.receiver.heard if at == path]

    def types(self, path, count):
        return [(json.loads(body)["type"], json.loads(body)["data"]) for _, body in self.heard(path, count)]

    def deliveries(self, hook, **query):
        more = "".join(f"&{key}={value}" for key, value in query.items())
        return self.items(self.admin, f"/api/v1/webhook-deliveries?webhook={hook['webhook']}{more}")

    def check_signature(self, hook, headers, body):
        key = base64.b64decode(hook["secret"].removeprefix("whsec_"))
        text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        wanted = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        self.assertEqual(wanted, headers["webhook-signature"])
        self.assertLess(abs(int(headers["webhook-timestamp"]) - time.time()), 60)


class Webhooks(ListeningTest):
    def test_certificates_from_their_issue_to_their_end_signed(self):
        self.issued("C-0102")  # before anybody listened
        hook = self.register("/life")
        self.assertNotIn("secret", self.items(self.admin, "/api/v1/webhooks")[0])
        number = self.issued("C-0101")
        self.expect(200, self.act(number, "replace", allocations=["A-2"]))
        self.looked()  # a look that finds both ends of a revision tells of both
        self.expect(200, self.act(number, "revoke"))
        about = {"certificate": number, "customer": "C-0101"}
        self.assertEqual([("certificate.issued", {**about, "revision": 1}), ("certificate.replaced", {**about, "revision": 2}),
                          ("certificate.revoked", {**about, "revision": 2})], self.types("/life", 3))
        for headers, body in self.told("/life"):
            self.check_signature(hook, headers, body)
            self.assertEqual("application/json", headers["Content-Type"])
        self.assertEqual(3, len({headers["webhook-id"] for headers, _ in self.told("/life")}))
        self.assertTrue(until(lambda: [each["outcome"] for each in self.deliveries(hook, state="delivered")] == ["204"] * 3))

    def test_a_private_address_needs_permission(self):
        for url in (self.receiver.url("/no"), f"https://{LOOPBACK}/", "https://localhost/", "https://mill.local/", "https://10.0.0.1/",
                    "http://hooks.mill.jp/", "https://[::1]/"):
            refused = self.admin.post("/api/v1/webhooks", {"url": url, "events": ALL})
            self.assertEqual(url, self.expect(400, refused, "webhook.address").json()["facts"]["url"])
        for wrong in ({"url": "file:///etc/passwd"}, {"url": "https://a@hooks.mill.jp/"}, {"events": []}, {"events": ["finding.opened"]},
                      {"allow_private": "yes"}, {"secret": "mine"}):
            self.expect(400, self.admin.post("/api/v1/webhooks", {"url": "https://hooks.mill.jp/", "events": ALL, **wrong}), "input.invalid")

    def test_a_name_that_leads_home_is_not_asked(self):
        hook = self.register("/rebound")
        self.office("UPDATE webhooks SET url = ?, allow_private = 0 WHERE id = ?", (f"https://{LOOPBACK}/rebound", hook["webhook"]))
        self.expect(422, self.clerk.post("/api/v1/imports?file=a.csv", "1,2\n3,4\n"), "import.unrecognised")
        found = until(lambda: [each for each in self.deliveries(hook) if each["tries"]])
        self.assertEqual(("waiting", 1, "not_public"), tuple(found[0][key] for key in ("state", "tries", "outcome")))
        self.assertEqual([], self.told("/rebound"))

    def test_what_fails_is_tried_again_given_up_and_sent_once_more(self):
        hook = self.register("/deaf", events=["import.failed"])
        self.receiver.status = 503
        try:
            for _ in range(2):  # the same file for the same reason: once
                self.expect(422, self.clerk.post("/api/v1/imports?file=b.csv", "5,6\n7,8\n"), "import.unrecognised")
            first = until(lambda: [each for each in self.deliveries(hook) if each["tries"] == 1])
            self.assertEqual([("waiting", "503")], [(each["state"], each["outcome"]) for each in first])
            waits = datetime.datetime.fromisoformat(first[0]["next_try_at"]) - datetime.datetime.fromisoformat(first[0]["tried_at"])
            self.assertEqual(30, waits.total_seconds())
            self.office("UPDATE deliveries SET next = 0, tries = 5 WHERE webhook = ?", (hook["webhook"],))
            dead = until(lambda: self.deliveries(hook, state="dead"))
            self.assertEqual([6], [each["tries"] for each in dead])
            self.assertEqual(1, self.items(self.admin, "/api/v1/webhooks")[0]["dead"])
        finally:
            self.receiver.status = 204
        again = self.expect(200, self.admin.post(f"/api/v1/webhook-deliveries/{dead[0]['delivery']}/resend")).json()
        self.assertEqual("waiting", again["state"])
        self.assertTrue(until(lambda: self.deliveries(hook, state="delivered")))
        told = self.told("/deaf")
        self.assertEqual((3, 1, 1), (len(told), len({headers["webhook-id"] for headers, _ in told}), len({body for _, body in told})))
        self.assertEqual({"code": "import.unrecognised", "sha256": hashlib.sha256(b"5,6\n7,8\n").hexdigest()}, json.loads(told[0][1])["data"])

    def test_a_pause_and_a_restart(self):
        hook = self.register("/pause", events=["reservation.expiring"])
        paused = self.expect(200, self.admin.ask("PATCH", f"/api/v1/webhooks/{hook['webhook']}", {"paused": True})).json()
        self.assertTrue(paused["paused"])
        hold = {"site": "HQ", "period": "2026-07-01", "customer": "C-0101", "mass_kg": "10"}
        self.expect(201, self.manager.post("/api/v1/reservations", {**hold, "days": 1}))
        self.assertTrue(until(lambda: self.office("SELECT 1 FROM events WHERE type = 'reservation.expiring'")))
        self.expect(200, self.admin.ask("PATCH", f"/api/v1/webhooks/{hook['webhook']}", {"paused": False}))
        self.expect(201, self.manager.post("/api/v1/reservations", {**hold, "days": 30}))
        made = self.expect(201, self.manager.post("/api/v1/reservations", {**hold, "days": 2})).json()
        self.assertEqual([("reservation.expiring", {"expires_at": made["expires_at"], "reservation": made["reservation"], "site": "HQ"})],
                         self.types("/pause", 1))

    def test_a_receiver_that_hangs_holds_up_nobody_and_is_told_after_the_next_start(self):
        hook = self.register("/hang", events=["import.failed", "certificate.revoked", "period.closed"])
        self.expect(422, self.clerk.post("/api/v1/imports?file=c.csv", "9,6\n7,8\n"), "import.unrecognised")
        self.assertEqual(1, len(self.heard("/hang")))
        begun = time.monotonic()
        self.expect(200, self.manager.command(support.allocate("A-88", "1 %")))
        self.assertEqual(0, self.served.stop())
        self.assertLess(time.monotonic() - begun, 6)  # a try takes up to 10 s
        self.assertEqual([("waiting", 0)], self.office("SELECT state, tries FROM deliveries WHERE webhook = ?", (hook["webhook"],)))
        self.served.run("apply", self.served.book, "-", stdin=support.as_lines([support.close("2026-04-01", "2026-10-05")]))
        self.receiver.hangs.set()
        self.served.start()
        for client in self.served.clients.values():
            client.port = self.served.port
        self.assertEqual(["import.failed", "import.failed", "period.closed"], [name for name, _ in self.types("/hang", 3)])
        self.assertEqual(2, len({headers["webhook-id"] for headers, _ in self.told("/hang")}))

    def test_the_balance_and_the_backup(self):
        self.expect(200, self.admin.post("/api/v1/settings", {"balance_low_kg": "80000"}))
        self.register("/low", events=["balance.low", "backup.failed"])
        self.expect(200, self.manager.command(support.allocate("A-77", "5 %")))
        low = {"account": "HQ/renewable", "period": "2026-07-01", "site": "HQ"}
        self.assertEqual([("balance.low", low)], self.types("/low", 1))
        backup = subprocess.run([support.program, "backup", self.served.book, self.served.folder / "none" / "copy"], capture_output=True,
                                env=support.environment(), timeout=support.TIMEOUT_S)
        self.assertEqual(9, backup.returncode)
        name, data = self.types("/low", 2)[1]
        self.assertEqual(("backup.failed", "file.unreadable"), (name, data["code"]))


class Negative(ListeningTest):
    """Where the rulebook lets a balance be below nothing until its period ends."""

    @classmethod
    def serve(cls):
        return Served(people=["clerk", "manager"], rulebook="iscc-plus")

    def test_a_balance_below_nothing(self):
        self.register("/negative")
        self.expect(200, self.manager.command(support.allocate("A-1", "60 %")))
        self.assertEqual([("balance.negative", {"account": "HQ/renewable", "period": "2026-07-01", "site": "HQ"})], self.types("/negative", 1))


class Letters(AnnouncedTest):
    def outbox(self):
        letters = [smtp.read(path.read_bytes()) for path in sorted((self.served.folder / "mill.tenbin.outbox").glob("*.eml"))]
        return [letter for letter in letters if letter["Subject"]]

    def test_a_customer_is_told_what_was_issued_and_what_changed(self):
        self.issued("C-0102")
        self.served.add_person("ono", ["customer"], customer="C-0101", email="ono@osaka.example")
        self.served.add_person("smith", ["customer"], customer="C-0101", email="smith@osaka.example", language="en")
        self.served.add_person("other", ["customer"], customer="C-0102", email="other@osaka.example")
        self.assertEqual([], self.outbox())
        self.expect(200, self.admin.post("/api/v1/settings", {"customer_mail": "on"}))
        self.looked()
        number = self.issued("C-0101")
        by = lambda count: until(lambda: len(self.outbox()) >= count) and {each["To"]: each for each in self.outbox()[-2:]}
        issued = by(2)
        self.assertEqual({"ono@osaka.example", "smith@osaka.example"}, set(issued))
        self.assertEqual("2026年7月分の割当証明書(60.000 t)", issued["ono@osaka.example"]["Subject"])
        self.assertEqual("Allocation certificate for 7/2026 (60.000 t)", issued["smith@osaka.example"]["Subject"])
        text = issued["ono@osaka.example"].get_content()
        self.assertIn(number, text)
        self.assertIn("割当 60.000 t、製品 600.000 t です。", text)
        self.assertIn(f"http://localhost:{self.served.port}/portal?lang=ja", text)
        self.expect(200, self.act(number, "replace", allocations=["A-2"]))
        replaced = by(4)["ono@osaka.example"]
        self.assertEqual(f"割当証明書 {number} の訂正(60.000 t)", replaced["Subject"])
        self.assertIn("| 割当量 | 60.000 t | 60.000 t |", replaced.get_content())
        self.assertIn("住所の誤り", replaced.get_content())
        self.expect(200, self.act(number, "revoke"))
        revoked = by(6)["smith@osaka.example"]
        self.assertEqual(f"Allocation certificate {number}: revoked", revoked["Subject"])
        self.assertIn("| Allocated | 60.000 t | revoked |", revoked.get_content())
        self.expect(200, self.admin.post("/api/v1/settings", {"customer_mail": "off"}))
        self.assertEqual(6, len(self.outbox()))


class Calendar(HttpTest):
    def entries(self, client, **headers):
        answer = self.expect(200, client.get("/api/v1/calendar.ics", **headers))
        self.assertEqual("text/calendar; charset=utf-8", answer.headers["Content-Type"])
        self.assertTrue(all(len(line) <= 75 for line in answer.body.split(b"\r\n")))
        self.assertNotIn(b"\n", answer.body.replace(b"\r\n", b""))
        lines = re.sub("\r\n[ \t]", "", answer.body.decode()).split("\r\n")
        self.assertEqual(["BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR", ""], lines[:2] + lines[-2:])
        found = []
        for line in lines:
            if line == "BEGIN:VEVENT":
                found.append({})
            elif found and ":" in line:
                found[-1].setdefault(*line.split(":", 1))
        return found

    def test_the_ends_of_periods_and_of_reservations(self):
        body = {"site": "HQ", "period": "2026-07-01", "customer": "C-0101", "mass_kg": "12000", "days": 3}
        held = self.expect(201, self.sales.post("/api/v1/reservations", body)).json()
        ends = {each["UID"]: each for each in self.entries(self.clerk)}
        first = next(each for uid, each in ends.items() if uid.startswith("period-4851-2026-04-01@"))
        self.assertEqual(("20260630", "20260701"), (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]))
        self.assertEqual("HQ: 2026-04-01 からの期間の末日", first["SUMMARY"])
        today = datetime.date.today().strftime("%Y%m%d")
        self.assertGreaterEqual(sum(each["DTSTART;VALUE=DATE"] >= today for each in ends.values()), 2)
        self.assertFalse(any(uid.startswith("reservation") for uid in ends))
        moment = re.sub(r"[-:]|\.\d+", "", held["expires_at"])
        seen = {each["DTSTART"]: each["SUMMARY"] for each in self.entries(self.sales, Accept_Language="en") if "DTSTART" in each}
        self.assertEqual({moment: "HQ: reservation of 12.000 t for C-0101 ends"}, seen)
        token = self.sales.post("/api/v1/tokens", {"name": "calendar", "scopes": ["read"], "expires_at": "2027-11-01T00:00:00.000Z"})
        by_token = Client(self.served.port)
        by_token.token = self.expect(201, token).json()["secret"]
        self.assertEqual(set(ends), {each["UID"] for each in self.entries(by_token)})
        self.expect(403, self.customer.get("/api/v1/calendar.ics"), "right.missing")
