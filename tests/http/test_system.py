"""The administrator's page: when the book was backed up and checked, by whatever program; and the check from the page."""
import email
import email.policy

from served import HttpTest

SYSTEM, CHECK = "/api/v1/system", "/api/v1/system/check"


class SystemTest(HttpTest):
    def setUp(self):
        super().setUp()
        self.admin = self.served.clients["admin"]

    def system(self):
        """Without the disk, on which others write too."""
        told = self.expect(200, self.admin.get(SYSTEM)).json()
        disk = told.pop("disk")
        self.assertTrue(0 < disk["available"] <= disk["capacity"])
        return told


class System(SystemTest):
    def test_backups_and_checks_are_noted(self):
        before = self.system()
        self.assertEqual((None, None), (before["backup"], before["check"]))
        self.served.run("backup", self.served.book, self.served.folder / "copy.tenbin")
        self.served.run("check", self.served.book)
        now = self.system()
        self.assertEqual([now["book"]["size"]] * 2, [now[what]["records"] for what in ("backup", "check")])
        self.served.run("check", self.served.folder / "copy.tenbin")  # which has no office
        self.assertEqual(now, self.system())
        settings = self.expect(200, self.admin.get("/api/v1/settings")).json()
        self.assertEqual([], [key for key in settings if "upkeep" in key])
        self.expect(400, self.admin.post("/api/v1/settings", {"upkeep.backup": "2030-01-01T00:00:00.000Z 9"}), "setting.invalid")
        self.assertEqual(now, self.system())

    def test_the_page_checks_the_book(self):
        done = self.expect(200, self.admin.post(CHECK)).json()
        self.assertEqual(done, self.system()["check"])
        job = self.expect(202, self.admin.post(CHECK, Prefer="respond-async")).headers["Location"]
        told = self.expect(200, self.admin.get(f"{job}/events")).body.decode()
        self.assertIn('"state":"done"', told)
        self.assertEqual(self.expect(200, self.admin.get(f"{job}/result")).json(), self.system()["check"])


    def test_a_letter_tries_the_mail(self):
        sent = self.expect(201, self.admin.post("/api/v1/system/mail", {"to": "Admin@mill.example"})).json()
        self.assertEqual("file", sent["sent"])
        with open(sent["path"], "rb") as file:
            letter = email.message_from_binary_file(file, policy=email.policy.default)
        self.assertEqual(("admin@mill.example", "天秤からの試しの手紙"), (letter["To"], letter["Subject"]))
        self.expect(400, self.admin.post("/api/v1/system/mail", {"to": "nobody"}), "input.invalid")
        self.expect(400, self.admin.post("/api/v1/system/mail", {"to": "a@b.example", "text": "x"}), "input.invalid")


class Damaged(SystemTest):
    def test_damage_is_said_and_not_noted(self):
        noted = self.expect(200, self.admin.post(CHECK)).json()
        with open(self.served.book, "r+b") as book:
            book.seek(-300, 2)
            book.write(b"damage")
        answer = self.admin.post(CHECK)
        self.assertEqual((500, "book.corrupt"), (answer.status, answer.code))
        self.assertEqual(noted, self.system()["check"])
