"""The worker's jobs for access: what came in is due, and both sides hear of what the calendar or the portal changed."""

from __future__ import annotations

from console.jobs import proxies
from db.engine import use
from tests.alarms import now, put
from tests.conftest import Clinic
from tests.proxies import DAY, aged, asked, given, put_grant, today, told


def test_a_request_from_the_portal_becomes_due_and_what_was_ended_there_is_told(clinic: Clinic) -> None:
    task_id = asked(clinic, aged(clinic, 60)).task_id
    put(clinic, task_id, due_at=now(clinic), first_response_due_at=None)
    put_grant(clinic, given(clinic).id, revoked_at=now(clinic), revoked_by="Patient")
    with use(clinic.db):
        proxies.schedule_proxies()
    assert clinic.task(task_id).due_at > now(clinic) + DAY
    assert [kind for kind, _, _ in told(clinic)][-2:] == ["ended", "ended"]


def test_both_sides_hear_of_a_change_ahead_once_however_often_the_job_runs(clinic: Clinic) -> None:
    put_grant(clinic, given(clinic).id, ends_on=today(clinic) + 5 * DAY)
    with use(clinic.db):
        proxies.proxy_notices()
        proxies.proxy_notices()
    assert [kind for kind, _, _ in told(clinic)][-2:] == ["soon", "soon"] and len(told(clinic)) == 4
