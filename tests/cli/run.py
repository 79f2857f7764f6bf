#!/usr/bin/env python3
"""Runs the tests of the command line, test_*.py of this folder, against one binary.

usage: run.py TENBIN [MODULE|MODULE.Class|MODULE.Class.test ...]
Closing line: "N passed, N failed, N skipped".
"""
import multiprocessing
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import support  # noqa: E402


def run_one(name):
    """(passed, failed, skipped, text) of one module, class or test."""
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    result = unittest.TestResult()
    suite.run(result)
    text = [f"skipped: {test.id()}: {reason}" for test, reason in result.skipped]
    failed = {}  # by test: a test with several failing parts counts once
    for test, trace in result.failures + result.errors:
        test = getattr(test, "test_case", test)
        failed.setdefault(test.id(), []).append(trace)
    text += [f"failed: {name}\n" + "\n".join(traces) for name, traces in failed.items()]
    passed = max(0, result.testsRun - len(failed) - len(result.skipped))
    return passed, len(failed), len(result.skipped), "\n".join(text)


def main(folder=HERE, workers_a_core=3):
    """A test mostly waits, for the disk or for a server: several at once on each core."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    support.program = str(pathlib.Path(sys.argv[1]).resolve())
    # The largest first: one that takes long would keep the others waiting at the end.
    files = sorted(folder.glob("test_*.py"), key=lambda path: path.stat().st_size, reverse=True)
    names = sys.argv[2:] or [path.stem for path in files]
    total = [0, 0, 0]
    workers = workers_a_core * len(os.sched_getaffinity(0))
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for name, (*counts, text) in zip(names, pool.imap(run_one, names, chunksize=1)):
            print(f"{name}: {counts[0]} passed, {counts[1]} failed, {counts[2]} skipped")
            if text:
                print(text)
            total = [a + b for a, b in zip(total, counts)]
    print("{} passed, {} failed, {} skipped".format(*total))
    sys.exit(1 if total[1] else 0)


if __name__ == "__main__":
    main()
