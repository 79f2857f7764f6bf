#!/usr/bin/env python3
"""Checks that every module of src/ includes, and links, only modules of lower layers (tools/layers.txt).

usage: check_layers.py [SOURCE-FOLDER]      default: src/ of this repository
Exit code 0 when all holds, 1 with one line a fault.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
GENERATED = "embedded"  # Headers that cmake/embed.cmake writes.


def layers():
    levels = {}
    for line in (ROOT / "tools" / "layers.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            level, module = line.split()
            levels[module] = int(level)
    return levels


def may_use(levels, module, other):
    return other == module or other in levels and levels[other] < levels[module]


def include_faults(levels, module, path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        other, slash, _ = found.group(1).partition("/")
        where = f"src/{module}/{path.name}:{number}"
        if not slash:
            yield f'{where}: write the folder too: "{module}/{other}"'
        elif other != GENERATED and not may_use(levels, module, other):
            yield f"{where}: {module} may not include {other}"


def link_faults(levels, module, folder):
    path = folder / "CMakeLists.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for names in re.findall(r"DEPENDS\s+([a-z\s]+)", text):
        for other in names.split():
            if not may_use(levels, module, other):
                yield f"src/{module}/CMakeLists.txt: {module} may not depend on {other}"


def main():
    source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src"
    levels, faults, count = layers(), [], 0
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        module = folder.name
        if module not in levels:
            faults.append(f"src/{module}: the module has no layer in tools/layers.txt")
            continue
        faults += link_faults(levels, module, folder)
        for path in sorted([*folder.rglob("*.hpp"), *folder.rglob("*.cpp")]):
            count += 1
            faults += include_faults(levels, module, path)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{count} files, {len(faults)} faults of layers")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
