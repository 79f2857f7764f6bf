"""`tenbin check` finds one flipped bit anywhere in the file, and every change that goes past the triggers."""
import json
import random
import sqlite3

from support import CliTest, receipts

PLACES = 100
SEED = 7


class Damage(CliTest):
    def long_book(self):
        """A book of several commits, so that its pages hold tables, indexes, and overflow."""
        self.mill_book()
        for first in range(1, 1200, 400):
            self.expect(0, self.apply(receipts(first, first + 399)))
        return self.book.read_bytes()

    def test_one_flipped_bit_is_found(self):
        sound, draw = self.long_book(), random.Random(SEED)
        missed = []
        for _ in range(PLACES):
            place, bit = draw.randrange(len(sound)), draw.randrange(8)
            damaged = bytearray(sound)
            damaged[place] ^= 1 << bit
            self.book.write_bytes(damaged)
            done = self.tenbin("check", self.book)
            if done.code != 10 or not done.err or done.out.startswith("✓"):
                missed.append((place, bit, done.code))
        self.assertEqual([], missed, f"of {len(sound)} bytes")
        self.book.write_bytes(sound)
        self.expect(0, self.tenbin("check", self.book))

    def test_a_book_cut_short_is_found(self):
        sound, draw = self.long_book(), random.Random(SEED)
        for length in [draw.randrange(512, len(sound)) for _ in range(20)] + [len(sound) - 4096]:
            self.book.write_bytes(sound[:length])
            self.expect(10, self.tenbin("check", self.book))

    def test_a_damaged_book_takes_no_command(self):
        sound, draw = self.long_book(), random.Random(SEED)
        for _ in range(20):
            damaged = bytearray(sound)
            damaged[draw.randrange(len(sound))] ^= 1 << draw.randrange(8)
            self.book.write_bytes(damaged)
            done = self.apply(receipts(5000, 5000), "--wait", "0")
            # Where it is not read it may go unnoticed here; then the check afterwards tells.
            self.assertIn(done.code, (0, 10), repr(done))
            self.expect(10, self.tenbin("check", self.book))

    def test_the_database_refuses_change(self):
        self.mill_book()
        book = sqlite3.connect(self.book)
        for statement in ("UPDATE journal SET count = count", "DELETE FROM journal", "DELETE FROM meta",
                          "UPDATE meta SET value = 'x'", "INSERT INTO meta VALUES ('a', 'b')",
                          "INSERT INTO journal VALUES (99, 1, x'', x'00')"):
            with self.subTest(statement), self.assertRaises(sqlite3.DatabaseError):
                book.execute(statement)
        book.close()
        self.expect(0, self.tenbin("check", self.book))

    def tamper(self, change):
        """Rewrites the records of one commit with the triggers taken away, as a forger would."""
        book = sqlite3.connect(self.book)
        book.execute("DROP TRIGGER journal_no_update")
        first, records = book.execute("SELECT first_seq, records FROM journal ORDER BY 1 DESC").fetchone()
        lines = records.decode().splitlines()
        lines[-1] = change(lines[-1])
        book.execute("UPDATE journal SET records = ? WHERE first_seq = ?", ("\n".join(lines).encode() + b"\n", first))
        book.commit()
        book.close()

    def test_a_forged_record_is_found(self):
        def heavier(line):
            record = json.loads(line)
            record["event"]["mass"] = "1 kg"
            return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        self.mill_book()
        self.tamper(heavier)
        done = self.expect(10, self.tenbin("check", self.book))
        self.assertNotIn("✓", done.out)

    def test_a_record_written_otherwise_is_found(self):
        self.mill_book()
        self.tamper(lambda line: json.dumps(json.loads(line), ensure_ascii=False))
        self.expect(10, self.tenbin("check", self.book))
