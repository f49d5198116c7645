"""The ages at which a parent's access narrows and ends, as set; what can't be used gives way to the default."""

from __future__ import annotations

import logging

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Setting
from rules.proxy_ages import STANDARD, Ages, ages_from_json

log = logging.getLogger(__name__)

PROXY_AGES = "proxy-ages"
AGES_AS_SET = select(Setting.value).where(Setting.key == PROXY_AGES).scalar_subquery()


def ages(session: Session) -> Ages:
    """The setting `proxy-ages`, else `STANDARD`: what the database's function `proxy_ages` reads."""
    return ages_as_set(session.scalar(select(AGES_AS_SET)))


def ages_as_set(value: object) -> Ages:
    """The same of what `AGES_AS_SET` brought along with another statement; None where nothing is set."""
    try:
        return ages_from_json({} if value is None else value)
    except (ValueError, TypeError) as error:
        log.error("The setting %s can't be used, so the default applies: %s", PROXY_AGES, error)
        return STANDARD
