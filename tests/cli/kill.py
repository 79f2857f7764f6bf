#!/usr/bin/env python3
"""The real binary under kill -9, and on a disk that fails: nothing that was answered is lost.

usage: kill.py TENBIN [--rounds N] [--seed S] [--only kill|disk]
Kill: commands stream into `apply`, which is killed at a random moment; then every answered command is in the journal
under its seq, the book checks clean, and the stream goes on, repeating nothing.
Disk: strace lets the Nth write or sync, or all from the Nth on, fail with ENOSPC or EIO; then the same holds, and the
command ends with 9 or did all its work. Closing line: "N passed, N failed, N skipped".
"""
import argparse
import itertools
import json
import os
import pathlib
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import support  # noqa: E402
from support import as_lines, mill_commands, receipts  # noqa: E402

STREAM = 3000  # commands that one kill round may send
TALK = 40  # commands, each in a commit of its own, that one failing disk sees
CALLS = ("pwrite64", "write", "fdatasync,fsync", "ftruncate")
TIMEOUT_S = 120
SILENCE_S = 20


class Failure(Exception):
    pass


def tenbin(*arguments, stdin=""):
    done = subprocess.run([support.program, *map(str, arguments)], input=stdin.encode(), capture_output=True,
                          env=support.environment(), timeout=TIMEOUT_S)
    return support.Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def new_book(folder):
    book = pathlib.Path(folder) / "mill.tenbin"
    for done in (tenbin("init", book), tenbin("apply", book, "-", stdin=as_lines(mill_commands()))):
        if done.code:
            raise Failure(f"the book cannot be made: {done}")
    return book


def on_record(book):
    """seq of every receipt of the journal."""
    done = tenbin("journal", book)
    if done.code:
        raise Failure(f"journal: {done}")
    events = ((record["seq"], record["event"]) for record in done.lines())
    return {event["receipt"]: seq for seq, event in events if event["do"] == "receive"}


def must_hold(book, answers, sent):
    """Nothing answered is lost, nothing unsent is there, the book is sound."""
    journal = on_record(book)
    for command, answer in zip(sent, answers):
        if answer["status"] not in ("accepted", "repeated"):
            raise Failure(f"{command} was answered {answer}")
        if journal.get(command["receipt"]) != answer["seq"]:
            raise Failure(f"{command['receipt']} was answered with seq {answer['seq']}, the journal has "
                          f"{journal.get(command['receipt'])}")
    done = tenbin("check", book)
    if done.code:
        raise Failure(f"check: {done}")
    again = tenbin("apply", book, "-", "--json", "--wait", "0", stdin=as_lines(sent))
    if again.code:
        raise Failure(f"the stream does not go on: {again}")
    for command, answer in zip(sent, again.lines()):
        known = command["receipt"] in journal
        if answer["status"] != ("repeated" if known else "accepted"):
            raise Failure(f"{command['receipt']}, on record: {known}, is now answered {answer}")
        if known and answer["seq"] != journal[command["receipt"]]:
            raise Failure(f"{command['receipt']} is repeated with another seq: {answer}")
    if len(on_record(book)) != len(journal) + sum(c["receipt"] not in journal for c in sent):
        raise Failure("a command stands twice in the journal")


def complete_lines(raw):
    """The answers that were written whole; one that was cut off was not answered."""
    return [json.loads(line) for line in raw[:raw.rfind(b"\n") + 1].splitlines()]


def kill_round(seed, book):
    """One stream that is killed; how many commands had been answered."""
    draw = random.Random(seed)
    sent = receipts(1, STREAM, prefix=f"K{seed}")
    piece = draw.choice((1, 3, 40, 500, STREAM))
    process = subprocess.Popen([support.program, "apply", str(book), "-", "--json"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=support.environment())

    def feed():
        try:
            for start in range(0, STREAM, piece):
                process.stdin.write(as_lines(sent[start:start + piece]).encode())
                process.stdin.flush()
        except OSError:
            pass  # it was killed

    read, enough = bytearray(), threading.Event()
    wanted = draw.randrange(STREAM)

    def listen():
        while block := process.stdout.read1():
            read.extend(block)
            if read.count(b"\n") > wanted:
                enough.set()
        enough.set()

    reader, feeder = threading.Thread(target=listen), threading.Thread(target=feed)
    reader.start()
    feeder.start()
    if draw.random() < 0.7:
        enough.wait(TIMEOUT_S)
    else:  # while the book is being opened, or in the middle of a large commit
        time.sleep(draw.uniform(0, 0.08))
    process.kill()
    process.wait()
    reader.join()
    feeder.join()
    try:
        process.stdin.close()
    except OSError:
        pass
    process.stdout.close()
    answers = complete_lines(bytes(read))
    must_hold(book, answers, sent)
    return len(answers)


def run_kills(options, count):
    answered = []
    for start in range(options.seed, options.seed + options.rounds, 10):  # a new book every ten rounds
        with tempfile.TemporaryDirectory(prefix="tenbin-kill-") as folder:
            book = new_book(folder)
            for seed in range(start, min(start + 10, options.seed + options.rounds)):
                try:
                    answered.append(kill_round(seed, book))
                    count["passed"] += 1
                except Failure as failure:
                    count["failed"] += 1
                    print(f"failed: kill -9, seed {seed}: {failure}")
    print(f"kill -9: answered before the kill: {sorted(answered)}")


def talk(book, commands, *strace):
    """Sends each command once the one before is answered. Exit code, answers, messages."""
    process = subprocess.Popen([*strace, support.program, "apply", str(book), "-", "--json"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=support.environment(),
                               start_new_session=True)
    answers = []
    try:
        for command in commands:
            process.stdin.write(as_lines([command]).encode())
            process.stdin.flush()
            if not select.select([process.stdout], [], [], SILENCE_S)[0]:
                raise Failure(f"{command['receipt']} gets no answer in {SILENCE_S} s")
            line = process.stdout.readline()
            if not line.endswith(b"\n"):
                break
            answers.append(json.loads(line))
        _, err = process.communicate(timeout=TIMEOUT_S)
    except BrokenPipeError:
        process.wait(TIMEOUT_S)
        err = process.stderr.read()
    finally:
        end(process)
    return process.returncode, answers, err.decode()


def end(process):
    """Ends it and what strace started, and closes our side."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        try:
            pipe.close()
        except OSError:
            pass


def strace(log, *options):
    return ["strace", "-f", "-qq", "-o", str(log), *options]


def calls_made(folder):
    """How often an undisturbed talk makes each call from the time its book is open."""
    book, log = new_book(folder), pathlib.Path(folder) / "calls.log"
    names = ",".join(CALLS)
    code, answers, err = talk(book, receipts(1, TALK), *strace(log, "-e", f"trace={names}"))
    if code or len(answers) != TALK:
        raise Failure(f"under strace: exit {code}, {len(answers)} answers: {err}")
    text = log.read_text()
    return {group: sum(len(re.findall(rf"\b{name}\(", text)) for name in group.split(",")) for group in CALLS}


def one_fault(group, error, when):
    with tempfile.TemporaryDirectory(prefix="tenbin-disk-") as folder:
        book, log = new_book(folder), pathlib.Path(folder) / "strace.log"
        sent = receipts(1, TALK)
        code, answers, err = talk(book, sent, *strace(
            log, "-e", f"trace={group}", "-e", f"inject={group}:error={error}:when={when}"))
        if "INJECTED" not in log.read_text():
            return False
        if code not in (0, 9) or (code == 0 and len(answers) != TALK):
            raise Failure(f"exit {code}, {len(answers)} of {TALK} answered: {err}")
        if code == 9 and not err and group != "write":  # which is how messages are written, too
            raise Failure("it ends with 9 and says nothing")
        must_hold(book, answers, sent)
        return True


def run_disk(options, count):
    if shutil.which("strace") is None:
        count["skipped"] += 1
        print("skipped: strace is not installed")
        return
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="tenbin-disk-") as folder:
        try:
            made = calls_made(folder)
        except Failure as failure:
            count["skipped"] += 1
            print(f"skipped: strace does not work here: {failure}")
            return
    print(f"calls of {TALK} commands: {made}")
    for group, error in itertools.product(CALLS, ("ENOSPC", "EIO")):
        places = sorted(draw.sample(range(1, made[group] + 1), min(5, made[group])))
        for when in [str(n) for n in places] + [f"{places[len(places) // 2]}+"] if places else []:
            name = f"{group} {error} when={when}"
            try:
                if one_fault(group, error, when):
                    count["passed"] += 1
                else:
                    count["skipped"] += 1
                    print(f"skipped: {name}: the call was not made this time")
            except (Failure, ValueError, subprocess.TimeoutExpired) as failure:
                count["failed"] += 1
                print(f"failed: {name}: {failure}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tenbin", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("kill", "disk"))
    options = parser.parse_args()
    support.program = str(options.tenbin.resolve())
    count = {"passed": 0, "failed": 0, "skipped": 0}
    if options.only != "disk":
        run_kills(options, count)
    if options.only != "kill":
        run_disk(options, count)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**count))
    sys.exit(1 if count["failed"] else 0)


if __name__ == "__main__":
    main()
