"""Two processes on one book: the second waits or says who holds it; readers never wait."""
import threading

from support import CliTest, receipts


class TwoProcesses(CliTest):
    def hold(self):
        """A writer that has answered one command and waits for the next."""
        self.mill_book()
        talk = self.talk("apply", self.book, "-", "--json")
        talk.say(receipts(1, 1)[0])
        self.assertEqual("accepted", talk.hear()["status"])
        return talk

    def test_a_second_writer_is_told_who_holds_the_book(self):
        talk = self.hold()
        done = self.expect(6, self.tenbin("--wait", "0", "apply", self.book, "-", stdin=""))
        self.assertIn("book.busy", done.err)
        self.assertIn(str(talk.process.pid), done.err)
        self.expect(0, talk.end())
        self.expect(0, self.apply(receipts(2, 2), "--wait", "0"))

    def test_a_second_writer_waits(self):
        talk = self.hold()
        threading.Timer(0.5, talk.process.stdin.close).start()
        done = self.apply(receipts(2, 2), "--wait", "30")
        self.expect(0, done)
        self.assertEqual(16, len(self.journal()))

    def test_a_writer_that_was_killed_blocks_nobody(self):
        talk = self.hold()
        talk.process.kill()
        talk.process.wait()
        self.expect(0, self.apply(receipts(2, 2), "--wait", "0"))
        self.expect(0, self.tenbin("check", self.book))

    def test_two_at_once_both_finish(self):
        self.mill_book()
        done = {}

        def write(name):
            done[name] = self.apply(receipts(1, 300, prefix=name), "--wait", "60")

        threads = [threading.Thread(target=write, args=(name,)) for name in "AB"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name in "AB":
            self.assertEqual(300, len(self.expect(0, done[name]).lines()))
        self.assertEqual(list(range(1, 615)), [record["seq"] for record in self.journal()])
        self.expect(0, self.tenbin("check", self.book))

    def test_a_reader_sees_what_was_answered(self):
        talk = self.hold()
        for number in range(2, 12):
            talk.say(receipts(number, number)[0])
            self.assertEqual("accepted", talk.hear()["status"])
            self.assertEqual(14 + number, len(self.journal()))
            periods = self.expect(0, self.tenbin("balance", self.book, "--json")).json()["periods"]
            grams = 1_000_000_000 + sum(range(1, number + 1)) * 1000
            self.assertEqual(f"{grams // 1000}.000", periods[-1]["total_input_kg"])
        self.expect(0, self.tenbin("check", self.book))
        self.expect(0, self.tenbin("checkpoint", self.book))
        self.expect(0, talk.end())

    def test_a_trial_needs_no_place_in_the_queue(self):
        talk = self.hold()
        self.expect(0, self.apply(receipts(2, 2), "--dry-run", "--wait", "0"))
        self.expect(0, talk.end())
