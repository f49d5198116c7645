"""Default tests of the blood count and of clotting. A clinic replaces these ranges by its laboratory's own.

Sources. Ranges of adults and of children from six months: mean and two standard deviations of Dallman's
tables (Nathan and Oski's Hematology of Infancy and Childhood; Rudolph's Pediatrics), white cells of children
likewise; of infants under six months, and the differential counts of children: University of Iowa Pathology
Handbook, pediatric reference ranges. Shares of the differential and the platelet count: common adult ranges
(American Board of Internal Medicine, Laboratory Test Reference Ranges).

Critical limits: hemoglobin at most 7.0 (Houston Methodist's list) and at least 20.0, 24.0 until seven weeks;
platelets at most 40 and at least 1000, neutrophils at most 0.5, INR at least 5.0 (Mayo Clinic Laboratories,
list of critical values, 2015); platelets of children at most 50, white cells at most 2.0 and at least 40
(Kost, JAMA 1990, and Kost, "Critical limits for emergency clinician notification at United States children's
hospitals", 1991, rounded); hematocrit at most 20 and at least 60 (Starling Physicians' list), a newborn's at
least 70 (ours, above the range of Iowa's 65).
"""

from __future__ import annotations

from rules.lab_panel_shapes import MONTH, AgeRange, Component, limits, years

HALF, ONE, TWO, FOUR, SIX, TWELVE, ADULT = (years(age) for age in (0.5, 1, 2, 4, 6, 12, 18))
SEVEN_WEEKS = 49
COUNT = "10*3/uL"

_INFANT = ((0, MONTH), (MONTH, 2 * MONTH), (2 * MONTH, 3 * MONTH), (3 * MONTH, HALF))


def _red(infant: str, child: str, teens: tuple[str, str], adults: tuple[str, str]) -> tuple[AgeRange, ...]:
    """Ranges of the red cells: four steps of infants, three of children, then by sex (female, male)."""
    rows = list(zip(_INFANT, infant.split(), strict=True))
    rows += zip(((HALF, TWO), (TWO, SIX), (SIX, TWELVE)), child.split(), strict=True)
    both = [limits(*span.split("-"), ages=ages) for ages, span in rows]
    for ages, (female, male) in (((TWELVE, ADULT), teens), ((ADULT, None), adults)):
        if female == male:
            both.append(limits(*female.split("-"), ages=ages))
        else:
            both.append(limits(*female.split("-"), ages=ages, sex="female"))
            both.append(limits(*male.split("-"), ages=ages, sex="male"))
    return tuple(both)


def _critical(ranges: tuple[AgeRange, ...], low: str, high: str) -> tuple[AgeRange, ...]:
    """The same ranges with critical limits."""
    both = limits(critical=(low, high))
    return tuple(
        AgeRange(each.sex, each.from_days, each.to_days, each.low, each.high, both.critical_low, both.critical_high)
        for each in ranges
    )


_HEMOGLOBIN = _red(
    "13.4-19.9 10.7-17.1 9.0-14.1 9.5-14.1",
    "10.5-13.5 11.5-13.5 11.5-15.5",
    ("12.0-16.0", "13.0-16.0"),
    ("12.0-16.0", "13.5-17.5"),
)
_HEMATOCRIT = _red("42-65 33-55 28-41 29-41", "33-39 34-40 35-45", ("36-46", "37-49"), ("36-46", "41-53"))

HEMOGLOBIN = Component(
    "718-7",
    "Hemoglobin",
    "g/dL",
    ranges=(
        *_critical(_HEMOGLOBIN[:1], "7.0", "24.0"),
        limits("10.7", "17.1", ages=(MONTH, SEVEN_WEEKS), critical=("7.0", "24.0")),
        limits("10.7", "17.1", ages=(SEVEN_WEEKS, 2 * MONTH), critical=("7.0", "20.0")),
        *_critical(_HEMOGLOBIN[2:], "7.0", "20.0"),
    ),
)
HEMATOCRIT = Component(
    "4544-3",
    "Hematocrit",
    "%",
    ranges=_critical(_HEMATOCRIT[:1], "20", "70") + _critical(_HEMATOCRIT[1:], "20", "60"),
)
RED_CELLS = Component(
    "789-8",
    "Red blood cells",
    "10*6/uL",
    ranges=_red(
        "3.9-5.9 3.1-5.3 2.7-4.5 3.1-5.1",
        "3.7-5.3 3.9-5.3 4.0-5.2",
        ("4.1-5.1", "4.5-5.3"),
        ("4.0-5.2", "4.5-5.9"),
    ),
)
MCV = Component(
    "787-2",
    "Mean cell volume (MCV)",
    "fL",
    ranges=_red("88-123 91-112 91-112 74-108", "70-86 75-87 77-95", ("78-102", "78-98"), ("80-100", "80-100")),
)
MCH = Component(
    "785-6",
    "Mean cell hemoglobin (MCH)",
    "pg",
    ranges=_red("31-37 27-36 27-36 25-35", "23-31 24-30 25-33", ("25-35", "25-35"), ("26-34", "26-34")),
)
MCHC = Component(
    "786-4",
    "Mean cell hemoglobin concentration (MCHC)",
    "g/dL",
    ranges=_red("28-36 28-36 28-36 28-36", "30-36 31-37 31-37", ("31-37", "31-37"), ("31-37", "31-37")),
)
RDW = Component("788-0", "Red cell distribution width (RDW)", "%", ranges=(limits("11.5", "14.5", ages=(HALF, None)),))
WHITE_CELLS = Component(
    "6690-2",
    "White blood cells",
    COUNT,
    ranges=tuple(
        limits(*span.split("-"), ages=ages, critical=("2.0", "40.0"))
        for ages, span in (
            ((0, MONTH), "9.0-30.0"),
            ((MONTH, 3 * MONTH), "5.0-19.5"),
            ((3 * MONTH, ONE), "6.0-17.5"),
            ((ONE, TWO), "6.0-17.0"),
            ((TWO, FOUR), "5.5-15.5"),
            ((FOUR, SIX), "5.0-14.5"),
            ((SIX, ADULT), "4.5-13.5"),
            ((ADULT, None), "4.5-11.0"),
        )
    ),
)
PLATELETS = Component(
    "777-3",
    "Platelets",
    COUNT,
    ranges=(
        limits("150", "450", ages=(0, ADULT), critical=("50", "1000")),
        limits("150", "450", ages=(ADULT, None), critical=("40", "1000")),
    ),
)
NEUTROPHILS = Component(
    "751-8",
    "Neutrophils",
    COUNT,
    ranges=tuple(
        limits(*span.split("-"), ages=ages, critical=("0.5", ""))
        for ages, span in (
            ((0, MONTH), "1.0-20.0"),
            ((MONTH, 3 * MONTH), "1.0-9.0"),
            ((3 * MONTH, HALF), "1.0-8.5"),
            ((HALF, years(5)), "1.5-8.5"),
            ((years(5), ADULT), "1.7-7.5"),
            ((ADULT, None), "1.8-7.8"),
        )
    ),
)
LYMPHOCYTES = Component(
    "731-0",
    "Lymphocytes",
    COUNT,
    ranges=tuple(
        limits(*span.split("-"), ages=ages)
        for ages, span in (
            ((0, MONTH), "2.0-11.0"),
            ((MONTH, 3 * MONTH), "2.5-16.5"),
            ((3 * MONTH, HALF), "4.0-13.5"),
            ((HALF, ONE), "4.0-10.5"),
            ((ONE, TWO), "3.0-9.5"),
            ((TWO, years(5)), "2.0-8.0"),
            ((years(5), ADULT), "1.25-7.0"),
            ((ADULT, None), "1.0-4.8"),
        )
    ),
)
MONOCYTES = Component(
    "742-7",
    "Monocytes",
    COUNT,
    ranges=(
        limits("", "1.8", ages=(0, MONTH)),
        limits("", "1.4", ages=(MONTH, 3 * MONTH)),
        limits("", "0.9", ages=(3 * MONTH, ONE)),
        limits("", "0.8", ages=(ONE, None)),
    ),
)
EOSINOPHILS = Component(
    "711-2", "Eosinophils", COUNT, ranges=(limits("", "0.7", ages=(0, ADULT)), limits("", "0.45", ages=(ADULT, None)))
)
BASOPHILS = Component("704-7", "Basophils", COUNT, ranges=(limits("", "0.2"),))
# Children's shares change with age; their counts above are what is judged.
SHARES = tuple(
    Component(loinc, f"{name}, share", "%", ranges=(limits(low, high, ages=(ADULT, None)),))
    for loinc, name, low, high in (
        ("770-8", "Neutrophils", "40", "75"),
        ("736-9", "Lymphocytes", "20", "45"),
        ("5905-5", "Monocytes", "2", "10"),
        ("713-8", "Eosinophils", "", "6"),
        ("706-2", "Basophils", "", "2"),
    )
)
CELLS = (WHITE_CELLS, RED_CELLS, HEMOGLOBIN, HEMATOCRIT, MCV, MCH, MCHC, RDW, PLATELETS)
DIFFERENTIAL = (NEUTROPHILS, LYMPHOCYTES, MONOCYTES, EOSINOPHILS, BASOPHILS, *SHARES)

# Without anticoagulants; who takes one has a target of their own (often 2 to 3), which no range knows.
INR = Component("6301-6", "INR", "{INR}", ranges=(limits("0.8", "1.2", critical=("", "5.0")),))
PROTHROMBIN = Component("5902-2", "Prothrombin time", "s", ranges=(limits("11.0", "13.5", ages=(HALF, None)),))
