"""What the tests of the server share: a book that is served, a person of every role, and answers that are held
against api/openapi.yaml."""
import http.client
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
import uuid

import contract
import support

PASSWORD = "kagi wo kakete oku 2026"
ROLES = ["clerk", "manager", "sales", "procurement", "verifier", "customer", "admin"]
LOOPBACK = "127.0.0.1"


class Answer:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, response.headers, body

    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json()["code"]

    def __repr__(self):
        return f"{self.status} {self.headers.items()}\n{self.body[:800]!r}"


class Client:
    """One person's browser: keeps the cookie, sends X-Tenbin."""

    def __init__(self, port, login="", tls=None):
        self.port, self.login, self.cookie, self.token, self.tls = port, login, "", "", tls

    def connect(self):
        if self.tls:
            return http.client.HTTPSConnection(LOOPBACK, self.port, timeout=support.TIMEOUT_S, context=self.tls)
        return http.client.HTTPConnection(LOOPBACK, self.port, timeout=support.TIMEOUT_S)

    def ask(self, method, path, body=None, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
            sent.setdefault("X-Tenbin", "1")
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body, ensure_ascii=False)
        if isinstance(body, str):
            body = body.encode()
        connection = self.connect()
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            response = connection.getresponse()
            answer = Answer(response, response.read())
        finally:
            connection.close()
        contract.check(method, path, answer)
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.ask("POST", path, body if body is not None else {}, **headers)

    def command(self, command, key=None):
        return self.post("/api/v1/commands", command, Idempotency_Key=key or str(uuid.uuid4()))

    def sign_in(self, password=PASSWORD, **more):
        answer = self.post("/api/v1/session", {"login": self.login, "password": password, **more})
        if answer.status == 200:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer


class Served:
    """A book with the small mill, or `commands`, and the rows of `workbooks`, served on a free port; `tls`: whom its
    clients believe; `under`: where its folder is made;
    `settings` are variables of the environment."""

    def __init__(self, commands=None, people=ROLES, customer="C-0101", options=(), workbooks=(), managers=1,
                 tls=None, under=None, settings=None, rulebook="free-credit"):
        """`managers`: with 2 there is also "manager2", and four eyes are asked for (self_approval off)."""
        self.tls = tls
        self.temporary = tempfile.TemporaryDirectory(prefix="tenbin-http-", dir=under)
        self.folder = pathlib.Path(self.temporary.name)
        self.book = self.folder / "mill.tenbin"
        self.options = options
        self.settings = settings or {}
        self.run("init", self.book, "--rulebook", rulebook)
        self.run("apply", self.book, "-", stdin=support.as_lines(
            support.mill_commands() if commands is None else commands))
        for workbook in workbooks:
            self.run("import", self.book, workbook)
        self.start()
        self.clients = {}
        if people:
            self.set_up(people, customer)
        if managers > 1:
            self.ask_two_people()

    def run(self, *arguments, stdin=""):
        done = subprocess.run([support.program, *map(str, arguments)], input=stdin.encode(), capture_output=True,
                              cwd=self.folder, env=support.environment(), timeout=support.TIMEOUT_S)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            [support.program, "serve", str(self.book), "--listen", f"{LOOPBACK}:0", *self.options],
            stdout=subprocess.PIPE, stderr=self.log, env=support.environment(**self.settings), cwd=self.folder)
        line = self.process.stdout.readline().decode()
        listening = re.search(r"https?://127\.0\.0\.1:(\d+)", line)
        assert listening, f"the server said {line!r} and wrote:\n{self.last_of_log()}"
        self.port = int(listening[1])

    def last_of_log(self, size=4000):
        return (self.folder / "log").read_bytes()[-size:].decode(errors="replace")

    def set_up(self, people, customer):
        link = self.process.stdout.readline().decode()
        token = re.search(r"/setup#(\S+)", link)[1]
        admin = Client(self.port, "admin", self.tls)
        made = admin.post("/api/v1/setup", {"token": token, "login": "admin", "name": "管理", "password": PASSWORD})
        assert made.status == 200, made
        admin.cookie = made.headers["Set-Cookie"].split(";")[0]
        assert admin.ask("PATCH", "/api/v1/people/admin", {"roles": ["admin"]}).status == 200
        self.clients["admin"] = admin
        for role in people:
            if role == "admin":
                continue
            self.add_person(role, [role], **({"customer": customer} if role == "customer" else {}))

    def ask_two_people(self):
        self.add_person("manager2", ["manager"])
        assert self.clients["admin"].post("/api/v1/settings", {"self_approval": "off"}).status == 200

    def add_person(self, login, roles, **more):
        person = {"login": login, "name": login, "password": PASSWORD, "roles": roles, **more}
        assert self.clients["admin"].post("/api/v1/people", person).status == 201
        self.clients[login] = Client(self.port, login, self.tls)
        assert self.clients[login].sign_in().status == 200

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(support.TIMEOUT_S)
        self.process.stdout.close()
        self.log.close()
        return self.process.returncode

    def end(self):
        died = self.process.poll()
        if died is None:
            self.stop(signal.SIGKILL)
        elif died not in (0, -signal.SIGKILL):  # nobody stopped it
            kept = pathlib.Path(tempfile.gettempdir()) / f"tenbin-served-{self.process.pid}.log"
            kept.write_bytes((self.folder / "log").read_bytes())
            print(f"the server died ({died}); its log is {kept}, and ends:\n{self.last_of_log()}", file=sys.stderr)
        self.temporary.cleanup()


class HttpTest(unittest.TestCase):
    """Tests of a class share one server, which `serve` makes."""
    maxDiff = 3000

    @classmethod
    def serve(cls):
        return Served()

    @classmethod
    def setUpClass(cls):
        cls.served = cls.serve()
        cls.addClassCleanup(cls.served.end)
        for role, client in cls.served.clients.items():
            setattr(cls, role, client)

    def expect(self, status, answer, code=None):
        self.assertEqual(status, answer.status, repr(answer))
        if code:
            self.assertEqual(code, answer.code)
        return answer

    def items(self, client, path):
        return self.expect(200, client.get(path)).json()["items"]


def at_once(count, work):
    """work(n) in `count` threads that begin together; their results in order."""
    barrier, results = threading.Barrier(count), [None] * count

    def one(n):
        barrier.wait()
        results[n] = work(n)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
