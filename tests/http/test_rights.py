"""Who may do what: design/ux.md section 10 written out once more, route by route, and held against the server."""
import re
import uuid

import contract
from served import ROLES, Client, HttpTest

MILL = {"clerk", "manager", "sales", "procurement", "verifier"}
EVERYONE = set(ROLES)
ADMIN = {"admin"}
IMPORTING = {"clerk", "manager", "procurement"}
SELLING = {"manager", "sales", "procurement"}
PUBLIC = None
PARTS = {"login": "nobody", "passkey": "999", "token": "999", "number": "MB-NONE", "file": "pdf", "code": "AAAAAAAA", "import": "none",
         "batch": "none", "approval": "999", "job": "none", "list": "0", "reservation": "999", "proposal": "999", "share": "999",
         "supplier": "S-NONE", "link": "999", "entry": "999", "kind": "receipts", "key": "none",
         "path": "checkpoint", "webhook": "999", "delivery": "999"}

GET = {
    "/healthz": PUBLIC, "/readyz": PUBLIC, "/metrics": PUBLIC, "/api/openapi.yaml": PUBLIC, "/api/docs": PUBLIC, "/docs/errors": PUBLIC,
    "/api/v1/setup": PUBLIC,
    "/api/v1/session": EVERYONE, "/api/v1/book": EVERYONE,
    "/api/v1/overview": MILL, "/api/v1/balance": MILL, "/api/v1/footprint": MILL, "/api/v1/flow": MILL, "/api/v1/explain": MILL,
    "/api/v1/receipts": {"clerk", "manager", "procurement", "verifier"},
    "/api/v1/supplier-certificates": {"clerk", "manager", "procurement", "verifier"},
    "/api/v1/charges": {"clerk", "manager", "verifier"}, "/api/v1/runs": {"clerk", "manager", "verifier"},
    "/api/v1/shipments": {"clerk", "manager", "sales", "verifier"},
    "/api/v1/allocations": {"manager", "sales", "verifier", "customer"},
    "/api/v1/certificates": {"manager", "sales", "verifier", "customer"},
    "/api/v1/customers": MILL, "/api/v1/products": MILL, "/api/v1/sites": MILL, "/api/v1/suppliers": MILL, "/api/v1/factors": MILL,
    "/api/v1/journal": {"manager", "verifier"}, "/api/v1/access-log": {"manager", "verifier", "admin"},
    "/api/v1/people": ADMIN, "/api/v1/settings": {"manager", "admin"}, "/api/v1/reservations": SELLING, "/api/v1/reservation-cap": SELLING,
    "/api/v1/proposals": SELLING, "/api/v1/shares": {"customer"}, "/p/{token}": PUBLIC, "/s/{token}": PUBLIC, "/api/v1/tokens": EVERYONE - {"customer"},
    "/api/v1/upload-links": IMPORTING, "/api/v1/uploads": IMPORTING | {"verifier"}, "/api/v1/uploads/{number}/file": IMPORTING | {"verifier"},
    "/u/{token}": PUBLIC,
    "/api/v1/annual-pack": {"manager", "sales", "verifier", "customer"},
    **dict.fromkeys((f"/api/v1/certificates/{{number}}/{file}" for file in ("{file}", "badge.svg", "badge.html", "correction")),
                    {"manager", "sales", "verifier", "customer"}),
    "/api/v1/webhooks": ADMIN, "/api/v1/webhook-deliveries": ADMIN, "/api/v1/calendar.ics": MILL,
    "/api/v1/entries/{entry}/row": {"clerk", "manager"},
    "/api/v1/imports/{import}/reading": IMPORTING, "/api/v1/tables/{kind}/row": IMPORTING,
    "/api/v1/imports": IMPORTING, "/api/v1/imports/{import}": IMPORTING, "/api/v1/imports/{import}/errors.xlsx": IMPORTING, "/api/v1/system": ADMIN,
    "/api/v1/jobs/{job}": EVERYONE, "/api/v1/jobs/{job}/events": EVERYONE, "/api/v1/jobs/{job}/result": EVERYONE,
    "/api/v1/approvals": EVERYONE, "/api/v1/approvals/{approval}": EVERYONE,
    "/api/v1/passkeys": EVERYONE, "/api/v1/drafts/{key}": EVERYONE, "/enter/{token}": PUBLIC, "/oidc/begin": PUBLIC, "/oidc/back": PUBLIC, "/c/{number}/{code}": PUBLIC, "/c/{number}/{code}/json": PUBLIC, "/c/{number}": PUBLIC, "/cert/{number}": PUBLIC, "/check": PUBLIC,
    "/.well-known/did.json": PUBLIC, "/status/{list}": PUBLIC, "/log/{path}": PUBLIC, "/verify.html": PUBLIC,
}
STRANGER = {"/c/{number}/{code}/json": 404, "/oidc/begin": 404, "/oidc/back": 403, "/p/{token}": 403, "/s/{token}": 403, "/u/{token}": 403}  # nothing is set there
OTHERS = {
    ("POST", "/api/v1/session"): PUBLIC, ("POST", "/api/v1/setup"): PUBLIC,
    ("POST", "/api/v1/session/totp"): EVERYONE, ("POST", "/api/v1/commands"): EVERYONE, ("POST", "/api/v1/claims/check"): EVERYONE,
    ("POST", "/api/v1/verify"): EVERYONE, ("POST", "/api/v1/workbook"): EVERYONE,
    ("POST", "/api/v1/plan"): MILL, ("POST", "/api/v1/simulate"): MILL,
    ("POST", "/api/v1/simulate/certificate"): MILL,
    ("PUT", "/api/v1/drafts/{key}"): EVERYONE, ("DELETE", "/api/v1/drafts/{key}"): EVERYONE,
    ("POST", "/api/v1/people"): ADMIN, ("PATCH", "/api/v1/people/{login}"): ADMIN, ("POST", "/api/v1/settings"): {"manager", "admin"},
    ("POST", "/api/v1/people/{login}/password"): ADMIN, ("POST", "/api/v1/tokens"): EVERYONE - {"customer"},
    ("DELETE", "/api/v1/tokens/{token}"): EVERYONE - {"customer"}, ("DELETE", "/api/v1/session"): EVERYONE,
    ("POST", "/api/v1/certificates/draft"): {"manager"}, ("POST", "/api/v1/certificates/draft/page"): {"manager"},
    ("POST", "/api/v1/certificates"): {"manager"}, ("POST", "/api/v1/certificates/all"): {"manager"},
    ("POST", "/api/v1/certificates/{number}/replace"): {"manager"}, ("POST", "/api/v1/certificates/{number}/revoke"): {"manager"},
    ("POST", "/api/v1/approvals/{approval}/approve"): {"manager"}, ("POST", "/api/v1/approvals/{approval}/reject"): {"manager"},
    ("POST", "/api/v1/approvals/{approval}/withdraw"): EVERYONE,
    ("POST", "/api/v1/reservations"): SELLING, ("DELETE", "/api/v1/reservations/{reservation}"): SELLING,
    ("POST", "/api/v1/reservations/{reservation}/extend"): SELLING,
    ("POST", "/api/v1/proposals"): SELLING, ("DELETE", "/api/v1/proposals/{proposal}"): SELLING,
    ("POST", "/api/v1/certificates/{number}/shares"): {"customer"}, ("DELETE", "/api/v1/shares/{share}"): {"customer"},
    ("POST", "/api/v1/suppliers/{supplier}/upload-links"): IMPORTING, ("DELETE", "/api/v1/upload-links/{link}"): IMPORTING,
    ("POST", "/api/v1/uploads/{number}/accept"): IMPORTING, ("POST", "/api/v1/uploads/{number}/reject"): IMPORTING,
    ("POST", "/u/{token}"): PUBLIC,
    ("POST", "/p/{token}"): PUBLIC, ("POST", "/p/{token}/accept"): PUBLIC,
    ("POST", "/api/v1/links"): {"manager", "sales"}, ("POST", "/api/v1/session/link"): PUBLIC,
    ("POST", "/api/v1/passkeys/begin"): EVERYONE, ("POST", "/api/v1/passkeys"): EVERYONE,
    ("DELETE", "/api/v1/passkeys/{passkey}"): EVERYONE, ("POST", "/api/v1/session/passkey/begin"): PUBLIC,
    ("POST", "/mcp"): EVERYONE,  # by token alone, then its tools ask
    ("POST", "/api/v1/session/passkey"): PUBLIC, ("POST", "/api/v1/session/enter"): PUBLIC, ("POST", "/enter/{token}"): PUBLIC,
    ("POST", "/api/v1/system/check"): ADMIN, ("POST", "/api/v1/system/mail"): ADMIN,
    ("POST", "/api/v1/webhooks"): ADMIN, ("PATCH", "/api/v1/webhooks/{webhook}"): ADMIN, ("DELETE", "/api/v1/webhooks/{webhook}"): ADMIN,
    ("POST", "/api/v1/webhook-deliveries/{delivery}/resend"): ADMIN,
    ("POST", "/api/v1/imports"): IMPORTING, ("POST", "/api/v1/imports/{import}/confirm"): IMPORTING,
    ("POST", "/api/v1/imports/{import}/cells"): IMPORTING, ("POST", "/api/v1/imports/{import}/reading"): IMPORTING,
    ("POST", "/api/v1/imports/{batch}/undo"): ("clerk", "manager"),
}
COMMANDS = {
    "add_site": {"clerk", "manager"}, "add_supplier": {"clerk", "manager"}, "add_customer": ("clerk", "manager"),
    "add_product": {"clerk", "manager"}, "register_supplier_certificate": {"clerk", "manager", "procurement"},
    "receive": {"clerk", "manager", "procurement"}, "back_receipt": {"clerk", "manager", "procurement"},
    "charge": {"clerk", "manager"}, "produce": {"clerk", "manager"}, "ship": ("clerk", "manager"),
    "allocate": {"manager", "sales"}, "release": {"manager"}, "transfer": {"manager"}, "issue_certificate": {"manager"},
    "replace_certificate": {"manager"}, "revoke_certificate": {"manager"}, "attest_certificate": {"manager"},
    "close_period": {"manager", "clerk"}, "reverse": {"clerk", "manager"}, "adjust": {"manager"},
    "record_verification": {"verifier"}, "register_key": {"admin"},
}


def asked(path):
    return re.sub(r"\{([a-z]+)\}", lambda part: PARTS[part[1]], path)


class Rights(HttpTest):
    def allowed(self, answer):
        return not (answer.status == 403 and b"right.missing" in answer.body)

    def test_every_route_of_the_description_is_in_this_table(self):
        described = {(method.upper(), path) for path, item in contract.document()["paths"].items() for method in item}
        self.assertEqual(described, {("GET", path) for path in GET} | set(OTHERS))

    def test_reading(self):
        for path, roles in GET.items():
            for role in ROLES:
                with self.subTest(f"{role} GET {path}"):
                    answer = self.served.clients[role].get(asked(path))
                    self.assertEqual(roles is PUBLIC or role in roles, self.allowed(answer), repr(answer))
                    self.assertNotEqual(500, answer.status)

    def test_doing(self):
        for (method, path), roles in OTHERS.items():
            if path == "/api/v1/session":
                continue  # signing in and out has its own tests
            for role in ROLES:
                with self.subTest(f"{role} {method} {path}"):
                    answer = self.served.clients[role].ask(method, asked(path), {} if method != "DELETE" else None)
                    self.assertEqual(roles is PUBLIC or role in roles, self.allowed(answer), repr(answer))
                    self.assertNotEqual(500, answer.status)

    def test_commands(self):
        for do, roles in COMMANDS.items():
            for role in ROLES:
                with self.subTest(f"{role} {do}"):
                    answer = self.served.clients[role].command({"do": do}, str(uuid.uuid4()))
                    self.assertEqual(role in roles, self.allowed(answer), repr(answer))
                    self.assertNotEqual(200, answer.status)

    def test_one_command_without_the_right_refuses_all(self):
        body = {"commands": [{"do": "add_supplier", "supplier": "S-77"}, {"do": "allocate"}]}
        self.expect(403, self.clerk.command(body), "right.missing")
        self.assertEqual([], self.items(self.clerk, "/api/v1/suppliers?q=s-77"))

    def test_nobody_signed_in_sees_nothing_of_the_book(self):
        stranger = Client(self.served.port)
        for path, roles in GET.items():
            with self.subTest(path):
                answer = stranger.get(asked(path))
                self.assertEqual(STRANGER.get(path, 200 if roles is PUBLIC else 401), answer.status)
        for (method, path), roles in OTHERS.items():
            with self.subTest(f"{method} {path}"):
                if roles is not PUBLIC:
                    self.expect(401, stranger.ask(method, asked(path), {} if method != "DELETE" else None),
                                "token.invalid" if path == "/mcp" else "session.expired")
