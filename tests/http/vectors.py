#!/usr/bin/env python3
"""What the program answers, for the arithmetic that the browser repeats: web/src/arithmetic/vectors.json, which
test_vectors.py holds to the program and web/src/arithmetic/vectors.test.ts holds the browser to.

usage: vectors.py TENBIN      writes the file anew
"""
import json
import pathlib
import random
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import support  # noqa: E402
from served import Served  # noqa: E402

FILE = support.ROOT / "web" / "src" / "arithmetic" / "vectors.json"
SEED = 20260701
PERIOD, DAY = "2026-07-01", "2026-07-10"
WHOLE = 1_000_000
# What of free-credit is changed. 100 % is no multiple of the last one's step, so that whole lines go by their mass.
RULEBOOKS = [{}, {"share_step_ppm": 50_000}, {"partial_share": False}, {"share_step_ppm": 300_000}]
FACTORS = ["1", "0.92", "0.333333"]
MILLS, LACKS = 18, 30


def kg(grams):
    return f"{'-' if grams < 0 else ''}{abs(grams) // 1000}.{abs(grams) % 1000:03d}"


def grams(text):
    return int(text.replace(".", ""))


def masters():
    paper = next(one for one in support.mill_commands() if one["do"] == "register_supplier_certificate")
    named = ("add_supplier", "add_customer", "add_product")
    return [one for one in support.mill_commands() if one["do"] in named] + [{**paper, "mass": "900000000 t"}]


def mill(site, renewable, other, output, lines=()):
    """The commands of a site with this metal, one run and these shipment lines."""
    metal = {"do": "receive", "date": DAY, "site": site, "supplier": "S-012", "material": "billet"}
    commands = [{"do": "add_site", "site": site, "name_ja": site, "name_en": site}]
    if renewable:
        commands.append({**metal, "receipt": f"{site}-R", "class": "renewable", "mass": f"{kg(renewable)} kg",
                         "supplier_certificate": "SC-2026-0134"})
    if other:
        commands.append({**metal, "receipt": f"{site}-C", "class": "conventional", "mass": f"{kg(other)} kg"})
    commands.append({"do": "produce", "run": f"{site}-P", "date": DAY, "site": site, "product": "EX-6061-09",
                     "output": f"{kg(output)} kg"})
    return commands + [{"do": "ship", "shipment": f"{site}-{at}", "line": 1, "date": DAY, "site": site,
                        "customer": "C-0101", "product": "EX-6061-09", "mass": f"{kg(mass)} kg"}
                       for at, mass in enumerate(lines)]


class Asked:
    """A book of these commands under free-credit with these changes, and what it answers."""

    def __init__(self, commands, changes):
        rulebook = json.loads((support.ROOT / "rules" / "free-credit.json").read_text())
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({**rulebook, **changes}, file)
            file.flush()
            self.served = Served(masters() + commands, people=["sales"], rulebook=file.name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.served.end()

    def ask(self, what, site, **request):
        answer = self.served.clients["sales"].post(f"/api/v1/{what}", {"site": site, "period": PERIOD, **request})
        assert answer.status == 200, answer
        return answer.json()

    def simulate(self, site, rows):
        return self.ask("simulate", site, rows=[{"shipment": f"{site}-{at}", "line": 1, **row}
                                                for at, row in enumerate(rows)])


def some_mass(chance):
    """From a gram to a thousand tonnes, of any size alike."""
    return chance.randint(1, 10 ** chance.randint(1, 9))


def some_mill(chance, site):
    lines = [some_mass(chance) for _ in range(chance.randint(1, 6))]
    output = sum(lines) + chance.choice([0, some_mass(chance)])
    # Most have too little for all lines; some have more than enough. Without any renewable metal there is no account.
    renewable = chance.randint(1, sum(lines) * chance.choice([1, 1, 3]))
    return site, lines, mill(site, renewable, some_mass(chance), output, lines)


def choice_of(chance, rules, mass):
    """A share on the rulebook's step or, where the rulebook has parts, any mass."""
    if not rules.get("partial_share", True):
        return {"mass_kg": kg(chance.choice([0, mass]))}
    if chance.random() < 0.3:
        return {"mass_kg": kg(chance.randint(0, mass))}
    step = rules.get("share_step_ppm", 1)
    return {"share_ppm": chance.randint(0, WHOLE // step) * step}


def planned(plan):
    """Of each command, by its shipment's place: the share or the mass as text."""
    return {int(one["shipment"].rsplit("-", 1)[1]): one.get("share") or one["mass"] for one in plan["commands"]}


def mill_vector(asked, chance, rules, site, lines):
    wishes = [choice_of(chance, rules, mass) for mass in lines]
    answer = asked.simulate(site, wishes)
    assert all(row["problem"] is None for row in answer["rows"]), answer
    common = planned(asked.ask("plan", site, strategy="even"))
    assert len(set(common.values())) <= 1, common
    filled = planned(asked.ask("plan", site, strategy="concentrate", order=["product:EX-6061-09"]))
    return {
        "have_kg": answer["have_kg"], "allocated_kg": answer["allocated_kg"], "left_kg": answer["left_kg"],
        "fits_ppm": answer["fits_ppm"], "fits": next(iter(common.values()), None),
        "lines": [[kg(mass), wish.get("share_ppm"), row["allocated_kg"], row["share_ppm"], filled.get(at)]
                  for at, (mass, wish, row) in enumerate(zip(lines, wishes, answer["rows"]))],
    }


def mills(chance):
    """Shares, sums, the largest common share and whole lines in order, under each rulebook."""
    found = []
    for number, rules in enumerate(RULEBOOKS):
        some = [some_mill(chance, f"M{number}{at:02d}") for at in range(MILLS)]
        with Asked([one for _, _, commands in some for one in commands], rules) as asked:
            found += [{"partial_share": rules.get("partial_share", True), "share_step_ppm": rules.get("share_step_ppm", 1),
                       **mill_vector(asked, chance, rules, site, lines)} for site, lines, _ in some]
    return found


def replaced(chance):
    """Input share: how much of a mill's metal must be renewable, to the gram, before it may give `missing`; null where
    even all of it would not do. The program says so of a mill with that much and of one with a gram less."""
    found, commands = [], []
    for at in range(LACKS):
        total, output = some_mass(chance), some_mass(chance)
        missing = chance.randint(1, output + output // 8 + 1)
        needed = -(-missing * total // output)
        tried = [total] if missing > output else [needed - 1, needed]
        sites = [f"N{at:02d}{turn}" for turn in range(len(tried))]
        for site, renewable in zip(sites, tried):
            commands += mill(site, renewable, total - renewable, output, [output])
        found.append((sites, {"missing_kg": kg(missing), "input_kg": kg(total), "output_kg": kg(output),
                              "needed_kg": None if missing > output else kg(needed)}))
    with Asked(commands, {}) as asked:
        for sites, vector in found:
            have = [grams(asked.simulate(site, [{"share_ppm": WHOLE}])["have_kg"]) for site in sites]
            enough = [one >= grams(vector["missing_kg"]) for one in have]
            assert enough == ([False, True] if vector["needed_kg"] else [False]), (sites, vector)
    return [vector for _, vector in found]


def by_factor(chance):
    """Conversion factor: what a choice lacks, and the metal that would do."""
    found = []
    for number, factor in enumerate(FACTORS):
        sizes = [some_mass(chance) for _ in range(LACKS // len(FACTORS))]
        sites = [f"F{number}{at:02d}" for at in range(len(sizes))]
        commands = [one for site, size in zip(sites, sizes) for one in mill(site, size // 2, size, size, [size])]
        with Asked(commands, {"method": "conversion_factor", "conversion_factor": factor}) as asked:
            for site in sites:
                answer = asked.simulate(site, [{"share_ppm": WHOLE}])
                found.append({"factor": factor, "missing_kg": answer["short_kg"],
                              "needed_kg": answer["needs_renewable_input_kg"]})
    return found


def answers():
    chance = random.Random(SEED)
    return {"mills": mills(chance), "replaced": replaced(chance), "by_factor": by_factor(chance)}


def as_text(vectors):
    """One vector a line, so that a difference can be read."""
    def rows(all_of_one):
        return ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in all_of_one)
    return "{\n" + ",\n".join(f'"{name}": [\n{rows(some)}\n]' for name, some in vectors.items()) + "\n}\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    support.program = str(pathlib.Path(sys.argv[1]).resolve())
    FILE.write_text(as_text(answers()))
