#!/usr/bin/env python3
"""Loads `tenbin serve` with wrk on loopback, in turn with nginx that serves a static file of the same size.

usage: serve_load.py TENBIN [--seconds N] [--times N] [--connections N]
Needs wrk and gcc; nginx (Debian package nginx-light) is the peer, left out where it is missing. Prints markdown:
requests/s and p99 of each job as medians with their spread, memory, time to the first answer, weight of the pages.

A certificate is looked up from many addresses (many_addresses.c), and every fourth request of that job asks for the
connection to be closed, because one address may look up 60 certificates at once; nginx is loaded in the same way.
"""
import argparse
import hashlib
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
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

GOAL_NGINX, GOAL_P99_MS = 1.2, 2.0
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SCRIPT = """
local count = 0
request = function()
  count = count + 1
  local headers = {}
  for name, value in pairs(wrk.headers) do headers[name] = value end
  if CLOSE > 0 and count % CLOSE == 0 then headers["Connection"] = "close" end
  return wrk.format(METHOD, PATH, headers, BODY)
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests":%d,"us":%d,"refused":%d,"broken":%d,"p50_us":%d,"p99_us":%d}\\n', summary.requests,
    summary.duration, e.status, e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
"""
NGINX = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  sendfile on; tcp_nopush on; keepalive_requests 100000000;
  default_type text/html;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""


class Job:
    """What one wrk asks for."""

    def __init__(self, path, method="GET", body="", headers=None, close=0):
        self.path, self.method, self.body, self.headers, self.close = path, method, body, headers or {}, close


def lua(value):
    if isinstance(value, int):
        return str(value)
    assert "]=]" not in value
    return f"[=[{value}]=]"


class Wrk:
    """Runs jobs; `folder` keeps the script and the library that changes the address."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.library = self.folder / "many_addresses.so"
        subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", self.library, HERE / "many_addresses.c", "-ldl"], check=True)

    def load(self, port, job, seconds, connections):
        script = self.folder / "wrk.lua"
        lines = [f"METHOD, PATH, BODY, CLOSE = {lua(job.method)}, {lua(job.path)}, {lua(job.body) if job.body else 'nil'}, {job.close}"]
        lines += [f"wrk.headers[ {lua(name)} ] = {lua(value)}" for name, value in job.headers.items()]
        script.write_text("\n".join(lines) + SCRIPT)
        env = dict(os.environ, **({"LD_PRELOAD": str(self.library)} if job.close else {}))
        done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script, f"http://127.0.0.1:{port}"],
                              capture_output=True, text=True, env=env, check=True)
        assert not done.stderr, done.stderr
        result = json.loads(done.stdout.strip().splitlines()[-1])
        result["rate"] = result["requests"] / result["us"] * 1e6
        return result


def check_code(digest):
    bits = int(digest[:10], 16)
    return "".join(CROCKFORD[bits >> 35 - 5 * place & 31] for place in range(8))


def serve_mill():
    """The small mill with one certificate issued; its server and the page of the certificate."""
    mill = served.Served([*support.mill_commands(), support.allocate("A-1", "50 %", shipment="S-1")], ["manager", "sales", "clerk"])
    period = {"from": "2026-07-01", "to": "2026-09-30", "date": "2026-10-05"}
    number = mill.clients["manager"].post("/api/v1/certificates/all", period).json()["issued"][0]["certificate"]
    events = [json.loads(line)["event"] for line in mill.run("journal", mill.book).splitlines()]
    digest = next(event["digest"] for event in events if event["do"] == "attest_certificate")
    return mill, f"/c/{number}/{check_code(digest)}"


def jobs_of(mill, page):
    rows = {"site": "HQ", "period": "2026-07-01", "rows": [{"shipment": "S-1", "line": 1, "share_ppm": 100000},
                                                             {"shipment": "S-2", "line": 1, "share_ppm": 100000}]}
    session = {"Cookie": mill.clients["sales"].cookie, "X-Tenbin": "1", "Content-Type": "application/json"}
    return {"public page, `GET /check`": Job("/check"),
            "certificate, `GET /c/…`": Job(page, close=4),
            "`POST /api/v1/simulate`": Job("/api/v1/simulate", "POST", json.dumps(rows), session)}


def memory_mib(pid, name):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+) kB", text, re.M)[1]) / 1024


def fetch(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, (path, response.status)
        return body
    finally:
        connection.close()


def weight(port, path):
    """(bytes on the wire, requests) of a page with what its HTML names, compressed where the server does."""
    sent = fetch(port, path, Accept_Encoding="br, gzip")
    plain = fetch(port, path)
    parts = sorted(set(re.findall(rb'(?:src|href)="(/[^"]+\.(?:js|css))"', plain)))
    return len(sent) + sum(len(fetch(port, part.decode(), Accept_Encoding="br, gzip")) for part in parts), 1 + len(parts)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Nginx:
    """Serves a file of each size of `sizes`, by name."""

    def __init__(self, folder, sizes):
        folder, self.port = pathlib.Path(folder), free_port()
        os.chmod(folder, 0o755)  # its workers run as another user
        (folder / "www").mkdir()
        for name, size in sizes.items():
            (folder / "www" / name).write_bytes(hashlib.sha256(name.encode()).hexdigest().encode() * (size // 64 + 1))
            os.truncate(folder / "www" / name, size)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=self.port))
        self.process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("serve_load.py: nginx does not start")

    def end(self):
        self.process.terminate()
        self.process.wait()


def first_answer(mill):
    """Milliseconds from the start of the process to its first answer."""
    mill.stop()
    begin = time.perf_counter()
    mill.start()
    fetch(mill.port, "/healthz")
    return (time.perf_counter() - begin) * 1e3


def spread(values, form):
    return f"{statistics.median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def print_row(name, runs, peer=None):
    rates, p99 = [one["rate"] for one in runs], [one["p99_us"] / 1e3 for one in runs]
    against = verdict = ""
    if peer:
        ratio = statistics.median(rates) / statistics.median(one["rate"] for one in peer)
        against = f"{ratio:.2f} x"
        reached = ratio >= GOAL_NGINX and statistics.median(p99) <= GOAL_P99_MS
        verdict = "reached" if reached else f"short of {GOAL_NGINX} x and p99 {GOAL_P99_MS:.0f} ms"
    print(f"| {name} | {spread(rates, ',.0f')} | {spread(p99, '.1f')} | {against} | {verdict} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tenbin", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    arguments = parser.parse_args()
    support.program = str(arguments.tenbin.resolve())
    mill, page = serve_mill()
    nginx = None
    with tempfile.TemporaryDirectory(prefix="tenbin-load-") as name:
        folder = pathlib.Path(name)
        try:
            bench.machine()
            starts = [first_answer(mill) for _ in range(arguments.times)]
            for client in mill.clients.values():
                client.port = mill.port
            rest = memory_mib(mill.process.pid, "VmRSS")
            wrk, jobs = Wrk(folder), jobs_of(mill, page)
            peers = {}
            if shutil.which("nginx"):
                sizes = {f"{n}.html": len(fetch(mill.port, job.path)) for n, job in enumerate(jobs.values()) if job.method == "GET"}
                (folder / "nginx").mkdir()
                os.chmod(folder, 0o755)
                nginx = Nginx(folder / "nginx", sizes)
                peers = {job: Job(f"/{n}.html", close=job.close) for n, job in enumerate(jobs.values()) if job.method == "GET"}
            runs = {job: [] for job in [*jobs.values(), *peers.values()]}
            for _ in range(arguments.times):
                for job in jobs.values():
                    runs[job].append(wrk.load(mill.port, job, arguments.seconds, arguments.connections))
                    if job in peers:
                        runs[peers[job]].append(wrk.load(nginx.port, peers[job], arguments.seconds, arguments.connections))
            print(f"\n{arguments.connections} connections, {arguments.times} times {arguments.seconds} s, load at the end {os.getloadavg()[0]:.1f}\n")
            print("| job | requests/s (spread) | p99 ms (spread) | against nginx | goal |\n|---|---|---|---|---|")
            for title, job in jobs.items():
                peer = peers.get(job)
                print_row(title, runs[job], runs.get(peer))
                if peer:
                    print_row(f"nginx, a file of {sizes[peer.path[1:]]:,} bytes, the same way", runs[peer])
            faults = {title: sum(one["refused"] + one["broken"] for one in runs[job]) for title, job in jobs.items()}
            print(f"\nAnswers that were not 2xx or broke: {faults}")
            print(f"Memory: at rest {rest:.0f} MiB, after the load {memory_mib(mill.process.pid, 'VmRSS'):.0f} MiB, "
                  f"peak {memory_mib(mill.process.pid, 'VmHWM'):.0f} MiB")
            print(f"From the start to the first answer: {spread(starts, '.0f')} ms")
            for path in ("/", page, "/check"):
                size, requests = weight(mill.port, path)
                print(f"Weight of {path}: {size / 1024:.1f} KB in {requests} requests")
        finally:
            if nginx:
                nginx.end()
            mill.end()


if __name__ == "__main__":
    main()
