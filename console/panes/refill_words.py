"""Words for refills: how much, who asked, what was decided, on which day."""

from __future__ import annotations

from datetime import datetime, timedelta

from markupsafe import Markup

from console.kit.text import shown
from console.kit.times import absolute, ago, day, local
from db.queries.refills import RefillDetail
from rules.drugs import SCHEDULE_UNKNOWN
from rules.words import count

NOTHING = Markup("")
SOURCES = {"patient": "the patient", "proxy": "a proxy", "pharmacy": "a pharmacy", "staff": "staff"}
STEPS = {
    "approved": "approved",
    "bridged": "approved a bridge supply",
    "denied": "denied it",
    "new-prescription": "asked for a new prescription",
    "merged": "merged it into another request",
    "withdrawn": "noted that it was taken back",
    "prepared": "prepared it for a prescriber",
    "forwarded": "passed it on to a prescriber",
    "asked": "asked the patient",
}
DECISIONS = {
    "approved": "Approved",
    "bridged": "Bridge supply approved",
    "denied": "Denied",
    "new-prescription": "New prescription needed",
    "merged": "Merged into another request",
    "withdrawn": "Taken back",
}


def supply(days: int | None, refills: int | None) -> str:
    """`90 days + 3 refills`; nothing where nothing is given."""
    if days is None:
        return ""
    return f"{count(days, 'day')} + {count(refills, 'refill')}" if refills else count(days, "day")


def controlled_words(one: RefillDetail) -> str:
    """`Controlled, schedule IV`; nothing for what isn't controlled."""
    drug = one.medication
    if drug.schedule:
        return f"Controlled, schedule {drug.schedule}"
    return SCHEDULE_UNKNOWN if drug.schedule_unknown else ""


def business_hours(passed: timedelta) -> str:
    """Time while the clinic was open, in whole hours: `5 business hours`."""
    whole = passed // timedelta(hours=1)
    return count(whole, "business hour") if whole else "less than a business hour"


def day_of(at: datetime) -> str:
    """The day of an instant, in the clinic's zone."""
    return day(local(at).date())


def recent_day(at: datetime) -> str:
    """`3 March`: of something that is open, so not years old."""
    on = local(at)
    return f"{on.day} {on:%B}"


def since(at: datetime, now: datetime) -> Markup:
    """How long ago, the moment itself on hover."""
    return Markup('<span class="ps-quiet" title="{}">{}</span>').format(absolute(at), ago(at, now))


def asked_by(source: str, requested_by: str, account: str = "") -> Markup:
    """Who asked: `Rosa Diaz (the patient)`."""
    kind = SOURCES.get(source, source)
    through = Markup(", account of {}").format(shown(account)) if account and account != requested_by else NOTHING
    return Markup("{} ({}{})").format(shown(requested_by), kind, through) if requested_by else shown(kind)
