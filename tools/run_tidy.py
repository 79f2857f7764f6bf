#!/usr/bin/env python3
"""Runs clang-tidy 19 with the root's .clang-tidy over the modules where a slip would cost most.

usage: run_tidy.py BUILD [MODULE...]      BUILD holds compile_commands.json
One test a source file; what did not change since it last passed is not read again (BUILD/tidy keeps the key of each).
Closing line: "N passed, N failed".
"""
import concurrent.futures
import hashlib
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODULES = ["base", "units", "domain", "codec", "tlog", "rulebook", "engine", "planner", "service"]
TIDY = "clang-tidy-19"


def headers_hash():
    """Of every header and of the settings: a change of one reads all sources again."""
    digest = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())
    for path in sorted((ROOT / "src").rglob("*.hpp")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def tidy(build, path):
    done = subprocess.run([TIDY, "-p", str(build), "--quiet", "--warnings-as-errors=*",
                           "--extra-arg=-Wno-unknown-warning-option", str(path)],  # the flags are those of g++
                          cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.returncode, done.stdout


def main():
    if shutil.which(TIDY) is None:
        print(f"skipped: {TIDY} is not installed\n0 passed, 0 failed, 1 skipped")
        return
    build = pathlib.Path(sys.argv[1]).resolve()
    kept, headers = build / "tidy", headers_hash()
    kept.mkdir(exist_ok=True)
    todo, passed, failed = [], 0, 0
    for module in sys.argv[2:] or MODULES:
        for path in sorted((ROOT / "src" / module).rglob("*.cpp")):
            key = hashlib.sha256(headers.encode() + path.read_bytes()).hexdigest()
            mark = kept / str(path.relative_to(ROOT)).replace("/", "-")
            if mark.exists() and mark.read_text() == key:
                passed += 1
            else:
                todo.append((path, mark, key))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda item: (item, tidy(build, item[0])), todo)
        for (path, mark, key), (code, said) in results:
            if code == 0:
                mark.write_text(key)
                passed += 1
            else:
                failed += 1
                print(f"failed: {path.relative_to(ROOT)}\n{said}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
