"""What a person has typed on a task and not sent yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import BigInteger, bindparam, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Draft
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class Drafts:
    """The viewer's own texts; empty where nothing is kept."""

    reply: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


_MINE = select(Draft.kind, Draft.body).where(
    Draft.task_id == bindparam("task_id", type_=BigInteger), Draft.staff_id == bindparam("me", type_=BigInteger)
)


@query("draft.mine", needs=Permission.TASK_WORK)
def mine(session: Session, *, viewer: Credential, task_id: int) -> Drafts:
    """The viewer's drafts on a task: nobody else reads them. One statement."""
    found = {
        row.kind: row.body for row in plain_rows(session, _MINE, {"task_id": task_id, "me": acting(session).person_id})
    }
    return Drafts(found.get("reply", ""), found.get("note", ""))
