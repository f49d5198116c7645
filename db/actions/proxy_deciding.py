"""Deciding who may act for a patient: approve, in part or whole, by one or by two; ask for papers; deny.

What stands against it is asked again in the transaction that decides. Where an adult didn't consent, the first of two
approvals is kept with what it chose, and the second, by somebody else, gives the very same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.actions.closing import end
from db.actions.proxy_checks import verdicts
from db.actions.proxy_giving import give, standing
from db.actions.proxy_parts import Held, chosen_scopes, refused, require_none, require_patient, today_of, undecided
from db.actions.proxy_telling import tell_asking
from db.actions.tasks import WAITING_FOR_PATIENT, TaskState, change, check_inbound, clean, state
from db.audit import audit, task_event
from db.credentials import Credential
from db.errors import Invalid
from db.models import Patient, Staff, TaskStatus
from db.queries.proxy_ages import ages
from db.registry import acting, action
from db.roles import Permission
from rules.proxy_ages import Ages, latest_end
from rules.proxy_answers import DENIALS, PAPERS
from rules.proxy_rules import may_approve, needs_two
from rules.proxy_scopes import BASES, SCOPES

SECOND = "second-approval"  # the business status of a request that one person approved and another one must
PAPERS_WITHIN = timedelta(days=14)  # then it is before staff again; "up to two weeks" is what practices promise
LONGEST = 2_000


@action("proxy.approve", needs=Permission.PROXY_DECIDE)
def approve(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    basis: str,
    scopes: Sequence[str],
    ends_on: date | None = None,
    seen_grants: Sequence[tuple[int, int]] = (),
) -> TaskState:
    """Give access on a ground of `rules.proxy_scopes.BASES`, from today to `ends_on` or as long as the ground allows.

    Fewer `scopes` than were asked for close the request as approved in part. More can't be given, but what the proxy
    has already may stay: the new access takes the place of all they had for the patient, which is `seen_grants`, the
    id and version of each on screen. Where two must approve, the first keeps the request open for a colleague, who
    approves the same; the first may change their choice until then. Raises `Invalid` with all that is missing,
    `Conflict` when it was decided meanwhile, papers came, or the proxy's access isn't what was on screen.
    """
    held = undecided(session, task_id, seen_version)
    check_inbound(held.task, seen_inbound_id, "Approving")
    patient, rule = require_patient(session, held.request.patient_id), ages(session)
    chosen = chosen_scopes(scopes)
    allowed = {*held.request.scopes, *(scope for one in standing(session, held, patient) for scope in one.scopes)}
    if more := [SCOPES[scope] for scope in chosen if scope not in allowed]:
        raise Invalid("scopes", f"This wasn't asked for: {', '.join(more).lower()}. Choose of what was asked for.")
    if ends_on is not None and not isinstance(ends_on, date):
        raise Invalid("ends_on", "Choose a day.")
    last = _checked(session, held, patient, basis, chosen, ends_on, rule)
    if needs_two(basis, held.request.consent) and not _seconded(session, held, basis, chosen, ends_on):
        return state(held.task)
    _given(session, held, patient, basis, chosen, last, rule, seen_grants)
    return state(held.task)


@action("proxy.ask-papers", needs=Permission.PROXIES_WORK)
def ask_papers(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    text: str,
    papers: Sequence[str] = (),
) -> TaskState:
    """Ask who asked for papers, and put the request off until they come, at most two weeks.

    The mail names the `papers` (of `rules.proxy_answers.PAPERS`) alone; `text` is for the portal, where only they
    read it. Raises `Invalid` where neither says what is needed.
    """
    held = undecided(session, task_id, seen_version)
    check_inbound(held.task, seen_inbound_id, "Asking")
    words = _text(text)
    wanted = tuple(paper for paper in PAPERS if paper in papers)
    if set(papers) - set(PAPERS):
        raise Invalid("papers", "Choose papers of the list.")
    if not words and not wanted:
        raise Invalid("text", "Say which papers are needed.")
    actor, task, request = acting(session), held.task, held.request
    request.papers_asked_at, request.papers_text = actor.now, words
    tell_asking(session, "papers", request, held.patient, task.id, wanted)
    task_event(session, task_id, "proxy-papers-asked", papers=list(wanted))
    audit(session, "proxy.papers-asked", patient_id=request.patient_id, subject=("proxy_request", request.id))
    _answered(held)
    change(
        session,
        task,
        status=TaskStatus.ON_HOLD,
        business_status=WAITING_FOR_PATIENT,
        on_hold_until=actor.now + PAPERS_WITHIN,
        owner_id=task.owner_id or actor.person_id,
        claimed_at=task.claimed_at or actor.now,
    )
    return state(task)


@action("proxy.deny", needs=Permission.PROXY_DECIDE)
def deny(
    session: Session,
    *,
    by: Credential,
    task_id: int,
    seen_version: int,
    seen_inbound_id: int | None,
    reason: str,
    text: str = "",
) -> TaskState:
    """Deny a request for a `reason` of `rules.proxy_answers.DENIALS`; `text` says more, to staff alone.

    Who asked is told that it was denied, not why. Raises `Invalid` for "other" without a text.
    """
    held = undecided(session, task_id, seen_version)
    check_inbound(held.task, seen_inbound_id, "Denying")
    words = _text(text)
    if reason not in DENIALS:
        raise Invalid("reason", "Choose why it is denied.")
    if reason == "other" and not words:
        raise Invalid("text", "Say why it is denied.")
    request = held.request
    request.reason = words if reason == "other" else f"{DENIALS[reason]}. {words}".strip()
    _decide(session, held, "denied", why=reason)
    tell_asking(session, "denied", request, held.patient, task_id)
    end(session, held.task, "denied")
    return state(held.task)


def _checked(
    session: Session, held: Held, patient: Patient, basis: str, scopes: list[str], ends_on: date | None, rule: Ages
) -> date | None:
    """The last day of the access, that day no more; raises `Invalid` for all that is missing."""
    today, request = today_of(session, patient), held.request
    require_none(refused(session, request, patient, rule, asked_end=ends_on))
    require_none(
        may_approve(
            basis, verdicts(session, request.id), request.consent,
            relation=request.relation, scopes=scopes, birth_date=patient.birth_date, starts_on=today,
            asked_end=ends_on, ages=rule,
        )
    )  # fmt: skip
    last = latest_end(basis, patient.birth_date, today, ends_on, rule)
    if last is not None and last <= today:
        raise Invalid("ends_on", "On this ground the access would be over today. Choose another ground.")
    return last


def _seconded(session: Session, held: Held, basis: str, scopes: list[str], ends_on: date | None) -> bool:
    """Whether this is the second of two approvals; if it is the first, it is kept. Raises `Invalid` for one's own."""
    actor, request = acting(session), held.request
    same = (request.first_basis, list(request.first_scopes), request.first_ends_on) == (basis, scopes, ends_on)
    if request.first_id is not None and request.first_id != actor.person_id:
        if not same:
            raise Invalid("basis", f"{_first(session, held)} Approve the same, or ask them to change it.")
        request.second_id = actor.person_id
        return True
    if same:
        raise Invalid("second", "You approved this already. Somebody else must approve it too.")
    request.first_id, request.first_at = actor.person_id, actor.now
    request.first_basis, request.first_scopes, request.first_ends_on = basis, scopes, ends_on
    task_event(session, held.task.id, "proxy-first", basis=basis, scopes=scopes)
    audit(
        session, "proxy.first-approval", patient_id=request.patient_id, subject=("proxy_request", request.id),
        basis=basis, scopes=scopes,
    )  # fmt: skip
    # Back to the pool: whoever approved first can't do what is left to do.
    change(
        session, held.task, business_status=SECOND, status=TaskStatus.REQUESTED, owner_id=None, claimed_at=None,
        worked_at=None, on_hold_until=None,
    )  # fmt: skip
    return False


def _first(session: Session, held: Held) -> str:
    """What the first of two approved, as a sentence."""
    request = held.request
    who = session.get_one(Staff, request.first_id).name
    until = f" until {request.first_ends_on.isoformat()}" if request.first_ends_on else ""
    given = ", ".join(SCOPES[scope].lower() for scope in request.first_scopes)
    return f"{who} approved “{BASES[request.first_basis].words}” with: {given}{until}."


def _given(
    session: Session,
    held: Held,
    patient: Patient,
    basis: str,
    scopes: list[str],
    last: date | None,
    rule: Ages,
    seen_grants: Sequence[tuple[int, int]],
) -> None:
    decision = "approved" if set(held.request.scopes) <= set(scopes) else "limited"
    grant = give(session, held, patient, basis, scopes, last, rule, seen_grants)
    ends = last.isoformat() if last else None
    _decide(session, held, decision, grant_id=grant.id, basis=basis, scopes=scopes, ends_on=ends)
    end(session, held.task, decision)


def _decide(session: Session, held: Held, decision: str, **detail: object) -> None:
    actor, request = acting(session), held.request
    request.decision, request.decided_at, request.decided_by = decision, actor.now, actor.name
    kept = {name: value for name, value in detail.items() if value is not None}
    task_event(session, held.task.id, f"proxy-{decision}", **kept)
    audit(
        session, f"proxy.{decision}", patient_id=request.patient_id, subject=("proxy_request", request.id),
        first_id=request.first_id, second_id=request.second_id, **kept,
    )  # fmt: skip
    _answered(held)


def _answered(held: Held) -> None:
    if held.task.first_response_at is None:
        held.task.first_response_at = held.request.decided_at or held.request.papers_asked_at


def _text(value: str) -> str:
    words = clean(value.strip(), "text")
    if len(words) > LONGEST:
        raise Invalid("text", f"At most {LONGEST:,} characters; this has {len(words):,}.")
    return words
