"""Importing patients with their clinical facts: the whole export or nothing of it."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, text, update
from sqlalchemy.orm import Session

from db.actions.imports import Tally, begin, finish, spread, upsert
from db.credentials import Credential
from db.imports import (
    AllergyLine,
    ConditionLine,
    CoverageLine,
    EncounterLine,
    FactLine,
    ImmunizationLine,
    Imported,
    Lines,
    MedicationLine,
    ObservationLine,
    PatientExport,
    PatientLine,
    PayerLine,
)
from db.models import (
    Allergy,
    Condition,
    Encounter,
    Immunization,
    Medication,
    Observation,
    Patient,
    Payer,
    PortalAccount,
    Site,
)
from db.models.base import Base
from db.registry import acting, action
from db.roles import Permission

TABLES: dict[type[FactLine], type[Base]] = {
    AllergyLine: Allergy,
    ConditionLine: Condition,
    EncounterLine: Encounter,
    ImmunizationLine: Immunization,
    MedicationLine: Medication,
    ObservationLine: Observation,
}
UNKNOWN = "PATIENT is neither in patients.csv nor known from an earlier import."
Cover = dict[int, tuple[datetime, int]]


@action("import.patients", needs=Permission.SYSTEM_IMPORT)
def import_patients(session: Session, *, by: Credential, export: PatientExport) -> Imported:
    """Add the export's patients, portal accounts and facts; bring up to date what an earlier export brought.

    A patient is known again by the source's id; MRN, site and contact stay as they are here. What
    is here and not in the export is left alone. An account begins as invited: it receives notices,
    and can sign in once its patient has registered.
    """
    batch = begin(session, "patients", export.name, export.content_hash)
    if isinstance(batch, Imported):
        return batch
    run = _Run(session)
    tallies = [run.payers(export.payers)] if export.payers else []
    tallies.append(run.patients(export.patients))
    tallies += [run.facts(file) for file in export.facts]
    if export.coverage:
        tallies.append(run.coverage(export.coverage))
    run.cover()
    return finish(session, batch, tallies, run.notices(export))


class _Run:
    """One import: what it has learned about the source's ids so far."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = acting(session).now
        self.sites: list[int] = list(session.scalars(select(Site.id).order_by(Site.id)))
        self.payer_ids: dict[str, int] = {}
        self.known: dict[str, tuple[int, int | None] | None] = {}
        self.paid: Cover = {}
        self.covered: Cover = {}
        self.lengthened = 0

    def payers(self, file: Lines[PayerLine]) -> Tally:
        """Add payers. One of the same name that is here already is the same payer."""
        tally = Tally(file.file)
        for chunk in tally.sift(file.lines):
            for line in chunk:
                payer = self.session.scalar(
                    select(Payer)
                    .where(or_(Payer.source_id == line.source_id, Payer.name == line.name))
                    .order_by((Payer.source_id == line.source_id).desc().nulls_last())
                    .limit(1)
                )
                if payer is None:
                    payer = Payer(source_id=line.source_id, name=line.name)
                    self.session.add(payer)
                    self.session.flush()
                    tally.added += 1
                else:
                    tally.unchanged += 1
                self.payer_ids[line.source_id] = payer.id
        return tally

    def patients(self, file: Lines[PatientLine]) -> Tally:
        """Add or update patients, each with an account."""
        tally = Tally(file.file)
        latest = self.now.date() + timedelta(days=1)
        for chunk in tally.sift(file.lines):
            born = [line for line in chunk if line.birth_date <= latest]
            for line in chunk:
                if line.birth_date > latest:
                    tally.reject(line.line, "BIRTHDATE is in the future.")
            if not born:
                continue
            numbers = self._numbers(born)
            rows = [self._row(line, numbers[line.source_id]) for line in born]
            written = upsert(self.session, Patient, rows, key=("source_id",), fixed=("mrn", "site_id", "email"))
            _count(tally, written, len(rows))
            self._accounts([line.source_id for line in born])
        return tally

    def _numbers(self, lines: list[PatientLine]) -> dict[str, str]:
        """Each patient's MRN: "S" and as many digits of the source's id as no other patient has, eight at least."""
        wanted = {line.source_id: _choices(line.source_id) for line in lines}
        candidates = {number for numbers in wanted.values() for number in numbers}
        taken: dict[str, str | None] = {
            row.mrn: row.source_id
            for row in self.session.execute(
                select(Patient.mrn, Patient.source_id).where(
                    or_(Patient.mrn.in_(candidates), Patient.source_id.in_(wanted))
                )
            )
        }
        numbers = {source: mrn for mrn, source in taken.items() if source in wanted}
        for source, choices in wanted.items():
            if source not in numbers:
                numbers[source] = next(choice for choice in choices if choice not in taken)
                taken[numbers[source]] = source
                self.lengthened += numbers[source] != choices[0]
        return {source: numbers[source] for source in wanted}

    def _row(self, line: PatientLine, mrn: str) -> dict[str, Any]:
        values = _values(line)
        return values | {
            "mrn": mrn,
            "site_id": spread(self.sites, line.source_id) if self.sites else None,
            "email": _address(_login(line.given, line.family, mrn)),
        }

    def _accounts(self, sources: list[str]) -> None:
        """An account for each patient without one; nobody sends notices to the dead, so theirs is disabled."""
        rows = self.session.execute(
            select(
                Patient.id,
                Patient.given,
                Patient.family,
                Patient.mrn,
                Patient.email,
                Patient.language,
                Patient.deceased_at,
            )
            .outerjoin(PortalAccount, PortalAccount.patient_id == Patient.id)
            .where(Patient.source_id.in_(sources), PortalAccount.id.is_(None))
        ).all()
        if rows:
            self.session.execute(
                insert(PortalAccount),
                [
                    {
                        "patient_id": row.id,
                        "name": f"{row.given} {row.family}",
                        "email": row.email,
                        "login": _login(row.given, row.family, row.mrn),
                        "language": row.language,
                        "salt": secrets.token_bytes(16),
                        "state": "invited",
                        "invited_at": self.now,
                    }
                    for row in rows
                ],
            )
        died = select(Patient.id).where(Patient.source_id.in_(sources), Patient.deceased_at.is_not(None))
        self.session.execute(
            update(PortalAccount)
            .where(PortalAccount.patient_id.in_(died), PortalAccount.state == "invited")
            .values(state="disabled")
            .execution_options(synchronize_session=False)
        )

    def facts(self, file: Lines[FactLine]) -> Tally:
        """Add or update the facts of one file."""
        tally = Tally(file.file)
        for chunk in tally.sift(file.lines):
            self._learn(line.patient for line in chunk)
            rows: list[dict[str, Any]] = []
            for line in chunk:
                patient = self.known[line.patient]
                if patient is None:
                    tally.reject(line.line, UNKNOWN)
                    continue
                rows.append(self._fact(line, *patient))
            if rows:
                written = upsert(self.session, TABLES[type(chunk[0])], rows, key=("patient_id", "source_key"))
                _count(tally, written, len(rows))
        return tally

    def _fact(self, line: FactLine, patient_id: int, site_id: int | None) -> dict[str, Any]:
        values = _values(line)
        del values["patient"]
        if isinstance(line, EncounterLine):
            self._note(self.paid, patient_id, values.pop("payer"), line.started_at)
            values["site_id"] = site_id
        return values | {"patient_id": patient_id}

    def coverage(self, file: Lines[CoverageLine]) -> Tally:
        """Learn who covers whom, where no visit says so. Nothing is kept of it but the patient's payer."""
        tally = Tally(file.file)
        for chunk in tally.sift(file.lines):
            self._learn(line.patient for line in chunk)
            for line in chunk:
                patient = self.known[line.patient]
                if patient is None:
                    tally.reject(line.line, UNKNOWN)
                elif line.started_at <= self.now:
                    self._note(self.covered, patient[0], line.payer, line.started_at)
        return tally

    def _note(self, cover: Cover, patient_id: int, payer: str, since: datetime) -> None:
        payer_id = self.payer_ids.get(payer)
        if payer_id is not None and (patient_id not in cover or cover[patient_id][0] <= since):
            cover[patient_id] = (since, payer_id)

    def cover(self) -> None:
        """Give each patient the payer of the latest visit, else of the latest coverage."""
        payers = {patient: payer for patient, (_, payer) in (self.covered | self.paid).items()}
        if payers:
            self.session.execute(
                text(
                    "UPDATE patient SET payer_id = found.payer FROM unnest(CAST(:patients AS bigint[]), "
                    "CAST(:payers AS bigint[])) AS found (patient, payer) "
                    "WHERE patient.id = found.patient AND payer_id IS DISTINCT FROM found.payer"
                ),
                {"patients": list(payers), "payers": list(payers.values())},
            )

    def _learn(self, sources: Iterable[str]) -> None:
        """Look up the patients that these ids of the source stand for, those that are new to this import."""
        new = {source for source in sources if source not in self.known}
        if new:
            self.known |= dict.fromkeys(new)
            for row in self.session.execute(
                select(Patient.source_id, Patient.id, Patient.site_id).where(Patient.source_id.in_(new))
            ):
                self.known[row.source_id] = (row.id, row.site_id)

    def notices(self, export: PatientExport) -> list[str]:
        """What the person should know besides the counts."""
        found = [f"Not in the export: {', '.join(export.absent)}."] if export.absent else []
        if self.lengthened:
            found.append(f"{self.lengthened:,} got a longer MRN, since the first eight digits of their id were taken.")
        if not self.sites:
            found.append("There are no sites yet, so the patients have none.")
        return found


def _values(line: PatientLine | FactLine) -> dict[str, Any]:
    return {field.name: getattr(line, field.name) for field in fields(line) if field.name != "line"}


def _count(tally: Tally, written: Iterable[Any], given: int) -> None:
    fresh = [row.fresh for row in written]
    tally.added += fresh.count(True)
    tally.updated += fresh.count(False)
    tally.unchanged += given - len(fresh)


def _choices(source_id: str) -> list[str]:
    """MRNs for a patient, the most readable first; the last is the patient's alone."""
    digits = re.sub(r"[^0-9A-Za-z]", "", source_id).upper()
    whole = hashlib.sha256(source_id.encode()).hexdigest().upper()
    return [f"S{digits[:length]}" for length in (8, 12, 32) if digits] + [f"S{whole}"]


def _login(given: str, family: str, mrn: str) -> str:
    """A login in plain letters, unique because the MRN is."""
    plain = unicodedata.normalize("NFKD", f"{given} {family}").encode("ascii", "ignore").decode().lower()
    return ".".join([*re.findall(r"[a-z0-9]+", plain), mrn.lower()])


def _address(login: str) -> str:
    """An address that no mail server accepts (RFC 2606), until the patient gives a real one."""
    return f"{login[-64:].lstrip('.')}@portside.invalid"
