"""By when a refill request must be decided.

Two business days, the clinic's own promise for routine messages (`rules.deadlines`): what the AMA's refill
guidance and published clinic policies promise; slower answers double or triple the requests. One business day
where the supply is over or ends within two days is ours, so that nobody goes without over a weekend.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rules.deadlines import STANDARD, BusinessHours, Policy, Urgency, add_business_days, response_due

ENDS_SOON = timedelta(days=2)
URGENT_DAYS = 1


def decision_urgency(supply_ends: date | None, today: date) -> Urgency:
    """Urgent where the supply is over or nearly so; routine where it isn't, or where nobody knows."""
    return "urgent" if supply_ends is not None and supply_ends <= today + ENDS_SOON else "routine"


def decision_due(since: datetime, urgency: Urgency, hours: BusinessHours, policy: Policy = STANDARD) -> datetime:
    """By when a request that came at `since` must be decided, in UTC."""
    routine = response_due(since, "routine", hours, policy)
    return routine if urgency == "routine" else min(routine, add_business_days(since, URGENT_DAYS, hours))
