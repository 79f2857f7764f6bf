"""Postings: repeated, changed, at the same time, tried, and through a crash."""
import json
import signal
import threading
import unittest

from served import HttpTest, Served, at_once
import support


def receipt(name, mass="1 kg"):
    return {"do": "receive", "receipt": name, "date": "2026-07-05", "site": "HQ", "supplier": "S-003",
            "material": "ingot", "class": "conventional", "mass": mass}


class Commands(HttpTest):
    def names(self, q):
        return [row["receipt"] for row in self.items(self.clerk, f"/api/v1/receipts?q={q}")]

    def test_a_posting_that_is_sent_again_is_made_once(self):
        first = self.expect(200, self.clerk.command(receipt("once"), "key-1")).json()["results"][0]
        again = self.expect(200, self.clerk.command(receipt("once"), "key-1")).json()["results"][0]
        self.assertEqual(("accepted", "repeated", first["seq"]), (first["status"], again["status"], again["seq"]))
        self.expect(422, self.clerk.command(receipt("once", "2 kg"), "key-1"), "command.id_reused")
        self.expect(409, self.clerk.command(receipt("once"), "key-2"), "id.duplicate")
        self.assertEqual(["once"], self.names("once"))

    def test_twenty_at_once_with_the_same_key_make_one(self):
        answers = at_once(20, lambda n: self.clerk.command(receipt("many"), "key-many"))
        results = [self.expect(200, answer).json()["results"][0] for answer in answers]
        self.assertEqual(1, len([result for result in results if result["status"] == "accepted"]))
        self.assertEqual(1, len({result["seq"] for result in results}))
        self.assertEqual(["many"], self.names("many"))

    def test_all_or_nothing(self):
        body = {"commands": [receipt("pair-1"), receipt("pair-2"), receipt("pair-1", "3 kg")]}
        answer = self.expect(409, self.clerk.command(body), "id.duplicate")
        self.assertEqual("#/commands/2", answer.json()["errors"][0]["pointer"])
        self.assertEqual([], self.names("pair"))
        body["commands"].pop()
        self.assertEqual(2, len(self.expect(200, self.clerk.command(body)).json()["results"]))
        self.assertEqual(["pair-2", "pair-1"], self.names("pair"))

    def test_a_dry_run_posts_nothing(self):
        size = self.clerk.get("/api/v1/book").json()["size"]
        answer = self.expect(200, self.clerk.post("/api/v1/commands?dry_run=true", receipt("dry", "1000 t"))).json()
        before, after = (answer["effects"][when]["periods"][0]["total_input_kg"] for when in ("before", "after"))
        self.assertEqual(1_000_000, float(after) - float(before))
        self.assertEqual(size, self.clerk.get("/api/v1/book").json()["size"])

    def test_what_is_refused(self):
        self.expect(428, self.clerk.post("/api/v1/commands", receipt("no-key")), "request.key_missing")
        self.expect(400, self.clerk.command("{"), "input.invalid")
        self.expect(400, self.clerk.command(receipt("unit", "5")), "unit.missing")
        self.expect(400, self.clerk.command({"commands": []}), "input.invalid")
        self.expect(404, self.clerk.command({**receipt("x"), "site": "XX"}), "reference.unknown")
        answer = self.clerk.ask("POST", "/api/v1/commands", receipt("en", "5"), Idempotency_Key="k", Accept_Language="en")
        self.assertEqual("en", answer.headers["Content-Language"])
        self.assertTrue(answer.json()["detail"].isascii())

    def test_two_who_want_the_last_tonne(self):
        self.served.add_person("manager2", ["manager"])
        two = [self.manager, self.served.clients["manager2"]]
        self.expect(200, self.manager.command(support.allocate("rest", "45.1666 %")))  # leaves about a tonne
        have = float(self.manager.get("/api/v1/overview?site=HQ&period=2026-07-01").json()["balance"]["balance_kg"])
        want = f"{int(have * 0.6)} kg"
        command = {"do": "allocate", "date": "2026-07-30", "shipment": "S-1", "line": 1, "mass": want}
        answers = at_once(2, lambda n: two[n].command({**command, "allocation": f"race-{n}"}))
        self.assertEqual([200, 409], sorted(answer.status for answer in answers))
        won = next(n for n in range(2) if answers[n].status == 200)
        entry = self.items(self.manager, "/api/v1/journal?limit=1")[0]
        self.assertEqual((two[won].login, "allocate"), (entry["actor"], entry["do"]))
        lost = next(answer for answer in answers if answer.status == 409).json()
        self.assertEqual("balance.insufficient", lost["code"])
        self.assertAlmostEqual(have - int(have * 0.6), float(lost["facts"]["have_kg"]), places=2)


class Crash(unittest.TestCase):
    def test_what_was_acknowledged_is_there_after_kill_9(self):
        served = Served(people=["clerk"])
        self.addCleanup(served.end)
        clerk, acknowledged, stop = served.clients["clerk"], [], threading.Event()

        def post(thread):
            for n in range(10_000):
                if stop.is_set():
                    return
                name = f"T{thread}-{n}"
                try:
                    answer = clerk.command(receipt(name), name)
                except (OSError, ValueError):
                    return
                if answer.status == 200:
                    acknowledged.append(name)

        threads = [threading.Thread(target=post, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        while len(acknowledged) < 60 and any(thread.is_alive() for thread in threads):
            stop.wait(0.02)
        served.stop(signal.SIGKILL)
        stop.set()
        for thread in threads:
            thread.join()
        self.assertGreaterEqual(len(acknowledged), 60)
        served.run("check", served.book)
        journal = served.run("journal", served.book)
        there = {json.loads(line)["event"].get("receipt") for line in journal.splitlines()}
        self.assertEqual([], [name for name in acknowledged if name not in there])
