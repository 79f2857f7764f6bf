#!/usr/bin/env python3
"""Worked cases against every program named, each through its command line alone.

usage: run.py PROGRAM [PROGRAM ...] [--cases FILE-OR-FOLDER] [--jobs N]      default: this folder

A case is JSON lines, # begins a comment. Line 1: {"case", "source", "rulebook"}. Then steps, in order:
  {"cmd": {…}, "expect": "accepted" | "repeated" | a code, "facts": {…}}   "certificate": "$1" is the 1st number issued
  {"balance": [{"site", "period", "account", …}]}     {"footprint": {"site", "period", …, "lines": [{…}]}}
  {"plan": {…}, "expect": {"lines": n, "exit": code}}  and what it prints is accepted
Only the fields that a step names are compared. Closing line: "N passed, N failed".
"""
import argparse
import concurrent.futures
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TIMEOUT_S = 300


class Failure(Exception):
    pass


def call(argv, stdin=""):
    done = subprocess.run([str(x) for x in argv], input=stdin, capture_output=True, text=True, timeout=TIMEOUT_S)
    return done.returncode, done.stdout, done.stderr


def json_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def must_contain(place, got, want):
    """Every field of `want` is in `got` with the same value."""
    for name, value in want.items():
        if got.get(name) != value:
            raise Failure(f"{place}: {name} is {got.get(name)!r}, not {value!r}")


class Player:
    """One book, played step by step."""

    def __init__(self, program, folder, rulebook):
        self.program, self.folder = program, pathlib.Path(folder)
        self.book, self.issued = self.folder / "case.tenbin", []
        rules = self.folder / "rulebook.json"
        rules.write_text(json.dumps(rulebook, ensure_ascii=False))
        code, _, err = call([program, "init", self.book, "--rulebook", rules])
        if code:
            raise Failure(f"init: exit {code}: {err.strip()}")

    def apply(self, commands):
        text = "".join(json.dumps(command, ensure_ascii=False) + "\n" for command in commands)
        code, out, err = call([self.program, "apply", self.book, "-", "--json", "--continue"], text)
        answers = json_lines(out)
        if len(answers) != len(commands):
            raise Failure(f"{len(answers)} answers to {len(commands)} commands, exit {code}: {err.strip()}")
        return answers

    def read(self, *argv):
        code, out, err = call([self.program, argv[0], self.book, *argv[1:], "--json"])
        if code:
            raise Failure(f"{argv[0]}: exit {code}: {err.strip()}")
        return json.loads(out)

    def cmd(self, steps):
        commands = []
        for _, step in steps:
            command, number = dict(step["cmd"]), step["cmd"].get("certificate", "")
            if isinstance(number, str) and number.startswith("$"):
                command["certificate"] = self.issued[int(number[1:]) - 1]
            commands.append(command)
        for (place, step), command, answer in zip(steps, commands, self.apply(commands)):
            said = answer.get("error", answer["status"])
            if said != step["expect"]:
                raise Failure(f"{place}: {said}, not {step['expect']}: {json.dumps(command, ensure_ascii=False)}")
            must_contain(place, answer.get("facts", {}), step.get("facts", {}))
            if command["do"] == "issue_certificate" and said == "accepted":
                self.issued.append(answer["certificate"])

    def balance(self, place, step):
        rows = {(period["site"], period["period"], account["account"]): {**period, **account}
                for period in self.read("balance")["periods"] for account in period["accounts"]}
        for want in step["balance"]:
            key = tuple(want[name] for name in ("site", "period", "account"))
            if key not in rows:
                raise Failure(f"{place}: no row {key}")
            must_contain(f"{place} {key}", rows[key], want)

    def footprint(self, place, step):
        want = dict(step["footprint"])
        got = self.read("footprint", "--site", want["site"], "--period", want["period"])
        lines = {(line["shipment"], line["line"]): line for line in got["lines"]}
        for line in want.pop("lines", []):
            key = (line["shipment"], line["line"])
            must_contain(f"{place} {key}", lines.get(key, {}), line)
        must_contain(place, got, want)

    def plan(self, place, step):
        request = self.folder / "request.json"
        request.write_text(json.dumps(step["plan"], ensure_ascii=False))
        code, out, err = call([self.program, "plan", self.book, request])
        planned = json_lines(out)
        must_contain(place, {"exit": code, "lines": len(planned)}, {"exit": 0, **step["expect"]})
        for answer in self.apply(planned) if planned else []:
            if answer["status"] != "accepted":
                raise Failure(f"{place}: a planned command is {answer}")


def batches(steps):
    """Commands that need no answer of one another go in together, as they would from a file."""
    def numbered(item):
        return "cmd" not in item[1] or str(item[1]["cmd"].get("certificate", "")).startswith("$")
    for alone, group in itertools.groupby(steps, numbered):
        group = list(group)
        yield from ([[item] for item in group] if alone else [group])


def play(program, path):
    """None, or what went wrong."""
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    head, *steps = [json.loads(line) for line in lines]
    try:
        with tempfile.TemporaryDirectory() as folder:
            player = Player(program, folder, head["rulebook"])
            for batch in batches(enumerate(steps, 1)):
                number, step = batch[0]
                if "cmd" in step:
                    player.cmd([(f"step {n}", s) for n, s in batch])
                else:
                    kind = next(k for k in ("balance", "footprint", "plan") if k in step)
                    getattr(player, kind)(f"step {number}", step)
    except Failure as failure:
        return str(failure)
    except (ValueError, KeyError, IndexError, StopIteration, subprocess.TimeoutExpired) as error:
        return f"{type(error).__name__}: {error}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="+", type=pathlib.Path)
    parser.add_argument("--cases", type=pathlib.Path, default=HERE)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    files = sorted(options.cases.rglob("*.case")) if options.cases.is_dir() else [options.cases]
    jobs = [(program.resolve(), path) for program in options.programs for path in files]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (program, path), problem in zip(jobs, pool.map(lambda job: play(*job), jobs)):
            if problem:
                failed += 1
                print(f"failed: {program.name} {path.name}: {problem}")
    print(f"{len(jobs) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not jobs else 0)


if __name__ == "__main__":
    main()
