"""What waits: only for who may do it, with where it is done, and how urgent it is."""
import datetime
import sqlite3
import urllib.parse

from served import HttpTest, Served
from test_uploads import UploadTest
import support

WHERE = "site=HQ&period=2026-07-01"
OPEN = "site=HQ&period=2026-04-01"
DAY = datetime.timedelta(days=1)


def todos(test, client):
    return {todo["code"]: todo for todo in test.expect(200, client.get(f"/api/v1/overview?{WHERE}")).json()["todos"]}


def told(todo):
    return tuple(todo.get(key) for key in ("count", "mass_kg", "days", "urgency", "href"))


class Todos(HttpTest):
    @classmethod
    def serve(cls):
        unbacked = {"do": "receive", "receipt": "R-9", "date": "2026-08-05", "site": "HQ", "supplier": "S-012", "material": "billet",
                    "class": "renewable", "mass": "7 t"}
        return Served(support.mill_commands() + [support.allocate("A-1", "20 %"), unbacked])

    def office(self, *statement):
        with sqlite3.connect(f"{self.served.book}-office") as database:
            self.assertEqual(1, database.execute(*statement).rowcount)

    def test_each_role_is_told_what_it_may_do(self):
        self.assertEqual((1, "7000.000", None, "soon", f"/procurement?{WHERE}"), told(todos(self, self.clerk)["unbacked"]))
        self.assertEqual((1, "120000.000", None, "other", f"/certificates?{WHERE}"), told(todos(self, self.manager)["uncertified"]))
        self.assertEqual({"unbacked"}, set(todos(self, self.procurement)) - {"supplier_certificates_low"})
        self.assertEqual([set()] * 2, [set(todos(self, client)) for client in (self.verifier, self.sales)])
        self.assertNotIn("uncertified", todos(self, self.clerk))

    def test_what_is_held_is_told_before_it_ends(self):
        body = {"site": "HQ", "period": "2026-07-01", "customer": "C-0101"}
        self.expect(201, self.sales.post("/api/v1/reservations", {**body, "mass_kg": "12000", "days": 3}))
        self.expect(201, self.manager.post("/api/v1/reservations", {**body, "mass_kg": "1000", "days": 2}))
        self.expect(201, self.manager.post("/api/v1/reservations", {**body, "mass_kg": "500", "days": 30}))
        self.assertEqual((1, "12000.000", 2, "soon", f"/reservations?{WHERE}"), told(todos(self, self.sales)["reservations_ending"]))
        self.assertEqual((2, "13000.000", 1, "soon", f"/reservations?{WHERE}"), told(todos(self, self.manager)["reservations_ending"]))
        self.assertNotIn("reservations_ending", todos(self, self.clerk))

    def test_the_age_of_the_backup_is_for_who_looks_after_it(self):
        self.expect(200, self.admin.ask("PATCH", "/api/v1/people/manager", {"roles": ["manager", "admin"]}))
        never = todos(self, self.manager)["backup_never"]
        self.assertEqual((1, None, None, "late", f"/system?{OPEN}"), told(never))
        self.assertNotIn("backup_never", todos(self, self.clerk))
        self.served.run("backup", self.served.book, self.served.folder / "copy.tenbin")
        self.assertEqual(set(), {code for code in todos(self, self.manager) if code.startswith("backup")})
        for days, urgency in ((1, "soon"), (6, "soon"), (7, "late")):
            then = datetime.datetime.now(datetime.timezone.utc) - days * DAY - datetime.timedelta(minutes=1)
            self.office("UPDATE settings SET value = ? WHERE key = 'upkeep.backup'", (then.strftime("%Y-%m-%dT%H:%M:%S.000Z") + " 14",))
            self.assertEqual((1, None, days, urgency, f"/system?{OPEN}"), told(todos(self, self.manager)["backup_old"]))
        self.expect(200, self.admin.ask("PATCH", "/api/v1/people/manager", {"roles": ["manager"]}))
        self.assertNotIn("backup_old", todos(self, self.manager))

    def hand_in(self, client, text, **more):
        query = urllib.parse.urlencode({"file": "受入.csv", "site": "HQ", "kind": "receipts", **more})
        return self.expect(201, client.ask("POST", f"/api/v1/imports?{query}", text.encode())).json()

    def test_a_file_that_was_left_is_gone_on_with(self):
        heads = "受入番号,受入日,事業所コード,仕入先コード,材料区分,環境区分,質量,単位\n"
        good, wrong = "N-1,2026-07-05,HQ,S-003,地金,通常,10,t\n", "N-2,2026-07-05,HQ,S-0l2,地金,通常,x,t\n"
        handed_in = self.hand_in(self.clerk, heads + good + wrong)
        again = self.hand_in(self.clerk, heads + good + wrong)  # the same file once more is one to-do
        todo = todos(self, self.clerk)["import_errors"]
        self.assertIn(todo["href"], [f"/imports?{OPEN}&import={each['import']}" for each in (handed_in, again)])
        self.assertEqual((1, "late"), (todo["count"], todo["urgency"]))
        self.assertNotIn("import_errors", todos(self, self.manager))
        path = f"/api/v1/imports/{again['import']}"
        self.assertEqual(again["problems"], self.expect(200, self.clerk.get(path)).json()["problems"])
        self.expect(404, self.manager.get(path), "reference.unknown")
        row = again["problems"][0]["row"]
        mended = [{"row": row, "column": "仕入先コード", "value": "S-003"}, {"row": row, "column": "質量", "value": "20"}]
        for each in (handed_in, again):
            self.expect(200, self.clerk.post(f"/api/v1/imports/{each['import']}/cells", {"cells": mended}))
        self.assertEqual("soon", todos(self, self.clerk)["import_unconfirmed"]["urgency"])
        kept = self.expect(200, self.clerk.get(path)).json()
        self.assertEqual((2, again["import"]), (len(kept["mended"]), kept["import"]))
        for each in (handed_in, again):
            self.expect(200, self.clerk.post(f"/api/v1/imports/{each['import']}/confirm", {}))
        self.assertEqual(set(), {code for code in todos(self, self.clerk) if code.startswith("import")})
        self.hand_in(self.clerk, heads + good + wrong.replace("S-0l2", "S-003").replace("x", "20"))  # nothing new
        self.assertEqual(set(), {code for code in todos(self, self.clerk) if code.startswith("import")})


class Requests(UploadTest):
    managers = 2

    def test_what_waits_for_a_second_person_and_for_the_mill(self):
        paper = self.received("SC-W")
        for who in (self.clerk, self.manager, self.procurement):
            self.assertEqual((1, None, None, "soon", f"/procurement?{OPEN}"), told(todos(self, who)["uploads_received"]))
        self.assertNotIn("uploads_received", todos(self, self.verifier))
        self.expect(202, self.manager.command(support.close("2026-04-01", "2026-10-01")))
        self.assertNotIn("approvals_waiting", todos(self, self.manager))  # nobody decides their own
        self.assertEqual((1, None, None, "soon", f"/approvals?{OPEN}"), told(todos(self, self.served.clients["manager2"])["approvals_waiting"]))
        self.expect(200, self.manager.post(f"/api/v1/uploads/{paper['upload']}/reject", {"reason": "読めません"}))
        self.assertNotIn("uploads_received", todos(self, self.manager))
