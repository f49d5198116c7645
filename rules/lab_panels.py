"""The default laboratory panels, the limits that hold for a patient, and what a typed value of a test says.

These are defaults to start from: ranges differ by laboratory and method, and a range that came with a result
comes first. The sources stand with the data (`rules/lab_panel_data_*.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from rules import lab_panel_data_blood as blood
from rules import lab_panel_data_chemistry as chemistry
from rules import lab_panel_data_other as other
from rules.lab_panel_json import PanelProblem, panel_from_json, panel_to_json
from rules.lab_panel_shapes import AgeRange, Component, Panel
from rules.result_flags import Limits
from rules.result_values import Value, read_value
from rules.result_words import meaning

__all__ = [
    "PANELS",
    "AgeRange",
    "Component",
    "Panel",
    "PanelProblem",
    "limits_for",
    "panel_from_json",
    "panel_named",
    "panel_to_json",
    "problem_of",
    "read_for",
]


def _single(slug: str, component: Component) -> Panel:
    return Panel(slug, component.display, component.loinc, (component,))


PANELS: tuple[Panel, ...] = (
    Panel("cbc", "Complete blood count with differential (CBC)", "57021-8", (*blood.CELLS, *blood.DIFFERENTIAL)),
    Panel("cbc-plain", "Complete blood count without differential", "58410-2", blood.CELLS),
    Panel("bmp", "Basic metabolic panel (BMP)", "24321-2", chemistry.BASIC),
    Panel("cmp", "Comprehensive metabolic panel (CMP)", "24323-8", (*chemistry.BASIC, *chemistry.LIVER)),
    Panel("hepatic", "Hepatic function panel", "24325-3", (*chemistry.LIVER, chemistry.DIRECT_BILIRUBIN)),
    Panel(
        "electrolytes",
        "Electrolytes",
        "24326-1",
        (chemistry.SODIUM, chemistry.POTASSIUM, chemistry.CHLORIDE, chemistry.BICARBONATE),
    ),
    Panel("lipids", "Lipid panel", "24331-1", other.LIPIDS),
    _single("hba1c", other.HBA1C),
    _single("tsh", other.TSH),
    Panel("thyroid", "TSH and free T4", "", (other.TSH, other.FREE_T4)),
    Panel("inr", "INR and prothrombin time", "34528-0", (blood.INR, blood.PROTHROMBIN)),
    Panel("urinalysis", "Urinalysis", "24356-8", other.URINALYSIS),
    Panel("iron", "Iron studies with ferritin", "", other.IRON_STUDIES),
    _single("ferritin", other.FERRITIN),
    _single("vitamin-d", other.VITAMIN_D),
    Panel("b12-folate", "Vitamin B12 and folate", "", (other.VITAMIN_B12, other.FOLATE)),
    _single("psa", other.PSA),
    _single("hcg", other.HCG),
    _single("pregnancy-urine", other.PREGNANCY_URINE),
    _single("strep", other.STREP),
    Panel("influenza", "Influenza A and B, rapid", "", (other.INFLUENZA_A, other.INFLUENZA_B)),
    _single("covid", other.COVID),
    _single("glucose", chemistry.GLUCOSE),
    _single("potassium", chemistry.POTASSIUM),
    _single("creatinine", chemistry.CREATININE),
    _single("bilirubin", chemistry.BILIRUBIN),
    _single("hemoglobin", blood.HEMOGLOBIN),
    Panel("minerals", "Magnesium and phosphate", "", (chemistry.MAGNESIUM, chemistry.PHOSPHATE)),
    _single("uric-acid", chemistry.URIC_ACID),
    Panel("inflammation", "CRP and sedimentation rate", "", (other.CRP, other.SEDIMENTATION)),
    _single("urine-albumin", other.URINE_ALBUMIN),
    _single("lead", other.LEAD),
    _single("lithium", other.LITHIUM),
)


def panel_named(slug: str, panels: Iterable[Panel] = PANELS) -> Panel | None:
    """The panel with this slug."""
    return next((panel for panel in panels if panel.slug == slug), None)


def limits_for(component: Component, *, sex: str, age_days: int) -> Limits:
    """The limits of a test for a patient of this sex and age in days; no limits where none are stated.

    Where the sex is neither 'female' nor 'male', the narrowest of what holds for either: what would be flagged
    for one of them is flagged, and nobody looks away.
    """
    fitting = [each for each in component.ranges if each.fits(sex, max(age_days, 0))]
    if not fitting:
        return Limits()
    tightest = min((each for each in fitting if each.high is not None), key=_high, default=fitting[0])
    return Limits(
        low=max(_known(each.low for each in fitting), default=None),
        high=tightest.high,
        critical_low=max(_known(each.critical_low for each in fitting), default=None),
        critical_high=min(_known(each.critical_high for each in fitting), default=None),
        normal=tuple(word for word in fitting[0].normal if all(word in each.normal for each in fitting)),
        high_included=tightest.high_included,
    )


def read_for(component: Component, text: str) -> Value:
    """A value typed for this test: what is one of its choices, or means the same, is coded."""
    value = read_value(text)
    if value.kind == "number" and component.kind != "coded":
        return value
    same = meaning(text)
    for choice in component.choices:
        if value.text.casefold() == choice.casefold() or (same and same == meaning(choice)):
            return replace(value, kind="coded", number=None, comparator="", low=None, high=None)
    return value


def problem_of(component: Component, value: Value) -> str:
    """Why this can't stand as a value of the test, as a sentence for whoever typed it; '' where it can.

    Words are taken for a number's test too ("Hemolyzed", "See note"); what looks like a number but can't be
    read for sure isn't, for its flag would be lost.
    """
    if not value.text:
        return "Type a value, or leave the test out."
    if component.kind == "number" and value.kind == "text" and _looks_like_number(value.text):
        return f"This can't be read as a number. Type it as in 5.4, <5 or >=6.1{_in(component.unit)}."
    if component.kind == "ratio" and value.kind == "number":
        return "This test is a ratio. Type it as in 1:128."
    if component.kind == "coded" and value.kind != "coded" and component.choices:
        return f"Choose one of: {', '.join(component.choices)}."
    return ""


def _looks_like_number(text: str) -> bool:
    return text.lstrip("<>=~≤≥+- ")[:1].isdigit()


def _in(unit: str) -> str:
    return f", in {unit} and without the unit" if unit else ""


def _high(each: AgeRange) -> tuple[Decimal, bool]:
    return each.high or Decimal(0), each.high_included


def _known(found: Iterable[Decimal | None]) -> Iterator[Decimal]:
    return (each for each in found if each is not None)
