"""What the third-party tests share: npm's packages, and a skip with its reason where a tool is not there.

The base of a test is `CliTest` of tests/cli/support.py: `from support import CliTest`.
"""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

HERE = pathlib.Path(__file__).resolve().parent
# Of the UN, not in this repository: beside it, or beside the folder of its worktrees.
UNTP = next((path for path in (above / "shared" / "data" / "untp-0.7.0" for above in HERE.parents[2:4])
             if path.is_dir()), None)
TIMEOUT_S = 600
missing = None  # why npm's packages are not there; None when they are


def install():
    """npm ci, once: node_modules is newer than the lock file afterwards."""
    global missing
    lock, mark = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
    if not (shutil.which("node") and shutil.which("npm")):
        missing = "node and npm are not on this machine"
    elif not (mark.exists() and mark.stat().st_mtime >= lock.stat().st_mtime):
        done = subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=HERE, capture_output=True, text=True)
        if done.returncode:
            missing = "npm ci: " + (done.stderr.strip().splitlines() or ["failed"])[-1]
        else:
            os.utime(mark)


def need(*programs):
    """Decorator of a test or class: skips it where one of these programs is not there."""
    absent = [program for program in programs if not shutil.which(program)]
    return unittest.skipIf(absent, f"not on this machine: {' '.join(absent)}")


def need_npm():
    if missing:
        raise unittest.SkipTest(missing)


def need_untp():
    if UNTP is None:
        raise unittest.SkipTest("the UNTP 0.7.0 schema and contexts are not on this machine")


def node(script, *arguments, asked=None, timeout=TIMEOUT_S):
    """Runs a .mjs of this folder, `asked` to its standard input as JSON; the JSON it answers."""
    need_npm()
    done = subprocess.run(["node", str(HERE / script), *map(str, arguments)], cwd=HERE, capture_output=True, text=True,
                          input="" if asked is None else json.dumps(asked), timeout=timeout)
    if done.returncode:
        raise AssertionError(f"{script}: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)
