"""What a grant opens: the database's function and the rule agree on every day, and every reader asks the function."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import ARRAY, Date, Text, bindparam, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.actions.access import proxy_account, relation_of
from db.actions.clinic_settings import change_setting
from db.actions.result_access import require_audience
from db.credentials import COMMAND_LINE_IDENTITY
from db.errors import Invalid
from db.models import Patient, ProxyGrant, Setting, Site
from db.queries.proxy_ages import PROXY_AGES
from db.queries.proxy_ages import ages as ages_set
from db.queries.recipients import in_force, may_act
from rules.proxy_ages import PRESETS, STANDARD, Ages, age_on, ages_to_json, birthday, latest_end, scopes_on
from rules.proxy_scopes import BASES, LIMITED, SCOPES
from tests.conftest import Clinic
from tests.results import filed, own_account, patient_mails, proxy, sees

ALL = tuple(SCOPES)
DAY = timedelta(days=1)
FAR_WEST, FAR_EAST = "Pacific/Honolulu", "Pacific/Kiritimati"
MINORS = tuple(basis for basis in BASES if not BASES[basis].of_adults)

bases = st.sampled_from(tuple(BASES))
scope_lists = st.lists(st.sampled_from(ALL), unique=True).map(tuple)
births = st.dates(date(1990, 1, 1), date(2030, 12, 31)) | st.integers(498, 507).map(lambda n: date(n * 4, 2, 29))
ages_of_clinics = st.builds(
    lambda low, more, limited: Ages(low, min(21, low + more), limited),
    st.integers(1, 21),
    st.integers(0, 8),
    scope_lists,
)

_TEXTS = ARRAY(Text)
_ON_A_DAY = select(
    func.proxy_scopes_on(
        bindparam("basis", type_=Text),
        bindparam("scopes", type_=_TEXTS),
        bindparam("born", type_=Date),
        bindparam("day", type_=Date),
        bindparam("limited_from"),
        bindparam("ends_at"),
        bindparam("limited", type_=_TEXTS),
        type_=_TEXTS,
    )
)


def sql_scopes(
    session: Session, basis: str, scopes: tuple[str, ...], born: date, day: date, ages: Ages = STANDARD
) -> tuple[str, ...]:
    """The database's word on what a grant opens on a day."""
    values = {"basis": basis, "scopes": list(scopes), "born": born, "day": day, "limited_from": ages.limited_from,
              "ends_at": ages.ends_at, "limited": list(ages.limited_scopes)}  # fmt: skip
    return tuple(session.scalars(_ON_A_DAY, values).one())


def opens_at(session: Session, grant_id: int, moment: datetime) -> tuple[str, ...]:
    """What a grant opens at a moment."""
    return tuple(session.scalars(select(func.proxy_grant_scopes(grant_id, moment, type_=_TEXTS))).one())


def acting(clinic: Clinic, *, age: int = 40, **values: Any) -> tuple[Patient, int]:
    """A patient of that age since yesterday, for whom somebody acts; the patient and the proxy's account."""
    with clinic.db.transaction() as session:
        born = birthday(session.scalars(select(func.current_date())).one() - DAY, -age)
    patient = clinic.patient("Leo", birth_date=born)
    account_id = proxy(clinic, patient)
    with clinic.db.transaction() as session:
        session.execute(
            update(ProxyGrant).where(ProxyGrant.account_id == account_id).values({"basis": "consent"} | values)
        )
    return patient, account_id


def test_the_database_and_the_rule_agree_on_what_a_grant_opens_on_any_day(clinic: Clinic) -> None:
    with clinic.db.reading() as session:

        @settings(max_examples=400, deadline=None)
        @given(bases, scope_lists, births, st.data(), ages_of_clinics)
        def agree(basis: str, scopes: tuple[str, ...], born: date, data: st.DataObject, ages: Ages) -> None:
            turn = birthday(born, data.draw(st.sampled_from((ages.limited_from, ages.ends_at, 0))))
            day = turn + data.draw(st.integers(-2, 2) | st.integers(-9000, 9000)) * DAY
            assert sql_scopes(session, basis, scopes, born, day, ages) == scopes_on(basis, scopes, born, day, ages)

        agree()


def test_both_agree_on_the_turns_of_everybody_born_in_four_years_and_the_days_before(clinic: Clinic) -> None:
    births = [date(2004, 1, 1) + n * DAY for n in range(4 * 365 + 1)]
    pairs = [(born, birthday(born, age) - less * DAY) for born in births for age in (12, 18) for less in (1, 0)]
    statement = text(
        "SELECT proxy_scopes_on('parental', ARRAY['results', 'billing'], born, day, 12, 18, ARRAY['billing']) FROM "
        "unnest(cast(:born AS date[]), cast(:days AS date[])) WITH ORDINALITY AS pair (born, day, place) ORDER BY place"
    )
    with clinic.db.reading() as session:
        found = session.scalars(statement, {"born": [one for one, _ in pairs], "days": [day for _, day in pairs]})
        opened = [tuple(scopes) for scopes in found]
    assert opened == [scopes_on("parental", ("results", "billing"), born, day) for born, day in pairs]
    assert set(opened) == {("results", "billing"), ("billing",), ()}


def test_a_birthday_without_a_midnight_is_no_hour_late(clinic: Clinic) -> None:
    """In São Paulo the clocks went forward at midnight of 8 October 2000, so that day began at one."""
    with clinic.db.transaction() as session:
        session.execute(text("SET LOCAL TIME ZONE 'America/Sao_Paulo'"))
        assert sql_scopes(session, "parental", ALL, date(2000, 10, 8), date(2018, 10, 7)) == LIMITED
        assert sql_scopes(session, "parental", ALL, date(2000, 10, 8), date(2018, 10, 8)) == ()


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", FAR_WEST, FAR_EAST])
def test_no_grant_outlives_its_rule_by_the_calendar_of_the_patients_site(clinic: Clinic, zone: str) -> None:
    patient, account_id = acting(clinic)
    with clinic.db.transaction() as session:
        site_id = session.scalars(update(Site).values(time_zone=zone).returning(Site.id)).first()
        session.execute(update(Patient).where(Patient.id == patient.id).values(site_id=site_id))
        grant = session.scalars(select(ProxyGrant.id).where(ProxyGrant.account_id == account_id)).one()

        @settings(max_examples=50, deadline=None)
        @given(bases, scope_lists, births, st.integers(0, 25 * 365), st.none() | st.integers(1, 4000))
        def over(basis: str, scopes: tuple[str, ...], born: date, started: int, asked: int | None) -> None:
            starts_on = born + started * DAY
            end = latest_end(basis, born, starts_on, None if asked is None else starts_on + asked * DAY)
            assume(end is None or end > starts_on)
            session.execute(update(Patient).where(Patient.id == patient.id).values(birth_date=born))
            values = {"basis": basis, "scopes": list(scopes), "starts_on": starts_on, "ends_on": end}
            session.execute(update(ProxyGrant).where(ProxyGrant.id == grant).values(values))
            begins = datetime.combine(starts_on, time(), ZoneInfo(zone))
            assert opens_at(session, grant, begins - timedelta(microseconds=1)) == ()
            assert opens_at(session, grant, begins) == scopes_on(basis, scopes, born, starts_on)
            if end is not None:
                over_at = datetime.combine(end, time(), ZoneInfo(zone))
                last = opens_at(session, grant, over_at - timedelta(microseconds=1))
                assert last == scopes_on(basis, scopes, born, end - DAY)
                for later in (timedelta(0), timedelta(hours=30), 400 * DAY):
                    assert opens_at(session, grant, over_at + later) == ()
            if basis in MINORS:
                assert end is not None and age_on(born, end - DAY) < 18

        over()


def test_a_revoked_grant_opens_nothing_from_then_on(clinic: Clinic) -> None:
    patient, account_id = acting(clinic, revoked_at=func.now())
    with clinic.db.transaction() as session:
        grant = session.scalars(select(ProxyGrant.id).where(ProxyGrant.account_id == account_id)).one()
        assert opens_at(session, grant, session.scalars(select(func.now())).one()) == ()
        assert session.scalars(select(ProxyGrant.id).where(in_force(patient.id))).all() == []


@pytest.mark.parametrize("basis", ["custodial", "minor-full", "four-eyes"])
def test_what_is_renewed_yearly_has_an_end_in_the_database_too(clinic: Clinic, basis: str) -> None:
    with pytest.raises(IntegrityError, match="ck_proxy_grant_yearly"):
        acting(clinic, basis=basis)


def open_to(clinic: Clinic, patient: Patient, account_id: int) -> set[str]:
    """The scopes in which an account acts for a patient today; the empty one stands for any."""
    with clinic.db.transaction() as session:
        asked = [(scope, may_act(account_id, patient.id, scope or None)) for scope in ("", *ALL)]
        return {scope for scope, condition in asked if session.scalar(select(condition))}


@pytest.mark.parametrize(
    ("age", "grant", "opened"),
    [
        (40, {}, {"", *ALL}),
        (40, {"scopes": ["billing"]}, {"", "billing"}),
        (40, {"scopes": []}, set()),
        (5, {"basis": "parental"}, {"", *ALL}),
        (13, {"basis": "parental"}, {"", *LIMITED}),
        (13, {"basis": "parental", "scopes": ["results"]}, set()),
        (13, {"basis": "minor-full", "ends_on": date(9000, 1, 1)}, {"", *ALL}),
        (18, {"basis": "parental"}, set()),
        (18, {"basis": "minor-full", "ends_on": date(9000, 1, 1)}, set()),
        (40, {"ends_on": date(2021, 1, 1)}, set()),
    ],
)
def test_readers_see_the_scopes_that_are_open_today_and_no_others(
    clinic: Clinic, age: int, grant: dict[str, Any], opened: set[str]
) -> None:
    patient, account_id = acting(clinic, age=age, **grant)
    assert open_to(clinic, patient, account_id) == opened
    assert open_to(clinic, patient, own_account(clinic, patient)) == {"", *ALL}
    with clinic.db.transaction() as session:
        may_write = "messages" in opened
        assert relation_of(session, account_id, patient.id, "messages") == ("parent" if may_write else None)
        assert relation_of(session, account_id, patient.id) == ("parent" if opened else None)
        written_to = proxy_account(session, patient.id)
        assert (written_to.id if written_to else None) == (account_id if may_write else None)


def test_a_second_grant_opens_what_the_first_does_not(clinic: Clinic) -> None:
    patient, account_id = acting(clinic, scopes=["messages"])
    with clinic.db.transaction() as session:
        session.add(
            ProxyGrant(account_id=account_id, patient_id=patient.id, relation="parent", scopes=["billing"],
                       starts_on=date(2021, 1, 1))
        )  # fmt: skip
    assert open_to(clinic, patient, account_id) == {"", "messages", "billing"}


def test_a_teenagers_parent_neither_sees_results_nor_is_told_of_them(clinic: Clinic) -> None:
    child, mother = acting(clinic, age=11, basis="parental")
    teen, father = acting(clinic, age=12, basis="parental")
    ours, theirs = filed(clinic, child), filed(clinic, teen)
    assert sees(clinic, mother, ours) and sees(clinic, own_account(clinic, child), ours)
    assert not sees(clinic, father, theirs) and sees(clinic, own_account(clinic, teen), theirs)
    assert {mail.account_id for mail in patient_mails(clinic)} == {
        mother, own_account(clinic, child), own_account(clinic, teen),
    }  # fmt: skip
    with clinic.db.transaction() as session:
        require_audience(session, child.id, "account", mother)
        with pytest.raises(Invalid, match="or not for results"):
            require_audience(session, teen.id, "account", father)


def test_the_ages_of_another_jurisdiction_hold_at_once(clinic: Clinic) -> None:
    patient, account_id = acting(clinic, age=13, basis="parental")
    assert "messages" in open_to(clinic, patient, account_id)
    with clinic.db.transaction() as session:
        change_setting(session, by=COMMAND_LINE_IDENTITY, key=PROXY_AGES, value=ages_to_json(PRESETS["NHS"]))
        assert ages_set(session) == PRESETS["NHS"]
    assert open_to(clinic, patient, account_id) == set()


NHS = ages_to_json(PRESETS["NHS"])


@pytest.mark.parametrize(
    "value",
    [
        {"jurisdiction": "NHS"},
        NHS | {"ends_at": "16"},
        NHS | {"ends_at": 16.5},
        NHS | {"ends_at": 16.0},
        NHS | {"ends_at": None},
        NHS | {"ends_at": [16]},
        NHS | {"ends_at": 100},
        NHS | {"ends_at": 12},
        NHS | {"limited_from": 0},
        NHS | {"limited_from": True},
        NHS | {"limited_from": -3},
        NHS | {"limited_from": 1e30},
        NHS | {"asked_from": "11"},
        NHS | {"asked_from": 17},
        NHS | {"asked_from": [None]},
        NHS | {"asked_from": [11]},
        NHS | {"limited_scopes": "view"},
        NHS | {"limited_scopes": ["everything"]},
        NHS | {"limited_scopes": [["view"]]},
        NHS | {"limited_scopes": {"view": 1}},
        NHS | {"limited_scopes": None},
        NHS | {"jurisdiction": ""},
        NHS | {"jurisdiction": 3},
        NHS | {"jurisdiction": "x" * 41},
        NHS | {"majority": 18},
        [],
        [NHS],
        "NHS",
        16,
        None,
    ],
)
def test_ages_that_cant_be_used_are_refused_and_written_otherwise_leave_the_standard(
    clinic: Clinic, value: Any
) -> None:
    if isinstance(value, dict):
        with pytest.raises(Invalid), clinic.db.transaction() as session:
            change_setting(session, by=COMMAND_LINE_IDENTITY, key=PROXY_AGES, value=value)
    with clinic.db.transaction() as session:
        session.add(Setting(key=PROXY_AGES, value=value))
    with clinic.db.transaction() as session:
        assert ages_set(session) == STANDARD
        row = session.execute(text("SELECT limited_from, ends_at, limited FROM proxy_ages()")).one()
    assert (row.limited_from, row.ends_at, tuple(row.limited)) == (12, 18, LIMITED)


@pytest.mark.parametrize("value", [NHS, NHS | {"asked_from": None}, NHS | {"limited_scopes": ["billing", "view"]},
                                   NHS | {"limited_from": 16, "ends_at": 16, "jurisdiction": "Skåne"}])  # fmt: skip
def test_ages_that_can_be_used_are_the_same_in_the_database_and_here(clinic: Clinic, value: dict[str, Any]) -> None:
    less = {name: each for name, each in value.items() if each is not None}
    for written in (value, less):
        with clinic.db.transaction() as session:
            change_setting(session, by=COMMAND_LINE_IDENTITY, key=PROXY_AGES, value=written)
            ages = ages_set(session)
            row = session.execute(text("SELECT limited_from, ends_at, limited FROM proxy_ages()")).one()
        assert (row.limited_from, row.ends_at, tuple(row.limited)) == (
            ages.limited_from, ages.ends_at, ages.limited_scopes,
        )  # fmt: skip
        assert ages.jurisdiction == value["jurisdiction"] and ages.asked_from == value["asked_from"]
