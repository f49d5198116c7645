"""Reply templates: those offered in the composer, and all of them for their settings page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import ReplyTemplate, Site
from db.queries.paging import plain_rows
from db.registry import acting, query
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template that can be inserted; `clinic_phone` is the telephone of the viewer's site.

    `scope`: `mine`, `team` (of one of the viewer's teams) or `all`.
    """

    id: int
    name: str
    topic: str
    language: str
    body: str
    clinic_phone: str
    scope: str


_MINE = ReplyTemplate.staff_id == bindparam("staff", type_=BigInteger)
_TEAMS = ReplyTemplate.team_id == any_(bindparam("teams", type_=ARRAY(BigInteger)))
_SCOPE = case((_MINE, "mine"), (_TEAMS, "team"), else_="all")
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
        _SCOPE.label("scope"),
    )
    .where(
        ReplyTemplate.active,
        or_(_MINE, _TEAMS, ReplyTemplate.team_id.is_(None) & ReplyTemplate.staff_id.is_(None)),
    )
    .order_by(case((_MINE, 0), (_TEAMS, 1), else_=2), ReplyTemplate.name)
    .limit(200)
)


@query("reply_template.offered", needs=Permission.TEMPLATE_VIEW)
def offered(session: Session, *, viewer: Credential) -> tuple[TemplateLine, ...]:
    """The active templates of the viewer's own, then of their teams, then for everybody."""
    actor = acting(session)
    found = plain_rows(
        session, _OFFERED, {"site": actor.site_id, "teams": sorted(actor.team_ids), "staff": actor.staff_id}
    )
    return tuple(TemplateLine(**row) for row in found.mappings())
