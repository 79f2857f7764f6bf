"""Balances, vintages and floors (contract sections 2, 4 and 5), for tools/audit.py. Written from the contract; obviously
right before fast."""
import datetime

from audit_rules import Sums, day_of, refuse_unless


class Balances:
    """What was posted, and what it comes to. Entries are dicts that keep their command under "c"."""

    def __init__(self, rules):
        self.rules = rules
        self.ids = {}            # (kind, id) -> entry
        self.seqs = {}           # seq -> entry that may be reversed
        self.postings = []       # entries with mass, by seq
        self.accounts = {}       # name -> {"site", "first"}
        self.sums = {}           # (what, name, period) -> Sums; T O U by site, R A X J (adjusted) by account
        self.closed = {}         # site -> [{account: (credits, expired)}, …] by period
        self.last = {}           # site -> last period with a posting
        self.stocks = {}         # (site, period) -> counted stock
        self.parts = []          # (account, grams, allocation)
        self.certificates = {}   # number -> {"revision", "revoked", "allocations", "customer", "date", "seq"}
        self.attested = {}       # (number, revision) -> (digest, key)
        self.statements = []     # record_verification, with their "seq"
        self.closings = {}       # (site, period) -> seq
        self.keys = []           # that sign certificates, as registered
        self.backings = set()    # seqs of back_receipt, which adjust may name and reverse may not
        self.commands = {}
        self.seq = 0

    # -- looking things up
    def get(self, kind, name):
        entry = self.ids.get((kind, name))
        refuse_unless(entry is not None and not entry.get("gone"), "reference.unknown")
        return entry

    def new(self, kind, name, entry):
        entry.update(kind=kind, id=name, seq=self.seq, gone=False)
        self.ids[kind, name] = entry
        return entry

    def fresh(self, kind, name):
        refuse_unless((kind, name) not in self.ids, "id.duplicate")

    def sum(self, what, name, period):
        return self.sums.setdefault((what, name, period), Sums())

    def open_period(self, site, day):
        refuse_unless(day >= self.rules.starts, "period.unknown")
        period = self.rules.period(day)
        refuse_unless(period >= len(self.closed[site]), "period.closed")
        return period

    def touch(self, site, period):
        self.last[site] = max(self.last.get(site, -1), period)

    def know(self, site, name, period):
        account = self.accounts.setdefault(name, {"site": site, "first": period})
        account["first"] = min(account["first"], period)

    def accounts_of(self, site):
        return sorted(n for n, a in self.accounts.items() if a["site"] == site)

    def account_name(self, site, paper):
        c = paper["c"]
        tail = {"class": "", "power_source": "/" + c["power_source"],
                "supplier_certificate": "/" + c["supplier_certificate"]}[self.rules.account_by]
        return site + "/renewable" + tail

    # -- balances
    def entitled(self, account, period, day):
        site = self.accounts[account]["site"]
        return self.rules.entitlement(self.sum("R", account, period).to(day), self.sum("O", site, period).to(day),
                                      self.sum("T", site, period).to(day))

    def own(self, account, period):
        return self.entitled(account, period, datetime.date.max) + self.sum("X", account, period).total() \
            - self.sum("J", account, period).total()

    def settle(self, credits, own, allocated, period):
        """What is left: ([(vintage, grams), …] oldest first, debt)."""
        vintages, debt = credits
        own += debt
        demand, left = allocated + max(0, -own), []
        for vintage, mass in vintages + [(period, max(0, own))]:
            used = min(mass, demand)
            demand -= used
            if mass > used:
                left.append((vintage, mass - used))
        return left, -demand

    def expire(self, credits, period):
        vintages, debt = credits
        if self.rules.keep is None:
            return credits, 0
        kept = [(v, m) for v, m in vintages if v + self.rules.keep > period]
        return (kept, debt), sum(m for _, m in vintages) - sum(m for _, m in kept)

    def at_close(self, account, period):
        """Credits that the period leaves before any cap, and what expired."""
        opened = self.opening(account, period)
        left = self.settle(opened, self.own(account, period), self.sum("A", account, period).total(), period)
        return self.expire(left, period)

    def opening(self, account, period):
        first, site = self.accounts[account]["first"], self.accounts[account]["site"]
        closed = self.closed[site]
        credits, at = ([], 0), first
        if min(period, len(closed)) > first:
            at = min(period, len(closed))
            credits = closed[at - 1][account][0]
        for at in range(at, period):
            left = self.settle(credits, self.own(account, at), self.sum("A", account, at).total(), at)
            credits, _ = self.expire(left, at)
        return credits

    @staticmethod
    def total(credits):
        return sum(m for _, m in credits[0]) + credits[1]

    def balance(self, account, period):
        closed = self.closed[self.accounts[account]["site"]]
        if period < len(closed) and account in closed[period]:
            return self.total(closed[period][account][0])
        return self.total(self.opening(account, period)) + self.own(account, period) \
            - self.sum("A", account, period).total()

    # -- floors: contract section 5
    def days(self, account, period):
        """[(day, balance, T)] of every day on which the balance changes; the first stands for the opening."""
        site = self.accounts[account]["site"]
        kinds = [self.sum(w, n, period) for w, n in
                 (("R", account), ("A", account), ("X", account), ("J", account), ("T", site), ("O", site))]
        r, a, x, j, t, o = (0,) * 6
        opened, steps = self.total(self.opening(account, period)), []
        steps.append((datetime.date.min, opened, 0))
        for day in sorted({d for kind in kinds for d in kind}):
            r, a, x, j, t, o = (was + kind.get(day, 0) for was, kind in zip((r, a, x, j, t, o), kinds))
            steps.append((day, opened + self.rules.entitlement(r, o, t) - a + x - j, t))
        return steps

    def view(self, sites, day):
        """All day balances that a posting of this day could lower."""
        period, seen = self.rules.period(day), {}
        for name, account in self.accounts.items():
            site = account["site"]
            if site not in sites or self.rules.mode == "period_end":
                continue
            last = max(self.last.get(site, -1), period) + 1 if self.rules.mode == "never" else period
            for at in range(max(len(self.closed[site]), min(account["first"], period)), last + 1):
                if self.rules.mode == "never" or at == period:
                    seen[name, at] = self.days(name, at)
        return seen

    def breaks(self, before, after):
        def value(steps, day):
            return [s for s in steps if s[0] <= day][-1][1]
        for place, steps in after.items():
            old = before.get(place)
            if steps == old:
                continue
            days = sorted({s[0] for s in steps} | {s[0] for s in old or []})
            for day in days:
                now, t = [(s[1], s[2]) for s in steps if s[0] <= day][-1]
                floor = -(t * self.rules.limit // 1000000) if self.rules.mode == "overdraw" else 0
                if now < floor and now < (value(old, day) if old else 0):
                    return True
        return False

    def guarded(self, sites, day, post, undo=None, code="balance.insufficient"):
        """Posts and refuses when a floor breaks; with undo it only asks: True when it would break."""
        before = self.view(sites, day)
        post()
        broken = self.breaks(before, self.view(sites, day))
        if undo:
            undo()
            return broken
        refuse_unless(not broken, code)
        return False

    # -- input
    def external(self, receipt):
        return receipt["c"]["material"] != "internal_scrap"

    def backed(self, receipt, mass):
        paper = receipt["paper"]
        return mass * paper["share"] // 1000000 if paper and self.external(receipt) else 0

    def account_of(self, receipt):
        if receipt["paper"] is None or not self.external(receipt):
            return None
        return self.account_name(receipt["site"], receipt["paper"])

    def count(self, receipt, day, mass, sign):
        period, site = self.rules.period(day), receipt["site"]
        self.touch(site, period)
        if not self.external(receipt):
            return
        self.sum("T", site, period).add(day, sign * mass)
        if receipt["paper"]:
            account = self.account_of(receipt)
            self.know(site, account, period)
            self.sum("R", account, period).add(day, sign * self.backed(receipt, mass))
        elif receipt["c"]["class"] == "renewable":
            self.sum("U", site, period).add(day, sign * mass)

    def inputs(self, receipt):
        """(day, mass) of what of the receipt counts as input."""
        if self.rules.input_event == "receipt":
            return [(receipt["day"], receipt["mass"])]
        return [(c["day"], c["mass"]) for c in receipt["charges"] if not c["gone"]]

    def can_back(self, paper, receipt):
        refuse_unless(paper["c"]["supplier"] == receipt["c"]["supplier"], "supplier_certificate.other_supplier")
        refuse_unless(day_of(paper["c"]["valid_from"]) <= receipt["day"] <= day_of(paper["c"]["valid_to"]),
                      "supplier_certificate.expired")
        refuse_unless(paper["used"] + receipt["mass"] <= paper["mass"], "supplier_certificate.insufficient")
