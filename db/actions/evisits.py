"""Billing messages: consent asked and kept, a thread proposed by a clerk, confirmed or refused by a prescriber.

Nothing bills itself, and nothing is proposed while the clinic hasn't turned it on. Criteria are judged anew each
time, from the same facts as on screen; the prescriber attests the minutes, and by name what the record doesn't say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.ledger_parts import hold_day, hold_patient
from db.actions.ledger_posting import Entry, Posting, post
from db.actions.tasks import short
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Charge, EvisitCandidate, EvisitConsent, Patient, Payer, Thread
from db.queries.evisit_facts import Known, facts_of, local_day
from db.queries.evisit_prices import evisit_prices
from db.registry import acting, action
from db.roles import Permission
from rules.evisits import (
    MOST_MINUTES,
    REFUSALS,
    SELF_PAYERS,
    Criterion,
    attested,
    code_for,
    consent_ends,
    criteria,
    in_the_way,
    kept,
    open_questions,
)
from rules.words import months_before

FOCUS, CONSENT = EvisitCandidate.__tablename__, EvisitConsent.__tablename__
HOW = ("spoken", "portal", "paper")
DISPLAY = "Online digital evaluation"
OFF = "Messages aren't billed here: it is turned off. Nothing was changed."


@action("consent.record", needs=Permission.PATIENT_VIEW, once=True)
def record_consent(
    session: Session,
    *,
    by: Credential,
    token: UUID,
    patient_id: int,
    given: bool,
    how: str,
    on_day: date | None = None,
    asked_by: str = "",
) -> None:
    """Keep what a patient said when asked whether messages may be billed; a yes holds for a year.

    By who may propose or confirm. `asked_by` where it was somebody else. Raises `Invalid` for a day that lies ahead,
    or more than a year back.
    """
    actor = acting(session)
    if not (actor.may(Permission.EVISIT_PROPOSE) or actor.may(Permission.EVISIT_CONFIRM)):
        raise Forbidden
    today = local_day(session)
    on = today if on_day is None else on_day
    if how not in HOW:
        raise Invalid("how", f"Say how they were asked: {', '.join(HOW)}.")
    if not isinstance(on, date) or not months_before(today, 12) < on <= today:
        raise Invalid("on_day", "Choose today or an earlier day within the year. Nothing was kept.")
    hold_patient(session, patient_id)
    asker = short(asked_by, "asked_by", 120) or actor.name
    row = EvisitConsent(
        patient_id=patient_id, given=given, how=how, asked_by=asker, on_day=on, ends_on=consent_ends(on)
    )
    session.add(row)
    session.flush()
    audit(session, "consent.recorded", patient_id=patient_id, subject=(CONSENT, row.id), given=given, how=how,
          on=on.isoformat())  # fmt: skip


@action("evisit.propose", needs=Permission.EVISIT_PROPOSE)
def propose(session: Session, *, by: Credential, thread_id: int, minutes: int) -> int:
    """Propose a thread, with the minutes that the clinician says it took over the seven days; the proposal's id.

    Raises `Invalid` while it is turned off, and with the first criterion in the way; `Conflict` where it was proposed
    meanwhile.
    """
    _prices(session)
    known, judged = _held(session, thread_id, _whole(minutes))
    standing = select(EvisitCandidate.id).where(
        EvisitCandidate.thread_id == thread_id, EvisitCandidate.state != "refused"
    )
    if session.scalar(standing) is not None:
        raise Conflict("This conversation was proposed already. Nothing was changed.")
    _require(in_the_way(judged))
    row = EvisitCandidate(
        thread_id=thread_id,
        patient_id=known.patient_id,
        code=code_for(minutes),
        minutes=minutes,
        period_from=known.facts.first_on,
        criteria=kept(judged),
        proposed_by_id=acting(session).person_id,
    )
    session.add(row)
    session.flush()
    audit(session, "evisit.proposed", patient_id=known.patient_id, subject=(FOCUS, row.id), code=row.code,
          minutes=minutes)  # fmt: skip
    return row.id


@action("evisit.confirm", needs=Permission.EVISIT_CONFIRM)
def confirm(session: Session, *, by: Credential, candidate_id: int, minutes: int, attests: Collection[str] = ()) -> int:
    """Attest the minutes and confirm: the charge is made and posted today, to the insurer where there is one; its id.

    `minutes` decide the code, whatever was proposed. `attests`: the criteria (`rules.evisits.ATTESTABLE`) that the
    prescriber answers for. Raises `Forbidden` for who proposed it, `Invalid` for a criterion that isn't met, or that
    nobody answers for, `Conflict` where it was decided meanwhile.
    """
    prices, actor = _prices(session), acting(session)
    row = _waiting(session, candidate_id)
    if row.proposed_by_id == actor.person_id:
        raise Forbidden("You proposed this, so somebody else confirms it. Nothing was changed.")
    known, judged = _held(session, row.thread_id, _whole(minutes))
    judged = attested(judged, attests, actor.name)
    _require((*in_the_way(judged), *open_questions(judged)))
    code = code_for(minutes)
    assert code is not None  # noqa: S101  else the criterion of the minutes was in the way
    charge = _charge(session, known, code, prices[code])
    proposed = row.minutes
    row.minutes, row.code, row.criteria = minutes, code, kept(judged)
    row.state, row.decided_at, row.decided_by_id, row.charge_id = "confirmed", actor.now, actor.person_id, charge.id
    session.flush()
    audit(session, "evisit.confirmed", patient_id=row.patient_id, subject=(FOCUS, row.id), code=code, minutes=minutes,
          proposed=proposed, attests=sorted(one.kind for one in judged if one.attested_by), charge=charge.id,
          amount=str(charge.amount))  # fmt: skip
    return charge.id


@action("evisit.refuse", needs=Permission.EVISIT_CONFIRM)
def refuse(session: Session, *, by: Credential, candidate_id: int, reason: str) -> None:
    """Refuse a proposal for a reason of `rules.evisits.REFUSALS`, also while it is turned off.

    Raises `Conflict` where it was decided meanwhile.
    """
    if reason not in REFUSALS:
        raise Invalid("reason", "Say why. Nothing was changed.")
    row, actor = _waiting(session, candidate_id), acting(session)
    row.state, row.reason, row.decided_at, row.decided_by_id = "refused", reason, actor.now, actor.person_id
    session.flush()
    audit(session, "evisit.refused", patient_id=row.patient_id, subject=(FOCUS, row.id), reason=reason)


def _prices(session: Session) -> Mapping[str, Decimal]:
    setting = evisit_prices(session)
    if not setting.on:
        raise Invalid("evisits", OFF)
    return setting.prices


def _whole(minutes: int) -> int:
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 < minutes <= MOST_MINUTES:
        raise Invalid("minutes", "Enter the minutes, as a whole number. Nothing was changed.")
    return minutes


def _held(session: Session, thread_id: int, minutes: int) -> tuple[Known, tuple[Criterion, ...]]:
    """A thread's facts judged, its patient held: two threads of the same days wait for each other."""
    patient_id = session.scalar(select(Thread.patient_id).where(Thread.id == thread_id))
    if patient_id is None:
        raise NotFound("conversation")
    hold_patient(session, patient_id)
    known = facts_of(session, [thread_id]).get(thread_id)
    if known is None:
        raise Conflict("This conversation was merged into another, or is empty. Nothing was changed.")
    return known, criteria(replace(known.facts, minutes=minutes))


def _require(unmet: tuple[Criterion, ...]) -> None:
    if unmet:
        raise Invalid(unmet[0].kind, f"{unmet[0].words}: {unmet[0].fact}. Nothing was changed.")


def _waiting(session: Session, candidate_id: int) -> EvisitCandidate:
    """A proposal that nobody decided yet, its patient and then itself locked."""
    patient_id = session.scalar(select(EvisitCandidate.patient_id).where(EvisitCandidate.id == candidate_id))
    if patient_id is None:
        raise NotFound("proposal")
    hold_patient(session, patient_id)
    statement = select(EvisitCandidate).where(EvisitCandidate.id == candidate_id).with_for_update()
    row = session.scalars(statement.execution_options(populate_existing=True)).one()
    if row.state != "proposed":
        raise Conflict(f"This proposal was {row.state} already. Nothing was changed.")
    return row


def _charge(session: Session, known: Known, code: str, price: Decimal) -> Charge:
    """The charge of the day of the last answer, posted today; without place of service or modifier."""
    today = hold_day(session)
    payer_id = session.scalar(
        select(Payer.id)
        .join(Patient, Patient.payer_id == Payer.id)
        .where(Patient.id == known.patient_id, Payer.name.not_in(SELF_PAYERS))
    )
    charge = Charge(
        patient_id=known.patient_id,
        payer_id=payer_id,
        source_key=f"evisit:{known.thread_id}",
        procedure=code,
        display=DISPLAY,
        amount=price,
        service_on=known.facts.answered_on,
    )
    session.add(charge)
    session.flush()
    account = "patient" if payer_id is None else "payer"
    lines = (
        Posting(account, price, known.patient_id, None, payer_id, charge.id),
        Posting("income", -price, None, None, None, charge.id),
    )
    post(session, Entry("charge", "system", today, lines))
    return charge
