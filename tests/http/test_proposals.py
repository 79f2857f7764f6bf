"""Proposals: made by sales, shown behind link and PIN without JavaScript, accepted, and what no longer fits."""
import re
import urllib.parse

from served import Client, HttpTest, Served, at_once
from test_reservations import ALL_KG, WHERE, wanted
import support

ROWS = [{"shipment": "S-2", "line": 1, "share_ppm": 250000}]  # 150 t
NAME = "小野 <b>花子</b>"


class Proposals(HttpTest):
    def setUp(self):
        self.served = Served(people=["manager", "sales", "clerk"])
        self.addCleanup(self.served.end)
        for role, client in self.served.clients.items():
            setattr(self, role, client)
        self.stranger = Client(self.served.port)

    @classmethod
    def setUpClass(cls):
        pass

    def propose(self, client=None, **changes):
        body = {**WHERE, "customer": "C-0101", "title": "七月の<ご提案>", "message": "一行目\n二行目", "rows": ROWS, **changes}
        return self.expect(201, (client or self.sales).post("/api/v1/proposals", body)).json()

    def form(self, path, **fields):
        return self.stranger.ask("POST", path, urllib.parse.urlencode(fields), Content_Type="application/x-www-form-urlencoded")

    def page(self, answer, status=200):
        self.expect(status, answer)
        self.assertEqual("text/html; charset=utf-8", answer.headers["Content-Type"])
        self.assertLess(len(answer.body), 20_000)
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual("no-store", answer.headers["Cache-Control"])
        policy = answer.headers["Content-Security-Policy"]
        self.assertTrue(policy.startswith("default-src 'none';"))
        for kept in ("script-src", "unsafe"):
            self.assertNotIn(kept, policy)
        text = answer.body.decode()
        self.assertNotIn("<script", text)
        self.assertIn('name="robots" content="noindex"', text)
        self.assertIn('<span class="en" lang="en">', text)
        return text

    def state(self, proposal):
        return next(each for each in self.items(self.sales, "/api/v1/proposals") if each["proposal"] == proposal["proposal"])

    def test_from_the_offer_to_the_reservation(self):
        made = self.propose(hold_days=7)
        self.assertRegex(made["pin"], r"^\d{4}$")
        self.assertEqual(("150000.000", "open", 0, None), tuple(made[key] for key in ("allocated_kg", "state", "seen", "reservation")))
        self.assertEqual(({"shipment": "S-2", "line": 1, "product": "EX-6063-01", "mass_kg": "600000.000", "allocated_kg": "150000.000",
                           "share_ppm": 250000},), tuple(made["rows"]))
        asked = self.page(self.stranger.get(made["url"]))
        for kept in ("ご提案&gt;", "見本サッシ", "150.000"):
            self.assertNotIn(kept, asked)
        shown = self.page(self.form(made["url"], pin=made["pin"]))
        for said in ("七月の&lt;ご提案&gt;", "一行目\n二行目", "株式会社見本サッシ", "Mihon Sash", "150.000 t", "25.0 %", "サッシ枠", "物理的に含む"):
            self.assertIn(said, shown)
        for kept in ("272.000", "見本オート", "sales", "cost"):
            self.assertNotIn(kept, shown)
        self.assertEqual(1, self.state(made)["seen"])
        done = self.page(self.form(made["url"] + "/accept", pin=made["pin"], name=NAME, comment="お願いします"))
        self.assertIn("承諾済み", done)
        self.assertIn("小野 &lt;b&gt;花子", done)
        after = self.state(made)
        self.assertEqual(("accepted", NAME, "お願いします"), tuple(after[key] for key in ("state", "accepted_by", "comment")))
        held = self.items(self.sales, "/api/v1/reservations")[0]
        self.assertEqual((after["reservation"], made["proposal"], "150000.000", "sales", "C-0101"),
                         tuple(held[key] for key in ("reservation", "proposal", "mass_kg", "made_by", "customer")))
        self.assertEqual([{"shipment": "S-2", "line": 1, "allocated_kg": "150000.000"}], held["rows"])
        again = self.page(self.form(made["url"] + "/accept", pin=made["pin"], name="other"))
        self.assertIn("小野", again)
        self.assertEqual(1, len(self.items(self.sales, "/api/v1/reservations")))
        self.expect(409, self.sales.ask("DELETE", f"/api/v1/proposals/{made['proposal']}"), "proposal.decided")

    def test_what_no_longer_fits_is_said_with_what_is_left(self):
        made = self.propose()
        self.expect(201, self.manager.post("/api/v1/reservations", wanted(ALL_KG - 3200, "C-0102")))
        page = self.page(self.form(made["url"] + "/accept", pin=made["pin"], name="小野"), 409)
        self.assertIn("残り 3.200 t", page)
        self.assertIn("3.200 t left", page)
        self.assertIn('role="alert"', page)
        self.assertNotIn("見本オート", page)
        self.assertEqual("open", self.state(made)["state"])

    def test_two_proposals_for_the_same_tonne(self):
        made = [self.propose(), self.propose(customer="C-0102", rows=[{"shipment": "S-1", "line": 1, "allocated_kg": "150000"}])]
        answers = at_once(2, lambda n: self.form(made[n]["url"] + "/accept", pin=made[n]["pin"], name="x"))
        self.assertEqual([200, 409], sorted(answer.status for answer in answers))
        self.assertEqual(1, len(self.items(self.manager, "/api/v1/reservations")))

    def test_wrong_pins(self):
        made = self.propose()
        wrong = "0000" if made["pin"] != "0000" else "1111"
        for _ in range(5):
            page = self.page(self.form(made["url"], pin=wrong), 403)
            self.assertIn("暗証番号が違います", page)
        locked = self.form(made["url"], pin=made["pin"])
        self.assertIn("15 分後", self.page(locked, 429))
        self.assertGreater(int(locked.headers["Retry-After"]), 800)
        self.page(self.form(made["url"] + "/accept", pin=made["pin"], name="x"), 429)
        self.assertEqual((0, "open"), tuple(self.state(made)[key] for key in ("seen", "state")))

    def test_a_pin_may_be_typed_as_the_keyboard_gives_it(self):
        made = self.propose()
        wide = "".join(chr(0xFF10 + int(digit)) for digit in made["pin"])
        self.assertIn("150.000 t", self.page(self.form(made["url"], pin=f" {wide[:2]} {wide[2:]} ")))

    def test_an_acceptance_needs_a_name_and_the_pin(self):
        made = self.propose()
        self.assertIn("お名前を書いてください", self.page(self.form(made["url"] + "/accept", pin=made["pin"], name=""), 400))
        self.page(self.form(made["url"] + "/accept", name="x"), 403)
        self.page(self.form(made["url"] + "/accept", pin=made["pin"], name="x" * 300), 400)
        self.assertEqual([], self.items(self.manager, "/api/v1/reservations"))

    def test_a_proposal_that_ended_looks_like_one_that_never_was(self):
        made = self.propose()
        self.expect(200, self.sales.ask("DELETE", f"/api/v1/proposals/{made['proposal']}"))
        ended = self.page(self.stranger.get(made["url"]), 403)
        self.assertIn("この提案は見られません", ended)
        self.assertEqual(ended, self.page(self.stranger.get("/p/nonsense"), 403))
        self.assertEqual(ended, self.page(self.form(made["url"], pin=made["pin"]), 403))
        self.assertEqual(ended, self.page(self.form(made["url"] + "/accept", pin=made["pin"], name="x"), 403))

    def test_a_closed_period_takes_no_acceptance(self):
        made = self.propose()
        for period in ("2026-04-01", "2026-07-01"):
            self.expect(200, self.manager.command(support.close(period, "2026-10-01")))
        self.assertIn("いまは承諾を受け付けられません", self.page(self.form(made["url"] + "/accept", pin=made["pin"], name="x"), 409))

    def test_who_sees_and_what_is_refused(self):
        made, theirs = self.propose(), self.propose(self.manager)
        self.assertEqual([made["proposal"]], [each["proposal"] for each in self.items(self.sales, "/api/v1/proposals?state=open&customer=C-0101")])
        self.assertEqual([], self.items(self.sales, "/api/v1/proposals?customer=C-0102"))
        self.assertNotIn("pin", self.items(self.sales, "/api/v1/proposals")[0])
        self.expect(404, self.sales.ask("DELETE", f"/api/v1/proposals/{theirs['proposal']}"), "reference.unknown")
        self.assertEqual(2, len(self.items(self.manager, "/api/v1/proposals")))
        self.expect(403, self.clerk.get("/api/v1/proposals"), "right.missing")
        self.expect(400, self.sales.get("/api/v1/proposals?state=lost"), "input.invalid")
        for changes, status, code in (({"rows": []}, 400, "input.invalid"), ({"title": ""}, 400, "input.invalid"),
                                      ({"hold_days": 0}, 400, "input.invalid"), ({"customer": "C-0102"}, 404, "reference.unknown"),
                                      ({"rows": [{"shipment": "S-2", "line": 1}]}, 400, "input.invalid"), ({"x": 1}, 400, "input.invalid")):
            with self.subTest(changes):
                body = {**WHERE, "customer": "C-0101", "title": "t", "rows": ROWS, **changes}
                self.expect(status, self.sales.post("/api/v1/proposals", body), code)
        self.expect(200, self.manager.post("/api/v1/settings", {"sales_cap_kg": "100000"}))
        body = {**WHERE, "customer": "C-0101", "title": "t", "rows": ROWS}
        self.expect(409, self.sales.post("/api/v1/proposals", body), "reservation.cap")

    def test_links_are_in_no_log_and_looking_too_often_waits(self):
        made = self.propose()
        while (answer := self.stranger.get(made["url"])).status == 200:
            pass
        self.expect(429, answer, "lookup.too_many")
        self.served.stop()
        log = (self.served.folder / "log").read_text()
        self.assertIn('"route":"/p/{token}"', log)
        self.assertNotIn(re.sub("^/p/", "", made["url"]), log)
