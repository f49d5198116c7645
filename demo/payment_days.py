"""The days that are over, counted and closed by the clerk; where a slip was short, the manager signed too."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.ledger_days import close, count, sign
from db.credentials import Actor, SessionToken, forget_actors
from db.models import Payment
from db.queries.day_takings import takings
from db.roles import ROLES
from demo.case import Colleague
from demo.payment_feeding import CLERK
from rules.ledger_day_totals import by_tender

MANAGER = SessionToken("the demo's manager")  # known within the load alone, as the clerk's
EVENING = time(17, 40)
SHORT_BY = "The slip was counted {} short. It stays open until its deposit is explained."


class Closing:
    """Closes days in the evening of each; the moment is the loader's to say."""

    def __init__(self, session: Session, clerk: Colleague, manager: Colleague, zone: ZoneInfo) -> None:
        self.session, self.zone = session, zone
        self.people = {CLERK: clerk, MANAGER: manager}

    def close_until(self, last: date, slip: str, short: Decimal) -> None:
        """Every day with payments up to `last`; the last one of the short slip with its difference carried on."""
        short_day = self.session.scalar(select(func.max(Payment.on_day)).where(Payment.slip == slip)) if slip else None
        days = self.session.scalars(select(Payment.on_day).where(Payment.on_day <= last).distinct())
        for day in sorted(days.all()):
            self._close(day, short if day == short_day else Decimal(0))
        forget_actors(self.session)

    def _close(self, day: date, short: Decimal) -> None:
        at = datetime.combine(day, EVENING, self.zone)
        self.session.info["actors"] = {
            token: Actor(person.name, ROLES[person.role], at, staff_id=person.id)
            for token, person in self.people.items()
        }
        counted = by_tender(takings(self.session, day))
        tender = next((each for each in ("cash", "cheque") if counted[each] >= short), None)
        why = SHORT_BY.format(f"{short:.2f}") if short and tender else ""
        if why and tender:
            counted |= {tender: counted[tender] - short}
        version = count(self.session, by=CLERK, day=day, counted=counted, explanation=why, carried=bool(why))
        version = sign(self.session, by=CLERK, day=day, seen_version=version)
        if why:
            version = sign(self.session, by=MANAGER, day=day, seen_version=version)
        close(self.session, by=CLERK, day=day, seen_version=version)
