"""The invented extruder of examples/: its masters and one fiscal year, as rows for tools/make_examples.py.

Everything follows from one seed through our own generator (SplitMix64), so the rows are the same on every machine.
A row is a dict of English column key -> value; masses are integer kilograms, dates are datetime.date.
All names are invented; corporate numbers lie in a range that is given to nobody.
"""
import datetime

DAY = datetime.timedelta(days=1)
HOLIDAYS = {(4, 29), (5, 4), (5, 5), (5, 6), (7, 20), (8, 12), (8, 13), (8, 14), (9, 21), (9, 22), (10, 12), (11, 3),
            (11, 23), (12, 29), (12, 30), (12, 31), (1, 1), (1, 11), (2, 11), (2, 23), (3, 22)}
RECEIPTS_A_MONTH, RUNS_A_MONTH = 8, 20
SHIPMENTS_A_MONTH = (98, 98, 99, 98, 98, 99, 98, 98, 99, 98, 98, 99)  # 1,180 a year


class Random:
    """SplitMix64 with draws by multiplication: the same figures everywhere, whatever Python's random does."""

    def __init__(self, seed):
        self.state = seed

    def word(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def between(self, low, high):
        """An integer, both ends included."""
        return low + (self.word() * (high - low + 1) >> 64)

    def pick(self, items):
        return items[self.between(0, len(items) - 1)]

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = self.between(0, i)
            items[i], items[j] = items[j], items[i]
        return items


def months():
    """The twelve months from April 2026 as lists of working days."""
    for index in range(12):
        year, month = 2026 + (index + 3) // 12, (index + 3) % 12 + 1
        day, days = datetime.date(year, month, 1), []
        while day.month == month:
            if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS:
                days.append(day)
            day += DAY
        yield days


SUPPLIERS = (
    # code, name, English name, class, material, country, smelter
    ("S-003", "見本地金商事㈱", "Mihon Metal Trading", "通常", "地金", "AU", ""),
    ("S-005", "見本ビレット工業㈱", "Mihon Billet", "通常", "ビレット", "MY", ""),
    ("S-007", "見本非鉄リサイクル㈱", "Mihon Recycling", "リサイクル", "市中スクラップ", "JP", ""),
    ("S-012", "見本製錬㈱", "Mihon Smelting", "再エネ", "ビレット", "NO", "見本フィヨルド製錬所"),
    ("S-015", "見本サンメタル㈱", "Mihon Sun Metal", "再エネ", "地金", "AE", "見本砂丘製錬所"),
    ("S-021", "見本水力アルミ㈱", "Mihon Hydro Aluminium", "再エネ", "ビレット", "CA", "見本渓谷製錬所"),
)

CUSTOMERS = (
    # code, name, kana, English, contact section, language, share, weight of its orders
    ("C-0101", "株式会社見本サッシ", "ミホンサッシ", "Mihon Sash Co., Ltd.", "環境部", "ja", 30, 28),
    ("C-0102", "見本オート部品株式会社", "ミホンオートブヒン", "Mihon Auto Parts Co., Ltd.", "調達部", "en", 100, 12),
    ("C-0103", "見本電機工業株式会社", "ミホンデンキコウギョウ", "Mihon Electric Industries, Ltd.", "資材部", "ja", None, 16),
    ("C-0104", "見本ソーラー架台株式会社", "ミホンソーラーカダイ", "Mihon Solar Mounting Co., Ltd.", "環境推進室", "ja", 50, 14),
    ("C-0105", "株式会社髙見本機械", "タカミホンキカイ", "Takamihon Machinery Co., Ltd.", "購買課", "ja", None, 18),
    ("C-0106", "見本建材販売株式会社", "ミホンケンザイハンバイ", "Mihon Building Materials Co., Ltd.", "営業管理部", "ja", None, 12),
)

SHAPES = {
    "C-0101": (("建材", "サッシ枠", "Sash frame"), ("建材", "障子框", "Sash stile"), ("建材", "下枠レール", "Sill rail"),
               ("建材", "方立", "Mullion"), ("建材", "無目", "Transom"), ("建材", "水切り", "Drip cap"),
               ("建材", "押縁", "Glazing bead"), ("建材", "額縁", "Casing")),
    "C-0102": (("自動車", "バンパー補強材", "Bumper beam"), ("自動車", "ルーフレール", "Roof rail"),
               ("自動車", "ドアビーム", "Door beam"), ("自動車", "電池枠", "Battery frame"), ("自動車", "サイドシル", "Side sill")),
    "C-0103": (("電機", "ヒートシンク", "Heat sink"), ("電機", "モーターフレーム", "Motor frame"), ("電機", "筐体枠", "Case frame"),
               ("電機", "導体バー", "Bus bar"), ("電機", "放熱板", "Cooling plate"), ("電機", "取付レール", "Mounting rail"),
               ("電機", "端子台枠", "Terminal frame")),
    "C-0104": (("架台", "主桁", "Main beam"), ("架台", "母屋材", "Purlin"), ("架台", "支柱", "Post"), ("架台", "押さえ金具", "Clamp"),
               ("架台", "接続材", "Joint bar"), ("架台", "ブレース", "Brace")),
    "C-0105": (("機械", "直動フレーム", "Linear frame"), ("機械", "アルミフレーム40", "Frame 40"),
               ("機械", "アルミフレーム80", "Frame 80"), ("機械", "シリンダー管", "Cylinder tube"), ("機械", "ガイドレール", "Guide rail"),
               ("機械", "搬送台", "Conveyor bed"), ("機械", "安全柵柱", "Guard post"), ("機械", "溝形材", "Slot profile")),
    "C-0106": (("汎用", "アングル", "Angle"), ("汎用", "チャンネル", "Channel"), ("汎用", "角パイプ", "Square tube"),
               ("汎用", "丸パイプ", "Round tube"), ("汎用", "フラットバー", "Flat bar"), ("汎用", "見本材(試作)", "Trial profile")),
}
ALLOYS = {"建材": ("A6063S", "T5"), "自動車": ("A6061S", "T6"), "電機": ("A6063S", "T5"), "架台": ("A6N01S", "T5"),
          "機械": ("A6N01S", "T6"), "汎用": ("A6063S", "T5")}

CERTIFICATES = (
    # number, supplier, power, first and last day, factor, scheme, what is left of it in kg when the year is over
    ("SC-2026-0101", "S-012", "水力", (2026, 4, 1), (2026, 9, 30), "4.05", "ASI CoC", 31_250),
    ("SC-2026-0134", "S-012", "水力", (2026, 10, 1), (2027, 3, 31), "4.02", "ASI CoC", 22_700),
    ("SC-2026-0115", "S-015", "太陽光", (2026, 4, 1), (2026, 12, 31), "4.60", "", 18_400),
    ("SC-2027-0007", "S-015", "太陽光", (2027, 1, 1), (2027, 3, 31), "4.55", "", 40_000),
    ("SC-2026-0120", "S-021", "水力", (2026, 4, 1), (2026, 8, 31), "3.86", "ASI CoC", 412),
    ("SC-2026-0159", "S-021", "水力", (2026, 9, 1), (2027, 3, 31), "3.84", "ASI CoC", 27_300),
)
WITHOUT_PAPER = {"R2605-002", "R2609-004", "R2702-006"}  # renewable metal whose certificate has not come yet


class Mill:
    """customers, products, certificates, receipts, runs, shipments: lists of rows, in the order of their dates."""

    def __init__(self, seed=20260409):
        self.random = Random(seed)
        self.customers = [self.customer(i, *c) for i, c in enumerate(CUSTOMERS, 1)]
        self.products, self.owner = [], {}
        self.make_products()
        self.receipts, self.runs, self.shipments = [], [], []
        rotation = []
        for month, days in enumerate(months()):
            received = self.receive(days)
            rotation = self.produce(days, received * 965 // 1000, rotation)
            self.ship(days, SHIPMENTS_A_MONTH[month])
        self.certificates = [self.certificate(*c) for c in CERTIFICATES]

    @staticmethod
    def customer(index, code, name, kana, english, section, language, share, _):
        return {"customer_code": code, "name": name, "name_kana": kana, "name_en": english, "honorific": "御中",
                "corporate_number": f"{9 - index}00000000000{index}", "postal_code": f"460-000{index}",
                "address": f"愛知県見本市見本町{index}-2-3", "address_en": f"{index}-2-3 Mihon-cho, Mihon, Aichi",
                "department": section, "contact": f"見本 担当{index}", "email": f"eco{index}@example.jp",
                "language": language, "certificate_grouping": "月×製品群", "default_share_pct": share,
                "public_recipient": "公開" if share else "非公開", "active": 1}

    def make_products(self):
        for customer, *_ in CUSTOMERS:
            for group, name, english in SHAPES[customer]:
                number = len(self.products) + 1
                alloy, temper = ALLOYS[group]
                code = f"EX-{alloy[1:5]}-{number:02d}"
                self.owner[code] = customer
                self.products.append({
                    "product_code": code, "name": f"押出形材 {name}", "name_en": f"Extruded profile, {english}",
                    "product_group": group, "form": "押出形材", "alloy": alloy, "temper": temper,
                    "standard": "JIS H 4100", "unit_weight_kg": self.random.between(450, 6200) / 1000,
                    "standard_yield_pct": self.random.between(835, 865) / 10, "process_ef_tco2e_per_t": 0.9,
                    "hs_code": "7604.29", "allocatable": 0 if "試作" in name else 1, "active": 1})

    def receive(self, days):
        """Eight deliveries: two or three renewable, one of scrap in some months. Answers what came, in kg."""
        renewable = self.random.pick((2, 2, 2, 3))
        sources = [self.random.pick(("S-012", "S-012", "S-015", "S-021")) for _ in range(renewable)]
        if self.random.between(1, 12) <= 6:
            sources.append("S-007")
        while len(sources) < RECEIPTS_A_MONTH:
            sources.append(self.random.pick(("S-003", "S-005", "S-005")))
        dates = sorted(self.random.pick(days) for _ in sources)
        total = 0
        for number, (date, code) in enumerate(zip(dates, self.random.shuffled(sources)), 1):
            _, name, _, kind, material, country, smelter = next(s for s in SUPPLIERS if s[0] == code)
            mass = self.random.between(6_400, 9_800) if code == "S-007" else self.random.between(22_300, 26_400)
            alloy = "Al99.70" if material == "地金" else self.random.pick(("6063", "6063", "6061", "6N01"))
            receipt = f"R{date:%y%m}-{number:03d}"
            paper = "" if receipt in WITHOUT_PAPER or kind != "再エネ" else self.paper_for(code, date)
            label = {"地金": "アルミニウム地金", "ビレット": "押出用ビレット 8インチ", "市中スクラップ": "サッシスクラップ"}[material]
            self.receipts.append({
                "receipt_no": receipt, "received_on": date, "site_code": "HQ", "supplier_code": code,
                "material_type": material, "material_name": label, "alloy": "" if code == "S-007" else alloy,
                "attribute_class": kind, "mass": mass, "weight_basis": "実貫", "supplier_cert_no": paper,
                "lot_no": f"L-{self.random.between(1000, 9999)}", "heat_no": f"H-{self.random.between(1000, 9999)}",
                "delivery_note_no": f"D-{self.random.between(10000, 99999)}", "inspection_no": f"K-{date:%m%d}{number}",
                "po_no": f"PO-{date:%y%m}-{number:02d}", "origin_country": country, "smelter": smelter,
                "note": "証明書 未着" if receipt in WITHOUT_PAPER else ""})
            total += mass
        return total

    @staticmethod
    def paper_for(supplier, date):
        return next(number for number, code, _, first, last, *_ in CERTIFICATES
                    if code == supplier and datetime.date(*first) <= date <= datetime.date(*last))

    def produce(self, days, target, rotation):
        """Twenty runs that together make `target` kg. Products take turns, by the weight of their customers."""
        weights = {code: weight for code, *_, weight in CUSTOMERS}
        products = []
        while len(products) < RUNS_A_MONTH:
            if not rotation:
                rotation = self.random.shuffled(self.products)
            products.append(rotation.pop())
        parts = [self.random.between(70, 130) * weights[self.owner[p["product_code"]]] * (1 if p["allocatable"] else 0.3) /
                 len(SHAPES[self.owner[p["product_code"]]]) for p in products]
        outputs = [max(1_500, int(target * part / sum(parts))) for part in parts]
        outputs[outputs.index(max(outputs))] += target - sum(outputs)
        usable = days[:-4]  # What is made in the last days would not be shipped within the month.
        dates = sorted(self.random.pick(usable) for _ in products)
        for number, (date, product, output) in enumerate(zip(dates, products, outputs), 1):
            charged = output * 1000 // self.random.between(838, 862)
            loss = charged * self.random.between(10, 14) // 1000
            self.runs.append({
                "run_no": f"P{date:%y%m}-{number:03d}", "start_on": date, "end_on": date, "site_code": "HQ",
                "process": "押出", "input_material_type": "ビレット", "input_alloy": product["alloy"].strip("AS"),
                "input_mass": charged, "output_product_code": product["product_code"], "output_mass": output,
                "internal_scrap_mass": charged - output - loss, "dross_loss_mass": loss,
                "lot_no": f"L{date:%y%m%d}{number:02d}", "note": ""})
        return rotation

    def ship(self, days, count):
        """Ships what this month's runs made, 93 to 100 % of each, to the product's customer, after it was made."""
        runs = self.runs[-RUNS_A_MONTH:]
        made = sum(run["output_mass"] for run in runs)
        pieces = [max(1, count * run["output_mass"] // made) for run in runs]
        while sum(pieces) != count:
            pieces[self.random.between(0, len(pieces) - 1)] += 1 if sum(pieces) < count else 0
        rows = []
        for run, parts in zip(runs, pieces):
            mass = run["output_mass"] * self.random.between(930, 1000) // 1000
            sizes = [self.random.between(60, 140) for _ in range(parts)]
            masses = [mass * size // sum(sizes) for size in sizes]
            later = [day for day in days if day > run["end_on"]]
            rows += [(self.random.pick(later), run, part) for part in masses]
        rows.sort(key=lambda row: (row[0], row[1]["run_no"], row[2]))
        by_code = {product["product_code"]: product for product in self.products}
        shares = {code: share for code, *_, share, _ in CUSTOMERS}
        for number, (date, run, mass) in enumerate(rows, 1):
            product = by_code[run["output_product_code"]]
            customer = self.owner[product["product_code"]]
            self.shipments.append({
                "shipment_no": f"S{date:%y%m}-{number:03d}", "line_no": 1, "shipped_on": date, "site_code": "HQ",
                "customer_code": customer, "ship_to_code": "", "customer_po_no": f"PO-{date:%y%m}-{number:04d}",
                "product_code": product["product_code"], "alloy": product["alloy"], "temper": product["temper"],
                "pieces": max(1, round(mass / product["unit_weight_kg"])), "mass": mass, "weight_basis": "実貫",
                "lot_no": run["lot_no"], "delivery_note_no": f"D-{date:%y%m}{number:04d}",
                "requested_share_pct": shares[customer], "reversal_type": "通常", "original_shipment_no": "", "note": ""})

    def certificate(self, number, supplier, power, first, last, factor, scheme, left):
        used = sum(r["mass"] for r in self.receipts if r["supplier_cert_no"] == number)
        _, name, _, _, _, country, smelter = next(s for s in SUPPLIERS if s[0] == supplier)
        first, last = datetime.date(*first), datetime.date(*last)
        return {"cert_no": number, "supplier_code": supplier, "issuer": name, "issued_on": first + 9 * DAY,
                "valid_from": first, "valid_to": last, "smelter": smelter, "smelter_country": country,
                "power_source": power, "renewable_share_pct": 100, "mass": used + left, "ef_tco2e_per_t": float(factor),
                "ef_boundary": "Cradle-to-gate(鋳造)", "coc_model": "分離", "scheme": scheme,
                "scheme_cert_no": "000" if scheme else "", "scheme_valid_to": datetime.date(2028, 3, 31) if scheme else None,
                "assurance_body": "見本検証機構", "assurance_type": "限定的保証", "file_name": f"{number}.pdf", "note": ""}
