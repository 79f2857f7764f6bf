"""The book that a journal makes (contract section 6), for tools/audit.py. Every method named after a command takes it, or
refuses it with the contract's code, and answers what the record's outcome must say."""
from audit_balance import Balances
from audit_rules import Refused, day_of, grams, kg, ppm, refuse_unless


class Book(Balances):
    # -- commands; each answers its outcome
    def add_site(self, c):
        self.fresh("site", c["site"])
        self.new("site", c["site"], {"c": c})
        self.closed[c["site"]] = []

    def add_party(self, c):
        kind = c["do"][4:]
        self.fresh(kind, c[kind])
        self.new(kind, c[kind], {"c": c, "allocatable": c.get("allocatable", True)})

    add_supplier = add_customer = add_product = add_party

    def register_supplier_certificate(self, c):
        self.fresh("paper", c["supplier_certificate"])
        self.get("supplier", c["supplier"])
        refuse_unless(c["power_source"] not in ("nuclear", "fossil", "grid"), "power_source.not_renewable")
        refuse_unless(c["chain_model"] != "book_and_claim", "chain_model.not_allowed")
        self.new("paper", c["supplier_certificate"], {
            "c": c, "mass": grams(c["mass"]), "used": 0, "share": ppm(c.get("renewable_share", "100 %"))})

    def receive(self, c):
        paper = c.get("supplier_certificate")
        refuse_unless(not paper or c["class"] == "renewable", "input.invalid")
        self.fresh("receive", c["receipt"])
        self.get("site", c["site"])
        self.get("supplier", c["supplier"])
        day, mass = day_of(c["date"]), grams(c["mass"])
        paper = self.get("paper", paper) if paper else None
        period = self.open_period(c["site"], day)
        receipt = {"c": c, "site": c["site"], "day": day, "mass": mass, "paper": paper, "charged": 0, "charges": []}
        if paper:
            self.can_back(paper, receipt)

        def post():
            self.touch(c["site"], period)
            if paper:
                paper["used"] += mass
                self.know(c["site"], self.account_name(c["site"], paper), period)
            if self.rules.input_event == "receipt":
                self.count(receipt, day, mass, 1)
        self.guarded({c["site"]}, day, post)
        self.posting(self.new("receive", c["receipt"], receipt))
        return {"backed_kg": kg(self.backed(receipt, mass))} if paper else {}

    def posting(self, entry):
        self.seqs[self.seq] = entry
        self.postings.append(entry)

    def back_receipt(self, c):
        receipt, paper = self.get("receive", c["receipt"]), self.get("paper", c["supplier_certificate"])
        refuse_unless(receipt["paper"] is None and receipt["c"]["class"] == "renewable", "receipt.not_backable")
        period = self.open_period(receipt["site"], receipt["day"])
        self.can_back(paper, receipt)
        for day, mass in self.inputs(receipt):
            self.count(receipt, day, mass, -1)
        receipt["paper"] = paper
        paper["used"] += receipt["mass"]
        self.know(receipt["site"], self.account_name(receipt["site"], paper), period)
        for day, mass in self.inputs(receipt):
            self.count(receipt, day, mass, 1)
        self.seqs[self.seq] = receipt
        self.backings.add(self.seq)
        return {"backed_kg": kg(self.backed(receipt, receipt["mass"]))}

    def charge(self, c):
        self.fresh("charge", c["charge"])
        self.get("site", c["site"])
        receipt, day, mass = self.get("receive", c["receipt"]), day_of(c["date"]), grams(c["mass"])
        refuse_unless(receipt["site"] == c["site"], "reference.unknown")
        refuse_unless(self.rules.input_event == "charge", "method.no_charges")
        self.open_period(c["site"], day)
        refuse_unless(day >= receipt["day"], "date.before_receipt")
        refuse_unless(receipt["charged"] + mass <= receipt["mass"], "receipt.insufficient")
        self.guarded({c["site"]}, day, lambda: self.count(receipt, day, mass, 1))
        receipt["charged"] += mass
        entry = self.new("charge", c["charge"], {"c": c, "site": c["site"], "day": day, "mass": mass,
                                                 "receipt": receipt})
        receipt["charges"].append(entry)
        self.posting(entry)
        return {"backed_kg": kg(self.backed(receipt, mass))} if receipt["paper"] else {}

    def produce(self, c):
        self.fresh("produce", c["run"])
        self.get("site", c["site"])
        product, day, mass = self.get("product", c["product"]), day_of(c["date"]), grams(c["output"])
        period = self.open_period(c["site"], day)
        self.touch(c["site"], period)
        if product["allocatable"]:
            self.sum("O", c["site"], period).add(day, mass)
        self.posting(self.new("produce", c["run"], {"c": c, "site": c["site"], "day": day, "mass": mass,
                                                    "product": product}))

    def ship(self, c):
        self.fresh("ship", (c["shipment"], c["line"]))
        self.get("site", c["site"])
        self.get("customer", c["customer"])
        product, day = self.get("product", c["product"]), day_of(c["date"])
        self.touch(c["site"], self.open_period(c["site"], day))
        self.posting(self.new("ship", (c["shipment"], c["line"]), {
            "c": c, "site": c["site"], "day": day, "mass": grams(c["mass"]), "product": product,
            "allocations": [], "allocated": 0, "certificate": None}))

    def allocate(self, c):
        refuse_unless(("share" in c) != ("mass" in c), "input.invalid")
        self.fresh("allocate", c["allocation"])
        line, day, named = self.get("ship", (c["shipment"], c["line"])), day_of(c["date"]), c.get("account")
        site = line["site"]
        refuse_unless(named is None or named in self.accounts_of(site) or named.startswith(site + "/renewable"),
                      "reference.unknown")
        refuse_unless(self.rules.method != "rolling_average", "method.no_free_allocation")
        period = self.open_period(site, day)
        refuse_unless(day >= line["day"], "date.before_shipment")
        refuse_unless(line["product"]["allocatable"], "product.not_allocatable")
        share = ppm(c["share"]) if "share" in c else None
        mass = grams(c["mass"]) if share is None else line["mass"] * share // 1000000
        whole = mass == line["mass"] if share is None else share == 1000000
        refuse_unless((self.rules.partial or whole) and (share is None or share % self.rules.step == 0),
                      "share.not_allowed")
        refuse_unless(line["allocated"] + mass <= line["mass"], "share.exceeds_product")
        entry = {"c": c, "site": site, "day": day, "mass": mass, "line": line, "certificate": None}
        parts = [(named, mass)] if named else self.draw(c["outcome"], site, period, day, mass)

        def post():
            self.touch(site, period)
            for account, part in parts:
                self.know(site, account, period)
                self.sum("A", account, period).add(day, part)
        self.guarded({site}, day, post)
        entry["parts"] = parts
        self.parts += [(account, part, entry) for account, part in parts]
        line["allocations"].append(entry)
        line["allocated"] += mass
        self.posting(self.new("allocate", c["allocation"], entry))
        return {"mass_kg": kg(mass), "accounts": [{"account": a, "mass_kg": kg(m)} for a, m in parts]}

    def draw(self, outcome, site, period, day, mass):
        """The accounts in the order of their names, each giving all it may: held against what the outcome says."""
        names = self.accounts_of(site)
        refuse_unless(names, "balance.insufficient")
        said = {x["account"]: grams(x["mass_kg"] + " kg") for x in outcome["accounts"]}
        refuse_unless(set(said) <= set(names) and sum(said.values()) == mass, "outcome")
        rest = mass
        for name in names:
            taken = said.get(name, 0)
            if taken < rest:  # one gram more must be too much
                sums = self.sum("A", name, period)
                refuse_unless(self.rules.mode != "period_end" and self.guarded(
                    {site}, day, lambda: sums.add(day, taken + 1), lambda: sums.add(day, -taken - 1)), "outcome")
            rest -= taken
            if rest == 0:
                break
        return [(x["account"], said[x["account"]]) for x in outcome["accounts"]]

    def release(self, c):
        entry = self.get("allocate", c["allocation"])
        refuse_unless(entry["certificate"] is None, "allocation.certified")
        period = self.open_period(entry["site"], entry["day"])
        entry["gone"] = True
        entry["line"]["allocated"] -= entry["mass"]
        for account, part in entry["parts"]:
            self.sum("A", account, period).add(entry["day"], -part)

    def transfer(self, c):
        refuse_unless(c["from"] != c["to"], "input.invalid")
        self.fresh("transfer", c["transfer"])
        self.get("site", c["from"])
        self.get("site", c["to"])
        account, day, mass = c["account"], day_of(c["date"]), grams(c["mass"])
        refuse_unless(account in self.accounts_of(c["from"]), "reference.unknown")
        refuse_unless(self.rules.transfers, "transfer.not_allowed")
        period = self.open_period(c["from"], day)
        self.open_period(c["to"], day)
        other = c["to"] + account[len(c["from"]):]

        def post():
            for site, name, part in ((c["from"], account, -mass), (c["to"], other, mass)):
                self.touch(site, period)
                self.know(site, name, period)
                self.sum("X", name, period).add(day, part)
        self.guarded({c["from"], c["to"]}, day, post)
        self.postings.append(self.new("transfer", c["transfer"], {
            "c": c, "site": c["from"], "to": c["to"], "day": day, "mass": mass, "from": account, "other": other}))

    def adjust(self, c):
        self.fresh("adjust", c["adjustment"])
        entry, account, day = self.seqs.get(c["entry"]), c["account"], day_of(c["date"])
        refuse_unless(entry is not None and entry["kind"] in ("receive", "charge", "produce", "ship"),
                      "reference.unknown")
        site, mass, ids = entry["site"], grams(c["mass"]), c.get("allocations", [])
        refuse_unless(account in self.accounts_of(site), "reference.unknown")
        refuse_unless(len(set(ids)) == len(ids), "input.invalid")
        gone = [(self.get("allocate", i), sum(m for a, m in self.get("allocate", i)["parts"] if a == account))
                for i in ids]
        refuse_unless(all(m and not e.get("written_off") for e, m in gone), "reference.unknown")
        refuse_unless(not entry["gone"], "entry.already_reversed")
        refuse_unless(all(self.rules.period(e["day"]) < len(self.closed[site]) for e in [entry] + [e for e, _ in gone]),
                      "entry.period_open")
        refuse_unless(all(e["certificate"] is None for e, _ in gone), "allocation.certified")
        period, taken = self.open_period(site, day), max(0, mass - sum(m for _, m in gone))

        def post():
            self.touch(site, period)
            self.know(site, account, period)
            self.sum("J", account, period).add(day, taken)
        self.guarded({site}, day, post)
        for allocation, _ in gone:
            allocation["written_off"] = True
        self.postings.append(self.new("adjust", c["adjustment"], {
            "c": c, "site": site, "day": day, "mass": mass, "taken": taken, "account": account}))
        return {"taken_kg": kg(taken)} if gone else {}

    def can_certify(self, entries, own):
        refuse_unless(entries, "certificate.empty")
        refuse_unless(all(e["line"]["certificate"] in (None, own) for e in entries), "shipment.already_certified")
        for account in {a for e in entries for a, _ in e["parts"]}:
            site = self.accounts[account]["site"]
            refuse_unless(self.balance(account, self.last[site]) >= 0, "balance.negative")

    def cover(self, number, entries):
        certificate = self.certificates[number]
        for entry in certificate["allocations"]:
            entry["certificate"] = entry["line"]["certificate"] = None
        certificate["allocations"] = entries
        for entry in entries:
            entry["certificate"] = entry["line"]["certificate"] = number

    def named(self, ids, customer):
        refuse_unless(len(set(ids)) == len(ids), "input.invalid")
        entries = [self.get("allocate", i) for i in ids]
        refuse_unless(all(e["line"]["c"]["customer"] == customer and not e.get("written_off") for e in entries),
                      "reference.unknown")
        return entries

    def issue_certificate(self, c):
        number = c["outcome"]["certificate"]
        refuse_unless(number not in self.certificates, "id.duplicate")
        refuse_unless(c.get("certificate", number) == number, "outcome")
        self.get("customer", c["customer"])
        if "allocations" in c:
            entries = self.named(c["allocations"], c["customer"])
        else:
            first, last = day_of(c["from"]), day_of(c["to"])
            entries = [e for e in self.postings if e["kind"] == "allocate" and not e["gone"] and not e["certificate"]
                       and not e.get("written_off")
                       and e["line"]["c"]["customer"] == c["customer"] and first <= e["line"]["day"] <= last]
            entries.sort(key=lambda e: (e["line"]["day"], e["seq"]))
        self.can_certify(entries, None)
        self.certificates[number] = {"revision": 1, "revoked": False, "allocations": [], "customer": c["customer"],
                                     "date": day_of(c["date"]), "seq": self.seq}
        self.cover(number, entries)
        return {"allocations": [e["id"] for e in entries], "certificate": number, "revision": 1,
                "mass_kg": kg(sum(e["mass"] for e in entries))}

    def live_certificate(self, number):
        refuse_unless(number in self.certificates, "reference.unknown")
        return self.certificates[number]

    def replace_certificate(self, c):
        certificate = self.live_certificate(c["certificate"])
        entries = self.named(c["allocations"], certificate["customer"])
        refuse_unless(not certificate["revoked"], "certificate.not_live")
        self.can_certify(entries, c["certificate"])
        self.cover(c["certificate"], entries)
        certificate.update(revision=certificate["revision"] + 1, date=day_of(c["date"]), seq=self.seq)
        return {"certificate": c["certificate"], "revision": certificate["revision"],
                "mass_kg": kg(sum(e["mass"] for e in entries))}

    def revoke_certificate(self, c):
        certificate = self.live_certificate(c["certificate"])
        refuse_unless(not certificate["revoked"], "certificate.not_live")
        kept = certificate["allocations"]
        self.cover(c["certificate"], [])
        certificate.update(revoked=True, allocations=kept)
        return {"certificate": c["certificate"]}

    def attest_certificate(self, c):
        certificate, place = self.live_certificate(c["certificate"]), (c["certificate"], c["revision"])
        refuse_unless(place not in self.attested, "id.duplicate")
        refuse_unless(c["revision"] == certificate["revision"], "reference.unknown")
        refuse_unless("key" not in c or not self.keys or c["key"] == self.keys[-1], "reference.unknown")
        refuse_unless(not certificate["revoked"], "certificate.not_live")
        self.attested[place] = c["digest"], c.get("key", "")
        return None

    def register_key(self, c):
        refuse_unless(c["key"] not in self.keys, "id.duplicate")
        self.keys.append(c["key"])

    def close_period(self, c):
        refuse_unless(not self.rules.cap or "physical_stock" in c, "input.invalid")
        self.get("site", c["site"])
        site, first, day = c["site"], day_of(c["period"]), day_of(c["date"])
        refuse_unless(first >= self.rules.starts and self.rules.first(self.rules.period(first)) == first,
                      "period.unknown")
        period = self.rules.period(first)
        refuse_unless(period >= len(self.closed[site]), "period.closed")
        refuse_unless(period == len(self.closed[site]), "period.out_of_order")
        refuse_unless(day >= self.rules.last(period), "date.before_period_end")
        result = {}
        for account in self.accounts_of(site):
            if self.accounts[account]["first"] > period:
                continue
            allowed = self.rules.mode == "overdraw" and "force_majeure" in c
            refuse_unless(self.balance(account, period) >= 0 or allowed, "balance.negative")
            (vintages, debt), expired = self.at_close(account, period)
            if self.rules.cap:
                over = max(0, self.total((vintages, debt)) - grams(c["physical_stock"]))
                expired += over
                (vintages, _) = self.settle((vintages, 0), 0, over, period)
            result[account] = ((vintages, debt), expired)
        before = self.view({site}, day) if self.rules.cap else {}
        self.closed[site].append(result)
        self.closings[site, period] = self.seq
        self.touch(site, period)
        if self.rules.cap:
            after = {place: steps for place, steps in self.view({site}, day).items() if place[1] > period}
            refuse_unless(not self.breaks(before, after), "balance.insufficient")
        if "physical_stock" in c:
            self.stocks[site, period] = grams(c["physical_stock"])
        return {"accounts": [{"account": a, "carried_kg": kg(self.total(x)), "expired_kg": kg(e)}
                             for a, (x, e) in sorted(result.items())]}

    def reverse(self, c):
        entry = self.seqs.get(c["entry"])
        refuse_unless(entry is not None and c["entry"] not in self.backings and entry["kind"] in ("receive", "charge", "produce", "ship"),
                      "reference.unknown")
        refuse_unless(not entry["gone"], "entry.already_reversed")
        kind, day, site = entry["kind"], entry["day"], entry["site"]
        refuse_unless(not entry.get("charged") and not any(not a["gone"] for a in entry.get("allocations", [])),
                      "entry.in_use")
        period = self.open_period(site, day)

        def post():
            entry["gone"] = True
            if kind == "receive":
                if entry["paper"]:
                    entry["paper"]["used"] -= entry["mass"]
                if self.rules.input_event == "receipt":
                    self.count(entry, day, entry["mass"], -1)
            elif kind == "charge":
                entry["receipt"]["charged"] -= entry["mass"]
                self.count(entry["receipt"], day, entry["mass"], -1)
            elif kind == "produce" and entry["product"]["allocatable"]:
                self.sum("O", site, period).add(day, -entry["mass"])
        self.guarded({site}, day, post)

    def record_verification(self, c):
        self.get("site", c["site"])
        self.statements.append({**c, "seq": self.seq})

    COMMANDS = {name for name in (
        "add_site add_supplier add_customer add_product register_supplier_certificate receive back_receipt charge "
        "produce ship allocate release transfer adjust issue_certificate replace_certificate revoke_certificate "
        "attest_certificate register_key close_period reverse record_verification").split()}

    def take(self, event):
        """One accepted command; the outcome must be what comes out here."""
        refuse_unless(event["do"] in self.COMMANDS, "input.invalid")
        self.seq += 1
        said = event.get("outcome", {})
        if "command_id" in event:
            refuse_unless(event["command_id"] not in self.commands, "repeated")
            self.commands[event["command_id"]] = event
        try:
            outcome = getattr(self, event["do"])({**event, "outcome": said})
        except (KeyError, ValueError, TypeError, AttributeError) as problem:
            raise Refused("input.invalid") from problem
        if outcome is not None:
            refuse_unless({k: v for k, v in said.items() if k != "residues"} == outcome, "outcome")
