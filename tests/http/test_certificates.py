"""Certificates: tried, issued, held back, downloaded, replaced and revoked, and badges; the files are those of the command line."""
import json
import struct
import subprocess
import xml.etree.ElementTree

from served import HttpTest, Served
import support

PERIOD = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
FILES = {"pdf": "application/pdf", "json": "application/vc", "jwt": "application/vc+jwt"}
NO_GLYPH = "見本\U00013000"


def commands():
    """The small mill, with an allocation to each of two customers and to one whose name cannot be printed."""
    return [*support.mill_commands(),
            {"do": "add_customer", "customer": "C-0199", "name_ja": NO_GLYPH, "name_en": "Glyph"},
            {"do": "ship", "shipment": "S-9", "line": 1, "date": "2026-07-20", "site": "HQ", "customer": "C-0199",
             "product": "EX-6061-09", "mass": "1 t"},
            support.allocate("A-1", "50 %", shipment="S-1"), support.allocate("A-2", "10 %"),
            support.allocate("A-9", "50 %", shipment="S-9")]


class CertificateTest(HttpTest):
    """C-0101 is the customer person's; A-2 is theirs, A-1 is of C-0102."""

    @classmethod
    def serve(cls):
        return Served(commands())

    def size(self):
        return self.clerk.get("/api/v1/book").json()["size"]

    def issue(self, body, dry_run=False, path="/api/v1/certificates"):
        return self.manager.post(path + ("?dry_run=true" if dry_run else ""), body)

    def issued(self, customer):
        answer = self.expect(200, self.issue({**PERIOD, "customer": customer})).json()
        return answer["issued"][0]["certificate"]

    def act(self, number, act, dry_run=False, **body):
        return self.issue({"date": "2026-10-06", "reason": "住所の誤り", **body}, dry_run, f"/api/v1/certificates/{number}/{act}")

    def download(self, client, number, kind="json", query=""):
        return client.get(f"/api/v1/certificates/{number}/{kind}{query}")

    def verify(self, data, kind, *options):
        path = self.served.folder / f"downloaded.{kind}"
        path.write_bytes(data)
        return subprocess.run([support.program, "verify", path, "--json", *map(str, options)], capture_output=True,
                              env=support.environment(), timeout=support.TIMEOUT_S, check=False)


class Issuing(CertificateTest):
    def test_tried_issued_and_refused_again(self):
        size, body = self.size(), {**PERIOD, "customer": "C-0102"}
        tried = self.expect(200, self.issue(body, dry_run=True)).json()
        self.assertEqual((True, [], size), (tried["dry_run"], tried["held_back"], self.size()))
        made = self.expect(200, self.issue(body)).json()
        self.assertEqual({"held_back": tried["held_back"], "issued": tried["issued"]}, made)
        one, = made["issued"]
        self.assertEqual(("C-0102", "125000.000", 1), tuple(one[key] for key in ("customer", "allocated_kg", "revision")))
        listed, = self.items(self.manager, "/api/v1/certificates?customer=C-0102")
        self.assertEqual((one["certificate"], "live"), (listed["certificate"], listed["state"]))
        self.expect(422, self.issue(body), "certificate.empty")
        again = {"customer": "C-0102", "date": "2026-10-05", "allocations": ["A-1"]}
        self.expect(409, self.issue(again), "shipment.already_certified")

    def test_what_is_no_request(self):
        for body, code in (("{", "input.invalid"), ({**PERIOD, "customer": "C-0101", "colour": "red"}, "input.invalid"),
                           ({**PERIOD, "customer": "C-0101", "allocations": "A-2"}, "input.invalid")):
            with self.subTest(body):
                self.expect(400, self.issue(body), code)
        for language in ("fr", "both", "", "JA"):
            answer = self.expect(400, self.issue({**PERIOD, "customer": "C-0101", "language": language}), "certificate.language")
            self.assertEqual("ja en", answer.json()["facts"]["allowed"])
        self.expect(400, self.issue({**PERIOD, "customer": "C-0101", "language": 1}), "input.invalid")
        self.expect(400, self.issue({**PERIOD, "customer": "C-0101", "qr_without_mass": "yes"}), "input.invalid")
        self.expect(404, self.issue({**PERIOD, "customer": "C-404"}), "reference.unknown")
        self.expect(400, self.issue({**PERIOD, "from": "July"}, path="/api/v1/certificates/all"), "input.invalid")


class IssuingAll(CertificateTest):
    def test_a_name_without_glyph_is_held_back_alone(self):
        size = self.size()
        self.expect(422, self.issue({**PERIOD, "customer": "C-0199"}), "certificate.glyph_missing")
        tried = self.expect(200, self.issue(PERIOD, True, "/api/v1/certificates/all")).json()
        self.assertEqual(size, self.size())
        made = self.expect(200, self.issue(PERIOD, path="/api/v1/certificates/all")).json()
        self.assertEqual(made, {key: tried[key] for key in ("held_back", "issued")})
        self.assertEqual(["C-0101", "C-0102"], [one["customer"] for one in made["issued"]])
        held, = made["held_back"]
        self.assertEqual(("C-0199", "certificate.glyph_missing"), (held["customer"], held["code"]))
        self.assertIn("U+13000", held["detail"])
        again = self.expect(200, self.issue(PERIOD, path="/api/v1/certificates/all")).json()
        self.assertEqual(([], 1), (again["issued"], len(again["held_back"])))


class IssuingSome(CertificateTest):
    def all(self, dry_run=False, **more):
        return self.issue({**PERIOD, **more}, dry_run, "/api/v1/certificates/all")

    def test_only_the_chosen_ones_are_issued_and_the_rest_waits(self):
        self.expect(404, self.all(customers=["C-404"]), "reference.unknown")
        for wrong in ([], "C-0102", [1]):
            self.expect(400, self.all(customers=wrong), "input.invalid")
        tried = self.expect(200, self.all(True, customers=["C-0102", "C-0102"])).json()
        self.assertEqual([("C-0102", "250000.000", "125000.000")],
                         [tuple(one[key] for key in ("customer", "mass_kg", "allocated_kg")) for one in tried["issued"]])
        made = self.expect(200, self.all(customers=["C-0199", "C-0102"])).json()
        self.assertEqual((["C-0102"], ["C-0199"]), tuple([one["customer"] for one in made[key]] for key in ("issued", "held_back")))
        rest = self.expect(200, self.all(True)).json()
        self.assertEqual(["C-0101"], [one["customer"] for one in rest["issued"]])
        self.expect(422, self.all(customers=["C-0102"]), "certificate.empty")


class Drafts(CertificateTest):
    def draft(self, path="", **more):
        return self.manager.post("/api/v1/certificates/draft" + path, {**PERIOD, "customer": "C-0101", **more})

    def test_what_it_would_say_is_checked(self):
        said = self.expect(200, self.draft(language="ja")).json()
        self.assertEqual(("600000.000", "60000.000", 100000, "C1", "ja", None),
                         tuple(said[key] for key in ("mass_kg", "allocated_kg", "share_ppm", "code", "language", "verifier")))
        self.assertIn("600.000 tに、再生可能エネルギー由来アルミニウム60.000 tを、マスバランス方式により割り当てた", said["claim"])
        self.assertEqual("本期間の割当は第三者検証を受けていません。", said["unverified"])
        self.assertEqual({"equivalent": True, "method": True, "period": True, "residual": True, "wording": True}, said["checks"])
        english = self.expect(200, self.draft(language="en")).json()
        self.assertIn("equivalent to 10.0 %", english["claim"])
        self.assertTrue(english["checks"]["wording"])

    def test_its_first_page_is_a_picture_and_posts_nothing(self):
        size = self.size()
        japanese = self.expect(200, self.draft("/page", language="ja"))
        self.assertEqual("image/png", japanese.headers["Content-Type"])
        self.assertEqual((b"\x89PNG\r\n\x1a\n", 840, 1188), (japanese.body[:8], *struct.unpack(">II", japanese.body[16:24])))
        self.assertNotEqual(japanese.body, self.expect(200, self.draft("/page", language="en")).body)
        self.assertNotEqual(japanese.body, self.expect(200, self.draft("/page", language="ja", customer="C-0102")).body)
        self.assertEqual(size, self.size())

    def test_the_paper_is_that_of_the_simulator(self):
        rows = [{"shipment": "S-2", "line": 1, "share_ppm": 100000}]
        served = Served(support.mill_commands(), ["manager"])
        self.addCleanup(served.end)
        client = served.clients["manager"]
        simulated = self.expect(200, client.post("/api/v1/simulate/certificate?customer=C-0101&language=ja",
                                                 {"site": "HQ", "period": "2026-07-01", "rows": rows, "date": "2026-09-30"}))
        self.expect(200, client.command(support.allocate("SAMPLE-1", "10 %")))
        drafted = client.post("/api/v1/certificates/draft/page", {**PERIOD, "date": "2026-09-30", "customer": "C-0101", "language": "ja"})
        self.assertEqual((simulated.body, "2"), (drafted.body, drafted.headers["Page-Count"]))
        second = client.post("/api/v1/certificates/draft/page", {**PERIOD, "date": "2026-09-30", "customer": "C-0101", "page": 2})
        self.assertEqual(drafted.body[:8], self.expect(200, second).body[:8])
        self.assertNotEqual(drafted.body, second.body)

    def test_what_is_no_draft(self):
        for path in ("", "/page"):
            self.expect(404, self.draft(path, customer="C-404"), "reference.unknown")
            self.expect(422, self.draft(path, **{"from": "2026-01-01", "to": "2026-01-02"}), "certificate.empty")
            self.expect(400, self.draft(path, language="fr"), "input.invalid")
            self.expect(400, self.draft(path, to="July"), "input.invalid")
            self.expect(400, self.draft(path, more=1), "input.invalid")
        for page in (0, 3, 10**12, "1"):
            self.expect(400, self.draft("/page", page=page), "input.invalid")
        self.expect(422, self.draft("/page", customer="C-0199"), "certificate.glyph_missing")


class IssuingToMany(CertificateTest):
    """More customers than are printed together, the last one without a glyph: its batch is made again."""
    MANY = 130

    @classmethod
    def serve(cls):
        many = []
        for n in range(cls.MANY):
            name, glyph = f"C-1{n:03}", NO_GLYPH if n == cls.MANY - 1 else f"顧客{n}"
            many += [{"do": "add_customer", "customer": name, "name_ja": glyph, "name_en": name},
                     {"do": "ship", "shipment": f"S-1{n:03}", "line": 1, "date": "2026-07-20", "site": "HQ", "customer": name,
                      "product": "EX-6061-09", "mass": "100 kg"},
                     support.allocate(f"A-1{n:03}", "10 %", shipment=f"S-1{n:03}")]
        return Served([*support.mill_commands(), *many], ["manager", "clerk"])

    def test_a_dry_run_repeats_no_number(self):
        tried = self.expect(200, self.issue(PERIOD, True, "/api/v1/certificates/all")).json()
        numbers = [one["certificate"] for one in tried["issued"]]
        self.assertEqual((self.MANY - 1, self.MANY - 1), (len(numbers), len(set(numbers))))
        self.assertEqual(["C-1129"], [held["customer"] for held in tried["held_back"]])
        made = self.expect(200, self.issue(PERIOD, path="/api/v1/certificates/all")).json()
        self.assertEqual({key: tried[key] for key in ("held_back", "issued")}, made)


class Files(CertificateTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        made = cls.manager.post("/api/v1/certificates/all", PERIOD).json()["issued"]
        cls.own, cls.others = (one["certificate"] for one in made)

    def test_a_download_is_the_file_of_the_command_line_and_verifies(self):
        self.served.run("certificate", "show", self.served.book, self.own, "-o", "shown")
        for kind, content_type in FILES.items():
            with self.subTest(kind):
                answer = self.expect(200, self.download(self.manager, self.own, kind))
                self.assertEqual((content_type, f'attachment; filename="{self.own}.{kind}"', "default-src 'none'; sandbox"),
                                 tuple(answer.headers[name] for name in
                                       ("Content-Type", "Content-Disposition", "Content-Security-Policy")))
                done = self.verify(answer.body, kind, "--offline")
                self.assertEqual((0, self.own), (done.returncode, json.loads(done.stdout)["certificate"]), done)
                self.assertEqual(0, self.verify(answer.body, kind, "--book", self.served.book).returncode)
                shown = (self.served.folder / "shown" / f"{self.own}.{kind}").read_bytes()
                self.assertTrue(answer.body == shown, f"{len(answer.body)} bytes, not {len(shown)}")

    def test_the_language_of_the_paper(self):
        pages = {language: self.expect(200, self.download(self.manager, self.own, "pdf", f"?language={language}")).body
                 for language in ("ja", "en", "both")}
        self.assertEqual(3, len(set(pages.values())))
        self.assertTrue(all(page.startswith(b"%PDF-") for page in pages.values()))

    def test_what_is_no_file(self):
        self.expect(400, self.download(self.manager, self.own, "pdf", "?language=fr"), "certificate.language")
        self.expect(404, self.download(self.manager, self.own, "docx"), "request.not_found")
        self.expect(404, self.download(self.manager, "MB-NONE"), "reference.unknown")

    def test_a_customer_sees_only_its_own(self):
        self.assertEqual([self.own], [row["certificate"] for row in self.items(self.customer, "/api/v1/certificates")])
        for kind in FILES:
            self.expect(200, self.download(self.customer, self.own, kind))
            refused = self.expect(404, self.download(self.customer, self.others, kind), "reference.unknown").json()
            none = self.expect(404, self.download(self.customer, "MB-NONE", kind), "reference.unknown").json()
            self.assertEqual({**none["facts"], "id": self.others}, refused["facts"])
        self.expect(200, self.download(self.sales, self.others))
        self.expect(403, self.download(self.clerk, self.own), "right.missing")

    def test_only_a_manager_issues_replaces_and_revokes(self):
        size = self.size()
        for role, client in self.served.clients.items():
            if role == "manager":
                continue
            for path in ("", "/all", f"/{self.own}/replace", f"/{self.own}/revoke"):
                with self.subTest(f"{role} {path}"):
                    body = {**PERIOD, "customer": "C-0101", "reason": "x", "allocations": ["A-2"]}
                    refused = self.expect(403, client.post("/api/v1/certificates" + path, body), "right.missing")
                    self.assertEqual("issue", refused.json()["facts"]["right"])
        self.assertEqual(size, self.size())


class Badges(CertificateTest):
    SAID = {"ja": "再エネ由来アルミ10.0 %相当（マスバランス方式・証明書{}）", "en": "10.0 % renewable-energy aluminium equivalent (mass balance, cert. {})"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own, cls.others = (one["certificate"] for one in cls.manager.post("/api/v1/certificates/all", PERIOD).json()["issued"])

    def test_they_say_the_sentence_of_the_catalogue_and_lead_to_the_public_page(self):
        for language, sentence in self.SAID.items():
            for kind, content_type in (("svg", "image/svg+xml"), ("html", "text/html; charset=utf-8")):
                with self.subTest(f"{kind} {language}"):
                    answer = self.expect(200, self.customer.get(f"/api/v1/certificates/{self.own}/badge.{kind}?language={language}"))
                    self.assertEqual((content_type, f'attachment; filename="{self.own}.{language}.{kind}"'),
                                     (answer.headers["Content-Type"], answer.headers["Content-Disposition"]))
                    root = xml.etree.ElementTree.fromstring(answer.body)
                    self.assertNotIn(b"script", answer.body)
                    said = sentence.format(self.own)
                    self.assertEqual(said, next(each.text for each in root.iter() if each.tag.endswith("title")))
                    self.assertEqual(said, "".join(each.text for each in root.iter() if each.tag.endswith("text")))
                    sizes = [int(each.get("font-size")) for each in root.iter() if each.tag.endswith("text")]
                    self.assertGreaterEqual(min(sizes), 0.6 * max(sizes))
                    link = next(each.get("href") for each in root.iter() if each.tag.endswith("a"))
                    page = self.manager.get(link[link.index("/c/"):])
                    self.assertIn("有効な証明書です", page.body.decode())
                    findings = self.manager.post("/api/v1/claims/check", {"text": said, "language": language}).json()["findings"]
                    self.assertEqual([], findings)

    def test_no_badge(self):
        for kind in ("svg", "html"):
            path = f"/api/v1/certificates/{{}}/badge.{kind}"
            self.expect(404, self.customer.get(path.format(self.others)), "reference.unknown")
            self.expect(404, self.customer.get(path.format("MB-NONE")), "reference.unknown")
            self.expect(400, self.manager.get(path.format(self.own) + "?language=fr"), "input.invalid")

    def test_a_number_that_no_badge_may_say(self):
        served = Served(commands(), ["manager"])
        self.addCleanup(served.end)
        manager = served.clients["manager"]
        self.expect(200, manager.post("/api/v1/certificates", {**PERIOD, "customer": "C-0101", "certificate": "GREEN-1"}))
        refused = self.expect(400, manager.get("/api/v1/certificates/GREEN-1/badge.svg"), "input.invalid").json()
        self.assertIn("バッジ", refused["detail"])
        self.expect(200, manager.post("/api/v1/certificates/GREEN-1/revoke", {"date": "2026-10-06", "reason": "番号"}))
        self.expect(409, manager.get("/api/v1/certificates/GREEN-1/badge.html"), "certificate.not_live")


class LaterStates(CertificateTest):
    def correction(self, client, number, status=200, code=None):
        return self.expect(status, client.get(f"/api/v1/certificates/{number}/correction"), code)

    def test_what_changed_is_told_to_its_customer(self):
        served = Served(commands(), ["manager", "customer", "sales"])
        self.addCleanup(served.end)
        manager, customer = served.clients["manager"], served.clients["customer"]
        number = manager.post("/api/v1/certificates", {**PERIOD, "customer": "C-0101"}).json()["issued"][0]["certificate"]
        path = f"/api/v1/certificates/{number}"
        self.correction(customer, number, 404, "request.not_found")  # a first revision in force
        self.expect(200, manager.command({"do": "allocate", "allocation": "A-3", "date": "2026-09-30", "shipment": "S-2", "line": 1, "mass": "1 t"}))
        self.expect(200, manager.post(path + "/replace", {"date": "2026-10-06", "reason": "数量の誤り", "allocations": ["A-2", "A-3"]}))
        told = self.correction(customer, number).json()
        self.assertEqual((number, "2026-10-06", "数量の誤り"), tuple(told[key] for key in ("certificate", "date", "reason")))
        self.assertEqual([(1, "60000.000", 100000), (2, "61000.000", 101666)],
                         [tuple(told[side][key] for key in ("revision", "allocated_kg", "share_ppm")) for side in ("before", "after")])
        self.assertIn("訂正後の値に改めてください", told["restate"])
        self.assertTrue(told["letter"]["ja"].startswith("# 訂正のお知らせ"))
        self.assertTrue(told["letter"]["en"].startswith("# Notice of correction"))
        self.assertIn("| 60.000 t | 61.000 t |", told["letter"]["en"])
        self.expect(200, manager.post(path + "/revoke", {"date": "2026-10-07", "reason": "二重登録"}))
        gone = self.correction(customer, number).json()
        self.assertEqual((2, None, "2026-10-07", "二重登録"), (gone["before"]["revision"], gone["after"], gone["date"], gone["reason"]))
        self.correction(customer, "MB-NONE", 404, "reference.unknown")
        other = manager.post("/api/v1/certificates", {**PERIOD, "customer": "C-0102"}).json()["issued"][0]["certificate"]
        self.expect(200, manager.post(f"/api/v1/certificates/{other}/revoke", {"date": "2026-10-07", "reason": "x"}))
        self.correction(customer, other, 404, "reference.unknown")  # another's

    def test_replaced(self):
        number = self.issued("C-0101")
        first, size = self.download(self.manager, number).body, self.size()
        tried = self.expect(200, self.act(number, "replace", True, allocations=["A-2"])).json()
        self.assertEqual((True, size), (tried["dry_run"], self.size()))
        one, = self.expect(200, self.act(number, "replace", allocations=["A-2"])).json()["issued"]
        self.assertEqual((number, 2, "60000.000"), tuple(one[key] for key in ("certificate", "revision", "allocated_kg")))
        for kind in FILES:
            newer = self.expect(200, self.download(self.manager, number, kind)).body
            self.assertEqual(0, self.verify(newer, kind, "--book", self.served.book).returncode)
        self.assertEqual(8, self.verify(first, "json", "--book", self.served.book).returncode)
        self.expect(400, self.act(number, "replace", reason="", allocations=["A-2"]), "input.invalid")
        self.expect(404, self.act("MB-NONE", "replace", allocations=["A-2"]), "reference.unknown")

    def test_revoked(self):
        number = self.issued("C-0102")
        last, size = self.download(self.manager, number).body, self.size()
        self.expect(200, self.act(number, "revoke", True))
        self.assertEqual(size, self.size())
        self.assertEqual({"held_back": [], "issued": []},
                         self.expect(200, self.act(number, "revoke", **{"class": "error"})).json())
        for kind in FILES:
            self.expect(409, self.download(self.manager, number, kind), "certificate.not_live")
        self.assertEqual(8, self.verify(last, "json", "--book", self.served.book).returncode)
        row, = self.items(self.manager, "/api/v1/certificates?customer=C-0102")
        self.assertEqual("revoked", row["state"])
        self.expect(409, self.act(number, "revoke"), "certificate.not_live")
        self.expect(409, self.act(number, "replace", allocations=["A-1"]), "certificate.not_live")
        self.expect(404, self.act("MB-NONE", "revoke"), "reference.unknown")
        self.served.run("check", self.served.book)
