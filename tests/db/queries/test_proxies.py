"""A request for access as it is read: candidates, checks, grounds, warnings, and the access on both sides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select, update

from db.actions import proxy_checks
from db.errors import Forbidden, NotFound
from db.models import PortalAccount
from db.queries import proxies
from db.queries.proxy_detail import ProxyDetail
from tests.conftest import Clinic
from tests.proxies import aged, approve, asked, checked, given, grants, ready, seen

MOST_STATEMENTS = 2


def read(clinic: Clinic, task_id: int, name: str = "erin") -> ProxyDetail:
    """The request as somebody reads it."""
    viewer = clinic.sign_in(name)
    with clinic.db.reading() as session:
        return proxies.detail(session, viewer=viewer, task_id=task_id)


def account_of(clinic: Clinic, patient_id: int) -> int:
    """The patient's own account."""
    with clinic.db.transaction() as session:
        return session.scalars(select(PortalAccount.id).where(PortalAccount.patient_id == patient_id)).one()


def set_email(clinic: Clinic, patient_id: int, email: str) -> None:
    """Give the patient's own account an address."""
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).where(PortalAccount.patient_id == patient_id).values(email=email))


def test_people_like_the_one_that_was_said_are_candidates_until_it_is_found_out(clinic: Clinic) -> None:
    rosa = clinic.patient("Rosa", "Diaz")
    clinic.patient("Rose", "Diaz", birth_date=rosa.birth_date)
    made = asked(clinic, None, said_given="Rosa", said_family="Diaz", said_birth_date=rosa.birth_date, consent="none")
    one = read(clinic, made.task_id)
    assert one.patient is None
    assert one.candidates[0].patient_id == rosa.id
    assert {line.given for line in one.candidates} == {"Rosa", "Rose"}
    assert [each.kind for each in one.missing("consent", one.scopes, None)] == ["patient_id"]


def test_the_newest_of_a_kind_of_check_counts_and_the_older_ones_are_kept(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    for verdict in ("unmet", "met"):
        with clinic.db.transaction() as session:
            proxy_checks.check(
                session, by=clinic.erin, kind="authority", verdict=verdict, evidence=f"{verdict}, by telephone",
                **seen(clinic, made.task_id),
            )  # fmt: skip
    one = read(clinic, made.task_id)
    assert (one.checks["authority"].verdict, one.checks["authority"].by) == ("met", "Erin Walsh")
    assert [line.evidence for line in one.earlier_checks] == ["unmet, by telephone"]


def test_what_the_screen_says_is_missing_is_what_approving_refuses(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    checked(clinic, made.task_id, but=("safeguarding",))
    one = read(clinic, made.task_id)
    assert [each.kind for each in one.missing("consent", one.scopes, None)] == ["safeguarding"]
    checked(clinic, made.task_id)
    assert read(clinic, made.task_id).missing("consent", one.scopes, None) == ()
    approve(clinic, clinic.erin, made.task_id)


def test_of_a_teenager_it_says_what_the_ground_opens_and_until_when(clinic: Clinic) -> None:
    leo = aged(clinic, 14)
    made = asked(clinic, leo, relation="parent", consent="none", scopes=("view", "results", "messages", "billing"))
    one = read(clinic, made.task_id)
    assert (one.minor, one.age, one.bases[0]) == (True, 14, "parental")
    assert one.opens("parental") == ("messages", "billing")
    assert one.latest("parental") == date(leo.birth_date.year + 18, leo.birth_date.month, leo.birth_date.day)
    assert one.opens("minor-full") == one.scopes


def test_a_mailbox_shared_with_the_patients_own_account_is_a_warning(clinic: Clinic) -> None:
    leo = aged(clinic, 15)
    set_email(clinic, leo.id, "marta+leo@example.invalid")
    one = read(clinic, asked(clinic, leo, relation="parent", consent="none").task_id)
    assert one.shares_email == ("Marta Diaz",)
    assert any("e-mail" in warning for warning in one.warnings)


@pytest.mark.parametrize(
    ("own", "other", "shared"),
    [
        ("home@example.invalid", "Home@example.invalid", True),
        ("home+leo@example.invalid", "home@example.invalid", True),
        ("leo@example.invalid", "home@example.invalid", False),
        ("", "", False),
    ],
)
def test_a_mailbox_shared_with_another_patients_account_is_a_warning(
    clinic: Clinic, own: str, other: str, shared: bool
) -> None:
    leo, ana = aged(clinic, 15), clinic.patient("Ana", "Diaz")
    set_email(clinic, leo.id, own)
    set_email(clinic, ana.id, other)
    one = read(clinic, asked(clinic, leo, relation="parent", consent="none").task_id)
    assert one.shares_email == (("Ana Diaz",) if shared else ())
    assert any("somebody else's e-mail" in warning for warning in one.warnings) is shared


def test_who_acts_for_each_other_is_a_warning(clinic: Clinic) -> None:
    tom, rosa = aged(clinic, 60), aged(clinic, 58)
    given(clinic, tom, account_id=account_of(clinic, rosa.id), proxy_name="", proxy_email="", relation="spouse")
    made = asked(clinic, rosa, account_id=account_of(clinic, tom.id), proxy_name="", proxy_email="", relation="spouse")
    one = read(clinic, made.task_id)
    assert one.circle
    assert any("acts for this person too" in warning for warning in one.warnings)
    assert not one.impossible


def test_access_on_both_sides_stands_beside_it_as_long_as_it_isnt_over(clinic: Clinic) -> None:
    rosa, tom = aged(clinic, 60), aged(clinic, 70)
    theirs = given(clinic, rosa)
    given(clinic, tom, account_id=theirs.account_id, proxy_name="", proxy_email="")
    made = asked(clinic, rosa, account_id=theirs.account_id, proxy_name="", proxy_email="")
    one = read(clinic, made.task_id)
    assert [line.id for line in one.of_patient] == [theirs.id]
    assert [line.patient_id for line in one.of_proxy] == [tom.id]
    assert (one.of_patient[0].proxy, one.of_patient[0].state) == ("Marta Diaz", "in-force")


def test_the_first_of_two_approvals_is_named_and_whether_it_is_ones_own(clinic: Clinic) -> None:
    made = ready(clinic, aged(clinic, 80), "four-eyes", consent="none")
    approve(clinic, clinic.erin, made.task_id, basis="four-eyes")
    mine, theirs = read(clinic, made.task_id).first, read(clinic, made.task_id, "alice").first
    assert mine is not None
    assert theirs is not None
    assert (mine.by, mine.mine, theirs.mine) == ("Erin Walsh", True, False)
    assert grants(clinic, clinic.task(made.task_id).patient_id or 0) == []


def test_an_account_is_found_by_its_very_address_or_name(clinic: Clinic) -> None:
    rosa = clinic.patient()
    set_email(clinic, rosa.id, "rosa@example.invalid")
    erin = clinic.erin
    with clinic.db.reading() as session:
        (line,) = proxies.accounts(session, viewer=erin, text=" Rosa@example.invalid ")
        assert (line.patient_id, line.born) == (rosa.id, rosa.birth_date)
        assert proxies.accounts(session, viewer=erin, text="rosa@") == ()


def test_it_is_read_by_who_works_on_access_alone(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    with pytest.raises(Forbidden):
        read(clinic, made.task_id, "ben")
    with pytest.raises(NotFound):
        read(clinic, clinic.conversation())


def test_it_keeps_to_its_statements(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    read(clinic, made.task_id)
    erin, statements = clinic.erin, []

    def count(*arguments: Any) -> None:
        statements.append(arguments[2])

    with clinic.db.reading() as session:
        proxies.accounts(session, viewer=erin, text="")  # the session is resolved
        event.listen(clinic.db.engine, "before_cursor_execute", count)
        proxies.detail(session, viewer=erin, task_id=made.task_id)
    assert 0 < len(statements) <= MOST_STATEMENTS, "\n".join(statements)
