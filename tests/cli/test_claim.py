"""`tenbin claim check|list`: what is wrong with a sentence, and the sentences that may be used."""
import json

from support import ROOT, CliTest


class Claim(CliTest):
    def check(self, sentence, *options):
        return self.tenbin("claim", "check", sentence, *options)

    def test_a_bad_sentence(self):
        out = self.expect(3, self.check("50%使用")).out
        for part in ("claim.physical_content", "「50%使用」", "1〜5文字目", "50%相当(マスバランス方式)", "1件の指摘"):
            self.assertIn(part, out)
        out = self.expect(3, self.check("Contains 50 %", "--lang", "en")).out
        for part in ("claim.physical_content", '"Contains 50 %"', "equivalent to 50 %", "(mass balance)"):
            self.assertIn(part, out)

    def test_a_good_sentence(self):
        self.assertIn("○", self.expect(0, self.check("再エネ由来アルミニウム50%相当(マスバランス方式)")).out)

    def test_json_and_the_language_of_the_text(self):
        done = self.expect(3, self.check("Zero-carbon cans", "--json"))
        answer = done.json()
        self.assertEqual("tenbin/claim/1", answer["schema"])
        (sentence,) = answer["sentences"]
        self.assertEqual("en", sentence["language"])
        (finding,) = sentence["findings"]
        self.assertEqual(["claim.zero_carbon", "Zero-carbon", [0, 11], [0, 11]],
                         [finding[key] for key in ("code", "words", "bytes", "characters")])
        self.assertIn("without the allocation", finding["instead"])  # of the sentence's language
        self.assertIn("割当", finding["wrong"])                       # of the reader's
        self.assertEqual("ja", self.expect(3, self.check("グリーンなアルミ", "--json")).json()["sentences"][0]["language"])

    def test_standard_input_is_a_sentence_a_line(self):
        for language in ("ja", "en"):
            rows = [line.split("\t") for line in
                    (ROOT / "tests" / "claim" / f"sentences.{language}.tsv").read_text().splitlines()
                    if not line.startswith("#")]
            text = "\r\n\n".join(sentence for sentence, _ in rows)
            sentences = self.expect(3, self.tenbin("claim", "check", "-", "--json", stdin=text)).json()["sentences"]
            self.assertEqual([sentence for sentence, _ in rows], [s["sentence"] for s in sentences])
            for (sentence, codes), said in zip(rows, sentences):
                found = sorted(finding["code"].removeprefix("claim.") for finding in said["findings"])
                self.assertEqual([] if codes == "ok" else sorted(codes.split(",")), found, sentence)
                for finding in said["findings"]:
                    begin, end = finding["characters"]
                    self.assertEqual(finding["words"], sentence[begin:end])
                    begin, end = finding["bytes"]
                    self.assertEqual(finding["words"], sentence.encode()[begin:end].decode())
            good = "\n".join(sentence for sentence, codes in rows if codes == "ok")
            self.expect(0, self.tenbin("claim", "check", "-", stdin=good))
        self.expect(0, self.tenbin("claim", "check", "-", stdin=""))

    def test_what_cannot_be_read(self):
        for text in ("", " ", "a" * 5000, "a\x07b"):
            with self.subTest(text[:10]):
                self.assertIn("input.invalid", self.expect(3, self.check(text)).err)
        self.assertIn("2:1", self.expect(3, self.tenbin("claim", "check", "-", stdin="good\n" + "a" * 5000)).err)
        self.assertIn("input.invalid", self.expect(3, self.tenbin("claim", "check", "-", stdin="a\n" * 10001)).err)
        self.expect(2, self.tenbin("claim", "check"))
        self.expect(2, self.tenbin("claim"))

    def test_list(self):
        out = self.expect(0, self.tenbin("claim", "list")).out
        sentences = self.expect(0, self.tenbin("claim", "list", "--json")).json()["sentences"]
        self.assertEqual(["C1", "C2", "C3", "C4", "C5", "C6"], [s["code"] for s in sentences])
        for sentence in sentences:
            self.assertIn(sentence["ja"], out)
            self.assertIn(sentence["en"], out)
        catalogue = json.loads((ROOT / "i18n" / "parts" / "certificate.ja.json").read_text())
        self.assertEqual(catalogue["certificate.claim.c1"], sentences[0]["ja"])
