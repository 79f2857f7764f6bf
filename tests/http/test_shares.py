"""Certificates that a customer shares: made, listed and revoked by the customer alone; the page shows what was chosen."""
import re

from served import Client, HttpTest, Served
import support

PERIOD = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
LABELS = {"addressee": "株式会社見本サッシ", "lines": "S-2-1", "footprint": "kg-CO₂e/kg"}


class ShareTest(HttpTest):
    """Certificates of two customers; the one who signs in is C-0101."""

    @classmethod
    def serve(cls):
        return Served([*support.mill_commands(), support.allocate("A-1", "50 %", shipment="S-1"), support.allocate("A-2", "10 %")],
                      ["manager", "sales", "verifier", "customer"])

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = Client(cls.served.port)
        issued = cls.manager.post("/api/v1/certificates/all", PERIOD).json()["issued"]
        cls.own, cls.foreign = (next(one["certificate"] for one in issued if one["customer"] == customer)
                                for customer in ("C-0101", "C-0102"))

    def share(self, fields=(), **more):
        return self.expect(201, self.customer.post(f"/api/v1/certificates/{self.own}/shares", {"fields": list(fields), **more})).json()

    def page(self, url, status=200, language="ja"):
        answer = self.expect(status, self.stranger.get(url, Accept_Language=language))
        self.assertLess(len(answer.body), 20_000)
        self.assertTrue(answer.headers["Content-Security-Policy"].startswith("default-src 'none';"))
        self.assertNotIn("Set-Cookie", answer.headers)
        text = answer.body.decode()
        self.assertNotIn("<script", text)
        self.assertIn(f'<html lang="{language}">', text)
        return text


class Shares(ShareTest):
    def test_what_is_always_shown_and_what_is_chosen(self):
        for fields in ([], ["addressee"], ["lines"], ["footprint"], list(LABELS), ["orders"]):
            with self.subTest(fields):
                made = self.share(fields)
                self.assertEqual((fields, "open", 0, None), tuple(made[key] for key in ("fields", "state", "views", "expires_at")))
                page = self.page(made["url"])
                for said in (self.own, "有効な証明書です", "マスバランス方式", "60.000 t", "600.000 t", "10.0 %", "2026年7月1日", "本社工場"):
                    self.assertIn(said, page)
                for field, said in LABELS.items():
                    self.assertEqual(field in fields, said in page, field)
                for kept in ("見本オート", "272.000", "125.000"):
                    self.assertNotIn(kept, page)
                self.assertIn("This certificate is valid", self.page(made["url"], language="en"))

    def test_looks_are_counted_and_a_link_is_revoked(self):
        made = self.share(["orders"], days=30)
        self.assertIsNotNone(made["expires_at"])
        self.page(made["url"])
        self.page(made["url"] + "?lang=en", language="en")
        listed = next(each for each in self.items(self.customer, "/api/v1/shares") if each["share"] == made["share"])
        self.assertEqual((2, None), (listed["views"], listed["url"]))
        self.assertEqual("revoked", self.expect(200, self.customer.ask("DELETE", f"/api/v1/shares/{made['share']}")).json()["state"])
        ended = self.page(made["url"], 403)
        self.assertIn("リンクの期限が切れました", ended)
        self.assertEqual(ended, self.page("/s/nonsense", 403))
        self.assertIn('href="/check"', ended)

    def test_only_a_customer_and_only_their_own(self):
        path = f"/api/v1/certificates/{self.own}/shares"
        for other in (self.manager, self.sales, self.verifier):
            self.expect(403, other.post(path, {"fields": []}), "right.missing")
            self.expect(403, other.get("/api/v1/shares"), "right.missing")
        self.expect(404, self.customer.post(f"/api/v1/certificates/{self.foreign}/shares", {"fields": []}), "reference.unknown")
        self.expect(404, self.customer.post("/api/v1/certificates/MB-NONE/shares", {"fields": []}), "reference.unknown")
        self.expect(404, self.customer.ask("DELETE", "/api/v1/shares/999"), "reference.unknown")
        for body in ({"fields": ["price"]}, {}, {"fields": [], "days": 0}, {"fields": [], "days": "x"}, {"fields": [], "more": 1}):
            self.expect(400, self.customer.post(path, body), "input.invalid")


class Later(ShareTest):
    """What happens to the certificate after it was shared."""

    def test_a_later_posting_changes_nothing_of_what_was_issued(self):
        made = self.share(["footprint"])
        facts = lambda: re.findall(r"<dd>(.*?)</dd>", self.page(made["url"]))
        before = facts()
        self.assertTrue(any(LABELS["footprint"] in fact for fact in before), before)
        self.expect(200, self.manager.command({
            "do": "receive", "receipt": "R-LATE", "date": "2026-07-30", "site": "HQ", "supplier": "S-003", "material": "ingot",
            "class": "conventional", "mass": "10 t"}))
        self.assertEqual(before, facts())

    def test_a_replaced_one_says_so_and_a_revoked_one_shows_no_more(self):
        made = self.share(list(LABELS))
        path = f"/api/v1/certificates/{self.own}"
        self.expect(200, self.manager.post(path + "/replace", {"date": "2026-10-06", "reason": "住所", "allocations": ["A-2"]}))
        page = self.page(made["url"])
        self.assertTrue(page.split("<main>")[1].startswith("<p>この証明書は共有されたあとで差し替えられました。第2版"))
        self.expect(200, self.manager.post(path + "/revoke", {"date": "2026-10-07", "reason": "内緒", "class": "error"}))
        page = self.page(made["url"])
        for said in ("取り消された証明書です", "2026年10月7日"):
            self.assertIn(said, page)
        for kept in ("内緒", "60.000", *LABELS.values()):
            self.assertNotIn(kept, page)
        self.expect(409, self.customer.post(path + "/shares", {"fields": []}), "certificate.not_live")


class Often(HttpTest):
    @classmethod
    def serve(cls):
        return Served(people=[])

    def test_looking_too_often_waits(self):
        stranger, asked = Client(self.served.port), 0
        while (answer := stranger.get(f"/s/{asked}")).status == 403 and asked < 200:
            asked += 1
        self.expect(429, answer, "lookup.too_many")
        self.assertGreaterEqual(asked, 60)
