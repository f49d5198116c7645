"""Notes: kept once, seen by staff, and telling each colleague whom they name."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from db.actions.notes import Noted, add_note, mentions
from db.actions.notices import see
from db.actions.tasks import claim
from db.credentials import SessionToken
from db.errors import Invalid
from db.models import Note, Task
from tests.conftest import Clinic
from tests.db.working import events, notices


def note(clinic: Clinic, by: SessionToken, task_id: int, body: str, token: UUID | None = None) -> Noted:
    """Leave a note in a transaction of its own."""
    with clinic.db.transaction() as session:
        return add_note(session, by=by, token=token or uuid4(), task_id=task_id, body=body)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@dev can you look?", ["dev"]),
        ("Ask @dev.", ["dev"]),
        ("(@dev, @erin)", ["dev", "erin"]),
        ("@Dev and @dev", ["dev"]),
        ("@anna-maria.b said so", ["anna-maria.b"]),
        ("write to rosa@example.org", []),
        ("rosa.diaz+x@dev", []),
        ("@dev@example.org", []),
        ("at @ 5", []),
        ("new\n@dev", ["dev"]),
    ],
)
def test_mentions_are_whole_words_and_no_addresses(text: str, named: list[str]) -> None:
    assert mentions(text) == named


def test_whom_a_note_names_gets_a_notice(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    noted = note(clinic, clinic.alice, task_id, "@dev: allergic to this? @erin please call. @alice remembers.")
    assert noted.task_id == task_id
    for name in ("dev", "erin"):
        assert notices(clinic, name) == [("mention", task_id, "Alice Moreno")]
    assert notices(clinic, "alice") == [], "nobody is told of their own words"


def test_an_unknown_name_is_refused_by_name_and_nothing_is_kept(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    with pytest.raises(Invalid, match="Nobody here is called @deev") as refused:
        note(clinic, clinic.alice, task_id, "@dev @deev please")
    assert refused.value.field == "body"
    assert notices(clinic, "dev") == []
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Note)) == 0


def test_who_does_not_see_the_queue_can_not_be_mentioned(clinic: Clinic) -> None:
    task_id = clinic.conversation()
    for name, person in (("ben", "Ben Okafor"), ("farid", "Farid Haddad")):
        with pytest.raises(Invalid, match=f"{person} doesn't see this queue"):
            note(clinic, clinic.alice, task_id, f"@{name} look")


def test_pitfall_18_each_mention_is_its_own_and_none_overwrites_another(clinic: Clinic) -> None:
    """Two mentions on one task are two notices, whatever else happened on it (reference pitfall 18)."""
    task_id = clinic.conversation()
    note(clinic, clinic.alice, task_id, "@dev first")
    with clinic.db.transaction() as session:
        claim(session, by=clinic.alice, task_id=task_id)
    note(clinic, clinic.erin, task_id, "@dev second")
    assert [who for _, _, who in notices(clinic, "dev")] == ["Alice Moreno", "Erin Walsh"]


def test_a_second_submit_keeps_one_note_and_one_notice(clinic: Clinic) -> None:
    """(reference pitfall 2)"""
    task_id, alice, token = clinic.conversation(), clinic.alice, uuid4()
    assert note(clinic, alice, task_id, "@dev look", token) == note(clinic, alice, task_id, "@dev look", token)
    assert len(notices(clinic, "dev")) == 1
    assert events(clinic, task_id) == ["noted"]


def test_a_note_is_work_of_its_owner_and_no_edit(clinic: Clinic) -> None:
    task_id, alice = clinic.conversation(), clinic.alice
    with clinic.db.transaction() as session:
        claim(session, by=alice, task_id=task_id)
        session.get_one(Task, task_id).worked_at = None
    note(clinic, clinic.dev, task_id, "Hm.")
    assert clinic.task(task_id).worked_at is None
    note(clinic, alice, task_id, "Hm.")
    assert clinic.task(task_id).worked_at is not None
    assert clinic.task(task_id).version == 2


def test_seeing_marks_ones_own_notices_of_that_task_and_kind(clinic: Clinic) -> None:
    one, other = clinic.conversation(), clinic.conversation()
    for task_id in (one, other):
        note(clinic, clinic.alice, task_id, "@dev @erin look")
    with clinic.db.transaction() as session:
        see(session, by=clinic.dev, task_id=one, kind="assigned")
    assert len(notices(clinic, "dev")) == 2
    with clinic.db.transaction() as session:
        see(session, by=clinic.dev, task_id=one, kind="mention")
    assert [task_id for _, task_id, _ in notices(clinic, "dev")] == [other]
    with clinic.db.transaction() as session:
        see(session, by=clinic.dev, task_id=other)
    assert notices(clinic, "dev") == []
    assert len(notices(clinic, "erin")) == 2
    with pytest.raises(Invalid), clinic.db.transaction() as session:
        see(session, by=clinic.dev, task_id=one, kind="gossip")
