"""The sheets of reconciliation.xlsx as they must be (docs/spec/pack.md), for tools/audit.py: each a list of rows of
values. Computed(value) is a cell that must hold a formula and come to that value."""
import datetime
import re
from fractions import Fraction

from audit_figures import figures, footprint, is_of
from audit_rules import day_of, grams, up


class Computed:
    def __init__(self, value):
        self.value = value


def verdict(holds):
    return Computed("OK" if holds else "NG")


def share(part, whole):
    return part * 1000000 // whole if whole else 0


class Tables:
    def __init__(self, book, site, period, missing):
        self.book, self.site, self.period, self.missing = book, site, period, missing
        self.rules = book.rules
        self.closed = period < len(book.closed[site])
        self.names = [n for n in book.accounts_of(site) if book.accounts[n]["first"] <= period]
        self.live = [e for e in book.postings if is_of(book, e, site, period)]

    def all(self):
        """{name: rows} in the order of the workbook."""
        mass = self.mass()
        f_lines, f_total = self.emissions()
        return {"entitlement": self.entitlement(), "carry_over": self.carry_over(), "a_mass": mass,
                "b_value": self.value(), "c_certificates": self.certificates(), "d_stock": self.stock(mass),
                "e_shares": self.shares(), "f_emissions": f_lines, "f_total": f_total,
                "g_statements": self.statements(), **self.rows()}

    # -- rows
    def rows(self):
        sheets = {name: [] for name in ("input", "production", "shipments", "allocations", "transfers", "adjustments")}
        for e in self.book.postings:
            if self.rules.period(e["day"]) != self.period:
                continue
            if e["kind"] == "transfer":
                for account, other, sign in ((e["from"], e["other"], -1), (e["other"], e["from"], 1)):
                    if self.site == (e["site"] if sign < 0 else e["to"]):
                        sheets["transfers"].append([e["seq"], e["day"], e["id"], account, other, sign * e["mass"]])
            elif e["site"] == self.site:
                name = {"receive": "input", "charge": "input", "produce": "production", "ship": "shipments",
                        "allocate": "allocations", "adjust": "adjustments"}[e["kind"]]
                sheets[name] += getattr(self, "row_" + name)(e)
        return sheets

    def row_input(self, e):
        is_receipt = e["kind"] == "receive"
        receipt = e if is_receipt else e["receipt"]
        counts = (self.rules.input_event == "receipt") == is_receipt and self.book.external(receipt)
        backed, c = self.book.backed(receipt, e["mass"]), receipt["c"]
        return [[e["seq"], e["day"], "receipt" if is_receipt else "charge", e["id"], receipt["id"], c["supplier"],
                 c["material"], c["class"], receipt["paper"]["id"] if receipt["paper"] else None,
                 self.book.account_of(receipt), e["mass"], backed if is_receipt else 0, e["mass"] if counts else 0,
                 backed if counts else 0, "reversed" if e["gone"] else "live"]]

    def row_production(self, e):
        c, allocatable = e["c"], e["product"]["allocatable"]
        return [[e["seq"], e["day"], e["id"], c["product"], "yes" if allocatable else "no", e["mass"],
                 e["mass"] if allocatable else 0, *(grams(c.get(k, "0 kg")) for k in ("input", "internal_scrap", "loss")),
                 "reversed" if e["gone"] else "live"]]

    def row_shipments(self, e):
        c = e["c"]
        return [[e["seq"], e["day"], c["shipment"], c["line"], c["customer"], c["product"], e["mass"], e["allocated"],
                 e["certificate"], "reversed" if e["gone"] else "live"]]

    def row_allocations(self, e):
        c = e["line"]["c"]
        return [[e["seq"], e["day"], e["id"], c["shipment"], c["line"], c["customer"], account, mass, e["certificate"],
                 "released" if e["gone"] else "live"] for account, mass in e["parts"]]

    def row_adjustments(self, e):
        return [[e["seq"], e["day"], e["id"], e["account"], e["c"]["entry"], e["mass"], e["taken"]]]

    # -- live sheets
    def debt(self, name):
        return self.book.opening(name, self.period)[1]

    def entitlement(self):
        rows, r = [], self.rules
        for name in self.names:
            f = figures(self.book, name, self.period)
            t, o = (self.book.sum(w, self.site, self.period).total() for w in "TO")
            by = {"input_share": (o, t), "conversion_factor": (r.numerator, r.denominator),
                  "rolling_average": (0, 1)}[r.method]
            ratio = [Computed(x) for x in by] if r.method == "input_share" else list(by)
            e, backed = f["entitlement"], f["renewable_input"]
            halves = [Computed(x) for n in (backed, *by, e) for x in (n // 10 ** 7, n % 10 ** 7)]
            own = e + f["transferred"] - f["adjusted"] + self.debt(name)
            rows.append([name, r.first(self.period), "closed" if self.closed else "open", r.method, Computed(backed),
                         Computed(t), Computed(o), Computed(share(backed, t)), *ratio, Computed(e), *halves,
                         Computed(backed * by[0] - e * by[1] if by[1] else 0), Computed(e), verdict(True),
                         self.debt(name), Computed(f["opening"]), Computed(f["allocated"]), Computed(f["transferred"]),
                         Computed(f["adjusted"]), Computed(own), Computed(f["allocated"] + max(0, -own)), Computed(f["expired"]),
                         Computed(f["balance"]), f["balance"], verdict(True)])
        return rows

    def carry_over(self):
        rows = []
        for name in self.names:
            vintages, debt = self.book.opening(name, self.period)
            own = self.book.own(name, self.period) + debt
            demand = self.book.sum("A", name, self.period).total() + max(0, -own)
            stock = self.book.stocks.get((self.site, self.period)) if self.closed and self.rules.cap else None
            mine, older, older_kept = [], 0, 0
            for vintage, mass in vintages + [(self.period, max(0, own))]:
                used = min(mass, max(0, demand - older))
                expires = self.closed and self.rules.keep is not None and vintage + self.rules.keep <= self.period
                kept = 0 if expires else mass - used
                mine.append([name, vintage, mass, older, used, int(expires), kept, older_kept])
                older, older_kept = older + mass, older_kept + kept
            over = 0 if stock is None else max(0, older_kept - stock)
            for i, (_, vintage, mass, older, used, expires, kept, older_kept) in enumerate(mine):
                own_row, lapsed = i + 1 == len(mine), min(kept, max(0, over - older_kept))
                rows.append([name, self.rules.first(vintage), "own" if own_row else "opening",
                             Computed(mass) if own_row else mass, Computed(older), Computed(used),
                             Computed(mass - used), expires, Computed(mass - used - kept), Computed(kept),
                             Computed(older_kept), Computed(lapsed), Computed(kept - lapsed)])
        return rows

    # -- tables a to g
    def flow(self, first, end):
        """received, loss, shipped, certified in, certified out at the site on the days [first, end)."""
        sums = [0, 0, 0, 0, 0]
        for e in self.book.postings:
            if e["site"] != self.site or e["gone"] or not first <= e["day"] < end:
                continue
            if e["kind"] == "receive" and self.book.external(e):
                sums[0] += e["mass"]
                sums[3] += self.book.backed(e, e["mass"])
            elif e["kind"] == "produce":
                sums[1] += grams(e["c"].get("loss", "0 kg"))
            elif e["kind"] in ("ship", "allocate"):
                sums[2 if e["kind"] == "ship" else 4] += e["mass"]
        return sums

    def mass(self):
        first, end, rows = self.rules.first(self.period), self.rules.first(self.period + 1), []
        received, loss, shipped, *_ = self.flow(self.rules.starts, first)
        opened = opening = received - loss - shipped
        months, day = [], first
        while day < end:
            year, month = divmod(day.year * 12 + day.month, 12)
            following = min(end, datetime.date(year, month + 1, day.day))
            months.append(("month", day, following))
            day = following
        for span, day, following in months + [("period", first, end)]:
            if span == "period":
                opening = opened
            received, loss, shipped, certified_in, certified_out = self.flow(day, following)
            closing = opening + received - loss - shipped
            follows = span == "month" and rows
            rows.append([span, day, following - datetime.timedelta(days=1), Computed(opening) if follows else opening,
                         *(Computed(x) for x in (received, loss, shipped, closing, certified_in, certified_out))])
            opening = closing
        return rows

    def value(self):
        return [[name, *(Computed(figures(self.book, name, self.period)[k]) for k in
                         ("opening", "entitlement", "allocated", "transferred", "adjusted", "expired", "balance"))]
                for name in self.names]

    def certificates(self):
        rows = []
        for e in self.live:
            if e["kind"] != "allocate":
                continue
            number = e["certificate"]
            certificate = self.book.certificates[number] if number else None
            count = sum(e in c["allocations"] for c in self.book.certificates.values() if not c["revoked"])
            rows.append([e["id"], e["line"]["c"]["shipment"], e["line"]["c"]["line"], e["line"]["mass"], e["mass"],
                         number, certificate["revision"] if number else None, certificate["date"] if number else None,
                         count, verdict(count <= 1)])
        return rows

    def stock(self, mass):
        counted = self.book.stocks.get((self.site, self.period))
        if counted is None:
            return []
        booked = mass[-1][7].value
        parts = min(10 ** 9, abs(counted - booked) * 1000000 // booked) if booked > 0 else 0
        return [[Computed(booked), counted, Computed(counted - booked), Computed(parts), 5000, verdict(parts <= 5000)]]

    def shares(self):
        rows = []
        for name in self.names:
            f = figures(self.book, name, self.period)
            t, o = (self.book.sum(w, self.site, self.period).total() for w in "TO")
            rows.append([name, Computed(share(f["renewable_input"], t)), Computed(share(f["allocated"], o))])
        return rows

    def emissions(self):
        def number(value, places):
            return None if value is None else Fraction(up(value, places))
        f = footprint(self.book, self.site, self.period)
        return [[x["shipment"], x["line"], x["mass"], x["allocated"], number(x["with"], 3), number(x["without"], 3)]
                for x in f["lines"]], \
            [[number(f["physical"], 3), number(f["effect"], 3),
              *(number(f[k], 6) for k in ("credit", "residual", "average"))]]

    def statements(self):
        rows = []
        for (kind, name), paper in self.book.ids.items():
            if kind != "paper":
                continue
            used = sum(e["mass"] for e in self.live if e["kind"] == "receive" and e["paper"] is paper)
            c = paper["c"]
            rows.append([name, c["supplier"], day_of(c["valid_from"]), day_of(c["valid_to"]), paper["mass"],
                         paper["used"] - used, Computed(used), Computed(paper["mass"] - paper["used"]),
                         verdict(paper["used"] <= paper["mass"]), "missing" if name in self.missing else "there"])
        return rows


def first_wrong(given, expected, evaluator):
    """The first cell of a workbook that is not as it must be, as "sheet!row,column"; None when all are."""
    if list(given) != list(expected):
        return "sheets"
    for name, rows in expected.items():
        cells = {place: cell for place, cell in given[name].items() if place[0] > 2}
        for number, row in enumerate(rows, 3):
            for column, wanted in enumerate(row, 1):
                value, formula = cells.pop((number, column), (None, None))
                must = wanted.value if isinstance(wanted, Computed) else wanted
                if isinstance(must, datetime.date):
                    must = (must - datetime.date(1899, 12, 30)).days
                said = value if isinstance(must, str) or value is None else as_number(value)
                place = f"{name}!{number},{column}"
                if said != must and not is_double_of(said, must):
                    return place
                if isinstance(wanted, Computed) != (formula is not None):
                    return place + " formula"
                if formula is not None and formula != "0" and not re.search(r"[A-Z]\$?\d", formula):
                    return place + " refers to nothing"
                if formula is not None and evaluator.cell(name, (number, column)) != must:
                    return place + " computes"
        if cells:
            return f"{name}!{min(cells)[0]},{min(cells)[1]}"
    return None


def is_double_of(said, must):
    """A decimal such as 87.266 stands there with the 16 digits of the double next to it."""
    return isinstance(said, Fraction) and isinstance(must, Fraction) and float(said) == float(must)


def as_number(value):
    """Numbers of more than 15 digits stand there as text."""
    try:
        return Fraction(value)
    except (ValueError, TypeError):
        return value
