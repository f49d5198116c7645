"""Requests for access: some of the last months, decided, and today's, one of each kind that the front desk meets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.actions.proxy_deciding import SECOND
from db.actions.proxy_parts import headline
from db.actions.tasks import WAITING_FOR_PATIENT
from db.models import (
    Attachment,
    Patient,
    PortalAccount,
    ProxyCheck,
    ProxyGrant,
    ProxyRequest,
    Queue,
    Task,
    TaskEvent,
    TaskStatus,
)
from demo import files
from demo.case import Colleague
from demo.history import Crew
from demo.patients import Account, Person
from rules.deadlines import BusinessHours, response_due
from rules.proxy_ages import birthday
from rules.proxy_scopes import LIMITED, SCOPES

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WANTED = ("view", "results", "messages", "appointments", "refills")
PAPER = ["Power of attorney for health care", "", "Signed before a notary.", "", "Signature: ______________________"]
WROTE = "Please send us the power of attorney, with the page that is signed."
EVIDENCE = {
    "proxy-identity": "Driver's license, seen at the desk.",
    "patient-identity": "Name, birth date and address agree with the record.",
    "relation": "Birth certificate.",
    "authority": "Signed in the portal.",
    "safeguarding": "Asked the nurse: nothing known.",
    "others-asked": "The other parent has been told.",
    "own-email": "Another address than the proxy's.",
}
# The relation that a request names, by what the old grants call it.
RELATION = {"mother": "parent", "father": "parent", "guardian": "guardian", "daughter": "child", "son": "child"}
DENIED, TAKEN_BACK = "The relation isn't proved.", "Phoned: no longer needed."


class Proxies:
    """Keeps requests, after the patients and their accounts were written."""

    def __init__(
        self, session: Session, rng: Random, crew: Crew, people: list[Person], hours: BusinessHours, now: datetime
    ) -> None:
        self.session, self.rng, self.crew, self.hours, self.now = session, rng, crew, hours, now
        self.today = now.astimezone(hours.zone).date()
        living = [one for one in people if one.died_on is None]
        self.people = rng.sample(living, len(living))
        self.queue = session.scalars(select(Queue).where(Queue.slug == "proxies")).one()
        self._busy: set[int] = set()

    def keep(self) -> None:
        """Add them all. A kind that nobody of a small clinic fits is left out."""
        self._decided()
        for draw in (self._toddler, self._teenager, self._consent, self._spouse, self._nobody, self._guardians_address,
                     self._papers):  # fmt: skip
            draw()
        self.session.flush()

    def _find(self, fits: Callable[[Person], bool]) -> Person | None:
        found = next((one for one in self.people if one.id not in self._busy and fits(one)), None)
        if found is not None:
            self._busy.add(found.id)
        return found

    def _ask(
        self, at: datetime, patient: Person | None, relation: str, *, name: str = "", account: Account | None = None,
        scopes: Iterable[str] = WANTED, **more: Any,
    ) -> tuple[ProxyRequest, Task]:  # fmt: skip
        """A request with its task, as it came; with an account it came through the portal unless told."""
        called = account.name if account else name
        request = ProxyRequest(
            **{
                "patient_id": patient.id if patient else None, "account_id": account.id if account else None,
                "proxy_name": called, "proxy_email": account.row["email"] if account else _email(called),
                "asked_by": called, "relation": relation, "scopes": [scope for scope in SCOPES if scope in scopes],
                "headline": headline(called, relation), "created_at": at,
            } | more
        )  # fmt: skip
        self.session.add(request)
        self.session.flush()
        of = self.session.get_one(Patient, patient.id) if patient else None
        due = response_due(at, "routine", self.hours)
        task = Task(
            queue_id=self.queue.id, focus_type="proxy_request", focus_id=request.id,
            patient_id=of.id if of else None, site_id=of.site_id if of else None, team_id=self.queue.team_id,
            title="Proxy request", topic="" if patient is None else "minor" if patient.age < 18 else "adult",
            created_at=at, triaged_at=at, arrived_at=at, due_at=due, first_response_due_at=due,
        )  # fmt: skip
        self.session.add(task)
        self.session.flush()
        actor = "Patient" if request.by_patient else "Proxy" if request.asked_by == called else request.asked_by
        self._event(task, at, "received", None, actor, request_id=request.id)
        return request, task

    def _event(self, task: Task, at: datetime, kind: str, by: Colleague | None, actor: str = "", **detail: Any) -> None:
        self.session.add(TaskEvent(task_id=task.id, at=at, kind=kind, staff_id=by.id if by else None,
                                   actor=by.name if by else actor, detail=detail))  # fmt: skip

    def _check(self, request: ProxyRequest, task: Task, at: datetime, by: Colleague, found: Mapping[str, str]) -> None:
        """Points that somebody checked, each with its verdict; whoever checks has taken the task."""
        for place, (kind, verdict) in enumerate(found.items()):
            moment = at + place * MINUTE
            self.session.add(ProxyCheck(request_id=request.id, kind=kind, verdict=verdict, evidence=EVIDENCE[kind],
                                        staff_id=by.id, at=moment))  # fmt: skip
            self._event(task, moment, "proxy-checked", by, check=kind, verdict=verdict)
        if task.closed_at is None:
            task.owner_id, task.status, task.claimed_at, task.worked_at = by.id, TaskStatus.IN_PROGRESS, at, self.now
        task.version += 1 + len(found)

    def _close(
        self, request: ProxyRequest, task: Task, at: datetime, by: Colleague, decision: str, reason: str
    ) -> None:
        request.decision, request.decided_at, request.decided_by, request.reason = decision, at, by.name, reason
        task.status, task.outcome, task.closed_at, task.closed_by = TaskStatus.COMPLETED, decision, at, by.name
        task.owner_id, task.claimed_at, task.first_response_at, task.worked_at = by.id, at, at, at
        task.version += 1
        self._event(task, at, f"proxy-{decision}", by)
        self._event(task, at, "closed", by, outcome=decision)

    def _decided(self) -> None:
        """Behind some of the access there is stands a request; one was denied and one taken back."""
        grants = self.session.execute(
            select(ProxyGrant, PortalAccount.name, PortalAccount.email)
            .join(PortalAccount, PortalAccount.id == ProxyGrant.account_id)
            .order_by(ProxyGrant.starts_on.desc(), ProxyGrant.id)
            .limit(8)
        ).all()
        people = {one.id: one for one in self.people}
        for place, (grant, name, email) in enumerate(grants):
            person, by = people.get(grant.patient_id), self.crew[("erin", "quinn", "rosa")[place % 3]]
            if person is None:
                continue
            began = datetime.combine(grant.starts_on, datetime.min.time(), self.hours.zone)
            at, done = began - DAY + 10 * HOUR, began + 11 * HOUR
            request, task = self._ask(
                at, person, RELATION[grant.relation], name=name, scopes=SCOPES, proxy_email=email,
                account_id=grant.account_id, consent="paper" if grant.basis == "consent" else "none",
                consent_at=at if grant.basis == "consent" else None,
            )  # fmt: skip
            self._close(request, task, done, by, "limited" if len(grant.scopes) < len(SCOPES) else "approved", "")
            grant.request_id, grant.granted_by = request.id, by.name
            self._check(request, task, done - HOUR, by, dict.fromkeys(EVIDENCE, "met"))
        for days, decision, reason in ((9, "denied", DENIED), (16, "withdrawn", TAKEN_BACK)):
            person = self._find(lambda one: one.age >= 40)
            if person is not None:
                at = self.now - days * DAY
                request, task = self._ask(at, person, "sibling", name=f"Pat {person.family}")
                self._close(request, task, at + 5 * HOUR, self.crew["erin"], decision, reason)

    def _toddler(self) -> None:
        """A mother at the desk: she has no account yet, her identity was checked, the relation wasn't."""
        child, erin = self._find(lambda one: 1 <= one.age <= 4), self.crew["erin"]
        if child is not None:
            at = self.now - 50 * MINUTE
            request, task = self._ask(at, child, "parent", name=f"Robin {child.family}", asked_by=erin.name)
            found = {"proxy-identity": "met", "patient-identity": "met"}
            self._check(request, task, at + 4 * MINUTE, erin, found)

    def _teenager(self) -> None:
        """A parent who would like to see more of a record of 14 years than is open at that age."""
        teenager = self._find(lambda one: 13 <= one.age <= 15 and bool(one.proxies))
        if teenager is not None:
            relation, account = teenager.proxies[0]
            self._ask(self.now - 15 * HOUR, teenager, RELATION[relation], account=account, scopes=SCOPES,
                      note="Why can't I see the results any more?")  # fmt: skip

    def _consent(self) -> None:
        """A patient who agrees that a daughter acts for them."""
        patient = self._find(lambda one: one.age >= 60 and one.account is not None and one.account.writes)
        if patient is not None:
            at = self.now - 5 * HOUR
            account = patient.account
            self._ask(at, patient, "child", name=f"Dana {patient.family}", by_patient=True, consent="portal",
                      consent_at=at, asked_by=account.name if account else "")  # fmt: skip

    def _spouse(self) -> None:
        """A husband whose wife can't be asked: one has approved it, a second one must."""
        patient, erin = self._find(lambda one: one.age >= 70), self.crew["erin"]
        if patient is None:
            return
        at, first = self.now - 27 * HOUR, self.now - 100 * MINUTE
        request, task = self._ask(at, patient, "spouse", name=f"Lou {patient.family}", scopes=LIMITED,
                                  note="She is in hospital after a stroke. The court's paper takes weeks.")  # fmt: skip
        found = [kind for kind in EVIDENCE if kind != "authority"]
        self._check(request, task, first - 10 * MINUTE, erin, dict.fromkeys(found, "met"))
        request.first_id, request.first_at, request.first_basis = erin.id, first, "four-eyes"
        request.first_scopes, request.first_ends_on = list(request.scopes), birthday(self.today, 1)
        task.status, task.business_status = TaskStatus.REQUESTED, SECOND
        task.owner_id = task.claimed_at = task.worked_at = None
        self._event(task, first, "proxy-first", erin, basis="four-eyes", scopes=list(request.scopes))

    def _nobody(self) -> None:
        """Somebody asks for a patient whose name is written a little differently here."""
        asks = self._find(lambda one: 30 <= one.age <= 60 and one.account is not None and one.account.writes)
        meant = self._find(lambda one: one.age >= 66)
        if asks is not None and meant is not None:
            self._ask(self.now - 3 * HOUR, None, "child", account=asks.account, said_given=meant.given[:-1],
                      said_family=meant.family, said_birth_date=meant.birth_date,
                      note="I look after my mother's appointments.")  # fmt: skip

    def _guardians_address(self) -> None:
        """A guardian whose address is also that of the teenager's own account."""
        teenager = self._find(lambda one: 13 <= one.age <= 17 and one.account is not None)
        if teenager is not None and teenager.account is not None:
            name = f"Sandy {teenager.family}"
            self.session.execute(
                update(PortalAccount).where(PortalAccount.id == teenager.account.id).values(email=_email(name))
            )
            self._ask(self.now - 7 * HOUR, teenager, "guardian", name=name, scopes=LIMITED,
                      asked_by=self.crew["quinn"].name)  # fmt: skip

    def _papers(self) -> None:
        """Somebody with papers that don't suffice: asked for the rest, it waits."""
        patient, quinn = self._find(lambda one: one.age >= 75), self.crew["quinn"]
        if patient is None:
            return
        at = self.now - 4 * DAY
        request, task = self._ask(at, patient, "power-of-attorney", name=f"Chris {patient.family}", asked_by=quinn.name)
        self.session.add(Attachment(proxy_request_id=request.id, name="power-of-attorney-p1.pdf", created_at=at,
                                    media_type="application/pdf", content=files.pdf(PAPER)))  # fmt: skip
        request.papers_asked_at, request.papers_text = at + 2 * HOUR, WROTE
        task.status, task.business_status = TaskStatus.ON_HOLD, WAITING_FOR_PATIENT
        task.on_hold_until, task.first_response_at = at + 14 * DAY, request.papers_asked_at
        task.owner_id, task.claimed_at, task.worked_at = quinn.id, at + HOUR, at + 2 * HOUR
        task.version += 1
        self._event(task, at + 2 * HOUR, "proxy-papers-asked", quinn, papers=["power-of-attorney"])


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.invalid"
