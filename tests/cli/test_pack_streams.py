"""Book, pack and both auditors agree to the gram: on every built-in rulebook and on random streams of the second model's
generator, under rulebooks of its own and under the built-in ones.

By hand, for longer: TENBIN_STREAMS=1..400 TENBIN_STEPS=200 tests/cli/run.py build/dev/tenbin test_pack_streams
"""
import json
import os
import pathlib
import subprocess

import support
import test_pack
from support import ROOT

RULEBOOKS = sorted(p for p in (ROOT / "rules").glob("*.json") if not p.name.endswith(".sources.json"))
FIRST, LAST = map(int, os.environ.get("TENBIN_STREAMS", "1..20").split(".."))
STEPS = os.environ.get("TENBIN_STEPS", "80")


class Streams(test_pack.PackTest):
    def agree(self, name):
        """Packs of the first period and of the last one: sample, workbook and balances the same for both auditors."""
        balance = self.expect(0, self.tenbin("balance", self.book, "--json")).json()
        places = [(p["site"], p["period"]) for p in balance["periods"]]
        for site, period in {places[0], places[-1]} if places else set():
            path = self.folder / f"{name}.{site}.{period}.tenbin-pack"
            self.expect(0, self.tenbin("pack", self.book, "--site", site, "--period", period, "-o", path, "--seed", name))
            self.assertEqual(self.both_pass(path)["balances"], balance)

    def stream(self, seed):
        """A rulebook as text, and commands."""
        model = pathlib.Path(support.program).parent / "tests" / "model" / "tenbin-model"
        if not model.exists():
            self.skipTest(f"{model} was not built")
        said = subprocess.run([model, "generate", "--seed", str(seed), "--steps", STEPS], capture_output=True, text=True,
                              check=True).stdout.splitlines()
        return said[0], [json.loads(line) for line in said[1:]]

    def play(self, name, rulebook, commands):
        self.book = self.folder / f"{name}.tenbin"
        self.new_book(rulebook=rulebook)
        self.apply(commands, "--continue")
        self.agree(name)


class Builtin(Streams):
    def test_the_small_mill(self):
        for rules in RULEBOOKS:
            with self.subTest(rulebook=rules.stem):
                self.play(rules.stem, rules, support.mill_commands())

    def test_random_streams(self):
        for seed, rules in enumerate(RULEBOOKS * 2, 1001):
            with self.subTest(rulebook=rules.stem, seed=seed):
                self.play(f"{rules.stem}-{seed}", rules, self.stream(seed)[1])


class Random(Streams):
    def test_random_streams(self):
        for seed in range(FIRST, LAST + 1):
            with self.subTest(seed=seed):
                rulebook, commands = self.stream(seed)
                (self.folder / "rules.json").write_text(rulebook)
                self.play(str(seed), self.folder / "rules.json", commands)
