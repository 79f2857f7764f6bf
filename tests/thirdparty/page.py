"""What the tests of tools/verify.html share: a look at it in Debian's Chromium.

TENBIN_PICTURES=FOLDER keeps what it looks like at 390 and 1280 px.
"""
import os

import tools
from support import ROOT, CliTest

PAGE = str(ROOT / "tools" / "verify.html")


class PageTest(CliTest):
    def look(self, cases):
        """A case is a list of files, or {files, fields, fragment, picture} of verify_page.mjs."""
        asked = [{"files": case} if isinstance(case, list) else dict(case) for case in cases]
        for case in asked:
            case["files"] = [str(path) for path in case.get("files", [])]
        answer = tools.node("verify_page.mjs", asked={"page": PAGE, "pictures": os.environ.get("TENBIN_PICTURES", ""),
                                                      "cases": asked}, timeout=900)  # a browser on a busy machine
        self.assertEqual([], answer["said"])
        self.assertEqual(["file://" + PAGE], sorted({request.partition("#")[0] for request in answer["requests"]}))
        self.assertEqual({"ja", "en"}, {each["language"] for each in answer["words"]})
        self.assertEqual({0}, {each["overflow"] for each in answer["words"]})
        self.assertEqual([], [text for each in answer["words"] for text in each["left"]])
        return answer["results"]

    def same_checks(self, results, wanted):
        """Each result has the wanted checks, "result reason" by name."""
        for name, found in zip(wanted, results, strict=True):
            with self.subTest(name):
                checks = {check: " ".join(said).strip() for check, said in found["checks"].items()}
                self.assertEqual(wanted[name], {check: checks.get(check) for check in wanted[name]})
