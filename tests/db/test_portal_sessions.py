"""Signing in to the portal: keys, locks, and sessions that end."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from db.errors import Forbidden, SignedOut
from db.models import (
    PortalAccount,
    PortalSession,
)
from db.portal import PortalClient, credential_for
from tests.conftest import Clinic
from tests.db.portal_visits import (
    KEY,
    Visit,
)

WRONG = "The name or the password isn't right"


def test_a_patient_signs_in_with_a_password_that_the_database_never_sees(clinic: Clinic, portal: PortalClient) -> None:
    patient = clinic.patient()
    salt, key_hash = credential_for("correct horse battery staple")
    with clinic.db.transaction() as session:
        account = session.query(PortalAccount).filter_by(patient_id=patient.id).one()
        account.salt, account.key_hash, login = salt, key_hash, account.login

    token = portal.open_session(f"  {login.upper()} ", "correct horse battery staple")

    assert [person.given for person in portal.people(token)] == ["Rosa"]
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session(login, "wrong horse")
    assert "correct" not in repr(token) and token.value not in repr(token)


def test_only_the_digest_of_a_session_token_is_stored(clinic: Clinic, rosa: Visit) -> None:
    with clinic.db.transaction() as session:
        stored = session.scalars(select(PortalSession.token_hash)).all()
    assert stored == [hashlib.sha256(rosa.token.value.encode()).digest()]
    assert len(rosa.token.value) == 64


def test_a_session_lives_thirty_minutes(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    with clinic.db.transaction() as session:
        row = session.scalars(select(PortalSession)).one()
        assert row.expires_at - row.started_at == timedelta(minutes=30)
        row.expires_at = session.scalar(select(func.clock_timestamp()))  # type: ignore[assignment]
    with pytest.raises(SignedOut, match="Your session has ended"):
        portal.threads(rosa.token)


def test_signing_out_ends_the_session_at_once(portal: PortalClient, rosa: Visit) -> None:
    portal.close_session(rosa.token)
    with pytest.raises(SignedOut):
        portal.threads(rosa.token)


def test_a_disabled_account_loses_its_open_session(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).where(PortalAccount.id == rosa.account_id).values(state="disabled"))
    with pytest.raises(SignedOut):
        portal.people(rosa.token)
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session_with_key(rosa.login, KEY)


def test_an_unknown_login_gets_a_salt_like_a_known_one(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    def salt(login: str) -> bytes:
        with portal.engine.begin() as connection:
            return bytes(connection.scalar(text("SELECT portal_salt(:login)"), {"login": login}))

    assert salt("nobody") == salt(" NOBODY ") != salt("nobody else")
    assert len(salt("nobody")) == len(salt(rosa.login)) == 16


def test_failures_are_counted_and_lock_the_account_for_growing_times(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    def fail() -> PortalAccount:
        with pytest.raises(Forbidden, match=WRONG):
            portal.open_session_with_key(rosa.login, b"wrong")
        with clinic.db.transaction() as session:
            return session.get_one(PortalAccount, rosa.account_id)

    def lock_passes() -> None:
        with clinic.db.transaction() as session:
            session.execute(text("UPDATE portal_account SET locked_until = locked_until - interval '2 hours'"))

    assert [fail().locked_until for _ in range(4)] == [None] * 4
    waits = []
    for _ in range(8):
        account = fail()
        with clinic.db.transaction() as session:
            now = session.scalar(select(func.now()))
        assert account.locked_until is not None and now is not None
        waits.append(round((account.locked_until - now).total_seconds() / 60))
        lock_passes()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert account.failures == 12


def test_a_locked_account_refuses_the_right_password_with_the_same_words(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    for _ in range(5):
        with pytest.raises(Forbidden, match=WRONG):
            portal.open_session_with_key(rosa.login, b"wrong")
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session_with_key(rosa.login, KEY)
    with pytest.raises(Forbidden, match=WRONG):
        portal.open_session_with_key("nobody", KEY)


def test_an_account_without_a_key_can_not_sign_in(clinic: Clinic, portal: PortalClient) -> None:
    patient = clinic.patient()
    with clinic.db.transaction() as session:
        login = session.query(PortalAccount.login).filter_by(patient_id=patient.id).scalar()
    for key in (b"", KEY, None):
        with pytest.raises(Forbidden, match=WRONG):
            portal.open_session_with_key(login, key)  # type: ignore[arg-type]
