"""What a verifier asks about though no rule forbids it (docs/spec/pack.md, "Findings"), for tools/audit.py."""
import datetime

from audit_citations import covers_period
from audit_figures import entry_id, is_of
from audit_rules import day_of, grams, kg

LATE_DAYS, STOCK_TOLERANCE_PPM = 31, 5000


def findings(book, site, period, missing, accepted):
    """[{"finding", "place", "detail"}]; `accepted` is the moment of each record, by its seq."""
    found = []

    def add(name, place, detail=""):
        found.append({"detail": detail, "finding": name, "place": place})

    for paper in missing:
        add("evidence_missing", paper)
    total = {what: book.sum(what, site, period).total() for what in "TOU"}
    if total["U"] > 0:
        add("unbacked_renewable", site, kg(total["U"]) + " kg")
    if total["O"] > total["T"]:
        add("output_exceeds_input", site, kg(total["O"] - total["T"]) + " kg")
    for name in book.accounts_of(site):
        if book.accounts[name]["first"] <= period and book.balance(name, period) < 0:
            add("negative_balance", name, kg(book.balance(name, period)) + " kg")
    closed = period < len(book.closed[site])
    for entry in book.postings:
        if not is_of(book, entry, site, period):
            continue
        if entry["kind"] == "produce" and (beyond := yields_beyond(entry)) > 0:
            add("run_yields_more", entry_id(entry), kg(beyond) + " kg")
        if entry["kind"] == "receive" and entry["paper"]:
            until = entry["paper"]["c"].get("scheme_valid_to")
            if until and day_of(until) < entry["day"]:
                add("scheme_expired", entry_id(entry), until)
        if entry["kind"] == "allocate" and closed and not entry["certificate"]:
            add("uncertified", entry_id(entry), kg(entry["mass"]) + " kg")
        day = accepted[entry["seq"]][:10]
        if (datetime.date.fromisoformat(day) - entry["day"]).days > LATE_DAYS:
            add("late_entry", entry_id(entry), day)
    stock(book, site, period, add)
    if book.rules.verification != "none" and not any(covers_period(book, c, site, period, c["seq"] - 1) for c in book.statements):
        add("no_statement", site, str(book.rules.first(period)))
    return found


def yields_beyond(run):
    """Grams that a run made, scrapped and lost beyond what went in; a run without input is not judged."""
    masses = {name: grams(run["c"].get(name, "0 kg")) for name in ("input", "internal_scrap", "loss")}
    return run["mass"] + masses["internal_scrap"] + masses["loss"] - masses["input"] if masses["input"] else 0


def stock(book, site, period, add):
    counted = book.stocks.get((site, period))
    if counted is None:
        return
    booked = 0
    for entry in book.postings:
        if entry["site"] != site or entry["gone"] or book.rules.period(entry["day"]) > period:
            continue
        if entry["kind"] == "receive" and entry["c"]["material"] != "internal_scrap":
            booked += entry["mass"]
        if entry["kind"] == "produce":
            booked -= grams(entry["c"].get("loss", "0 kg"))
        if entry["kind"] == "ship":
            booked -= entry["mass"]
    if abs(counted - booked) * 10 ** 6 > booked * STOCK_TOLERANCE_PPM:
        add("stock_difference", site, kg(counted - booked) + " kg")
