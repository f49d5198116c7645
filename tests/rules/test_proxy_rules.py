"""Who may act for whom: the ground, its checks, the second signature, and what can't be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.proxy_ages import PRESETS, STANDARD, birthday, scopes_on
from rules.proxy_rules import (
    bases_for,
    cautions,
    checks_for,
    is_guardian_email,
    may_approve,
    needs_two,
    refusals,
)
from rules.proxy_scopes import BASES, CHECKS, RELATIONS, SCOPES

TODAY = date(2026, 3, 2)
CHILD, TEEN, ADULT = date(2019, 6, 1), date(2012, 6, 1), date(1950, 6, 1)
ALL = tuple(SCOPES)
MET = dict.fromkeys(CHECKS, "met")
verdicts = st.sampled_from(("met", "unmet", "unknown"))


def missing(basis: str, **change: Any) -> list[str]:
    """The kinds of what is missing in a case in which nothing is, but for the change."""
    minor = BASES[basis].of_adults is False
    case: dict[str, Any] = {
        "checks": MET,
        "consent": "none" if minor else "portal",
        "relation": "parent" if basis == "parental" else "foster" if minor else "spouse",
        "scopes": ALL,
        "birth_date": TEEN if basis == "minor-full" else CHILD if minor else ADULT,
        "starts_on": TODAY,
    } | change
    found = may_approve(basis, case.pop("checks"), case.pop("consent"), **case)
    assert all(each.sentence.endswith(".") for each in found)
    return [each.kind for each in found]


@pytest.mark.parametrize("basis", BASES)
def test_what_was_checked_and_agreed_may_be_approved(basis: str) -> None:
    assert missing(basis) == []


@given(st.sampled_from(tuple(BASES)), st.dictionaries(st.sampled_from(tuple(CHECKS)), verdicts))
def test_nothing_is_approved_while_a_check_is_unmet_or_unknown(basis: str, checks: dict[str, str]) -> None:
    assert missing(basis, checks=checks) == [kind for kind in checks_for(basis) if checks.get(kind) != "met"]


def test_every_ground_asks_for_identities_and_safeguarding_and_the_patients_own_mailbox() -> None:
    for basis in BASES:
        assert {"proxy-identity", "patient-identity", "safeguarding", "own-email"} <= set(checks_for(basis))
    assert {"relation", "others-asked"} <= set(checks_for("parental"))
    assert set(checks_for("custodial")) == set(checks_for("minor-full")) == set(CHECKS)
    assert "authority" in checks_for("consent") and "authority" in checks_for("legal")


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_ground_is_for_minors_or_for_adults_never_for_both(relation: str) -> None:
    assert not any(BASES[basis].of_adults for basis in bases_for(relation, minor=True))
    assert all(BASES[basis].of_adults for basis in bases_for(relation, minor=False))
    assert bases_for(relation, minor=False)


def test_only_a_parent_has_access_as_a_parent_and_a_minor_has_no_grown_up_child() -> None:
    assert [relation for relation in RELATIONS if "parental" in bases_for(relation, minor=True)] == ["parent"]
    assert bases_for("child", minor=True) == bases_for("spouse", minor=True) == ()
    assert bases_for("cousin", minor=False) == ()
    assert missing("consent", relation="cousin") == ["basis"]


@pytest.mark.parametrize(
    ("basis", "change"),
    [
        ("parental", {"birth_date": ADULT}),
        ("parental", {"birth_date": birthday(TODAY, -18)}),
        ("parental", {"relation": "foster"}),
        ("consent", {"birth_date": TEEN}),
        ("four-eyes", {"birth_date": CHILD}),
        ("minor-full", {"birth_date": CHILD}),
    ],
)
def test_a_ground_that_isnt_one_for_this_patient_is_refused(basis: str, change: dict[str, Any]) -> None:
    assert missing(basis, **change) == ["basis"]


def test_an_adults_consent_is_given_in_the_portal_or_on_paper() -> None:
    assert missing("consent", consent="paper") == []
    assert missing("consent", consent="none") == ["consent"]


def test_without_the_adults_consent_two_of_the_staff_approve() -> None:
    assert [basis for basis in BASES if needs_two(basis, "none")] == ["consent", "legal", "four-eyes"]
    assert [basis for basis in BASES if needs_two(basis, "paper")] == ["four-eyes"]


@pytest.mark.parametrize("scopes", [(), ("everything",), ("results", "everything")])
def test_access_to_nothing_or_to_something_unheard_of_is_refused(scopes: tuple[str, ...]) -> None:
    assert missing("consent", scopes=scopes) == ["scopes"]


def test_what_a_parent_asks_of_a_teenagers_record_must_be_open_at_that_age() -> None:
    assert missing("parental", birth_date=TEEN, scopes=("results", "notes")) == ["scopes"]
    assert missing("parental", birth_date=TEEN, scopes=("results", "messages")) == []


def test_where_the_law_asks_the_child_their_word_is_authority_too() -> None:
    nhs, unasked = PRESETS["NHS"], MET | {"authority": "unknown"}
    assert missing("parental", checks=unasked, birth_date=birthday(TODAY, -10), ages=nhs) == []
    assert missing("parental", checks=unasked, birth_date=birthday(TODAY, -11), ages=nhs) == ["authority"]


@given(st.sampled_from(tuple(BASES)), st.dates(date(1930, 1, 1), date(2026, 3, 1)), st.sampled_from(tuple(RELATIONS)))
def test_what_may_be_approved_opens_something_today(basis: str, born: date, relation: str) -> None:
    if not may_approve(basis, MET, "paper", relation=relation, scopes=ALL, birth_date=born, starts_on=TODAY):
        assert scopes_on(basis, ALL, born, TODAY)


def kinds(**case: Any) -> list[str]:
    found = refusals(today=TODAY, **case)
    assert all(each.sentence.endswith(".") for each in found)
    return [each.kind for each in found]


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        ({}, []),
        ({"birth_date": TODAY, "proxy_birth_date": TODAY}, []),
        ({"birth_date": date(2026, 3, 3)}, ["birth_date"]),
        ({"proxy_birth_date": date(2062, 1, 1)}, ["proxy_birth_date"]),
        ({"patient_id": 7, "proxy_patient_id": 7}, ["proxy"]),
        ({"patient_id": 7, "proxy_patient_id": 8}, []),
        ({"patient_id": 7}, []),
        ({"asked_end": TODAY}, ["ends_on"]),
        ({"asked_end": date(2025, 1, 1)}, ["ends_on"]),
        ({"asked_end": date(2026, 3, 3)}, []),
        ({"birth_date": ADULT, "patient_acts_for_proxy": True}, []),
        ({"birth_date": TEEN, "patient_acts_for_proxy": True}, ["proxy"]),
    ],
)
def test_what_cant_be_is_refused_with_a_sentence(case: dict[str, Any], refused: list[str]) -> None:
    assert kinds(**case) == refused


def test_approving_refuses_it_too() -> None:
    assert missing("parental", birth_date=date(2027, 1, 1)) == ["birth_date"]
    assert missing("consent", asked_end=TODAY) == ["ends_on"]


def test_two_adults_who_act_for_each_other_and_a_shared_mailbox_need_a_look() -> None:
    assert cautions() == ()
    assert len(cautions(patient_acts_for_proxy=True)) == len(cautions(shared_email=True)) == 1
    assert len(cautions(patient_acts_for_proxy=True, shared_email=True)) == 2


@pytest.mark.parametrize(
    ("patient", "others", "shared"),
    [
        ("ana@example.org", ["ana@example.org"], True),
        (" Ana@Example.org ", ["ANA@example.ORG"], True),
        ("ana+leo@example.org", ["ben@example.org", "ana@example.org"], True),
        ("leo@example.org", ["ana@example.org"], False),
        ("ana@example.org", ["ana@example.com"], False),
        ("", ["", " "], False),
        ("leo@example.org", [], False),
        ("leo", ["leo"], False),
    ],
)
def test_a_teenagers_account_on_a_guardians_address_is_found(patient: str, others: list[str], shared: bool) -> None:
    assert is_guardian_email(patient, others) is shared


def test_the_standard_ages_are_those_of_the_us() -> None:
    assert (STANDARD.limited_from, STANDARD.ends_at, STANDARD.jurisdiction) == (12, 18, "US")
