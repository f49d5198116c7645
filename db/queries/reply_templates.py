"""Reply templates: those offered in the composer, and all of them for their settings page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import ReplyTemplate, Site
from db.registry import acting, query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template that can be inserted; `clinic_phone` is the telephone of the viewer's site."""

    id: int
    name: str
    topic: str
    language: str
    body: str
    clinic_phone: str


@query("reply_template.offered", needs=Permission.TEMPLATE_VIEW)
def offered(session: Session, *, viewer: Credential) -> tuple[TemplateLine, ...]:
    """The active templates for everybody and for the viewer's teams."""
    actor = acting(session)
    phone = select(Site.phone).where(Site.id == actor.site_id).scalar_subquery()
    rows = session.execute(
        select(ReplyTemplate, phone.label("phone"))
        .where(ReplyTemplate.active, or_(ReplyTemplate.team_id.is_(None), ReplyTemplate.team_id.in_(actor.team_ids)))
        .order_by(ReplyTemplate.name)
        .limit(200)
    )
    return tuple(
        TemplateLine(
            row.ReplyTemplate.id,
            row.ReplyTemplate.name,
            row.ReplyTemplate.topic,
            row.ReplyTemplate.language,
            row.ReplyTemplate.body,
            row.phone or "",
        )
        for row in rows
    )
