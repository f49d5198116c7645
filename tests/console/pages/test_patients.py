"""Patients: found while somebody phones, seen as far as the role may see, and acted on from there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import AuditEvent, Errand, Patient, PhoneCall, Task
from db.roles import ROLES, Permission
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.db.test_registry import CAST

MOST_ELEMENTS = 120


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def seen(app: AppTest) -> str:
    """Everything that stands on the page: markup, the list, links."""
    kinds = ("bidi_component", "page_link")
    return texts(app) + " ".join(str(e.proto) for kind in kinds for e in app.get(kind))


def said(app: AppTest) -> str:
    return " ".join(one.value for kind in ("success", "info", "warning", "error") for one in getattr(app, kind))


def search(app: AppTest, words: str) -> AppTest:
    app.text_input(key="patients:search").set_value(words).run()
    return app


def called_rosa(clinic: Clinic) -> Patient:
    """A patient with a conversation."""
    patient = clinic.patient("Rosa", "Diaz", phone="555-0123")
    clinic.conversation("It burns when I pee.", patient=patient)
    return patient


def field(app: AppTest, kind: str, name: str) -> object:
    """The widget of this name, whatever token is in its key."""
    return next(one for one in getattr(app, kind) if str(one.key).endswith(f":{name}"))


def test_a_patient_is_found_while_one_types_and_what_was_typed_stays_out_of_the_address(clinic: Clinic) -> None:
    called_rosa(clinic)
    app = search(visit(clinic.alice, "patients"), "Rosa Di")
    assert not app.exception
    assert "Rosa Diaz" in seen(app)
    assert not app.query_params


def test_a_search_without_a_hit_says_what_to_try(clinic: Clinic) -> None:
    app = search(visit(clinic.alice, "patients"), "Nobody at all")
    assert not app.exception
    assert "Nobody is found by this" in seen(app)


@pytest.mark.parametrize("slug", [slug for slug, role in ROLES.items() if Permission.PATIENT_VIEW in role.permissions])
def test_the_page_shows_what_the_role_may_see_and_says_what_it_may_not(clinic: Clinic, slug: str) -> None:
    patient = called_rosa(clinic)
    app = visit(clinic.sign_in(CAST[slug]), "patients", patient=str(patient.id))
    assert not app.exception
    page = seen(app)
    assert "Rosa Diaz" in page
    assert "555-0123" in page
    role = ROLES[slug]
    assert ("It burns when I pee." in page) == (Permission.INBOX_READ in role.permissions)
    views = Permission.INBOX_VIEW in role.permissions
    assert ("Your role sees what they are about" in page) == (views and Permission.INBOX_READ not in role.permissions)
    assert ("Your role sees no conversations" in page) == (not views)
    assert ("Inbox: Message" in page) == views
    assert len(list(app.main)) <= MOST_ELEMENTS


def test_opening_is_audited_once_a_session(clinic: Clinic) -> None:
    patient = called_rosa(clinic)
    token = clinic.alice
    for _ in range(2):
        visit(token, "patients", patient=str(patient.id)).run()
    with clinic.db.transaction() as session:
        counted = select(func.count()).where(AuditEvent.kind == "patient.opened", AuditEvent.patient_id == patient.id)
        assert session.scalar(counted) == 1


def test_whom_one_opened_is_offered_again(clinic: Clinic) -> None:
    patient, token = called_rosa(clinic), clinic.alice
    visit(token, "patients", patient=str(patient.id))
    assert "Rosa Diaz" in seen(visit(token, "patients"))
    assert "Rosa Diaz" not in seen(visit(clinic.alice, "patients")), "another session has its own"


@pytest.mark.parametrize("number", ["999999", "abc", "²", "-1"])
def test_a_patient_who_is_not_there_is_said_so(clinic: Clinic, number: str) -> None:
    app = visit(clinic.alice, "patients", patient=number)
    assert not app.exception
    assert "doesn't exist" in said(app) or "Somebody phones?" in " ".join(one.value for one in app.caption)


def test_a_call_is_logged_about_a_task(clinic: Clinic) -> None:
    patient = called_rosa(clinic)
    app = visit(clinic.erin, "patients", patient=str(patient.id))
    field(app, "radio", "outcome").set_value("left-message")  # type: ignore[attr-defined]
    field(app, "text_area", "detail").set_value("Asked to call back")  # type: ignore[attr-defined]
    press(app, f"keep:call:{patient.id}")
    assert "The call is kept." in said(app)
    with clinic.db.transaction() as session:
        call = session.scalars(select(PhoneCall)).one()
        assert (call.patient_id, call.outcome, call.detail) == (patient.id, "left-message", "Asked to call back")
    assert field(app, "text_area", "detail").value == ""  # type: ignore[attr-defined]


def test_a_to_do_is_asked_of_a_team(clinic: Clinic) -> None:
    patient = called_rosa(clinic)
    app = visit(clinic.ben, "patients", patient=str(patient.id))
    field(app, "text_area", "body").set_value("Please confirm the address.")  # type: ignore[attr-defined]
    press(app, f"ask:errand:{patient.id}")
    assert "has it as a to-do" in said(app)
    with clinic.db.transaction() as session:
        assert session.scalars(select(Errand.body)).all() == ["Please confirm the address."]
        assert session.scalar(select(func.count(Task.id)).where(Task.focus_type == "errand")) == 1


def test_an_empty_to_do_is_refused_and_nothing_is_lost(clinic: Clinic) -> None:
    patient = called_rosa(clinic)
    app = visit(clinic.alice, "patients", patient=str(patient.id))
    press(app, f"ask:errand:{patient.id}")
    assert "Say what is to be done" in said(app)


def test_the_deceased_are_marked(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        now = session.scalars(select(func.now())).one()
    patient = clinic.patient("Tom", "Berg", deceased_at=now)
    app = visit(clinic.alice, "patients", patient=str(patient.id))
    assert "Deceased" in seen(app)
    assert "deceased" in seen(search(app, "Tom Berg"))


def test_hostile_names_are_shown_as_text(clinic: Clinic) -> None:
    patient = clinic.patient("<img src=x onerror=alert(1)>", "**Bold**")
    app = visit(clinic.alice, "patients", patient=str(patient.id))
    assert not app.exception
    assert "<img src=x" not in texts(app)
