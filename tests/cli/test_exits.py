"""Exit codes of every class (contract section 8), with the code named on standard error."""
import json
import os
import pathlib
import subprocess

import support
from support import CliTest, allocate, as_lines, receipts

NUCLEAR = {"do": "register_supplier_certificate", "supplier_certificate": "SC-9", "supplier": "S-012",
           "valid_from": "2026-04-01", "valid_to": "2026-12-31", "smelter": "x", "country": "NO",
           "power_source": "nuclear", "mass": "1 t", "emission_factor": "4.0 kgCO2e/kg",
           "emission_boundary": "cradle-to-gate", "chain_model": "segregated"}


class Exits(CliTest):
    def refused(self, code, error, command):
        done = self.tenbin("apply", self.book, "-", stdin=as_lines([command]))
        self.expect(code, done)
        self.assertIn(error, done.out + done.err)

    def test_0_all_well(self):
        self.mill_book()
        for command in ("balance", "journal", "checkpoint", "check"):
            self.expect(0, self.tenbin(command, self.book))

    def test_2_usage(self):
        for arguments in ([], ["frobnicate"], ["apply"], ["apply", "a", "b", "c"], ["balance", "b", "--frob"],
                          ["--lang", "fr", "balance", "b"], ["--wait", "-1", "balance", "b"], ["footprint", "b"],
                          ["rulebook"], ["rulebook", "frob"]):
            with self.subTest(arguments):
                done = self.expect(2, self.tenbin(*arguments))
                self.assertEqual("", done.out)
                self.assertNotEqual("", done.err)

    def test_2_a_date_that_is_none(self):
        self.mill_book()
        for option in ("--period", "--as-of"):
            done = self.expect(2, self.tenbin("balance", self.book, option, "2026-13-01"))
            self.assertIn("usage.invalid", done.err)

    def test_3_bad_data(self):
        self.mill_book()
        self.refused(3, "input.invalid", {"do": "dance"})
        self.refused(3, "input.invalid", {**receipts(1, 1)[0], "colour": "red"})
        self.refused(3, "unit.missing", {**receipts(1, 1)[0], "mass": "5"})
        self.refused(3, "date.before_shipment", allocate("A-1", "1 %", date="2026-07-23"))
        self.expect(3, self.tenbin("apply", self.book, "-", stdin="{\n"))

    def test_4_the_balance(self):
        self.mill_book()
        self.refused(4, "balance.insufficient", allocate("A-1", "50 %"))

    def test_5_not_found(self):
        self.expect(5, self.tenbin("balance", "nowhere.tenbin"))
        self.expect(5, self.tenbin("init", "x.tenbin", "--rulebook", "no-such-rulebook"))
        self.mill_book()
        self.expect(5, self.tenbin("apply", self.book, "nowhere.jsonl"))
        self.expect(5, self.tenbin("balance", self.book, "--site", "NOWHERE"))
        self.expect(5, self.tenbin("footprint", self.book, "--site", "HQ", "--period", "2026-07-02"))
        self.refused(5, "reference.unknown", allocate("A-1", "1 %", shipment="S-99"))

    def test_5_the_key(self):
        self.mill_book()
        os.rename(f"{self.book}.key", self.folder / "elsewhere.key")
        done = self.expect(5, self.tenbin("checkpoint", self.book))
        self.assertIn("key.missing", done.err)
        self.expect(0, self.tenbin("checkpoint", self.book, "--key", "elsewhere.key"))

    def test_6_conflict(self):
        self.mill_book()
        self.refused(6, "id.duplicate", {"do": "add_site", "site": "HQ"})
        self.expect(6, self.tenbin("init", self.book))
        self.expect(6, self.tenbin("restore", self.book, self.book))

    def test_7_not_allowed(self):
        self.mill_book()
        self.refused(7, "power_source.not_renewable", NUCLEAR)
        self.refused(7, "method.no_charges", {"do": "charge", "charge": "X", "date": "2026-07-05", "site": "HQ",
                                              "receipt": "R-1", "mass": "1 t"})

    def test_9_input_and_output(self):
        self.mill_book()
        self.expect(9, self.tenbin("apply", self.book, self.folder))  # a folder is no file
        self.expect(9, self.tenbin("backup", self.book, self.folder / "none" / "copy.tenbin"))
        self.expect(9, self.tenbin("init", self.folder / "none" / "x.tenbin"))

    def test_9_a_result_that_cannot_be_written(self):
        self.mill_book()
        for command in ("journal", "balance", "checkpoint"):
            with self.subTest(command), open("/dev/full", "wb") as full:
                done = subprocess.run([support.program, command, str(self.book)], stdout=full,
                                      stderr=subprocess.PIPE, env=support.environment())
                self.assertEqual(9, done.returncode, done.stderr)

    def test_10_corrupt(self):
        pathlib.Path(self.book).write_text("this was never a book\n" * 400)
        self.expect(10, self.tenbin("check", self.book))
        self.expect(10, self.tenbin("balance", self.book))

    def test_the_code_is_of_the_first_refusal(self):
        self.mill_book()
        commands = [allocate("A-1", "50 %"), {"do": "dance"}, {"do": "add_site", "site": "HQ"}]
        done = self.expect(4, self.apply(commands, "--continue"))
        self.assertEqual(["balance.insufficient", "input.invalid", "id.duplicate"],
                         [answer["error"] for answer in done.lines()])

    def test_standard_output_is_the_result_alone(self):
        self.mill_book()
        for arguments in (["balance", self.book, "--json"],
                          ["footprint", self.book, "--site", "HQ", "--period", "2026-07-01", "--json"]):
            done = self.expect(0, self.tenbin(*arguments))
            self.assertTrue(json.loads(done.out)["schema"].startswith("tenbin/"))
            self.assertEqual("", done.err)
