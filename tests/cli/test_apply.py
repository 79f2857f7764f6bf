"""`tenbin apply`: its answers, and what stays in the book."""
import signal

from support import CliTest, allocate, as_lines, mill_commands, receipts


class Answers(CliTest):
    def test_each_command_is_answered_before_the_next_is_sent(self):
        self.new_book()
        talk = self.talk("apply", self.book, "-", "--json")
        for number, command in enumerate(mill_commands(), 1):
            talk.say(command)
            answer = talk.hear()
            self.assertIsNotNone(answer, f"no answer to command {number}")
            self.assertEqual((number, "accepted", number), (answer["line"], answer["status"], answer["seq"]))
            self.assertEqual(number, len(self.journal()), "an answer comes after the disk")
        self.expect(0, talk.end())

    def test_an_empty_text_means_none(self):
        """The normal form leaves it out, so the record must read as if it had not been given."""
        self.new_book([{"do": "add_site", "site": "HQ", "zone": "", "name_ja": ""}])
        self.assertEqual({"do": "add_site", "site": "HQ", "zone": "Asia/Tokyo"}, self.journal()[0]["event"])
        self.expect(0, self.tenbin("check", self.book))

    def test_a_refusal_ends_it_while_the_input_stays_open(self):
        self.mill_book()
        talk = self.talk("apply", self.book, "-", "--json")
        talk.say(allocate("A-1", "50 %"))
        self.assertEqual("balance.insufficient", talk.hear()["error"])
        self.assertEqual(4, talk.process.wait(20))

    def test_with_continue_it_goes_on_while_the_input_stays_open(self):
        self.mill_book()
        talk = self.talk("apply", self.book, "-", "--json", "--continue")
        for share, status in (("50 %", "rejected"), ("10 %", "accepted"), ("95 %", "rejected")):
            talk.say(allocate(f"A-{share[:2]}", share))
            self.assertEqual(status, talk.hear()["status"])
        self.assertEqual(4, talk.end().code)

    def test_an_answer_has_its_facts_and_a_sentence(self):
        self.mill_book()
        answer, = self.expect(4, self.apply([allocate("A-1", "50 %")], "--lang", "en")).lines()
        self.assertEqual({"have_kg": "272000.000", "want_kg": "300000.000"},
                         {name: answer["facts"][name] for name in ("have_kg", "want_kg")})
        self.assertIn("272.000 t", answer["detail"])
        self.assertIn("28.000 t short", answer["detail"])

    def test_lines_count_from_one_with_the_empty_ones(self):
        self.mill_book()
        first, second = map(lambda c: as_lines([c]), receipts(1, 2))
        done = self.tenbin("apply", self.book, "-", "--json", stdin="\n" + first + "\r\n  \n" + second)
        self.assertEqual([2, 5], [answer["line"] for answer in self.expect(0, done).lines()])

    def test_a_last_line_without_its_end(self):
        self.mill_book()
        done = self.tenbin("apply", self.book, "-", "--json", stdin=as_lines(receipts(1, 2)).rstrip("\n"))
        self.assertEqual(2, len(self.expect(0, done).lines()))

    def test_a_file_and_standard_input_are_the_same(self):
        self.mill_book()
        path = self.folder / "commands.jsonl"
        path.write_text(as_lines(receipts(1, 3)))
        self.assertEqual(3, len(self.expect(0, self.tenbin("apply", self.book, path, "--json")).lines()))
        again = self.expect(0, self.apply(receipts(1, 3))).lines()
        self.assertEqual(["repeated"] * 3, [answer["status"] for answer in again])

    def test_no_commands(self):
        self.mill_book()
        done = self.expect(0, self.tenbin("apply", self.book, "-", "--json"))
        self.assertEqual("", done.out)

    def test_a_very_long_line_is_answered_like_any_other(self):
        self.new_book()
        long = {"do": "add_site", "site": "LL", "note": "x" * 6_000_000}
        first, second = self.apply([long, {"do": "add_site", "site": "HQ"}], "--continue").lines()
        self.assertEqual(("input.invalid", "length"), (first["error"], first["facts"]["problem"]))
        self.assertEqual("accepted", second["status"])

    def test_lines_that_cross_the_pieces_in_which_it_reads(self):
        self.new_book()
        long = [{"do": "add_supplier", "supplier": f"S-{n}", "note": "あ" * (n % 300)} for n in range(6000)]
        answers = self.expect(0, self.apply(long)).lines()
        self.assertEqual(list(range(1, 6001)), [answer["seq"] for answer in answers])


class Stays(CliTest):
    def test_what_came_before_a_refusal_stays(self):
        self.mill_book()
        commands = receipts(1, 2) + [{"do": "dance"}] + receipts(3, 3)
        answers = self.expect(3, self.apply(commands)).lines()
        self.assertEqual(["accepted", "accepted", "rejected"], [answer["status"] for answer in answers])
        self.assertEqual(16, len(self.journal()))

    def test_continue_takes_all_that_can_be(self):
        self.mill_book()
        commands = receipts(1, 2) + [{"do": "dance"}] + receipts(3, 3)
        answers = self.expect(3, self.apply(commands, "--continue")).lines()
        self.assertEqual([15, 16, None, 17], [answer.get("seq") for answer in answers])
        self.assertEqual(17, len(self.journal()))

    def test_atomic_leaves_nothing(self):
        self.mill_book()
        for options in (["--atomic"], ["--atomic", "--continue"]):
            commands = receipts(1, 2) + [allocate("A-1", "50 %")] + receipts(3, 3)
            answers = self.expect(4, self.apply(commands, *options)).lines()
            self.assertEqual(["rejected"], [answer["status"] for answer in answers])
            self.assertEqual(14, len(self.journal()))

    def test_atomic_takes_all(self):
        self.mill_book()
        answers = self.expect(0, self.apply(receipts(1, 3), "--atomic")).lines()
        self.assertEqual([15, 16, 17], [answer["seq"] for answer in answers])
        self.assertEqual(17, len(self.journal()))

    def test_dry_run_answers_and_leaves_nothing(self):
        self.mill_book()
        before = self.book.read_bytes()
        answers = self.expect(0, self.apply(receipts(1, 3), "--dry-run")).lines()
        self.assertEqual(["accepted"] * 3, [answer["status"] for answer in answers])
        self.expect(4, self.apply([allocate("A-1", "50 %")], "--dry-run"))
        self.assertEqual(before, self.book.read_bytes())
        self.assertEqual([self.book.name + end for end in ("", ".key", ".seal.pem")], sorted(p.name for p in self.folder.iterdir()))

    def test_one_command_id_posts_once_across_processes(self):
        self.mill_book()
        command = receipts(5, 5)[0]
        first, = self.expect(0, self.apply([command])).lines()
        for _ in range(2):
            again, = self.expect(0, self.apply([command])).lines()
            self.assertEqual(("repeated", first["seq"]), (again["status"], again["seq"]))
        other, = self.expect(6, self.apply([{**command, "mass": "6 kg"}])).lines()
        self.assertEqual("command.id_reused", other["error"])
        self.assertEqual(15, len(self.journal()))

    def test_the_actor_is_on_record(self):
        self.new_book()
        self.expect(0, self.apply([{"do": "add_site", "site": "HQ"}], "--actor", "経理 花子"))
        self.assertEqual("経理 花子", self.journal()[0]["actor"])

    def test_interrupted_it_keeps_what_it_answered(self):
        self.mill_book()
        talk = self.talk("apply", self.book, "-", "--json")
        for command in receipts(1, 3):
            talk.say(command)
            self.assertEqual("accepted", talk.hear()["status"])
        talk.process.send_signal(signal.SIGINT)
        talk.say(receipts(4, 4)[0])
        done = talk.end()
        self.assertNotEqual(0, done.code)
        self.assertIn(len(self.journal()), (17, 18))
        self.expect(0, self.tenbin("check", self.book))
