"""A provider of OpenID Connect that says what a test wants it to say: keys, ID tokens, mistakes."""
import base64
import hashlib
import http.server
import json
import threading
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils


def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).decode().rstrip("=")


def number(value, size):
    return b64(value.to_bytes(size, "big"))


class Keys:
    """One RSA and one P-256 key, as others know them and as they sign."""

    def __init__(self):
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())

    def public(self):
        one, other = self.rsa.public_key().public_numbers(), self.ec.public_key().public_numbers()
        return {"keys": [
            {"kty": "RSA", "kid": "r", "use": "sig", "n": number(one.n, 256), "e": number(one.e, 3)},
            {"kty": "EC", "kid": "e", "use": "sig", "crv": "P-256", "x": number(other.x, 32), "y": number(other.y, 32)}]}

    def sign(self, algorithm, text):
        if algorithm == "RS256":
            return self.rsa.sign(text, padding.PKCS1v15(), hashes.SHA256())
        r, s = utils.decode_dss_signature(self.ec.sign(text, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def token(self, claims, algorithm="RS256", **header):
        text = b64({"alg": algorithm, "kid": "r" if algorithm == "RS256" else "e", **header}) + "." + b64(claims)
        return text + "." + b64(self.sign(algorithm, text.encode()))


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, document, status=200):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        provider = self.server
        path = urllib.parse.urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            self.answer({"issuer": provider.issuer, **{f"{name}_endpoint": f"{provider.issuer}/{name}"
                                                       for name in ("authorization", "token", "userinfo")},
                         "jwks_uri": f"{provider.issuer}/keys"})
        elif path == "/keys":
            self.answer(provider.keys.public())
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
            self.answer(provider.user)
        else:
            self.answer({}, 404)

    def do_POST(self):
        provider = self.server
        sent = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        provider.asked.append((sent, self.headers["Authorization"]))
        made = provider.codes.pop(sent.get("code"), None)
        challenge = b64(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        if made is None or made["challenge"] != challenge:
            self.answer({"error": "invalid_grant"}, 400)
        else:
            self.answer({"token_type": "Bearer", "access_token": "access", "id_token": made["token"]})

    def log_message(self, *_):
        pass


class Provider(http.server.ThreadingHTTPServer):
    daemon_threads = True
    client = "tenbin"

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.keys, self.codes, self.user, self.asked = Keys(), {}, {}, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def end(self):
        self.shutdown()
        self.server_close()

    def sign_in(self, asked, token=None, **claims):
        """What the provider does with a browser that came by the address `asked`: a code. `token` makes the ID token
        of its claims."""
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(asked).query))
        now = int(time.time())
        said = {"iss": self.issuer, "aud": self.client, "sub": "7", "iat": now, "exp": now + 300, "nonce": query["nonce"],
                "email": "manager@mill.example", "email_verified": True, **claims}
        said = {name: value for name, value in said.items() if value is not None}
        code = f"code-{len(self.asked)}-{query['state'][:8]}"
        self.codes[code] = {"challenge": query["code_challenge"], "token": (token or self.keys.token)(said)}
        return f"/oidc/back?code={code}&state={query['state']}"
