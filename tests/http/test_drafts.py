"""Drafts: what a person was in the middle of, each saving going on from the one before."""
from served import HttpTest

PATH = "/api/v1/drafts/simulator.HQ.2026-07-01"


class Drafts(HttpTest):
    def save(self, draft, tag=None, path=PATH, client=None):
        headers = {"If_Match": tag} if tag else {}
        return (client or self.sales).ask("PUT", path, draft, **headers)

    def test_a_draft_is_kept_for_its_person_until_it_is_forgotten(self):
        path = "/api/v1/drafts/a%2Fb"
        self.assertEqual({"draft": None, "saved_at": None}, self.expect(200, self.sales.get(path)).json())
        saved = self.expect(200, self.save({"wishes": {"S-1/1": {"ppm": 500000}}}, path=path))
        kept = self.expect(200, self.sales.get(path))
        self.assertEqual({"draft": {"wishes": {"S-1/1": {"ppm": 500000}}}, **saved.json()}, kept.json())
        self.assertEqual(saved.headers["ETag"], kept.headers["ETag"])
        self.assertIsNone(self.manager.get(path).json()["draft"])
        self.expect(204, self.sales.ask("DELETE", path))
        self.expect(204, self.sales.ask("DELETE", path))
        self.assertIsNone(self.sales.get(path).json()["draft"])

    def test_of_two_windows_the_later_does_not_write_over_the_earlier(self):
        first = self.expect(200, self.save({"n": 1})).headers["ETag"]
        self.expect(428, self.save({"n": 2}), "draft.match_missing")
        second = self.expect(200, self.save({"n": 2}, first)).headers["ETag"]
        for stale in (first, '"x"', "*"):
            self.expect(412, self.save({"n": 3}, stale), "draft.stale")
        self.assertEqual({"n": 2}, self.sales.get(PATH).json()["draft"])
        self.expect(200, self.save({"n": 4}, f"W/{second}"))  # as a proxy hands it on
        self.expect(204, self.sales.ask("DELETE", PATH))
        self.expect(412, self.save({"n": 5}, second), "draft.stale")

    def test_what_is_no_draft(self):
        for body in ([1], "text", None):
            self.expect(400, self.save(body, path="/api/v1/drafts/other"), "input.invalid")
        self.expect(400, self.save({}, path="/api/v1/drafts/" + "k" * 201), "input.invalid")
        self.expect(413, self.save({"x": "y" * (256 << 10)}, path="/api/v1/drafts/other"), "request.too_large")

    def test_a_program_has_none(self):
        token = self.expect(201, self.sales.post("/api/v1/tokens", {"name": "erp", "scopes": ["read"]})).json()["secret"]
        client = type(self.sales)(self.served.port)
        self.expect(401, client.get(PATH, Authorization=f"Bearer {token}"), "session.expired")
