"""The ages at which a parent's access narrows and ends, as set; what can't be used gives way to the default."""

from __future__ import annotations

import logging

from sqlalchemy.orm import Session

from db.queries.clinic_settings import clinic_setting
from rules.proxy_ages import STANDARD, Ages, ages_from_json

log = logging.getLogger(__name__)

PROXY_AGES = "proxy-ages"


def ages(session: Session) -> Ages:
    """The setting `proxy-ages`, else `STANDARD`: what the database's function `proxy_ages` reads."""
    try:
        return ages_from_json(clinic_setting(session, PROXY_AGES))
    except (ValueError, TypeError) as error:
        log.error("The setting %s can't be used, so the default applies: %s", PROXY_AGES, error)
        return STANDARD
