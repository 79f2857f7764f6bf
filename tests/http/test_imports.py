"""Workbooks handed in, looked at, confirmed and undone; what they hold is what the command line says of them."""
import csv
import http.client
import io
import json
import shutil
import subprocess
import urllib.parse
import uuid

import openpyxl

import contract
from served import LOOPBACK, Answer, HttpTest, Served
import support

EXAMPLES = support.ROOT / "examples"
RECEIPTS = sorted(EXAMPLES.glob("4_*.xlsx"))
PRODUCTION, = EXAMPLES.glob("5_*.xlsx")
MESSY, = (EXAMPLES / "messy").glob("*.xlsx")
MESSY_CODES = {8: "cell.code_unknown", 9: "cell.date_unclear", 10: "cell.number_unclear", 14: "cell.unit_missing",
               15: "cell.not_in_list"}
LIMIT = 100 << 20


class ImportTest(HttpTest):
    """The mill of examples, before its receipts."""

    @classmethod
    def serve(cls):
        setup = (EXAMPLES / "0_setup.jsonl").read_text(encoding="utf-8").splitlines()
        return Served([json.loads(line) for line in setup], ["clerk", "manager", "procurement", "sales"],
                      workbooks=sorted(EXAMPLES.glob("[1-3]_*.xlsx")))

    def hand_in(self, client, path, **more):
        query = urllib.parse.urlencode({"file": path.name, **more})
        return client.ask("POST", f"/api/v1/imports?{query}", path.read_bytes())

    def handed_in(self, client, path, **more):
        return self.expect(201, self.hand_in(client, path, **more)).json()

    def confirm(self, client, handed_in, **body):
        return client.post(f"/api/v1/imports/{handed_in['import']}/confirm", body)

    def of_the_command_line(self, path):
        """What `tenbin import --dry-run` answers on a copy of the book."""
        copy = self.served.folder / "copy.tenbin"
        errors = self.served.folder / f"{uuid.uuid4()}.xlsx"
        shutil.copy(self.served.book, copy)
        done = subprocess.run([support.program, "import", copy, path, "--dry-run", "--json", "--errors", errors], capture_output=True,
                              env=support.environment(), timeout=support.TIMEOUT_S, check=False)
        return json.loads(done.stdout)

    def assert_counts(self, said, got):
        self.assertEqual({"changed": said["changed"], "error": len(said["errors"]), "new": said["new"], "same": said["same"]},
                         got["counts"])
        self.assertEqual([said[key] for key in ("kind", "rows", "mass_kg")], [got[key] for key in ("kind", "rows", "mass_kg")])

    def posted_by(self, batch):
        """What the import posted, by what its command_ids end with."""
        lines = subprocess.run([support.program, "journal", self.served.book], capture_output=True, env=support.environment(),
                               timeout=support.TIMEOUT_S, check=True).stdout.splitlines()
        events = [json.loads(line)["event"] for line in lines]
        start = f"import:{batch}:"
        return {event["command_id"].removeprefix(start): event for event in events if event.get("command_id", "").startswith(start)}

    def size(self):
        return self.manager.get("/api/v1/book").json()["size"]


class Receipts(ImportTest):
    def test_tried_confirmed_and_known_again(self):
        path = RECEIPTS[0]
        size, said = self.size(), self.of_the_command_line(path)
        got = self.handed_in(self.clerk, path)
        self.assert_counts(said, got)
        self.assertEqual((path.name, False, [], size), (got["file"], got["known_file"], got["problems"], self.size()))
        posted = self.expect(200, self.confirm(self.clerk, got)).json()
        self.assertEqual({"batch": said["batch"], "posted": said["new"]}, posted)
        listed = self.items(self.clerk, "/api/v1/receipts?period=2026-04-01")
        self.assertEqual(said["new"], len([row for row in listed if row["date"].startswith("2026-04")]))
        self.expect(404, self.confirm(self.clerk, got), "reference.unknown")  # once only
        again = self.handed_in(self.clerk, path)
        self.assertEqual(({"changed": 0, "error": 0, "new": 0, "same": said["rows"]}, True),
                         (again["counts"], again["known_file"]))
        self.assertEqual(["このファイルは取り込み済みです。同じ行は二重に記帳されません。"], again["notices"])
        self.assertEqual(0, self.expect(200, self.confirm(self.clerk, again)).json()["posted"])

    def test_the_effect_on_the_balance(self):
        got = self.handed_in(self.clerk, RECEIPTS[1])
        before, after = (got["effect"][f"balance_{when}_kg"] for when in ("before", "after"))
        self.assertEqual(before, after)  # of receipts alone: nothing was produced of them yet

    def test_another_person_neither_confirms_nor_reads(self):
        got = self.handed_in(self.clerk, RECEIPTS[2])
        for other in (self.manager, self.procurement):
            self.expect(404, self.confirm(other, got), "reference.unknown")
            self.expect(404, other.get(f"/api/v1/imports/{got['import']}/errors.xlsx"), "reference.unknown")
        self.expect(200, self.confirm(self.clerk, got))

    def test_what_is_no_confirmation(self):
        got, size = self.handed_in(self.clerk, RECEIPTS[5]), self.size()
        for body in ({"only_good_rows": "yes"}, {"corrections": 1}, {"only_good_rows": None}, {"good_rows": True}):
            with self.subTest(body):
                self.expect(400, self.confirm(self.clerk, got, **body), "input.invalid")
        self.assertEqual(size, self.size())

    def test_undone(self):
        path = RECEIPTS[3]
        got = self.handed_in(self.procurement, path)
        posted = self.expect(200, self.confirm(self.procurement, got)).json()
        undo = f"/api/v1/imports/{posted['batch']}/undo"
        self.assertEqual({"reversed": posted["posted"]}, self.expect(200, self.clerk.post(undo)).json())
        self.assertEqual({"reversed": 0}, self.expect(200, self.clerk.post(undo)).json())
        self.assertEqual(got["counts"], self.handed_in(self.procurement, path)["counts"])
        self.expect(404, self.clerk.post("/api/v1/imports/no-such-batch/undo"), "import.unknown_batch")

    def test_a_changed_row_is_posted_as_a_correction_when_asked(self):
        path = self.served.folder / "changed.csv"
        headings = "受入番号,受入日,事業所コード,仕入先コード,材料区分,環境区分,質量,単位\r\n"
        for mass, counts, body, posted in ((1000, {"new": 1}, {}, 1), (900, {"changed": 1}, {}, 0),
                                           (900, {"changed": 1}, {"corrections": True}, 2), (900, {"same": 1}, {}, 0)):
            path.write_text(f"{headings}I-1,2026-12-06,HQ,S-003,地金,通常,{mass},kg\r\n", encoding="utf-8-sig", newline="")
            got = self.handed_in(self.clerk, path)
            self.assertEqual({"changed": 0, "error": 0, "new": 0, "same": 0, **counts}, got["counts"])
            self.assertEqual([{"row": 2, "key": "I-1", "column": "質量", "before": "1000 kg", "after": "900 kg"}] if "changed" in counts else [],
                             got["changes"])
            self.assertEqual(posted, self.expect(200, self.confirm(self.clerk, got, **body)).json()["posted"])

    def test_what_changed_is_shown_of_the_first_hundred_rows(self):
        path = self.served.folder / "many.csv"
        for mass, material, posted in ((1000, "地金", 101), (900, "ビレット", 0)):
            rows = "".join(f"M-{n},2026-12-07,HQ,S-003,{material},通常,{mass},kg\r\n" for n in range(101))
            path.write_text("受入番号,受入日,事業所コード,仕入先コード,材料区分,環境区分,質量,単位\r\n" + rows, encoding="utf-8-sig", newline="")
            got = self.handed_in(self.clerk, path)
            self.assertEqual(posted, self.expect(200, self.confirm(self.clerk, got)).json()["posted"])
        self.assertEqual((101, 200), (got["counts"]["changed"], len(got["changes"])))
        self.assertEqual([("M-0", "材料区分", "地金"), ("M-0", "質量", "1000 kg")],
                         [(one["key"], one["column"], one["before"]) for one in got["changes"][:2]])

    def test_who_may(self):
        papers, = EXAMPLES.glob("3_*.xlsx")  # the right follows the command
        self.assertEqual("supplier_certificates", self.handed_in(self.procurement, papers)["kind"])
        self.expect(403, self.hand_in(self.sales, RECEIPTS[4]), "right.missing")
        refused = self.expect(403, self.hand_in(self.procurement, PRODUCTION), "right.missing")
        self.assertEqual("post_production", refused.json()["facts"]["right"])

    def test_what_is_no_table(self):
        for name, data, code in (("letter.txt", b"Dear mill,\nthank you.\n", "import.unrecognised"), ("empty.csv", b"", "import.unrecognised"),
                                 ("broken.xlsx", b"PK\x03\x04" + bytes(200), "table.malformed")):
            with self.subTest(name):
                self.expect(422, self.clerk.ask("POST", f"/api/v1/imports?file={name}", data), code)

    def test_one_byte_above_the_limit(self):
        connection = http.client.HTTPConnection(LOOPBACK, self.served.port, timeout=support.TIMEOUT_S)
        self.addCleanup(connection.close)
        connection.putrequest("POST", "/api/v1/imports?file=large.xlsx")
        for name, value in (("Cookie", self.clerk.cookie), ("X-Tenbin", "1"), ("Content-Length", LIMIT + 1)):
            connection.putheader(name, str(value))
        connection.endheaders()
        response = connection.getresponse()
        answer = Answer(response, response.read())
        contract.check("POST", "/api/v1/imports", answer)
        self.assertEqual("100 MiB", self.expect(413, answer, "request.too_large").json()["facts"]["limit"])
        self.assertEqual(answer.json()["request_id"], answer.headers["X-Request-Id"])

    def test_a_body_that_nobody_wants(self):
        small = json.dumps({"comment": "x" * 70_000})
        self.expect(413, self.clerk.post("/api/v1/tokens", small), "request.too_large")
        self.expect(405, self.clerk.ask("POST", "/api/v1/nothing", small), "request.method")  # files alone lie there
        self.expect(405, self.clerk.ask("POST", "/api/v1/book", small), "request.method")
        self.assertEqual("text/plain; charset=utf-8", self.expect(413, self.clerk.ask("GET", "/people", small)).headers["Content-Type"])


class Reading(ImportTest):
    """Text whose encoding does not show, and headings that are not ours."""

    HEADINGS = "受入番号,受入日,事業所コード,仕入先コード,材料区分,環境区分,質量,単位"

    def file(self, name, text, encoding):
        path = self.served.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def refused(self, path, code, **more):
        return self.expect(422, self.hand_in(self.clerk, path, **more), code).json()["facts"]["import"]

    def reading(self, draft, **query):
        return self.expect(200, self.clerk.get(f"/api/v1/imports/{draft}/reading?{urllib.parse.urlencode(query)}")).json()

    def read_as(self, draft, status=200, code=None, **said):
        return self.expect(status, self.clerk.post(f"/api/v1/imports/{draft}/reading", said), code).json()

    def test_the_encoding_is_chosen_by_its_sample(self):
        path = self.file("euc.csv", f"{self.HEADINGS}\r\nE-1,2026-12-06,HQ,S-003,地金,通常,1000,kg\r\n", "euc_jp")
        draft = self.refused(path, "import.encoding_unclear")
        reading = self.reading(draft)
        self.assertEqual((None, []), (reading["encoding"], reading["headings"]))
        self.assertIn("euc_jp", [one["encoding"] for one in reading["samples"] if "受入番号" in one["text"]])
        got = self.read_as(draft, encoding="euc_jp")
        self.assertEqual((draft, "euc_jp", 1), (got["import"], got["encoding"], got["counts"]["new"]))
        self.read_as(draft, 422, "import.encoding_unclear", encoding="utf8")
        self.assertEqual("euc_jp", self.read_as(draft, encoding="euc_jp")["encoding"])  # it stays to be read again
        self.assertEqual(1, self.expect(200, self.confirm(self.clerk, got)).json()["posted"])

    def test_what_was_recognised_can_be_read_otherwise(self):
        path = self.file("cp932.csv", f"{self.HEADINGS}\r\nE-2,2026-12-06,HQ,S-003,地金,通常,1000,kg\r\n", "cp932")
        got = self.handed_in(self.clerk, path)
        self.assertEqual(("cp932", ""), (got["encoding"], got["form"]))
        self.assertIn("cp932", [one["encoding"] for one in self.reading(got["import"])["samples"]])
        workbook = self.handed_in(self.clerk, RECEIPTS[0])
        self.assertEqual((None, []), (workbook["encoding"], self.reading(workbook["import"])["samples"]))

    def test_headings_that_are_mapped_once_are_known_again(self):
        text = "伝票,搬入日,工場,取引先コード,種別,再エネか,計量値,単位,計量者\r\nF-{},2026-12-06,HQ,S-003,地金,通常,1000,kg,見本\r\n"
        draft = self.refused(self.file("odd.csv", text.format(1), "utf-8"), "import.unrecognised", kind="receipts")
        headings = {one["heading"]: one for one in self.reading(draft)["headings"]}
        self.assertEqual("site_code", headings["工場"]["key"])
        self.assertEqual(("HQ", "F-1"), (headings["工場"]["sample"], headings["伝票"]["sample"]))
        self.assertIsNone(headings["計量者"]["key"])
        keys = {"伝票": "receipt_no", "搬入日": "received_on", "取引先コード": "supplier_code", "種別": "material_type", "再エネか": "attribute_class",
                "計量値": "mass", "計量者": None}
        columns = [{"heading": heading, "key": key} for heading, key in keys.items()]
        self.read_as(draft, 422, "import.unrecognised", columns=columns[:3])
        got = self.read_as(draft, columns=columns, form="定例 受入")
        self.assertEqual(("定例 受入", "receipts", 1, []), (got["form"], got["kind"], got["counts"]["new"], got["problems"]))
        again = self.handed_in(self.clerk, self.file("odd2.csv", text.format(2), "utf-8"))
        self.assertEqual(("定例 受入", 1), (again["form"], again["counts"]["new"]))
        posted = self.expect(200, self.confirm(self.clerk, again)).json()
        self.assertIn("計量者: 見本", self.posted_by(posted["batch"])["2"]["note"])

    def test_a_heading_of_nearly_the_name_is_suggested(self):
        draft = self.refused(self.file("near.csv", "受入伝票の番号,受入日付,仕入先コード,質量\r\nG-1,2026-12-06,S-003,1\r\n", "utf-8"), "import.unrecognised")
        self.assertEqual("received_on", {one["heading"]: one["suggestion"] for one in self.reading(draft)["headings"]}["受入日付"])

    def test_another_table_than_the_one_asked_for(self):
        draft = self.refused(PRODUCTION, "import.unrecognised", kind="shipments")
        self.assertEqual(("shipments", "production"), tuple(self.reading(draft)[key] for key in ("kind", "looks_like")))
        self.assertIsNone(self.reading(draft, kind="production")["looks_like"])
        self.assertEqual("production", self.read_as(draft, kind="production")["kind"])

    def test_what_cannot_be_said(self):
        got = self.handed_in(self.clerk, RECEIPTS[4])
        for said in ({"encoding": "latin1"}, {"encoding": 1}, {"kind": "papers"}, {"columns": [{"heading": "a"}]}, {"more": 1},
                     {"columns": [{"heading": "a", "key": "nothing"}]}, {"columns": [], "form": "x" * 201}, {"form": 1}):
            with self.subTest(said):
                self.read_as(got["import"], 400, "input.invalid", **said)
        self.expect(400, self.clerk.get(f"/api/v1/imports/{got['import']}/reading?kind=papers"), "input.invalid")
        self.expect(404, self.manager.get(f"/api/v1/imports/{got['import']}/reading"), "reference.unknown")

    def test_an_empty_row_of_each_table(self):
        for kind in ("receipts", "production", "shipments", "customers", "products", "supplier_certificates"):
            row = self.expect(200, self.clerk.get(f"/api/v1/tables/{kind}/row")).json()
            self.assertEqual((kind, {""}), (row["kind"], {cell["value"] for cell in row["cells"]}))
        self.expect(404, self.clerk.get("/api/v1/tables/papers/row"), "reference.unknown")


class Batches(ImportTest):
    """What was imported, found again when the server has started anew."""

    def restart(self):
        self.served.stop()
        self.served.start()
        for client in self.served.clients.values():
            client.port = self.served.port

    def posted(self, client, path):
        return self.expect(200, self.confirm(client, self.handed_in(client, path))).json()

    def listed(self, client, batch):
        return next(one for one in self.items(client, "/api/v1/imports") if one["batch"] == batch)

    def state(self, batch):
        return self.listed(self.clerk, batch)["state"]

    def test_listed_newest_first(self):
        first, second = (self.posted(client, path) for client, path in ((self.clerk, RECEIPTS[0]), (self.procurement, RECEIPTS[1])))
        self.restart()
        got = self.expect(200, self.procurement.get("/api/v1/imports?limit=1")).json()
        batch, = got["items"]
        self.assertEqual({"batch": second["batch"], "file": RECEIPTS[1].name, "kind": "receipts", "at": batch["at"],
                          "actor": "procurement", "records": second["posted"], "state": "posted"}, batch)
        got = self.expect(200, self.clerk.get(f"/api/v1/imports?limit=1&cursor={got['next']}")).json()
        self.assertEqual((first["batch"], "clerk"), (got["items"][0]["batch"], got["items"][0]["actor"]))
        by_command_line = [one for one in self.items(self.clerk, "/api/v1/imports") if one["file"] is None]
        self.assertEqual({("lasting", kind) for kind in ("customers", "products", "supplier_certificates")},
                         {(one["state"], one["kind"]) for one in by_command_line})
        self.assertIn(b"batch,file,kind", self.clerk.get("/api/v1/imports", Accept="text/csv").body)
        for wrong in ("limit=0", "cursor=x"):
            self.expect(400, self.clerk.get(f"/api/v1/imports?{wrong}"), "input.invalid")

    def test_undone_after_a_restart(self):
        posted = self.posted(self.clerk, RECEIPTS[2])
        self.restart()
        undo = f"/api/v1/imports/{posted['batch']}/undo"
        self.expect(403, self.procurement.post(undo), "right.missing")
        self.assertEqual("posted", self.state(posted["batch"]))
        self.assertEqual({"reversed": posted["posted"]}, self.expect(200, self.clerk.post(undo)).json())
        self.assertEqual("undone", self.state(posted["batch"]))
        again = self.posted(self.clerk, RECEIPTS[2])
        self.assertEqual(("undone", "posted"), (self.state(posted["batch"]), self.state(again["batch"])))

    def test_zz_not_undone_in_a_closed_period(self):
        posted = self.posted(self.clerk, RECEIPTS[3])
        site, = self.manager.get("/api/v1/book").json()["sites"]
        last = max(row["date"] for row in self.items(self.clerk, "/api/v1/receipts"))
        for period in sorted(site["periods"], key=lambda one: one["from"]):
            if not period["closed"] and period["from"] <= last:
                self.expect(200, self.manager.command({"do": "close_period", "site": site["site"], "period": period["from"], "date": "2026-12-01"}))
        self.assertEqual("closed", self.state(posted["batch"]))
        self.expect(409, self.clerk.post(f"/api/v1/imports/{posted['batch']}/undo"), "period.closed")


class Messy(ImportTest):
    def test_refused_whole_and_posted_without_the_wrong_rows(self):
        said, size = self.of_the_command_line(MESSY), self.size()
        got = self.handed_in(self.clerk, MESSY)
        self.assert_counts(said, got)
        self.assertEqual(MESSY_CODES, {problem["row"]: problem["code"] for problem in got["problems"]})
        self.assertEqual([error["detail"] for error in said["errors"]],
                         [problem["what"] + problem["remedy"] for problem in got["problems"]])
        self.assertEqual(2, len(got["notices"]) - got["known_file"])  # the row of the total, the repeated row
        self.assert_errors_workbook(got)
        refused = self.expect(422, self.confirm(self.clerk, got), "import.rows_invalid")
        self.assertEqual((str(len(MESSY_CODES)), size), (refused.json()["facts"]["count"], self.size()))
        self.assertIn(MESSY.name, refused.json()["detail"])
        self.assertNotIn("--", refused.json()["detail"])
        self.assertEqual(said["new"], self.expect(200, self.confirm(self.clerk, got, only_good_rows=True)).json()["posted"])
        again = self.handed_in(self.clerk, MESSY)["counts"]
        self.assertEqual((0, said["new"] + said["same"], len(MESSY_CODES)), (again["new"], again["same"], again["error"]))

    def assert_errors_workbook(self, got):
        answer = self.expect(200, self.clerk.get(f"/api/v1/imports/{got['import']}/errors.xlsx"))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        headings, *rows = openpyxl.load_workbook(io.BytesIO(answer.body)).active.iter_rows(values_only=True)
        self.assertEqual(("エラー内容", "直し方", "元の行"), headings[-3:])
        self.assertEqual([(problem["what"], problem["remedy"], str(problem["row"])) for problem in got["problems"]],
                         [row[-3:] for row in rows])

    def test_mended_in_place_and_posted_so(self):
        got = self.handed_in(self.clerk, MESSY)
        code, date = (next(problem for problem in got["problems"] if problem["row"] == row) for row in (8, 9))
        self.assertEqual(("S-0l2", "S-012", "8/7/1"), (code["value"], code["suggestion"], date["value"]))
        self.assertEqual([], got["mended"])
        again = self.mended(got, (code, "S-0l3"), (date, "2026-08-05"))
        self.assertEqual({8, 10, 14, 15}, {problem["row"] for problem in again["problems"]})
        again = self.mended(got, (code, code["suggestion"]))
        self.assertEqual([(8, "S-0l2", "S-012"), (9, "8/7/1", "2026-08-05")],
                         [(cell["row"], cell["was"], cell["value"]) for cell in again["mended"]])
        self.assertEqual((got["import"], got["counts"]["new"] + 2, got["counts"]["error"] - 2),
                         (again["import"], again["counts"]["new"], again["counts"]["error"]))
        self.assert_errors_workbook(again)
        posted = self.expect(200, self.confirm(self.clerk, again, only_good_rows=True)).json()
        events = self.posted_by(posted["batch"])
        self.assertEqual("S-012", events["8:mended"]["supplier"])
        self.assertEqual("2026-08-05", events["9:mended"]["date"])
        self.assertIn("5", events)
        self.assertEqual({"reversed": posted["posted"]},
                         self.expect(200, self.clerk.post(f"/api/v1/imports/{posted['batch']}/undo")).json())

    def test_what_cannot_be_mended(self):
        got = self.handed_in(self.clerk, MESSY)
        cells = f"/api/v1/imports/{got['import']}/cells"
        right = {"row": 8, "column": "材料区分", "value": "地金"}
        for wrong in ({"row": 0}, {"row": 5000}, {"row": 1 << 40}, {"column": "ない列"}, {"value": "x" * 4001}, {"row": "8"},
                      {"value": None}, {"more": 1}):
            with self.subTest(wrong):
                refused = self.expect(400, self.clerk.post(cells, {"cells": [right, {**right, **wrong}]}), "input.invalid")
                self.assertIn("/cells/1", json.dumps(refused.json()))
        self.expect(400, self.clerk.post(cells, {"cells": [right] * 1001}), "input.invalid")
        self.expect(400, self.clerk.post(cells, {}), "input.invalid")
        self.expect(404, self.manager.post(cells, {"cells": [right]}), "reference.unknown")
        self.expect(403, self.sales.post(cells, {"cells": [right]}), "right.missing")

    def mended(self, got, *mends):
        cells = [{"row": problem["row"], "column": problem["column"], "value": value} for problem, value in mends]
        return self.expect(200, self.clerk.post(f"/api/v1/imports/{got['import']}/cells", {"cells": cells})).json()

    def test_in_english(self):
        answer = self.clerk.ask("POST", "/api/v1/imports?file=x.xlsx", MESSY.read_bytes(), Accept_Language="en")
        problem = next(problem for problem in answer.json()["problems"] if problem["row"] == 8)
        self.assertIn("S-012", problem["remedy"])
        self.assertIn("row 8", problem["what"].lower())


class Corrections(ImportTest):
    """Entries of the ledger put right where they stand: each as the row it came in by."""

    @classmethod
    def serve(cls):
        setup = (EXAMPLES / "0_setup.jsonl").read_text(encoding="utf-8").splitlines()
        return Served([json.loads(line) for line in setup], ["clerk", "manager", "procurement"],
                      workbooks=[*sorted(EXAMPLES.glob("[1-3]_*.xlsx")), RECEIPTS[0], PRODUCTION, *sorted(EXAMPLES.glob("6_*.xlsx"))[:1]])

    def row_of(self, seq):
        return self.expect(200, self.clerk.get(f"/api/v1/entries/{seq}/row")).json()

    def tried(self, row, language="ja", **changes):
        """The row handed in again, with other texts under these keys."""
        self.assertLessEqual(changes.keys(), {cell["key"] for cell in row["cells"]})
        path = self.served.folder / "row.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[cell["heading" if language == "ja" else "key"] for cell in row["cells"]],
                                        [changes.get(cell["key"], cell["value"]) for cell in row["cells"]]])
        return self.handed_in(self.clerk, path, kind=row["kind"], corrections="true")

    def outcome(self, got):
        return [name for name, count in got["counts"].items() if count]

    def test_a_row_is_what_the_book_has(self):
        for name in ("receipts", "runs", "shipments"):
            entries = self.items(self.clerk, f"/api/v1/{name}")
            for entry in entries[:3] + entries[-3:]:
                for language in ("ja", "en"):
                    with self.subTest(f"{name} {entry['seq']} {language}"):
                        self.assertEqual(["same"], self.outcome(self.tried(self.row_of(entry["seq"]), language)))

    def test_tried_with_its_effect_then_posted_with_its_reason(self):
        run = self.items(self.clerk, "/api/v1/runs?period=2026-04-01")[-1]  # the period of its receipts
        row = self.row_of(run["seq"])
        self.assertEqual(["run_no"], [cell["key"] for cell in row["cells"] if cell["fixed"]])
        got = self.tried(row, output_mass="1.5", input_mass="2", internal_scrap_mass="", dross_loss_mass="", unit="t")
        self.assertEqual((["changed"], []), (self.outcome(got), got["problems"]))
        before, after = (got["effect"][f"balance_{when}_kg"] for when in ("before", "after"))
        self.assertNotEqual(before, after)
        self.expect(400, self.confirm(self.clerk, got, corrections=True, reason=1), "input.invalid")
        posted = self.expect(200, self.confirm(self.clerk, got, corrections=True, reason="計量票 4711")).json()
        self.assertEqual("計量票 4711", self.posted_by(posted["batch"])["2:reverse"]["reason"])
        now = {one["run"]: one for one in self.items(self.clerk, "/api/v1/runs?period=2026-04-01")}
        self.assertTrue(now[run["run"]]["reversed"])
        self.assertEqual("1500.000", now[run["run"] + "#2"]["output_kg"])
        self.expect(409, self.clerk.get(f"/api/v1/entries/{run['seq']}/row"), "entry.already_reversed")
        again = self.row_of(now[run["run"] + "#2"]["seq"])
        self.assertEqual(run["run"], again["cells"][0]["value"])  # the next one is #3
        self.assertEqual(["same"], self.outcome(self.tried(again)))
        self.assertEqual(["error"], self.outcome(self.tried(again, output_product_code="nothing")))

    def test_what_is_not_corrected_so(self):
        self.expect(404, self.clerk.get("/api/v1/entries/1/row"), "reference.unknown")  # master data
        self.expect(404, self.clerk.get("/api/v1/entries/999999/row"), "reference.unknown")
        self.expect(404, self.clerk.get("/api/v1/entries/x/row"), "reference.unknown")
        receipt = self.items(self.clerk, "/api/v1/receipts")[0]
        self.expect(403, self.procurement.get(f"/api/v1/entries/{receipt['seq']}/row"), "right.missing")
        self.expect(400, self.hand_in(self.clerk, RECEIPTS[1], corrections="perhaps"), "input.invalid")

    def test_zz_a_closed_period(self):
        receipt = self.items(self.clerk, "/api/v1/receipts")[-1]
        period = next(one for site in self.manager.get("/api/v1/book").json()["sites"] for one in site["periods"]
                      if one["from"] <= receipt["date"] <= one["to"])
        self.expect(200, self.manager.command({"do": "close_period", "site": receipt["site"], "period": period["from"], "date": "2026-12-01"}))
        self.expect(409, self.clerk.get(f"/api/v1/entries/{receipt['seq']}/row"), "period.closed")
