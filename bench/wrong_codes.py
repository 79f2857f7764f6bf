#!/usr/bin/env python3
"""Whether the public page takes as long for a wrong number as for a wrong check code, measured on loopback.

usage: wrong_codes.py TENBIN [--times N]
Asks for certificates that do not exist and for ones that do, with wrong codes, in turn, each pair from an address of its own so
that nobody has to wait, and prints as a markdown table: median and the middle half of either, and the difference of the medians
against the spread. The test that the two are the same work is tests/service/public_names_test.cpp; this only shows that it holds.
"""
import argparse
import http.client
import pathlib
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests" / "http"), str(HERE.parent / "tests" / "cli")]
import served  # noqa: E402
import support  # noqa: E402

PERIOD = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
PAIRS = 25  # of one address: 50 look-ups of the 60 that it has


def ask(connection, number, code):
    begin = time.perf_counter()
    connection.request("GET", f"/c/{number}/{code}", headers={"Accept": "text/html"})
    response = connection.getresponse()
    body = response.read()
    spent = (time.perf_counter() - begin) * 1e6
    if response.status != 200 or b'role="alert"' not in body:
        sys.exit(f"wrong_codes.py: {response.status} {body[:200]!r}")
    return spent


def measure(port, known, times):
    spent = {"wrong number": [], "wrong code": []}
    for address in range(times // PAIRS):
        source = f"127.1.{address // 250}.{address % 250 + 1}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(source, 0))
        ask(connection, known, "00000000")  # the first one opens the connection
        for pair in range(PAIRS):
            code = f"{address:04d}{pair:04d}"
            both = [("wrong number", "MB-2026-999999-9"), ("wrong code", known)]
            for what, number in both if pair % 2 else reversed(both):
                spent[what].append(ask(connection, number, code))
        connection.close()
    return spent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tenbin", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=5000)
    given = parser.parse_args()
    support.program = str(given.tenbin.resolve())
    mill = served.Served([*support.mill_commands(), support.allocate("A-1", "50 %", shipment="S-1")], ["manager"])
    known = mill.clients["manager"].post("/api/v1/certificates/all", PERIOD).json()["issued"][0]["certificate"]
    spent = measure(mill.port, known, given.times)
    mill.end()
    print("| asked for | times | median | middle half |\n|---|--:|--:|--:|")
    quarters = {what: statistics.quantiles(each, n=4) for what, each in spent.items()}
    for what, (low, middle, high) in quarters.items():
        print(f"| {what} | {len(spent[what]):,} | {middle:.1f} µs | {low:.1f} to {high:.1f} µs |")
    between = abs(quarters["wrong number"][1] - quarters["wrong code"][1])
    spread = max(high - low for low, _, high in quarters.values())
    print(f"\nThe medians differ by {between:.2f} µs, {between / spread:.1%} of the middle half.")


if __name__ == "__main__":
    main()
