#!/usr/bin/env python3
"""Checks the rules of style that a compiler does not know (docs/HACKING.md).

usage: check_style.py [FOLDER]      default: this repository
C++: files of 500 lines, functions of 70 (by a brace count, not a parser), lines of 100 columns; two macros only. Layers 0 to
6 are pure: no floating point except where the line, or the one above, says why ("// double: ..."), no clock, file, random number or lock.
Everywhere: no tabs, no open-work marks, no paths of one machine. Exit code 0 when all holds, 1 with one line a fault.
"""
import pathlib
import re
import sys

from check_layers import layers

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "bench", "tools", "docs", "rules", "i18n", "examples", "cmake", "packaging")
TEXT = {".cpp", ".hpp", ".py", ".md", ".json", ".cmake", ".txt", ".def", ".sh", ".case", ".yaml", ".sql", ""}
MACROS = {"TENBIN_CHECK", "TENBIN_TRY", "TENBIN_CODE", "TENBIN_EMBEDDED_FILE"}
OPEN_WORK = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX")) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(" + "|".join(("home", "root", "work", "Users")) + r")/")
IMPURE = re.compile(r"std::rand\b|std::\w+_distribution|std::shuffle|random_device|(system|steady|high_resolution)_clock|"
                    r"std::(shared_|recursive_)?mutex|std::[iof]*fstream|\bfopen\(|\bgetenv\(|std::this_thread")
FLOATING = re.compile(r"\b(double|float)\b")
CONTAINER = re.compile(r"^\s*(template\s*<.*>\s*)?(inline\s+)?(namespace|struct|class|enum|union|extern\s+\"C\")\b", re.DOTALL)


def without_comments(text):
    """The code with comments, strings and characters blanked, the lines kept."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\''
    return re.sub(pattern, blank, text, flags=re.DOTALL)


def long_functions(code, limit=70):
    """(line, length) of each function of more than `limit` lines, from signature to closing brace."""
    stack, begin, line = [], 0, 1
    code = re.sub(r"^\s*#(?:[^\n\\]|\\\n|\\.)*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), code, flags=re.MULTILINE)
    for at, char in enumerate(code):
        if char == "\n":
            line += 1
        elif char == ";":
            begin = at + 1
        elif char == "{":
            head = code[begin:at]
            inside = any(kind == "function" for kind, _ in stack)
            is_function = not inside and "(" in head and not CONTAINER.match(head) and not head.rstrip().endswith("=")
            start = line - head.lstrip().count("\n")
            stack.append(("function" if is_function else "other", start))
            begin = at + 1
        elif char == "}" and stack:
            kind, start = stack.pop()
            begin = at + 1
            if kind == "function" and line - start + 1 > limit:
                yield start, line - start + 1


def cpp_faults(name, text, pure):
    lines, code = text.splitlines(), without_comments(text)
    if len(lines) > 500:
        yield f"{name}: {len(lines)} lines, at most 500"
    for number, (line, bare) in enumerate(zip(lines, code.splitlines()), 1):
        where = f"{name}:{number}"
        if len(line) > 100:
            yield f"{where}: {len(line)} columns, at most 100"
        macro = re.match(r"\s*#\s*define\s+(\w+)[( ]\s*\S", bare)  # One without a body sets a library's switch.
        if macro and macro.group(1) not in MACROS and name.startswith("src/"):
            yield f"{where}: {macro.group(1)}: two macros are enough"
        if not pure:
            continue
        above = lines[number - 2] if number > 1 else ""
        if FLOATING.search(bare) and "// double: " not in line and not above.strip().startswith("// double: "):
            yield f'{where}: no floating point in layers 0 to 6, or say why ("// double: ...")'
        if IMPURE.search(bare):
            yield f"{where}: no clock, file, random number or lock in layers 0 to 6"
    for number, length in long_functions(code):
        yield f"{name}:{number}: a function of {length} lines, at most 70"


def text_faults(name, text):
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line:
            yield f"{name}:{number}: a tab"
        if OPEN_WORK.search(line):
            yield f"{name}:{number}: work left open"
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: a path of one machine"
    if text and not text.endswith("\n"):
        yield f"{name}: the last line has no end"


def files(root):
    for path in sorted(root.iterdir()):
        if path.is_file() and not path.name.startswith(".git"):
            yield path
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            # Corpora of fuzzers and golden files are data: they may hold anything.
            if path.is_file() and not {"corpus", "golden", "__pycache__", "node_modules"} & set(path.parts):
                yield path


def main():
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    pure = {module for module, level in layers().items() if level <= 6}
    faults, count = [], 0
    for path in files(root):
        name = path.relative_to(root).as_posix()
        if path.suffix not in TEXT:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # Data, such as a case in another encoding.
        count += 1
        if path.name != "Makefile":
            faults += text_faults(name, text)
        if path.suffix in (".cpp", ".hpp"):
            parts = name.split("/")
            faults += cpp_faults(name, text, parts[0] == "src" and parts[1] in pure)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{count} files, {len(faults)} faults of style")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
