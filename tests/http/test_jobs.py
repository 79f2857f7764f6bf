"""Long work as jobs: answered 202 at once, watched while it goes on, its result as the call would have answered."""
import json
import re
import time

from test_certificates import PERIOD, IssuingToMany
from served import HttpTest, at_once
import support

ALL = "/api/v1/certificates/all"
ASYNC = {"Prefer": "wait=1, respond-async"}


class JobTest(HttpTest):
    @classmethod
    def serve(cls):
        return IssuingToMany.serve()

    def begin(self, client, path, body=None):
        answer = self.expect(202, client.post(path, body, **ASYNC))
        self.assertEqual("respond-async", answer.headers["Preference-Applied"])
        self.assertEqual(f"/api/v1/jobs/{answer.json()['job']}", answer.headers["Location"])
        self.assertEqual("running", answer.json()["state"])
        return answer.headers["Location"]

    def watch(self, client, job):
        """Its states, the last one with a result."""
        seen, until = [], time.monotonic() + support.TIMEOUT_S
        while time.monotonic() < until:
            seen.append(self.expect(200, client.get(job)).json())
            if seen[-1]["state"] != "running":
                return seen
            time.sleep(0.02)
        return self.fail(f"{job} does not end: {seen[-1]}")


class Jobs(JobTest):
    def test_issuing_to_all_tells_how_far_it_is_and_the_same_as_the_call(self):
        tried = self.expect(200, self.manager.post(f"{ALL}?dry_run=true", PERIOD)).json()
        job = self.begin(self.manager, ALL, PERIOD)
        *running, last = self.watch(self.manager, job)
        self.assertEqual(("done", 200, f"{job}/result"), (last["state"], last["status"], last["result"]))
        everybody = IssuingToMany.MANY + 2  # the mill's own two
        self.assertEqual({"done": everybody, "total": everybody}, last["progress"])
        told = [one["progress"]["done"] for one in running if "progress" in one]
        self.assertEqual(sorted(told), told)
        self.assertLess(told[0], everybody)
        made = self.expect(200, self.manager.get(last["result"])).json()
        self.assertEqual({key: tried[key] for key in ("held_back", "issued")}, made)
        again = self.begin(self.manager, ALL, PERIOD)  # asked once more, nothing is issued twice
        self.watch(self.manager, again)
        self.assertEqual([], self.manager.get(f"{again}/result").json()["issued"])

    def test_a_refusal_is_the_result(self):
        job = self.begin(self.manager, ALL, {**PERIOD, "from": "July"})
        last = self.watch(self.manager, job)[-1]
        self.assertEqual(("failed", 400), (last["state"], last["status"]))
        self.expect(400, self.manager.get(f"{job}/result"), "input.invalid")

    def test_who_may_not_has_no_job(self):
        self.expect(403, self.clerk.post(ALL, PERIOD, **ASYNC), "right.missing")

    def test_anothers_job_does_not_exist(self):
        job = self.begin(self.manager, ALL, {**PERIOD, "from": "July"})
        for path in (job, f"{job}/events", f"{job}/result"):
            self.expect(404, self.clerk.get(path), "reference.unknown")
        self.expect(404, self.manager.get("/api/v1/jobs/none"), "reference.unknown")

    def test_the_oldest_that_ended_is_forgotten(self):
        jobs = []
        for _ in range(9):
            jobs.append(self.begin(self.manager, ALL, {**PERIOD, "from": "July"}))
            self.watch(self.manager, jobs[-1])
        self.expect(404, self.manager.get(jobs[0]), "reference.unknown")
        self.expect(200, self.manager.get(jobs[1]))

    def test_other_work_takes_no_notice(self):
        self.expect(200, self.manager.get("/api/v1/book", **ASYNC))
        self.expect(200, self.manager.post(f"{ALL}?dry_run=true", PERIOD, Prefer="return=minimal"))


class Events(JobTest):
    def test_they_tell_until_the_job_ends(self):
        job = self.begin(self.manager, ALL, PERIOD)
        answer = self.expect(200, self.manager.get(f"{job}/events"))
        told = [json.loads(data) for data in re.findall(r"event: job\ndata: (.*)\n\n", answer.body.decode())]
        self.assertEqual(self.watch(self.manager, job), told[-1:])
        self.assertEqual({"running"}, {one["state"] for one in told[:-1]})
        done = [one["progress"]["done"] for one in told if "progress" in one]
        self.assertEqual(sorted(done), done)
        self.assertGreater(len(done), 1)
        late = self.expect(200, self.manager.get(f"{job}/events"))  # the last is told, and the stream ends
        self.assertEqual(told[-1:], [json.loads(late.body.decode().split("data: ")[1])])

    def test_who_leaves_does_not_end_it(self):
        job = self.begin(self.manager, ALL, PERIOD)
        connection = self.manager.connect()
        connection.request("GET", f"{job}/events", headers={"Cookie": self.manager.cookie})
        self.assertEqual(b"event: job", connection.getresponse().readline().strip())
        connection.close()
        self.assertEqual("done", self.watch(self.manager, job)[-1]["state"])


class Many(JobTest):
    def test_too_many_under_way(self):
        answers = at_once(12, lambda _: self.manager.post(ALL, PERIOD, **ASYNC))
        statuses = [answer.status for answer in answers]
        self.assertEqual({202, 503}, set(statuses), statuses)
        self.assertEqual({"request.busy"}, {answer.code for answer in answers if answer.status == 503})


class Stopping(JobTest):
    def test_the_server_ends_a_job_between_two_batches_and_forgets_it(self):
        job = self.begin(self.manager, ALL, PERIOD)
        watcher = self.manager.connect()
        watcher.request("GET", f"{job}/events", headers={"Cookie": self.manager.cookie})
        watched = watcher.getresponse()
        began = time.monotonic()
        self.assertEqual(0, self.served.stop())
        self.assertLess(time.monotonic() - began, 9)  # who watches is not waited for
        watched.close()
        self.served.start()
        self.manager.port = self.served.port
        self.expect(404, self.manager.get(job), "reference.unknown")
        again = self.begin(self.manager, ALL, PERIOD)  # goes on where it ended
        self.watch(self.manager, again)
        numbers = [one["certificate"] for one in self.items(self.manager, "/api/v1/certificates?limit=500")]
        self.assertEqual((IssuingToMany.MANY - 1,) * 2, (len(numbers), len(set(numbers))))
