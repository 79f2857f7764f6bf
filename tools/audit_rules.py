"""Quantities and rulebooks (contract sections 1 and 3), for tools/audit.py."""
import calendar
import datetime
import json
import re
from fractions import Fraction


class Refused(Exception):
    """A command that the rules do not allow, by the code of the contract."""


def refuse_unless(holds, code):
    if not holds:
        raise Refused(code)


UNITS = {"g": 1, "kg": 1000, "t": 1000000}


def grams(text):
    number, unit = text.split(" ")
    value = Fraction(number) * UNITS[unit]
    refuse_unless(value.denominator == 1 and value >= 0, "input.invalid")
    return int(value)


def ppm(text):
    number, unit = text.split(" ")
    value = Fraction(number) * 10000
    refuse_unless(unit == "%" and value.denominator == 1 and 0 <= value <= 1000000, "input.invalid")
    return int(value)


def factor(text):
    """kg CO2e a kg, exact."""
    number, unit = text.split(" ")
    refuse_unless(unit == "kgCO2e/kg", "input.invalid")
    return Fraction(number)


def kg(value):
    sign, value = ("-" if value < 0 else ""), abs(value)
    return f"{sign}{value // 1000}.{value % 1000:03d}"


def up(value, places):
    """A fraction as decimal text, rounded up."""
    if value is None:
        return None
    scaled = -((-value * 10 ** places) // 1)
    sign, scaled = ("-" if scaled < 0 else ""), abs(scaled)
    return f"{sign}{scaled // 10 ** places}.{scaled % 10 ** places:0{places}d}"


def day_of(text):
    refuse_unless(re.fullmatch(r"\d{4}-\d\d-\d\d", text), "input.invalid")
    return datetime.date.fromisoformat(text)


class Rules:
    def __init__(self, text):
        r = json.loads(text)
        self.method, self.input_event, self.account_by = r["method"], r["input_event"], r["account_by"]
        self.months, self.starts = r["period"]["months"], day_of(r["period"]["starts"])
        self.mode, self.limit = r["deficit"]["mode"], r["deficit"].get("limit_ppm", 0)
        self.keep, self.cap = r["carry_over"]["periods"], "cap" in r["carry_over"]
        self.worst = r.get("mixed_emissions", "weighted") == "worst"
        self.partial, self.step = r.get("partial_share", True), r.get("share_step_ppm", 1)
        self.transfers = r.get("cross_site_transfer", False)
        self.conventional = factor(r["default_factors"]["conventional"])
        self.recycled = factor(r["default_factors"].get("recycled", r["default_factors"]["conventional"]))
        self.verification = r.get("verification", "none")
        whole, _, places = r.get("conversion_factor", "1").partition(".")
        self.numerator, self.denominator = int(whole + places), 10 ** len(places)

    def first(self, period):
        month = self.starts.year * 12 + self.starts.month - 1 + period * self.months
        year, month = month // 12, month % 12 + 1
        return datetime.date(year, month, min(self.starts.day, calendar.monthrange(year, month)[1]))

    def last(self, period):
        return self.first(period + 1) - datetime.timedelta(days=1)

    def period(self, day):
        guess = ((day.year - self.starts.year) * 12 + day.month - self.starts.month) // self.months
        while self.first(guess) > day:
            guess -= 1
        while self.first(guess + 1) <= day:
            guess += 1
        return guess

    def entitlement(self, r, o, t):
        if self.method == "input_share":
            return r * o // t if t else 0
        return r * self.numerator // self.denominator if self.method == "conversion_factor" else 0


class Sums(dict):
    """Grams by day; to(day) is the sum up to and including it."""

    def add(self, day, value):
        self[day] = self.get(day, 0) + value

    def to(self, day):
        return sum(v for d, v in self.items() if d <= day)

    def total(self):
        return sum(self.values())
