#!/usr/bin/env python3
"""Runs the commands that the documents show.

usage: docs.py TENBIN [FILE ...]      default: README.md, README.ja.md, docs/**/*.md, src/*/README.md
A fenced block marked `sh` runs; one that is not marked does not. Each file gets a folder of its own, with examples/ and
rules/ in it and `tenbin` on the path, and its blocks run there in order, line by line. A line ends with 0 unless its
comment says "(exit N)", or "Ctrl+C": that one is interrupted once it has said its first line, and then ends with 0. Closing
line: "N passed, N failed".
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TIMEOUT_S = 120
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
EXIT = re.compile(r"#.*\(exit (\d+)\)")
INTERRUPT = re.compile(r"#.*Ctrl\+C")


def documents():
    yield from (ROOT / "README.md", ROOT / "README.ja.md")
    yield from sorted((ROOT / "docs").rglob("*.md"))
    yield from sorted((ROOT / "src").glob("*/README.md"))


def lines_of(path):
    """(number, command, exit code) of each line to run; a line that ends in \\ goes on."""
    text = path.read_text()
    for block in BLOCK.finditer(text):
        number = text.count("\n", 0, block.start()) + 2
        pending = ""
        for offset, line in enumerate(block.group(1).splitlines()):
            pending += line
            if pending.endswith("\\"):
                pending = pending[:-1] + " "
            elif pending.strip() and not pending.startswith("#"):
                code = EXIT.search(pending)
                yield number + offset, pending, int(code.group(1)) if code else 0
                pending = ""


def run(command, folder, env):
    """(exit code, what it printed)"""
    how = dict(cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    arguments = ["bash", "-o", "pipefail", "-c", command]
    if not INTERRUPT.search(command):
        done = subprocess.run(arguments, timeout=TIMEOUT_S, **how)
        return done.returncode, done.stdout
    arguments[-1] = "exec " + command
    with subprocess.Popen(arguments, **how) as process:
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=TIMEOUT_S)
        return process.returncode, first + rest


def run_document(path, tenbin):
    """(passed, failed)"""
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="tenbin-docs-") as folder:
        for name in ("examples", "rules"):
            (pathlib.Path(folder) / name).symlink_to(ROOT / name)
        programs = pathlib.Path(folder) / "bin"
        programs.mkdir()
        (programs / "tenbin").symlink_to(tenbin)
        env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
        for number, command, code in lines_of(path):
            ended, said = run(command, folder, env)
            if ended == code:
                passed += 1
            else:
                failed += 1
                print(f"failed: {path.relative_to(ROOT)}:{number}: exit {ended}, not {code}: {command}\n"
                      f"{said[:1000]}")
    return passed, failed


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    tenbin = pathlib.Path(sys.argv[1]).resolve()
    paths = [pathlib.Path(name).resolve() for name in sys.argv[2:]] or list(documents())
    counts = [run_document(path, tenbin) for path in paths]
    passed, failed = (sum(column) for column in zip(*counts))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
