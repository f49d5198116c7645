"""Results to watch: held, not read, not followed up; each list as long as its number says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from console.kit.times import local
from db.engine import use
from db.models import DiagnosticReport, ResultHold
from tests.conftest import Clinic
from tests.console.visiting import press, visit
from tests.db.result_stories import HIGH_POTASSIUM, POTASSIUM, SODIUM, Filed, file_report, release

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, view: str = "holds", name: str = "alice") -> AppTest:
    app = visit(clinic.sign_in(name), "results-to-watch", view=view)
    assert not app.exception
    return app


def listed(app: AppTest) -> str:
    return " ".join(str(e.proto) for e in app.get("bidi_component") if "watch:list" in str(e.proto))


def rows(app: AppTest) -> int:
    return listed(app).count('\\"dueTitle\\"')


def label(app: AppTest, view: str) -> str:
    return str(app.button(key=f"watch:{view}").label)


def hold(clinic: Clinic, filed: Filed, *, days: float = 2, audience: str = "everybody") -> None:
    with clinic.db.transaction() as session:
        session.add(
            ResultHold(
                report_id=filed.report_id, patient_id=filed.patient_id, reason="patient-request",
                rationale="She asked.", audience=audience, decided_by_id=clinic.staff_id("dev"),
                starts_at=func.now() - timedelta(days=5), expires_at=func.now() + timedelta(days=days),
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("view", "words"),
    [("holds", "Nothing is held"), ("not-read", "has been read"), ("unfinished", "was reviewed and followed up")],
)
def test_an_empty_list_says_so(clinic: Clinic, view: str, words: str) -> None:
    assert words in listed(opened(clinic, view))


def test_a_hold_says_from_whom_why_by_whom_and_until_when(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM)
    hold(clinic, filed)
    app = opened(clinic)
    for words in ("Rosa Diaz", "held from the patient and proxies", "the patient asked for it", "Dev Patel", "until"):
        assert words in listed(app), words
    assert label(app, "holds") == "Holds due 1"


def test_a_hold_of_a_week_says_the_day_so_that_nobody_takes_it_for_today(clinic: Clinic) -> None:
    hold(clinic, file_report(clinic, clinic.patient(), SODIUM), days=7)
    with clinic.db.transaction() as session:
        ends = local(session.scalars(select(ResultHold.expires_at)).one())
    assert f"until {ends:%a %d %b, %H:%M}" in listed(opened(clinic))


def test_the_name_of_a_test_stands_in_its_line_once(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM, display="Sodium")
    with clinic.db.transaction() as session:
        session.get_one(DiagnosticReport, filed.report_id).headline = "Sodium 150 mmol/L (H)"
    line = listed(opened(clinic, "unfinished"))
    assert line.count("Sodium") == 1


def test_a_hold_that_ran_out_says_so(clinic: Clinic) -> None:
    hold(clinic, file_report(clinic, clinic.patient(), SODIUM), days=-1)
    assert "ran out" in listed(opened(clinic))


def test_two_holds_of_one_result_are_two_lines(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM)
    hold(clinic, filed, audience="patient")
    hold(clinic, filed, audience="proxies")
    app = opened(clinic)
    assert label(app, "holds") == "Holds due 2"
    assert rows(app) == 2


def test_what_nobody_opened_stands_there_after_three_days(clinic: Clinic) -> None:
    for given, days in (("Nora", 4), ("Abe", 1)):
        release(clinic, file_report(clinic, clinic.patient(given, "Stone"), POTASSIUM, days_ago=days), days_ago=days)
    app = opened(clinic, "not-read")
    assert "Nora Stone" in listed(app)
    assert "Abe Stone" not in listed(app)
    assert label(app, "not-read") == "Not read by the patient 1"


def test_abnormal_results_stand_there_until_somebody_reviewed_them(clinic: Clinic) -> None:
    for given, value in (("Nora", POTASSIUM), ("Abe", SODIUM), ("Cora", HIGH_POTASSIUM)):
        file_report(clinic, clinic.patient(given, "Stone"), value)
    app = opened(clinic, "unfinished")
    assert "Nora Stone" not in listed(app)
    for words in ("Abe Stone", "Cora Stone", "critical", "nobody has reviewed it"):
        assert words in listed(app), words
    assert label(app, "unfinished") == "Abnormal without finished follow-up 2"
    assert rows(app) == 2


def test_a_button_changes_the_list_and_the_address(clinic: Clinic) -> None:
    file_report(clinic, clinic.patient(), SODIUM)
    app = opened(clinic)
    press(app, "watch:unfinished")
    assert app.query_params["view"] in ("unfinished", ["unfinished"])
    assert "Rosa Diaz" in listed(app)


def test_an_address_that_names_no_list_shows_the_first(clinic: Clinic) -> None:
    assert "Nothing is held" in listed(opened(clinic, "nonsense"))


@pytest.mark.parametrize(
    ("name", "sees"), [("dev", True), ("carla", True), ("ben", False), ("erin", False), ("farid", False)]
)
def test_clinical_roles_see_the_lists_and_nobody_else(clinic: Clinic, name: str, sees: bool) -> None:
    file_report(clinic, clinic.patient(), SODIUM)
    assert ("Rosa Diaz" in listed(opened(clinic, "unfinished", name))) is sees


def test_a_laboratorys_words_are_handed_on_as_text(clinic: Clinic) -> None:
    file_report(clinic, clinic.patient(), SODIUM, display=HOSTILE)
    app = opened(clinic, "unfinished")
    assert not [e for e in app.get("html") if "<img" in str(e.proto)]
