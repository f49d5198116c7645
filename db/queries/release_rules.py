"""The clinic's rules of release, as set; what can't be used must not stop results, so the default holds."""

from __future__ import annotations

import logging

from sqlalchemy.orm import Session

from db.queries.clinic_settings import clinic_setting
from rules.result_release import STANDARD, ReleaseRules, rules_from_json

log = logging.getLogger(__name__)

RELEASE = "release"


def release_rules(session: Session) -> ReleaseRules:
    """The setting `release`, else `STANDARD`."""
    try:
        return rules_from_json(clinic_setting(session, RELEASE))
    except (ValueError, TypeError) as error:
        log.error("The setting %s can't be used, so the default applies: %s", RELEASE, error)
        return STANDARD
