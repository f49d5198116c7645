"""The register of access: each list holds what it says, pages by keyset, and finds both sides by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func

from db.errors import Forbidden, Invalid, NotFound
from db.models import Patient
from db.queries import proxy_register
from db.queries.proxy_register import GrantPage
from rules.proxy_ages import birthday
from tests.conftest import Clinic
from tests.proxies import aged, given, put_grant, ready, today

DAY = timedelta(days=1)


def register(clinic: Clinic, view: str, **more: Any) -> GrantPage:
    """A list, as the front desk reads it."""
    erin = clinic.erin
    with clinic.db.reading() as session:
        return proxy_register.register(session, viewer=erin, view=view, **more)


def ids(clinic: Clinic, view: str, **more: Any) -> list[int]:
    """The access on a list, in its order."""
    return [line.id for line in register(clinic, view, **more).lines]


def minors(clinic: Clinic, age: int, **values: Any) -> int:
    """A parent's access to a child of that age; its id."""
    leo = aged(clinic, age, **values)
    made = given(clinic, leo, "parental", relation="parent", consent="none", scopes=("results", "messages"),
                 proxy_email=f"parent{leo.id}@example.invalid")  # fmt: skip
    return made.id


def test_each_list_holds_what_it_says(clinic: Clinic) -> None:
    on = today(clinic)
    fine, ending, old, revoked = (
        given(clinic, aged(clinic, 50), proxy_email=f"proxy{number}@example.invalid").id for number in range(4)
    )
    put_grant(clinic, ending, ends_on=on + 40 * DAY)
    put_grant(clinic, old, starts_on=on - 60 * DAY)
    put_grant(clinic, revoked, revoked_at=func.now(), revoked_by="Erin Walsh", revoked_reason="Asked for.")
    assert ids(clinic, "in-force") == [old, ending, fine]
    assert ids(clinic, "soon") == [ending]
    assert ids(clinic, "unused") == [old]
    assert ids(clinic, "revoked") == [revoked]
    assert ids(clinic, "all") == [revoked, old, ending, fine]
    put_grant(clinic, old, last_used_at=func.now())
    assert ids(clinic, "unused") == []


def test_a_birthday_that_narrows_or_ends_access_is_a_change_to_come(clinic: Clinic) -> None:
    narrowed, ended = minors(clinic, 12, birthday_in=30), minors(clinic, 18, birthday_in=10)
    minors(clinic, 8, birthday_in=30)
    page = register(clinic, "soon")
    assert [line.id for line in page.lines] == [ended, narrowed]
    turns = [line.turns for line in page.lines]
    assert turns[0] is not None
    assert turns[1] is not None
    assert (turns[0].on, turns[0].to) == (today(clinic) + 10 * DAY, ())
    assert (turns[1].on, turns[1].to) == (today(clinic) + 30 * DAY, ("messages",))


def test_who_came_of_age_is_on_the_list_of_those_that_aged_out(clinic: Clinic) -> None:
    grant_id = minors(clinic, 17, birthday_in=-300)
    assert ids(clinic, "aged") == []
    line = register(clinic, "all").lines[0]
    with clinic.db.transaction() as session:
        session.get_one(Patient, line.patient_id).birth_date = birthday(today(clinic) - DAY, -18)
    put_grant(clinic, grant_id, ends_on=None)
    assert ids(clinic, "in-force") == []
    (aged_out,) = register(clinic, "aged").lines
    assert (aged_out.id, aged_out.state, aged_out.opens) == (grant_id, "aged-out", ())


@pytest.mark.parametrize("view", ["all", "soon", "revoked"])
def test_it_pages_by_keyset_without_loss(clinic: Clinic, view: str) -> None:
    made = [given(clinic, aged(clinic, 50), proxy_email=f"proxy{number}@example.invalid").id for number in range(5)]
    for number, grant_id in enumerate(made):
        put_grant(clinic, grant_id, ends_on=today(clinic) + (20 + number // 2) * DAY)
        if view == "revoked":
            put_grant(clinic, grant_id, revoked_at=func.now() - number // 2 * DAY, revoked_by="Erin Walsh")
    found, after = [], None
    while True:
        page = register(clinic, view, after=after, size=2)
        found += [line.id for line in page.lines]
        after = page.next
        if after is None:
            break
    assert found == ids(clinic, view)
    assert sorted(found) == sorted(made)


def test_both_sides_are_found_by_name_and_each_has_a_list_of_their_own(clinic: Clinic) -> None:
    rosa = aged(clinic, 60, family="Quintana")
    one, other = given(clinic, rosa), given(clinic, aged(clinic, 61), proxy_name="Ivo Stern", proxy_email="i@x.invalid")
    assert ids(clinic, "all", text="quintana") == [one.id]
    assert ids(clinic, "all", text="ivo ster") == [other.id]
    assert ids(clinic, "all", text="i@x.invalid") == [other.id]
    assert ids(clinic, "all", text="100%") == []
    assert ids(clinic, "all", patient_id=rosa.id) == [one.id]
    assert ids(clinic, "all", account_id=other.account_id) == [other.id]


def test_the_lists_are_counted_as_they_are_read(clinic: Clinic) -> None:
    fine, revoked = (
        given(clinic, aged(clinic, 50), proxy_email=f"proxy{number}@example.invalid") for number in range(2)
    )
    minors(clinic, 18, birthday_in=10)
    put_grant(clinic, revoked.id, revoked_at=func.now(), revoked_by="Erin Walsh", revoked_reason="Asked for.")
    erin = clinic.erin
    for of in (
        {},
        {"account_id": fine.account_id},
        {"patient_id": revoked.patient_id},
        {"text": "nobody of this name"},
    ):
        with clinic.db.reading() as session:
            found = proxy_register.counts(session, viewer=erin, **of)
        assert {view: count.value for view, count in found.items()} == {
            view: len(ids(clinic, view, **of)) for view in proxy_register.VIEWS
        }


def test_one_access_says_what_it_may_open_and_whether_two_agreed(clinic: Clinic) -> None:
    made = given(clinic, scopes=("view", "messages"))
    both = ready(clinic, aged(clinic, 80), "four-eyes", consent="none", proxy_email="b@example.invalid")
    erin = clinic.erin
    with clinic.db.reading() as session:
        found = proxy_register.one(session, viewer=erin, grant_id=made.id)
        assert (found.offered, found.two, found.task_id is None) == (("view", "messages"), False, False)
        with pytest.raises(NotFound):
            proxy_register.one(session, viewer=erin, grant_id=made.id + both.request_id + 1000)


def test_a_view_that_isnt_there_and_a_role_that_may_not_are_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid):
        register(clinic, "nothing")
    farid = clinic.farid
    for read in (proxy_register.register, proxy_register.counts):
        with clinic.db.reading() as session, pytest.raises(Forbidden):
            read(session, viewer=farid)
