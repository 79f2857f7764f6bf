"""The messy workbook of examples/messy/: a receipts table as people really hand it in. Its README lists every fault."""
import openpyxl
from openpyxl.styles import Alignment, Font

HEADINGS = ("受入\n番号", "受入 日", "仕入先ｺｰﾄﾞ", "材料区分", "合金", "環境区分", "質　量", "単位", "供給元証明書番号", "ロット番号", "備考",
            "検収者")
ROWS = (
    ("M2608-001", "R8.8.3", "S-021", "ビレット", "6063", "再エネ", 24.37, "t", "SC-2026-0120", "L-8101", "", "見本"),
    ("M2608-002", "令和8年8月4日", "S-005", "ビレット", "6063", "通常", "２５，１００", "㎏", "", "L-8102", "全角で入力", "見本"),
    ("M2608-003", "2026/8/5", "S-003", "地金", "Al99.70", "通常", "24,960", "kg", "", "L-8103", "", "見本"),
    ("M2608-004", "20260806", "S-0l2", "ビレット", "6061", "再エネ", 22.5, "t", "SC-2026-0101", "L-8104", "", "見本"),
    ("M2608-005", "8/7/1", "S-005", "ビレット", "6063", "通常", 23.8, "t", "", "L-8105", "", "見本"),
    ("M2608-006", "2026-08-07", "S-005", "ビレット", "6N01", "通常", "1,5", "t", "", "L-8106", "端数", "見本"),
    ("M2608-007", "2026-08-10", "S-015", "地金", "Al99.70", "再エネ", 23.4, "t", "", "L-8107", "証明書 後日", "見本"),
    ("M2608-003", "2026/8/5", "S-003", "地金", "Al99.70", "通常", "24,960", "kg", "", "L-8103", "", "見本"),
    ("M2608-008", 46252, "S-007", "市中ｽｸﾗｯﾌﾟ", "", "リサイクル", "7,840 kg", "", "", "L-8108", "単位は質量の欄", "見本"),
    ("M2608-009", "2026-08-19", "S-005", "ビレット", "6063", "通常", 24.2, "", "", "L-8109", "単位なし", "見本"),
    ("M2608-010", "2026-08-20", "S-005", "ビレット", "6063", "グリーン", 24.0, "t", "", "L-8110", "", "見本"),
    ("M2608-011", "2026-08-21", "S-021", "ビレット", "6063", "再エネ", 25.0, "t", "SC-2026-0120", "L-8111", "残り少ない証明書", "見本"),
)


def messy_workbook():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "8月分"
    sheet.merge_cells("A1:L1")
    sheet["A1"] = "見本アルミ押出工業㈱　原料受入表　令和8年8月分"
    sheet["A1"].font = Font(size=14, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells("A2:F2")
    sheet["A2"] = "作成 資材課(途中)　※単位は t、一部 kg"
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(4, column, heading).alignment = Alignment(wrap_text=True)
    for number, row in enumerate(ROWS, 5):
        for column, value in enumerate(row, 1):
            if value != "":
                sheet.cell(number, column, value)
    last = 4 + len(ROWS)
    for number in range(last + 1, last + 4):  # rows that look empty and are not quite
        sheet.cell(number, 1, " ")
        sheet.cell(number, 7).number_format = "0.000"
    sheet.cell(last + 4, 1, "合計")
    sheet.cell(last + 4, 7, f"=SUM(G5:G{last})")
    sheet.cell(last + 4, 11, "※kg の行は手で足すこと")
    sheet.column_dimensions["B"].width = 16
    sheet.column_dimensions["I"].width = 18
    return workbook
