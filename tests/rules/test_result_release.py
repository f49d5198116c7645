"""A final result is shown at once; a hold needs a reason, a rationale and an end, and only one kind ends by itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.loinc import is_loinc
from rules.result_release import (
    STANDARD,
    Audience,
    Hold,
    HoldRefused,
    Reason,
    ReleaseProblem,
    ReleaseRules,
    check_hold,
    covers,
    default_expiry,
    held_by,
    in_force,
    is_due,
    on_expiry,
    opens_at,
    reading_step,
    releasable,
    rules_from_json,
    rules_to_json,
    state_rule_classes,
    warnings,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "She asked to talk about it first."

reasons = st.sampled_from(get_args(Reason))
audiences = st.sampled_from(get_args(Audience))
spans = st.timedeltas(timedelta(seconds=1), timedelta(days=400))


def hold(reason: Reason = "patient-request", audience: Audience = "everybody", **more: Any) -> Hold:
    return Hold(reason, audience, NOW, **{"expires_at": NOW + 3 * DAY, **more})


def refused(*args: Any, **more: Any) -> str:
    """The field that is refused."""
    with pytest.raises(HoldRefused) as problem:
        check_hold(*args, **more)
    assert problem.value.sentence.endswith(".")
    return problem.value.field


def test_only_final_and_corrected_reports_are_released() -> None:
    known = ("registered", "preliminary", "final", "corrected", "cancelled", "entered-in-error", "", "FINAL")
    assert [status for status in known if releasable(status)] == ["final", "corrected"]


def test_a_final_result_opens_at_once() -> None:
    assert opens_at(NOW) == NOW
    assert opens_at(NOW, ReleaseRules(blanket_delay_days=2)) == NOW + 2 * DAY


@given(reasons, audiences, spans, spans)
def test_no_hold_opens_by_itself_but_one_that_the_patient_asked_for(
    reason: Reason, audience: Audience, length: timedelta, later: timedelta
) -> None:
    this = hold(reason, audience, expires_at=NOW + length)
    held = in_force(this, NOW + length + later)
    assert held == (reason != "patient-request")
    assert on_expiry(this) == ("escalate" if held else "release")
    assert is_due(this, NOW + length + later)


@given(reasons, spans, spans)
def test_every_hold_holds_until_its_expiry_unless_a_person_ends_it(
    reason: Reason, length: timedelta, before: timedelta
) -> None:
    this = hold(reason, expires_at=NOW + length)
    moment = max(NOW, NOW + length - before)
    assert in_force(this, moment)
    assert not in_force(hold(reason, expires_at=NOW + length, ended_at=moment), moment)


def test_what_is_due_is_known_ahead_and_by_its_review() -> None:
    this = hold("harm", expires_at=NOW + 5 * DAY, review_on=NOW + 2 * DAY)
    assert not is_due(this, NOW + DAY)
    assert is_due(this, NOW + DAY, DAY)
    assert is_due(this, NOW + 2 * DAY)
    assert not is_due(hold(ended_at=NOW + DAY), NOW + 9 * DAY)


@pytest.mark.parametrize(
    ("audience", "patient", "mother", "father"),
    [
        ("everybody", True, True, True),
        ("patient", True, False, False),
        ("proxies", False, True, True),
        ("account", False, True, False),
        ("nobody", False, False, False),
    ],
)
def test_an_audience_covers_whom_it_names(audience: str, patient: bool, mother: bool, father: bool) -> None:
    named = 2 if audience == "account" else None
    assert covers(audience, named, account_id=1, own=True) is patient
    assert covers(audience, named, account_id=2, own=False) is mother
    assert covers(audience, named, account_id=3, own=False) is father


def test_an_account_audience_without_an_account_covers_nobody() -> None:
    assert not covers("account", None, account_id=1, own=True)


def test_the_hold_that_lasts_longest_is_the_one_that_is_named() -> None:
    asked = hold(expires_at=NOW + 3 * DAY)
    teen = hold("adolescent", "proxies", expires_at=NOW + DAY)
    over = hold("harm", expires_at=NOW + 9 * DAY, ended_at=NOW)
    holds = [asked, teen, over]
    assert held_by(holds, account_id=1, own=True, now=NOW) == asked
    assert held_by(holds, account_id=2, own=False, now=NOW) == teen
    assert held_by(holds, account_id=1, own=True, now=NOW + 4 * DAY) is None
    assert held_by(holds, account_id=2, own=False, now=NOW + 40 * DAY) == teen
    assert held_by([], account_id=1, own=True, now=NOW) is None


def test_a_hold_from_an_audience_that_isnt_known_holds_from_everybody() -> None:
    strange = Hold("harm", "nobody", NOW, NOW + DAY)  # type: ignore[arg-type]
    assert held_by([strange], account_id=1, own=True, now=NOW) == strange


@given(reasons)
def test_the_default_of_each_reason_is_allowed_to_one_clinician(reason: Reason) -> None:
    check_hold(reason, WHY, default_expiry(reason, NOW), NOW, clinician=True)


def test_the_patients_own_request_holds_for_three_days() -> None:
    assert default_expiry("patient-request", NOW) == NOW + 3 * DAY


@pytest.mark.parametrize(
    ("args", "more", "field"),
    [
        (("dislike", WHY, NOW + DAY, NOW), {}, "reason"),
        (("patient-request", " ", NOW + DAY, NOW), {}, "rationale"),
        (("patient-request", "asked", NOW + DAY, NOW), {}, "rationale"),
        (("patient-request", "a" * 2_001, NOW + DAY, NOW), {}, "rationale"),
        (("patient-request", WHY, None, NOW), {}, "expires_at"),
        (("patient-request", WHY, NOW, NOW), {}, "expires_at"),
        (("patient-request", WHY, NOW + 31 * DAY, NOW), {"second_clinician": True}, "expires_at"),
        (("patient-request", WHY, NOW + 8 * DAY, NOW), {}, "second_clinician"),
        (("patient-request", WHY, NOW + 3 * DAY, NOW), {"since": NOW - 5 * DAY}, "second_clinician"),
        (("harm", WHY, NOW + DAY, NOW), {}, "clinician"),
        (("harm", WHY, NOW + DAY, NOW), {"clinician": True, "review_on": NOW + 2 * DAY}, "review_on"),
        (("state-rule", WHY, NOW + DAY, NOW), {"audience": "nobody"}, "audience"),
        (("state-rule", WHY, NOW + DAY, NOW), {"audience": "account"}, "account_id"),
        (("state-rule", WHY, NOW + DAY, NOW), {"audience": "proxies", "account_id": 3}, "account_id"),
    ],
)
def test_a_hold_that_lacks_something_is_refused_and_the_field_named(
    args: tuple[Any, ...], more: dict[str, Any], field: str
) -> None:
    assert refused(*args, **more) == field


def test_a_second_clinician_carries_a_hold_beyond_seven_days_and_a_renewal_too() -> None:
    check_hold("harm", WHY, NOW + 30 * DAY, NOW, clinician=True, second_clinician=True)
    check_hold("state-rule", WHY, NOW + 14 * DAY, NOW, second_clinician=True, since=NOW - 60 * DAY)
    check_hold("patient-request", WHY, NOW + 2 * DAY, NOW, since=NOW - 5 * DAY)
    check_hold("adolescent", WHY, NOW + DAY, NOW, audience="account", account_id=3)


@given(reasons, spans, st.booleans())
def test_no_hold_reaches_beyond_what_its_clinicians_may(reason: Reason, length: timedelta, second: bool) -> None:
    allowed = STANDARD.longest_days_together if second else STANDARD.longest_days_alone
    try:
        check_hold(reason, WHY, NOW + length, NOW, clinician=True, second_clinician=second)
    except HoldRefused:
        assert length > allowed * DAY
    else:
        assert length <= allowed * DAY


@pytest.mark.parametrize(
    ("waited", "step"),
    [
        (0, ""),
        (2.9, ""),
        (3, "nudge"),
        (6.9, "nudge"),
        (7, "tell-staff"),
        (20.9, "tell-staff"),
        (21, "letter"),
        (99, "letter"),
    ],
)
def test_a_result_that_nobody_opens_is_followed_up_in_steps(waited: float, step: str) -> None:
    assert reading_step(NOW, None, NOW + waited * DAY, STANDARD) == step
    assert reading_step(NOW, NOW + DAY, NOW + waited * DAY, STANDARD) == ""


def test_the_steps_follow_the_clinics_settings() -> None:
    mine = ReleaseRules(nudge_days=1, tell_staff_days=2, letter_days=4)
    assert [reading_step(NOW, None, NOW + days * DAY, mine) for days in range(5)] == [
        "", "nudge", "tell-staff", "tell-staff", "letter",
    ]  # fmt: skip


def test_no_class_is_held_unless_a_clinic_chose_it() -> None:
    assert state_rule_classes(["7917-8", "2345-7"]) == ()
    chosen = ReleaseRules(held_classes=("hiv", "genetic"))
    assert state_rule_classes(["7917-8", "2345-7"], chosen) == ("hiv",)
    assert state_rule_classes(["2345-7"], chosen) == ()


def test_the_example_classes_hold_real_codes() -> None:
    assert all(is_loinc(code) for codes in STANDARD.classes.values() for code in codes)


@pytest.mark.parametrize("days", [1, 3, 30])
def test_a_delay_for_everybody_is_never_set_without_what_the_law_thinks_of_it(days: int) -> None:
    (sentence,) = warnings(ReleaseRules(blanket_delay_days=days))
    assert "45 CFR part 171" in sentence
    assert "Cures Act" in sentence
    assert f"{days} day" in sentence


def test_the_standard_settings_hold_nothing_back_and_need_no_warning() -> None:
    assert warnings(STANDARD) == ()
    assert "hiv" in warnings(ReleaseRules(held_classes=("hiv",)))[0]


def test_the_settings_survive_json() -> None:
    mine = ReleaseRules(harm_days=5, held_classes=("ours",), classes={"ours": ("2345-7",)})
    assert rules_from_json(json.loads(json.dumps(rules_to_json(mine)))) == mine
    assert rules_from_json({}) == STANDARD


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([], ""),
        ({"harm_days": "3"}, "harm_days"),
        ({"harm_days": True}, "harm_days"),
        ({"harm_days": 0}, "harm_days"),
        ({"harm_days": 8}, "harm_days"),
        ({"blanket_delay_days": -1}, "blanket_delay_days"),
        ({"blanket_delay_days": 91}, "blanket_delay_days"),
        ({"longest_days_together": 6}, "longest_days_together"),
        ({"nudge_days": 7}, "tell_staff_days"),
        ({"delay": 3}, "delay"),
        ({"classes": []}, "classes"),
        ({"classes": {"": ["2345-7"]}}, "classes"),
        ({"classes": {"ours": "2345-7"}}, "classes.ours"),
        ({"classes": {"ours": ["2345-8"]}}, "classes.ours"),
        ({"classes": {"ours": [3]}}, "classes.ours"),
        ({"held_classes": ["unheard of"]}, "held_classes"),
        ({"held_classes": "hiv"}, "held_classes"),
    ],
)
def test_settings_that_cant_be_used_are_refused_and_the_field_named(value: Any, field: str) -> None:
    with pytest.raises(ReleaseProblem) as problem:
        rules_from_json(value)
    assert problem.value.field == field
    assert problem.value.sentence.endswith(".")
