#!/usr/bin/env python3
"""Runs the tests of `tenbin serve`, test_*.py of this folder, against one binary.

usage: run.py TENBIN [MODULE|MODULE.Class|MODULE.Class.test ...]
Closing line: "N passed, N failed, N skipped".
"""
import importlib.util
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
CLI = HERE.parent / "cli"
sys.path[:0] = [str(HERE), str(CLI)]


def main():
    spec = importlib.util.spec_from_file_location("run_cli", CLI / "run.py")
    run_cli = importlib.util.module_from_spec(spec)
    sys.modules["run_cli"] = run_cli  # its workers look themselves up by this name
    spec.loader.exec_module(run_cli)
    run_cli.main(HERE, workers_a_core=2)


if __name__ == "__main__":
    main()
