"""POST /verify: the checks of `tenbin verify`, for who is signed in."""
import json

from served import Client, Served
from test_certificates import CertificateTest, commands


class Verifying(CertificateTest):
    @classmethod
    def serve(cls):
        return Served(commands())

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.post("/api/v1/certificates", {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05",
                                                  "customer": "C-0101"})
        cls.number = cls.manager.get("/api/v1/certificates").json()["items"][0]["certificate"]

    def ask(self, client, data, **headers):
        return client.ask("POST", "/api/v1/verify?file=a.pdf", data, **headers)

    def result(self, answer, check):
        return next(each for each in answer["checks"] if each["check"] == check)["result"]

    def test_each_form_is_held_against_the_book(self):
        for kind in ("pdf", "json", "jwt"):
            data = self.download(self.manager, self.number, kind).body
            answer = self.expect(200, self.ask(self.customer, data)).json()
            self.assertEqual((True, None, self.number, 1, "a.pdf"),
                             tuple(answer[key] for key in ("valid", "error", "certificate", "revision", "file")))
            self.assertTrue(answer["complete"], answer)
            self.assertEqual("passed", self.result(answer, "book"))

    def test_the_same_checks_as_the_command_line(self):
        data = self.download(self.manager, self.number, "json").body
        served = self.expect(200, self.ask(self.clerk, data)).json()
        printed = json.loads(self.verify(data, "json", "--offline", "--book", self.served.book).stdout)
        short = lambda answer: [(each["check"], each["result"], each["reason"]) for each in answer["checks"]]
        self.assertEqual(short(printed), short(served))

    def test_a_changed_byte_fails_and_says_what_in_the_readers_language(self):
        data = bytearray(self.download(self.manager, self.number, "json").body)
        place = data.index(b'"proofValue":"z') + 20
        data[place] = ord("2" if data[place] != ord("2") else "3")
        for language, word in (("ja", "署名"), ("en", "ignature")):
            answer = self.expect(200, self.ask(self.clerk, bytes(data), Accept_Language=language)).json()
            self.assertEqual((False, "verification.failed"), (answer["valid"], answer["error"]))
            self.assertTrue(any(word in each["text"] for each in answer["checks"] if each["result"] == "failed"), answer)

    def test_what_is_no_certificate_is_said(self):
        for data in (b"", b"{}", b"%PDF-1.7", b"x" * 100_000, b"[" * 100_000):
            answer = self.expect(200, self.ask(self.clerk, data)).json()
            self.assertEqual((False, "certificate.malformed"), (answer["valid"], answer["error"]))

    def test_the_revoked_one_is_not_in_force(self):
        made = self.manager.post("/api/v1/certificates", {"from": "2026-07-01", "to": "2026-09-30",
                                                          "date": "2026-10-05", "customer": "C-0102"})
        number = made.json()["issued"][0]["certificate"]
        data = self.download(self.manager, number, "json").body
        self.expect(200, self.act(number, "revoke"))
        answer = self.expect(200, self.ask(self.manager, data)).json()
        self.assertEqual((False, "failed"), (answer["valid"], self.result(answer, "book")))

    def test_a_stranger_is_sent_to_the_page_that_needs_no_server(self):
        self.expect(401, self.ask(Client(self.served.port), b"{}"), "session.expired")
