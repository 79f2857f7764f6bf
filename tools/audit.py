#!/usr/bin/env python3
"""Recomputes a verifier's pack (docs/spec/pack.md) with nothing but Python's standard library.

usage: audit.py PACK [--json] [--log-key VKEY]

Shares no code with Tenbin: its own reader of the journal, tree (RFC 9162), Ed25519 (RFC 8032), balances and
spreadsheet formulas. Prints every check with its result and the balances to the gram; the names of the checks are
those of `tenbin audit`. Exit 0 when all hold, 8 when one fails, 10 when the file is no pack at all.

Beside it: audit_rules (quantities, rulebook), audit_forms (commands), audit_balance and audit_book (contract sections 2 to 6), audit_figures
(sections 7 and 8, the sample), audit_tables (the workbook as it must be), audit_sheets (as it is), audit_proofs (tree, signatures),
audit_credentials (signed documents), audit_citations (verifiers' statements that certificates cite), audit_findings.
"""
import argparse
import base64
import hashlib
import json
import re
import sys
import zipfile
import zlib

import audit_citations
import audit_credentials
import audit_figures
import audit_findings
import audit_proofs
import audit_sheets
from audit_book import Book
from audit_forms import well_formed
from audit_rules import Refused, Rules, day_of, kg
from audit_tables import Tables, first_wrong

ENTRIES, FILE_BYTES, TOTAL_BYTES, RATIO, RATIO_FROM = 20000, 1 << 30, 2 << 30, 200, 16 << 20


class NotAPack(Exception):
    pass


def valid_name(name):
    return 0 < len(name.encode()) <= 500 and "\\" not in name and "\0" not in name and \
        all(part not in ("", ".", "..") for part in name.split("/"))


def unpack(path):
    """{name: bytes}, under the limits of the format."""
    files, total = {}, 0
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > ENTRIES:
                raise NotAPack("entries")
            for entry in archive.infolist():
                if not valid_name(entry.filename) or entry.filename in files or entry.flag_bits & 1:
                    raise NotAPack(f"name {entry.filename}")
                chunks, size = [], 0
                with archive.open(entry) as opened:
                    while chunk := opened.read(1 << 16):
                        chunks.append(chunk)
                        size, total = size + len(chunk), total + len(chunk)
                        if size > FILE_BYTES or total > TOTAL_BYTES or \
                                (size > RATIO_FROM and size // (entry.compress_size + 1) > RATIO):
                            raise NotAPack(f"size {entry.filename}")
                files[entry.filename] = b"".join(chunks)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError,
            RuntimeError) as problem:
        raise NotAPack(str(problem)) from problem
    return files


def no_twice(pairs):
    if len({k for k, _ in pairs}) != len(pairs):
        raise ValueError("a member stands twice")
    return dict(pairs)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Audit:
    def __init__(self, files, trusted):
        self.files, self.trusted, self.checks = files, trusted, []
        self.book, self.key, self.records, self.root = None, None, [], ""
        self.accepted, self.findings = {}, []
        try:
            self.manifest = json.loads(files["manifest.json"], object_pairs_hook=no_twice)
            if self.manifest["schema"] != "tenbin/pack/1":
                raise ValueError("schema")
            self.listed = {f["name"]: (f["sha256"], f["bytes"]) for f in self.manifest["files"]}
            self.site, self.first = self.manifest["site"], self.manifest["period"]
            self.seed, self.wanted = self.manifest["sample"]["seed"], self.manifest["sample"]["wanted"]
            self.said_missing, self.journal = self.manifest["missing_evidence"], self.manifest["journal"]
        except (KeyError, ValueError, TypeError) as problem:
            raise NotAPack(f"manifest.json {problem}") from problem

    def add(self, name, reason):
        self.checks.append((name, "failed" if reason else "passed", reason or ""))
        return not reason

    def skip(self, name, reason):
        self.checks.append((name, "not_checked", reason))

    def run(self):
        self.add("archive", "")
        self.add("files", self.listing())
        self.keys()
        try:
            rules = Rules(self.file("rulebook.json").decode())
        except (KeyError, ValueError, TypeError, Refused):
            self.add("rulebook", "unreadable")
            return
        self.add("rulebook", "")
        self.log()
        self.replay(rules)
        self.period()

    def file(self, name):
        return self.files.get(name, b"")

    def listing(self):
        rest = set(self.files) - {"manifest.json", "manifest.note"}
        for name, said in self.listed.items():
            if name not in rest:
                return f"missing {name}"
            data = self.files[name]
            if (hashlib.sha256(data).hexdigest(), len(data)) != said:
                return f"hash {name}"
        return f"not_listed {min(rest - set(self.listed))}" if rest - set(self.listed) else ""

    def keys(self):
        key = audit_proofs.verifier_key(str(self.manifest.get("log_key")))
        if key is None:
            self.add("log_key", "malformed")
            self.skip("manifest_signature", "no_key")
            return
        if self.trusted:
            self.add("log_key", "" if key == self.trusted else "other_key")
        else:
            self.skip("log_key", "not_given")
        self.key = self.trusted or key
        text = f"tenbin-pack/1\n{hashlib.sha256(self.file('manifest.json')).hexdigest()}\n".encode()
        signed = audit_proofs.open_note(self.file("manifest.note"), self.key)
        self.add("manifest_signature", "" if signed == text else "signature")

    def log(self):
        journal = self.file("journal.jsonl")
        self.records = journal.split(b"\n")
        self.cut = self.records.pop() != b""
        self.tree = audit_proofs.Tree([audit_proofs.leaf(r) for r in self.records])
        self.root = base64.b64encode(self.tree.root()).decode()
        text = audit_proofs.open_note(self.file("checkpoint"), self.key) if self.key else None
        match = re.fullmatch(r"(.+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n", text.decode()) if text else None
        if not match or match[1] != self.key[0]:
            self.add("checkpoint", "signature")
            self.skip("tree", "no_checkpoint")
            return
        self.add("checkpoint", "")
        wrong = "size" if int(match[2]) != len(self.records) else "root" if match[3] != self.root else ""
        if not wrong and self.journal != {"root": self.root, "size": len(self.records)}:
            wrong = "manifest"
        self.add("tree", wrong)

    def replay(self, rules):
        self.book, last = Book(rules), ""
        for seq, line in enumerate(self.records, 1):
            try:
                record = json.loads(line, object_pairs_hook=no_twice)
                good = canonical(record) == line and set(record) == {"actor", "at", "event", "salt", "seq"} and \
                    re.fullmatch(r"[0-9a-f]{32}", record["salt"]) and \
                    re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record["at"]) and \
                    well_formed(record["event"])
            except (ValueError, TypeError):
                good = False
            wrong = "form" if not good else "order" if record["seq"] != seq else "at" if record["at"] < last else ""
            if wrong:
                self.add("records", f"{wrong} seq {seq}")
                self.skip("replay", "records")
                return
            self.accepted[seq] = last = record["at"]
            try:
                self.book.take(record["event"])
            except Refused as refused:
                self.add("records", "")
                self.add("replay", f"{refused} seq {seq}")
                return
        self.add("records", "last_line" if self.cut else "")
        self.add("replay", "")

    def period(self):
        names = ("evidence", "workbook", "sample", "proofs", "certificates", "statements")
        stopped = ("replay", "passed", "") not in self.checks
        try:
            period = self.book.rules.period(day_of(self.first))
            known = self.site in self.book.closed and str(self.book.rules.first(period)) == self.first and \
                period >= 0 and isinstance(self.wanted, int) and self.wanted > 0
        except (Refused, ValueError, TypeError):
            known = False
        if stopped or not known:
            self.add("period", "" if known else "unknown")
            for name in names:
                self.skip(name, "replay")
            return
        self.add("period", "" if self.manifest["to"] == str(self.book.rules.last(period)) else "last_day")
        missing = self.evidence(period)
        self.workbook(period, missing)
        value = audit_figures.sample(self.book, self.site, period, self.seed, self.wanted)
        wrong = "differs sample.json" if self.file("sample.json") != canonical(value) + b"\n" else ""
        if self.file("sample.csv") != audit_figures.sample_csv(value).encode():
            wrong = "differs sample.csv"
        self.add("sample", wrong)
        self.add("proofs", self.proofs([item["seq"] for item in value["items"]]))
        self.add("certificates", next(filter(None, (
            f"{wrong} {name}" if (wrong := self.certificate(name, data)) else "" for name, data in self.files.items()
            if name.startswith("certificates/") and name.endswith((".json", ".jwt")))), ""))
        self.add("statements", self.statements(period))
        self.findings = audit_findings.findings(self.book, self.site, period, missing, self.accepted)

    def evidence(self, period):
        papers = sorted({e["paper"]["id"] for e in self.book.postings if e["kind"] == "receive" and e["paper"]
                         and audit_figures.is_of(self.book, e, self.site, period)}, key=str.encode)
        found, wrong = set(), ""
        for name in self.files:
            if not name.startswith("evidence/"):
                continue
            owners = {p for p in papers if re.match(re.escape(p) + r"(?![0-9A-Za-z])", name[len("evidence/"):])}
            found |= owners
            if not owners:
                wrong = f"belongs_to_none {name}"
        missing = [p for p in papers if p not in found]
        self.add("evidence", wrong or ("" if missing == self.said_missing else "missing"))
        return missing

    def workbook(self, period, missing):
        try:
            given = audit_sheets.read(self.file("reconciliation.xlsx"))
            expected = Tables(self.book, self.site, period, missing).all()
            place = first_wrong(given, expected, audit_sheets.Evaluator(given))
            self.add("workbook", f"differs {place}" if place else "")
        except (audit_sheets.BadSheet, RecursionError, TypeError, KeyError) as problem:
            self.add("workbook", f"unreadable {problem}")

    def proofs(self, seqs):
        rest = {name for name in self.files if name.startswith("proofs/")}
        for seq in seqs:
            name = f"proofs/{seq}.tlog-proof"
            hashes = "".join(base64.b64encode(h).decode() + "\n" for h in self.tree.inclusion(seq - 1))
            head = f"c2sp.org/tlog-proof@v1\nindex {seq - 1}\n{hashes}\n".encode()
            if name not in rest:
                return f"missing {name}"
            rest.discard(name)
            if self.files[name] != head + self.file("checkpoint"):
                return f"differs {name}"
        return f"not_sampled {min(rest)}" if rest else ""

    def statements(self, period):
        """What is wrong with the first of the verifiers' signed statements that the period's records name."""
        first, last = self.book.rules.first(period), self.book.rules.last(period)
        rest = {name for name in self.files if name.startswith("statements/")}
        for record in self.book.statements:
            if "digest" not in record or record["site"] != self.site or day_of(record["from"]) > last or \
                    day_of(record["to"]) < first:
                continue
            name = f"statements/{record['digest']}.json"
            wrong = self.statement(record, self.files[name]) if name in rest else "missing"
            rest.discard(name)
            if wrong:
                return f"{wrong} {name}"
        return f"not_recorded {min(rest)}" if rest else ""

    def statement(self, record, data):
        if hashlib.sha256(data).hexdigest() != record["digest"]:
            return "digest"
        try:
            if audit_credentials.canonical(audit_credentials.parse(data)).encode() != data:
                return "form"
            document, _, methods = audit_credentials.opened(data)
            said, issuer = document["credentialSubject"]["balanceStatement"], document["issuer"]["id"]
            size = said["log_size"]
            root = self.tree.root(0, size).hex() if type(size) is int and 0 < size <= len(self.records) else ""
        except (audit_credentials.Malformed, KeyError, TypeError):
            return "form"
        if [(method.partition("#")[0], good) for method, good in methods] != [(issuer, True)]:
            return "signature"
        same = ("site", "from", "to", "verifier", "kind", "level", "criteria", "statement", "date")
        if any(said.get(key) != record[key] for key in same):
            return "differs"
        rules = hashlib.sha256(self.file("rulebook.json")).hexdigest()
        about = (said.get("log_origin"), said.get("log_root"), said.get("rulebook_sha256"))
        if about != (self.key and self.key[0], root, rules):
            return "other_journal"
        period = self.book.rules.period(day_of(record["to"]))
        return "" if audit_citations.was_closed(self.book, record["site"], period, size) else "open_period"

    def certificate(self, name, data):
        """What is wrong with a certificate's document; empty when it agrees with the journal."""
        try:
            document, text, methods = audit_credentials.opened(data, name.endswith(".jwt"))
        except audit_credentials.Malformed:
            return "json"
        try:
            said = document["credentialSubject"]["massBalance"] if "credentialSubject" in document else document
            number, revision = said["number"], said["revision"]
            lines = {(x["shipment"], x["line"]): (x["mass_kg"], x["allocated_kg"], x["share_ppm"])
                     for x in said["lines"]}
        except (KeyError, ValueError, TypeError, AttributeError):
            return "form"
        certificate = self.book.certificates.get(number)
        if certificate is None:
            return "unknown"
        if not 1 <= revision <= certificate["revision"]:
            return "revision"
        digest, key = self.book.attested.get((number, revision), ("", ""))
        if digest and hashlib.sha256(text).hexdigest() != digest:
            return "digest"
        if (key and not methods) or any(not good or not method.endswith("#" + key if key else "") for method, good in methods):
            return "signature"
        if certificate["revoked"] or revision < certificate["revision"]:
            return ""
        covered = {}
        for entry in certificate["allocations"]:
            line = entry["line"]
            covered.setdefault(line["id"], [line["mass"], 0])[1] += entry["mass"]
        wanted = {place: (kg(mass), kg(given), min(10 ** 6, given * 10 ** 6 // mass))
                  for place, (mass, given) in covered.items()}
        if len(said["lines"]) != len(lines) or lines != wanted:
            return "figures"
        good = "verification" not in said or audit_citations.may_cite(
            self.book, certificate["allocations"], said["verification"], self.seen)
        return "" if good else "cites"

    def seen(self, record):
        """How many records the verifier has seen: what its signed statement says, else all before its own."""
        try:
            document, _, _ = audit_credentials.opened(self.files[f"statements/{record['digest']}.json"])
            size = document["credentialSubject"]["balanceStatement"]["log_size"]
        except (audit_credentials.Malformed, KeyError, TypeError):
            size = None
        return size if type(size) is int else record["seq"] - 1


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("pack")
    options.add_argument("--json", action="store_true")
    options.add_argument("--log-key")
    options = options.parse_args()
    trusted = audit_proofs.verifier_key(options.log_key) if options.log_key else None
    if options.log_key and trusted is None:
        sys.exit("audit.py: --log-key is no verifier key")
    try:
        audit = Audit(unpack(options.pack), trusted)
    except NotAPack as problem:
        print(f"audit.py: not a pack: {problem}", file=sys.stderr)
        return 10
    audit.run()
    balances = audit_figures.balances(audit.book) if audit.book else {"periods": [], "schema": "tenbin/balance/1"}
    valid = all(result != "failed" for _, result, _ in audit.checks)
    if options.json:
        print(json.dumps({"balances": balances, "checks": [{"check": c, "reason": w, "result": r}
                                                           for c, r, w in audit.checks],
                          "file": options.pack, "findings": audit.findings, "period": audit.first, "records": len(audit.records),
                          "root": audit.root, "schema": "tenbin/audit/1", "site": audit.site, "valid": valid},
                         ensure_ascii=False, sort_keys=True))
    else:
        for check, result, reason in audit.checks:
            print({"passed": "ok  ", "failed": "FAIL", "not_checked": "--  "}[result], check, reason)
        for finding in audit.findings:
            print("--  ", finding["finding"], finding["place"], finding["detail"])
        for period in balances["periods"]:
            for row in period["accounts"]:
                print(period["site"], period["period"], row["account"], "entitlement", row["entitlement_kg"],
                      "allocated", row["allocated_kg"], "balance", row["balance_kg"])
        print("all checks hold" if valid else "a check failed")
    return 0 if valid else 8


if __name__ == "__main__":
    sys.exit(main())
