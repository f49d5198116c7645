"""Access that stands: ended, renewed, changed; and what both sides are told of it by the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.orm import Session

from db.actions import proxy_grants
from db.actions.proxy_notices import notice_changes, tell_ended
from db.credentials import WORKER_IDENTITY
from db.errors import Conflict, Invalid
from db.models import Patient, PortalSession, ProxyGrant
from db.queries.proxies import accounts
from db.queries.proxy_register import REVOKED, register
from rules.proxy_ages import birthday
from tests.alarms import now
from tests.conftest import Clinic
from tests.proxies import DAY, account, aged, given, grants, put_grant, signed_in, today, told
from tests.results import audited

BOTH = ("patient", "proxy")


def revoke(clinic: Clinic, grant: ProxyGrant, **more: Any) -> proxy_grants.GrantState:
    arguments: dict[str, Any] = {
        "grant_id": grant.id,
        "seen_version": grant.version,
        "reason": "The patient asked for it.",
    } | more
    with clinic.db.transaction() as session:
        return proxy_grants.revoke(session, by=clinic.erin, **arguments)


def renew(clinic: Clinic, grant: ProxyGrant, ends_on: date | None = None) -> proxy_grants.GrantState:
    with clinic.db.transaction() as session:
        return proxy_grants.renew(
            session, by=clinic.erin, grant_id=grant.id, seen_version=grant.version, ends_on=ends_on
        )


def change(clinic: Clinic, grant: ProxyGrant, *scopes: str) -> proxy_grants.GrantState:
    with clinic.db.transaction() as session:
        return proxy_grants.change_scopes(
            session, by=clinic.erin, grant_id=grant.id, seen_version=grant.version, scopes=scopes
        )


def again(clinic: Clinic, grant: ProxyGrant) -> ProxyGrant:
    return next(each for each in grants(clinic, grant.patient_id) if each.id == grant.id)


def run(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        notice_changes(session, by=WORKER_IDENTITY)


def new_mails(clinic: Clinic, known: int) -> list[tuple[str, str]]:
    return [(kind, side) for kind, side, _ in told(clinic)[known:]]


def test_access_that_is_ended_ends_the_proxys_sessions_at_once_and_both_are_told(clinic: Clinic) -> None:
    grant = given(clinic)
    session_id, known = signed_in(clinic, grant.account_id), len(told(clinic))
    state = revoke(clinic, grant)
    ended = again(clinic, grant)
    assert state.revoked and state.version == grant.version + 1 == ended.version
    assert (ended.revoked_by, ended.revoked_reason) == ("Erin Walsh", "The patient asked for it.")
    with clinic.db.transaction() as session:
        assert session.get_one(PortalSession, session_id).ended_at is not None
    assert new_mails(clinic, known) == [("ended", side) for side in BOTH]
    assert audited(clinic, "proxy.revoked")[0].patient_id == grant.patient_id
    with pytest.raises(Conflict, match="Erin Walsh ended this access already"):
        revoke(clinic, grant)


def test_an_ending_without_a_reason_or_on_an_old_screen_changes_nothing(clinic: Clinic) -> None:
    grant = given(clinic)
    session_id, known = signed_in(clinic, grant.account_id), len(told(clinic))
    with pytest.raises(Invalid, match="Say why"):
        revoke(clinic, grant, reason=" ")
    with pytest.raises(Conflict, match="changed this access"):
        revoke(clinic, grant, seen_version=grant.version + 1)
    with clinic.db.transaction() as session:
        assert session.get_one(PortalSession, session_id).ended_at is None
    assert again(clinic, grant).revoked_at is None and len(told(clinic)) == known


def test_yearly_access_is_renewed_for_a_year_from_today_not_beyond_the_rule(clinic: Clinic) -> None:
    child = aged(clinic, 8)
    grant = given(clinic, child, "custodial", relation="foster")
    put_grant(clinic, grant.id, ends_on=today(clinic) + 20 * DAY, noticed=2, noticed_for=today(clinic) + 20 * DAY)
    known = len(told(clinic))
    state = renew(clinic, grant, today(clinic) + timedelta(days=900))
    assert state.ends_on == birthday(today(clinic), 1) and new_mails(clinic, known) == [
        ("renewed", side) for side in BOTH
    ]
    with pytest.raises(Invalid, match="lasts until"):
        renew(clinic, again(clinic, grant))
    with pytest.raises(Invalid, match="past"):
        renew(clinic, again(clinic, grant), today(clinic))


def test_what_is_over_or_was_agreed_by_two_is_not_renewed_by_one(clinic: Clinic) -> None:
    grant = given(clinic)
    put_grant(clinic, grant.id, ends_on=today(clinic) + DAY, basis="four-eyes")
    with pytest.raises(Invalid, match="Two of the staff"):
        renew(clinic, again(clinic, grant))
    put_grant(clinic, grant.id, ends_on=today(clinic), starts_on=today(clinic) - DAY)
    with pytest.raises(Conflict, match="ended on"):
        renew(clinic, again(clinic, grant))


def test_scopes_change_within_what_was_asked_for_and_both_are_told(clinic: Clinic) -> None:
    grant = given(clinic)
    known = len(told(clinic))
    state = change(clinic, grant, "messages", "view")
    assert state.scopes == ("view", "messages") and new_mails(clinic, known) == [("changed", side) for side in BOTH]
    same = change(clinic, again(clinic, grant), "view", "messages")
    assert same.version == state.version and len(told(clinic)) == known + 2
    for scopes, why in ((("view", "billing"), "wasn't asked for"), ((), "at least one"), (("root",), "at least one")):
        with pytest.raises(Invalid, match=why):
            change(clinic, again(clinic, grant), *scopes)


def test_a_change_that_would_open_nothing_at_the_patients_age_is_refused(clinic: Clinic) -> None:
    grant = given(clinic, aged(clinic, 14), "parental", relation="parent", scopes=("results", "messages"))
    with pytest.raises(Invalid, match="open nothing"):
        change(clinic, grant, "results")


# By the calendar


def test_both_sides_are_told_90_and_30_days_ahead_and_on_the_day_each_once(clinic: Clinic) -> None:
    child = aged(clinic, 12, birthday_in=100)
    grant = given(clinic, child, "parental", relation="parent", scopes=("results", "messages"))
    for days, kind in ((100, ""), (90, "soon"), (89, ""), (30, "soon"), (1, ""), (0, "changed"), (-1, "")):
        with clinic.db.transaction() as session:
            session.execute(
                update(Patient)
                .where(Patient.id == child.id)
                .values(birth_date=birthday(today(clinic) + days * DAY, -12))
            )
        # The calendar goes on in the tests by moving the birthday, and the day that was told with it.
        noticed_for = again(clinic, grant).noticed_for
        if noticed_for is not None:
            put_grant(clinic, grant.id, noticed_for=today(clinic) + days * DAY)
        known = len(told(clinic))
        run(clinic)
        run(clinic)
        assert new_mails(clinic, known) == ([(kind, side) for side in BOTH] if kind else []), days
    assert audited(clinic, "proxy.changed-by-date")[0].detail["opens"] == ["messages"]


def test_access_that_ends_by_its_date_is_told_on_that_day_even_if_the_worker_was_away(clinic: Clinic) -> None:
    grant = given(clinic)
    put_grant(clinic, grant.id, starts_on=today(clinic) - 50 * DAY, ends_on=today(clinic) + 5 * DAY)
    known = len(told(clinic))
    run(clinic)
    assert new_mails(clinic, known) == [("soon", side) for side in BOTH]
    put_grant(clinic, grant.id, ends_on=today(clinic) - 3 * DAY, noticed_for=today(clinic) - 3 * DAY)
    run(clinic)
    run(clinic)
    assert new_mails(clinic, known + 2) == [("ended", side) for side in BOTH]


def test_a_change_that_did_not_come_is_not_told(clinic: Clinic) -> None:
    grant = given(clinic)
    put_grant(clinic, grant.id, noticed=2, noticed_for=today(clinic) - DAY)
    known = len(told(clinic))
    run(clinic)
    assert len(told(clinic)) == known


def test_nothing_is_told_of_the_dead_and_to_no_account_that_is_disabled(clinic: Clinic) -> None:
    dead, alive = aged(clinic, 60), aged(clinic, 61)
    first, second = given(clinic, dead), given(clinic, alive, proxy_email="other@example.invalid")
    for grant in (first, second):
        put_grant(clinic, grant.id, ends_on=today(clinic) + 5 * DAY)
    with clinic.db.transaction() as session:
        session.get_one(Patient, dead.id).deceased_at = now(clinic)
        session.merge(account(clinic, second.account_id)).state = "disabled"
    known = len(told(clinic))
    run(clinic)
    assert new_mails(clinic, known) == [("soon", "patient")]


def test_access_that_was_ended_in_the_portal_is_told_once(clinic: Clinic) -> None:
    grant = given(clinic)
    put_grant(clinic, grant.id, revoked_at=now(clinic), revoked_by="Patient")
    known = len(told(clinic))
    for count in (1, 0):
        with clinic.db.transaction() as session:
            assert tell_ended(session, by=WORKER_IDENTITY) == count
    assert new_mails(clinic, known) == [("ended", side) for side in BOTH]


def test_who_is_told_nothing_today_is_not_waited_for(clinic: Clinic) -> None:
    quiet = given(clinic, aged(clinic, 8), "parental", relation="parent", proxy_email="other@example.invalid")
    due = given(clinic)
    put_grant(clinic, due.id, ends_on=today(clinic) + 5 * DAY)
    known, statements = len(told(clinic)), list[str]()
    with clinic.db.transaction() as other:
        other.execute(select(ProxyGrant.id).where(ProxyGrant.id == due.id).with_for_update())
        run(clinic)  # passes over what somebody changes just now
        assert len(told(clinic)) == known
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    with clinic.db.transaction() as session:
        notice_changes(session, by=WORKER_IDENTITY)
        with clinic.db.transaction() as other:
            locked = other.execute(
                select(ProxyGrant.id).where(ProxyGrant.id.in_((quiet.id, due.id))).with_for_update(skip_locked=True)
            )
            assert locked.scalars().all() == [quiet.id]
    assert new_mails(clinic, known) == [("soon", side) for side in BOTH]
    assert not any("FROM site" in each for each in statements)  # the day comes with the list


def plan_of(clinic: Clinic, read: Callable[[Session], object], word: str) -> str:
    """Which way PostgreSQL goes for the statement with a word in it, where it needn't read the table whole."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if word in statement:
            found.append((statement, parameters))

    event.listen(clinic.db.engine, "before_cursor_execute", note)
    with clinic.db.transaction() as session:
        read(session)
        event.remove(clinic.db.engine, "before_cursor_execute", note)
        for setting in ("enable_seqscan", "enable_sort"):
            session.execute(text(f"SET LOCAL {setting} = off"))
        session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        rows = session.connection().exec_driver_sql(f"EXPLAIN {found[0][0]}", found[0][1])
        return "\n".join(rows.scalars())


def crowd(clinic: Clinic) -> None:
    """So many accounts and grants that any index is dearer than the right one."""
    patient = clinic.patient(account=False)
    with clinic.db.transaction() as session:
        session.execute(
            text(
                "INSERT INTO portal_account (name, login, email, salt) "
                "SELECT 'Somebody ' || n, 'somebody' || n, 'somebody' || n || '@example.invalid', 'salt' "
                "FROM generate_series(1, 3000) n"
            )
        )
        session.execute(
            text(
                "INSERT INTO proxy_grant (account_id, patient_id, relation, starts_on) "
                "SELECT id, :patient, 'other', current_date FROM portal_account WHERE login LIKE 'somebody%'"
            ),
            {"patient": patient.id},
        )


def test_the_lists_that_are_read_often_have_their_indexes(clinic: Clinic) -> None:
    crowd(clinic)
    erin = clinic.erin
    untold = plan_of(clinic, lambda session: tell_ended(session, by=WORKER_IDENTITY), "noticed")
    assert "ix_proxy_grant_untold" in untold
    after = (now(clinic), 1_000)
    ended = plan_of(
        clinic, lambda session: register(session, viewer=erin, view=REVOKED, after=after), "proxy_grant_scopes"
    )
    assert "ix_proxy_grant_revoked" in ended and "Sort" not in ended
    by_words = plan_of(clinic, lambda session: accounts(session, viewer=erin, text="marta diaz"), "lower")
    for index in ("ix_portal_account_email", "ix_portal_account_name", "portal_account_login"):
        assert index in by_words, by_words
