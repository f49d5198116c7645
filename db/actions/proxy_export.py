"""The register of access as a file: asked for by one person, made by the worker, opened by nobody else."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from db.actions.documents import Requested
from db.audit import audit
from db.config import config
from db.credentials import Credential
from db.jobs import defer
from db.models import Document
from db.queries.proxy_register import REGISTER
from db.registry import acting, action
from db.roles import Permission


@action("proxy.export", needs=Permission.PROXY_EXPORT, once=True)
def request_export(session: Session, *, by: Credential, token: UUID) -> Requested:
    """Ask for all access there is and was as CSV. Only who asks can open it; it is kept for a week."""
    actor = acting(session)
    today = actor.now.astimezone(config().zone).date()
    document = Document(
        kind=REGISTER,
        name=f"proxy-access-{today.isoformat()}.csv",
        media_type="text/csv",
        requested_by_id=actor.person_id,
        requested_at=actor.now,
    )
    session.add(document)
    session.flush()
    audit(session, "proxy.exported", subject=("document", document.id))
    defer(session, "make_documents")
    return Requested(document.id)
