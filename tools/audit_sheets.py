"""Workbooks (.xlsx) as cells with their formulas, and what the formulas come to in exact arithmetic, for
tools/audit.py. Knows the functions that reconciliation.xlsx uses and refuses any other."""
import io
import re
import zipfile
from fractions import Fraction
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TOKEN = re.compile(r"""\s*(?:(\d+(?:\.\d+)?)|("(?:[^"]|"")*")|((?:[a-z_]+!)?\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)"""
                   r"""|([A-Z]+)(?=\()|(<=|>=|<>|[-+*/(),<>=&]))""")


class BadSheet(Exception):
    pass


def number_of(letters):
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def parse_xml(data):
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadSheet("doctype")
    return ElementTree.fromstring(data)


def value_of(kind, text, shared):
    if text is None:
        return None
    if kind == "s":
        return shared[int(text)]
    if kind in ("str", "inlineStr"):
        return text
    return Fraction(text)


def read(data):
    """{sheet: {(row, column): (value, formula or None)}}, in the order of the sheets."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        part = {i.filename: archive.read(i) for i in archive.infolist() if i.file_size < 1 << 28}
        shared = ["".join(t.text or "" for t in item.iter(MAIN + "t"))
                  for item in parse_xml(part["xl/sharedStrings.xml"])] if "xl/sharedStrings.xml" in part else []
        targets = {r.get("Id"): r.get("Target") for r in parse_xml(part["xl/_rels/workbook.xml.rels"])}
        sheets = {}
        for sheet in parse_xml(part["xl/workbook.xml"]).iter(MAIN + "sheet"):
            cells = sheets[sheet.get("name")] = {}
            for cell in parse_xml(part["xl/" + targets[sheet.get(RELATION)]]).iter(MAIN + "c"):
                letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
                formula, value = cell.find(MAIN + "f"), cell.find(MAIN + "v")
                said = value_of(cell.get("t", "n"), None if value is None else value.text or "", shared)
                if said is not None or formula is not None:
                    cells[int(row), number_of(letters)] = (said, None if formula is None else formula.text)
        return sheets
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, AttributeError, ElementTree.ParseError) as problem:
        raise BadSheet(str(problem)) from problem


class Evaluator:
    """What the formulas of a workbook come to; numbers are fractions, so nothing is rounded."""

    def __init__(self, sheets):
        self.sheets, self.known = sheets, {}

    def cell(self, sheet, place):
        if (sheet, place) not in self.known:
            value, formula = self.sheets[sheet].get(place, (None, None))
            self.known[sheet, place] = None  # a circle comes to nothing
            self.known[sheet, place] = value if formula is None else self.formula(sheet, formula)
        return self.known[sheet, place]

    def formula(self, sheet, text):
        tokens, at = [], 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise BadSheet(f"formula {text[at:at + 20]}")
            tokens.append(next((i, t) for i, t in enumerate(match.groups()) if t is not None))
            at = match.end()
        tokens.append((4, ""))
        parser = Parser(self, sheet, tokens[::-1])
        value = parser.comparison()
        if parser.peek() != "":
            raise BadSheet("formula")
        return value

    def range(self, sheet, text):
        """[values] of a reference, down its one column."""
        name, _, place = text.rpartition("!")
        sheet = name or sheet
        if sheet not in self.sheets:
            raise BadSheet(f"sheet {sheet}")
        ends = [re.fullmatch(r"([A-Z]+)(\d+)", p.replace("$", "")).groups() for p in place.split(":")]
        (first, top), (last, bottom) = ends[0], ends[-1]
        if first != last or int(bottom) - int(top) > 2000000:
            raise BadSheet("range")
        return [self.cell(sheet, (row, number_of(first))) for row in range(int(top), int(bottom) + 1)]


def plain(value):
    return 0 if value is None else value


class Parser:
    def __init__(self, book, sheet, tokens):
        self.book, self.sheet, self.tokens = book, sheet, tokens

    def peek(self):
        return self.tokens[-1][1] if self.tokens[-1][0] == 4 else None

    def next(self):
        return self.tokens.pop()

    def comparison(self):
        left = self.joined()
        while self.peek() in ("=", "<>", "<", ">", "<=", ">="):
            sign, right = self.next()[1], self.joined()
            a, b = plain(left), plain(right)
            left = {"=": a == b, "<>": a != b}[sign] if sign in ("=", "<>") else \
                {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]
        return left

    def joined(self):
        left = self.sum()
        while self.peek() == "&":
            self.next()
            left = str(plain(left)) + str(plain(self.sum()))
        return left

    def sum(self):
        left = self.product()
        while self.peek() in ("+", "-"):
            sign, right = self.next()[1], plain(self.product())
            left = plain(left) + right if sign == "+" else plain(left) - right
        return left

    def product(self):
        left = self.factor()
        while self.peek() in ("*", "/"):
            sign, right = self.next()[1], plain(self.factor())
            if sign == "/" and right == 0:
                raise BadSheet("division by zero")
            left = plain(left) * right if sign == "*" else Fraction(plain(left)) / right
        return left

    def factor(self):
        kind, text = self.next()
        if kind == 0:
            return Fraction(text)
        if kind == 1:
            return text[1:-1].replace('""', '"')
        if kind == 2:
            values = self.book.range(self.sheet, text)
            return values if ":" in text else values[0]
        if kind == 3:
            return self.call(text)
        if text == "-":
            return -plain(self.factor())
        if text != "(":
            raise BadSheet(f"formula {text}")
        value = self.comparison()
        self.expect(")")
        return value

    def expect(self, sign):
        if self.next() != (4, sign):
            raise BadSheet("formula")

    def skip(self):
        """An argument that is not asked for: IF must not divide by zero."""
        depth = 0
        while depth or self.peek() not in (",", ")"):
            kind, text = self.next()
            if kind == 4 and text == "":
                raise BadSheet("formula")
            depth += {"(": 1, ")": -1}.get(text, 0) if kind == 4 else 0

    def call(self, name):
        self.expect("(")
        if name == "IF":
            holds = self.comparison()
            self.expect(",")
            value = self.comparison() if holds else self.skip()
            self.expect(",")
            value = self.skip() or value if holds else self.comparison()
            self.expect(")")
            return value
        arguments = [self.comparison()]
        while self.peek() == ",":
            self.next()
            if name == "OR" and arguments[-1]:
                self.skip()
                continue
            arguments.append(self.comparison())
        self.expect(")")
        return self.function(name, arguments)

    @staticmethod
    def function(name, a):
        if name == "SUM":
            return sum(plain(v) for v in (a[0] if isinstance(a[0], list) else a))
        if name in ("MIN", "MAX"):
            return (min if name == "MIN" else max)(plain(v) for v in a)
        if name == "INT":
            return plain(a[0]) // 1
        if name == "ABS":
            return abs(plain(a[0]))
        if name == "MOD":
            return plain(a[0]) % a[1]
        if name in ("AND", "OR"):
            return all(a) if name == "AND" else any(a)
        if name == "SUMIFS":
            tests = [(cells, wanted) for cells, wanted in zip(a[1::2], a[2::2])]
            as_list = [x if isinstance(x, list) else [x] for x in (a[0], *(c for c, _ in tests))]
            return sum(plain(value) for value, *keys in zip(*as_list)
                       if all(meets(key, wanted) for key, (_, wanted) in zip(keys, tests)))
        raise BadSheet(f"function {name}")


def meets(value, wanted):
    """A criterion of SUMIFS: a text or number to equal, or a text that begins with a comparison."""
    match = re.match(r"(<>|>=|<=|=|>|<)(.*)", wanted, re.DOTALL) if isinstance(wanted, str) else None
    if not match:
        return value == wanted or (value is None and wanted == "")
    sign, text = match.groups()
    if sign == "<>":
        return value != text
    if sign == "=":
        return str(value) == text
    value, bound = plain(value), Fraction(text)
    return {">=": value >= bound, "<=": value <= bound, ">": value > bound, "<": value < bound}[sign]
