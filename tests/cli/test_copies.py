"""Backup while others write; restore overwrites nothing and compares the roots."""
from support import CliTest, receipts


class Copies(CliTest):
    def test_there_and_back(self):
        self.mill_book()
        root = self.expect(0, self.tenbin("check", self.book)).out.splitlines()[1]
        done = self.expect(0, self.tenbin("backup", self.book, "copy.tenbin", "--lang", "en"))
        self.assertIn("14", done.out)
        self.expect(0, self.tenbin("restore", "copy.tenbin", "back.tenbin"))
        self.assertEqual(root, self.expect(0, self.tenbin("check", "back.tenbin")).out.splitlines()[1])
        self.assertEqual(self.journal(), self.journal("back.tenbin"))
        self.expect(0, self.tenbin("apply", "back.tenbin", "-", stdin=""))

    def test_backup_while_a_writer_holds_the_book(self):
        self.mill_book()
        talk = self.talk("apply", self.book, "-", "--json")
        for number in range(1, 21):
            talk.say(receipts(number, number)[0])
            self.assertEqual("accepted", talk.hear()["status"])
            copy = f"copy-{number}.tenbin"
            self.expect(0, self.tenbin("backup", self.book, copy))
            self.assertEqual(14 + number, len(self.journal(copy)))
            self.expect(0, self.tenbin("check", copy))
        self.expect(0, talk.end())

    def test_nothing_is_overwritten(self):
        self.mill_book()
        kept = self.folder / "kept.tenbin"
        kept.write_text("mine\n")
        self.expect(6, self.tenbin("backup", self.book, kept))
        self.expect(0, self.tenbin("backup", self.book, "copy.tenbin"))
        self.expect(6, self.tenbin("restore", "copy.tenbin", kept))
        self.assertEqual("mine\n", kept.read_text())

    def test_restore_of_a_damaged_copy(self):
        self.mill_book()
        self.expect(0, self.tenbin("backup", self.book, "copy.tenbin"))
        copy = self.folder / "copy.tenbin"
        damaged = bytearray(copy.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        copy.write_bytes(damaged)
        self.expect(10, self.tenbin("restore", "copy.tenbin", "back.tenbin"))
        self.assertFalse((self.folder / "back.tenbin").exists())

    def test_restore_of_what_is_not_there(self):
        self.expect(5, self.tenbin("restore", "nowhere.tenbin", "back.tenbin"))
