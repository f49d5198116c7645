"""Whose result it is: what files itself, what is only suggested, and what never names anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.patient_matching import Asked, Candidate, Match, decide, record_numbers, same_given, usable_identifier
from tests.rules.near_duplicates import ELSEWHERE, OURS

AUTHORITIES = frozenset({OURS})
BORN = date(1984, 3, 7)
ROSA = Candidate(1, "10442", "Rosa", "Diaz", BORN, "female")
TWIN = Candidate(2, "10443", "Elena", "Diaz", BORN, "female")


def asked(
    mrn: str = "10442",
    name: str = "Rosa Diaz",
    born: date | None = BORN,
    sex: str = "female",
    *,
    authority: str = OURS,
    kind: str = "MR",
    order: str = "",
) -> Asked:
    given_name, _, family = name.rpartition(" ")
    return Asked(((mrn, authority, kind),), order, given_name, family, born, sex)


def match(question: Asked, *candidates: Candidate) -> Match:
    return decide(question, candidates or (ROSA, TWIN), authorities=AUTHORITIES)


# Files itself


def test_our_record_number_with_birth_date_and_given_name_files_itself() -> None:
    found = match(asked())
    assert (found.outcome, found.patient_id) == ("filed", 1)
    assert found.reason == "Record number, birth date and given name agree."


def test_our_own_order_number_files_as_a_record_number_does() -> None:
    ordered = replace(ROSA, order_numbers=frozenset({"000778", "991"}))
    found = match(asked("", order=" 778 "), ordered, TWIN)
    assert (found.outcome, found.patient_id) == ("filed", 1)
    assert found.reason.startswith("Order number, ")


@pytest.mark.parametrize(
    ("sent", "own"), [("0010442", "10442"), (" 10442 ", "10442"), ("abc-77", "ABC-77"), ("10442", "000010442")]
)
def test_a_number_is_compared_without_its_leading_zeros_spaces_and_case(sent: str, own: str) -> None:
    assert match(asked(sent), replace(ROSA, mrn=own)).outcome == "filed"


@pytest.mark.parametrize(
    ("sent", "own"),
    [
        (("JOSÉ", "Núñez"), ("Jose", "Nunez")),
        (("JURGEN", "Mueller"), ("Jürgen", "Müller")),
        (("MARY-ANN", "Smith"), ("Mary Ann", "Smith")),
        (("MARYANN", "Smith"), ("Mary Ann", "Smith")),
        (("DANDRE", "Obrien"), ("D'Andre", "O’Brien")),
        (("Maria", "Garcia"), ("Maria Elena", "Garcia")),
        (("Maria E", "Garcia"), ("Maria Elena", "Garcia")),
        (("Bob", "Berg"), ("Robert", "Berg")),
        (("Rosa", "Garcia-Lopez"), ("Rosa", "Garcia")),
        (("Rosa", "Lopez"), ("Rosa", "Garcia Lopez")),
        (("Rosa", "Delacruz"), ("Rosa", "De La Cruz")),
        (("Jon", "Diaz Jr"), ("Jon", "Diaz")),
    ],
)
def test_a_name_may_be_written_as_laboratories_write_it(sent: tuple[str, str], own: tuple[str, str]) -> None:
    question = replace(asked(sex="unknown"), given=sent[0], family=sent[1])
    assert match(question, replace(ROSA, given=own[0], family=own[1])).outcome == "filed"


@pytest.mark.parametrize("former", [(), ("Lindqvist",)])
def test_a_maiden_name_still_files(former: tuple[str, ...]) -> None:
    married = replace(ROSA, family="Berg", former_names=former)
    assert match(asked(name="Rosa Lindqvist"), married, TWIN).outcome == "filed"


def test_a_former_name_that_we_know_is_as_good_as_the_name() -> None:
    married = replace(ROSA, family="Berg", former_names=("Lindqvist",))
    assert match(asked(name="Rosa Lindqvist", sex="unknown"), married).outcome == "filed"


def test_a_namesake_of_another_birth_date_stops_nothing() -> None:
    mother = replace(TWIN, given="Rosa", birth_date=date(1960, 1, 2))
    assert match(asked(), ROSA, mother).outcome == "filed"
    assert match(asked(name="Rosa Lindqvist"), ROSA, mother).outcome == "filed"


def test_a_number_that_is_not_ours_beside_ours_is_no_matter() -> None:
    question = asked()
    both = replace(question, identifiers=(("10443", ELSEWHERE, "MR"), *question.identifiers), placer_number="LAB-99")
    assert match(both).outcome == "filed"


# One wrong digit


def test_one_wrong_digit_that_names_the_other_twin_is_not_filed_on_her() -> None:
    found = match(asked("10443"))
    assert (found.outcome, found.patient_id) == ("unmatched", None)
    assert found.reason == "The number belongs to one patient, the name and birth date to another."
    assert {one.patient_id for one in found.candidates} == {1, 2}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Anna"),
        ("Jon", "John"),
        ("Rosa", "Rose"),
        ("Jayden", "Hayden"),
        ("Maria Elena", "Maria Teresa"),
        ("Tim", "Tom"),
    ],
)
def test_twins_of_like_names_get_their_own_and_never_each_others(one: str, other: str) -> None:
    twins = (replace(ROSA, given=one), replace(TWIN, given=other))
    assert match(asked("10442", f"{one} Diaz"), *twins).patient_id == 1
    assert match(asked("10443", f"{other} Diaz"), *twins).patient_id == 2
    assert match(asked("10442", f"{other} Diaz"), *twins).outcome == "unmatched"
    assert match(asked("10443", f"{one} Diaz"), *twins).outcome == "unmatched"


def test_an_initial_files_nothing() -> None:
    assert match(asked(name="R Diaz"), ROSA).outcome == "suggested"
    assert match(asked(name="R Diaz"), ROSA, replace(TWIN, given="Ruth")).outcome == "unmatched"


def test_a_short_form_is_not_enough_where_there_is_a_twin() -> None:
    robert = replace(ROSA, given="Robert", sex="male")
    question = asked(name="Bob Diaz", sex="male")
    assert match(question, robert).outcome == "filed"
    assert match(question, robert, replace(TWIN, given="William", sex="male")).outcome == "suggested"


def test_half_a_first_name_is_not_enough_where_a_twin_shares_it() -> None:
    twins = (replace(ROSA, given="Maria Elena"), replace(TWIN, given="Maria Teresa"))
    assert match(asked(name="Maria Diaz"), *twins).outcome == "unmatched"
    assert match(asked(name="Maria Elena Diaz"), *twins).outcome == "filed"
    married = (twins[0], replace(twins[1], family="Berg"))
    assert match(asked(name="Maria Diaz"), *married).outcome == "unmatched"


def test_another_spelling_files_nothing_where_the_twin_is_nobody_we_know() -> None:
    assert match(asked(name="Anna Luz Diaz"), replace(ROSA, given="Ana")).outcome == "suggested"


def test_a_wrong_digit_that_names_somebody_of_the_same_given_name_and_birth_date_is_not_filed() -> None:
    stranger = replace(TWIN, given="Rosa", family="Berg")
    assert match(asked("10443"), ROSA, stranger).outcome == "unmatched"
    married = replace(ROSA, family="Ortiz")  # nobody knows that she was born Diaz
    assert match(asked("10443"), married, stranger).outcome == "unmatched"


def test_newborn_twins_without_names_are_never_filed() -> None:
    twins = (replace(ROSA, given="Baby Girl A"), replace(TWIN, given="Baby Girl B"))
    for sent in ("Baby Girl A", "BG", "BabyGirl", "Baby"):
        assert match(asked(name=f"{sent} Diaz"), *twins).outcome == "unmatched"


# Numbers that identify nobody


@pytest.mark.parametrize(
    "value",
    [
        *("", " ", "\t", '""', "0", "0000", "000-00-0000", "99", "999", "9999999", "999-99-9999", "1111", "-", "?"),
        *("NONE", "none", "N/A", "n.a.", "UNKNOWN", "Unk", "TEST", "test123", "TESTPATIENT1", "NONREF", "NO ID"),
        *("123456", "123456789", "1234567890", "987654321", "00123456", "123-45-6789", "XXXX", "xx", "No MRN", "ASKU"),
        *("000000", "Ｎ／Ａ", "Temp 01"),
    ],
)  # fmt: skip
def test_a_blank_zero_or_filler_identifies_nobody(value: str) -> None:
    assert usable_identifier(value) == ""
    alike = replace(ROSA, mrn=value, order_numbers=frozenset({value}))
    found = match(asked(value, order=value), alike)
    assert found.outcome == "suggested"  # by name, birth date and sex alone
    assert match(asked(value, name=" ", order=value), alike).outcome == "unmatched"


@pytest.mark.parametrize(
    ("value", "compared"),
    [(" 0010442", "10442"), ("A-00 17", "a-00 17"), ("7", "7"), ("10000", "10000"), ("0X9", "x9")],
)
def test_what_identifies_is_compared_folded(value: str, compared: str) -> None:
    assert usable_identifier(value) == compared


@pytest.mark.parametrize("kind", ["AN", "VN", "SS", "DL", "MRT", "PT"])
def test_an_account_or_visit_number_of_ours_is_no_record_number(kind: str) -> None:
    assert match(asked(kind=kind)).outcome == "suggested"


@pytest.mark.parametrize(
    ("authority", "listed", "is_ours"),
    [
        ("clinic ", {"CLINIC"}, True),
        ("", {"CLINIC"}, False),
        ("OTHER", {"CLINIC"}, False),
        ("CLINIC&1.2.3&ISO", {"CLINIC"}, False),
        ("CLINIC&1.2.3&ISO", {"CLINIC", "1.2.3"}, True),
        ("ANY&1.2.3&ISO", {"1.2.3"}, True),
        ("CLINIC&1.2.3&ISO", {"clinic&1.2.3&iso"}, True),
        ("CLINIC&&", {"CLINIC"}, True),
        ("&&ISO", {"ISO", ""}, False),
        ("", {""}, True),
        ("OTHER", {""}, False),
    ],
)
def test_another_authoritys_number_is_not_ours_though_it_be_equal(
    authority: str, listed: set[str], is_ours: bool
) -> None:
    assert bool(record_numbers((("10442", authority, "MR"),), frozenset(listed))) is is_ours
    found = decide(asked(authority=authority), (ROSA, TWIN), authorities=frozenset(listed))
    assert (found.outcome == "filed") is is_ours


# What speaks against it


def test_a_record_number_and_an_order_number_of_different_patients_file_nothing() -> None:
    ordered = replace(TWIN, order_numbers=frozenset({"778"}))
    found = match(asked(order="778"), ROSA, ordered)
    assert (found.outcome, found.patient_id) == ("unmatched", None)
    assert found.reason == "The numbers in the message belong to different patients."


def test_two_record_numbers_of_different_patients_file_nothing() -> None:
    both = replace(asked(), identifiers=(("10442", OURS, "MR"), ("10443", OURS, "MR")))
    assert match(both).outcome == "unmatched"


def test_a_record_number_that_nobody_has_stops_what_an_order_number_would_file() -> None:
    ordered = replace(ROSA, order_numbers=frozenset({"778"}))
    assert match(asked("55555010", order="778"), ordered).outcome == "suggested"


@pytest.mark.parametrize("born", [None, date(1984, 7, 3), date(1984, 3, 8), date(1900, 1, 1)])
def test_without_the_birth_date_nothing_is_filed_or_suggested(born: date | None) -> None:
    assert match(asked(born=born)).outcome == "unmatched"
    if born == date(1900, 1, 1):
        assert match(asked(born=born), replace(ROSA, birth_date=born)).outcome == "unmatched"


def test_a_sex_that_differs_does_not_file_and_one_that_is_not_known_does() -> None:
    assert match(asked(sex="male")).outcome == "suggested"
    assert match(asked(sex="unknown")).outcome == "filed"
    assert match(asked(), replace(ROSA, sex="other")).outcome == "filed"


def test_another_family_name_needs_the_sex_and_the_whole_given_name() -> None:
    assert match(asked(name="Rosa Berg", sex="unknown"), ROSA).outcome == "suggested"
    assert match(asked(name="Maria Berg"), replace(ROSA, given="Maria Elena")).outcome == "suggested"
    assert match(asked(name="Rosa Berg"), ROSA).outcome == "filed"


def test_of_two_people_of_one_name_and_birth_date_only_two_numbers_tell() -> None:
    first = replace(ROSA, order_numbers=frozenset({"778"}))
    namesake = replace(TWIN, given="Rosa")
    assert match(asked(), first, namesake).outcome == "unmatched"
    assert match(asked(order="778"), first, namesake).patient_id == 1


def test_numbers_that_differ_only_in_leading_zeros_are_one_number_and_file_nothing() -> None:
    assert match(asked(), ROSA, replace(TWIN, mrn="0010442")).outcome == "unmatched"


# Suggested


def test_name_birth_date_and_sex_are_suggested_and_never_filed() -> None:
    found = match(asked("", order="LAB-1"))
    assert (found.outcome, found.patient_id) == ("suggested", 1)
    assert found.reason == "Name, birth date and sex agree, but there is no number of ours."


def test_a_name_alone_suggests_nobody() -> None:
    assert match(asked("", born=None)).outcome == "unmatched"
    assert match(asked("", sex="unknown")).outcome == "unmatched"
    assert match(asked("", name="Rosa Berg")).outcome == "unmatched"


def test_two_people_who_fit_by_name_are_both_shown_and_neither_suggested() -> None:
    found = match(asked(""), ROSA, replace(TWIN, given="Rosa"))
    assert (found.outcome, found.patient_id) == ("unmatched", None)
    assert [one.patient_id for one in found.candidates] == [1, 2]
    assert match(asked(""), ROSA, replace(TWIN, given="Rosa", sex="unknown")).outcome == "unmatched"


def test_nobody_at_all_is_unmatched() -> None:
    assert decide(asked(), (), authorities=AUTHORITIES) == Match(
        "unmatched", None, "No patient fits by name, birth date and sex, and the record number is nobody's.", ()
    )


# What a person sees


def test_candidates_come_best_first_with_their_reasons() -> None:
    found = match(asked("10424", name="Rosa Diaz"))
    best, second = found.candidates
    assert (best.patient_id, second.patient_id) == (1, 2)
    assert best.score > second.score
    assert "Record number is one slip apart." in best.why
    assert "Given name is the same." in best.why
    assert "Given name differs." in second.why


def test_strangers_who_only_share_a_birth_date_are_not_shown() -> None:
    stranger = Candidate(3, "77123", "Olaf", "Berg", BORN, "male")
    assert {one.patient_id for one in match(asked(), ROSA, stranger).candidates} == {1}


def test_all_that_agrees_scores_a_hundred() -> None:
    ordered = replace(ROSA, order_numbers=frozenset({"778"}))
    assert match(asked(order="778"), ordered).candidates[0].score == 100


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana", "Anna", False),
        ("Jon", "John", False),
        ("Jon", "Jonathan", True),
        ("J", "John", False),
        ("J R", "J Robert", False),
        ("Elena", "Maria Elena", False),
        ("Maria Elena", "Maria Teresa", False),
        ("Mary A", "Mary Ann", True),
        ("Liz", "ELIZABETH", True),
        ("Liz", "Beth", False),
        ("Catherine", "Katherine", False),
        ("Łukasz", "Lukasz", True),
        ("Nguyễn", "NGUYEN", True),
        ("रवि", "रव", False),
        ("Test1", "Test2", False),
        ("", "", False),
        ("Unknown", "Unknown", False),
        ("Na", "Na", True),
    ],
)
def test_which_given_names_are_one_persons(one: str, other: str, same: bool) -> None:
    assert same_given(one, other) is same
    assert same_given(other, one) is same
