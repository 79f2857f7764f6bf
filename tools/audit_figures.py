"""What is shown of a book: balances, vintages, footprints (contract sections 4, 7 and 8), the sample and its trails
(docs/spec/pack.md), for tools/audit.py."""
import datetime
import hashlib
from fractions import Fraction

from audit_rules import factor, kg, up


def balances(book):
    """The value of `balance --json`."""
    rows = []
    for site in sorted(book.closed):
        for period in range(book.last.get(site, -1) + 1):
            closed = period < len(book.closed[site])
            total = {w: book.sum(w, site, period).total() for w in "TOU"}
            rows.append({"accounts": [account_row(book, name, period, closed) for name in book.accounts_of(site)
                                      if book.accounts[name]["first"] <= period],
                         "output_kg": kg(total["O"]), "period": str(book.rules.first(period)), "site": site,
                         "status": "closed" if closed else "open", "to": str(book.rules.last(period)),
                         "total_input_kg": kg(total["T"]), "unbacked_kg": kg(total["U"])})
    return {"periods": rows, "schema": "tenbin/balance/1"}


def figures(book, name, period):
    """The grams of an account's period by their names in `balance --json`."""
    site = book.accounts[name]["site"]
    closed = book.closed[site][period].get(name) if period < len(book.closed[site]) else None
    return {"opening": book.total(book.opening(name, period)), "renewable_input": book.sum("R", name, period).total(),
            "entitlement": book.entitled(name, period, datetime.date.max),
            "allocated": book.sum("A", name, period).total(), "transferred": book.sum("X", name, period).total(),
            "adjusted": book.sum("J", name, period).total(), "expired": closed[1] if closed else 0, "balance": book.balance(name, period),
            "certified": sum(m for a, m, e in book.parts if a == name and e["certificate"]
                             and book.rules.period(e["day"]) == period)}


def account_row(book, name, period, closed):
    return {"account": name, **{f"{key}_kg": kg(value) for key, value in figures(book, name, period).items()
                                if key != "adjusted" or value}}


def vintages(book, name, period):
    """[(allocation, [(vintage or None for debt, grams), …]), …] of an account's period, in the order of use."""
    opened, debt = book.opening(name, period)
    supply = [list(x) for x in opened + [(period, max(0, book.own(name, period) + debt))]]
    used = []
    live = [(e, m) for a, m, e in book.parts
            if a == name and not e["gone"] and book.rules.period(e["day"]) == period]
    for entry, mass in sorted(live, key=lambda x: (x[0]["day"], x[0]["seq"])):
        pieces = []
        for vintage in supply:
            piece = min(vintage[1], mass)
            vintage[1] -= piece
            mass -= piece
            if piece:
                pieces.append((vintage[0], piece))
        used.append((entry, pieces + ([(None, mass)] if mass else [])))
    return used


def is_of(book, entry, site, period):
    return entry["site"] == site and not entry["gone"] and book.rules.period(entry["day"]) == period


# ---- footprint: contract section 7 ---------------------------------------------------------------------------

def credit_intensity(book, name, period):
    """q of an account's period, in kg CO2e a kg; None where it has no entitlement."""
    entitled = figures(book, name, period)["entitlement"]
    if not entitled:
        return None
    lots = [(m, factor(e["paper"]["c"]["emission_factor"])) for e, m in backed_inputs(book, name, period)]
    total = sum(m * f for m, f in lots)
    if book.rules.worst:
        total = max([f for m, f in lots if m], default=0) * sum(m for m, _ in lots)
    return Fraction(total) / entitled


def backed_inputs(book, name, period):
    """[(receipt, backed grams)] that make the account's R."""
    kind = "receive" if book.rules.input_event == "receipt" else "charge"
    for entry in book.postings:
        receipt = entry if kind == "receive" else entry.get("receipt")
        if entry["kind"] == kind and is_of(book, entry, entry["site"], period) and book.account_of(receipt) == name:
            yield receipt, book.backed(receipt, entry["mass"])


def other_emissions(book, site, period):
    """G_C: all input that is not backed."""
    kind, total = ("receive" if book.rules.input_event == "receipt" else "charge"), Fraction(0)
    for entry in book.postings:
        if entry["kind"] != kind or not is_of(book, entry, site, period):
            continue
        receipt = entry if kind == "receive" else entry["receipt"]
        if not book.external(receipt):
            continue
        c = receipt["c"]
        default = book.rules.recycled if c["class"] == "recycled" else book.rules.conventional
        plain = factor(c["emission_factor"]) if "emission_factor" in c else default
        total += (entry["mass"] - book.backed(receipt, entry["mass"])) * \
            (book.rules.conventional if c["class"] == "renewable" else plain)
    return total


def site_intensities(book, site, period):
    names = [n for n in book.accounts_of(site) if book.accounts[n]["first"] <= period]
    entitled = sum(figures(book, n, period)["entitlement"] for n in names)
    output = book.sum("O", site, period).total()
    conventional = other_emissions(book, site, period)
    renewable = sum((m * factor(e["paper"]["c"]["emission_factor"]) for n in names
                     for e, m in backed_inputs(book, n, period)), Fraction(0))
    residual = conventional / (output - entitled) if output > entitled else None
    return names, entitled, output, conventional, renewable, residual


def footprint(book, site, period):
    names, entitled, output, conventional, renewable, r = site_intensities(book, site, period)
    q = {n: credit_intensity(book, n, period) for n in names}
    use = {}   # id of the allocation -> [(account, vintage, grams)]
    for name in book.accounts_of(site):
        for at in range(book.last[site] + 1):
            for entry, pieces in vintages(book, name, at):
                use.setdefault(entry["id"], []).extend((name, v, m) for v, m in pieces)
    earlier, lines = {}, []
    for line in sorted((e for e in book.postings if e["kind"] == "ship" and is_of(book, e, site, period)),
                       key=lambda e: (e["c"]["shipment"].encode(), e["c"]["line"])):
        allocated, gained = line["allocated"], Fraction(0)
        if book.rules.method == "rolling_average":
            allocated = rolling(book, site, period, line["mass"])
        for entry in line["allocations"]:
            for name, vintage, mass in use.get(entry["id"], []) if not entry["gone"] else []:
                key = (name, vintage)
                if vintage is not None and key not in earlier:
                    earlier[key] = credit_intensity(book, name, vintage)
                intensity = earlier.get(key) if vintage is not None else None
                if r is not None:
                    gained += mass * ((r if intensity is None else intensity) - r)
        whole = None if r is None else line["mass"] * r
        lines.append({"shipment": line["c"]["shipment"], "line": line["c"]["line"], "mass": line["mass"],
                      "allocated": allocated, "with": None if r is None else (whole + gained) / 1000,
                      "without": None if r is None else whole / 1000})
    effect = None
    if r is not None:
        effect = Fraction(0)
        for name in names:
            given = sum(m for _, pieces in vintages(book, name, period) for v, m in pieces if v == period)
            if q[name] is not None:
                effect += (figures(book, name, period)["entitlement"] - given) * (r - q[name])
    credit = sum((figures(book, n, period)["entitlement"] * q[n] for n in names if q[n] is not None), Fraction(0))
    return {"lines": lines, "physical": (renewable + conventional) / 1000,
            "effect": None if effect is None else effect / 1000,
            "credit": credit / entitled if entitled else None, "residual": r,
            "average": (renewable + conventional) / output if output else None}


def rolling(book, site, period, mass):
    if period >= len(book.closed[site]):
        return None
    total = book.sum("T", site, period).total()
    r = sum(book.sum("R", n, period).total() for n in book.accounts_of(site))
    return mass * (r * 1000000 // total if total else 0) // 1000000



# ---- the sample: docs/spec/pack.md ---------------------------------------------------------------------------

def entry_id(entry):
    return f"{entry['id'][0]}/{entry['id'][1]}" if entry["kind"] == "ship" else entry["id"]


def draw(book, site, period, seed, wanted):
    """[(entry, hits, certain)] and what they were drawn by."""
    population = [e for e in book.postings if is_of(book, e, site, period)]
    total = sum(e["mass"] for e in population)
    interval = max(1, total // wanted)
    said = f"tenbin-sample/1\n{site}\n{book.rules.first(period)}\n{seed}\n"
    start = int.from_bytes(hashlib.sha256(said.encode()).digest(), "big") % interval
    drawn, before = [], 0
    for entry in population:
        after = before + entry["mass"]
        hits = max(0, -((start - after) // interval)) - max(0, -((start - before) // interval))
        if hits:
            drawn.append((entry, hits, entry["mass"] >= interval))
        before = after
    return drawn, {"interval_kg": kg(interval), "population": len(population), "population_kg": kg(total),
                   "start_kg": kg(start)}


def credit_books(book):
    """(account, period) -> seqs of the inputs that earned its credits, and of the allocations that used them; and for
    each allocation the credits that it used."""
    books, of = {}, {}
    for name, account in book.accounts.items():
        for period in range(book.last[account["site"]] + 1):
            for entry, pieces in vintages(book, name, period):
                for vintage, _ in pieces:
                    books.setdefault((name, vintage), (set(), set()))[1].add(entry["seq"])
                    of.setdefault(entry["id"], set()).add((name, vintage))
    kind = "receive" if book.rules.input_event == "receipt" else "charge"
    for entry in book.postings:
        if entry["kind"] == kind and not entry["gone"]:
            name = book.account_of(entry if kind == "receive" else entry["receipt"])
            if name is not None:
                place = (name, book.rules.period(entry["day"]))
                books.setdefault(place, (set(), set()))[0].add(entry["seq"])
    return books, of


def trail(book, entry, used):
    found = {k: set() for k in ("allocations", "certificates", "charges", "credits", "lines", "receipts",
                                "supplier_certificates")}
    kind, period = entry["kind"], book.rules.period(entry["day"])
    receipt = {"receive": entry, "charge": entry.get("receipt")}.get(kind)
    if receipt is not None:
        found["receipts"].add(receipt["seq"])
        found["charges"] |= {c["seq"] for c in receipt["charges"] if not c["gone"]}
        if receipt["paper"]:
            found["supplier_certificates"].add(receipt["paper"]["seq"])
        account = book.account_of(receipt)
        if account is not None and (kind == "charge" or book.rules.input_event == "receipt"):
            found["credits"].add((account, period))
    if kind == "transfer":
        found["credits"] |= {(entry["from"], period), (entry["other"], period)}
    if kind == "adjust":
        found["credits"].add((entry["account"], period))
    if kind == "ship":
        found["lines"].add(entry["seq"])
    allocations = [entry] if kind == "allocate" else [a for a in entry.get("allocations", []) if not a["gone"]]
    for allocation in allocations:
        found["allocations"].add(allocation["seq"])
        found["lines"].add(allocation["line"]["seq"])
        found["credits"] |= used.get(allocation["id"], set())
        if allocation["certificate"]:
            found["certificates"].add(book.certificates[allocation["certificate"]]["seq"])
    return found


def credit_order(credit):
    return credit[0].encode(), -1 if credit[1] is None else credit[1]


def sample(book, site, period, seed, wanted):
    """The value of sample.json."""
    drawn, by = draw(book, site, period, seed, wanted)
    books, used = credit_books(book)

    def credit(place, **more):
        return {"account": place[0], "period": None if place[1] is None else str(book.rules.first(place[1])), **more}
    items, touched = [], set()
    for entry, hits, certain in drawn:
        found = trail(book, entry, used)
        touched |= found["credits"]
        shown = {k: sorted(v) for k, v in found.items() if k != "credits"}
        shown["credits"] = [credit(c) for c in sorted(found["credits"], key=credit_order)]
        items.append({"certain": certain, "date": str(entry["day"]), "do": entry["kind"], "hits": hits,
                      "id": entry_id(entry), "mass_kg": kg(entry["mass"]), "seq": entry["seq"], "trail": shown})
    credits = []
    for place in sorted(touched, key=credit_order):
        inputs, allocations = books.get(place, (set(), set()))
        credits.append(credit(place, inputs=sorted(inputs), allocations=sorted(allocations)))
    return {"credits": credits, "items": items, "period": str(book.rules.first(period)), "schema": "tenbin/sample/1",
            "seed": seed, "site": site, "wanted": wanted, **by}


def sample_csv(value):
    def quoted(text):
        text = "'" + text if text[:1] and text[0] in "=+-@\t" else text
        return '"' + text.replace('"', '""') + '"'
    rows = ["seq,do,id,date,mass_kg,hits,certain"]
    rows += [f"{i['seq']},{i['do']},{quoted(i['id'])},{i['date']},{i['mass_kg']},{i['hits']},"
             f"{'yes' if i['certain'] else 'no'}" for i in value["items"]]
    return "\ufeff" + "".join(row + "\r\n" for row in rows)
