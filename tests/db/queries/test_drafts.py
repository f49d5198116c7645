"""One's own unsent texts: on any task one works on, never a colleague's."""

from __future__ import annotations

import pytest

from db.actions.drafts import save_draft
from db.errors import Forbidden
from db.queries.drafts import Drafts, mine
from tests.conftest import Clinic
from tests.results import filed, task_of


def test_a_comment_and_a_note_are_kept_per_person(clinic: Clinic) -> None:
    task_id = task_of(clinic, filed(clinic, clinic.patient())).id
    alice = clinic.alice
    with clinic.db.transaction() as session:
        for kind in ("reply", "note"):
            save_draft(session, by=alice, task_id=task_id, kind=kind, body=f"A {kind}", seen_inbound_id=None)
    with clinic.db.transaction() as session:
        assert mine(session, viewer=alice, task_id=task_id) == Drafts("A reply", "A note")
        assert mine(session, viewer=clinic.dev, task_id=task_id) == Drafts()


def test_who_comments_on_no_results_keeps_no_comment_but_a_note(clinic: Clinic) -> None:
    task_id = task_of(clinic, filed(clinic, clinic.patient())).id
    carla = clinic.carla
    with clinic.db.transaction() as session:
        save_draft(session, by=carla, task_id=task_id, kind="note", body="Mine", seen_inbound_id=None)
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        save_draft(session, by=carla, task_id=task_id, kind="reply", body="Mine", seen_inbound_id=None)
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        save_draft(session, by=clinic.erin, task_id=clinic.conversation(), kind="reply", body="M", seen_inbound_id=None)
