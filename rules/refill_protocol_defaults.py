"""Protocols to start from. Every one is off until a named clinician of the clinic approves it.

Sources. SHEET: one family practice's renewal guidelines of January 2015 (docsbay.net/internal-medicine-renewal-
guidelines), where a yearly renewal is meant: 90 days with 3 refills here. LADDER, the bridge of 30, 15 and 7 days
with an appointment each, and the classes that an access centre refills at all: its policy for adults
(m.moam.info/pediatric-prescription-refill-guidelines-for-ambulatory-services). Potassium every three months with
spironolactone: clinicwiki.org/wiki/Routine_Medication_and_Lab_Follow-up. Ours, and named so in each: adults only,
except for inhalers from 12 years; not more than 7 days early; the ranges of potassium and TSH (a laboratory's usual
ones); and pregnancy, where the label warns of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from rules.refill_shapes import Lab, Protocol


@dataclass(frozen=True, slots=True)
class Default:
    """A protocol to start from, and where its numbers are from."""

    drug_class: str
    title: str
    protocol: Protocol
    source: str


_SHEET = "A family practice's renewal guidelines, January 2015 (docsbay.net/internal-medicine-renewal-guidelines)"
_LADDER = "bridge of 30, 15 and 7 days: an access centre's policy (moam.info)"
_OURS = "Ours: 7 days early at most, from 18 years"
_CENTRE = (
    "An access centre's policy (moam.info) names the class as one that its nurses refill, and the bridge of 30, 15 "
    "and 7 days. Ours: the visit, laboratory values and ranges, pregnancy, 7 days early at most, from 18 years."
)

_CREATININE = Lab(("2160-0", "38483-4"), "Creatinine", 12)
_ALT = Lab(("1742-6", "1743-4"), "ALT", 12)
_BLOOD_COUNT = Lab(("718-7",), "Hemoglobin (blood count)", 12)
_POTASSIUM = Lab(("2823-3", "6298-4"), "Potassium", 12, Decimal("3.5"), Decimal("5.1"), "mmol/L")
_A1C = Lab(("4548-4", "17856-6"), "Hemoglobin A1c", 6, None, Decimal("7.0"), "%")
_ALBUMIN = Lab(("9318-7", "14959-1"), "Albumin/creatinine ratio, urine", 12)
_LDL = Lab(("18262-6", "13457-7", "2089-1"), "LDL cholesterol", 12)
_TSH = Lab(("3016-3", "11580-8"), "TSH", 12, Decimal("0.4"), Decimal("4.5"), "m[IU]/L")
_EGFR = Lab(("98979-8", "62238-1", "33914-3", "48642-3", "48643-1"), "eGFR", 12, Decimal(45), None, "mL/min/{1.73_m2}")
_LITHIUM = Lab(("14334-7",), "Lithium level", 12, Decimal("0.6"), Decimal("1.2"), "mmol/L")
_LEVELS = Lab(
    ("4086-5", "3432-2", "3968-5", "6948-4"),
    "Drug level (valproate, carbamazepine, phenytoin, lamotrigine)",
    12,
)  # fmt: skip

_YEAR = Protocol("", visit_within_months=12, early_days=7, min_age=18, days=90, refills=3)
_LONGER = replace(_YEAR, visit_within_months=18)
_MOOD = replace(_YEAR, min_age=19, not_within_months_of_start=6, bridge=())
_DIABETES = replace(_YEAR, labs=(_A1C, _CREATININE, _ALT, _ALBUMIN, _LDL))
_RENIN = replace(_YEAR, labs=(_CREATININE, _POTASSIUM), pregnancy="not")
_INHALER = replace(_YEAR, min_age=12)

_A1C_WORDS = (
    f"{_SHEET}; {_LADDER}. There A1c is due every 6 months below 7 %, every 3 months above: above, this goes to the "
    f"prescriber. {_OURS}."
)
# class, title, protocol, source
_ROWS: tuple[tuple[str, str, Protocol, str], ...] = (
    ("ppi", "Proton pump inhibitors", _LONGER, f"{_SHEET}; {_LADDER}. {_OURS}."),
    ("h2-blocker", "H2 blockers", _LONGER, f"{_SHEET}; {_LADDER}. {_OURS}."),
    ("antiherpetic", "Aciclovir and valaciclovir", _LONGER, f"{_SHEET}; {_LADDER}. {_OURS}."),
    ("nsaid", "NSAIDs", replace(_LONGER, pregnancy="not"), f"{_SHEET}; {_LADDER}. {_OURS}; pregnancy by the label."),
    ("urate-lowering", "Allopurinol and others", _LONGER, f"{_SHEET}; {_LADDER}. {_OURS}."),
    ("bladder", "Drugs for the bladder", _YEAR, f"{_SHEET}; {_LADDER}. {_OURS}."),
    *(
        (slug, title, _MOOD, f"{_SHEET}: over 18 years, not within 6 months of starting, else a visit. "
                             "Ours: 7 days early at most.")
        for slug, title in (("ssri", "SSRIs"), ("snri", "SNRIs"), ("other-antidepressant", "Other antidepressants"))
    ),
    ("anticonvulsant", "Anticonvulsants",
     replace(_YEAR, labs=(_BLOOD_COUNT, _CREATININE, _ALT, _LEVELS), pregnancy="not", bridge=()),
     f"{_SHEET}: a level every year; a drug without one goes to the prescriber. {_OURS}; pregnancy by the label."),
    ("mood-stabilizer", "Lithium",
     replace(_YEAR, labs=(_BLOOD_COUNT, _CREATININE, _ALT, _LITHIUM), pregnancy="not", bridge=()),
     f"{_SHEET}. {_OURS}; the range of the level and pregnancy by the label."),
    ("antipsychotic", "Antipsychotics", replace(_YEAR, labs=(_BLOOD_COUNT, _CREATININE, _ALT), bridge=()),
     f"{_SHEET}, without the drug level that it names for the group. {_OURS}."),
    ("short-acting-beta-agonist", "Rescue inhalers", replace(_INHALER, days=30, refills=2),
     f"{_SHEET}: one with 2 refills; {_LADDER}. Ours: 7 days early at most, from 12 years."),
    *(
        (slug, title, _INHALER, f"{_SHEET}; {_LADDER}. Ours: 7 days early at most, from 12 years.")
        for slug, title in (
            ("inhaled-steroid", "Inhaled steroids"),
            ("inhaled-anticholinergic", "Inhaled anticholinergics"),
            ("inhaler-combination", "Combined inhalers"),
        )
    ),
    ("metformin", "Metformin", replace(_DIABETES, labs=(*_DIABETES.labs, _EGFR)),
     f"{_A1C_WORDS} eGFR of 45 and more: metformin's label reassesses below."),
    *(
        (slug, title, _DIABETES, _A1C_WORDS)
        for slug, title in (
            ("sulfonylurea", "Sulfonylureas and glinides"),
            ("sglt2-inhibitor", "SGLT2 inhibitors"),
            ("dpp4-inhibitor", "DPP-4 inhibitors"),
            ("glp1-agonist", "GLP-1 receptor agonists"),
            ("thiazolidinedione", "Thiazolidinediones"),
            ("insulin", "Insulins, but not U-500"),
        )
    ),
    ("aldosterone-antagonist", "Spironolactone and others",
     replace(_YEAR, labs=(replace(_POTASSIUM, within_months=3), _CREATININE), pregnancy="not", refills=0),
     "Potassium every 3 months, so no refills: clinicwiki.org/wiki/Routine_Medication_and_Lab_Follow-up; "
     f"{_LADDER}. {_OURS}; visit, creatinine, the range of potassium, pregnancy."),
    ("ace-inhibitor", "ACE inhibitors", _RENIN, _CENTRE),
    ("arb", "Angiotensin receptor blockers", _RENIN, _CENTRE),
    ("thiazide", "Thiazide diuretics", replace(_RENIN, pregnancy="any"), _CENTRE),
    ("calcium-channel-blocker", "Calcium channel blockers", _YEAR, _CENTRE),
    ("beta-blocker", "Beta blockers", _YEAR, _CENTRE),
    ("statin", "Statins", replace(_YEAR, labs=(_LDL,), pregnancy="not"), _CENTRE),
    ("thyroid-hormone", "Levothyroxine and others", replace(_YEAR, labs=(_TSH,), pregnancy="not"), _CENTRE),
)  # fmt: skip

DEFAULTS: tuple[Default, ...] = tuple(
    Default(slug, title, replace(protocol, drug_class=slug), source) for slug, title, protocol, source in _ROWS
)
