"""Papers of suppliers: the link, the page without JavaScript, what it takes and refuses, and what the mill does with it."""
import html

from served import Client, HttpTest, Served
import support

PDF = b"%PDF-1.7\n\x00\r\n--\r\nthe paper"
PNG, JPEG = b"\x89PNG\r\n\x1a\n0", b"\xff\xd8\xff\xe0jpeg"
FIELDS = {"number": "SC-77", "from": "2026-07-01", "to": "2026-09-30", "mass_t": "7"}
PAPER = {"smelter": "見本製錬所", "country": "NO", "power_source": "hydro", "emission_factor": "4.0 kgCO2e/kg",
         "emission_boundary": "cradle-to-gate", "chain_model": "mass_balance"}


def receipt(name, supplier="S-012", mass="7 t", **more):
    return {"do": "receive", "receipt": name, "date": "2026-07-25", "site": "HQ", "supplier": supplier, "material": "ingot",
            "class": "renewable", "mass": mass, **more}


def form(fields, file=PDF, name="証明書.pdf", boundary="----T"):
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    if file is not None:
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                     'Content-Type: text/html\r\n\r\n'.encode() + file + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


class UploadTest(HttpTest):
    managers = 1

    @classmethod
    def serve(cls):
        commands = [*support.mill_commands(), {"do": "add_supplier", "supplier": "S-090", "name_ja": "ほかの商社"},
                    receipt("R-90", delivery_note="D<90>"), receipt("R-91"), receipt("R-92", "S-090")]
        return Served(commands, ["clerk", "manager", "procurement", "verifier", "sales"], managers=cls.managers)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = Client(cls.served.port)

    def link(self, supplier="S-012", **body):
        return self.expect(201, self.procurement.post(f"/api/v1/suppliers/{supplier}/upload-links", body)).json()

    def page(self, answer, status=200):
        self.expect(status, answer)
        self.assertEqual("text/html; charset=utf-8", answer.headers["Content-Type"])
        self.assertLess(len(answer.body), 20_000)
        self.assertTrue(answer.headers["Content-Security-Policy"].startswith("default-src 'none';"))
        text = answer.body.decode()
        self.assertNotIn("<script", text)
        return text

    def send(self, link, body=None, **headers):
        headers.setdefault("Content_Type", "multipart/form-data; boundary=----T")
        return self.stranger.ask("POST", link["url"], form(FIELDS) if body is None else body, **headers)

    def came(self, link):
        return [each for each in self.items(self.procurement, "/api/v1/uploads?limit=500") if each["link"] == link["link"]]

    def received(self, number="SC-77", **changes):
        link = self.link()
        self.page(self.send(link, form({**FIELDS, "number": number, **changes})))
        return self.came(link)[0]


class Links(UploadTest):
    def test_what_the_page_says_in_both_languages(self):
        link = self.link(note="至急 <お願い>")
        self.assertEqual((["R-90", "R-91"], 30, "open", 0), tuple(link[key] for key in ("receipts", "days", "state", "uploads")))
        self.assertGreaterEqual(len(link["url"]), len("/u/") + 43)
        page = self.page(self.stranger.get(link["url"]))
        for said in ("本社工場", "R-90", "D&lt;90&gt;", "至急 &lt;お願い&gt;", "7.000 t", 'enctype="multipart/form-data"', '<html lang="ja">'):
            self.assertIn(said, page)
        for kept in ("R-92", "ほかの商社", "R-1<", "procurement"):
            self.assertNotIn(kept, page)
        self.assertIn("Hand in supplier certificates", self.page(self.stranger.get(link["url"] + "?lang=en")))
        listed = next(each for each in self.items(self.clerk, "/api/v1/upload-links?supplier=S-012") if each["link"] == link["link"])
        self.assertIsNone(listed["url"])
        self.assertEqual([], self.items(self.clerk, "/api/v1/upload-links?supplier=S-003"))
        self.assertEqual(["R-91"], self.link(receipts=["R-91"])["receipts"])

    def test_what_no_link_is_made_for(self):
        path = "/api/v1/suppliers/S-012/upload-links"
        self.expect(404, self.procurement.post("/api/v1/suppliers/S-NONE/upload-links"), "reference.unknown")
        for named in ("R-92", "R-NONE"):  # of another supplier: as if it were not there
            self.expect(404, self.procurement.post(path, {"receipts": [named]}), "reference.unknown")
        backed = next(each for each in self.items(self.procurement, "/api/v1/receipts") if each["supplier_certificate"])
        self.expect(409, self.procurement.post(f"/api/v1/suppliers/{backed['supplier']}/upload-links", {"receipts": [backed["receipt"]]}),
                    "receipt.not_backable")
        for body in ({"days": 0}, {"days": 91}, {"days": "x"}, {"receipts": "R-90"}, {"more": 1}, {"note": "x" * 2001}, {"receipts": ["R-90"] * 51}):
            self.expect(400, self.procurement.post(path, body), "input.invalid")
        self.expect(403, self.sales.post(path), "right.missing")

    def test_a_revoked_link_is_as_nonsense(self):
        link = self.link()
        self.assertEqual("revoked", self.expect(200, self.procurement.ask("DELETE", f"/api/v1/upload-links/{link['link']}")).json()["state"])
        ended = self.page(self.stranger.get(link["url"]), 403)
        self.assertEqual(ended, self.page(self.stranger.get("/u/nonsense"), 403))
        self.assertEqual(ended, self.page(self.send(link), 403))
        self.assertEqual(ended, self.page(self.send({"url": "/u/nonsense"}, b"nonsense"), 403))
        self.assertEqual([], self.came(link))
        self.expect(404, self.procurement.ask("DELETE", "/api/v1/upload-links/999"), "reference.unknown")


class Forms(UploadTest):
    def test_a_paper_comes_once_and_is_only_ever_saved(self):
        link = self.link()
        self.assertIn("書類を受け取りました", self.page(self.send(link)))
        page = self.page(self.send(link))  # loaded again
        self.assertIn("証明書.pdf", page)
        self.assertIn("確認待ち", page)
        [paper] = self.came(link)
        self.assertEqual(("received", "pdf", len(PDF), "SC-77", "2026-07-01", "2026-09-30", "7000.000", "S-012", None),
                         tuple(paper[key] for key in ("state", "kind", "size", "number", "valid_from", "valid_to", "mass_kg", "supplier", "decided_by")))
        self.assertEqual([], [each for each in self.items(self.verifier, "/api/v1/uploads?supplier=S-003&state=received")])
        saved = self.expect(200, self.verifier.get(f"/api/v1/uploads/{paper['upload']}/file"))
        self.assertEqual(PDF, saved.body)
        self.assertEqual(("application/octet-stream", "nosniff"), (saved.headers["Content-Type"], saved.headers["X-Content-Type-Options"]))
        self.assertTrue(saved.headers["Content-Disposition"].startswith("attachment; filename="))
        self.expect(403, self.sales.get(f"/api/v1/uploads/{paper['upload']}/file"), "right.missing")
        self.expect(400, self.procurement.get("/api/v1/uploads?state=odd"), "input.invalid")

    def test_kinds_are_what_the_first_bytes_say(self):
        link = self.link()
        for number, (file, kind) in enumerate(((PNG, "png"), (JPEG, "jpeg"))):
            self.page(self.send(link, form({**FIELDS, "mass_t": "", "number": str(number)}, file, "C:\\x\\a.exe")))
            paper = self.came(link)[0]
            self.assertEqual((kind, "a.exe", None), (paper["kind"], paper["file"], paper["mass_kg"]))
        for file in (b"", b"<html>", b"MZ%PDF-", b"%PDF-" + bytes(10 << 20)):
            self.assertIn("PDF、PNG、JPEG のどれか", self.page(self.send(link, form(FIELDS, file)), 400))
        connection = self.stranger.connect()  # refused by its length, before the body is read
        self.addCleanup(connection.close)
        connection.putrequest("POST", link["url"])
        connection.putheader("Content-Length", str(11 << 20))
        connection.endheaders()
        self.assertEqual(413, connection.getresponse().status)

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self):
        link = self.link()
        for changes, said in (({"number": ""}, "証明書番号を"), ({"number": "a\nb"}, "証明書番号を"), ({"from": "7/1"}, "有効期間の"),
                              ({"to": "2026-06-30"}, "有効期間の"), ({"mass_t": "-1"}, "質量は"), ({"mass_t": "七"}, "質量は")):
            page = self.page(self.send(link, form({**FIELDS, **changes})), 400)
            self.assertIn('<div class="wrong" role="alert"><p>' + said, page, changes)
            self.assertIn(f'value="{html.escape({**FIELDS, **changes}["mass_t"])}"', page)
        self.assertIn("ファイルを", self.page(self.send(link, form(FIELDS, None)), 400))
        odd = self.page(self.send(link, form({**FIELDS, "number": '"><b>', "mass_t": "?"})), 400)
        self.assertNotIn("<b>", odd)
        self.assertEqual([], self.came(link))

    def test_a_hostile_body_is_no_form(self):
        link = self.link()
        whole = form(FIELDS)
        for body in (b"", b"x", whole[:-8], whole[:40], b"before" + whole, whole + b"behind", whole.replace(b"name=", b"nam=", 1),
                     form({}) + whole, whole.replace(b'name="to"', b'name="from"'), b"------T\r\n" * 1000):
            self.assertIn("フォームを読み取れません", self.page(self.send(link, body), 400))
        self.page(self.send(link, Content_Type="application/x-www-form-urlencoded"), 400)
        self.assertIn(b"request.forged", self.expect(403, self.send(link, Sec_Fetch_Site="cross-site")).body)
        self.assertEqual([], self.came(link))

    def test_a_link_takes_20_files(self):
        link = self.link()
        for number in range(20):
            self.page(self.send(link, form({**FIELDS, "number": str(number)})))
        full = self.page(self.send(link), 409)
        self.assertNotIn("<form", full)
        self.assertEqual(20, len(self.came(link)))

    def setUp(self):  # each test has look-ups of its own
        self.stranger = Client(self.served.port)


class Deciding(UploadTest):
    def accept(self, paper, who=None, status=200, code=None, dry_run="", **changes):
        return self.expect(status, (who or self.manager).post(f"/api/v1/uploads/{paper['upload']}/accept{dry_run}", {**PAPER, **changes}), code).json()

    def test_an_accepted_paper_is_registered_and_backs_receipts(self):
        paper = self.received("SC-A")
        tried = self.accept(paper, dry_run="?dry_run=true", receipts=["R-90"])
        self.assertTrue(tried["dry_run"])
        done = self.accept(paper, receipts=["R-90"])
        self.assertEqual(("accepted", "SC-A", "manager"), tuple(done[key] for key in ("state", "supplier_certificate", "decided_by")))
        kept = next(each for each in self.items(self.manager, "/api/v1/supplier-certificates") if each["supplier_certificate"] == "SC-A")
        self.assertEqual(("S-012", "2026-07-01", "7000.000", "0.000"), tuple(kept[key] for key in ("supplier", "valid_from", "mass_kg", "left_kg")))
        self.assertEqual(1, len(self.items(self.manager, f"/api/v1/journal?q=sha256:{paper['sha256']}")))
        self.assertIn("SC-A.pdf", self.manager.get(f"/api/v1/uploads/{paper['upload']}/file").headers["Content-Disposition"])
        self.accept(paper, status=409, code="upload.decided")
        self.expect(409, self.manager.post(f"/api/v1/uploads/{paper['upload']}/reject", {"reason": "二重"}), "upload.decided")

    def test_the_refusals_of_the_book_are_shown_and_nothing_changes(self):
        paper = self.received("SC-B", **{"from": "2026-08-01"})
        for status, code, changes in ((409, "supplier_certificate.expired", {"receipts": ["R-91"]}),
                                      (409, "supplier_certificate.insufficient", {"receipts": ["R-91"], "valid_from": "2026-07-01", "mass": "1 t"}),
                                      (404, "reference.unknown", {"receipts": ["R-NONE"]}),
                                      (400, "input.invalid", {"mass": "7"}), (400, "input.invalid", {"do": "reverse"}),
                                      (400, "input.invalid", {"receipts": "R-91"})):
            with self.subTest(changes):
                answer = self.manager.post(f"/api/v1/uploads/{paper['upload']}/accept", {**PAPER, **changes})
                self.assertGreaterEqual(answer.status, 400, repr(answer))
                self.assertIn(answer.code, (code, "input.invalid", "unit.missing") if status == 400 else (code,))
        other = self.received("SC-C")
        taken = self.items(self.manager, "/api/v1/supplier-certificates")[0]["supplier_certificate"]
        answer = self.manager.post(f"/api/v1/uploads/{other['upload']}/accept", {**PAPER, "supplier_certificate": taken})
        self.assertEqual((409, True), (answer.status, answer.code.startswith(("reference.", "id.", "supplier_certificate."))), repr(answer))
        self.assertEqual("received", self.came(paper)[0]["state"])
        self.expect(404, self.manager.post("/api/v1/uploads/999/accept", PAPER), "reference.unknown")

    def test_a_rejection_says_why(self):
        paper = self.received("SC-D")
        path = f"/api/v1/uploads/{paper['upload']}/reject"
        self.expect(400, self.procurement.post(path, {"reason": ""}), "input.invalid")
        self.expect(400, self.procurement.post(path, {"reason": "x" * 2001}), "input.invalid")
        done = self.expect(200, self.procurement.post(path, {"reason": "期間が違う"})).json()
        self.assertEqual(("rejected", "期間が違う", "procurement"), tuple(done[key] for key in ("state", "reason", "decided_by")))
        self.accept(paper, status=409, code="upload.decided")


class TwoPeople(UploadTest):
    managers = 2

    def test_accepting_asks_a_second_person(self):
        paper = self.received("SC-E")
        asked = self.expect(202, self.procurement.post(f"/api/v1/uploads/{paper['upload']}/accept", {**PAPER, "receipts": ["R-90"]})).json()["approval"]
        self.assertEqual("factors", asked["kind"])
        self.assertEqual("received", self.came(paper)[0]["state"])
        done = self.expect(200, self.manager.post(f"/api/v1/approvals/{asked['approval']}/approve")).json()
        self.assertEqual(("accepted", "procurement"), tuple(done["result"][key] for key in ("state", "decided_by")))
        self.assertEqual("accepted", self.came(paper)[0]["state"])


class Often(UploadTest):
    def test_looking_too_often_waits(self):
        asked = 0
        while (answer := self.stranger.get(f"/u/{asked}")).status == 403 and asked < 200:
            asked += 1
        self.expect(429, answer, "lookup.too_many")
        self.assertGreaterEqual(asked, 59)
