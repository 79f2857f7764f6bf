#!/usr/bin/env python3
"""Measures certificates with the built program: issued in one go, their size, and their verification offline.

usage: certificates.py TENBIN [--certificates N] [--lines N] [--times N] [--folder FOLDER]
Builds nothing. Makes a book with N customers of one certificate each (--lines shipment lines), issues all of them in one
go, verifies some, and prints a markdown table. FOLDER is emptied of what this script made.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from run import run_child  # noqa: E402

FROM, TO, ISSUED = "2026-04-01", "2026-06-30", "2026-07-01"


def commands(customers, lines):
    """A mill that made 10 kg a line, half of it allocated."""
    total = customers * lines * 10
    yield {"do": "add_site", "site": "HQ", "name_ja": "本社工場", "name_en": "Main works"}
    yield {"do": "add_supplier", "supplier": "S-1"}
    yield {"do": "add_product", "product": "EX-1", "name_ja": "押出形材 レールA", "name_en": "Extruded rail A", "alloy": "A6063S", "temper": "T5"}
    yield {"do": "register_supplier_certificate", "supplier_certificate": "SC-1", "supplier": "S-1", "valid_from": FROM, "valid_to": TO,
           "smelter": "見本製錬所", "country": "NO", "power_source": "hydro", "mass": f"{total} kg", "emission_factor": "4.0 kgCO2e/kg",
           "emission_boundary": "cradle-to-gate", "chain_model": "segregated"}
    yield {"do": "receive", "receipt": "R-1", "date": FROM, "site": "HQ", "supplier": "S-1", "material": "ingot", "class": "renewable",
           "mass": f"{total} kg", "supplier_certificate": "SC-1"}
    yield {"do": "produce", "run": "P-1", "date": FROM, "site": "HQ", "product": "EX-1", "output": f"{total} kg"}
    for i in range(customers):
        customer = f"C-{i:05}"
        yield {"do": "add_customer", "customer": customer, "name_ja": f"株式会社見本サッシ{i}", "name_en": f"Mihon Sash {i} Co., Ltd."}
        for line in range(1, lines + 1):
            yield {"do": "ship", "shipment": f"SH-{i:05}", "line": line, "date": "2026-05-01", "site": "HQ", "customer": customer,
                   "product": "EX-1", "mass": "10 kg"}
            yield {"do": "allocate", "allocation": f"A-{i:05}-{line}", "date": "2026-05-01", "shipment": f"SH-{i:05}", "line": line, "share": "50 %"}


def make_book(tenbin, folder, customers, lines):
    book, source = folder / "bench.tenbin", folder / "bench.jsonl"
    subprocess.run([tenbin, "init", book, "--rulebook", "free-credit"], check=True, capture_output=True)
    with open(source, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(command, ensure_ascii=False) + "\n" for command in commands(customers, lines))
    subprocess.run([tenbin, "apply", book, source], check=True, capture_output=True)
    return book


def verify_seconds(tenbin, files, times):
    walls = []
    for i in range(times):
        begin = time.perf_counter()
        subprocess.run([tenbin, "verify", files[i % len(files)], "--offline"], capture_output=True)
        walls.append(time.perf_counter() - begin)
    return walls


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tenbin", type=pathlib.Path)
    parser.add_argument("--certificates", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=1)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--folder", type=pathlib.Path)
    given = parser.parse_args()
    tenbin = given.tenbin.resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tenbin-certificates-", dir=given.folder))
    try:
        book = make_book(tenbin, folder, given.certificates, given.lines)
        wall, processor, peak = run_child([tenbin, "certificate", "issue", book, "--all", "--from", FROM, "--to", TO, "--date", ISSUED,
                                           "-o", folder / "out"])
        print("| job | wall | processor | a second | peak memory |\n|---|---|---|---|---|")
        print(f"| {given.certificates} certificates of {given.lines} lines issued in one go | {wall:.1f} s | {processor:.1f} s | "
              f"{given.certificates / wall:.0f} | {peak:.0f} MiB |")
        for ending in ("json", "jwt", "pdf"):
            files = sorted((folder / "out").glob(f"*.{ending}"))[:100]
            if not files:
                continue
            sizes = [os.path.getsize(path) for path in files]
            walls = verify_seconds(tenbin, files, given.times)
            print(f"| verify one .{ending} of {statistics.median(sizes) / 1024:.0f} KB, a process each | {statistics.median(walls) * 1000:.1f} ms "
                  f"({min(walls) * 1000:.1f}–{max(walls) * 1000:.1f}) | | | |")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
