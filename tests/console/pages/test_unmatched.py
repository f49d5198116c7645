"""The page of unmatched results: who may be meant, and saying whose it is; nobody is linked by a slip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import event, select
from streamlit.testing.v1 import AppTest

from console.panes.unmatched_candidates import OURS
from db.actions.result_linking import link
from db.engine import use
from db.models import DiagnosticReport, Patient, Task
from rules.patient_matching import Asked, Candidate, decide
from tests.conftest import Clinic
from tests.console.panes.opened import submit
from tests.console.visiting import pick, press, texts, visit
from tests.labs import file, message, obr, obx, ours, pid, reports, tasks

HOSTILE = "<img src=x onerror=alert(1)>"
MOST_STATEMENTS = 24
MOST_ELEMENTS = 120


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def rosa_by_name(clinic: Clinic) -> tuple[Patient, int]:
    """Rosa, and the task of a result that names her without a number."""
    ours(clinic)
    rosa = clinic.patient(sex="female")
    file(clinic, message(pid(rosa, mrn=""), obr(), obx("5.9", flag="H")))
    [task] = tasks(clinic, "unmatched")
    return rosa, task.id


def opened(clinic: Clinic, task_id: int, name: str = "alice") -> AppTest:
    app = visit(clinic.sign_in(name), "unmatched", task=str(task_id))
    assert not app.exception
    return app


def patient_of(clinic: Clinic) -> int | None:
    [report] = reports(clinic)
    return report.patient_id


def answer(app: AppTest, task_id: int, how: str = "The laboratory confirmed whose it is") -> None:
    """Say in the dialog how one knows."""
    app.radio(key=f"link:{task_id}:how").set_value(how)


def test_an_empty_queue_says_so_kindly(clinic: Clinic) -> None:
    app = visit(clinic.alice, "unmatched")
    assert not app.exception
    assert "All caught up" in str([e.proto for e in app.get("bidi_component")])


def test_what_the_message_says_stands_over_the_candidates_with_signs(clinic: Clinic) -> None:
    rosa, task_id = rosa_by_name(clinic)
    clinic.patient("Rose", rosa.family, birth_date=rosa.birth_date, sex="female")
    page = texts(opened(clinic, task_id))
    for words in ("none sent", "likeliest", "✓</span> same", "≈</span> given name", "Given name is only similar."):
        assert words in page, words
    assert page.index("likeliest") < page.index("Rose")
    assert "Potassium" in page


def test_a_number_of_another_issuer_is_no_record_number(clinic: Clinic) -> None:
    ours(clinic)
    rosa = clinic.patient(sex="female")
    file(clinic, message(pid(rosa, authority="ELSEWHERE"), obr(), obx("4.1")))
    [task] = tasks(clinic, "unmatched")
    assert "issued elsewhere" in texts(opened(clinic, task.id))


def test_the_rules_say_of_our_own_number_what_the_page_looks_for() -> None:
    born = date(1955, 3, 1)
    asked = Asked((("10442", "PORTSIDE", "MR"),), "", "Rosa", "Diaz", born, "female")
    match = decide(asked, [Candidate(1, "10442", "Rosa", "Diaz", born, "female")], authorities=frozenset({"PORTSIDE"}))
    assert OURS in match.candidates[0].why


def test_linking_asks_first_and_names_the_patient(clinic: Clinic) -> None:
    rosa, task_id = rosa_by_name(clinic)
    app = opened(clinic, task_id)
    press(app, f"link:{task_id}:{rosa.id}")
    assert patient_of(clinic) is None
    answer(app, task_id)
    submit(app, f"Link to {rosa.given} {rosa.family}")
    assert patient_of(clinic) == rosa.id
    assert "The result was linked to the patient." in [one.value for one in app.success]
    [made] = tasks(clinic)
    assert app.button(key=f"lead:results:{made.id}").label == "Open the result"


def test_nobody_is_linked_without_saying_how_one_knows(clinic: Clinic) -> None:
    rosa, task_id = rosa_by_name(clinic)
    app = opened(clinic, task_id)
    press(app, f"link:{task_id}:{rosa.id}")
    submit(app, f"Link to {rosa.given} {rosa.family}")
    assert patient_of(clinic) is None
    assert "Say how you know. It is kept with the result." in [one.value for one in app.warning]
    answer(app, task_id, "Something else")
    app.text_input(key=f"link:{task_id}:detail").set_value("Her daughter phoned")
    submit(app, f"Link to {rosa.given} {rosa.family}")
    [report] = reports(clinic)
    assert (report.patient_id, report.match_reason) == (rosa.id, "Her daughter phoned")


def test_somebody_else_is_searched_for(clinic: Clinic) -> None:
    _, task_id = rosa_by_name(clinic)
    tom = clinic.patient("Tom", "Berg", sex="male")
    app = opened(clinic, task_id)
    press(app, f"else:{task_id}")
    app.text_input(key=f"link:{task_id}:find:text").set_value("Tom Berg").run()
    [found] = [one for one in app.radio if one.label == "Which one"]
    assert found.value is None
    found.set_value(tom.id).run()
    answer(app, task_id)
    submit(app, "Link to Tom Berg")
    assert patient_of(clinic) == tom.id


def test_a_new_patient_is_made_from_what_the_message_says(clinic: Clinic) -> None:
    ours(clinic)
    file(clinic, message(pid(family="STRANGE", given="ANA", sex="F"), obr(), obx("4.1")))
    [task] = tasks(clinic, "unmatched")
    app = opened(clinic, task.id)
    press(app, f"new:{task.id}")
    assert [app.text_input(key=f"new-patient:{task.id}:{name}").value for name in ("given", "family")] == [
        "Ana",
        "Strange",
    ]
    submit(app, "Make the patient and link")
    with clinic.db.transaction() as session:
        made = session.scalars(select(Patient).where(Patient.family == "Strange")).one()
        assert (made.given, made.sex) == ("Ana", "female")
    assert patient_of(clinic) == made.id


@pytest.mark.parametrize("born", ["20990101", "22990101"])
def test_a_birth_date_in_the_future_is_shown_as_far_as_it_can_be_and_makes_no_patient(
    clinic: Clinic, born: str
) -> None:
    ours(clinic)
    file(clinic, message(pid(family="STRANGE", given="ANA", sex="F", born=born), obr(), obx("4.1")))
    [task] = tasks(clinic, "unmatched")
    app = opened(clinic, task.id)
    press(app, f"new:{task.id}")
    assert not app.exception
    submit(app, "Make the patient and link")
    assert patient_of(clinic) is None
    assert "This is no birth date of somebody alive." in [one.value for one in app.warning]


def test_a_patient_who_is_there_already_is_not_made_twice(clinic: Clinic) -> None:
    _, task_id = rosa_by_name(clinic)
    app = opened(clinic, task_id)
    press(app, f"new:{task_id}")
    submit(app, "Make the patient and link")
    assert patient_of(clinic) is None
    assert any("exists" in one.value for one in app.warning)


def test_who_comes_second_is_told_and_nothing_is_linked_twice(clinic: Clinic) -> None:
    rosa, task_id = rosa_by_name(clinic)
    tom = clinic.patient("Tom", "Berg", sex="male")
    app = opened(clinic, task_id)
    press(app, f"link:{task_id}:{rosa.id}")
    with clinic.db.transaction() as session:
        version = session.get_one(Task, task_id).version
        link(session, by=clinic.sign_in("dev"), task_id=task_id, seen_version=version, patient_id=tom.id, reason="Seen")
    answer(app, task_id)
    submit(app, f"Link to {rosa.given} {rosa.family}")
    assert patient_of(clinic) == tom.id
    assert "Dev Patel" in texts(app) + " ".join(one.value for one in (*app.warning, *app.caption))


def test_a_manager_sees_that_it_waits_and_links_nobody(clinic: Clinic) -> None:
    rosa, task_id = rosa_by_name(clinic)
    app = opened(clinic, task_id, "carla")
    assert "says whose it is" in " ".join(one.value for one in app.caption)
    assert not [one for one in app.button if one.key == f"link:{task_id}:{rosa.id}"]


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    rosa, task_id = rosa_by_name(clinic)
    page = texts(opened(clinic, task_id, name))
    assert rosa.family not in page
    assert "Whose is it?" not in page


def test_what_a_laboratory_says_of_somebody_is_never_markup(clinic: Clinic) -> None:
    ours(clinic)
    hostile = HOSTILE.replace("&", "")
    file(
        clinic, message(pid(family=hostile, given="**bold**", mrn=f"7{hostile}"), obr(), obx("4.1"), lab=f"L|{hostile}")
    )
    [task] = tasks(clinic, "unmatched")
    app = opened(clinic, task.id)
    assert "&lt;img src=x" in texts(app)
    press(app, f"else:{task.id}")
    press(app, f"new:{task.id}")
    assert "<img" not in texts(app)


def test_the_page_keeps_to_its_statements_and_elements(clinic: Clinic) -> None:
    rosa, task_id = rosa_by_name(clinic)
    for number in range(12):
        clinic.patient(f"Ros{'abcdefghijkl'[number]}", rosa.family, birth_date=rosa.birth_date, sex="female")
    app = opened(clinic, task_id)
    app.session_state[f"everybody:{task_id}"] = True
    statements: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    app.run()
    assert len(list(app.main)) <= MOST_ELEMENTS
    assert 5 < len(statements) <= MOST_STATEMENTS, "\n".join(statements)


def test_a_result_that_is_nobodys_of_ours_is_closed_as_such(clinic: Clinic) -> None:
    _, task_id = rosa_by_name(clinic)
    app = opened(clinic, task_id)
    pick(app, f"close:{task_id}", "not-ours")
    assert clinic.task(task_id).outcome == "not-ours"
    with clinic.db.transaction() as session:
        assert session.scalars(select(DiagnosticReport.patient_id)).all() == [None]
