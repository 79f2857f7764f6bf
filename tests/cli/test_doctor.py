"""`tenbin doctor`: all is well, and what is wrong, each provoked once; it writes nothing and waits for nobody."""
import hashlib
import os
import shutil
import socket
import sqlite3
import struct

from support import CliTest, environment, receipts

WELL = {"book", "log", "clock", "key", "certificate_keys", "office", "backup", "check", "disk", "listen", "mail", "printing", "libraries"}


class Doctor(CliTest):
    def setUp(self):
        super().setUp()
        self.mill_book()

    def office(self, **notes):
        """An office beside the book, as a person makes it, with notes of upkeep."""
        (self.folder / "password").write_text("kagi wo kakete oku 2026\n")
        self.expect(0, self.tenbin("person", "add", self.book, "admin", "--role", "admin", "--password-file", "password"))
        with sqlite3.connect(f"{self.book}-office") as office:
            for what, at in notes.items():
                office.execute("INSERT INTO settings VALUES (?, ?)", (f"upkeep.{what}", f"{at} 14"))

    def doctor(self, code=0, *options, **variables):
        listen = () if "--listen" in options else ("--listen", "127.0.0.1:0")
        done = self.expect(code, self.tenbin("doctor", self.book, "--json", *listen, *options, env=environment(**variables)))
        answer = done.json()
        self.assertEqual(("tenbin/doctor/1", code == 0), (answer["schema"], answer["well"]))
        return {each["check"]: each for each in answer["checks"]}

    def wrong(self, *checks, options=(), **variables):
        found = self.doctor(1, *options, **variables)
        self.assertEqual(set(checks), {check for check, each in found.items() if each["mark"] == "bad"})
        return [found[check].get("code", found[check]["detail"]) for check in checks]

    def everything(self):
        return {path.name: (path.stat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest()) for path in self.folder.iterdir() if path.is_file()}

    def test_all_is_well_and_nothing_is_written(self):
        self.office()
        self.expect(0, self.tenbin("backup", self.book, "copy.tenbin"))
        self.expect(0, self.tenbin("check", self.book))
        self.expect(0, self.tenbin("log", "publish", self.book, f"{self.book}-log"))
        before = self.everything()
        talk = self.talk("apply", self.book, "-", "--json")  # who writes is not waited for
        talk.say(receipts(1, 1)[0])
        self.assertEqual("accepted", talk.hear()["status"])
        found = self.doctor()
        self.expect(0, talk.end())
        self.assertEqual(WELL, set(found))
        self.assertEqual({"good"}, {each["mark"] for check, each in found.items() if check != "disk"}, found)
        del before[self.book.name]
        self.assertEqual(before, {name: was for name, was in self.everything().items() if name in before})
        text = self.expect(0, self.tenbin("doctor", self.book, "--listen", "127.0.0.1:0")).out
        self.assertEqual(len(WELL), len(text.splitlines()))
        self.assertIn("✓ 良好", text)

    def test_a_new_book_without_an_office(self):
        found = self.doctor()
        self.assertEqual({"backup", "check"}, {check for check, each in found.items() if each["mark"] == "look"} - {"disk"})
        self.assertFalse(os.path.exists(f"{self.book}-office"))

    def test_a_book_that_is_none(self):
        self.book = self.folder / "nowhere.tenbin"
        self.assertEqual(["book.missing"], self.wrong("book"))
        self.book.write_bytes(b"SQLite format 3\0" + bytes(200))
        self.assertEqual(["book.corrupt"], self.wrong("book"))

    def test_keys(self):
        key = self.folder / f"{self.book.name}.key"
        key.chmod(0o644)
        self.assertIn("chmod 600", self.wrong("key")[0])
        kept = key.read_bytes()
        key.unlink()
        self.assertEqual(["key.missing"] * 2, self.wrong("key", "certificate_keys"))
        self.expect(0, self.tenbin("init", "other.tenbin", "--rulebook", "free-credit"))
        shutil.copy(self.folder / "other.tenbin.key", key)
        self.assertEqual("key.invalid", self.wrong("key", "certificate_keys")[0])
        key.write_bytes(kept)
        key.chmod(0o600)
        self.expect(0, self.tenbin("key", "rotate", self.book, "--reason", "試験"))
        (self.folder / f"{self.book.name}.certificate-keys").unlink()
        self.assertEqual(["key.missing"], self.wrong("certificate_keys"))

    def test_an_older_copy_in_the_place_of_the_book(self):
        self.expect(0, self.tenbin("backup", self.book, "older.tenbin"))
        self.expect(0, self.apply(receipts(1, 2)))
        self.expect(0, self.tenbin("log", "publish", self.book, f"{self.book}-log"))
        shutil.copy(self.folder / "older.tenbin", self.book)
        self.assertIn("控え", self.wrong("log")[0])

    def test_an_office_that_is_none(self):
        office = self.folder / f"{self.book.name}-office"
        office.write_bytes(b"no office")
        office.chmod(0o600)
        self.assertEqual(["office.corrupt"], self.wrong("office"))
        office.unlink()
        self.office()
        with open(office, "r+b") as file:  # user_version, of a program to come
            file.seek(60)
            file.write(struct.pack(">I", 99))
        self.assertEqual(["office.newer"], self.wrong("office"))

    def test_old_backups(self):
        self.office(backup="2026-01-01T00:00:00.000Z", check="2026-01-01T00:00:00.000Z")
        self.wrong("backup")
        self.assertEqual("look", self.doctor(1)["check"]["mark"])

    def test_the_address_is_taken(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            said = self.wrong("listen", options=("--listen", f"127.0.0.1:{port}"))[0]
            self.assertIn("python", said)
            self.assertIn(f"127.0.0.1:{port}", said)
            refused = self.tenbin("serve", self.book, "--listen", f"127.0.0.1:{port}", "--lang", "en")
        self.expect(9, refused)
        self.assertRegex(refused.err, rf"python\S* \(process {os.getpid()}\)\. 127\.0\.0\.1:\d+ is free")

    def test_the_mail_server_is_asked_where_it_may_be(self):
        settings = {"TENBIN_MAIL_SERVER": "smtp://127.0.0.1:1", "TENBIN_MAIL_FROM": "tenbin@mill.example"}
        self.assertEqual("good", self.doctor(**settings)["mail"]["mark"])
        self.assertEqual(["mail.failed"], self.wrong("mail", options=("--network",), **settings))

    def test_settings_that_cannot_be_used(self):
        self.expect(2, self.tenbin("doctor", self.book, env=environment(TENBIN_THREADS="none")))
