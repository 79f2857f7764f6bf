#!/usr/bin/env python3
"""Holds what the binary writes against other people's verifiers: test_*.py of this folder.

usage: run.py TENBIN [MODULE|MODULE.Class|MODULE.Class.test ...]
Installs the npm packages of package-lock.json into node_modules when they are missing; where that cannot be, the tests
that need them are skipped with the reason. Closing line: "N passed, N failed, N skipped".
"""
import importlib.util
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
CLI = HERE.parent / "cli"
sys.path[:0] = [str(HERE), str(CLI)]
import tools  # noqa: E402


def main():
    spec = importlib.util.spec_from_file_location("run_cli", CLI / "run.py")
    run_cli = importlib.util.module_from_spec(spec)
    sys.modules["run_cli"] = run_cli  # its workers look themselves up by this name
    spec.loader.exec_module(run_cli)
    tools.install()
    run_cli.main(HERE)


if __name__ == "__main__":
    main()
