"""`tenbin rulebook list|show|check`: a wrong file gets the place and the allowed values."""
import json

from support import ROOT, CliTest

BUILT_IN = sorted(path.stem for path in (ROOT / "rules").glob("*.json") if not path.stem.endswith(".sources"))


class Rulebook(CliTest):
    def check(self, text):
        path = self.folder / "rules.json"
        path.write_text(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))
        return self.tenbin("rulebook", "check", path, "--lang", "en")

    def changed(self, place, value):
        """free-credit with one value changed, or taken away where it is None."""
        rulebook = json.loads((ROOT / "rules" / "free-credit.json").read_text())
        *path, last = place.split(".")
        at = rulebook
        for key in path:
            at = at[key]
        at.pop(last, None)
        if value is not None:
            at[last] = value
        return rulebook

    def test_list_names_every_built_in(self):
        out = self.expect(0, self.tenbin("rulebook", "list")).out
        self.assertIn("free-credit", BUILT_IN)
        for name in BUILT_IN:
            self.assertIn(name, out)

    def test_show_and_check_every_built_in(self):
        for name in BUILT_IN:
            with self.subTest(name):
                out = self.expect(0, self.tenbin("rulebook", "show", name)).out
                rulebook = json.loads((ROOT / "rules" / f"{name}.json").read_text())
                for key in rulebook:
                    self.assertIn(key, out)
                shown = self.expect(0, self.tenbin("rulebook", "show", name, "--json"))
                self.assertEqual(rulebook, shown.json())
                self.expect(0, self.tenbin("rulebook", "check", name))
                self.expect(0, self.tenbin("rulebook", "check", ROOT / "rules" / f"{name}.json"))
                self.expect(0, self.tenbin("init", f"{name}.tenbin", "--rulebook", name))

    def test_a_wrong_value_is_named_with_what_is_allowed(self):
        for place, value, named in (
                ("method", "guess", ("method", "input_share", "conversion_factor", "rolling_average")),
                ("input_event", "sale", ("input_event", "receipt", "charge")),
                ("account_by", "colour", ("account_by", "class", "power_source", "supplier_certificate")),
                ("period.months", 5, ("months", "1", "2", "3", "4", "6", "12")),
                ("period.starts", "2026-02-30", ("starts",)),
                ("deficit.mode", "always", ("mode", "never", "period_end", "overdraw")),
                ("carry_over.periods", -1, ("periods",)),
                ("mixed_emissions", "best", ("mixed_emissions", "weighted", "worst")),
                ("partial_share", "yes", ("partial_share",)),
                ("share_step_ppm", 0, ("share_step_ppm",)),
                ("default_factors.conventional", "15.1", ("conventional",)),
                ("verification", "always", ("verification", "none", "period")),
                ("colour", "red", ("colour",))):
            with self.subTest(place):
                done = self.expect(3, self.check(self.changed(place, value)))
                for word in named:
                    self.assertIn(word, done.err)

    def test_what_is_required_is_named(self):
        for place in ("id", "title", "method", "input_event", "period", "period.months", "period.starts", "deficit",
                      "deficit.mode", "carry_over", "account_by", "default_factors"):
            with self.subTest(place):
                done = self.expect(3, self.check(self.changed(place, None)))
                self.assertIn(place.split(".")[-1], done.err)

    def test_no_json_at_all(self):
        for text in ("", "{", "[]", "null", '{"id":"x","id":"y"}', "{} {}"):
            with self.subTest(text):
                done = self.expect(3, self.check(text))
                self.assertIn("input.invalid", done.err)

    def test_init_refuses_a_wrong_rulebook_and_leaves_nothing(self):
        (self.folder / "wrong.json").write_text(json.dumps(self.changed("method", "guess")))
        self.expect(3, self.tenbin("init", self.book, "--rulebook", "wrong.json"))
        self.assertEqual(["wrong.json"], [path.name for path in self.folder.iterdir()])
