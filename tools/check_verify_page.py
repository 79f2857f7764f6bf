#!/usr/bin/env python3
"""Checks tools/verify.html: its texts are those of the catalogue, and it asks nobody for anything.

usage: check_verify_page.py [--write]      --write puts the catalogue's texts into the page

The page carries the texts that it shows, in both languages, as JSON in the element #texts: those of USED, and all keys that
begin as one of PREFIXES. Exit code 0 when all holds, 1 with one line a fault.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "tools" / "verify.html"
PREFIXES = ("certificate.approval", "certificate.verify.", "certificate.verification.kind.", "page.verify.", "word.verify.", "word.problem.json")
USED = {"certificate." + key for key in (
    "title", "subtitle", "number", "revision.value", "issued_on", "issuer", "recipient", "figure.mass", "figure.allocated",
    "period", "statement.title", "claim.c7", "claim.c1", "claim.c2", "claim.c5", "claim.c6", "d.scope.text", "d.residual.text")}
BLOCK = re.compile(r'(<script type="application/json" id="texts">\n)(.*?)(\n</script>)', re.DOTALL)
# What would load something: other pages, pictures, styles, code.
LOADS = re.compile(r"\b(?:src|href|action|poster|srcset)\s*=|@import|(?<!\w)url\(|\bimport\s*\(|\bfetch\s*\(|XMLHttpRequest|WebSocket|"
                   r"sendBeacon|EventSource|new Worker|localStorage|innerHTML|\beval\(|document\.write")


def catalogue(language):
    texts = {}
    for path in [ROOT / "i18n" / f"{language}.json", *sorted((ROOT / "i18n" / "parts").glob(f"*.{language}.json"))]:
        texts.update(json.loads(path.read_text(encoding="utf-8")))
    return {key: text for key, text in sorted(texts.items()) if key in USED or key.startswith(PREFIXES)}


def block():
    both = {language: catalogue(language) for language in ("en", "ja")}
    return json.dumps(both, ensure_ascii=False, indent=0, separators=(",", ":")).replace("</", "<\\/")


def faults(page):
    found = BLOCK.search(page)
    if not found:
        yield "no texts"
        return
    texts, right = json.loads(found.group(2)), json.loads(block())
    for language in ("en", "ja"):
        have, want = texts.get(language, {}), right[language]
        for key in sorted(set(have) | set(want)):
            if have.get(key) != want.get(key):
                yield f"{language}: {key} is not that of the catalogue: tools/check_verify_page.py --write"
    code = BLOCK.sub("", page)
    for used in sorted(set(re.findall(r'(?:say\(|data-text=)"([a-z_.]+[a-z_])"', code))):
        if used not in right["ja"]:
            yield f"{used} is in no catalogue"
    for match in LOADS.finditer(code):
        yield f"line {page.count(chr(10), 0, page.find(match.group(0))) + 1}: {match.group(0)}: the page loads nothing"
    if "default-src 'none'" not in code:
        yield "no policy that forbids the network"


def main():
    page = PAGE.read_text(encoding="utf-8")
    if "--write" in sys.argv[1:]:
        page = BLOCK.sub(lambda match: match.group(1) + block() + match.group(3), page)
        PAGE.write_text(page, encoding="utf-8")
    wrong = list(faults(page))
    for fault in wrong:
        print(f"tools/verify.html: {fault}", file=sys.stderr)
    print(f"{len(page)} characters, {len(wrong)} faults of the page")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
