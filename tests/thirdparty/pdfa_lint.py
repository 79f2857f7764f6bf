#!/usr/bin/env python3
"""A linter for what PDF/A-3, conformance A (ISO 19005-3:2012), asks of a file of ours and no tool at hand checks.

usage: pdfa_lint.py FILE.pdf ...        one line a fault: "FILE: clause: what"; exit 1 when there is any
Clauses are those of ISO 19005-3. It knows the kind of file that Tenbin writes, and says so where a file is of another
kind; it is no general validator. Structure is read by pikepdf, which shares libqpdf with the writer and nothing else.
"""
import datetime
import io
import re
import sys
import xml.etree.ElementTree as ElementTree

import pikepdf

STANDARD = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI "
               "Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP "
               "Warichu WT WP Figure Formula Form".split())
OPERATORS = set("b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n "
                "q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split())
PAINTING = set("f F f* B B* b b* s S Tj TJ ' \" Do sh EI".split())
FILTERS = {"/FlateDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode", "/DCTDecode", "/CCITTFaxDecode"}
LANGUAGE = re.compile(r"^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$")
NS = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
      "dc": "http://purl.org/dc/elements/1.1/", "pdf": "http://ns.adobe.com/pdf/1.3/", "xmp": "http://ns.adobe.com/xap/1.0/"}


class Lint:
    def __init__(self, data):
        self.data, self.faults = data, []
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root

    def want(self, good, clause, what):
        if not good:
            self.faults.append(f"{clause}: {what}")
        return bool(good)

    def run(self):
        for check in (self.file, self.objects, self.metadata, self.colour, self.structure, self.pages, self.fonts,
                      self.annotations, self.catalogue, self.files):
            try:
                check()
            except Exception as error:  # a file of another shape than ours
                self.want(False, "form", f"{check.__name__}: {type(error).__name__}: {error}")
        return self.faults

    def file(self):
        data = self.data
        self.want(re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", data), "6.1.2", "header and its binary comment")
        self.want(data.endswith(b"%%EOF\n") and data.count(b"%%EOF") == 1, "6.1.3", "bytes after %%EOF, or updates")
        identifier = self.pdf.trailer.get("/ID")
        self.want(identifier is not None and len(identifier) == 2 and all(len(bytes(i)) for i in identifier), "6.1.3", "no /ID")
        self.want("/Encrypt" not in self.pdf.trailer, "6.1.3", "encrypted")
        self.want(re.search(rb"\nxref\n0 \d+\n", data), "6.1.4", "cross-reference table")
        ends = re.findall(rb"(.)endstream", data, re.S)
        self.want(all(end in b"\r\n" for end in ends), "6.1.7.1", "no end of line before endstream")
        self.want(not re.search(rb"\nstream\r[^\n]", data), "6.1.7.1", "stream keyword")

    def objects(self):
        self.want(len(self.pdf.objects) <= 8388607, "6.1.13", "too many objects")
        for thing in self.pdf.objects:
            self.value(thing, 0)

    def value(self, thing, depth):
        if depth > 20:
            return
        if isinstance(thing, pikepdf.Name):
            self.want(len(str(thing).encode()) - 1 <= 127, "6.1.13", f"name {thing}")
        elif isinstance(thing, pikepdf.String):
            self.want(len(bytes(thing)) < 32768, "6.1.13", "string of 32,768 bytes or more")
        elif isinstance(thing, int) and not isinstance(thing, bool):
            self.want(-2**31 <= thing < 2**31, "6.1.13", f"integer {thing}")
        elif isinstance(thing, pikepdf.Array):
            for each in thing:
                if not getattr(each, "is_indirect", False):
                    self.value(each, depth + 1)
        elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            if isinstance(thing, pikepdf.Stream):
                filters = thing.get("/Filter", [])
                for name in [filters] if isinstance(filters, pikepdf.Name) else list(filters):
                    self.want(str(name) in FILTERS, "6.1.7.2", f"filter {name}")
                self.want(not {"/F", "/FFilter", "/FDecodeParms"} & set(thing.keys()), "6.1.7.1", "stream in another file")
            for key, each in thing.items():
                if not getattr(each, "is_indirect", False):
                    self.value(each, depth + 1)
            self.want(thing.get("/S") not in ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData",
                                              "/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"),
                      "6.5.1", "forbidden action")

    def metadata(self):
        if not self.want("/Metadata" in self.root, "6.6.2.1", "no metadata"):
            return
        stream = self.root.Metadata
        self.want("/Filter" not in stream, "6.6.2.1", "metadata filtered")
        text = stream.read_bytes()
        packet = re.match(rb'<\?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"\?>', text)
        self.want(packet, "6.6.2.1", "xpacket with bytes or encoding")
        self.want(re.search(rb'<\?xpacket end="[rw]"\?>\s*$', text), "6.6.2.1", "xpacket end")
        tree = ElementTree.fromstring(text.decode("utf-8").split("?>", 1)[1].rsplit("<?", 1)[0])
        def one(path):
            found = tree.find(".//" + path, NS)
            return None if found is None else found.text
        self.want(one("pdfaid:part") == "3" and one("pdfaid:conformance") == "A", "6.6.4", "not identified as PDF/A-3A")
        info = self.pdf.trailer.get("/Info", pikepdf.Dictionary())
        for key, path in (("/Title", "dc:title/rdf:Alt/rdf:li"), ("/Author", "dc:creator/rdf:Seq/rdf:li"),
                          ("/Subject", "dc:description/rdf:Alt/rdf:li"), ("/Producer", "pdf:Producer"),
                          ("/Creator", "xmp:CreatorTool")):
            self.want(str(info.get(key)) == one(path), "6.6.3", f"{key} differs from the metadata")
        for key, path in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
            said = datetime.datetime.strptime(str(info.get(key)), "D:%Y%m%d%H%M%SZ")
            self.want(said.strftime("%Y-%m-%dT%H:%M:%SZ") == one(path), "6.6.3", f"{key} differs from the metadata")
        allowed = {"pdfaid": "part conformance", "dc": "format title creator description language", "pdf": "Producer",
                   "xmp": "CreatorTool CreateDate ModifyDate MetadataDate"}
        names = {"{%s}%s" % (NS[prefix], name) for prefix, all_of in allowed.items() for name in all_of.split()}
        for element in tree.find(".//rdf:Description", NS):
            self.want(element.tag in names, "6.6.2.3.1", f"property {element.tag}")

    def colour(self):
        intents = list(self.root.get("/OutputIntents", []))
        if not self.want(len(intents) == 1 and intents[0].S == "/GTS_PDFA1", "6.2.3", "no output intent"):
            return
        profile = intents[0].DestOutputProfile
        icc = profile.read_bytes()
        self.want(int(profile.N) == 3 and icc[12:16] in (b"mntr", b"prtr") and icc[16:20] == b"RGB " and icc[36:40] == b"acsp"
                  and icc[8] < 5 and int.from_bytes(icc[:4], "big") == len(icc), "6.2.3", "not a profile for RGB")

    def structure(self):
        self.want(self.root.get("/MarkInfo", {}).get("/Marked") is True, "6.7.2.2", "not marked")
        self.want(LANGUAGE.match(str(self.root.get("/Lang", ""))), "6.7.4", "/Lang of the file")
        self.marked = {}  # page object -> its MCIDs
        if not self.want("/StructTreeRoot" in self.root, "6.7.3.3", "no structure tree"):
            return
        tree = self.root.StructTreeRoot
        self.want("/RoleMap" not in tree, "6.7.3.4", "types of its own")
        open_ = [(tree.K, tree)]
        while open_:
            item, parent = open_.pop()
            if isinstance(item, pikepdf.Array):
                open_ += [(each, parent) for each in item]
            elif isinstance(item, int):
                self.want("/Pg" in parent, "6.7.3", "content without page")
                self.marked.setdefault(parent.Pg.objgen, set()).add(int(item))
            elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
                self.want(str(item.S)[1:] in STANDARD, "6.7.3.4", f"type {item.S}")
                self.want(item.P.objgen == parent.objgen, "6.7.3.3", "parent")
                if "/Lang" in item:
                    self.want(LANGUAGE.match(str(item.Lang)), "6.7.4", f"/Lang {item.Lang}")
                if item.S == "/Figure":
                    self.want(str(item.get("/Alt", "")), "6.7.3", "figure without alternate text")
                if item.S in ("/TR", "/TH", "/TD"):
                    self.want(parent.S == ("/Table" if item.S == "/TR" else "/TR"), "6.7.3", f"{item.S} in {parent.S}")
                if "/K" in item:
                    open_.append((item.K, item))
        nums = list(tree.ParentTree.Nums)
        self.parents = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}

    def pages(self):
        self.used = {}  # font object -> codes
        for number, page in enumerate(self.pdf.pages, 1):
            self.want(page.get("/Tabs") == "/S", "6.7.3", f"page {number}: order of tabs")
            for key in ("/AA", "/PresSteps"):
                self.want(key not in page, "6.5.2", f"page {number}: {key}")
            group = page.get("/Group")
            self.want(group is None or group.get("/CS") in ("/DeviceRGB", None), "6.2.10", "group of another colour space")
            for _, state in page.Resources.get("/ExtGState", {}).items():
                self.want(not {"/TR", "/HTP", "/TR2"} & set(state.keys()), "6.2.5", "graphics state")
                self.want(state.get("/BM", "/Normal") == "/Normal", "6.2.10", "blend mode")
            for _, image in page.Resources.get("/XObject", {}).items():
                self.want(image.get("/Subtype") == "/Form", "6.2.8", "an image, which we do not draw")
            mcids = self.content(number, page)
            want = self.marked.get(page.obj.objgen, set())
            self.want(mcids == want, "6.7.3", f"page {number}: content {sorted(mcids ^ want)[:5]} is not in the structure")
            row = self.parents.get(int(page.get("/StructParents", -1)), [])
            self.want(len(row) > max(want, default=-1), "6.7.3", f"page {number}: parent tree")

    def content(self, number, page):
        """Every mark is content with an MCID or an artifact; codes are kept by font."""
        stack, mcids, depth, font = [], set(), 0, None
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            self.want(name in OPERATORS, "6.2.2", f"operator {name}")
            if name in ("BDC", "BMC"):
                tag, mcid = str(operands[0]), None
                if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                    mcid = int(operands[1].MCID)
                    self.want(mcid not in mcids, "6.7.3", f"page {number}: MCID {mcid} twice")
                    mcids.add(mcid)
                stack.append(tag if tag == "/Artifact" or mcid is not None else None)
                if mcid is not None or tag == "/Artifact":
                    self.want(not any(stack[:-1]), "6.7.3", f"page {number}: {tag} inside marked content")
            elif name == "EMC":
                if not self.want(stack, "6.7.3", f"page {number}: EMC without BMC"):
                    continue
                stack.pop()
            elif name in "qQ":
                depth += 1 if name == "q" else -1
                self.want(0 <= depth <= 28, "6.1.13", f"page {number}: nesting of q")
            elif name == "Tf":
                font = page.Resources.Font[str(operands[0])]
            if name in PAINTING:
                self.want(any(stack), "6.7.3", f"page {number}: {name} is neither content nor artifact")
            if name in ("Tj", "TJ"):
                strings = operands if name == "Tj" else [each for each in operands[0] if isinstance(each, pikepdf.String)]
                for each in strings:
                    self.used.setdefault(font.objgen, set()).update(codes(font, bytes(each)))
        self.want(not stack and depth == 0, "6.7.3", f"page {number}: marked content left open")
        return mcids

    def fonts(self):
        for objgen, used in self.used.items():
            font = self.pdf.get_object(objgen)
            name = str(font.get("/BaseFont", "?"))
            composite = font.Subtype == "/Type0"
            inner = font.DescendantFonts[0] if composite else font
            descriptor = inner.get("/FontDescriptor")
            files = {"/FontFile", "/FontFile2", "/FontFile3"}
            self.want(descriptor is not None and files & set(descriptor.keys()), "6.2.11.4.1", f"{name} is not embedded")
            if composite:
                self.want(font.Encoding == "/Identity-H", "6.2.11.3.3", f"{name}: {font.Encoding}")
                if inner.Subtype == "/CIDFontType2":
                    self.want(inner.get("/CIDToGIDMap") == "/Identity", "6.2.11.3.2", f"{name}: /CIDToGIDMap")
                self.want(0 not in used, "6.2.11.8", f"{name}: .notdef is used")
            if not self.want("/ToUnicode" in font, "6.2.11.7.2", f"{name}: no /ToUnicode"):
                continue
            mapped = to_unicode(font.ToUnicode.read_bytes().decode("latin-1"))
            for code in used:
                text = mapped.get(code)
                if not self.want(text, "6.2.11.7.2", f"{name}: code {code} has no text"):
                    continue
                self.want(not set(text) & {"\0", "\ufeff", "\ufffe"}, "6.2.11.7.2", f"{name}: code {code}")
                self.want(not any(0xE000 <= ord(c) <= 0xF8FF or ord(c) >= 0xF0000 for c in text), "6.2.11.7.3",
                          f"{name}: code {code} is of the private use area")

    def annotations(self):
        form = self.root.get("/AcroForm", pikepdf.Dictionary())
        self.want(form.get("/NeedAppearances", False) is False and "/XFA" not in form, "6.4.1", "form")
        for page in self.pdf.pages:
            for annotation in page.get("/Annots", []):
                if not self.want(annotation.Subtype == "/Widget" and annotation.FT == "/Sig", "6.3.1", "annotation"):
                    continue
                flags = int(annotation.get("/F", 0))
                self.want(flags & 4 and not flags & (1 | 2 | 32 | 256), "6.3.2", f"flags {flags}")
                self.want(list(annotation.AP.keys()) == ["/N"] and isinstance(annotation.AP.N, pikepdf.Stream), "6.3.3",
                          "appearance")
                self.want(not {"/A", "/AA"} & set(annotation.keys()), "6.4.1", "action of a field")
                box = [abs(float(annotation.AP.N.BBox[i + 2]) - float(annotation.AP.N.BBox[i])) for i in (0, 1)]
                self.want(all(3 <= side <= 14400 for side in box), "6.1.13", "appearance too small")
                self.signature(annotation.V)

    def signature(self, value):
        start, size, again, rest = (int(n) for n in value.ByteRange)
        self.want((start, again + rest) == (0, len(self.data)), "6.4.3", "the signature does not cover the file")
        gap = self.data[size:again]
        self.want(gap[:1] == b"<" and gap[-1:] == b">" and bytes.fromhex(gap[1:-1].decode()) == bytes(value.Contents), "6.4.3",
                  "the gap is not /Contents")
        self.want(value.SubFilter == "/ETSI.CAdES.detached", "6.4.3", "form of the signature")

    def catalogue(self):
        for key in ("/AA", "/OpenAction", "/Requirements", "/OCProperties", "/NeedsRendering", "/Perms", "/AlternatePresentations"):
            self.want(key not in self.root, "6.5 to 6.11", f"{key} in the catalogue")
        self.want(self.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True, "6.6.3", "title is not shown")

    def files(self):
        named = self.root.get("/Names", {}).get("/EmbeddedFiles")
        listed = {each.objgen for each in self.root.get("/AF", [])}
        specifications = []
        open_ = [named] if named is not None else []
        while open_:
            node = open_.pop()
            specifications += list(node.get("/Names", []))[1::2]
            open_ += list(node.get("/Kids", []))
        self.want({each.objgen for each in specifications} == listed, "6.8", "/AF and the embedded files differ")
        for each in specifications:
            name = str(each.get("/UF", "?"))
            self.want("/F" in each and "/UF" in each, "6.8", f"{name}: /F and /UF")
            self.want(each.get("/AFRelationship") in ("/Data", "/Alternative", "/Supplement", "/Source", "/Unspecified"), "6.8",
                      f"{name}: /AFRelationship")
            stream = each.EF.F
            self.want(re.fullmatch(r"/[-\w+.]+/[-\w+.]+", str(stream.get("/Subtype", ""))), "6.8", f"{name}: kind of file")
            self.want("/ModDate" in stream.get("/Params", {}), "6.8", f"{name}: /ModDate")


def codes(font, text):
    if font.Subtype == "/Type0":
        return [text[i] << 8 | text[i + 1] for i in range(0, len(text) - 1, 2)]
    return list(text)


def to_unicode(text):
    mapped = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            mapped[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, rest in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[[^\]]*\]|<[0-9A-Fa-f]+>)", block):
            values = re.findall(r"<([0-9A-Fa-f]+)>", rest)
            for offset, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                if rest.startswith("["):
                    mapped[code] = bytes.fromhex(values[offset]).decode("utf-16-be")
                else:
                    start = bytes.fromhex(values[0]).decode("utf-16-be")
                    mapped[code] = start[:-1] + chr(ord(start[-1]) + offset)
    return mapped


def lint(data):
    return Lint(data).run()


def main():
    faults = [(path, fault) for path in sys.argv[1:] for fault in lint(open(path, "rb").read())]
    for path, fault in faults:
        print(f"{path}: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
