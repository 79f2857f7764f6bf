#!/usr/bin/python3
"""Makes examples/: the workbooks of an invented extruder's fiscal year, and what their totals must be.

usage: make_examples.py [--check]      --check changes nothing and says whether the committed files are what it makes

Needs Debian's python3-openpyxl. The same input gives the same bytes: our own generator, fixed times in the archives.
"""
import csv
import io
import json
import os
import pathlib
import re
import sys
import zipfile

os.environ["OPENPYXL_LXML"] = "False"  # One XML writer, whether lxml is installed or not.
import openpyxl  # noqa: E402
from openpyxl.styles import Font, PatternFill  # noqa: E402

from example_messy import messy_workbook  # noqa: E402
from example_mill import SUPPLIERS, Mill  # noqa: E402
import example_tables as tables  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "examples"
DATES = {"received_on", "start_on", "end_on", "shipped_on", "issued_on", "valid_from", "valid_to", "scheme_valid_to"}
MASSES = {"mass", "input_mass", "output_mass", "internal_scrap_mass", "dross_loss_mass"}
HEAD = PatternFill("solid", fgColor="DDE7F0")
KEY = PatternFill("solid", fgColor="F3F3F3")


def archive(workbook):
    """The workbook's bytes, without the hour at which it was written."""
    raw, out = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-04-01T00:00:00Z", content)
            member = zipfile.ZipInfo(name, (2026, 4, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            new.writestr(member, content)
    return out.getvalue()


def cell_value(row, key, unit):
    """What the clerk's cell holds: tonnes with decimals or whole kilograms, the unit in its own column."""
    if key == "unit":
        return unit
    value = row.get(key)
    if key in MASSES and unit == "t":
        return value / 1000
    return None if value == "" else value


def write_sheet(sheet, layout, rows, unit, keys):
    headings = [[ja for ja, _ in layout]] + ([[en for _, en in layout]] if keys else [])
    for number, heading in enumerate(headings, 1):
        for column, text in enumerate(heading, 1):
            cell = sheet.cell(number, column, text)
            cell.fill = KEY if number == 2 else HEAD
            cell.font = Font(bold=number == 1, color="666666" if number == 2 else "000000")
    for number, row in enumerate(rows, len(headings) + 1):
        for column, (_, key) in enumerate(layout, 1):
            value = cell_value(row, key, unit)
            if value is None:
                continue
            cell = sheet.cell(number, column, value)
            if key in DATES:
                cell.number_format = "yyyy/mm/dd"
            elif key in MASSES:
                cell.number_format = "#,##0.000" if unit == "t" else "#,##0"
            elif isinstance(value, str):
                cell.number_format = "@"
    for column, (ja, _) in enumerate(layout, 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = max(10, 2 * len(ja) + 2)
    sheet.freeze_panes = sheet.cell(len(headings) + 1, 1)


def table_workbook(layout, rows, unit="kg", keys=False):
    """A workbook as the templates have it: 入力 (row 2 the English keys where `keys`) and コード表."""
    workbook = openpyxl.Workbook()
    workbook.properties.creator = "見本アルミ押出工業㈱"
    workbook.active.title = "入力"
    write_sheet(workbook.active, tables.columns(layout), rows, unit, keys)
    codes = workbook.create_sheet("コード表")
    for column, (name, values) in enumerate(tables.CODE_LIST, 1):
        for row, value in enumerate([name, *values.split(" ")], 1):
            codes.cell(row, column, value)
    return archive(workbook)


def cp932_csv(layout, rows):
    """As the sales system writes it: CP932, CRLF, 2027/3/1, thousands commas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    layout = tables.columns(layout)
    writer.writerow([ja for ja, _ in layout])
    for row in rows:
        line = []
        for _, key in layout:
            value = cell_value(row, key, "kg")
            if key in DATES:
                value = f"{value.year}/{value.month}/{value.day}"
            elif key in MASSES:
                value = f"{value:,}"
            line.append("" if value is None else value)
        writer.writerow(line)
    return out.getvalue().encode("cp932")


def setup_commands():
    """What no table holds: the site and the suppliers' names."""
    yield {"do": "add_site", "site": "HQ", "name_ja": "見本アルミ押出工業㈱ 本社工場", "name_en": "Mihon Extrusion, main works"}
    for code, name, english, *_ in SUPPLIERS:
        yield {"do": "add_supplier", "supplier": code, "name_ja": name, "name_en": english}


def by_month(rows, key):
    months = {}
    for row in rows:
        months.setdefault(row[key].strftime("%Y-%m"), []).append(row)
    return months


def kg(mass):
    return f"{mass}.000"


def expected(mill):
    """Sums of the rows, quarter by quarter, in plain arithmetic (contract section 4, input_share)."""
    allocatable = {product["product_code"] for product in mill.products if product["allocatable"]}
    periods = []
    for year, first, last_day in ((2026, 4, "2026-06-30"), (2026, 7, "2026-09-30"), (2026, 10, "2026-12-31"),
                                  (2027, 1, "2027-03-31")):
        def inside(rows, key):
            return [row for row in rows if row[key].year == year and first <= row[key].month < first + 3]

        receipts, runs = inside(mill.receipts, "received_on"), inside(mill.runs, "end_on")
        shipments = inside(mill.shipments, "shipped_on")
        renewable = [row for row in receipts if row["attribute_class"] == "再エネ"]
        total = sum(row["mass"] for row in receipts)
        backed = sum(row["mass"] for row in renewable if row["supplier_cert_no"])
        output = sum(row["output_mass"] for row in runs if row["output_product_code"] in allocatable)
        grams = backed * 1000 * output * 1000 // (total * 1000)
        periods.append({
            "site": "HQ", "period": f"{year}-{first:02d}-01", "to": last_day, "receipts": len(receipts), "runs": len(runs),
            "shipments": len(shipments), "total_input_kg": kg(total),
            "renewable_receipts_kg": kg(sum(row["mass"] for row in renewable)), "renewable_input_kg": kg(backed),
            "unbacked_kg": kg(sum(row["mass"] for row in renewable) - backed),
            "all_output_kg": kg(sum(row["output_mass"] for row in runs)), "output_kg": kg(output),
            "shipments_kg": kg(sum(row["mass"] for row in shipments)),
            "entitlement_kg": f"{grams // 1000}.{grams % 1000:03d}"})
    return {"rulebook": "free-credit", "customers": len(mill.customers), "products": len(mill.products),
            "supplier_certificates": len(mill.certificates), "receipts": len(mill.receipts), "runs": len(mill.runs),
            "shipments": len(mill.shipments), "periods": periods}


def check_mill(mill):
    """What a real mill's figures obey, whatever the seed."""
    assert (len(mill.receipts), len(mill.runs), len(mill.shipments)) == (96, 240, 1180)
    assert (len(mill.customers), len(mill.products)) == (6, 40)
    made, shipped = {}, {}
    for run in mill.runs:
        parts = run["output_mass"] + run["internal_scrap_mass"] + run["dross_loss_mass"]
        assert run["input_mass"] == parts and run["internal_scrap_mass"] > 0
        key = (run["output_product_code"], run["end_on"].strftime("%Y-%m"))
        made[key] = made.get(key, 0) + run["output_mass"]
    for row in mill.shipments:
        key = (row["product_code"], row["shipped_on"].strftime("%Y-%m"))
        shipped[key] = shipped.get(key, 0) + row["mass"]
    assert all(mass <= made[key] for key, mass in shipped.items())
    for month, receipts in by_month(mill.receipts, "received_on").items():
        runs = by_month(mill.runs, "end_on")[month]
        out = sum(run["output_mass"] + run["dross_loss_mass"] for run in runs)
        assert out <= sum(row["mass"] for row in receipts)
    used = {row["cert_no"]: row["mass"] for row in mill.certificates}
    for row in mill.receipts:
        if row["supplier_cert_no"]:
            used[row["supplier_cert_no"]] -= row["mass"]
    assert all(left > 0 for left in used.values()) and min(used.values()) < 500


def make():
    """{path under examples/: bytes}"""
    mill = Mill()
    check_mill(mill)
    files = {
        "0_setup.jsonl": "".join(json.dumps(c, ensure_ascii=False) + "\n" for c in setup_commands()).encode(),
        "1_顧客.xlsx": table_workbook(tables.CUSTOMERS, mill.customers, keys=True),
        "2_製品.xlsx": table_workbook(tables.PRODUCTS, mill.products, keys=True),
        "3_供給元証明書_2026年度.xlsx": table_workbook(tables.CERTIFICATES, mill.certificates, "t", keys=True),
        "5_生産_2026年度.xlsx": table_workbook(tables.PRODUCTION, mill.runs),
        "messy/受入_2026年8月(担当メモ).xlsx": archive(messy_workbook()),
        "expected.json": (json.dumps(expected(mill), ensure_ascii=False, indent=2) + "\n").encode(),
    }
    for month, rows in by_month(mill.receipts, "received_on").items():
        files[f"4_受入_{month}.xlsx"] = table_workbook(tables.RECEIPTS, rows, "t")
    for month, rows in by_month(mill.shipments, "shipped_on").items():
        if month == "2027-03":
            files[f"6_出荷_{month}_販売管理.csv"] = cp932_csv(tables.SHIPMENTS, rows)
        else:
            files[f"6_出荷_{month}.xlsx"] = table_workbook(tables.SHIPMENTS, rows)
    return files


def main():
    files, faults = make(), 0
    if sys.argv[1:] == ["--check"]:
        for name, content in files.items():
            path = FOLDER / name
            if not path.exists() or path.read_bytes() != content:
                faults += 1
                print(f"examples/{name} is not what tools/make_examples.py makes", file=sys.stderr)
        print(f"{len(files)} example files, {faults} faults")
        return 1 if faults else 0
    if sys.argv[1:]:
        print("usage: make_examples.py [--check]", file=sys.stderr)
        return 2
    for name, content in files.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(content)
    print(f"wrote {len(files)} files to examples/, {sum(map(len, files.values()))} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
