#!/usr/bin/env python3
"""Measures the built program and its peers in turn and prints markdown tables of medians, spread and ratio.

usage: run.py TENBIN [--quick] [--times N] [--events N] [--large] [--folder FOLDER]
Builds nothing. --quick runs once; --large adds a book of 10^7 commands. FOLDER, a new one under the system's
temporary folder when not given, lies on the disk that is measured and is emptied of what this script made.
The peer is ledger 3 (Debian package ledger); where it is missing its rows are left out.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SEED = 7
LATENCY_POSTS = 300
GOALS = {"apply": 580_000, "check": 100.0, "latency_p50": 1.3, "latency_p99": 2.0}
PEAK_RUNNER = ("import resource, subprocess, sys, time\n"
               "begin = time.perf_counter()\n"
               "code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
               "wall = time.perf_counter() - begin\n"
               "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
               "print(code, wall, used.ru_utime + used.ru_stime, used.ru_maxrss)\n")


def run_child(command):
    """(wall seconds, processor seconds, peak MiB) of one child; its output goes nowhere."""
    done = subprocess.run([sys.executable, "-c", PEAK_RUNNER, *map(str, command)], check=True, capture_output=True, text=True)
    code, wall, processor, peak_kib = done.stdout.split()
    if code != "0":
        sys.exit(f"run.py: exit code {code} of {' '.join(map(str, command))}")
    return float(wall), float(processor), float(peak_kib) / 1024


class Samples:
    """Repeated runs of one job, with the load of the machine at each."""

    def __init__(self):
        self.walls, self.processors, self.peaks, self.loads = [], [], [], []

    def add(self, run):
        for values, value in zip((self.walls, self.processors, self.peaks), run):
            values.append(value)
        self.loads.append(os.getloadavg()[0])

    def wall(self):
        return statistics.median(self.walls)

    def row(self, name, events):
        wall, processor = self.wall(), statistics.median(self.processors)
        return (f"| {name} | {wall:.2f} s | {min(self.walls):.2f}–{max(self.walls):.2f} s | {processor:.2f} s | "
                f"{events / wall:,.0f}/s | {events / processor:,.0f}/s | {max(self.peaks):.0f} MiB | "
                f"{min(self.loads):.0f}–{max(self.loads):.0f} |")


def new_book(tenbin, folder):
    book = folder / "bench.tenbin"
    for old in folder.glob("bench.tenbin*"):
        old.unlink()
    subprocess.run([tenbin, "init", book, "--rulebook", "free-credit"], check=True, capture_output=True)
    return book


def generate(tenbin, folder, events):
    path = folder / f"mill-{events}.jsonl"
    with open(path, "wb") as out:
        subprocess.run([tenbin, "generate", "--events", str(events), "--seed", str(SEED)], check=True, stdout=out)
    return path


def kg(text):
    """"22.345 t" of the generator as whole kilograms."""
    whole, _, rest = text.removesuffix(" t").partition(".")
    return int(whole) * 1000 + int(rest)


def write_ledger_journal(commands, path):
    """The postings of mass as two-sided transactions; a shipment line without its allocation moves stock only."""
    lines = {}
    with open(commands, encoding="utf-8") as source, open(path, "w", encoding="utf-8") as out:
        for text in source:
            command = json.loads(text)
            kind, date = command["do"], command.get("date", "").replace("-", "/")
            if kind == "receive":
                into, origin, mass = f"Input:{command['class']}", f"Suppliers:{command['supplier']}", kg(command["mass"])
            elif kind == "produce":
                into, origin, mass = f"Stock:{command['product']}", f"Runs:{command['site']}", kg(command["output"])
            elif kind == "ship":
                into, origin, mass = f"Customers:{command['customer']}", f"Stock:{command['product']}", kg(command["mass"])
                lines[command["shipment"], command["line"]] = mass
            elif kind == "allocate":
                share = float(command["share"].removesuffix(" %")) / 100
                mass = int(lines[command["shipment"], command["line"]] * share)
                into, origin = "Allocated", f"Credit:{command['shipment'][:5]}"
            else:
                continue
            out.write(f"{date} {kind}\n    {into}  {mass} kg\n    {origin}\n\n")


def bulk(tenbin, folder, events, times):
    """Rows of apply, check, balance and a start of one size, and the samples of check."""
    commands = generate(tenbin, folder, events)
    jobs = {name: Samples() for name in ("apply", "check", "balance", "publish", "proof", "start")}
    for _ in range(times):
        book = new_book(tenbin, folder)
        jobs["apply"].add(run_child([tenbin, "apply", book, commands, "--json"]))
        jobs["check"].add(run_child([tenbin, "check", book]))
        jobs["balance"].add(run_child([tenbin, "balance", book, "--json"]))
        shutil.rmtree(folder / "site", ignore_errors=True)
        jobs["publish"].add(run_child([tenbin, "log", "publish", book, folder / "site"]))
        jobs["proof"].add(run_child([tenbin, "log", "proof", book, "1"]))
        empty = folder / "none.jsonl"
        empty.write_text("")
        jobs["start"].add(run_child([tenbin, "apply", book, empty, "--json"]))
    size = book.stat().st_size / events
    print(f"\n### {events:,} commands ({commands.stat().st_size / events:.0f} bytes a command, {size:.0f} bytes a record on disk)\n")
    print("| job | median | spread | processor | rate | rate by processor time | peak memory | load |")
    print("|---|---|---|---|---|---|---|---|")
    names = {"apply": "`apply`, durable", "check": "`check`", "balance": "`balance --json`",
             "publish": "`log publish` into an empty folder", "proof": "`log proof` of one record",
             "start": "start-up (open, nothing to post)"}
    for name, samples in jobs.items():
        print(samples.row(names[name], events), flush=True)
    return commands, jobs


def compare_with_ledger(commands, folder, events, times, check):
    if shutil.which("ledger") is None:
        print("\nledger is not installed: no comparison.")
        return
    journal = folder / "mill.ledger"
    write_ledger_journal(commands, journal)
    samples = Samples()
    for _ in range(times):
        samples.add(run_child(["ledger", "-f", journal, "balance"]))
    print(samples.row("ledger 3 `balance`, the same postings", events), flush=True)
    ratio = samples.wall() / check.wall()
    by_processor = statistics.median(samples.processors) / statistics.median(check.processors)
    verdict = "reaches" if ratio >= GOALS["check"] else "slower than"
    print(f"\n`check` is {ratio:.0f} × ledger (by processor time {by_processor:.0f} ×): {verdict} the goal of {GOALS['check']:.0f} ×.")


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def bare_write(folder, size):
    """Microseconds of one write of `size` bytes at the end of a file and its fdatasync."""
    file = os.open(folder / "bare.bin", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
    block = b"x" * size
    begin = time.perf_counter()
    os.write(file, block)
    os.fdatasync(file)
    spent = time.perf_counter() - begin
    os.close(file)
    return spent * 1e6


def single_posts(tenbin, folder, commands, times):
    """One post a time, answered once it is on disk, in turn with a bare write of the same size."""
    ours, bare = [], []
    with open(commands, encoding="utf-8") as source:
        lines = [next(source) for _ in range(100 + LATENCY_POSTS)]
    for _ in range(times):
        book = new_book(tenbin, folder)
        process = subprocess.Popen([tenbin, "apply", book, "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   text=True, bufsize=1)
        for number, line in enumerate(lines):
            begin = time.perf_counter()
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
            spent = (time.perf_counter() - begin) * 1e6
            if '"accepted"' not in answer:
                sys.exit(f"run.py: refused: {answer}")
            if number >= 100:  # master data first, to warm up
                ours.append(spent)
                bare.append(bare_write(folder, 400))
        process.stdin.close()
        process.wait()
    print(f"\n### One posting at a time ({LATENCY_POSTS} posts, {times} times, load {os.getloadavg()[0]:.0f})\n")
    print("| | p50 | p99 |\n|---|---|---|")
    for name, values in (("`apply BOOK -`, through two pipes", ours), ("bare write + fdatasync, 400 bytes", bare)):
        print(f"| {name} | {percentile(values, 0.5):.0f} µs | {percentile(values, 0.99):.0f} µs |")
    for part, key in ((0.5, "latency_p50"), (0.99, "latency_p99")):
        ratio = percentile(ours, part) / percentile(bare, part)
        verdict = "reaches" if ratio <= GOALS[key] else "slower than"
        print(f"\np{part * 100:.0f}: {ratio:.2f} × the bare loop, {verdict} the goal of {GOALS[key]} ×.")


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True,
                            cwd=pathlib.Path(__file__).parent).stdout.strip()
    print(f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release()}; "
          f"{datetime.date.today()}, commit {commit}, load at the start {os.getloadavg()[0]:.1f}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("tenbin", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--folder", type=pathlib.Path)
    arguments = parser.parse_args()
    times = 1 if arguments.quick else arguments.times
    tenbin = arguments.tenbin.resolve()
    with tempfile.TemporaryDirectory(prefix="tenbin-bench-", dir=arguments.folder) as name:
        folder = pathlib.Path(name)
        machine()
        bulk(tenbin, folder, arguments.events // 10, times)
        commands, jobs = bulk(tenbin, folder, arguments.events, times)
        compare_with_ledger(commands, folder, arguments.events, times, jobs["check"])
        rate = arguments.events / jobs["apply"].wall()
        verdict = "reaches" if rate >= GOALS["apply"] else "slower than"
        print(f"\n`apply`: {rate:,.0f} commands/s, {rate / GOALS['apply']:.2f} of the goal, {verdict} the goal of {GOALS['apply']:,}/s.")
        single_posts(tenbin, folder, commands, times)
        if arguments.large:
            commands.unlink()
            bulk(tenbin, folder, arguments.events * 10, 1)


if __name__ == "__main__":
    main()
