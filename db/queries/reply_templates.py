"""Reply templates: those offered in the composer, and all of them for their settings page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import ReplyTemplate, Site
from db.queries.paging import plain_rows
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


_OFFERED = (
    select(
        ReplyTemplate.id,
        ReplyTemplate.name,
        ReplyTemplate.topic,
        ReplyTemplate.language,
        ReplyTemplate.body,
        func.coalesce(select(Site.phone).where(Site.id == bindparam("site")).scalar_subquery(), "").label(
            "clinic_phone"
        ),
    )
    .where(
        ReplyTemplate.active,
        or_(
            ReplyTemplate.team_id.is_(None),
            ReplyTemplate.team_id == any_(bindparam("teams", type_=ARRAY(BigInteger))),
        ),
    )
    .order_by(ReplyTemplate.name)
    .limit(200)
)


@query("reply_template.offered", needs=Permission.TEMPLATE_VIEW)
def offered(session: Session, *, viewer: Credential) -> tuple[TemplateLine, ...]:
    """The active templates for everybody and for the viewer's teams."""
    actor = acting(session)
    found = plain_rows(session, _OFFERED, {"site": actor.site_id, "teams": sorted(actor.team_ids)})
    return tuple(TemplateLine(**row) for row in found.mappings())
