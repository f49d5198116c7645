"""Files of results on screen: handed in, watched, read again; and codes that wait for their LOINC."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, update
from streamlit.testing.v1 import AppTest

from console.lab_files import read_waiting
from db.engine import use
from db.models import AuditEvent, LabCode, LabFile, Observation
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.labs import file, message, messages_of, never, obr, obx, ours, pid

HOSTILE = "<img src=x onerror=alert(1)>"
LOCAL = "K9^Kalium^L"


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, file_id: int, name: str = "alice") -> AppTest:
    app = visit(clinic.sign_in(name), "lab-files", file=str(file_id))
    assert not app.exception
    return app


def listed(app: AppTest) -> str:
    return " ".join(str(e.proto) for e in app.get("bidi_component") if "labs:" in str(e.proto))


def plain(app: AppTest) -> str:
    return texts(app).replace('<bdi dir="auto">', "").replace("</bdi>", "")


def hand_in(app: AppTest, content: str) -> None:
    [chooser] = list(app.file_uploader)
    chooser.set_value(("morning.hl7", content.encode(), "text/plain")).run()
    [button] = [one for one in app.button if one.label == "Hand it in"]
    button.click().run()
    app.run()


def mixed(clinic: Clinic) -> LabFile:
    """A file with one filed, one unmatched and one refused message."""
    ours(clinic)
    rosa = clinic.patient(sex="female")
    return file(
        clinic,
        message(pid(rosa), obr(), obx("4.1"), control="A1"),
        message(pid(), obr("F2"), obx("4.2"), control="A2"),
        message(pid(), obr("F3"), obx("4.3"), control="A3", kind="ADT^A08"),
    )


# ---- files ----------------------------------------------------------------------------------------------


def test_without_files_the_list_says_what_to_do(clinic: Clinic) -> None:
    app = visit(clinic.alice, "lab-files")
    assert not app.exception
    assert "No file came yet" in listed(app)


@pytest.mark.parametrize("name", ["ben", "erin"])
def test_who_may_not_manage_labs_is_not_shown_it(clinic: Clinic, name: str) -> None:
    found = mixed(clinic)
    assert "A3" not in texts(opened(clinic, found.id, name))


def test_a_file_is_handed_in_watched_and_read(clinic: Clinic) -> None:
    app = visit(clinic.alice, "lab-files")
    hand_in(app, message(pid(), obr(), obx("4.1")))
    assert "The file is kept: 1 message to read." in [one.value for one in app.success]
    assert "Waits to be read" in plain(app)
    assert app.session_state["labs:busy"]
    read_waiting(clinic.db, never)
    app.run()
    assert "? unmatched" in plain(app).replace('<span aria-hidden="true">', "").replace("</span>", "")
    assert not app.session_state["labs:busy"]


def test_progress_is_shown_while_a_file_is_being_read(clinic: Clinic) -> None:
    found = mixed(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(LabFile).values(state="reading", read_messages=2, finished_at=None))
    app = opened(clinic, found.id)
    assert '<progress max="3" value="2"' in texts(app).replace('\\"', '"')
    assert "being read: 2 of 3" in listed(app)


def test_the_same_bytes_again_say_so_and_add_nothing(clinic: Clinic) -> None:
    app = visit(clinic.alice, "lab-files")
    for _ in range(2):
        hand_in(app, message(pid(), obr(), obx("4.1")))
    assert any("came before" in one.value for one in app.info)
    with clinic.db.transaction() as session:
        assert len(session.scalars(select(LabFile.id)).all()) == 1


def test_an_empty_file_is_refused_with_the_reason(clinic: Clinic) -> None:
    app = visit(clinic.alice, "lab-files")
    hand_in(app, "\n")
    assert any("The file is empty" in one.value for one in app.warning)


def test_a_files_counts_and_where_and_why_a_message_was_refused(clinic: Clinic) -> None:
    found = mixed(clinic)
    app = opened(clinic, found.id)
    refused = next(one for one in messages_of(clinic) if one.state.value == "refused")
    for words in ("<dt>Filed</dt><dd>1</dd>", "<dt>Unmatched</dt><dd>1</dd>", "<dt>Refused</dt><dd>1</dd>"):
        assert words in texts(app), words
    assert refused.segment in plain(app)
    assert refused.reason[:30] in plain(app)
    assert "A1" not in plain(app)  # the refused ones stand first, by themselves


def test_a_file_that_was_refused_whole_says_why(clinic: Clinic) -> None:
    found = file(clinic, "This is no HL7 at all.")
    app = opened(clinic, found.id)
    assert found.reason
    assert found.reason[:30] in plain(app)
    assert "refused whole" in listed(app)
    captions = " ".join(one.value for one in app.caption)
    assert "none of its messages was taken" in captions
    assert "once it was read" not in captions


def test_a_file_without_a_message_is_no_success_and_is_not_spoken_of_on_other_lists(clinic: Clinic) -> None:
    app = visit(clinic.alice, "lab-files")
    hand_in(app, "This is no HL7 at all.")
    assert not app.success
    assert any("No message of results" in one.value for one in app.warning)
    show(app, "codes")
    assert not app.warning


def test_what_was_refused_is_read_again_and_it_is_looked_after(clinic: Clinic) -> None:
    found = mixed(clinic)
    app = opened(clinic, found.id)
    press(app, f"again:{found.id}")
    assert "2 messages are being read again." in [one.value for one in app.success]
    assert app.session_state["labs:busy"]


def test_a_message_as_it_came_is_opened_on_request_and_written_down(clinic: Clinic) -> None:
    found = mixed(clinic)
    refused = next(one for one in messages_of(clinic) if one.state.value == "refused")
    app = opened(clinic, found.id)
    assert "MSH|" not in texts(app)
    press(app, f"raw:{refused.id}")
    assert "MSH|" in texts(app)
    with clinic.db.transaction() as session:
        assert session.scalars(select(AuditEvent.id).where(AuditEvent.kind == "raw-message.opened")).all()


def test_an_administrator_sees_what_became_of_it_and_no_message(clinic: Clinic) -> None:
    found = mixed(clinic)
    app = opened(clinic, found.id, "farid")
    assert found.name not in texts(app)
    assert "✕" in texts(app)
    assert not [one for one in app.button if (one.key or "").startswith("raw:")]


def test_what_a_laboratory_wrote_is_never_markup(clinic: Clinic) -> None:
    ours(clinic)
    hostile = message(
        pid(family=HOSTILE), obr(code=f"P^{HOSTILE}^L"), obx("4.1", code=f"K^{HOSTILE}^L"), lab=f"L|{HOSTILE}",
        control=HOSTILE[:20],
    )  # fmt: skip
    found = file(clinic, hostile, name=f"{HOSTILE}.hl7")
    app = opened(clinic, found.id)
    press(app, f"raw:{messages_of(clinic)[0].id}")
    assert "&lt;img src=x" in texts(app)
    assert "<img" not in texts(app)
    app.session_state["labs:code"] = codes(clinic)[0].id
    show(app, "codes")
    assert "<img" not in texts(app)


# ---- codes ----------------------------------------------------------------------------------------------


def codes(clinic: Clinic) -> list[LabCode]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(LabCode).order_by(LabCode.id)))


def show(app: AppTest, view: str) -> None:
    [switch] = [one for one in app.segmented_control if one.key == "labs:view"]
    switch.set_value(view).run()
    app.run()


def at_code(clinic: Clinic) -> tuple[AppTest, LabCode]:
    """The page at a code that isn't mapped."""
    ours(clinic)
    file(clinic, message(pid(clinic.patient()), obr(), obx("4.1", code=LOCAL)))
    code = next(one for one in codes(clinic) if one.code == "K9")
    app = visit(clinic.alice, "lab-files")
    app.session_state["labs:code"] = code.id
    show(app, "codes")
    return app, code


def type_loinc(app: AppTest, code: LabCode, loinc: str) -> None:
    app.text_input(key=f"labs:loinc:{code.id}:{code.version}").set_value(loinc).run()
    press(app, f"map:{code.id}")


def loincs(clinic: Clinic) -> list[str]:
    with clinic.db.transaction() as session:
        return list(session.scalars(select(Observation.code)))


def test_when_every_code_is_mapped_the_list_says_so(clinic: Clinic) -> None:
    app = visit(clinic.alice, "lab-files")
    show(app, "codes")
    assert "Every code that laboratories sent is mapped" in listed(app)


def test_a_code_shows_its_laboratory_name_use_and_units(clinic: Clinic) -> None:
    app, _ = at_code(clinic)
    for words in ("Kalium", "K9", "1 value", "mmol/L"):
        assert words in plain(app), words


def test_a_code_is_mapped_and_its_results_have_it_at_once(clinic: Clinic) -> None:
    app, code = at_code(clinic)
    assert loincs(clinic) == [""]
    type_loinc(app, code, "2823-3")
    assert any("1 result has it at once." in one.value for one in app.success)
    assert loincs(clinic) == ["2823-3"]


def test_a_known_test_is_suggested_and_taken_into_the_field(clinic: Clinic) -> None:
    app, code = at_code(clinic)
    key = f"labs:loinc:{code.id}:{code.version}"
    app.selectbox(key=f"{key}:known").set_value("2823-3").run()
    assert app.text_input(key=key).value == "2823-3"


def test_a_wrong_check_digit_is_refused_and_what_was_typed_stays(clinic: Clinic) -> None:
    app, code = at_code(clinic)
    type_loinc(app, code, "2823-4")
    assert any("This is no LOINC code" in one.value for one in app.warning)
    assert app.text_input(key=f"labs:loinc:{code.id}:{code.version}").value == "2823-4"
    assert loincs(clinic) == [""]


def test_who_maps_second_is_told(clinic: Clinic) -> None:
    app, code = at_code(clinic)
    with clinic.db.transaction() as session:
        found = session.get_one(LabCode, code.id)
        found.version, found.loinc, found.mapped_by, found.mapped_at = 2, "2951-2", "Dev Patel", func.now()
    app.text_input(key=f"labs:loinc:{code.id}:{code.version}")
    stale = [one for one in app.button if one.key == f"map:{code.id}"]
    stale[0].click().run()
    assert any("Dev Patel changed this code" in one.value for one in app.warning)


def test_a_mapping_is_taken_back(clinic: Clinic) -> None:
    app, code = at_code(clinic)
    type_loinc(app, code, "2823-3")
    show(app, "mapped")
    press(app, f"unmap:{code.id}")
    assert loincs(clinic) == [""]
