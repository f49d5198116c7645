"""One named setting of the clinic, as its code reads it; the code that asks has the default."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Setting

log = logging.getLogger(__name__)


def clinic_setting(session: Session, key: str) -> Mapping[str, Any]:
    """What was set under `key`; empty if nothing was, or something that is no set of named values."""
    value: object = session.scalar(select(Setting.value).where(Setting.key == key))
    if value is None:
        return {}
    if not isinstance(value, dict):
        log.error("The setting %s isn't made of named values, so the default applies", key)
        return {}
    return value


def whole_number(session: Session, key: str, field: str, default: int, *, most: int) -> int:
    """A whole number from 0 to `most` under `key`; a wrong one is logged, and the default holds."""
    number = clinic_setting(session, key).get(field, default)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most:
        log.error("The setting %s: %s must be a whole number from 0 to %d, so the default applies", key, field, most)
        return default
    return number
