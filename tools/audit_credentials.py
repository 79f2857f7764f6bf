"""Signed documents (docs/spec/certificate.md): Data Integrity eddsa-jcs-2022 and vc+jwt, for tools/audit.py."""
import base64
import hashlib
import json

import audit_proofs

DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PROOF = {"cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod", "type": "DataIntegrityProof"}


class Malformed(Exception):
    pass


class Literal(str):
    """A number that is no integer, as it stands in the text: no double has it."""


def no_twice(pairs):
    if len({k for k, _ in pairs}) != len(pairs):
        raise Malformed("twice")
    return dict(pairs)


def parse(data):
    try:
        return json.loads(data, object_pairs_hook=no_twice, parse_float=Literal)
    except (ValueError, RecursionError) as problem:
        raise Malformed("json") from problem


def canonical(value):
    """RFC 8785, for what was parsed; its numbers stand as they were written."""
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, dict):
        order = sorted(value, key=lambda k: k.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in order) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def base58(text):
    number = 0
    for digit in text:
        if digit not in DIGITS:
            raise Malformed("base58")
        number = number * 58 + DIGITS.index(digit)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def key_of(method):
    """The Ed25519 key that a verification method names in itself."""
    text = method.partition("#")[2]
    data = base58(text[1:]) if text.startswith("z") and len(text) < 64 else b""
    if len(data) != 34 or data[:2] != b"\xed\1":
        raise Malformed("key")
    return data[2:]


def opened(data, is_jwt=False):
    """(document without proof, its canonical bytes, [(method, whether its signature holds)])."""
    if is_jwt:
        return opened_jwt(data)
    document = parse(data)
    if not isinstance(document, dict):
        raise Malformed("json")
    proofs = document.pop("proof", [])
    text = canonical(document).encode()
    methods = []
    for proof in proofs if isinstance(proofs, list) else [proofs]:
        try:
            value, method = proof["proofValue"], proof["verificationMethod"]
            options = canonical({k: v for k, v in proof.items() if k != "proofValue"}).encode()
            fits = all(proof[k] == v for k, v in PROOF.items()) and value.startswith("z")
            message = hashlib.sha256(options).digest() + hashlib.sha256(text).digest()
            if not fits:
                raise Malformed("json")
            methods.append((method, audit_proofs.verify(key_of(method), message, base58(value[1:]))))
        except (KeyError, TypeError, AttributeError) as problem:
            raise Malformed("json") from problem
    return document, text, methods


def opened_jwt(data):
    try:
        head, payload, signature = data.decode().rstrip("\n").split(".")
        parts = [base64.urlsafe_b64decode(p + "=" * (-len(p) % 4)) for p in (head, payload, signature)]
        header = parse(parts[0])
        document = parse(parts[1])
        if header["alg"] != "EdDSA" or header["typ"] != "vc+jwt" or not isinstance(document, dict):
            raise Malformed("json")
        good = audit_proofs.verify(key_of(header["kid"]), f"{head}.{payload}".encode(), parts[2])
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise Malformed("json") from problem
    return document, parts[1], [(header["kid"], good)]
