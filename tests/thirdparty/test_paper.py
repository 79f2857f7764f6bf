"""The paper before other people's software: signature, archive form, fonts, attachments, QR code."""
import io
import base64
import os
import random
import re
import subprocess
import unittest

import pdfa_lint
import tools
from support import SMALL, CliTest

SEED = 11
JAVA = [f"/usr/share/java/{name}.jar" for name in
        ("preflight", "pdfbox2", "xmpbox", "fontbox2", "jaxb-api", "javax.activation", "commons-logging", "commons-io")]
# What PDF/A-1b forbids and PDF/A-3 allows: embedded files, transparency groups, subsets without CIDSet, part 3.
ALLOWED = {"1.2.9", "1.4.7", "2.2.1", "3.1.11", "3.1.4", "7.11.2"}
FONTS = re.compile(r"^[A-Z]{6}\+(BIZUDPGothic|NotoSansCJKjp)-")
TSA = """
[tsa]
default_tsa = tsa1
[tsa1]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
"""


def output_of(*command, stdin=None, allow=(0,)):
    done = subprocess.run([str(part) for part in command], capture_output=True, input=stdin, timeout=tools.TIMEOUT_S)
    if done.returncode not in allow:
        raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")


def parts_of(pdf):
    """What the signature covers, and its CMS."""
    start, size, again, rest = map(int, re.search(rb"/ByteRange \[ (\d+) (\d+) (\d+) (\d+)", pdf).groups())
    cms = bytes.fromhex(pdf[size + 1:again - 1].decode())
    length = 4 + int.from_bytes(cms[2:4], "big")
    return pdf[start:size] + pdf[again:again + rest], cms[:length]


class Paper(CliTest):
    def issued(self, *options, language="ja"):
        self.mill_book()
        plan = self.expect(0, self.tenbin("plan", self.book, SMALL / "pattern_a.json")).out
        self.expect(0, self.tenbin("apply", self.book, "-", stdin=plan))
        self.expect(0, self.tenbin("certificate", "issue", self.book, *options, "--customer", "C-0102", "--from", "2026-07-01",
                                   "--to", "2026-09-30", "--date", "2026-10-05", "--language", language, "-o", "paper"))
        return next(self.folder.glob("paper/*.pdf"))

    def trusted(self):
        """A folder of NSS that trusts the seal of the book."""
        folder = self.folder / "nss"
        folder.mkdir()
        seal = str(self.book) + ".seal.pem"
        output_of("certutil", "-N", "-d", folder, "--empty-password")
        output_of("certutil", "-A", "-d", folder, "-n", "seal", "-t", "P,,", "-i", seal)
        return folder

    @tools.need("pdfsig", "certutil")
    def test_pdfsig(self):
        pdf = self.issued()
        said = output_of("pdfsig", "-nssdir", self.trusted(), pdf)
        for line in ("Signature is Valid.", "Total document signed", "ETSI.CAdES.detached", "SHA-256"):
            self.assertIn(line, said)
        self.assertIn("Oct 05 2026 00:00:00", output_of("env", "TZ=UTC", "pdfsig", "-nssdir", self.folder / "nss", pdf))

    @tools.need("pdfsig", "certutil")
    def test_200_changed_bytes_are_refused(self):
        pdf = self.issued()
        sound = pdf.read_bytes()
        _, cms = parts_of(sound)
        nss, draw = self.trusted(), random.Random(SEED)
        gap = sound.index(cms.hex().encode())
        places = [draw.randrange(len(sound)) for _ in range(150)]
        places += [gap + draw.randrange(2 * len(cms)) for _ in range(50)]
        copy = self.folder / "damaged.pdf"
        for n, place in enumerate(places):
            damaged = bytearray(sound)
            damaged[place] ^= 1 << draw.randrange(8)
            copy.write_bytes(damaged)
            with self.subTest(place=place):
                self.assertEqual(8, self.tenbin("verify", copy).code)
                if n % 10 == 0 and not gap <= place < sound.index(b">", gap):  # what is covered
                    said = output_of("pdfsig", "-nssdir", nss, copy, allow=range(256))
                    self.assertNotIn("Signature is Valid", said)

    @tools.need("qpdf", "mutool")
    def test_qpdf_and_mupdf(self):
        pdf = self.issued()
        self.assertIn("No syntax or stream encoding errors", output_of("qpdf", "--check", pdf))
        self.assertIn("The document is unchanged since signing", output_of("mutool", "sign", "-v", pdf, allow=(0, 1)))

    @tools.need("openssl")
    def test_openssl_verifies_the_cms(self):
        covered, cms = parts_of(self.issued().read_bytes())
        (self.folder / "covered").write_bytes(covered)
        (self.folder / "cms").write_bytes(cms)
        command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", self.folder / "cms",
                   "-content", self.folder / "covered", "-CAfile", str(self.book) + ".seal.pem", "-purpose", "any",
                   "-partial_chain", "-out", os.devnull]
        self.assertIn("uccessful", output_of(*command))
        printed = output_of("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", self.folder / "cms")
        self.assertIn("id-smime-aa-signingCertificateV2", printed)
        self.assertNotIn("signingTime", printed)  # EN 319 142-1 forbids it
        (self.folder / "covered").write_bytes(covered[:-1] + b"x")
        output_of(*command, allow=(4,))

    @tools.need("openssl")
    def test_time_stamp_of_a_local_authority(self):
        (self.folder / "serial").write_text("01\n")
        (self.folder / "tsa.conf").write_text(TSA.format(folder=self.folder))
        (self.folder / "ext").write_text("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
        output_of("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                  self.folder / "tsa.key", "-out", self.folder / "tsa.csr", "-subj", "/CN=Sample TSA")
        output_of("openssl", "x509", "-req", "-in", self.folder / "tsa.csr", "-signkey", self.folder / "tsa.key", "-days", "2",
                  "-extfile", self.folder / "ext", "-out", self.folder / "tsa.pem")
        ask = (f"cat > {self.folder}/q; openssl ts -reply -config {self.folder}/tsa.conf -section tsa1 "
               f"-queryfile {self.folder}/q -out {self.folder}/r >&2 && cat {self.folder}/r")
        pdf = self.issued("--timestamp", ask)
        self.expect(0, self.tenbin("verify", pdf))
        _, cms = parts_of(pdf.read_bytes())
        self.assertIn("id-smime-aa-timeStampToken",
                      output_of("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-noout", stdin=cms))
        said = output_of("openssl", "ts", "-verify", "-queryfile", self.folder / "q", "-in", self.folder / "r", "-CAfile",
                         self.folder / "tsa.pem")
        self.assertIn("Verification: OK", said)

    def test_a_time_stamp_that_does_not_come_is_said(self):
        pdf = self.issued()
        number = pdf.stem
        done = self.tenbin("certificate", "show", self.book, number, "-o", "again", "--timestamp", "exit 3")
        self.assertEqual(9, done.code, done)
        self.assertIn("exit 3", done.err)

    @tools.need("pdfdetach")
    def test_attachment_comes_out_byte_for_byte(self):
        pdf = self.issued()
        listed = output_of("pdfdetach", "-list", pdf)
        self.assertIn("certificate.json", listed)
        (self.folder / "out").mkdir()
        output_of("pdfdetach", "-saveall", "-o", self.folder / "out", pdf)
        self.assertEqual(pdf.with_suffix(".json").read_bytes(), (self.folder / "out" / "certificate.json").read_bytes())

    @tools.need("pdffonts", "pdftoppm", "zbarimg")
    def test_fonts_and_code(self):
        pdf = self.issued()
        for line in output_of("pdffonts", pdf).splitlines()[2:]:
            self.assertRegex(line, FONTS)
            self.assertRegex(line, r" yes +yes +yes ")
        output_of("pdftoppm", "-r", "200", "-png", "-f", "1", "-singlefile", pdf, self.folder / "page")
        self.assertIn(pdf.stem, output_of("zbarimg", "-q", "--raw", self.folder / "page.png"))

    def code_of(self, pdf):
        """The summary's CBOR in the QR code, as hex, and the whole text."""
        output_of("pdftoppm", "-r", "300", "-png", "-f", "1", "-singlefile", pdf, self.folder / "page")
        text = output_of("zbarimg", "-q", "--raw", self.folder / "page.png").split()[0]
        fragment = text.partition("#")[2]
        return text, base64.urlsafe_b64decode(fragment + "=" * (-len(fragment) % 4))[:-64]

    @tools.need("pdftoppm", "zbarimg")
    def test_the_mass_can_be_left_out_of_the_code(self):
        # 1,850,000 g and more are 0x1A and 4 bytes or 0x1B and 8 behind the digest (0x58 0x20 and 32 bytes).
        def mass(cbor):
            return cbor[cbor.index(b"\x58\x20") + 34]
        pdf = self.issued("--qr-without-mass")
        text, cbor = self.code_of(pdf)
        self.assertEqual(0xF6, mass(cbor), cbor.hex())  # null
        said = self.expect(0, self.tenbin("verify", pdf, "--qr", text, "--json")).json()
        self.assertEqual(["passed"], [check["result"] for check in said["checks"] if check["check"] == "summary"])
        self.expect(0, self.tenbin("certificate", "show", self.book, pdf.stem, "-o", "again"))
        self.assertEqual(pdf.read_bytes(), (self.folder / "again" / pdf.name).read_bytes())
        self.book = self.folder / "other.tenbin"
        for path in self.folder.glob("paper/*"):
            path.unlink()
        text, cbor = self.code_of(self.issued())
        self.assertIn(mass(cbor), (0x1A, 0x1B), cbor.hex())

    @tools.need("java")
    @unittest.skipUnless(all(map(os.path.exists, JAVA)), "not on this machine: libpdfbox2-java and what it needs")
    def test_pdfbox_preflight_finds_only_what_part_1_forbids(self):
        for language in ("ja", "en"):
            self.book = self.folder / f"{language}.tenbin"
            pdf = self.issued(language=language)
            said = output_of("java", "-cp", ":".join(JAVA), "org.apache.pdfbox.preflight.Validator_A1b", pdf,
                             allow=range(256))
            found = set(re.findall(r"^([0-9.]+) : ", said, re.M))
            self.assertIn("7.11.2", found, said)
            self.assertEqual(set(), found - ALLOWED, said)
            for path in self.folder.glob("paper/*"):
                path.unlink()

    def test_own_linter_has_nothing_to_say(self):
        pdf = self.issued()
        self.assertEqual([], pdfa_lint.lint(pdf.read_bytes()))
        self.expect(0, self.tenbin("certificate", "show", self.book, pdf.stem, "--language", "both", "-o", "both"))
        self.assertEqual([], pdfa_lint.lint((self.folder / "both" / pdf.name).read_bytes()))

    def test_own_linter_finds_what_is_wrong(self):
        """Each rule broken by itself: a linter that says nothing proves nothing."""
        import pikepdf
        sound = self.issued().read_bytes()

        def broken(change):
            with pikepdf.open(io.BytesIO(sound)) as pdf:
                change(pdf)
                out = io.BytesIO()
                pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            return out.getvalue()

        def font(pdf, kind):
            return next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == kind)

        def first(pdf, kind):
            return next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind)

        def content(pdf, old, new):
            page = pdf.pages[0]
            page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(old, new))

        changes = {
            "6.7.2.2": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False),
            "6.7.3.3": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
            "6.7.4": lambda pdf: pdf.Root.__delitem__("/Lang"),
            "6.7.3: figure": lambda pdf: first(pdf, "/Figure").__delitem__("/Alt"),
            "6.7.3.4": lambda pdf: first(pdf, "/H1").__setitem__("/S", pikepdf.Name("/Title")),
            "6.7.3: page 1: ": lambda pdf: content(pdf, b"/Artifact BMC", b"/Span BMC"),
            "6.2.2": lambda pdf: content(pdf, b"/Artifact BMC", b"nonsense /Artifact BMC"),
            "6.2.3": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
            "6.2.11.3.2": lambda pdf: font(pdf, "/CIDFontType2").__delitem__("/CIDToGIDMap"),
            "6.2.11.7.2": lambda pdf: font(pdf, "/Type0").__delitem__("/ToUnicode"),
            "6.2.11.4.1": lambda pdf: font(pdf, "/CIDFontType2").FontDescriptor.__delitem__("/FontFile2"),
            "6.3.2": lambda pdf: pdf.pages[0].Annots[0].__setitem__("/F", 2),
            "6.3.3": lambda pdf: pdf.pages[0].Annots[0].__setitem__("/AP", pikepdf.Dictionary()),
            "6.4.3": lambda pdf: None,  # the bytes of a signed file are no longer those that were signed
            "6.6.2.1": lambda pdf: pdf.Root.__delitem__("/Metadata"),
            "6.6.3": lambda pdf: pdf.trailer.Info.__setitem__("/Title", "another"),
            "6.8: /AF": lambda pdf: pdf.Root.__delitem__("/AF"),
            "6.8: certificate.json: /AFR": lambda pdf: pdf.Root.AF[0].__delitem__("/AFRelationship"),
            "6.5 to 6.11": lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name("/GoTo"))),
            "6.5.1": lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"))),
            "6.1.13": lambda pdf: pdf.Root.__setitem__("/Long", pikepdf.String("x" * 40000)),
        }
        for clause, change in changes.items():
            with self.subTest(clause):
                faults = pdfa_lint.lint(broken(change))
                self.assertTrue(any(fault.startswith(clause) for fault in faults), faults[:5])
        for clause, data in (("6.1.3", sound + b"\n%%EOF\n"), ("6.1.7.1", sound.replace(b"\nendstream", b" endstream", 1)),
                             ("6.1.2", b"%PDF-1.7\n" + sound[9:].replace(b"%", b" ", 1))):
            with self.subTest(clause):
                self.assertTrue(any(fault.startswith(clause) for fault in pdfa_lint.lint(data)))
