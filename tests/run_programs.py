#!/usr/bin/env python3
"""Runs the test programs of a build folder with ctest and counts the tests inside them.

usage: run_programs.py BUILD [PATTERN]      PATTERN: of their names, as ctest -R has it
A GoogleTest program leaves its counts as JSON; one that leaves none, because it is no GoogleTest program or broke
down, counts as one test, passed or failed as ctest has it. Closing line: "N passed, N failed, N skipped".
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree

TIMEOUT_S = 900


def programs(build, chosen):
    listed = subprocess.run(["ctest", "--test-dir", build, *chosen, "--show-only=json-v1"], capture_output=True, text=True)
    return [test["name"] for test in json.loads(listed.stdout)["tests"]]


def outcomes(report):
    """Of each test inside one program: its name, and "passed", "failed" or "skipped"."""
    for suite in report.get("testsuites", []):
        for test in suite["testsuite"]:
            name = f"{suite['name']}.{test['name']}"
            if test.get("failures"):
                yield name, "failed"
            elif test.get("status") == "NOTRUN" or test.get("result") == "SKIPPED":
                yield name, "skipped"
            else:
                yield name, "passed"


def main():
    build = sys.argv[1]
    chosen = ["-R", sys.argv[2]] if len(sys.argv) > 2 else []
    folder = pathlib.Path(build).resolve() / "test-results"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = programs(build, chosen)
    run = subprocess.run(
        ["ctest", "--test-dir", build, *chosen, "-j2", "--output-on-failure", "--timeout", str(TIMEOUT_S),
         "--output-junit", str(folder / "ctest.xml")],
        env={**os.environ, "GTEST_OUTPUT": f"json:{folder}/"})
    junit = xml.etree.ElementTree.parse(folder / "ctest.xml").getroot()
    status = {case.get("name"): case.get("status") for case in junit.iter("testcase")}
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for name in names:
        path = folder / f"{name}.json"
        found = list(outcomes(json.loads(path.read_text()))) if path.exists() else []
        for test, outcome in found:
            count[outcome] += 1
            if outcome != "passed":
                print(f"{outcome}: {name} {test}")
        if not found and status.get(name) == "run":
            count["passed"] += 1
        elif not found:
            print(f"failed: {name} left no counts")
            count["failed"] += 1
    if run.returncode and not count["failed"]:  # such as a leak that is found after the last test
        print(f"failed: ctest ended with {run.returncode}")
        count["failed"] += 1
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**count))
    sys.exit(1 if count["failed"] else 0)


if __name__ == "__main__":
    main()
