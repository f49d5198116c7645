"""Taking back that two records aren't the same money."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.actions.match_parts import Key
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Invalid
from db.models import MatchDismissal
from db.registry import action
from db.roles import Permission


@action("match.suggest-again", needs=Permission.PAYMENT_MATCH)
def suggest_again(session: Session, *, by: Credential, left: Key, right: Key) -> None:
    """Let two records be suggested for each other again, and be matched by themselves where a number says so.

    Both sides of the audit stay: who dismissed it, and who took that back. Raises `Conflict` where somebody did
    already.
    """
    if len(left) != 2 or len(right) != 2:
        raise Invalid("left", "Choose what was dismissed. Nothing was changed.")
    first, second = sorted([left, right])
    row = MatchDismissal
    gone = session.scalars(
        delete(row)
        .where(row.left_kind == first[0], row.left_id == first[1])
        .where(row.right_kind == second[0], row.right_id == second[1])
        .returning(row.id)
    ).all()
    if not gone:
        raise Conflict("This was taken back already. Nothing was changed.")
    audit(session, "payment-match.suggested-again", subject=left, right=list(right))
