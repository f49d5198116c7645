"""Posting by hand: whose it is, values with range and flag as they are typed, criticals told, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from sqlalchemy import event, select
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import Attachment, DiagnosticReport, Observation, Patient
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.db.result_stories import POTASSIUM, file_report
from tests.results import panel_id

PDF = ("x-ray.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
SODIUM_CODE, POTASSIUM_CODE = "2951-2", "2823-3"
MIDNIGHT = time(0, 0)  # of today: never ahead
MOST_ELEMENTS = 120
MOST_STATEMENTS = 20


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


class Form:
    """The form for a patient, its fields by their names."""

    def __init__(self, clinic: Clinic, patient: Patient, kind: str, name: str = "alice") -> None:
        self.app: AppTest = visit(clinic.sign_in(name), "post-result", patient=str(patient.id))
        assert not self.app.exception
        self.start = f"post:{patient.id}:{kind}"
        if kind == "document":
            self.app.radio(key=f"post:kind:{patient.id}").set_value("A report as a file").run()
        else:
            self.app.selectbox(key=f"panel:{patient.id}").set_value(int(kind)).run()

    def key(self, field: str) -> str:
        token = self.app.session_state[f"once:{self.start}"]
        return f"{self.start}:{token}:{field}"

    def type(self, field: str, text: str) -> None:
        self.app.text_input(key=self.key(field)).set_value(text).run()

    def at(self, field: str, moment: time = MIDNIGHT) -> None:
        self.app.time_input(key=self.key(f"{field}:at")).set_value(moment).run()

    def post(self) -> None:
        press(self.app, self.key("post"))

    @property
    def said(self) -> str:
        return " ".join(one.value for one in (*self.app.warning, *self.app.error, *self.app.success))


def bmp(clinic: Clinic, patient: Patient) -> Form:
    return Form(clinic, patient, str(panel_id(clinic, "bmp")))


def reports(clinic: Clinic) -> list[DiagnosticReport]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(DiagnosticReport).where(DiagnosticReport.source == "manual")))


def values(clinic: Clinic) -> dict[str, str]:
    with clinic.db.transaction() as session:
        found = session.execute(select(Observation.code, Observation.value_text))
        return {row.code: row.value_text for row in found}


# ---- whose it is ----------------------------------------------------------------------------------------


def test_the_patient_is_searched_for_and_nobody_is_chosen_by_default(clinic: Clinic) -> None:
    rosa = clinic.patient()
    app = visit(clinic.alice, "post-result")
    app.text_input(key="posting:find:text").set_value(rosa.family).run()
    [found] = [one for one in app.radio if one.label == "Which one"]
    assert found.value is None
    found.set_value(rosa.id).run()
    app.run()
    assert app.query_params["patient"] in (str(rosa.id), [str(rosa.id)])
    assert rosa.mrn in texts(app)


def test_a_patient_who_does_not_exist_is_searched_for_anew(clinic: Clinic) -> None:
    app = visit(clinic.alice, "post-result", patient="999999")
    assert not app.exception
    assert any("doesn't exist" in one.value for one in app.warning)


def test_the_patients_page_leads_here_who_may_post(clinic: Clinic) -> None:
    rosa = clinic.patient()
    for name, leads in (("alice", True), ("dev", True), ("carla", False), ("erin", False)):
        app = visit(clinic.sign_in(name), "patients", patient=str(rosa.id))
        assert ("Post a result" in [str(link.proto.label) for link in app.get("page_link")]) is leads, name


@pytest.mark.parametrize("name", ["ben", "carla", "erin", "farid"])
def test_who_may_not_post_is_not_shown_the_page(clinic: Clinic, name: str) -> None:
    rosa = clinic.patient()
    app = visit(clinic.sign_in(name), "post-result", patient=str(rosa.id))
    assert not app.exception
    assert "What is posted" not in [one.label for one in app.radio]


# ---- values ---------------------------------------------------------------------------------------------


def test_range_flag_and_change_stand_beside_what_is_typed(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, POTASSIUM, days_ago=20)
    form = bmp(clinic, rosa)
    assert "3.5-5.1" in texts(form.app)
    form.type(f"value:{POTASSIUM_CODE}", "5.4")
    for words in ("▲</span> High", "↗ +1.3 (+32 %)", "20 days ago"):
        assert words in texts(form.app), words
    assert not reports(clinic)


def test_the_range_is_the_patients_own(clinic: Clinic) -> None:
    woman, man = clinic.patient(sex="female"), clinic.patient("Tom", "Berg", sex="male")
    number = str(panel_id(clinic, "hemoglobin"))
    shown = [texts(Form(clinic, one, number).app) for one in (woman, man)]
    assert shown[0].partition("ps-reference")[2][:60] != shown[1].partition("ps-reference")[2][:60]


def test_posted_values_say_that_they_were_released_and_lead_to_the_task(clinic: Clinic) -> None:
    rosa = clinic.patient()
    form = bmp(clinic, rosa)
    form.type(f"value:{SODIUM_CODE}", "140")
    form.at("collected")
    form.post()
    assert "The result is posted" in form.said
    assert "the rule" in texts(form.app).partition("In the portal:")[2][:300]
    assert values(clinic) == {SODIUM_CODE: "140"}
    assert "Open the result" in [str(link.proto.label) for link in form.app.get("page_link")]
    assert form.app.text_input(key=form.key(f"value:{SODIUM_CODE}")).value == ""


def test_without_a_time_nothing_is_posted_and_nothing_typed_is_lost(clinic: Clinic) -> None:
    rosa = clinic.patient()
    form = bmp(clinic, rosa)
    form.type(f"value:{SODIUM_CODE}", "140")
    form.post()
    assert "Choose a day and a time." in form.said
    assert not reports(clinic)
    assert form.app.text_input(key=form.key(f"value:{SODIUM_CODE}")).value == "140"


def test_a_value_that_cannot_be_read_is_named_at_its_field(clinic: Clinic) -> None:
    form = bmp(clinic, clinic.patient())
    form.type(f"value:{SODIUM_CODE}", "14,0x")
    form.at("collected")
    form.post()
    assert "be read as a number" in texts(form.app)
    assert not reports(clinic)


def test_a_critical_value_asks_who_was_told_when_and_read_back(clinic: Clinic) -> None:
    form = bmp(clinic, clinic.patient())
    assert "Who was told" not in [one.label for one in form.app.text_input]
    form.type(f"value:{POTASSIUM_CODE}", "6.9")
    assert "Critical: Potassium" in form.said
    form.at("collected")
    form.post()
    assert "Say who was told" in form.said
    form.type("told", "Dr. Patel")
    form.at("told-at")
    form.post()
    assert "read back" in form.said
    assert not reports(clinic)
    form.app.checkbox(key=form.key("read-back")).check().run()
    form.post()
    [report] = reports(clinic)
    assert (report.severity, report.critical_told_to, report.critical_read_back) == (2, "Dr. Patel", True)


def test_a_double_click_posts_once(clinic: Clinic) -> None:
    form = bmp(clinic, clinic.patient())
    form.type(f"value:{SODIUM_CODE}", "140")
    form.at("collected")
    key = form.key("post")
    form.app.button(key=key).click().run()
    form.post()  # the form that stands there now is a new one, and empty
    assert len(reports(clinic)) == 1


def test_what_was_typed_last_is_posted_though_it_was_not_drawn_yet(clinic: Clinic) -> None:
    form = bmp(clinic, clinic.patient())
    form.at("collected")
    form.type(f"value:{SODIUM_CODE}", "14")
    form.app.text_input(key=form.key(f"value:{SODIUM_CODE}")).set_value("140")
    form.post()
    assert values(clinic) == {SODIUM_CODE: "140"}


def test_a_value_that_turned_critical_in_the_last_moment_is_not_posted_untold(clinic: Clinic) -> None:
    form = bmp(clinic, clinic.patient())
    form.at("collected")
    form.type(f"value:{POTASSIUM_CODE}", "6")
    form.app.text_input(key=form.key(f"value:{POTASSIUM_CODE}")).set_value("6.9")
    form.post()
    assert "Say who was told" in form.said
    assert not reports(clinic)


def test_the_same_moment_again_is_asked_about_and_posted_only_on_purpose(clinic: Clinic) -> None:
    rosa = clinic.patient()
    for _ in range(2):
        form = bmp(clinic, rosa)
        form.type(f"value:{SODIUM_CODE}", "140")
        form.at("collected")
        form.post()
    assert "posted this result of the same moment already" in form.said
    assert len(reports(clinic)) == 1
    press(form.app, form.key("again"))
    assert len(reports(clinic)) == 2


def test_what_was_typed_for_one_patient_is_not_there_for_the_next(clinic: Clinic) -> None:
    rosa, tom = clinic.patient(), clinic.patient("Tom", "Berg")
    form = bmp(clinic, rosa)
    form.type(f"value:{SODIUM_CODE}", "140")
    form.app.query_params["patient"] = str(tom.id)
    form.app.run()
    form.app.selectbox(key=f"panel:{tom.id}").set_value(panel_id(clinic, "bmp")).run()
    assert "140" not in [one.value for one in form.app.text_input]


def test_the_largest_panel_keeps_to_its_elements_and_statements(clinic: Clinic) -> None:
    form = Form(clinic, clinic.patient(), str(panel_id(clinic, "cbc")))
    statements: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    form.app.run()
    assert len(list(form.app.main)) <= MOST_ELEMENTS
    assert 3 < len(statements) <= MOST_STATEMENTS, "\n".join(statements)


# ---- a report as a file ---------------------------------------------------------------------------------


def test_an_imaging_report_is_posted_with_its_file(clinic: Clinic) -> None:
    form = Form(clinic, clinic.patient(), "document")
    form.type("title", "Chest X-ray")
    form.app.file_uploader(key=form.key("files")).set_value([PDF]).run()
    form.at("performed")
    form.post()
    assert "abnormal or critical" in form.said  # nobody said what it says
    form.app.radio(key=form.key("finding")).set_value("A").run()
    form.post()
    [report] = reports(clinic)
    assert (report.display, report.category, report.severity) == ("Chest X-ray", "imaging", 1)
    with clinic.db.transaction() as session:
        assert session.scalars(select(Attachment.report_id)).all() == [report.id]


def test_a_file_that_lies_about_itself_is_refused_and_the_title_stays(clinic: Clinic) -> None:
    form = Form(clinic, clinic.patient(), "document")
    form.type("title", "Chest X-ray")
    form.app.file_uploader(key=form.key("files")).set_value([("x.pdf", b"<script>", "application/pdf")]).run()
    form.at("performed")
    form.app.radio(key=form.key("finding")).set_value("").run()
    form.post()
    assert "something else" in form.said
    assert not reports(clinic)
    assert form.app.text_input(key=form.key("title")).value == "Chest X-ray"
