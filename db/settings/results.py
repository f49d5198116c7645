"""Settings of results: when patients see them, how soon staff look at them, whose numbers a laboratory's are."""

from __future__ import annotations

from db.actions.result_tasks import REVIEW_DEADLINES
from db.queries.patient_candidates import SETTING as LAB
from db.queries.patient_candidates import authorities_of
from db.queries.release_rules import RELEASE
from db.settings import declare
from rules.result_deadlines import parse_review_policy
from rules.result_release import rules_from_json, warnings

declare(
    RELEASE,
    lambda value, _year: rules_from_json(value),
    # Such as what US law thinks of a delay of all results.
    cautions=lambda value: warnings(rules_from_json(value)),
)
declare(REVIEW_DEADLINES, lambda value, _year: parse_review_policy(value))
declare(LAB, lambda value, _year: authorities_of(value))
