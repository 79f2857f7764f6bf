"""Ed25519 (RFC 8032), the Merkle tree (RFC 9162) and signed notes (C2SP), for tools/audit.py. Python's standard library
has none of them."""
import base64
import hashlib

P = 2 ** 255 - 19
ORDER = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    """Points as (X, Y, Z, T) with x = X/Z, y = Y/Z, T = XY/Z: RFC 8032 section 5.1.4."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    g, h = 2 * t1 * t2 * D, 2 * z1 * z2
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def decompress(data):
    """A point, or None: section 5.1.3."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    u, v = y * y - 1, D * y * y + 1
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def verify(key, message, signature):
    """Whether the signature holds: section 5.1.7, without the cofactor."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def leaf(record):
    return hashlib.sha256(b"\0" + record).digest()


class Tree:
    """Levels of complete subtrees: node i of level n covers the leaves from i·2^n on."""

    def __init__(self, leaves):
        self.size, self.levels = len(leaves), [leaves]
        while len(self.levels[-1]) > 1:
            row = self.levels[-1]
            self.levels.append([hashlib.sha256(b"\1" + row[i] + row[i + 1]).digest()
                                for i in range(0, len(row) - 1, 2)])

    def root(self, start=0, end=None):
        """Of the leaves [start, end): RFC 9162 section 2.1.1."""
        end = self.size if end is None else end
        count = end - start
        if count == 0:
            return hashlib.sha256(b"").digest()
        level = count.bit_length() - 1
        if count == 1 << level:
            return self.levels[level][start >> level]
        half = 1 << (count - 1).bit_length() - 1
        return hashlib.sha256(b"\1" + self.root(start, start + half) + self.root(start + half, end)).digest()

    def inclusion(self, index):
        """The siblings of a leaf, its own first: section 2.1.3.1."""
        start, end, path = 0, self.size, []
        while end - start > 1:
            half = start + (1 << (end - start - 1).bit_length() - 1)
            path.append(self.root(half, end) if index < half else self.root(start, half))
            start, end = (start, half) if index < half else (half, end)
        return path[::-1]


def verifier_key(text):
    """(name, key) of "<name>+<id>+<base64(1 ‖ key)>"; None when it is none."""
    try:
        name, number, data = text.split("+", 2)
        data = base64.b64decode(data, validate=True)
    except ValueError:
        return None
    if len(data) != 33 or data[0] != 1 or number != key_id(name, data[1:]).hex():
        return None
    return name, data[1:]


def key_id(name, key):
    return hashlib.sha256(name.encode() + b"\n\1" + key).digest()[:4]


def open_note(note, key):
    """The text of a signed note, with its last newline; None unless this key has signed it."""
    name, public = key
    text, blank, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    if not blank or not signatures.endswith(b"\n"):
        return None
    good = False
    for line in signatures[:-1].split(b"\n"):
        try:
            dash, who, data = line.decode().split(" ")
            data = base64.b64decode(data, validate=True)
        except ValueError:
            return None
        if dash != "—" or len(data) < 5:
            return None
        if who == name and data[:4] == key_id(name, public):
            if not verify(public, text, data[4:]):
                return None
            good = True
    return text if good else None
