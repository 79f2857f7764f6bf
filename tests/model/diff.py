#!/usr/bin/env python3
"""Compares the tenbin binary with the naive model on generated cases.

usage: diff.py TENBIN MODEL [--seeds A..B] [--steps N] [--jobs N] [--save DIR] [--plans]

For each seed the model generates a rulebook and commands; both programs take them and every answer,
balance (today and as of some dates) and footprint is compared. The first difference is printed with its
seed and command; --save writes the failing case, shrunk by dropping commands, as a .case file for
shared/accept/run.py. --plans also compares the plans concentrate and even. Exit 0 only when all agree.
"""
import argparse, json, multiprocessing, os, pathlib, subprocess, sys, tempfile
from decimal import Decimal

AS_OF = ["2026-03-31", "2026-04-01", "2026-04-17", "2026-04-30", "2026-05-20", "2026-06-30", "2026-07-31"]
# Refusals whose facts have_kg and want_kg the contract names.
WITH_FACTS = {("balance.insufficient", "allocate"), ("balance.insufficient", "transfer"),
              ("balance.insufficient", "adjust"),
              ("supplier_certificate.insufficient", "receive"),
              ("supplier_certificate.insufficient", "back_receipt")}


def run(argv, stdin=""):
    p = subprocess.run(argv, input=stdin, capture_output=True, text=True, timeout=300)
    return p.returncode, p.stdout, p.stderr


def as_lines(values):
    return "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in values)


class Difference(Exception):
    """What differs, and how many commands had been said when it showed."""

    def __init__(self, where, model, tenbin, said):
        super().__init__(f"{where}\n  model:  {json.dumps(model, ensure_ascii=False)}"
                         f"\n  tenbin: {json.dumps(tenbin, ensure_ascii=False)}")
        self.said = said


def essence(answer, command):
    """What of an answer the contract fixes."""
    kept = {"status": answer.get("status")}
    what = str(command.get("do"))
    if kept["status"] == "rejected":
        kept["error"] = answer.get("error")
        if (kept["error"], what) in WITH_FACTS:
            kept["facts"] = {k: answer.get("facts", {}).get(k) for k in ("have_kg", "want_kg")}
        return kept
    kept["seq"] = answer.get("seq")
    if what == "adjust":
        kept["taken_kg"] = answer.get("taken_kg")
    if what == "attest_certificate":
        kept["status_index"] = answer.get("status_index")
    elif "certificate" in what and what != "register_supplier_certificate":
        kept["certificate"] = answer.get("certificate")
    if what == "allocate" and "account" not in command:
        kept["accounts"] = [x for x in answer.get("accounts", []) if x["mass_kg"] != "0.000"]
    return kept


def compare(where, model, tenbin, said):
    """Every field that the model gives; what more the binary says is its own affair."""
    if isinstance(model, dict) and isinstance(tenbin, dict):
        for name, value in model.items():
            if name not in tenbin:
                raise Difference(f"{where}.{name}", value, "(missing)", said)
            compare(f"{where}.{name}", value, tenbin[name], said)
    elif isinstance(model, list) and isinstance(tenbin, list):
        if len(model) != len(tenbin):
            raise Difference(f"{where}: {len(model)} and {len(tenbin)} rows", model, tenbin, said)
        for number, (a, b) in enumerate(zip(model, tenbin)):
            name = a.get("account", a.get("shipment", a.get("period", number))) if isinstance(a, dict) else number
            compare(f"{where}[{name}]", a, b, said)
    elif model != tenbin:
        raise Difference(where, model, tenbin, said)


def read(out, err, where, said):
    try:
        return json.loads(out)
    except ValueError:
        raise Difference(where, "JSON", (out[:200], err[:300]), said)


def plan_requests(footprints):
    for one in footprints:
        here = {"site": one["site"], "period": one["period"]}
        yield {**here, "strategy": "even"}
        yield {**here, "strategy": "even", "share": "50 %"}
        yield {**here, "strategy": "concentrate", "order": ["customer:C-2", "product:EX-1"]}


def plan_of(program, book, request, folder):
    path = os.path.join(folder, "request.json")
    pathlib.Path(path).write_text(json.dumps(request))
    code, out, _ = run([program, "plan", book, path])
    commands = [json.loads(x) for x in out.splitlines() if x.strip()]
    return [{**{k: c.get(k) for k in ("date", "shipment", "line", "share", "account")}, "grams": grams(c.get("mass"))}
            for c in commands], commands


def grams(mass):
    """Of "5 kg" or "5000 g": a mass may be written in either."""
    if mass is None:
        return None
    number, unit = mass.split()
    return int(Decimal(number) * {"g": 1, "kg": 1000, "t": 1000000}[unit])


def examine(tenbin, model, rulebook, commands, plans):
    """Raises Difference where the two programs do not agree."""
    text = as_lines(commands)
    options = [x for date in AS_OF for x in ("--as-of", date)]
    code, out, err = run([model, "expect"] + options, as_lines([rulebook]) + text)
    expected = json.loads(out)
    said = len(commands)
    with tempfile.TemporaryDirectory() as folder:
        book, rules = os.path.join(folder, "b.tenbin"), os.path.join(folder, "rules.json")
        pathlib.Path(rules).write_text(json.dumps(rulebook, ensure_ascii=False))
        code, out, err = run([tenbin, "init", book, "--rulebook", rules])
        if code:
            raise Difference("init", 0, (code, err[:300]), 0)
        documents = pathlib.Path(folder, "documents")
        documents.mkdir()
        for number in (1, 2, 3):  # what the generator's attest_certificate names
            (documents / f"{number}.txt").write_text(f"document {number}\n")
        code, out, err = run([tenbin, "apply", book, "-", "--json", "--continue", "--documents", str(documents)], text)
        answers = [read(x, err, "apply", said) for x in out.splitlines() if x.strip()]
        for number, (command, a, b) in enumerate(zip(commands, expected["answers"], answers)):
            if essence(a, command) != essence(b, command):
                raise Difference(f"command {number + 1}: {json.dumps(command, ensure_ascii=False)}",
                                 a, b, number + 1)
        if len(answers) != said:
            raise Difference("apply", f"{said} answers", (len(answers), code, err[:300]), len(answers) + 1)
        for date, balance in expected["balances"].items():
            code, out, err = run([tenbin, "balance", book, "--json"] + (["--as-of", date] if date else []))
            compare(f"balance {date}", balance, read(out, err, f"balance {date}", said), said)
        for one in expected["footprints"]:
            code, out, err = run([tenbin, "footprint", book, "--site", one["site"], "--period", one["period"], "--json"])
            where = f"footprint {one['site']} {one['period']}"
            compare(where, one, read(out, err, where, said), said)
        if plans:
            examine_plans(tenbin, model, book, rulebook, text, expected["footprints"], folder, said)


def examine_plans(tenbin, model, book, rulebook, text, footprints, folder, said):
    other, rules = os.path.join(folder, "m.tenbin"), os.path.join(folder, "rules.json")
    run([model, "init", other, "--rulebook", rules])
    run([model, "apply", other, "-", "--json", "--continue"], text)
    for request in plan_requests(footprints):
        want, _ = plan_of(model, other, request, folder)
        got, commands = plan_of(tenbin, book, request, folder)
        compare(f"plan {json.dumps(request)}", want, got, said)
        if commands:
            copy = os.path.join(folder, "copy.tenbin")
            pathlib.Path(copy).write_bytes(pathlib.Path(other).read_bytes())
            code, out, _ = run([model, "apply", copy, "-", "--json"], as_lines(commands))
            if code:
                raise Difference(f"plan {json.dumps(request)} is not accepted", "accepted", out[-300:], said)


def generate(model, seed, steps):
    lines = run([model, "generate", "--seed", str(seed), "--steps", str(steps)])[1].splitlines()
    return json.loads(lines[0]), [json.loads(x) for x in lines[1:]]


def fails(options, rulebook, commands):
    try:
        examine(options.tenbin, options.model, rulebook, commands, options.plans)
    except Difference as difference:
        return difference
    return None


def shrink(options, rulebook, commands, difference):
    """Drops commands, in ever smaller pieces, as long as the two programs still disagree."""
    commands, size = commands[:difference.said], 16
    while size:
        start = len(commands) - size
        while start > -size:
            fewer = commands[:max(start, 0)] + commands[max(start, 0) + size:]
            found = fails(options, rulebook, fewer)
            if found:
                commands, difference = fewer[:found.said], found
            start -= size
        size //= 2
    return commands, difference


def write_case(options, seed, rulebook, commands):
    """The case as the model answers it, in the format of run.py."""
    expected = json.loads(run([options.model, "expect"], as_lines([rulebook] + commands))[1])
    steps = [{"case": f"generated/seed_{seed}", "source": f"diff.py, seed {seed}, shrunk", "rulebook": rulebook}]
    for command, answer in zip(commands, expected["answers"]):
        steps.append({"cmd": command, "expect": answer.get("error", answer["status"])})
    rows = [{**{k: v for k, v in p.items() if k != "accounts"}, **a}
            for p in expected["balances"][""]["periods"] for a in p["accounts"]]
    steps += [{"balance": rows}] if rows else []
    steps += [{"footprint": {k: v for k, v in f.items() if k != "schema"}} for f in expected["footprints"]]
    folder = pathlib.Path(options.save)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"seed_{seed}.case"
    path.write_text(as_lines(steps))
    return path


def one_seed(job):
    options, seed = job
    rulebook, commands = generate(options.model, seed, options.steps)
    difference = fails(options, rulebook, commands)
    if not difference:
        return None
    text = f"seed {seed}: {difference}"
    if options.save:
        commands, difference = shrink(options, rulebook, commands, difference)
        path = write_case(options, seed, rulebook, commands)
        text += f"\n  shrunk to {len(commands)} commands: {path}\n  {difference}"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tenbin")
    parser.add_argument("model")
    parser.add_argument("--seeds", default="1..200")
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--save")
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--all", action="store_true", help="go on after the first difference")
    options = parser.parse_args()
    first, last = (int(x) for x in options.seeds.split(".."))
    failed = 0
    with multiprocessing.Pool(options.jobs) as pool:
        for text in pool.imap(one_seed, ((options, seed) for seed in range(first, last + 1))):
            if text:
                failed += 1
                print(text, flush=True)
                if not options.all:
                    break
    print(f"{failed} differing" if failed else f"{last - first + 1} seeds agree")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
