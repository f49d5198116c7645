"""The register's page: finding access, ending, renewing and changing it, and the file of all of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from console.documents import make_documents
from console.panes.proxy_export import ASKED
from db.actions import documents
from db.engine import use
from db.errors import Forbidden
from db.models import AuditEvent, PortalSession, ProxyGrant, Staff
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.proxies import aged, given, grants, put_grant, signed_in, today

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, grant: ProxyGrant, name: str = "erin") -> AppTest:
    """The page with an access open."""
    app = visit(clinic.sign_in(name), "access", grant=str(grant.id))
    assert not app.exception
    return app


def listed(app: AppTest) -> str:
    """What the list holds."""
    return str([one.proto for one in app.get("bidi_component")])


def now(clinic: Clinic, grant: ProxyGrant) -> ProxyGrant:
    """The access as it stands."""
    return grants(clinic, grant.patient_id)[-1]


def test_it_says_what_is_open_to_whom_until_when_and_whether_it_was_used(clinic: Clinic) -> None:
    grant = given(clinic, aged(clinic, 60))
    page = texts(opened(clinic, grant))
    for words in ("Marta Diaz", "Leo Diaz", "In force", "Consent of both adults", "See test results", "without an end"):
        assert words.lower() in page.lower(), words
    assert "Last used" in page
    assert "never" in page


def test_revoking_takes_a_reason_and_signs_the_proxy_out(clinic: Clinic) -> None:
    grant = given(clinic)
    session_id = signed_in(clinic, grant.account_id)
    app = opened(clinic, grant)
    press(app, f"do-revoke:{grant.id}:1")
    assert "Say why the access ends" in app.warning[0].value
    app.text_input(key=f"why:{grant.id}:1").set_value("The patient phoned")
    press(app, f"do-revoke:{grant.id}:1")
    assert app.success[0].value.startswith("The access has ended")
    assert now(clinic, grant).revoked_reason == "The patient phoned"
    with clinic.db.transaction() as session:
        assert session.get_one(PortalSession, session_id).ended_at is not None
    assert f"do-revoke:{grant.id}:2" not in [button.key for button in app.button]


def test_what_ends_is_renewed_as_long_as_its_ground_allows(clinic: Clinic) -> None:
    leo = aged(clinic, 8)
    grant = given(clinic, leo, "custodial", relation="foster", consent="none", scopes=("messages",))
    put_grant(clinic, grant.id, ends_on=today(clinic) + 20 * DAY)
    app = opened(clinic, grant)
    press(app, f"do-renew:{grant.id}:1")
    assert app.success[0].value.startswith("Renewed")
    ends_on = now(clinic, grant).ends_on
    assert ends_on is not None
    assert ends_on > today(clinic) + 300 * DAY


def test_what_it_opens_is_changed_within_what_was_asked_for(clinic: Clinic) -> None:
    grant = given(clinic)
    app = opened(clinic, grant)
    app.checkbox(key=f"scope-results:{grant.id}:1").uncheck()
    press(app, f"do-scopes:{grant.id}:1")
    assert app.success[0].value.startswith("Changed")
    assert now(clinic, grant).scopes == ["view", "messages", "refills"]
    assert not [box for box in app.checkbox if box.label.startswith("See and pay bills")]


def test_either_side_is_found_by_name_and_nothing_of_it_stands_in_the_address(clinic: Clinic) -> None:
    given(clinic, aged(clinic, 60, family="Quintana"))
    given(clinic, aged(clinic, 61), proxy_name="Ivo Stern", proxy_email="ivo@example.invalid")
    app = visit(clinic.erin, "access")
    assert "Quintana" in listed(app)
    app.text_input(key="register:search").set_value("stern").run()
    app.run()
    assert "Ivo Stern" in listed(app)
    assert "Quintana" not in listed(app)
    assert dict(app.query_params) == {}


def test_all_of_one_proxy_is_a_click_away_and_can_be_left(clinic: Clinic) -> None:
    grant = given(clinic, aged(clinic, 60))
    given(clinic, aged(clinic, 61), proxy_name="Ivo Stern", proxy_email="ivo@example.invalid")
    app = opened(clinic, grant)
    press(app, "register:only:account_id")
    assert "grant" not in app.query_params  # on a phone the list is seen once no access is open
    assert "Ivo Stern" not in listed(app)
    press(app, "register:everybody")
    assert "Ivo Stern" in listed(app)


def test_each_list_says_how_much_is_on_it_of_everybody_or_of_who_is_sought(clinic: Clinic) -> None:
    given(clinic, aged(clinic, 60, family="Quintana"))
    given(clinic, aged(clinic, 61), proxy_name="Ivo Stern", proxy_email="ivo@example.invalid")
    app = visit(clinic.erin, "access")
    assert (app.button(key="register:view:in-force").label, app.button(key="register:view:revoked").label) == (
        "In force 2",
        "Revoked 0",
    )
    press(app, "register:view:revoked")
    assert "Quintana" not in listed(app)
    app.text_input(key="register:search").set_value("stern").run()
    app.run()
    assert app.button(key="register:view:in-force").label == "In force 1"


def test_an_end_that_somebody_chose_is_moved_by_a_year_unless_they_say_otherwise(clinic: Clinic) -> None:
    grant = given(clinic, aged(clinic, 60))
    put_grant(clinic, grant.id, ends_on=date(2100, 5, 4))
    app = opened(clinic, grant)
    press(app, f"do-renew:{grant.id}:1")
    assert now(clinic, grant).ends_on == date(2101, 5, 4)


def test_the_numbers_on_the_lists_follow_what_was_done(clinic: Clinic) -> None:
    grant = given(clinic)
    app = opened(clinic, grant)
    assert app.button(key="register:view:revoked").label == "Revoked 0"
    app.text_input(key=f"why:{grant.id}:1").set_value("The patient phoned")
    app.button(key=f"do-revoke:{grant.id}:1").click().run()
    assert app.button(key="register:view:revoked").label == "Revoked 1"


def test_a_renewal_can_be_no_longer_than_its_ground_allows(clinic: Clinic) -> None:
    grant = given(clinic, aged(clinic, 8), "custodial", relation="foster", consent="none", scopes=("messages",))
    put_grant(clinic, grant.id, ends_on=today(clinic) + 20 * DAY)
    app = opened(clinic, grant)
    field = app.date_input(key=f"until:{grant.id}:1")
    assert isinstance(field.value, date)
    field.set_value(field.value + DAY).run()
    app.run()
    assert app.button(key=f"do-renew:{grant.id}:1").disabled


def test_what_a_colleague_changed_meanwhile_is_said_and_ones_own_deed_is_not_told_of_another_access(
    clinic: Clinic,
) -> None:
    first, second = given(clinic, aged(clinic, 60)), given(clinic, aged(clinic, 61), proxy_email="ivo@example.invalid")
    app = opened(clinic, first)
    put_grant(clinic, first.id, version=2)
    app.run()
    assert "changed in the meantime" in app.info[0].value
    app.checkbox(key=f"scope-results:{first.id}:2").uncheck()
    press(app, f"do-scopes:{first.id}:2")
    assert app.success[0].value.startswith("Changed") and not app.info
    app.query_params["grant"] = str(second.id)
    app.run()
    assert not app.success and not app.info


def test_only_who_may_export_is_offered_it(clinic: Clinic) -> None:
    given(clinic)
    assert "register:export" not in [button.key for button in visit(clinic.erin, "access").button]


def test_the_export_has_all_access_and_runs_no_formula(clinic: Clinic) -> None:
    given(clinic, aged(clinic, 60, family='=HYPERLINK("http://evil")'))
    old = given(clinic, aged(clinic, 61), proxy_name="+Ivo", proxy_email="ivo@example.invalid")
    put_grant(clinic, old.id, revoked_at=func.now(), revoked_by="Erin Walsh", revoked_reason="@SUM(1)")
    carla = clinic.sign_in("carla")
    app = visit(carla, "access")
    assert any("whatever the list shows" in one.value for one in app.caption)
    press(app, "register:export")
    assert "being made" in texts(app)
    make_documents(clinic.db, lambda: False)
    app.run()
    number = app.session_state[ASKED]
    assert f"/documents/{number}" in texts(app)
    with clinic.db.transaction() as session:
        found = documents.open_document(session, by=carla, document_id=number)
    assert (found.media_type, found.name.startswith("proxy-access-")) == ("text/csv", True)
    rows = list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    cells = [value for row in rows for value in row.values()]
    assert not [value for value in cells if value.startswith(("=", "+", "-", "@"))]
    (revoked,) = [row for row in rows if row["State"] == "revoked"]
    assert (revoked["Proxy"], revoked["Reason"]) == ("'+Ivo", "'@SUM(1)")
    with clinic.db.transaction() as session:
        kinds = session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_type == "document")).all()
        assert kinds == ["proxy.exported", "document.made", "document.opened"]


def test_the_export_stays_closed_to_who_may_not_export_any_more(clinic: Clinic) -> None:
    carla = clinic.sign_in("carla")
    app = visit(carla, "access")
    press(app, "register:export")
    make_documents(clinic.db, lambda: False)
    with clinic.db.transaction() as session:
        session.get_one(Staff, clinic.staff_id("carla")).role = "nurse"
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        documents.open_document(session, by=carla, document_id=app.session_state[ASKED])


@pytest.mark.parametrize("name", ["ben", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    grant = given(clinic)
    assert "Marta Diaz" not in texts(opened(clinic, grant, name))
