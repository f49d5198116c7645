"""A medication's name says its ingredients, its class and its schedule; what isn't known is never guessed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo import catalog
from rules.drug_classes import BY_CLASS
from rules.drug_lists import BRANDS, BY_SCHEDULE, COMBINED_SCHEDULES, SAME_AS
from rules.drug_names import CLASS_OF, is_known
from rules.drugs import CLASSES, LOCAL, NEVER, SCHEDULES, SEVERAL, Drug, drug_of, same_treatment

SYNTHEA = Path(__file__).parents[3] / "shared" / "data" / "synthea_csv" / "medications.csv"
ORDER = [*SCHEDULES[1:], ""]  # the strictest first


@pytest.mark.parametrize(
    ("display", "ingredients", "drug_class", "schedule"),
    [
        ("Lisinopril 10 MG Oral Tablet", ("lisinopril",), "ace-inhibitor", ""),
        ("24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", ("metformin",), "metformin", ""),
        ("losartan potassium 50 MG Oral Tablet", ("losartan",), "arb", ""),
        ("atorvastatin calcium 20 MG Oral Tablet [Lipitor]", ("atorvastatin",), "statin", ""),
        ("potassium chloride 20 MEQ Extended Release Oral Tablet", ("potassium chloride",), "potassium", ""),
        ("levothyroxine sodium 0.075 MG Oral Tablet", ("levothyroxine",), "thyroid-hormone", ""),
        ("insulin, regular, human 100 UNT/ML Injectable Solution", ("insulin regular",), "insulin", ""),
        ("insulin, regular, human 500 UNT/ML Injectable Solution", ("insulin regular",), "insulin-u500", ""),
        ("insulin glargine 100 UNT/ML Injectable Solution", ("insulin glargine",), "insulin", ""),
        ("insulin syringe", ("insulin syringe",), "diabetes-supplies", ""),
        ("adalimumab-atto 40 MG", ("adalimumab",), "immunosuppressant", ""),
        ("Percocet", ("acetaminophen", "oxycodone"), "opioid", "II"),
        ("Acetaminophen 325 MG / HYDROcodone Bitartrate 7.5 MG Oral Tablet",
         ("acetaminophen", "hydrocodone"), "opioid", "II"),
        ("codeine sulfate 30 MG Oral Tablet", ("codeine",), "opioid", "II"),
        ("Acetaminophen 300 MG / Codeine Phosphate 30 MG Oral Tablet", ("acetaminophen", "codeine"), "opioid", "III"),
        ("codeine phosphate 2 MG/ML / guaifenesin 20 MG/ML Oral Solution", ("codeine", "guaifenesin"), "opioid", "V"),
        ("zolpidem tartrate 10 MG Oral Tablet", ("zolpidem",), "sleep", "IV"),
        ("pregabalin 75 MG Oral Capsule", ("pregabalin",), "anticonvulsant", "V"),
        ("testosterone 1 % Topical Gel", ("testosterone",), "androgen", "III"),
        ("72 HR fentanyl 0.025 MG/HR Transdermal System", ("fentanyl",), "opioid", "II"),
        ("{28 (norethindrone 0.35 MG Oral Tablet) } Pack [Jolivette 28 Day]", ("norethindrone",), "contraceptive", ""),
        ("{21 (ethinyl estradiol 0.03 MG / levonorgestrel 0.15 MG Oral Tablet) / "
         "7 (inert ingredients 1 MG Oral Tablet) } Pack", ("ethinyl estradiol", "levonorgestrel"), "contraceptive", ""),
        ("lisinopril 10 MG / hydrochlorothiazide 12.5 MG Oral Tablet",
         ("hydrochlorothiazide", "lisinopril"), "antihypertensive-combination", ""),
        ("lisinopril-HCTZ 10-12.5", ("hydrochlorothiazide", "lisinopril"), "antihypertensive-combination", ""),
        ("fluticasone propionate 0.05 MG/ACTUAT Metered Dose Nasal Spray", ("fluticasone",), "nasal-spray", ""),
        ("budesonide 3 MG Oral Capsule", ("budesonide",), "corticosteroid", ""),
        ("timolol 0.5 % Ophthalmic Solution", ("timolol",), "eye-drops", ""),
        ("ciprofloxacin 0.3 % Ophthalmic Solution", ("ciprofloxacin",), "antibiotic", ""),
        ("ketoconazole 2 % Medicated Shampoo", ("ketoconazole",), "antifungal", ""),
        ("estradiol 0.1 MG/GM Vaginal Cream", ("estradiol",), "vaginal-estrogen", ""),
        ("NuvaRing 0.12/0.015 MG per 24HR 21 Day Vaginal Ring",
         ("ethinyl estradiol", "etonogestrel"), "contraceptive", ""),
    ],
)  # fmt: skip
def test_a_name_is_read(display: str, ingredients: tuple[str, ...], drug_class: str, schedule: str) -> None:
    assert drug_of(display) == Drug(ingredients, drug_class, schedule)


def test_every_drug_of_the_demonstration_and_of_synthea_is_known() -> None:
    names = {each.display for each in vars(catalog).values() if isinstance(each, catalog.Drug)}
    assert len(names) > 30
    if SYNTHEA.exists():
        with SYNTHEA.open(newline="") as file:
            names |= {row["DESCRIPTION"] for row in csv.DictReader(file)}
    assert not [name for name in sorted(names) if not drug_of(name).drug_class]


def test_what_is_not_known_keeps_its_words_and_has_no_class() -> None:
    assert drug_of("24 HR foozol sodium 5 MG Oral Tablet") == Drug(("foozol",))
    assert drug_of("amlodipine/foozol") == Drug(("amlodipine", "foozol"))
    assert drug_of("amlodipine 5 MG / foozol 3 MG Oral Tablet").drug_class == ""
    assert drug_of("") == Drug(())
    assert drug_of(" ☃  7 ").ingredient == "☃ 7"  # never empty: empty would equal every other


def test_an_unknown_part_hides_neither_a_schedule_nor_a_class_that_is_never_refilled() -> None:
    assert drug_of("foozol 5 MG / hydrocodone 5 MG Oral Tablet").schedule == "II"
    assert drug_of("foozol 5 MG / amoxicillin 5 MG Oral Tablet").drug_class == "antibiotic"


def test_the_stricter_of_the_chart_and_the_list_counts() -> None:
    assert drug_of("gabapentin 300 MG Oral Capsule", "V").schedule == "V"  # as some states have it
    assert drug_of("hydrocodone 5 MG", "III").schedule == "II"
    assert drug_of("foozol", "IV").never_by_protocol


@pytest.mark.parametrize("display", ["warfarin 5 MG", "apixaban", "enoxaparin", "amoxicillin", "nystatin", "tramadol",
                                     "fluconazole 150 MG", "alprazolam", "Acetaminophen / codeine"])  # fmt: skip
def test_some_drugs_are_never_refilled_by_protocol(display: str) -> None:
    assert drug_of(display).never_by_protocol


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("lisinopril 10 MG", "enalapril 5 MG", True),
        ("lisinopril 10 MG", "losartan 50 MG", True),  # two that block the renin system
        ("lisinopril 10 MG", "enalapril 5 MG / hydrochlorothiazide 12.5 MG", True),
        ("lisinopril 10 MG", "hydrochlorothiazide 25 MG", False),
        ("sertraline 50 MG", "duloxetine 30 MG", True),
        ("insulin glargine", "insulin lispro", False),
        ("insulin glargine", "insulin glargine [Toujeo]", True),
        ("gabapentin", "lamotrigine", False),
        ("fluticasone Metered Dose Inhaler", "fluticasone Nasal Spray", False),
        ("prednisone 5 MG Oral Tablet", "triamcinolone Topical Cream", False),
        ("lisinopril", "foozol", None),
        ("foozol", "foozol 5 MG", True),
    ],
)
def test_a_doubled_treatment_is_found(one: str, other: str, same: bool | None) -> None:
    assert same_treatment(drug_of(one), drug_of(other)) is same
    assert same_treatment(drug_of(other), drug_of(one)) is same


def test_the_lists_hold_together() -> None:
    named = [name for _, names in BY_CLASS.values() for name in names.split(", ")]
    assert len(named) == len(set(named)) == len(CLASS_OF)
    meanings = [*SAME_AS.values(), *BRANDS.values(), *BY_SCHEDULE.values()]
    meanings += [f"{narcotic}, {beside}" for narcotic, beside, _ in COMBINED_SCHEDULES]
    assert not {name for names in meanings for name in names.split(", ") if name and not is_known(name)}
    assert not (SAME_AS.keys() | BRANDS.keys()) & CLASS_OF.keys()
    scheduled = [name for names in BY_SCHEDULE.values() for name in names.split(", ")]
    assert len(scheduled) == len(set(scheduled))
    assert CLASSES.keys() >= SEVERAL | LOCAL | NEVER


@given(st.text(max_size=80), st.sampled_from(SCHEDULES))
def test_any_text_is_some_drug(display: str, schedule: str) -> None:
    drug = drug_of(display, schedule)
    assert drug.drug_class in CLASSES
    assert ORDER.index(drug.schedule) <= ORDER.index(schedule)
    assert bool(drug.ingredients) == bool(display.strip()) or not drug.ingredients


@given(st.lists(st.sampled_from(sorted(CLASS_OF)), min_size=1, max_size=3, unique=True))
def test_the_order_of_the_ingredients_does_not_matter(names: list[str]) -> None:
    turned = names[::-1]
    assert drug_of(" / ".join(f"{name} 5 MG" for name in names)) == drug_of(
        " / ".join(f"{name.upper()} 7 MG" for name in turned)
    )
    assert set(drug_of(" / ".join(names)).ingredients) == set(names)


@pytest.mark.parametrize(
    ("display", "schedule"),
    [
        ("MS Contin 15 MG Extended Release Oral Tablet", "II"),
        ("Roxicodone 5 MG Oral Tablet", "II"),
        ("Opana 10 MG", "II"),
        ("Evekeo 10 MG Oral Tablet", "II"),
        ("Lortab 7.5/325", "II"),
        ("AndroGel 1.62 % Topical Gel", "III"),
        ("Tylenol #3", "III"),
        ("Adipex-P 37.5 MG", "IV"),
        ("Briviact 50 MG Oral Tablet", "V"),
        ("Tylenol 325 MG Oral Tablet", ""),
    ],
)
def test_a_scheduled_drug_is_known_by_its_brand_name(display: str, schedule: str) -> None:
    assert drug_of(display).schedule == schedule


def test_every_brand_name_stands_for_ingredients_of_the_list() -> None:
    assert not [brand for brand, names in BRANDS.items() if not all(is_known(name) for name in names.split(", "))]


def test_what_nobody_knows_may_be_controlled_and_what_is_known_is_or_isnt() -> None:
    assert drug_of("foozol 15 MG").schedule_unknown and drug_of("foozol 15 MG").controlled
    assert drug_of("lisinopril / foozol").controlled and drug_of("lisinopril / foozol").never_by_protocol
    assert not drug_of("lisinopril 10 MG").controlled
    assert drug_of("zolpidem").controlled and not drug_of("zolpidem").schedule_unknown
    assert drug_of("foozol", "IV").controlled and not drug_of("foozol", "IV").schedule_unknown
