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


class Kept(CliTest):
    def test_dated_copies_and_which_of_them_stay(self):
        self.mill_book()
        folder = self.folder / "copies"
        self.expect(0, self.tenbin("backup", self.book, folder, "--keep", "2/2/3"))
        first = next(folder.iterdir())
        self.assertRegex(first.name, r"^mill-\d{8}T\d{6}Z\.tenbin$")
        self.expect(0, self.tenbin("check", first))
        first.unlink()
        # Days begin in Japan: 15:00 UTC is the day after.
        old = {"20260102T030000Z": False, "20260302T030000Z": False, "20260320T030000Z": True, "20260402T030000Z": False, "20260410T030000Z": False,
               "20260410T145959Z": False, "20260410T150000Z": True}
        beside = ["mill-20260101.tenbin", "other-20260102T030000Z.tenbin", "mill-20260102T030000Z.tenbin.txt", "mill-20261302T030000Z.tenbin"]
        for name in [f"mill-{stamp}.tenbin" for stamp in old] + beside:
            (folder / name).write_text("a copy\n")
        self.expect(0, self.tenbin("backup", self.book, folder, "--keep", "2/2/3"))
        left = {path.name for path in folder.iterdir()}
        self.assertEqual([], [name for name in beside if name not in left])
        self.assertEqual([stamp for stamp, stays in old.items() if stays], [stamp for stamp in old if f"mill-{stamp}.tenbin" in left])
        self.assertEqual(3, len(left) - len(beside))  # the new one is the third

    def test_what_is_no_number_of_copies(self):
        self.mill_book()
        for keep in ("7", "7/4", "0/0/0", "7/4/12/1", "-1/4/12", "a/b/c", "7/4/1001"):
            self.expect(2, self.tenbin("backup", self.book, "copies", "--keep", keep))
        self.assertFalse((self.folder / "copies").exists())
