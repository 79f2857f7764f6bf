#!/usr/bin/env python3
"""Checks that every parameter of every built-in rulebook has its source beside it.

usage: check_rules.py [FOLDER]      default: the folder rules/ of this repository

For each rules/<id>.json there is rules/<id>.sources.json: one entry a parameter, named by its path ("period.months"),
{"value", "source": {"name", "title", ["url"]}, "evidence", "note": {"ja", "en"}}. The values of both files agree.
`id` and `title` are names, not parameters. Exit code 0 when all holds, 1 with one line a fault.
"""
import json
import pathlib
import sys

EVIDENCE = ("read", "second hand", "to be confirmed")
REQUIRED = {"id", "title", "method", "input_event", "period", "deficit", "carry_over", "account_by", "default_factors"}
OPTIONAL = {"conversion_factor", "mixed_emissions", "partial_share", "share_step_ppm", "cross_site_transfer",
            "verification"}


def parameters(value, path=""):
    """The leaves of a rulebook as (path, value)."""
    for key, inner in value.items():
        if not path and key in ("id", "title"):
            continue
        if isinstance(inner, dict):
            yield from parameters(inner, f"{path}{key}.")
        else:
            yield f"{path}{key}", inner


def entry_faults(entry, value):
    if set(entry) != {"value", "source", "evidence", "note"}:
        return ["has other keys than value, source, evidence, note"]
    faults = []
    if entry["value"] != value or type(entry["value"]) is not type(value):
        faults.append(f"the source says {entry['value']!r}, the rulebook {value!r}")
    if not {"name", "title"} <= set(entry["source"]) <= {"name", "title", "url"}:
        faults.append("the source needs name and title, and may have a url")
    if entry["evidence"] not in EVIDENCE:
        faults.append(f"evidence {entry['evidence']!r} is none of {', '.join(EVIDENCE)}")
    if entry["source"].get("name") in ("OURS", "MEMORY") and entry["evidence"] != "to be confirmed":
        faults.append("what nobody read is to be confirmed")
    if set(entry["note"]) != {"ja", "en"} or not all(entry["note"].values()):
        faults.append("the note is needed in ja and en")
    return faults


def book_faults(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    faults = []
    if book.get("id") != path.stem:
        faults.append(f"id {book.get('id')!r} is not the name of the file")
    for key in sorted(REQUIRED - set(book)):
        faults.append(f"{key} is missing")
    for key in sorted(set(book) - REQUIRED - OPTIONAL):
        faults.append(f"{key} is no parameter of contract section 3")
    sources_path = path.with_suffix(".sources.json")
    if not sources_path.exists():
        return faults + [f"{sources_path.name} is missing"]
    sources = json.loads(sources_path.read_text(encoding="utf-8"))
    known = dict(parameters(book))
    for name in sorted(set(known) - set(sources)):
        faults.append(f"{name} has no source")
    for name in sorted(set(sources) - set(known)):
        faults.append(f"the source of {name} belongs to no parameter")
    for name in sorted(set(sources) & set(known)):
        faults += [f"{name}: {fault}" for fault in entry_faults(sources[name], known[name])]
    return faults


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "rules"
    books = sorted(path for path in folder.glob("*.json") if not path.name.endswith(".sources.json"))
    count = 0
    for path in books:
        for fault in book_faults(path):
            count += 1
            print(f"{path.name}: {fault}", file=sys.stderr)
    print(f"{len(books)} rulebooks, {count} faults")
    return 1 if count or not books else 0


if __name__ == "__main__":
    sys.exit(main())
