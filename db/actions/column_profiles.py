"""How a bank's or processor's CSV is read, confirmed by a person once for each header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.actions.billing_files import BEING_READ, READ, asked, wait_again
from db.audit import audit
from db.credentials import Credential
from db.errors import Invalid, NotFound
from db.jobs import defer
from db.models import BillingFile, ColumnProfile
from db.registry import acting, action
from db.roles import Permission
from rules.column_profiles import ColumnProfile as Rule

LONGEST_NAME = 80
LOCK = func.hashtext(func.concat("portside.column-profile.", func.current_schema()))


@dataclass(frozen=True, slots=True)
class Kept:
    """A profile as it is kept. `version` is another one each time a person says anew how it reads."""

    id: int
    version: int
    rule: Mapping[str, Any]


@action("column-profile.find", needs=Permission.SYSTEM_RUN)
def find(
    session: Session, *, by: Credential, fingerprint: bytes | None = None, profile_id: int | None = None
) -> Kept | None:
    """The active profile of a header, or that of a number; None where nobody confirmed one."""
    found = select(ColumnProfile.id, ColumnProfile.version, ColumnProfile.rule).where(ColumnProfile.active)
    wanted = ColumnProfile.id == profile_id if profile_id is not None else ColumnProfile.fingerprint == fingerprint
    row = session.execute(found.where(wanted)).one_or_none()
    return None if row is None else Kept(row.id, row.version, row.rule)


@action("column-profile.stands", needs=Permission.SYSTEM_RUN)
def stands(session: Session, *, by: Credential, kept: Kept) -> bool:
    """Whether nobody changed or retired a profile since it was found; nobody does until this transaction ends."""
    found = select(ColumnProfile.id).where(
        ColumnProfile.id == kept.id, ColumnProfile.version == kept.version, ColumnProfile.active
    )
    return session.scalar(found.with_for_update(read=True)) is not None


@action("column-profile.confirm", needs=Permission.BILLING_IMPORT)
def confirm(session: Session, *, by: Credential, file_id: int, version: int, rule: Mapping[str, Any]) -> int:
    """Confirm how the CSV `file_id`, and every later one with its header, is read; returns the profile's id.

    `rule` is `rules.column_profiles.ColumnProfile` as JSON. A profile that the header has already is replaced; what was
    posted by the old one stays. Files of this header that aren't posted are read by it, those of which a preview
    stands as well: what somebody said to post was what the old one read, so it is shown and said anew. Raises `Invalid`
    with the field for what can't be read by, `Conflict` where somebody changed the file meanwhile.
    """
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))  # each holds a file, and then wants those of the other
    file = asked(session, file_id, version)
    if file.state not in ("profile", "preview") or file.format != "csv":
        raise Invalid("file_id", "The columns of this file can't be set any more. Nothing was changed.")
    made = _checked(rule, tuple(file.summary.get("header", ())))
    taken = select(ColumnProfile.id).where(
        ColumnProfile.name == made.name, ColumnProfile.fingerprint != made.fingerprint
    )
    if session.scalar(taken) is not None:
        raise Invalid("name", "There is a profile of this name already. Choose another one.")
    actor = acting(session)
    values = {
        "kind": made.kind, "name": made.name, "rule": made.to_json(), "active": True,
        "confirmed_by": actor.name, "confirmed_at": actor.now,
    }  # fmt: skip
    profile_id = session.scalars(
        insert(ColumnProfile)
        .values(fingerprint=made.fingerprint, **values)
        .on_conflict_do_update(index_elements=["fingerprint"], set_=values | {"version": ColumnProfile.version + 1})
        .returning(ColumnProfile.id)
    ).one()
    wait_again(session, file_id, profile_id=profile_id, kind=made.kind, reason="")
    others = _others(session, made.fingerprint, file_id)
    audit(
        session, "column-profile.confirmed", subject=("column_profile", profile_id), name=made.name, file=file_id,
        again=others,
    )  # fmt: skip
    return profile_id


@action("column-profile.retire", needs=Permission.BILLING_IMPORT)
def retire(session: Session, *, by: Credential, profile_id: int) -> None:
    """Read no further file by this profile; the next one with its header asks again."""
    found = update(ColumnProfile).where(ColumnProfile.id == profile_id).values(active=False)
    if session.scalar(found.returning(ColumnProfile.id)) is None:
        raise NotFound("profile")
    audit(session, "column-profile.retired", subject=("column_profile", profile_id))
    defer(session, READ)  # a file that is being read by it is read once more


def _checked(rule: Mapping[str, Any], header: tuple[str, ...]) -> Rule:
    try:
        made = Rule.from_json(rule)
    except (TypeError, KeyError):
        raise Invalid("rule", "This is no profile. Nothing was changed.") from None
    if made.header != header:
        raise Invalid("header", "The profile is for other columns than the file's. Nothing was changed.")
    if not made.name.strip() or len(made.name) > LONGEST_NAME:
        raise Invalid("name", f"Give the profile a name of at most {LONGEST_NAME} characters.")
    if not made.source.strip():
        raise Invalid("source", "Say which bank or processor the file is from.")
    for place, why in made.problems().items():
        raise Invalid(place, why)
    return made


def _others(session: Session, fingerprint: bytes, file_id: int) -> list[int]:
    """Let the other files of this header that aren't posted wait to be read anew, without anybody's word to post."""
    row = BillingFile
    ours = row.summary["fingerprint"].astext == fingerprint.hex()
    open_ = or_(row.state.in_(("profile", "preview")), row.state.in_(BEING_READ))
    found = session.scalars(select(row.id).where(open_, ours, row.id != file_id).order_by(row.id).with_for_update())
    others = list(found)
    for other in others:
        wait_again(session, other, reason="")
    return others
