"""What strangers reach: the page of a certificate in its three states, the form, the issuer's keys, the status list."""
import base64
import hashlib
import html
import json
import re
import subprocess
import time

import contract
from served import LOOPBACK, PASSWORD, Client, HttpTest, Served
import support

PERIOD = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
STATES = {"live": ("✓ 有効な証明書です", "✓ This certificate is valid"),
          "replaced": ("△ この版は差替え済みです", "△ This revision has been replaced"),
          "revoked": ("✕ 取り消された証明書です", "✕ This certificate has been revoked")}
WRONG = {"ja": "証明書番号または確認コードが一致しません", "en": "Number and check code do not match"}
QUICK = 60


def check_code(digest):
    bits = int(digest[:10], 16)
    return "".join(CROCKFORD[bits >> 35 - 5 * place & 31] for place in range(8))


class Public(HttpTest):
    """One certificate replaced once, one revoked."""

    @classmethod
    def serve(cls):
        return Served([*support.mill_commands(), support.allocate("A-1", "50 %", shipment="S-1"),
                       support.allocate("A-2", "10 %")], ["manager"])

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = Client(cls.served.port)
        made = cls.manager.post("/api/v1/certificates/all", PERIOD).json()["issued"]
        cls.number, cls.revoked = (one["certificate"] for one in made)
        cls.first = cls.manager.get(f"/api/v1/certificates/{cls.number}/json").body
        cls.manager.post(f"/api/v1/certificates/{cls.number}/replace", {"date": "2026-10-06", "reason": "住所", "allocations": ["A-2"]})
        cls.second = cls.manager.get(f"/api/v1/certificates/{cls.number}/json").body
        cls.manager.post(f"/api/v1/certificates/{cls.revoked}/revoke", {"date": "2026-10-07", "reason": "内緒", "class": "error"})
        events = [json.loads(line)["event"] for line in cls.served.run("journal", cls.served.book).splitlines()]
        codes = {(event["certificate"], event["revision"]): check_code(event["digest"])
                 for event in events if event["do"] == "attest_certificate"}
        cls.pages = {"live": f"/c/{cls.number}/{codes[cls.number, 2]}", "replaced": f"/c/{cls.number}/{codes[cls.number, 1]}",
                     "revoked": f"/c/{cls.revoked}/{codes[cls.revoked, 1]}"}

    def page(self, path, language="ja"):
        answer = self.expect(200, self.stranger.get(path, Accept_Language=language))
        self.assertEqual("text/html; charset=utf-8", answer.headers["Content-Type"])
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertLess(len(answer.body), 20_000)
        policy = answer.headers["Content-Security-Policy"].split("; ")
        self.assertLessEqual({"default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"}, set(policy))
        self.assertFalse(any(part.startswith("script-src") for part in policy))
        text = answer.body.decode()
        self.assertNotIn("<script", text)
        self.assertIn(f'<html lang="{language}">', text)
        self.assertIn('name="robots" content="noindex"', text)
        return text

    def test_the_state_stands_first(self):
        for state, titles in STATES.items():
            for language, title in zip(("ja", "en"), titles):
                with self.subTest(f"{state} {language}"):
                    page = self.page(self.pages[state], language)
                    self.assertTrue(page.split("<main>")[1].startswith(f'<div class="state {state}"><h1>{title}</h1>'))
                    self.assertEqual(state == "live", 'class="claim"' in page)
                    self.assertEqual(self.page(self.pages[state] + f"?lang={language}", language)[:400], page[:400])

    def test_what_the_page_of_a_live_one_says(self):
        page = self.page(self.pages["live"])
        for fact in (self.number, "60.000 t", "株式会社見本サッシ", "第2版", "製品が当該アルミニウムを物理的に含むことを示すものではありません"):
            self.assertIn(fact, page)
        digest = re.search(r"<code>([0-9a-f]{64})</code>", page)[1]
        self.assertTrue(self.pages["live"].endswith(check_code(digest)))
        said = self.verify(self.second)
        self.assertEqual(digest, said["digest"])

    def test_the_entry_of_the_log_is_counted_from_one(self):
        lines = self.served.run("journal", self.served.book).splitlines()
        seq = next(entry["seq"] for entry in map(json.loads, lines) if entry["event"]["do"] == "attest_certificate"
                   and (entry["event"]["certificate"], entry["event"]["revision"]) == (self.number, 2))
        self.assertIn(f"entry {seq} of {len(lines)} in the log", self.page(self.pages["live"], "en"))
        self.assertIn(f"全 {len(lines)} 件のうち {seq} 件目", self.page(self.pages["live"]))

    def test_the_old_revision_leads_to_the_new_one(self):
        page = self.page(self.pages["replaced"])
        # It says first that it was replaced, and the first link of its text leads to the new one.
        self.assertEqual(self.pages["live"], re.search(r'<a href="([^"]*)"', page.split("<main>")[1])[1])
        self.assertIn("2026年10月6日", page)

    def test_of_a_revocation_its_day_and_class_are_told_and_no_more(self):
        page = self.page(self.pages["revoked"])
        for said in ("2026年10月7日", "理由の区分: 記載の誤り"):
            self.assertIn(said, page)
        for kept in ("内緒", "見本オート部品", "125"):
            self.assertNotIn(kept, page)

    def test_a_wrong_number_and_a_wrong_code_look_the_same(self):
        code = self.pages["live"].rsplit("/", 1)[1]
        for language in ("ja", "en"):
            wrong_code = self.page(f"/c/{self.number}/{'0' * 8}", language).replace(self.number, "NUMBER")
            wrong_number = self.page(f"/c/MB-2026-999999-9/{code}", language).replace("MB-2026-999999-9", "NUMBER")
            others = self.page(f"/c/{self.revoked}/{code}", language).replace(self.revoked, "NUMBER")
            self.assertEqual([wrong_code] * 2, [wrong_number, others])
            self.assertIn(WRONG[language], wrong_code)

    def test_what_the_page_says_for_programs(self):
        page = self.page(self.pages["live"])
        self.assertIn(f'<a href="/verify.html">手元の PDF・JSON を照合する</a> <a href="{self.pages["live"]}/json">JSON</a>', page)
        for state, path in self.pages.items():
            said = self.expect(200, self.stranger.get(path + "/json")).json()
            self.assertEqual((state, path.split("/")[2]), (said["state"], said["certificate"]))
            self.assertEqual(state == "live", said["content"] is not None)
            self.assertIn(said["digest"], self.page(path))
            self.assertNotIn("内緒", json.dumps(said, ensure_ascii=False))
        content = self.stranger.get(self.pages["live"] + "/json").json()["content"]
        self.assertEqual(("60000.000", 100000), (content["allocated_kg"], content["share_ppm"]))
        self.assertIn(html.escape(content["claim"]["ja"]), page)
        replaced = self.stranger.get(self.pages["replaced"] + "/json").json()
        self.assertEqual({"path": self.pages["live"], "revision": 2}, replaced["latest"])
        code = self.pages["live"].rsplit("/", 1)[1]
        wrong = [self.expect(404, self.stranger.get(f"/c/{number}/{given}/json"), "request.not_found").json()
                 for number, given in ((self.number, "0" * 8), ("MB-2026-999999-9", code), (self.revoked, code))]
        said = [(each["code"], each["title"], sorted(each)) for each in wrong]
        self.assertEqual([said[0]] * 3, said)

    def test_the_form(self):
        for path in (f"/c/{self.number}", f"/cert/{self.number}", "/check"):
            page = self.page(path)
            self.assertIn('<form action="/check" method="get">', page)
            self.assertIn(f'value="{"" if path == "/check" else self.number}"', page)
            self.assertNotIn('role="alert"', page)
        for end in (".pdf", ".json", ".jwt"):
            self.assertIn(f'value="{self.number}"', self.page(f"/cert/{self.number}{end}"))
        code = self.pages["live"].rsplit("/", 1)[1]
        typed = code.lower().replace("0", "o").replace("1", "i")
        found = self.expect(303, self.stranger.get(f"/check?number={self.number}&code={typed[:4]}-{typed[4:]}&lang=en"))
        self.assertEqual(self.pages["live"] + "?lang=en", found.headers["Location"])
        page = self.page(found.headers["Location"], "en")
        self.assertIn(STATES["live"][1], page)
        self.assertIn(WRONG["ja"], self.page(f"/check?number={self.number}&code=nonsense"))
        self.assertIn("&lt;b&gt;&quot;", self.page("/c/%3Cb%3E%22"))

    def test_the_style_sheet(self):
        path = re.search(r'<link rel="stylesheet" href="(/public\.[0-9a-f]{12}\.css)">', self.page("/check"))[1]
        answer = self.expect(200, self.stranger.get(path))
        self.assertEqual(("text/css; charset=utf-8", "public, max-age=31536000, immutable"),
                         (answer.headers["Content-Type"], answer.headers["Cache-Control"]))
        self.assertIn(hashlib.sha256(answer.body).hexdigest()[:12], path)

    def test_the_keys_are_those_of_the_command_line(self):
        answer = self.expect(200, self.stranger.get("/.well-known/did.json"))
        self.assertEqual(self.served.run("did", self.served.book).rstrip("\n"), answer.body.decode())
        self.assertEqual("*", answer.headers["Access-Control-Allow-Origin"])
        key = self.expect(200, self.served.clients["admin"].get("/api/v1/system")).json()["key"]["id"]
        self.assertIn(key, answer.body.decode())

    def verify(self, certificate, *, status=None, code=0):
        folder = self.served.folder
        (folder / "certificate.json").write_bytes(certificate)
        (folder / "did.json").write_bytes(self.stranger.get("/.well-known/did.json").body)
        options = ["--did", folder / "did.json", "--offline"]
        if status is not None:
            (folder / "status.json").write_bytes(status)
            options += ["--status", folder / "status.json"]
        done = subprocess.run([support.program, "verify", folder / "certificate.json", "--json", *options], capture_output=True,
                              env=support.environment(), timeout=support.TIMEOUT_S, check=False)
        self.assertEqual(code, done.returncode, done)
        return json.loads(done.stdout)

    def status_result(self, certificate, status, code):
        checks = self.verify(certificate, status=status, code=code)["checks"]
        return next(check["result"] for check in checks if check["check"] == "status")

    def test_the_status_list_is_signed_and_the_same_as_the_command_lines(self):
        answer = self.expect(200, self.stranger.get("/status/0"))
        self.assertEqual("*", answer.headers["Access-Control-Allow-Origin"])
        self.assertEqual("passed", self.status_result(self.second, answer.body, 0))
        self.assertEqual("failed", self.status_result(self.first, answer.body, 8))
        forged = answer.json()
        forged["validFrom"] = "2020-01-01T00:00:00Z"
        self.assertNotEqual("passed", self.status_result(self.second, json.dumps(forged).encode(), 8))
        self.served.run("status-list", self.served.book, "-o", "lists")
        written = json.loads((self.served.folder / "lists" / "0").read_text())
        got = answer.json()
        for one in (written, got):  # of the moment
            del one["validFrom"], one["proof"]["created"], one["proof"]["proofValue"]
        self.assertEqual(written, got)
        for path in ("/status/1", "/status/x", "/status/-1", "/status/99999999999"):
            self.expect(404, self.stranger.get(path), "request.not_found")

    def test_the_log_is_published_beside_the_book(self):
        self.served.run("log", "publish", self.served.book, "published")
        theirs, ours = (self.served.folder / name for name in ("published", "mill.tenbin-log"))
        size = (theirs / "checkpoint").read_text().split("\n")[1]
        for name in ("checkpoint", f"tile/0/000.p/{size}"):
            for _ in range(100):
                if (ours / name).exists() and (ours / name).read_bytes() == (theirs / name).read_bytes():
                    break
                time.sleep(0.1)
            self.assertEqual((theirs / name).read_bytes(), (ours / name).read_bytes())

    def test_no_address_leads_out_of_the_published_files(self):
        application = self.stranger.get("/").body
        for path in ("/log/../mill.tenbin", "/log/%2e%2e/mill.tenbin", "/log/..%2fmill.tenbin", "/log/tile/../../mill.tenbin",
                     "/log/tile/%2e%2e/%2e%2e/mill.tenbin", "/../mill.tenbin", "/%2e%2e/mill.tenbin", "/log/publish", "/log//etc/passwd"):
            with self.subTest(path):
                answer = self.stranger.get(path)
                self.assertTrue(answer.status == 404 or answer.body == application, repr(answer))
        for path in ("/log/../x", "/log/tile", "/log/tile/0", "/log/checkpoint/x"):  # folders, and below a file
            self.expect(404, self.stranger.get(path), "request.not_found")

    def test_verify_html_runs_its_own_parts_alone(self):
        answer = self.expect(200, self.stranger.get("/verify.html"))
        policy = answer.headers["Content-Security-Policy"]
        self.assertTrue(policy.startswith("default-src 'none';"))
        self.assertNotIn("unsafe", policy)
        for tag in ("script", "style"):
            parts = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>".encode(), answer.body, re.DOTALL)
            hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(part).digest()).decode()}'" for part in parts]
            self.assertIn(f"{tag}-src " + " ".join(hashes), policy)
            self.assertTrue(hashes)


class Guessing(HttpTest):
    @classmethod
    def serve(cls):
        return Served(people=[])

    def test_who_looks_up_too_much_waits(self):
        stranger, asked = Client(self.served.port), 0
        while (answer := stranger.get(f"/c/MB-2026-000001-5/{asked:08}")).status == 200 and asked < 2 * QUICK:
            asked += 1
        self.assertEqual("lookup.too_many", self.expect(429, answer).code)
        self.assertGreaterEqual(asked, QUICK)
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        self.expect(429, stranger.get("/check?number=x&code=y"), "lookup.too_many")
        browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept_Language": "en"}
        page = self.expect(429, stranger.get("/c/MB-2026-000001-5/00000000", **browser))
        self.assertEqual("text/html; charset=utf-8", page.headers["Content-Type"])
        self.assertIn(f"Wait {page.headers['Retry-After']} seconds", page.body.decode())
        program = stranger.get("/c/MB-2026-000001-5/00000000", Accept="application/json, text/html;q=0.5")
        self.expect(429, program, "lookup.too_many")
        self.expect(200, stranger.get("/check"))  # the form itself is no look-up


class BehindProxy(HttpTest):
    """The proxy of the settings is this machine; what it says of who asks counts."""

    @classmethod
    def serve(cls):
        return Served(people=["clerk"], settings={"TENBIN_PROXY": LOOPBACK})

    def look_up(self, address):
        return Client(self.served.port).get("/c/MB-2026-000001-5/00000000", X_Forwarded_For=address)

    def test_each_who_asks_has_a_limit_of_its_own(self):
        for n in range(2 * QUICK):
            self.expect(200, self.look_up(f"203.0.113.9, 198.51.100.{n}"))
        while (answer := self.look_up("203.0.113.7")).status == 200:
            pass
        self.expect(429, answer, "lookup.too_many")
        self.expect(429, self.look_up("198.51.100.1, 203.0.113.7"))  # what it says itself does not help
        self.expect(200, self.look_up("203.0.113.8"))

    def test_a_session_over_the_proxys_tls_is_secure(self):
        for forwarded, secure in (("https", True), ("http", False), ("", False)):
            answer = self.clerk.post("/api/v1/session", {"login": "clerk", "password": PASSWORD}, X_Forwarded_Proto=forwarded)
            self.assertEqual(secure, "Secure" in answer.headers["Set-Cookie"], forwarded)


class NotBehindProxy(HttpTest):
    def test_a_strangers_word_for_where_it_is_counts_for_nothing(self):
        for n in range(4 * QUICK):
            answer = Client(self.served.port).get("/c/MB-2026-000001-5/00000000", X_Forwarded_For=f"198.51.100.{n}")
            if answer.status != 200:
                return self.expect(429, answer, "lookup.too_many")
        return self.fail("no limit")


class Description(HttpTest):
    def test_every_call_stands_on_one_page_without_a_script(self):
        stranger = Client(self.served.port)
        described = self.expect(200, stranger.get("/api/openapi.yaml")).body.decode()
        answer = self.expect(200, stranger.get("/api/docs"))
        page = answer.body.decode()
        self.assertNotIn("<script", page)
        for path in re.findall(r"^  (/\S+):$", described, re.MULTILINE):
            self.assertIn(path, page)
        anchors = set(re.findall(r'id="([^"]+)"', page))
        self.assertEqual(set(), set(re.findall(r'href="#([^"]+)"', page)) - anchors)
        style = re.search(r'<link rel="stylesheet" href="([^"]+)"', page)[1]
        self.expect(200, stranger.get(style))
        self.assertIn("style-src 'self'", answer.headers["Content-Security-Policy"])

    def test_every_code_has_its_place_on_the_page_of_errors(self):
        stranger = Client(self.served.port)
        pages = {}
        for language in ("ja", "en"):
            answer = self.expect(200, stranger.get(f"/docs/errors?lang={language}"))
            pages[language] = page = answer.body.decode()
            self.assertNotIn("<script", page)
            self.assertNotRegex(page, r"[{}]|public\.errors|http\.status")  # no hole and no key
            self.assertEqual(contract.codes(), re.findall(r'<section id="([^"]+)"', page))
            self.assertEqual(contract.codes(), re.findall(r'<li><a href="#([^"]+)"', page))
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        self.assertIn("残りは <code>have_t</code> t", pages["ja"].replace("\n", ""))
        self.assertNotEqual(pages["ja"], pages["en"])
        self.assertEqual(pages["en"], stranger.get("/docs/errors", Accept_Language="en").body.decode())
        pointed = stranger.get("/api/v1/book").json()["type"]
        self.assertIn(f'id="{pointed.split("#")[1]}"', stranger.get(pointed.split("#")[0]).body.decode())
        self.assertIn('href="/docs/errors"', stranger.get("/api/docs").body.decode())
