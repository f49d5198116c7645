"""The clinic's named settings: each value is checked as strictly as the code that will read it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.audit import audit
from db.credentials import Credential
from db.errors import Invalid
from db.models import Setting, Team
from db.nouns import load
from db.registry import acting, action
from db.roles import Permission
from db.settings import SETTINGS, Value

load("db.settings")


@action("setting.change", needs=Permission.SETTING_EDIT)
def change_setting(session: Session, *, by: Credential, key: str, value: Value) -> None:
    """Set a named setting of the clinic, or of a team (`deadlines:team:3`).

    Raises `Invalid` with what can't be used; nothing is changed then.
    """
    actor = acting(session)
    name, _, team = key.partition(":team:")
    setting = SETTINGS.get(name)
    if setting is None or (team and not setting.by_team):
        raise Invalid("key", f"There is no setting {key!r}; there are {', '.join(sorted(SETTINGS))}.")
    if team and not (team.isdecimal() and session.scalar(select(Team.id).where(Team.id == int(team)))):
        raise Invalid("key", f"There is no team {team}.")
    try:
        setting.check(value, actor.now.year)
    except (ValueError, TypeError, AttributeError) as error:
        raise Invalid("value", f"{error or 'This value has another shape than the setting needs.'}") from None
    row = insert(Setting).values(key=key, value=dict(value), changed_at=actor.now)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["key"],
            set_={"value": row.excluded.value, "version": Setting.version + 1, "changed_at": actor.now},
        )
    )
    audit(session, "setting.changed", subject=("setting", None), key=key)


def cautions(key: str, value: Value) -> tuple[str, ...]:
    """What whoever sets this should know, as sentences, such as what US law thinks of a delay of all results."""
    return SETTINGS[key].cautions(value) if key in SETTINGS else ()
