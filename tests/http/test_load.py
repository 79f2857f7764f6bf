"""Two seconds of load on each kind of work, by bench/serve_load.py: every answer is 2xx, and the book checks clean. How
fast it is says that script, not this test."""
import pathlib
import shutil
import sys
import tempfile
import threading
import unittest

from served import HttpTest
import support

sys.path.append(str(support.ROOT / "bench"))
import serve_load  # noqa: E402

SECONDS, CONNECTIONS = 2, 16


@unittest.skipUnless(shutil.which("wrk") and shutil.which("gcc"), "wrk or gcc is not installed")
class Load(HttpTest):
    @classmethod
    def serve(cls):
        mill, cls.page = serve_load.serve_mill()
        folder = tempfile.TemporaryDirectory(prefix="tenbin-wrk-")
        cls.addClassCleanup(folder.cleanup)
        cls.wrk = serve_load.Wrk(pathlib.Path(folder.name))
        return mill

    def load(self, job):
        result = self.wrk.load(self.served.port, job, SECONDS, CONNECTIONS)
        self.assertEqual((0, 0), (result["refused"], result["broken"]), result)
        self.assertGreater(result["requests"], CONNECTIONS)

    def test_every_answer_is_good_while_others_post(self):
        stop, posted = threading.Event(), []

        def post():
            while not stop.is_set():
                command = support.receipts(len(posted) + 1, len(posted) + 1, prefix="L")[0]
                posted.append((command["receipt"], self.clerk.command(command, command.pop("command_id"))))

        clerk = threading.Thread(target=post)
        clerk.start()
        try:
            for name, job in serve_load.jobs_of(self.served, self.page).items():
                with self.subTest(name):
                    self.load(job)
        finally:
            stop.set()
            clerk.join()
        self.assertEqual({200}, {answer.status for _, answer in posted})
        self.expect(200, self.clerk.get("/healthz"))
        self.served.run("check", self.served.book)
        self.assertEqual(posted[-1][0], self.items(self.clerk, "/api/v1/receipts?limit=1&q=L-")[0]["receipt"])
