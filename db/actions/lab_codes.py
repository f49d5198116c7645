"""What laboratories' own codes mean: mapping one to LOINC fills it in wherever it was sent, at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.lab_filing_senders import fill_in
from db.actions.tasks import short
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import LabCode
from db.registry import acting, action
from db.roles import Permission
from rules.loinc import is_loinc


@dataclass(frozen=True, slots=True)
class Mapped:
    """A code after a change, and how many values (or reports, for the code of an ordered test) it was filled in on."""

    code_id: int
    version: int
    loinc: str
    filled: int


@action("lab-code.map", needs=Permission.LAB_MANAGE)
def map_code(session: Session, *, by: Credential, code_id: int, seen_version: int, loinc: str) -> Mapped:
    """Say which LOINC a laboratory's code is; every result that was sent with it gets it, whatever it had by this map.

    Raises `Invalid` for what isn't a LOINC code (its last digit checks the others), `Conflict` when somebody changed
    the map since.
    """
    code = _code(session, code_id, seen_version)
    wanted = short(loinc, "loinc", 20)
    if not is_loinc(wanted):
        raise Invalid("loinc", "This is no LOINC code: its last digit doesn't fit the others, or it has another form.")
    return _changed(session, code, wanted)


@action("lab-code.unmap", needs=Permission.LAB_MANAGE)
def unmap_code(session: Session, *, by: Credential, code_id: int, seen_version: int) -> Mapped:
    """Take a mapping back: the code waits to be mapped again, and its results show the laboratory's own name alone."""
    return _changed(session, _code(session, code_id, seen_version), "")


def _code(session: Session, code_id: int, seen_version: int) -> LabCode:
    code = session.scalar(select(LabCode).where(LabCode.id == code_id).with_for_update(key_share=True))
    if code is None:
        raise NotFound("code")
    if code.version != seen_version:
        who = code.mapped_by or "Somebody"
        raise Conflict(f"{who} changed this code in the meantime. Nothing of yours was changed; look again.")
    return code


def _changed(session: Session, code: LabCode, loinc: str) -> Mapped:
    actor, former = acting(session), code.loinc
    code.loinc, code.version = loinc, code.version + 1
    code.mapped_at, code.mapped_by = (actor.now, actor.name) if loinc else (None, None)
    session.flush()
    filled = fill_in(session, code.id, code.lab_id, code.kind, code.code, former, loinc)
    audit(
        session,
        "lab-code.mapped",
        subject=("lab_code", code.id),
        loinc=loinc,
        before=former,
        filled=filled,
    )
    return Mapped(code.id, code.version, loinc, filled)
