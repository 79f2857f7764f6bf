"""An authenticator in software (WebAuthn): makes passkeys and uses them, CBOR written by hand."""
import base64
import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    if value < 256:
        return bytes([major << 5 | 24, value])
    return bytes([major << 5 | 25]) + struct.pack(">H", value)


def cbor(value):
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(5, len(value)) + b"".join(cbor(key) + cbor(each) for key, each in value.items())


def big(number, size):
    return number.to_bytes(size, "big")


class Passkey:
    """One credential. `counts`: its counter goes up at every use; many real ones stay at 0."""

    def __init__(self, party, algorithm=-7, counts=True):
        self.party, self.algorithm, self.counts, self.counter = party, algorithm, counts, 0
        self.id, self.user, self.flags = os.urandom(32), b"", PRESENT | VERIFIED
        if algorithm == -7:
            self.key = ec.generate_private_key(ec.SECP256R1())
            public = self.key.public_key().public_numbers()
            self.cose = {1: 2, 3: -7, -1: 1, -2: big(public.x, 32), -3: big(public.y, 32)}
        elif algorithm == -8:
            self.key = ed25519.Ed25519PrivateKey.generate()
            self.cose = {1: 1, 3: -8, -1: 6, -2: self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)}
        else:
            self.key = rsa.generate_private_key(65537, 2048)
            public = self.key.public_key().public_numbers()
            self.cose = {1: 3, 3: -257, -1: big(public.n, 256), -2: big(public.e, 3)}

    def sign(self, data):
        if self.algorithm == -7:
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        if self.algorithm == -8:
            return self.key.sign(data)
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def data(self, attested=b""):
        flags = self.flags | (ATTESTED if attested else 0)
        return hashlib.sha256(self.party.encode()).digest() + bytes([flags]) + struct.pack(">I", self.counter) + attested

    @staticmethod
    def client(kind, challenge, origin, **more):
        return json.dumps({"type": f"webauthn.{kind}", "challenge": challenge, "origin": origin, "crossOrigin": False, **more}).encode()

    def made(self, options, origin, fmt="none", challenge=None, statement=None, **client):
        """What navigator.credentials.create answers to these options, as JSON."""
        self.user = base64.urlsafe_b64decode(options["user"]["id"] + "==")
        said = self.client(client.pop("kind", "create"), challenge or options["challenge"], origin, **client)
        data = self.data(bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor(self.cose))
        if statement is None:
            signed = self.sign(data + hashlib.sha256(said).digest())
            statement = {"alg": self.algorithm, "sig": signed} if fmt == "packed" else {}
        attestation = cbor({"fmt": fmt, "attStmt": statement, "authData": data})
        return {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key",
                "response": {"clientDataJSON": b64(said), "attestationObject": b64(attestation)}}

    def used(self, options, origin, challenge=None, handle=None, **client):
        """What navigator.credentials.get answers."""
        if self.counts:
            self.counter += 1
        said = self.client(client.pop("kind", "get"), challenge or options["challenge"], origin, **client)
        data = self.data()
        signature = self.sign(data + hashlib.sha256(said).digest())
        return {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key",
                "response": {"clientDataJSON": b64(said), "authenticatorData": b64(data), "signature": b64(signature),
                             "userHandle": b64(self.user if handle is None else handle)}}
