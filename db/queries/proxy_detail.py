"""A request for access with what was found out about it, and what the rules say of each ground that there can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from db.queries.proxy_lines import GrantLine
from db.queries.threads import FileLine
from db.queries.unmatched import CandidateLine, Sent
from rules.proxy_ages import Ages, age_on, latest_end, scopes_on
from rules.proxy_rules import (
    Missing,
    bases_for,
    cautions,
    checks_for,
    is_minor,
    may_approve,
    needs_two,
    refusals,
)
from rules.proxy_scopes import SCOPES


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A point that was checked, by whom and what showed it."""

    kind: str
    verdict: str
    evidence: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProxySide:
    """Whoever is to act. `state` is '' without an account; `patient_id` is their own record, where they have one."""

    account_id: int | None
    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    state: str
    last_sign_in_at: datetime | None
    patient_id: int | None


@dataclass(frozen=True, slots=True)
class PatientSide:
    """Whom it is about; `email` is that of their own portal account, '' without one."""

    id: int
    name: str = field(repr=False)
    birth_date: date = field(repr=False)
    mrn: str = field(repr=False)
    email: str = field(repr=False)
    deceased: bool


@dataclass(frozen=True, slots=True)
class FirstApproval:
    """The first of two approvals; `mine`: by the viewer, who can't be the second."""

    by: str
    at: datetime
    basis: str
    scopes: tuple[str, ...]
    ends_on: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class ProxyDetail:
    """A request. `said` is what was said of the patient, `candidates` who may be meant while nobody found out.

    `checks` has the newest of each kind, `earlier_checks` the older ones. `circle`: the patient acts for the proxy.
    `of_patient` is access to the patient, `of_proxy` the proxy's to others, neither over yet. `shares_email` names
    those whose mailbox the patient's own account has, be it a proxy or another patient. `may`
    names what the viewer may do now: check, decide.
    """

    request_id: int
    relation: str
    scopes: tuple[str, ...]
    note: str = field(repr=False)
    asked_by: str
    by_patient: bool
    asked_at: datetime
    said: Sent
    patient: PatientSide | None
    proxy: ProxySide
    consent: str
    consent_at: datetime | None
    checks: dict[str, CheckLine]
    earlier_checks: tuple[CheckLine, ...]
    papers: tuple[FileLine, ...]
    papers_asked_at: datetime | None
    papers_text: str = field(repr=False)
    candidates: tuple[CandidateLine, ...]
    of_patient: tuple[GrantLine, ...]
    of_proxy: tuple[GrantLine, ...]
    circle: bool
    shares_email: tuple[str, ...]
    first: FirstApproval | None
    decision: str
    decided_at: datetime | None
    decided_by: str
    reason: str = field(repr=False)
    today: date
    ages: Ages
    may: frozenset[str]

    @property
    def minor(self) -> bool:
        """Whether the patient's access by others follows their age."""
        born = self.patient.birth_date if self.patient else self.said.birth_date
        return born is not None and is_minor(born, self.today, self.ages)

    @property
    def age(self) -> int | None:
        """The patient's age in whole years, once it is known who it is."""
        return age_on(self.patient.birth_date, self.today) if self.patient else None

    @property
    def bases(self) -> tuple[str, ...]:
        """The grounds that there can be, the likeliest first."""
        return bases_for(self.relation, self.minor)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person looks at before approving."""
        return cautions(patient_acts_for_proxy=self.circle and not self.minor, shared_email=bool(self.shares_email))

    @property
    def impossible(self) -> tuple[Missing, ...]:
        """What can't be, whatever else is found out."""
        born = self.patient.birth_date if self.patient else self.said.birth_date
        return refusals(
            today=self.today,
            birth_date=born,
            proxy_birth_date=self.proxy.birth_date,
            patient_id=self.patient.id if self.patient else None,
            proxy_patient_id=self.proxy.patient_id,
            patient_acts_for_proxy=self.circle,
            ages=self.ages,
        )

    @property
    def standing(self) -> tuple[GrantLine, ...]:
        """What the proxy has for the patient already: an approval takes its place."""
        return tuple(one for one in self.of_patient if one.account_id == self.proxy.account_id)

    @property
    def offered(self) -> tuple[str, ...]:
        """What can be given: what was asked for, and what the proxy has already."""
        either = {*self.scopes, *(scope for one in self.standing for scope in one.scopes)}
        return tuple(scope for scope in SCOPES if scope in either)

    def needed(self, basis: str) -> tuple[str, ...]:
        """The checks that must be met on a ground."""
        return checks_for(basis)

    def opens(self, basis: str) -> tuple[str, ...]:
        """Of what can be given, what a ground opens at the patient's age today."""
        return scopes_on(basis, self.offered, self.patient.birth_date, self.today, self.ages) if self.patient else ()

    def latest(self, basis: str) -> date | None:
        """The day access on a ground ends at the latest; None for one without an end."""
        return latest_end(basis, self.patient.birth_date, self.today, None, self.ages) if self.patient else None

    def two(self, basis: str) -> bool:
        """Whether a second member of the staff must approve too."""
        return needs_two(basis, self.consent)

    def missing(self, basis: str, scopes: Iterable[str], ends_on: date | None) -> tuple[Missing, ...]:
        """What still stands in the way of giving these scopes; the action asks the same again."""
        if self.patient is None:
            return (Missing("patient_id", "Find out first who the patient is."),)
        return may_approve(
            basis,
            {kind: line.verdict for kind, line in self.checks.items()},
            self.consent,
            relation=self.relation,
            scopes=scopes,
            birth_date=self.patient.birth_date,
            starts_on=self.today,
            asked_end=ends_on,
            ages=self.ages,
        )
