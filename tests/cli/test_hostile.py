"""Files of a stranger: whatever is in them, `tenbin verify` ends soon, in little memory, with a refusal that says why."""
import resource
import subprocess
import unittest
import zlib

import support
from support import CliTest

MEMORY = 1 << 30  # address space, of which a gigabyte of JSON would be all
SECONDS = 20
DEEP = 200_000


def pdf_of(objects, trailer="/Root 1 0 R"):
    """A PDF of numbered objects, bytes each, with a right cross-reference table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def stream(data, filters="/Filter/FlateDecode"):
    return f"<</Type/EmbeddedFile{filters}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def with_attachments(streams):
    """A PDF whose attachments are these streams, the first one called certificate.json."""
    first = 4
    names = ["certificate.json"] + [f"{n}.json" for n in range(1, len(streams))]
    pairs = " ".join(f"({name}) {first + n} 0 R" for n, name in sorted(enumerate(names), key=lambda pair: pair[1]))
    objects = [f"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[{pairs}]>>>>>>".encode(),
               b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"]
    objects += [f"<</Type/Filespec/F({name})/UF({name})/EF<</F {first + len(streams) + n} 0 R>>>>".encode() for n, name in enumerate(names)]
    return pdf_of(objects + [stream(data) for data in streams])


def bomb(size):
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


class Hostile(CliTest):
    def refused(self, name, content):
        """The file is refused, with a sentence on standard error, inside the limits."""
        path = self.folder / name
        if content is not None:
            path.write_bytes(content)
        done = subprocess.run([support.program, "verify", str(path), "--lang", "en"], capture_output=True, timeout=SECONDS,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)), env=support.environment())
        self.assertIn(done.returncode, (3, 8), f"{name}: exit {done.returncode} {done.stderr[:400]}")
        self.assertNotEqual(b"", done.stderr)

    def test_json_that_is_large_deep_or_broken(self):
        with open(self.folder / "large.json", "wb") as out:  # a gigabyte, and more, that takes no room on the disk
            out.write(b'{"a":"')
            out.truncate(1_100_000_000)
        self.refused("large.json", None)
        for name, content in {"deep.json": b"[" * DEEP, "deep_object.json": b'{"a":' * DEEP, "numbers.json": b"[" + b"9" * DEEP + b"]",
                              "names.json": b'{"a":1,"a":2}', "empty.json": b"", "nul.json": b"\0" * 4096, "text.json": b'{"a":"\xff"}',
                              "surrogate.json": b'{"a":"\\ud800"}', "dots.jwt": b"." * DEEP, "jwt.jwt": b"e30.e30.e30"}.items():
            self.refused(name, content)

    def test_pdf_whose_attachment_is_a_bomb(self):
        self.refused("bomb.pdf", with_attachments([bomb(2 << 30)]))
        self.refused("twice.pdf", with_attachments([zlib.compress(bomb(1 << 30))]).replace(
            b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]"))
        self.refused("many.pdf", with_attachments([zlib.compress(b"{}")] * 5000))

    def test_pdf_that_leads_in_circles_or_nowhere(self):
        self.refused("cycle.pdf", pdf_of([b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>",
                                          b"<</Type/Pages/Count 1/Kids[2 0 R]>>", b"<</Kids[3 0 R]>>"]))
        self.refused("deep.pdf", pdf_of([b"[" * DEEP + b"]" * DEEP]))
        self.refused("header.pdf", b"%PDF-1.7\n")
        self.refused("xref.pdf", b"%PDF-1.7\nxref\n0 4294967295\ntrailer\n<</Size 4294967295>>\nstartxref\n9\n%%EOF\n")
        self.refused("far.pdf", b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF\n")
        self.refused("prev.pdf", b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n")


if __name__ == "__main__":
    unittest.main()
