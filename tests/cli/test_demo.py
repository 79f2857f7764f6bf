"""The sample that `tenbin demo` makes and serves: a login for every role, figures in it, the same book the next time."""
import http.client
import json
import re
import socket
import subprocess

import support
from support import CliTest

LOGINS = ("manager", "manager2", "clerk", "sales", "buyer", "verifier", "customer", "admin")


class Demo(CliTest):
    def start(self, *arguments):
        """All that it prints until it listens."""
        self.process = subprocess.Popen([support.program, "demo", *map(str, arguments), "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self.folder,
                                        env=support.environment(TMPDIR=str(self.folder)))
        self.addCleanup(self.process.stdout.close)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)
        said = ""
        while not (listening := re.search(r"http://127\.0\.0\.1:(\d+)", said)):
            line = self.process.stdout.readline().decode()
            self.assertTrue(line, f"it ended, having said {said!r}")
            said += line
        self.port = int(listening[1])
        return said

    def stop(self):
        self.process.terminate()
        self.assertEqual(0, self.process.wait(support.TIMEOUT_S))

    def ask(self, method, path, body=None, cookie=""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=support.TIMEOUT_S)
        connection.request(method, path, body and json.dumps(body), {"Cookie": cookie, "X-Tenbin": "1"} if cookie else {})
        response = connection.getresponse()
        answer = response.status, json.loads(response.read())
        connection.close()
        return *answer, (response.headers["Set-Cookie"] or "").split(";")[0]

    def sign_in(self, login, password):
        status, answer, cookie = self.ask("POST", "/api/v1/session", {"login": login, "password": password})
        self.assertEqual(200, status, (login, answer))
        return cookie

    def get(self, path, cookie):
        status, answer, _ = self.ask("GET", path, cookie=cookie)
        self.assertEqual(200, status, (path, answer))
        return answer

    def test_made_served_and_opened_again(self):
        said = self.start("sample", "--lang", "en")
        self.assertIn("Sample book sample/sample.tenbin made", said)
        password = re.search(r"password of all of them is (\S+)", said)[1]
        cookies = {login: self.sign_in(login, password) for login in LOGINS}
        self.hold_figures(cookies)
        self.stop()
        book = self.folder / "sample" / "sample.tenbin"
        self.expect(0, self.tenbin("check", book))
        records = len(self.journal(book))

        said = self.start("sample", "--lang", "ja")
        self.assertIn("見本の台帳 sample/sample.tenbin を開きました", said)
        self.assertNotIn(password, said)
        self.sign_in("manager", password)
        self.stop()
        self.assertEqual(records, len(self.journal(book)))

    def hold_figures(self, cookies):
        overview = self.get("/api/v1/overview?site=EAST", cookies["manager"])
        self.assertGreaterEqual(len(overview["months"]), 4)
        self.assertTrue(any(float(month["allocated_kg"]) > 0 for month in overview["months"]))
        self.assertTrue(any(month["closed"] for month in overview["months"]))
        self.assertFalse(overview["months"][-1]["closed"])
        self.assertTrue(overview["todos"])
        for login in ("manager", "customer"):
            certificates = self.get("/api/v1/certificates", cookies[login])["items"]
            self.assertTrue(certificates, login)

    def test_without_a_folder_it_makes_one_that_it_names(self):
        said = self.start()
        self.assertIn("見本の台帳", said)
        self.stop()
        [book] = self.folder.glob("tenbin-demo-*/sample.tenbin")
        self.assertIn(str(book), said)

    def test_a_folder_that_holds_something_else(self):
        other = self.folder / "other"
        other.mkdir()
        (other / "mill.tenbin").write_text("mine")
        for language, word in (("ja", "見本の台帳でないもの"), ("en", "no sample book")):
            done = self.expect(6, self.tenbin("demo", other, "--lang", language))
            self.assertIn("file.exists", done.err)
            self.assertIn(word, done.err)
        self.assertEqual(["mill.tenbin"], [path.name for path in other.iterdir()])

    def test_a_port_that_is_taken(self):
        """The sample is there all the same, with its password told."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            done = self.tenbin("demo", "sample", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
        self.assertIn("address.unusable", done.err)
        self.assertIn("パスワードはどれも", done.out)
        self.start("sample")
        self.stop()
