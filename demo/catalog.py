"""What patients of a family practice have, take and get measured: SNOMED CT, RxNorm, CVX and LOINC."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drug:
    """A medication order: RxNorm's code and name, and how it is taken."""

    code: str
    display: str
    directions: str


@dataclass(frozen=True, slots=True)
class Supply:
    """What is taken at a time and how often, and what a pharmacy gives out at once for how many days."""

    dose: str = "1 tablet daily"
    quantity: int = 90
    unit: str = "tablets"
    days: int = 90
    as_needed: bool = False
    schedule: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A laboratory test: LOINC, UCUM unit, reference range, and where healthy values lie."""

    code: str
    display: str
    unit: str
    low: float | None
    high: float | None
    mean: float
    deviation: float
    digits: int = 0
    critical: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem: how common it is by age, what is given for it, what is measured, and how far that is off.

    `shares` are by age band (see `BANDS`). Of `drugs`, each inner tuple gives one choice.
    """

    code: str
    display: str
    shares: tuple[float, float, float, float, float]
    drugs: tuple[tuple[Drug, ...], ...] = ()
    tests: tuple[str, ...] = ()
    shifted: tuple[tuple[str, float, float], ...] = ()
    sex: str | None = None


BANDS = (13, 18, 40, 65)  # under 13, under 18, under 40, under 65, older

DAILY = "Take 1 tablet by mouth once daily"
WITH_MEALS = "Take 1 tablet by mouth twice daily with meals"
LISINOPRIL_10 = Drug("314076", "lisinopril 10 MG Oral Tablet", DAILY)
LISINOPRIL_20 = Drug("314077", "lisinopril 20 MG Oral Tablet", DAILY)
AMLODIPINE = Drug("197361", "amlodipine 5 MG Oral Tablet", DAILY)
LOSARTAN = Drug("979492", "losartan potassium 50 MG Oral Tablet", DAILY)
HCTZ = Drug("310798", "hydrochlorothiazide 25 MG Oral Tablet", "Take 1 tablet by mouth every morning")
METFORMIN = Drug("861007", "metformin hydrochloride 500 MG Oral Tablet", WITH_MEALS)
METFORMIN_1000 = Drug("861004", "metformin hydrochloride 1000 MG Oral Tablet", WITH_MEALS)
GLARGINE = Drug("311041", "insulin glargine 100 UNT/ML Injectable Solution", "Inject 18 units at bedtime")
SEMAGLUTIDE = Drug("2398842", "3 ML semaglutide 1.34 MG/ML Pen Injector [Ozempic]", "Inject 1 mg once a week")
ATORVASTATIN_20 = Drug("617310", "atorvastatin 20 MG Oral Tablet", "Take 1 tablet by mouth at bedtime")
ATORVASTATIN_40 = Drug("617311", "atorvastatin 40 MG Oral Tablet", "Take 1 tablet by mouth at bedtime")
SIMVASTATIN = Drug("312961", "simvastatin 20 MG Oral Tablet", "Take 1 tablet by mouth every evening")
LEVOTHYROXINE = Drug(
    "966222", "levothyroxine sodium 0.075 MG Oral Tablet", "Take 1 tablet by mouth every morning on an empty stomach"
)
OMEPRAZOLE = Drug("198051", "omeprazole 20 MG Delayed Release Oral Capsule", "Take 1 capsule by mouth before breakfast")
SERTRALINE = Drug("312941", "sertraline 50 MG Oral Tablet", DAILY)
ESCITALOPRAM = Drug("349332", "escitalopram 10 MG Oral Tablet", DAILY)
ALBUTEROL = Drug(
    "2123111", "albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", "Inhale 2 puffs every 4 to 6 hours as needed"
)
FLUTICASONE = Drug("895994", "fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler", "2 puffs twice daily")
MONTELUKAST = Drug("200224", "montelukast 10 MG Oral Tablet", "Take 1 tablet by mouth every evening")
MONTELUKAST_5 = Drug("242438", "montelukast 5 MG Chewable Tablet", "Chew 1 tablet every evening")
GABAPENTIN = Drug("310431", "gabapentin 300 MG Oral Capsule", "Take 1 capsule by mouth three times daily")
ALLOPURINOL = Drug("197319", "allopurinol 100 MG Oral Tablet", DAILY)
APIXABAN = Drug("1364445", "apixaban 5 MG Oral Tablet", "Take 1 tablet by mouth twice daily")
WARFARIN = Drug("855332", "warfarin sodium 5 MG Oral Tablet", "Take as directed by the INR clinic")
METOPROLOL = Drug("866427", "24 HR metoprolol succinate 25 MG Extended Release Oral Tablet", DAILY)
CLOPIDOGREL = Drug("309362", "clopidogrel 75 MG Oral Tablet", DAILY)
FUROSEMIDE = Drug("313988", "furosemide 40 MG Oral Tablet", "Take 1 tablet by mouth every morning")
TAMSULOSIN = Drug("863669", "tamsulosin hydrochloride 0.4 MG Oral Capsule", "Take 1 capsule by mouth at bedtime")
ALENDRONATE = Drug("904431", "alendronic acid 70 MG Oral Tablet", "Take 1 tablet by mouth once a week, upright")
CETIRIZINE = Drug("1014678", "cetirizine hydrochloride 10 MG Oral Tablet", "Take 1 tablet by mouth daily as needed")
NAPROXEN = Drug("198014", "naproxen 500 MG Oral Tablet", "Take 1 tablet by mouth twice daily with food as needed")
METHYLPHENIDATE = Drug("1091392", "methylphenidate hydrochloride 20 MG Oral Tablet", "Take 1 tablet each morning")
FERROUS = Drug("310325", "ferrous sulfate 325 MG Oral Tablet", DAILY)
AMOXICILLIN = Drug("308191", "amoxicillin 500 MG Oral Capsule", "Take 1 capsule by mouth three times daily for 10 days")
ACETAMINOPHEN = Drug("198440", "acetaminophen 500 MG Oral Tablet", "Take 2 tablets every 8 hours as needed")
PREDNISONE = Drug("312615", "prednisone 20 MG Oral Tablet", "Take 2 tablets by mouth daily for 5 days")
ASPIRIN = Drug("243670", "aspirin 81 MG Oral Tablet", DAILY)
SHORT_COURSES = (AMOXICILLIN, PREDNISONE)
# What somebody asks for today, beside what the problems below bring.
ZOLPIDEM = Drug("854873", "zolpidem tartrate 10 MG Oral Tablet", "Take 1 tablet by mouth at bedtime as needed")
CODEINE = Drug(
    "993781", "acetaminophen 300 MG / codeine phosphate 30 MG Oral Tablet", "Take 1 tablet every 6 hours as needed"
)
DAILY_SUPPLY = Supply()
CAPSULES = Supply("1 capsule daily", unit="capsules")
INHALED = Supply("2 puffs twice daily", 1, "inhaler", 30)
# All others are one tablet a day, given out for 90 days.
SUPPLIES = {
    METFORMIN: Supply("1 tablet twice daily", 180),
    METFORMIN_1000: Supply("1 tablet twice daily", 180),
    GLARGINE: Supply("18 units at bedtime", 10, "mL", 55),
    SEMAGLUTIDE: Supply("1 mg once a week", 3, "mL", 28),
    OMEPRAZOLE: CAPSULES,
    TAMSULOSIN: CAPSULES,
    ALBUTEROL: Supply("2 puffs every 4 to 6 hours", 1, "inhaler", 30, as_needed=True),
    FLUTICASONE: INHALED,
    GABAPENTIN: Supply("1 capsule three times daily", 270, "capsules"),
    APIXABAN: Supply("1 tablet twice daily", 60, days=30),
    WARFARIN: Supply("as the INR clinic says", 30, days=30),
    ALENDRONATE: Supply("1 tablet once a week", 12, days=84),
    CETIRIZINE: Supply("1 tablet daily", 30, days=30, as_needed=True),
    NAPROXEN: Supply("1 tablet twice daily", 60, days=30, as_needed=True),
    ACETAMINOPHEN: Supply("2 tablets every 8 hours", 90, days=15, as_needed=True),
    METHYLPHENIDATE: Supply("1 tablet each morning", 30, days=30, schedule="II"),
    AMOXICILLIN: Supply("1 capsule three times daily", 30, "capsules", 10),
    PREDNISONE: Supply("2 tablets daily", 10, days=5),
    ZOLPIDEM: Supply("1 tablet at bedtime", 30, days=30, as_needed=True, schedule="IV"),
    CODEINE: Supply("1 tablet every 6 hours", 20, days=5, as_needed=True, schedule="III"),
}


def supply_of(drug: Drug) -> Supply:
    """How a drug is taken and given out."""
    return SUPPLIES.get(drug, DAILY_SUPPLY)


PROBLEMS = (
    Problem("59621000", "Essential hypertension", (0, 0.003, 0.09, 0.36, 0.63),
            ((LISINOPRIL_10, LISINOPRIL_20, LOSARTAN, AMLODIPINE), (HCTZ, AMLODIPINE)), ("bmp",),
            (("systolic", 12, 6),)),
    Problem("44054006", "Diabetes mellitus type 2", (0, 0.004, 0.025, 0.13, 0.24),
            ((METFORMIN, METFORMIN_1000, METFORMIN_1000), (SEMAGLUTIDE, GLARGINE)), ("a1c", "bmp", "lipids", "albumin"),
            (("4548-4", 2.0, 1.0), ("2345-7", 55, 30))),
    Problem("46635009", "Diabetes mellitus type 1", (0.003, 0.005, 0.005, 0.004, 0.003), ((GLARGINE,),),
            ("a1c", "bmp", "albumin"), (("4548-4", 2.3, 1.0), ("2345-7", 80, 40))),
    Problem("15777000", "Prediabetes", (0, 0.01, 0.06, 0.16, 0.18), (), ("a1c",), (("4548-4", 0.6, 0.2),)),
    Problem("55822004", "Hyperlipidemia", (0, 0.01, 0.08, 0.31, 0.5),
            ((ATORVASTATIN_20, ATORVASTATIN_40, SIMVASTATIN),), ("lipids",), (("2093-3", 22, 15), ("18262-6", 20, 14))),
    Problem("40930008", "Hypothyroidism", (0.002, 0.004, 0.03, 0.07, 0.12), ((LEVOTHYROXINE,),), ("tsh",),
            (("3016-3", 1.2, 1.8),)),
    Problem("235595009", "Gastroesophageal reflux disease", (0.01, 0.02, 0.09, 0.19, 0.23), ((OMEPRAZOLE,),)),
    Problem("35489007", "Depressive disorder", (0.005, 0.06, 0.13, 0.13, 0.09), ((SERTRALINE, ESCITALOPRAM),)),
    Problem("197480006", "Anxiety disorder", (0.03, 0.1, 0.15, 0.11, 0.07), ((ESCITALOPRAM, SERTRALINE),)),
    Problem("195967001", "Asthma", (0.09, 0.11, 0.09, 0.08, 0.07), ((ALBUTEROL,), (FLUTICASONE, MONTELUKAST))),
    Problem("13645005", "Chronic obstructive pulmonary disease (COPD)", (0, 0, 0.004, 0.05, 0.11),
            ((ALBUTEROL,), (FLUTICASONE,))),
    Problem("49436004", "Atrial fibrillation", (0, 0, 0.002, 0.025, 0.1),
            ((APIXABAN, APIXABAN, WARFARIN), (METOPROLOL,)), ("inr", "cbc")),
    Problem("53741008", "Coronary heart disease", (0, 0, 0.003, 0.05, 0.16),
            ((ATORVASTATIN_40,), (METOPROLOL,), (CLOPIDOGREL, ASPIRIN)), ("lipids",)),
    Problem("84114007", "Heart failure", (0, 0, 0.001, 0.015, 0.06), ((FUROSEMIDE,), (METOPROLOL,)), ("bmp",),
            (("2823-3", -0.3, 0.4),)),
    Problem("431855005", "Chronic kidney disease stage 3", (0, 0, 0.005, 0.04, 0.15), (), ("bmp", "albumin", "cbc"),
            (("2160-0", 0.7, 0.3), ("98979-8", -40, 8), ("718-7", -1.2, 0.8))),
    Problem("396275006", "Osteoarthritis", (0, 0, 0.03, 0.18, 0.36), ((NAPROXEN, ACETAMINOPHEN, ACETAMINOPHEN),)),
    Problem("64859006", "Osteoporosis", (0, 0, 0.002, 0.06, 0.2), ((ALENDRONATE,),), ("vitd",), (), "female"),
    Problem("266569009", "Benign prostatic hyperplasia", (0, 0, 0, 0.12, 0.35), ((TAMSULOSIN,),), (), (), "male"),
    Problem("90560007", "Gout", (0, 0, 0.01, 0.04, 0.08), ((ALLOPURINOL,),)),
    Problem("37796009", "Migraine", (0.01, 0.05, 0.13, 0.1, 0.03), ((NAPROXEN,),)),
    Problem("61582004", "Allergic rhinitis", (0.12, 0.16, 0.16, 0.14, 0.1), ((CETIRIZINE,),)),
    Problem("24079001", "Atopic dermatitis", (0.12, 0.07, 0.05, 0.03, 0.03)),
    Problem("414916001", "Obesity", (0.08, 0.14, 0.27, 0.34, 0.28)),
    Problem("278860009", "Chronic low back pain", (0, 0.01, 0.09, 0.17, 0.18),
            ((GABAPENTIN, NAPROXEN, ACETAMINOPHEN),)),
    Problem("406506008", "Attention deficit hyperactivity disorder", (0.06, 0.1, 0.05, 0.015, 0.002),
            ((METHYLPHENIDATE,),)),
    Problem("87522002", "Iron deficiency anemia", (0.01, 0.02, 0.04, 0.03, 0.04), ((FERROUS,),), ("cbc", "ferritin"),
            (("718-7", -2.4, 0.8), ("2276-4", -60, 15)), "female"),
    Problem("72892002", "Normal pregnancy", (0, 0, 0.05, 0, 0), (), ("cbc",), (), "female"),
    Problem("73430006", "Sleep apnea", (0, 0.002, 0.03, 0.11, 0.12)),
)  # fmt: skip
OPTIONAL_SHARES = (0.9, 0.42, 0.3)  # how likely the first, second and third kind of drug of a problem is taken

TESTS = {
    "bmp": (
        Test("2345-7", "Glucose", "mg/dL", 70, 99, 91, 8, 0, 400),
        Test("2160-0", "Creatinine", "mg/dL", 0.6, 1.3, 0.9, 0.14, 2, 4),
        Test("98979-8", "eGFR (CKD-EPI 2021)", "mL/min/{1.73_m2}", 60, None, 92, 11),
        Test("2823-3", "Potassium", "mmol/L", 3.5, 5.1, 4.3, 0.35, 1, 6.0),
        Test("2951-2", "Sodium", "mmol/L", 135, 145, 140, 2.2),
    ),
    "a1c": (Test("4548-4", "Hemoglobin A1c", "%", None, 5.6, 5.3, 0.25, 1, 12),),
    "lipids": (
        Test("2093-3", "Total cholesterol", "mg/dL", None, 199, 181, 28),
        Test("18262-6", "LDL cholesterol", "mg/dL", None, 129, 104, 25),
        Test("2085-9", "HDL cholesterol", "mg/dL", 40, None, 53, 12),
        Test("2571-8", "Triglycerides", "mg/dL", None, 149, 118, 45, 0, 500),
    ),
    "tsh": (Test("3016-3", "TSH", "m[IU]/L", 0.4, 4.5, 2.1, 0.9, 2, 20),),
    "cbc": (
        Test("718-7", "Hemoglobin", "g/dL", 12.0, 16.5, 13.9, 1.0, 1),
        Test("6690-2", "White cell count", "10*3/uL", 4.0, 11.0, 7.0, 1.7, 1),
        Test("777-3", "Platelets", "10*3/uL", 150, 400, 255, 55),
    ),
    "inr": (Test("6301-6", "INR", "{INR}", 2.0, 3.0, 2.4, 0.45, 1, 4.5),),
    "albumin": (Test("9318-7", "Albumin/creatinine ratio, urine", "mg/g", None, 29, 16, 14),),
    "vitd": (Test("62292-8", "Vitamin D, 25-hydroxy", "ng/mL", 30, None, 33, 9),),
    "ferritin": (Test("2276-4", "Ferritin", "ng/mL", 15, 200, 80, 35),),
}
# What a laboratory calls these panels: LOINC and name.
PANELS = {
    "bmp": ("51990-0", "Basic metabolic panel"),
    "a1c": ("4548-4", "Hemoglobin A1c"),
    "lipids": ("57698-3", "Lipid panel"),
    "tsh": ("3016-3", "TSH"),
    "cbc": ("58410-2", "Complete blood count"),
    "inr": ("6301-6", "INR"),
    "albumin": ("9318-7", "Albumin/creatinine ratio, urine"),
    "vitd": ("62292-8", "Vitamin D, 25-hydroxy"),
    "ferritin": ("2276-4", "Ferritin"),
}
TEXT_TESTS = (
    ("57905-2", "Stool occult blood (FIT)", (("Negative", 0.94, ""), ("Positive", 0.06, "A"))),
    ("94500-6", "SARS-CoV-2 RNA", (("Not detected", 0.8, ""), ("Detected", 0.2, "A"))),
    ("78012-2", "Streptococcus A antigen, throat", (("Negative", 0.75, ""), ("Positive", 0.25, "A"))),
)

ALLERGIES = (
    ("7984", "Penicillin V", ("Rash", "Hives", "Anaphylaxis"), 0.075),
    ("10180", "Sulfamethoxazole", ("Rash", "Hives"), 0.035),
    ("2670", "Codeine", ("Nausea", "Itching"), 0.02),
    ("1191", "Aspirin", ("Wheezing", "Stomach upset"), 0.015),
    ("5640", "Ibuprofen", ("Swelling of face", "Hives"), 0.015),
    ("29046", "Lisinopril", ("Cough", "Swelling of lips"), 0.02),
    ("762952008", "Peanut", ("Anaphylaxis", "Hives"), 0.02),
    ("735029006", "Shellfish", ("Hives", "Swelling of lips"), 0.025),
    ("102263004", "Eggs", ("Hives",), 0.012),
    ("111088007", "Latex", ("Itching", "Rash"), 0.015),
    ("256277009", "Grass pollen", ("Sneezing",), 0.05),
    ("288328004", "Bee venom", ("Swelling", "Anaphylaxis"), 0.012),
)

# CVX code, name, age in months when given.
CHILD_VACCINES = (
    ("08", "Hepatitis B, pediatric", (0, 2, 6)),
    ("20", "DTaP", (2, 4, 6, 16, 54)),
    ("10", "Polio (IPV)", (2, 4, 6, 54)),
    ("49", "Hib (PRP-OMP)", (2, 4, 12)),
    ("133", "Pneumococcal conjugate PCV13", (2, 4, 6, 13)),
    ("119", "Rotavirus, monovalent", (2, 4)),
    ("03", "Measles, mumps, rubella", (12, 54)),
    ("21", "Varicella", (13, 54)),
    ("83", "Hepatitis A, pediatric", (13, 19)),
    ("115", "Tdap", (134,)),
    ("165", "HPV, 9-valent", (134, 142)),
    ("114", "Meningococcal MCV4", (134, 194)),
)
FLU = ("140", "Influenza, seasonal, injectable")
ADULT_VACCINES = (
    ("113", "Td (adult)", 20, 0.55),
    ("187", "Zoster, recombinant", 50, 0.4),
    ("33", "Pneumococcal polysaccharide PPSV23", 65, 0.65),
)
PAYERS = (
    ("Cedar Mutual PPO", 0.24),
    ("Northfield Health HMO", 0.19),
    ("Tricoast Employee Plan", 0.12),
    ("Medicare", 0.0),
    ("Medicare Advantage, Cedar Mutual", 0.0),
    ("Medicaid", 0.3),
    ("Marketplace Silver, Northfield", 0.1),
    ("Self-pay", 0.05),
)
SENIOR_PAYERS = {
    "Medicare": 0.55,
    "Medicare Advantage, Cedar Mutual": 0.35,
    "Medicaid": 0.06,
    "Tricoast Employee Plan": 0.04,
}
