"""Default tests of the metabolic panels, the liver and the salts. A clinic replaces these by its laboratory's own.

Sources. Adults: common ranges of US lists (American Board of Internal Medicine, Laboratory Test Reference
Ranges; MedlinePlus). Children: The Harriet Lane Handbook, blood chemistries (ALT, alkaline phosphatase, AST,
creatinine, urea nitrogen, calcium, phosphate), simplified to few steps; potassium after Burritt, Mayo Clin
Proc 1990. Glucose: American Diabetes Association, normal when fasting below 100. eGFR: KDIGO, 60.

Critical limits of adults: means of US hospitals, Kost, JAMA 1990 (sodium 120 and 158, chloride 75 and 126,
bicarbonate 11 and 40, calcium 6.6 and 12.9, magnesium 1.0 and 4.9, phosphate 1.2 and 8.9, creatinine 7.4,
potassium from below 2.8), urea nitrogen 100 and potassium from above 6.0 (Starling Physicians' list), glucose
50 (Houston Methodist's list) and 400 (the same). Of children: Kost 1991 (sodium 121 and 156, newborn's potassium
7.8); creatinine and urea nitrogen half the adults' (ours: children's hospitals call earlier for the kidneys).
Newborns: glucose 40 (American Academy of Pediatrics, 2011) and 250 (Houston Methodist), bilirubin 7, 11 and 15
on the first day, the second and after (a published hospital list); whether a newborn needs light is read from
the hour-by-hour chart of the American Academy of Pediatrics, not from this.
"""

from __future__ import annotations

from rules.lab_panel_shapes import MONTH, Component, limits, years

ONE, TWO, TEN, TWELVE, SIXTEEN, ADULT = (years(age) for age in (1, 2, 10, 12, 16, 18))
DAYS_28 = 28

GLUCOSE = Component(
    "2345-7",
    "Glucose",
    "mg/dL",
    ranges=(
        limits("45", "99", ages=(0, DAYS_28), critical=("40", "250")),
        limits("60", "99", ages=(DAYS_28, ADULT), critical=("50", "400")),
        limits("70", "99", ages=(ADULT, None), critical=("50", "400")),
    ),
)
UREA_NITROGEN = Component(
    "3094-0",
    "Urea nitrogen (BUN)",
    "mg/dL",
    ranges=(
        limits("3", "12", ages=(0, MONTH), critical=("", "50")),
        limits("5", "18", ages=(MONTH, ADULT), critical=("", "50")),
        limits("6", "20", ages=(ADULT, None), critical=("", "100")),
    ),
)
CREATININE = Component(
    "2160-0",
    "Creatinine",
    "mg/dL",
    ranges=(
        limits("0.3", "1.0", ages=(0, MONTH), critical=("", "3.7")),
        limits("0.2", "0.4", ages=(MONTH, ONE), critical=("", "3.7")),
        limits("0.3", "0.7", ages=(ONE, TWELVE), critical=("", "3.7")),
        limits("0.5", "1.0", ages=(TWELVE, ADULT), critical=("", "3.7")),
        limits("0.5", "1.1", ages=(ADULT, None), sex="female", critical=("", "7.4")),
        limits("0.7", "1.3", ages=(ADULT, None), sex="male", critical=("", "7.4")),
    ),
)
EGFR = Component(
    "98979-8", "Estimated GFR (CKD-EPI 2021)", "mL/min/{1.73_m2}", ranges=(limits("60", ages=(ADULT, None)),)
)
SODIUM = Component(
    "2951-2",
    "Sodium",
    "mmol/L",
    ranges=(
        limits("133", "146", ages=(0, MONTH), critical=("121", "156")),
        limits("135", "145", ages=(MONTH, ADULT), critical=("121", "156")),
        limits("135", "145", ages=(ADULT, None), critical=("120", "158")),
    ),
)
POTASSIUM = Component(
    "2823-3",
    "Potassium",
    "mmol/L",
    ranges=(
        limits("3.7", "5.9", ages=(0, DAYS_28), critical=("2.8", "7.8")),
        limits("4.1", "5.3", ages=(DAYS_28, ONE), critical=("2.8", "6.4")),
        limits("3.6", "5.2", ages=(ONE, ADULT), critical=("2.8", "6.0")),
        limits("3.5", "5.1", ages=(ADULT, None), critical=("2.8", "6.0")),
    ),
)
CHLORIDE = Component(
    "2075-0",
    "Chloride",
    "mmol/L",
    ranges=(
        limits("97", "110", ages=(0, MONTH), critical=("75", "126")),
        limits("98", "107", ages=(MONTH, None), critical=("75", "126")),
    ),
)
BICARBONATE = Component(
    "2028-9",
    "Carbon dioxide, total",
    "mmol/L",
    ranges=(
        limits("17", "24", ages=(0, MONTH), critical=("11", "40")),
        limits("20", "28", ages=(MONTH, ADULT), critical=("11", "40")),
        limits("22", "29", ages=(ADULT, None), critical=("11", "40")),
    ),
)
CALCIUM = Component(
    "17861-6",
    "Calcium",
    "mg/dL",
    ranges=(
        limits("7.6", "10.4", ages=(0, 10), critical=("6.6", "12.9")),
        limits("9.0", "11.0", ages=(10, TWO), critical=("6.6", "12.9")),
        limits("8.8", "10.8", ages=(TWO, TWELVE), critical=("6.6", "12.9")),
        limits("8.6", "10.2", ages=(TWELVE, None), critical=("6.6", "12.9")),
    ),
)
PROTEIN = Component(
    "2885-2",
    "Protein, total",
    "g/dL",
    ranges=(limits("4.6", "7.0", ages=(0, ONE)), limits("6.0", "8.3", ages=(ONE, None))),
)
ALBUMIN = Component(
    "1751-7",
    "Albumin",
    "g/dL",
    ranges=(
        limits("2.5", "4.5", ages=(0, ONE)),
        limits("3.4", "5.4", ages=(ONE, ADULT)),
        limits("3.5", "5.5", ages=(ADULT, None)),
    ),
)
BILIRUBIN = Component(
    "1975-2",
    "Bilirubin, total",
    "mg/dL",
    ranges=(
        limits("", "6.0", ages=(0, 1), critical=("", "7.0")),
        limits("", "9.0", ages=(1, 2), critical=("", "11.0")),
        limits("", "12.0", ages=(2, 14), critical=("", "15.0")),
        limits("", "2.0", ages=(14, MONTH), critical=("", "15.0")),
        limits("", "1.2", ages=(MONTH, None), critical=("", "15.0")),
    ),
)
DIRECT_BILIRUBIN = Component(
    "1968-7",
    "Bilirubin, direct",
    "mg/dL",
    ranges=(limits("", "0.6", ages=(0, MONTH)), limits("", "0.3", ages=(MONTH, None))),
)
ALKALINE_PHOSPHATASE = Component(
    "6768-6",
    "Alkaline phosphatase",
    "U/L",
    ranges=(
        limits("150", "420", ages=(0, TWO)),
        limits("100", "320", ages=(TWO, TEN)),
        limits("100", "320", ages=(TEN, ADULT), sex="female"),
        limits("100", "390", ages=(TEN, ADULT), sex="male"),
        limits("30", "120", ages=(ADULT, None)),
    ),
)
ALT = Component(
    "1742-6",
    "Alanine aminotransferase (ALT)",
    "U/L",
    ranges=(
        limits("", "45", ages=(0, years(4))),
        limits("", "25", ages=(years(4), years(7))),
        limits("", "35", ages=(years(7), TEN)),
        limits("", "30", ages=(TEN, SIXTEEN), sex="female"),
        limits("", "35", ages=(TEN, TWELVE), sex="male"),
        limits("", "55", ages=(TWELVE, years(14)), sex="male"),
        limits("", "45", ages=(years(14), SIXTEEN), sex="male"),
        limits("", "35", ages=(SIXTEEN, None), sex="female"),
        limits("", "40", ages=(SIXTEEN, None), sex="male"),
    ),
)
AST = Component(
    "1920-8",
    "Aspartate aminotransferase (AST)",
    "U/L",
    ranges=(
        limits("", "150", ages=(0, 10)),
        limits("", "80", ages=(10, TWO)),
        limits("", "50", ages=(TWO, TWELVE)),
        limits("", "35", ages=(TWELVE, None), sex="female"),
        limits("", "40", ages=(TWELVE, None), sex="male"),
    ),
)
MAGNESIUM = Component("19123-9", "Magnesium", "mg/dL", ranges=(limits("1.6", "2.4", critical=("1.0", "4.9")),))
PHOSPHATE = Component(
    "2777-1",
    "Phosphate",
    "mg/dL",
    ranges=(
        limits("4.5", "9.0", ages=(0, 10), critical=("1.2", "")),
        limits("4.0", "6.7", ages=(10, TWO), critical=("1.2", "8.9")),
        limits("3.2", "5.8", ages=(TWO, TWELVE), critical=("1.2", "8.9")),
        limits("2.5", "4.5", ages=(TWELVE, None), critical=("1.2", "8.9")),
    ),
)
URIC_ACID = Component(
    "3084-1",
    "Uric acid",
    "mg/dL",
    ranges=(
        limits("2.0", "5.5", ages=(0, TWELVE)),
        limits("2.4", "6.0", ages=(TWELVE, None), sex="female"),
        limits("3.4", "7.0", ages=(TWELVE, None), sex="male"),
    ),
)

BASIC = (GLUCOSE, UREA_NITROGEN, CREATININE, EGFR, SODIUM, POTASSIUM, CHLORIDE, BICARBONATE, CALCIUM)
LIVER = (PROTEIN, ALBUMIN, BILIRUBIN, ALKALINE_PHOSPHATASE, ALT, AST)
