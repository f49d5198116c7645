"""Files of money, taken in and posted on the mornings when they came, by the actions that take in real ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions import billing_files
from db.actions.billing_files import Became, Difference, Reading
from db.actions.column_profiles import confirm
from db.actions.deposit_posting import post_bank, post_processor
from db.actions.match_finding import find
from db.actions.match_watching import watch
from db.actions.remittance_posting import post_remittances
from db.config import config
from db.credentials import WORKER_IDENTITY, Actor, SessionToken, forget_actors
from db.models import BillingFile, ColumnProfile
from db.roles import ROLES, WORKER
from demo.case import Colleague
from demo.payment_files import STRIPE
from feeds.bank import read_bank
from feeds.column_profiles import header_of
from feeds.processors import read_processor
from feeds.remittance import read_remittances

R = TypeVar("R")
CLERK = SessionToken("the demo's clerk")  # known within the load alone: no session of this name is ever kept


class Feeding:
    """Takes in files. The moment is the loader's to say, as everything it tells happened in the past."""

    def __init__(self, session: Session, clerk: Colleague) -> None:
        self.session, self.clerk = session, clerk

    def at(self, moment: datetime) -> None:
        """From here on it is this moment for who acts: the worker, and the clerk at the screen."""
        clerk = Actor(self.clerk.name, ROLES[self.clerk.role], moment, staff_id=self.clerk.id)
        self.session.info["actors"] = {WORKER_IDENTITY: Actor(WORKER.name, WORKER, moment), CLERK: clerk}

    def done(self) -> None:
        """Nobody acts any more at another moment than now."""
        forget_actors(self.session)

    def receive(self, name: str, content: bytes, source: str = "folder") -> int:
        """Keep a file; the worker reads it once it runs, unless it is posted here. Its id."""
        return billing_files.receive(
            self.session, by=WORKER_IDENTITY, name=name, content=content, source=source
        ).file_id

    def remittances(self, name: str, content: bytes) -> None:
        """An insurer's file, to the ledger; what of it doesn't balance is kept beside it."""
        found = read_remittances(content)
        facts = [["Payments", f"{len(found.remittances):,}"], ["Claims", f"{found.claims_counted:,}"]]
        differences = tuple(
            Difference(f"Payment {one.position}, {each.where}", f"{each.expected:,.2f}", f"{each.found:,.2f}")
            for one in found.remittances
            for each in one.differences
        )
        file_id = self.receive(name, content)
        became: Became = "held" if differences else "preview"
        summary = {"facts": facts}
        self._say(file_id, Reading(became, "remittance", "835", summary, found.claims_counted, differences=differences))
        post_remittances(self.session, by=WORKER_IDENTITY, file_id=file_id, found=found)

    def bank(self, name: str, content: bytes) -> None:
        """The bank's file."""
        found = read_bank(content, config().zone)
        lines = sum(len(account.lines) for account in found.accounts)
        file_id = self.receive(name, content)
        self._say(file_id, Reading("preview", "bank", found.format, {"facts": [["Lines", f"{lines:,}"]]}, lines))
        post_bank(self.session, by=WORKER_IDENTITY, file_id=file_id, found=found)

    def processor(self, name: str, content: bytes) -> None:
        """The card processor's export; of the first one the clerk confirms the columns."""
        file_id, known = self.receive(name, content, "upload"), self._profile()
        if known is None:
            header = {"header": list(header_of(content)), "fingerprint": STRIPE.fingerprint.hex()}
            self._read(file_id, Reading("profile", "processor", "csv", header))
            known = self._with_version(
                file_id, lambda version: confirm(self.session, by=CLERK, file_id=file_id, version=version,
                                                 rule=STRIPE.to_json())
            )  # fmt: skip
        found = read_processor(content, STRIPE)
        facts = [["Processor", found.processor], ["Rows", f"{len(found.rows):,}"]]
        summary = {"header": list(STRIPE.header), "facts": facts}
        self._say(file_id, Reading("preview", "processor", "csv", summary, len(found.rows), known))
        post_processor(self.session, by=WORKER_IDENTITY, file_id=file_id, found=found)

    def match(self) -> None:
        """Find what is the same money among all that came, and tell of what has waited too long."""
        find(self.session, by=WORKER_IDENTITY)
        watch(self.session, by=WORKER_IDENTITY)

    def _profile(self) -> int | None:
        asked = select(ColumnProfile.id).where(ColumnProfile.fingerprint == STRIPE.fingerprint)
        return self.session.scalar(asked)

    def _read(self, file_id: int, reading: Reading) -> None:
        billing_files.keep_reading(self.session, by=WORKER_IDENTITY, file_id=file_id, reading=reading)

    def _say(self, file_id: int, reading: Reading) -> None:
        """The worker reads it for its preview, and the clerk says to post it."""
        self._read(file_id, reading)
        self._with_version(
            file_id, lambda version: billing_files.post(self.session, by=CLERK, file_id=file_id, version=version)
        )

    def _with_version(self, file_id: int, act: Callable[[int], R]) -> R:
        self.session.expire_all()
        return act(self.session.scalars(select(BillingFile.version).where(BillingFile.id == file_id)).one())
