"""Which verifier's statement a certificate may cite (docs/spec/statement.md), for tools/audit.py."""
from audit_figures import vintages
from audit_rules import day_of

SAID = ("criteria", "date", "kind", "level", "statement", "verifier")


def was_closed(book, site, period, seen):
    """Within the first `seen` records."""
    return book.closings.get((site, period), seen + 1) <= seen


def is_inside(book, record, period):
    return day_of(record["from"]) <= book.rules.first(period) and book.rules.last(period) <= day_of(record["to"])


def covers_period(book, record, site, period, seen):
    return record["site"] == site and is_inside(book, record, period) and was_closed(book, site, period, seen)


def drawn(book, entry):
    """The (account, vintage) that an allocation draws on."""
    period = book.rules.period(entry["day"])
    return {(name, vintage) for name, _ in entry["parts"] for other, pieces in vintages(book, name, period)
            if other is entry for vintage, _ in pieces if vintage is not None}


def covers(book, record, entries, seen):
    """Whether all that a certificate over these allocations states lies inside the statement."""
    shipped = {entry["line"]["day"] for entry in entries}
    days = shipped | {entry["day"] for entry in entries}
    periods = {book.rules.period(day) for day in days}
    credits = set().union(*(drawn(book, entry) for entry in entries))
    return all((
        {entry["line"]["site"] for entry in entries} == {record["site"]},
        day_of(record["from"]) <= min(shipped) and max(shipped) <= day_of(record["to"]),
        all(is_inside(book, record, period) for period in periods | {vintage for _, vintage in credits}),
        all(book.sum("X", name, vintage).total() <= 0 for name, vintage in credits),
        max(entry["seq"] for entry in entries) <= seen,
        all(was_closed(book, record["site"], period, seen) for period in periods)))


def may_cite(book, entries, cited, seen):
    """Whether a record says it to the letter, and that one covers the certificate."""
    def said(record):
        digest = {"statement_sha256": record["digest"]} if "digest" in record else {}
        return {**{key: record[key] for key in SAID}, "scope": {"from": record["from"], "to": record["to"]}, **digest}
    return any(said(record) == cited and covers(book, record, entries, seen(record)) for record in book.statements)
