"""Default tests of lipids, hormones, iron, vitamins, urine and the rapid swabs. A clinic replaces these by its own.

Sources. Lipids: adults NCEP ATP III (desirable levels; HDL of women 50, American Heart Association), children
the NHLBI expert panel of 2011. HbA1c: American Diabetes Association, prediabetes from 5.7. TSH: adults 0.4 to
4.0 (American Thyroid Association), newborns and children The Harriet Lane Handbook; free T4 critical from 5.1
(Houston Methodist's list). Ferritin: World Health Organization 2020, deficiency under 12 (children under five)
and 15, overload over 150 (women) and 200 (men). Vitamin D: Institute of Medicine 2011, enough from 20. PSA: 4.0,
the customary limit. Albumin in urine: KDIGO, raised from 30. Lead: CDC, raised from 3.5, treated from 45.
Lithium critical from 1.5 (Houston Methodist's list). The rest: common US ranges (American Board of Internal
Medicine, Laboratory Test Reference Ranges; MedlinePlus).
"""

from __future__ import annotations

from rules.lab_panel_shapes import AgeRange, Component, coded, limits, years

FIVE, TEN, TWELVE, ADULT = (years(age) for age in (5, 10, 12, 18))
ADULTS = (ADULT, None)
MINORS = (0, ADULT)
FOUND = "Negative, Positive, Invalid"
STRIP = "Negative, Trace, 1+, 2+, 3+, 4+"

CHOLESTEROL = Component(
    "2093-3",
    "Cholesterol, total",
    "mg/dL",
    ranges=(
        limits("", "170", ages=MINORS, high_included=False),
        limits("", "200", ages=ADULTS, high_included=False),
    ),
)
TRIGLYCERIDES = Component(
    "2571-8",
    "Triglycerides",
    "mg/dL",
    ranges=(
        limits("", "75", ages=(0, TEN), high_included=False),
        limits("", "90", ages=(TEN, ADULT), high_included=False),
        limits("", "150", ages=ADULTS, high_included=False),
    ),
)
HDL = Component(
    "2085-9",
    "HDL cholesterol",
    "mg/dL",
    ranges=(
        limits("45", ages=MINORS),
        limits("50", ages=ADULTS, sex="female"),
        limits("40", ages=ADULTS, sex="male"),
    ),
)
LDL = Component(
    "13457-7",
    "LDL cholesterol, calculated",
    "mg/dL",
    ranges=(
        limits("", "110", ages=MINORS, high_included=False),
        limits("", "100", ages=ADULTS, high_included=False),
    ),
)
NON_HDL = Component(
    "43396-1",
    "Non-HDL cholesterol",
    "mg/dL",
    ranges=(
        limits("", "120", ages=MINORS, high_included=False),
        limits("", "130", ages=ADULTS, high_included=False),
    ),
)
HBA1C = Component("4548-4", "Hemoglobin A1c", "%", ranges=(limits("4.0", "5.7", high_included=False),))
TSH = Component(
    "3016-3",
    "Thyrotropin (TSH)",
    "u[IU]/mL",
    ranges=(
        limits("1.0", "39.0", ages=(0, 5)),
        limits("1.7", "9.1", ages=(5, 140)),
        limits("0.7", "6.4", ages=(140, ADULT)),
        limits("0.4", "4.0", ages=ADULTS),
    ),
)
FREE_T4 = Component("3024-7", "Thyroxine, free (T4)", "ng/dL", ranges=(limits("0.8", "1.8", critical=("", "5.1")),))
FERRITIN = Component(
    "2276-4",
    "Ferritin",
    "ng/mL",
    ranges=(
        limits("12", "150", ages=(0, FIVE)),
        limits("15", "150", ages=(FIVE, None), sex="female"),
        limits("15", "200", ages=(FIVE, None), sex="male"),
    ),
)
IRON = Component(
    "2498-4",
    "Iron",
    "ug/dL",
    ranges=(
        limits("50", "120", ages=(0, TWELVE)),
        limits("50", "170", ages=(TWELVE, None), sex="female"),
        limits("65", "175", ages=(TWELVE, None), sex="male"),
    ),
)
IRON_BINDING = Component("2500-7", "Iron binding capacity, total", "ug/dL", ranges=(limits("250", "450"),))
IRON_SATURATION = Component("2502-3", "Iron saturation", "%", ranges=(limits("15", "50"),))
VITAMIN_D = Component("62292-8", "25-hydroxyvitamin D, total", "ng/mL", ranges=(limits("20", "100"),))
VITAMIN_B12 = Component("2132-9", "Vitamin B12", "pg/mL", ranges=(limits("200", "900"),))
FOLATE = Component("2284-8", "Folate", "ng/mL", ranges=(limits("4.0"),))
PSA = Component("2857-1", "Prostate specific antigen (PSA)", "ng/mL", ranges=(limits("", "4.0", sex="male"),))
HCG = Component(
    "19080-1",
    "hCG, quantitative",
    "m[IU]/mL",
    ranges=(
        limits("", "5", sex="female", high_included=False),
        limits("", "2", sex="male", high_included=False),
    ),
)
CRP = Component("1988-5", "C-reactive protein", "mg/L", ranges=(limits("", "10", high_included=False),))
SEDIMENTATION = Component(
    "30341-2",
    "Erythrocyte sedimentation rate",
    "mm/h",
    ranges=(
        limits("", "10", ages=MINORS),
        limits("", "20", ages=(ADULT, years(50)), sex="female"),
        limits("", "15", ages=(ADULT, years(50)), sex="male"),
        limits("", "30", ages=(years(50), None), sex="female"),
        limits("", "20", ages=(years(50), None), sex="male"),
    ),
)
URINE_ALBUMIN = Component(
    "9318-7", "Albumin to creatinine ratio, urine", "mg/g", ranges=(limits("", "30", high_included=False),)
)
LEAD = Component(
    "5671-3", "Lead, blood", "ug/dL", ranges=(limits("", "3.5", critical=("", "45"), high_included=False),)
)
LITHIUM = Component("14334-7", "Lithium", "mmol/L", ranges=(limits("0.6", "1.2", critical=("", "1.5")),))

PREGNANCY_URINE = coded("2106-3", "Pregnancy test, urine", FOUND, "Negative")
STREP = coded("78012-2", "Group A strep antigen, throat", FOUND, "Negative")
INFLUENZA_A = coded("80382-5", "Influenza A antigen", FOUND, "Negative")
INFLUENZA_B = coded("80383-3", "Influenza B antigen", FOUND, "Negative")
COVID = coded("94558-4", "SARS-CoV-2 (COVID-19) antigen", FOUND, "Negative")


def _field(loinc: str, display: str, high: str) -> Component:
    """Cells in a microscope's field: a number, an interval ("0-5"), or "None seen"."""
    ranges = (AgeRange(high=limits("", high).high, normal=("None seen",)),)
    return Component(loinc, display, "/[HPF]", "number", ("None seen", "Too numerous to count"), ranges)


URINALYSIS = (
    coded("5778-6", "Color", "Straw, Yellow, Amber, Orange, Red, Brown", "Straw, Yellow, Amber"),
    coded("5767-9", "Appearance", "Clear, Slightly cloudy, Cloudy, Turbid", "Clear"),
    Component("5811-5", "Specific gravity", "1", ranges=(limits("1.005", "1.030"),)),
    Component("5803-2", "pH", "[pH]", ranges=(limits("5.0", "8.0"),)),
    coded("20454-5", "Protein", STRIP, "Negative, Trace"),
    coded("25428-4", "Glucose", STRIP, "Negative"),
    coded("2514-8", "Ketones", STRIP, "Negative"),
    coded("5770-3", "Bilirubin", STRIP, "Negative"),
    coded("5794-3", "Blood", STRIP, "Negative"),
    coded("5802-4", "Nitrite", "Negative, Positive", "Negative"),
    coded("5799-2", "Leukocyte esterase", STRIP, "Negative"),
    Component("20405-7", "Urobilinogen", "mg/dL", ranges=(limits("", "1.0"),)),
    _field("5821-4", "White blood cells", "5"),
    _field("13945-1", "Red blood cells", "3"),
    coded("25145-4", "Bacteria", "None seen, Few, Moderate, Many", "None seen"),
    _field("11277-1", "Squamous epithelial cells", "5"),
)

LIPIDS = (CHOLESTEROL, TRIGLYCERIDES, HDL, LDL, NON_HDL)
IRON_STUDIES = (FERRITIN, IRON, IRON_BINDING, IRON_SATURATION)
