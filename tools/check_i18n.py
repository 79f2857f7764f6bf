#!/usr/bin/env python3
"""Checks the catalogue of sentences, i18n/{ja,en}.json with i18n/parts/*.{ja,en}.json (see i18n/README.md).

usage: check_i18n.py [--write FOLDER]      --write puts the merged ja.json and en.json there

Both languages have the same keys and each text the same {places}; no key stands in two files; every code of
src/base/codes.def has its sentence; a sentence says it in two sentences at most, politely, without exclamation.
Exit code 0 when all holds, 1 with one line a fault.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = re.compile(r"\{([A-Za-z][a-z0-9_]*)\}")
KEY = re.compile(r"[a-z][a-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
POLITE = re.compile(r"(ます|です|ません|ました|でした|ください|ますか|ですか|せんか|\})(\([^()]*\))?$")


def load(path, faults):
    def no_duplicates(pairs):
        seen = {}
        for key, value in pairs:
            if key in seen:
                faults.append(f"{path.name}: {key} stands twice")
            seen[key] = value
        return seen

    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=no_duplicates)


def merged(language, faults):
    """All texts of a language; what stands in two files is a fault."""
    texts, origin = {}, {}
    parts = sorted((ROOT / "i18n" / "parts").glob(f"*.{language}.json"))
    for path in [ROOT / "i18n" / f"{language}.json", *parts]:
        for key, text in load(path, faults).items():
            if key in texts:
                faults.append(f"{path.name}: {key} stands in {origin[key]} already")
            if not KEY.fullmatch(key):
                faults.append(f"{path.name}: {key} is no key")
            if not isinstance(text, str):
                faults.append(f"{path.name}: {key} is no text")
                continue
            texts[key], origin[key] = text, path.name
    return texts


def codes():
    text = (ROOT / "src" / "base" / "codes.def").read_text(encoding="utf-8")
    return re.findall(r'^TENBIN_CODE\(\w+, "([^"]+)"', text, re.MULTILINE)


def readme_faults(known, ja):
    """The table of i18n/README.md names the places of every code's sentences."""
    text = (ROOT / "i18n" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z_.]+)` \| (.*?) \|$", text, re.MULTILINE))
    for code in known:
        places = {place for key in ja if key == f"error.{code}" or key.startswith(f"error.{code}.")
                  for place in PLACE.findall(ja[key])}
        if code not in rows:
            yield f"i18n/README.md: {code} is missing from the table"
        elif places != set(re.findall(r"[a-z][a-z0-9_]*", rows[code])):
            yield f"i18n/README.md: {code} has the places {', '.join(sorted(places)) or 'none'}"


def choice_faults(known, ja):
    """Of the sentences of a code no two have the same places: which one is taken would be chance."""
    for code in known:
        seen = {}
        for key in (k for k in ja if k == f"error.{code}" or k.startswith(f"error.{code}.")):
            places = frozenset(PLACE.findall(ja[key]))
            if places in seen:
                yield f"{key}: the same places as {seen[places]}"
            seen[places] = key


def style_faults(key, ja, en):
    if "！" in ja or "!" in ja or "!" in en:
        yield f"{key}: no exclamation mark"
    for text in (ja, en):
        if re.search(r"[{}]", PLACE.sub("", text)):
            yield f"{key}: a brace that is no place"
    if not key.startswith("error."):
        return
    sentences = [part for part in re.sub(r"\([^()]*\)", "", ja).split("。") if part]
    if len(sentences) > 2 or len(re.findall(r"[.?](?:\s|$)", en)) > 2:
        yield f"{key}: more than two sentences"
    for sentence in sentences:
        if not POLITE.search(sentence):
            yield f"{key}: 「{sentence}」 is not です・ます"


def main():
    faults = []
    ja, en = merged("ja", faults), merged("en", faults)
    for key in sorted(set(ja) ^ set(en)):
        faults.append(f"{key}: only in {'ja' if key in ja else 'en'}")
    for key in sorted(set(ja) & set(en)):
        if set(PLACE.findall(ja[key])) != set(PLACE.findall(en[key])):
            faults.append(f"{key}: the places differ between ja and en")
        faults += style_faults(key, ja[key], en[key])
    known = codes()
    for code in known:
        if f"error.{code}" not in ja:
            faults.append(f"{code}: code without a sentence")
    for key in sorted(ja):
        if key.startswith("error.") and not any(key == f"error.{c}" or key.startswith(f"error.{c}.") for c in known):
            faults.append(f"{key}: sentence without a code")
    faults += readme_faults(known, ja)
    faults += choice_faults(known, ja)
    for fault in faults:
        print(fault, file=sys.stderr)
    if len(sys.argv) == 3 and sys.argv[1] == "--write":
        folder = pathlib.Path(sys.argv[2])
        folder.mkdir(parents=True, exist_ok=True)
        for language, texts in (("ja", ja), ("en", en)):
            text = json.dumps(dict(sorted(texts.items())), ensure_ascii=False, indent=1) + "\n"
            (folder / f"{language}.json").write_text(text, encoding="utf-8")
    print(f"{len(ja)} texts, {len(known)} codes, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
