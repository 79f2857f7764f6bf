"""The form of every command as a record has it (contract section 6, docs/spec/journal.md: normal form), for tools/audit.py."""
import datetime
import re
import unicodedata

KG = r"(0|[1-9]\d*)(\.\d{3})? kg"
ONE_OF = {
    "material": "ingot billet slab internal_scrap external_scrap alloying",
    "class": "renewable conventional recycled unknown",
    "power": "hydro solar wind geothermal biomass mixed nuclear fossil grid",
    "chain": "identity_preserved segregated controlled_blending mass_balance book_and_claim",
    "language": "ja en", "kind": "verification validation", "level": "limited reasonable"}


def is_day(value):
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def is_mass(value, zero=False):
    return re.fullmatch(KG, value) is not None and not value.endswith(".000 kg") and (zero or value != "0 kg")


def is_id(value):
    return 0 < len(value.encode()) <= 200 and not any(unicodedata.category(c) == "Cc" and ord(c) < 128 for c in value)


TEXTS = {
    "id": is_id, "text": lambda v: 0 < len(v.encode()) <= 4000, "text_or_none": lambda v: len(v.encode()) <= 4000, "day": is_day, "mass": is_mass,
    "mass_or_zero": lambda v: is_mass(v, zero=True),
    "share": lambda v: re.fullmatch(r"(0|[1-9]\d{0,2})(\.\d{0,3}[1-9])? %", v),
    "factor": lambda v: re.fullmatch(r"-?(0|[1-9]\d*)\.\d{6} kgCO2e/kg", v),
    "digest": lambda v: re.fullmatch(r"[0-9a-f]{64}", v),
    "key": lambda v: re.fullmatch(r"z6Mk[1-9A-HJ-NP-Za-km-z]{44}", v),
    **{name: (lambda words: lambda v: v in words)(set(words.split())) for name, words in ONE_OF.items()}}

# Field and kind, the field alone where it is the kind as well; [] where it may be missing.
FORMS = {
    "add_site": "site:id [name_ja:text] [name_en:text] zone:text",
    "add_supplier": "supplier:id [name_ja:text] [name_en:text]",
    "add_customer": "customer:id [name_ja:text] [name_en:text] language",
    "add_product": "product:id [name_ja:text] [name_en:text] [alloy:text] [temper:text] [standard:text] [group:text] "
                   "allocatable:flag [process_emissions:factor]",
    "register_supplier_certificate":
        "supplier_certificate:id supplier:id valid_from:day valid_to:day smelter:text country:text power_source:power "
        "renewable_share:share mass emission_factor:factor emission_boundary:text chain_model:chain [scheme:text] "
        "[scheme_valid_to:day] [assurance_body:text]",
    "receive": "receipt:id date:day site:id supplier:id material class mass [supplier_certificate:id] "
               "[emission_factor:factor] [lot:text] [heat:text] [delivery_note:text]",
    "back_receipt": "receipt:id supplier_certificate:id",
    "charge": "charge:id date:day site:id receipt:id mass",
    "produce": "run:id date:day site:id product:id output:mass [input:mass_or_zero] [internal_scrap:mass_or_zero] "
               "[loss:mass_or_zero]",
    "ship": "shipment:id line:count date:day site:id customer:id product:id mass [order:text] [delivery_note:text] "
            "[requested_share:share]",
    "allocate": "allocation:id date:day shipment:id line:count [share] [mass] [account:id]",
    "release": "allocation:id reason:text",
    "transfer": "transfer:id date:day from:id to:id account:id mass",
    "adjust": "adjustment:id date:day entry:count account:id mass reason:text approver:text [allocations:ids]",
    "issue_certificate": "customer:id date:day [allocations:ids] [from:day] [to:day] [certificate:id] [language]",
    "replace_certificate": "certificate:id date:day reason:text allocations:ids",
    "revoke_certificate": "certificate:id date:day reason:text",
    "attest_certificate": "certificate:id revision:count digest [key:id]",
    "register_key": "key reason:text compromised:flag",
    "close_period": "site:id period:day date:day [physical_stock:mass_or_zero] [force_majeure:text_or_none]",
    "reverse": "entry:count date:day reason:text",
    "record_verification": "site:id from:day to:day verifier:text kind level criteria:text statement:text date:day "
                           "[digest]"}


def fields_of(form):
    """{field: (kind, required)}"""
    fields = {"do": ("text", True), "command_id": ("id", False), "note": ("text", False), "outcome": ("object", False)}
    for word in form.split():
        name, _, kind = word.strip("[]").partition(":")
        fields[name] = (kind or name, not word.startswith("["))
    return fields


FIELDS = {name: fields_of(form) for name, form in FORMS.items()}


def fits(kind, value):
    if kind == "count":
        return type(value) is int and value > 0
    if kind == "flag":
        return type(value) is bool
    if kind == "object":
        return type(value) is dict
    if kind == "ids":
        return type(value) is list and all(type(v) is str and is_id(v) for v in value)
    return type(value) is str and bool(TEXTS[kind](value))


def well_formed(event):
    """Whether the event is a command with its outcome: all that it needs, nothing else, each in normal form."""
    fields = FIELDS.get(event.get("do")) if type(event) is dict else None
    return fields is not None and all(name in fields and fits(fields[name][0], value) for name, value in event.items()) \
        and all(name in event for name, (_, required) in fields.items() if required)
