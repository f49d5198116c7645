"""Release by the rule: what is final is the patient's at once, unless it is held, or a person took it back.

Set-wise, since a file brings hundreds. US law's thoughts on waiting are in `rules.result_release`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased

from db.actions.result_notices import stop_mails, tell
from db.actions.result_tasks import FOCUS, WITHDRAWN, tasks_of
from db.audit import audit_many, task_events
from db.copying import among, insert_rows
from db.credentials import Credential
from db.jobs import defer
from db.models import DiagnosticReport, Observation, ReportMessage, ResultHold, ResultRelease
from db.queries.observations import stands
from db.queries.release_rules import release_rules
from db.registry import acting, action
from db.roles import Permission
from rules.result_release import ReleaseRules, opens_at, releasable, state_rule_classes

RULE = "the rule"
TAKEN_BACK = "The laboratory took the result back."
UPDATES = {"corrected": "corrected", "appended": "updated"}
_later = aliased(ResultRelease)


def on_filed(session: Session, report_ids: Sequence[int], *, anew: bool = False) -> None:
    """Release what was filed and may be, tell of what was released before and changed, take back what was withdrawn.

    Call it after `result_tasks.put_before_staff`. `anew`: also what a person took back from this patient, as after
    a result was linked again.
    """
    if not report_ids:
        return
    reports, rules = (
        session.execute(_REPORTS.where(among(DiagnosticReport.id, report_ids))).all(),
        release_rules(session),
    )
    take_back(session, [row.id for row in reports if row.status in WITHDRAWN], TAKEN_BACK, by=RULE)
    ready = [row for row in reports if row.patient_id is not None and releasable(row.status)]
    open_ = _open(session, [row.id for row in ready])
    for kind in dict.fromkeys(UPDATES.values()):
        changed = [row.id for row in ready if row.id in open_ and UPDATES.get(row.change) == kind]
        if changed:
            tell(session, changed, kind)
    closed = [row for row in ready if row.id not in open_]
    later = opens_at(acting(session).now, rules)
    if later > acting(session).now and closed:
        defer(session, "release_delayed", at=later, report_ids=[row.id for row in closed])
    else:
        tell_new(session, release_by_rule(session, closed, rules, anew=anew))


def release_by_rule(session: Session, reports: Sequence[Any], rules: ReleaseRules, *, anew: bool = False) -> list[int]:
    """Release to everybody what nothing keeps; return the reports' ids. Nobody is told yet."""
    kept = _kept(session, [row.id for row in reports], anew=anew)
    by_state = _under_state_rule(session, reports, rules)
    free = [row for row in reports if row.id not in kept and row.id not in by_state]
    if not free:
        return []
    now = acting(session).now
    rows = [
        {"report_id": row.id, "patient_id": row.patient_id, "released_at": now, "released_by": RULE} for row in free
    ]
    insert_rows(session, ResultRelease, rows)
    detail = {"audience": "everybody", "by": "rule"}
    audit_many(session, "result.released", FOCUS, [(row.id, row.patient_id, detail) for row in free])
    ids = [row.id for row in free]
    task_events(session, "result-released", [(task_id, detail) for task_id in tasks_of(session, ids).values()])
    return ids


def tell_new(session: Session, report_ids: Sequence[int]) -> None:
    """Mail those who may see them that there are new results."""
    if report_ids:
        session.flush()
        tell(session, report_ids, "new")


@action("result.release-delayed", needs=Permission.SYSTEM_RUN)
def release_delayed(session: Session, *, by: Credential, report_ids: Sequence[int]) -> int:
    """Release those whose blanket delay, set by the clinic, is over; return how many."""
    rows = session.execute(_REPORTS.where(among(DiagnosticReport.id, report_ids))).all()
    ready = [row for row in rows if row.patient_id is not None and releasable(row.status)]
    open_ = _open(session, [row.id for row in ready])
    released = release_by_rule(session, [row for row in ready if row.id not in open_], release_rules(session))
    tell_new(session, released)
    return len(released)


def after_hold(session: Session, report_id: int) -> None:
    """Release by the rule what nothing keeps any more, since a hold on it ended."""
    rows = session.execute(_REPORTS.where(DiagnosticReport.id == report_id)).all()
    ready = [row for row in rows if row.patient_id is not None and releasable(row.status)]
    if ready and not _open(session, [report_id]):
        release_by_rule(session, ready, release_rules(session))
    session.flush()


def take_back(session: Session, report_ids: Sequence[int], reason: str, *, by: str) -> int:
    """Withdraw the releases of these reports that stand, with the mails that haven't left; return how many reports."""
    if not report_ids:
        return 0
    now = acting(session).now
    rows = session.execute(
        update(ResultRelease)
        .where(ResultRelease.report_id.in_(report_ids), ResultRelease.withdrawn_at.is_(None))
        .values(withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason)
        .returning(ResultRelease.report_id, ResultRelease.patient_id)
        .execution_options(synchronize_session=False)
    ).all()
    patients = {row.report_id: row.patient_id for row in rows}
    audit_many(session, "result.withdrawn", FOCUS, [(key, patient_id, {}) for key, patient_id in patients.items()])
    for report_id, patient_id in patients.items():
        stop_mails(session, report_id, patient_id)
    ids = tasks_of(session, list(patients)) if patients else {}
    task_events(session, "result-withdrawn", [(task_id, {"reason": reason}) for task_id in ids.values()])
    return len(patients)


_NEWEST = (
    select(ReportMessage.change)
    .where(ReportMessage.report_id == DiagnosticReport.id)
    .order_by(ReportMessage.id.desc())
    .limit(1)
    .correlate(DiagnosticReport)
    .scalar_subquery()
)
_REPORTS = select(
    DiagnosticReport.id,
    DiagnosticReport.patient_id,
    DiagnosticReport.status,
    DiagnosticReport.loinc,
    _NEWEST.label("change"),
).order_by(DiagnosticReport.id)


def _open(session: Session, report_ids: Sequence[int]) -> set[int]:
    """Those that are released to anybody: a person may have chosen to whom, and the rule doesn't widen that."""
    found = select(ResultRelease.report_id).where(
        among(ResultRelease.report_id, report_ids), ResultRelease.withdrawn_at.is_(None)
    )
    return set(session.scalars(found))


def _kept(session: Session, report_ids: Sequence[int], *, anew: bool) -> set[int]:
    """Those that are held from everybody, or that a person took back from this very patient."""
    held = select(ResultHold.report_id).where(
        among(ResultHold.report_id, report_ids), ResultHold.ended_at.is_(None), ResultHold.audience == "everybody"
    )
    taken = (
        select(ResultRelease.report_id)
        .join(DiagnosticReport, DiagnosticReport.id == ResultRelease.report_id)
        .where(
            among(ResultRelease.report_id, report_ids),
            ResultRelease.patient_id == DiagnosticReport.patient_id,
            ResultRelease.withdrawn_by.is_not(None),
            ResultRelease.withdrawn_by != RULE,
            # Who released it again decided anew.
            ~exists().where(_later.report_id == ResultRelease.report_id, _later.id > ResultRelease.id),
        )
    )
    return set(session.scalars(held)) | (set() if anew else set(session.scalars(taken)))


def _under_state_rule(session: Session, reports: Sequence[Any], rules: ReleaseRules) -> set[int]:
    """Those that a person must release or hold: a test of theirs is in a class that the clinic chose for its state."""
    if not rules.held_classes:
        return set()
    codes = {row.id: {row.loinc} for row in reports}
    found = select(Observation.report_id, Observation.code).where(among(Observation.report_id, codes), stands())
    for row in session.execute(found):
        codes[row.report_id].add(row.code)
    return {report_id for report_id, loincs in codes.items() if state_rule_classes(loincs, rules)}
