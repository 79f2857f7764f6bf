#!/usr/bin/env python3
"""Runs every check of the tree that needs no build: tools/check_*.py and make_examples.py --check, shell syntax.

One line a check that fails, with what it said. Closing line: "N passed, N failed".
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHELL = ["test", "run", ".ci/run", "tools/install.sh", "tools/build_web.sh", "tools/make_deb.sh", "tests/fuzz/run.sh",
         "packaging/debian/postinst", "packaging/debian/prerm", "packaging/debian/postrm"]


def checks():
    for path in sorted((ROOT / "tools").glob("check_*.py")):
        yield path.name, [sys.executable, str(path)]
    yield "make_examples.py --check", [sys.executable, str(ROOT / "tools" / "make_examples.py"), "--check"]
    for name in SHELL:
        yield f"bash -n {name}", ["bash", "-n", str(ROOT / name)]


def main():
    passed = failed = 0
    for name, argv in checks():
        done = subprocess.run(argv, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            failed += 1
            print(f"failed: {name}\n{done.stdout}")
        else:
            passed += 1
            print(f"{name}: {(done.stdout.strip().splitlines() or ['ok'])[-1]}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
