"""Papers of a request for access: asked for, waited for, and seen before anything is answered."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions import proxies, proxy_checks
from db.errors import Conflict, Invalid, NewInbound
from db.models import Attachment, OutboxMessage
from tests.alarms import now
from tests.conftest import Clinic
from tests.proxies import (
    DAY,
    aged,
    approve,
    ask_papers,
    asked,
    deny,
    on_screen,
    ready,
    request,
    seen,
    untouched,
    withdraw,
)


def drawn(clinic: Clinic, task_id: int) -> dict[str, Any]:
    """What a screen that isn't drawn anew goes on carrying."""
    return {name: value for name, value in on_screen(clinic, task_id).items() if name != "task_id"}


def papers_came(clinic: Clinic, made: proxies.Asked) -> None:
    """Through the portal: no person's edit, so no new version."""
    with clinic.db.transaction() as session:
        session.execute(select(func.proxy_papers_received(made.request_id, "Proxy", 1)))
        session.add(
            Attachment(
                proxy_request_id=made.request_id, name="order.pdf", media_type="application/pdf", content=b"%PDF-1.4"
            )
        )


@pytest.mark.parametrize("deed", ["approve", "deny", "ask", "withdraw"])
def test_papers_that_nobody_saw_stop_the_answer(clinic: Clinic, deed: str) -> None:
    made = ready(clinic)
    answer: dict[str, Any] = {
        "approve": lambda **more: approve(clinic, clinic.erin, made.task_id, **more),
        "deny": lambda **more: deny(clinic, clinic.erin, made.task_id, **more),
        "ask": lambda **more: ask_papers(clinic, made.task_id, **more),
        "withdraw": lambda **more: withdraw(clinic, made.task_id, **more),
    }
    for _ in range(2):
        old = drawn(clinic, made.task_id)
        papers_came(clinic, made)
        with pytest.raises(NewInbound, match="Papers came while you worked"):
            answer[deed](**old)
        assert untouched(clinic, made)
    answer[deed]()


def test_papers_that_a_colleague_kept_stop_the_answer_too(clinic: Clinic) -> None:
    made = ready(clinic)
    old = drawn(clinic, made.task_id)
    with clinic.db.transaction() as session:
        proxy_checks.add_papers(
            session, by=clinic.alice, files=(("order.pdf", b"%PDF-1.7"),), **seen(clinic, made.task_id)
        )
    with pytest.raises(NewInbound, match="Papers came"):
        deny(clinic, clinic.erin, made.task_id, **old | {"seen_version": clinic.task(made.task_id).version})
    with pytest.raises(Conflict, match="Alice"):
        deny(clinic, clinic.erin, made.task_id, **old)
    deny(clinic, clinic.erin, made.task_id)


def test_papers_are_asked_for_by_a_mail_that_names_them_alone_and_waited_for(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 8), relation="guardian")
    ask_papers(clinic, made.task_id)
    task = clinic.task(made.task_id)
    assert (task.status, task.business_status) == ("on-hold", "waiting-for-patient")
    assert task.on_hold_until is not None and 13 * DAY < task.on_hold_until - now(clinic) < 15 * DAY
    assert request(clinic, made.request_id).papers_text == "The order of Leo's custody."
    with clinic.db.transaction() as session:
        mail = session.scalars(select(OutboxMessage)).one()
    assert mail.recipient == "marta@example.invalid"
    assert "the court's order" in mail.body and "Leo" not in mail.body and "custody" not in mail.body
    with pytest.raises(Invalid, match="which papers"):
        ask_papers(clinic, made.task_id, text=" ", papers=())
