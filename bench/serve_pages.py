#!/usr/bin/env python3
"""How long the server takes for the data of each page of a large book, by its own requests on loopback.

usage: serve_pages.py TENBIN [--events N] [--times N]
Makes a book of N commands (default 10^6), asks for each page's data --times times on one connection and prints as a markdown
table: median, slowest, and processor time of the server per request, which a loaded machine changes less. Goal: 100 ms.
"""
import argparse
import http.client
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "http"), str(HERE.parent / "tests" / "cli")]
import run as bench  # noqa: E402
import served  # noqa: E402
import support  # noqa: E402

GOAL_MS = 100


class Asker:
    """One kept connection of a signed-in person."""

    def __init__(self, client):
        self.client = client
        self.connection = http.client.HTTPConnection(served.LOOPBACK, client.port, timeout=support.TIMEOUT_S)

    def ask(self, path, body=None):
        """(milliseconds, bytes, body) of an answer that must be 200."""
        headers = {"Cookie": self.client.cookie, "X-Tenbin": "1", "Content-Type": "application/json"}
        begin = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, json.dumps(body) if body else None, headers)
        response = self.connection.getresponse()
        content = response.read()
        spent = (time.perf_counter() - begin) * 1e3
        if response.status != 200:
            sys.exit(f"serve_pages.py: {path}: {response.status} {content[:300]!r}")
        return spent, len(content), content


def pages_of(asker):
    """(what, path, body) of each page's data, with names that this book has."""
    def first(path):
        items = json.loads(asker.ask(path)[2])["items"]
        return items[0] if items else None

    site = first("/api/v1/sites")["site"]
    overview = json.loads(asker.ask(f"/api/v1/overview?site={site}")[2])
    open_period, where = overview["period"], f"site={site}&period={overview['period']}"
    last = first(f"/api/v1/shipments?{where}&limit=1") or first(f"/api/v1/shipments?site={site}&limit=1")
    customer, product = last["customer"], last["product"]
    yield "overview, first look", "/api/v1/overview", None
    for name in ("overview", "balance", "flow"):
        yield name, f"/api/v1/{name}?{where}", None
    yield "footprint of all lines, for programs", f"/api/v1/footprint?{where}", None
    yield "balance, all sites and periods", "/api/v1/balance", None
    for figure in ("balance", "entitlement"):
        yield f"explain, {figure}", f"/api/v1/explain?figure={figure}&{where}", None
    for name in ("receipts", "runs", "shipments", "allocations", "certificates"):
        yield f"{name}, a page of the period", f"/api/v1/{name}?{where}&limit=100", None
        yield f"{name}, a page of the book", f"/api/v1/{name}?limit=100", None
        yield f"{name}, searched in vain", f"/api/v1/{name}?q=nothing-has-this-name&limit=100", None
    yield "shipments of a customer", f"/api/v1/shipments?customer={customer}&limit=100", None
    yield "shipments of a product", f"/api/v1/shipments?product={product}&limit=100", None
    for name in ("customers", "products", "suppliers", "sites", "supplier-certificates"):
        yield name, f"/api/v1/{name}?limit=100", None
    yield "journal", "/api/v1/journal?limit=100", None
    yield "journal, searched in vain", "/api/v1/journal?q=nothing-has-this-name&limit=100", None
    yield "book", "/api/v1/book", None
    rows = json.loads(asker.ask(f"/api/v1/shipments?{where}&limit=500")[2])["items"]
    free = [row for row in rows if row["allocated_kg"] == "0.000"][:100] or rows[:100]
    simulated = {"site": site, "period": open_period, "rows": [
        {"shipment": row["shipment"], "line": row["line"], "share_ppm": 10000} for row in free]}
    yield f"simulate, {len(free)} rows", "/api/v1/simulate", simulated
    yield "simulate, the certificate's page (PNG)", f"/api/v1/simulate/certificate?customer={free[0]['customer']}", simulated


def serve_large(arguments):
    """The generator's mill, where customers are C-00001 and on."""
    made = subprocess.run([support.program, "generate", "--events", str(arguments.events), "--seed", str(bench.SEED)],
                          capture_output=True, check=True)
    return served.Served(map(json.loads, made.stdout.splitlines()), people=["manager"])


def processor_ms(pid):
    """Of all threads, from the scheduler: nanoseconds on a processor."""
    return sum(int(task.joinpath("schedstat").read_text().split()[0]) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()) / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tenbin", type=pathlib.Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=20)
    arguments = parser.parse_args()
    support.program = str(arguments.tenbin.resolve())
    support.TIMEOUT_S = 1200
    mill = serve_large(arguments)
    try:
        bench.machine()
        size = json.loads(mill.clients["manager"].get("/api/v1/book").body)["size"]
        begin = time.perf_counter()
        mill.stop()
        mill.start()
        print(f"{size:,} records; started again and listening in {time.perf_counter() - begin:.2f} s; load {os.getloadavg()[0]:.1f}\n")
        manager = mill.clients["manager"]
        manager.port = mill.port
        asker, slow = Asker(manager), []
        print("| page's data | median ms | slowest ms | processor ms | bytes | under 100 ms |\n|---|---|---|---|---|---|")
        for name, path, body in pages_of(asker):
            before = processor_ms(mill.process.pid)
            spent = [asker.ask(path, body) for _ in range(arguments.times)]
            processor = (processor_ms(mill.process.pid) - before) / arguments.times
            times = [one[0] for one in spent]
            median = statistics.median(times)
            if median > GOAL_MS:
                slow.append(name)
            print(f"| {name} | {median:.1f} | {max(times):.1f} | {processor:.1f} | {spent[0][1]:,} | "
                  f"{'yes' if median <= GOAL_MS else 'NO'} |", flush=True)
        memory = pathlib.Path(f"/proc/{mill.process.pid}/status").read_text().split("VmHWM:")[1].split("kB")[0]
        print(f"\nPeak memory {int(memory) / 1024:.0f} MiB. Over {GOAL_MS} ms: {', '.join(slow) or 'none'}.")
    finally:
        mill.end()


if __name__ == "__main__":
    main()
