"""A proxy does through the portal's contract what the scopes of the access open today, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import func, select

from db.engine import DatabaseRole, Organisation
from db.errors import NotFound
from db.models import ProxyGrant
from db.portal import PortalClient, PortalFile, PortalToken
from rules.proxy_scopes import LIMITED, SCOPES
from tests.conftest import Clinic
from tests.db.portal_proxies import change, grant, turns
from tests.db.portal_refills import medication
from tests.db.portal_reports import attach, report
from tests.db.portal_visits import PDF, Visit, reply, rows, write


class House:
    """A patient with a conversation, a result, a medication and a request, and her daughter."""

    def __init__(self, clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit) -> None:
        self.clinic, self.portal, self.rosa, self.ana = clinic, portal, rosa, ana
        self.patient_id = rosa.patient.id
        self.thread_id, _ = write(portal, rosa, files=[PortalFile("a.pdf", PDF)])
        reply(clinic, self.thread_id)
        self.letter = portal.read(rosa.token, self.thread_id)[0].files[0].id or 0
        self.report_id = report(clinic, self.patient_id)
        self.sheet = attach(clinic, self.report_id)
        self.pills = medication(clinic, self.patient_id)
        self.asked = portal.request_refill(rosa.token, patient_id=self.patient_id, medication_id=self.pills)

    def ways(self) -> dict[str, list[Callable[[], object]]]:
        """All ways of the daughter's to her mother's things, by the scope that they need."""
        portal, token, patient_id = self.portal, self.ana.token, self.patient_id
        return {
            "messages": [
                lambda: portal.read(token, self.thread_id),
                lambda: portal.file(token, self.letter),
                lambda: portal.send_message(token, patient_id=patient_id, topic="health", body="Hello"),
                lambda: portal.send_message(token, patient_id=patient_id, thread_id=self.thread_id, body="Hello"),
            ],
            "results": [
                lambda: portal.result(token, self.report_id),
                lambda: portal.file(token, self.sheet),
                lambda: portal.mark_result_read(token, self.report_id),
            ],
            "refills": [
                lambda: portal.medications(token, patient_id),
                lambda: portal.request_refill(
                    token, patient_id=patient_id, medication_id=medication(self.clinic, patient_id)
                ),
            ],
        }

    def open(self) -> set[str]:
        """The scopes whose every way is open; of the others each must be closed."""
        opened = set()
        for scope, attempts in self.ways().items():
            reached = {self._reaches(attempt) for attempt in attempts} | {self._listed(scope)}
            assert len(reached) == 1, (scope, reached)
            opened |= {scope} if reached == {True} else set()
        return opened

    def _listed(self, scope: str) -> bool:
        portal = self.portal
        lists: dict[str, Callable[[PortalToken], Sequence[Any]]] = {
            "messages": portal.threads, "results": portal.results, "refills": portal.refill_requests,
        }  # fmt: skip
        return self.patient_id in {line.patient_id for line in lists[scope](self.ana.token)}

    @staticmethod
    def _reaches(attempt: Callable[[], object]) -> bool:
        try:
            attempt()
        except NotFound:
            return False
        return True


@pytest.fixture
def house(clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit) -> House:
    return House(clinic, portal, rosa, ana)


WAYS = {"messages", "results", "refills"}


@pytest.mark.parametrize("scopes", [*[(scope,) for scope in SCOPES], ("messages", "refills"), tuple(SCOPES)])
def test_each_scope_opens_its_own_functions_and_no_others(house: House, scopes: tuple[str, ...]) -> None:
    grant(house.clinic, house.ana.account_id, house.patient_id, *scopes)
    assert house.open() == WAYS & set(scopes)
    people = {person.patient_id: set(person.scopes) for person in house.portal.people(house.ana.token)}
    assert people == {house.ana.patient.id: set(SCOPES), house.patient_id: set(scopes)}


@pytest.mark.parametrize(
    ("age", "opened"), [(11, set(SCOPES)), (12, set(LIMITED)), (17, set(LIMITED)), (18, set()), (40, set())]
)
def test_a_parents_access_narrows_and_ends_with_the_childs_age(house: House, age: int, opened: set[str]) -> None:
    turns(house.clinic, house.patient_id, age)
    grant(house.clinic, house.ana.account_id, house.patient_id, relation="parent", basis="parental")
    assert house.open() == WAYS & opened
    people = {person.patient_id: set(person.scopes) for person in house.portal.people(house.ana.token)}
    assert people.get(house.patient_id, set()) == opened


def test_two_grants_open_what_both_open(house: House) -> None:
    grant(house.clinic, house.ana.account_id, house.patient_id, "messages")
    grant(house.clinic, house.ana.account_id, house.patient_id, "refills", starts_on=func.current_date() - 5)
    assert house.open() == {"messages", "refills"}


def test_the_patients_own_account_may_do_everything_whatever_a_grant_says(house: House) -> None:
    grant(house.clinic, house.rosa.account_id, house.patient_id, "billing")
    (me,) = house.portal.people(house.rosa.token)
    assert set(me.scopes) == set(SCOPES)
    assert house.portal.results(house.rosa.token) and house.portal.threads(house.rosa.token)


def test_a_form_sent_again_after_the_scope_was_taken_tells_nothing(house: House) -> None:
    granted = grant(house.clinic, house.ana.account_id, house.patient_id, "messages", "refills")
    form, second = uuid4(), uuid4()
    portal, token = house.portal, house.ana.token
    pills = medication(house.clinic, house.patient_id)
    portal.send_message(token, patient_id=house.patient_id, topic="health", body="Hello", once=form)
    portal.request_refill(token, patient_id=house.patient_id, medication_id=pills, once=second)
    change(house.clinic, granted, scopes=["billing"])
    with pytest.raises(NotFound):
        portal.send_message(token, patient_id=house.patient_id, topic="health", body="Hello", once=form)
    with pytest.raises(NotFound):
        portal.request_refill(token, patient_id=house.patient_id, medication_id=pills, once=second)


def test_a_scope_that_is_taken_bites_inside_an_open_transaction(
    house: House, intruder: psycopg.Connection[Any]
) -> None:
    granted = grant(house.clinic, house.ana.account_id, house.patient_id)
    with intruder.transaction():
        intruder.execute("SELECT portal_enter(%s)", (house.ana.token.value,))
        assert len(rows(intruder, "SELECT * FROM portal_threads()")) == 1
        change(house.clinic, granted, scopes=["billing"])
        for function in ("portal_threads()", "portal_results()", "portal_refill_requests()"):
            assert rows(intruder, f"SELECT * FROM {function}") == []
        with pytest.raises(errors.NoDataFound), intruder.transaction():
            intruder.execute("SELECT * FROM portal_read_thread(%s)", (house.thread_id,))


def test_row_security_alone_keeps_what_a_scope_does_not_open_from_the_contracts_own_role(
    place: Organisation, house: House, owner: psycopg.Connection[Any]
) -> None:
    granted = grant(house.clinic, house.ana.account_id, house.patient_id, "billing")
    owner.execute("SELECT set_config('portside.portal_token', %s, false)", (house.ana.token.value,))
    owner.execute(f'SET ROLE "{place.role(DatabaseRole.CONTRACT)}"')
    counts = (
        "SELECT (SELECT count(id) FROM thread), (SELECT count(id) FROM diagnostic_report), "
        "(SELECT count(id) FROM medication), (SELECT count(id) FROM refill_request)"
    )
    assert rows(owner, counts) == [(0, 0, 0, 0)]
    for place_in_row, scope in enumerate(("messages", "results", "refills")):
        change(house.clinic, granted, scopes=[scope])
        seen = rows(owner, counts)[0]
        assert {index for index, count in enumerate(seen) if count} == {place_in_row} | (
            {3} if scope == "refills" else set()
        )


def used_at(clinic: Clinic, grant_id: int) -> Any:
    with clinic.db.transaction() as session:
        return session.scalars(select(ProxyGrant.last_used_at).where(ProxyGrant.id == grant_id)).one()


def test_the_use_of_an_access_is_noted_but_not_by_looking_at_ones_own(house: House) -> None:
    granted = grant(house.clinic, house.ana.account_id, house.patient_id)
    write(house.portal, house.ana)
    house.portal.read(house.rosa.token, house.thread_id)
    house.portal.people(house.ana.token)
    assert used_at(house.clinic, granted) is None
    ways = house.ways()
    reading, sending = ways["messages"][0], ways["messages"][2]
    for attempt in (reading, sending, ways["results"][2], *ways["refills"]):
        change(house.clinic, granted, last_used_at=None)
        attempt()
        assert used_at(house.clinic, granted) is not None
    noted = used_at(house.clinic, granted)
    reading()
    assert used_at(house.clinic, granted) == noted  # not written again within the hour


def test_only_the_grant_that_opened_the_way_counts_as_used(house: House) -> None:
    used = grant(house.clinic, house.ana.account_id, house.patient_id, "messages")
    other = grant(house.clinic, house.ana.account_id, house.patient_id, "refills", starts_on=func.current_date() - 5)
    house.portal.read(house.ana.token, house.thread_id)
    assert used_at(house.clinic, used) is not None and used_at(house.clinic, other) is None
