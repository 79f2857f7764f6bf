"""The columns of the six tables (Japanese heading, English key), as the import knows them, and the code lists."""

RECEIPTS = """受入番号 receipt_no,受入日 received_on,事業所コード site_code,仕入先コード supplier_code,材料区分 material_type,
品名 material_name,合金 alloy,環境区分 attribute_class,質量 mass,単位 unit,質量区分 weight_basis,供給元証明書番号 supplier_cert_no,
ロット番号 lot_no,溶解番号 heat_no,送り状番号 delivery_note_no,検収番号 inspection_no,発注番号 po_no,原産国 origin_country,
製錬所 smelter,備考 note"""
PRODUCTION = """生産番号 run_no,開始日 start_on,終了日 end_on,事業所コード site_code,工程 process,投入材料区分 input_material_type,
投入合金 input_alloy,投入質量 input_mass,産出製品コード output_product_code,産出質量 output_mass,
社内スクラップ質量 internal_scrap_mass,ドロス・減耗質量 dross_loss_mass,単位 unit,ロット番号 lot_no,備考 note"""
SHIPMENTS = """出荷番号 shipment_no,行番号 line_no,出荷日 shipped_on,事業所コード site_code,顧客コード customer_code,
納入先コード ship_to_code,顧客注文番号 customer_po_no,製品コード product_code,合金 alloy,質別 temper,数量 pieces,質量 mass,単位 unit,
質量区分 weight_basis,ロット番号 lot_no,送り状番号 delivery_note_no,割当希望率 requested_share_pct,取消区分 reversal_type,
元出荷番号 original_shipment_no,備考 note"""
CUSTOMERS = """顧客コード customer_code,顧客名 name,顧客名カナ name_kana,英語名 name_en,敬称 honorific,法人番号 corporate_number,
郵便番号 postal_code,住所 address,英語住所 address_en,部署 department,担当者 contact,メール email,言語 language,
証明書単位 certificate_grouping,既定割当率 default_share_pct,宛名の公開 public_recipient,有効 active"""
PRODUCTS = """製品コード product_code,品名 name,英語品名 name_en,製品群 product_group,形状 form,合金 alloy,質別 temper,規格 standard,
単重kg unit_weight_kg,標準歩留まり standard_yield_pct,自社工程原単位 process_ef_tco2e_per_t,HSコード hs_code,割当対象 allocatable,
有効 active"""
CERTIFICATES = """供給元証明書番号 cert_no,仕入先コード supplier_code,発行者 issuer,発行日 issued_on,対象開始日 valid_from,
対象終了日 valid_to,製錬所 smelter,製錬国 smelter_country,電源種別 power_source,再エネ割合 renewable_share_pct,質量 mass,単位 unit,
原単位tCO2e/t ef_tco2e_per_t,算定範囲 ef_boundary,CoC方式 coc_model,制度 scheme,制度認証番号 scheme_cert_no,
認証有効期限 scheme_valid_to,検証機関 assurance_body,検証種別 assurance_type,ファイル名 file_name,備考 note"""


def columns(text):
    """[(Japanese heading, English key)]"""
    return [tuple(part.strip().split(" ")) for part in text.split(",")]


CODE_LIST = (
    ("材料区分", "地金 ビレット スラブ 社内スクラップ 市中スクラップ 添加材"),
    ("環境区分", "再エネ 通常 リサイクル 不明"),
    ("電源種別", "水力 太陽光 風力 地熱 バイオマス 混合 原子力 化石"),
    ("CoC方式", "IP 分離 管理混合 マスバランス ブック&クレーム"),
    ("取消区分", "通常 返品 取消"),
    ("質量区分", "実貫 理論"),
    ("単位", "t kg g lb"),
)
