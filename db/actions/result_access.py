"""The one way for a person's action to a result: its task, then the report, both locked, in this order."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.result_tasks import FOCUS, tasks_of
from db.actions.tasks import permitted_task, vocabulary
from db.errors import Invalid, NotFound
from db.models import DiagnosticReport, Patient, PortalAccount, Task
from db.queries.recipients import may_act
from rules.result_release import AUDIENCES, covers, releasable

vocabulary(
    deeds={
        "reviewed": "reviewed it",
        "result-released": "released the result",
        "result-withdrawn": "took the release back",
        "result-held": "held the result",
        "hold-seconded": "agreed to the hold",
        "hold-extended": "extended the hold",
        "hold-lifted": "ended a hold",
        "commented": "commented on the result",
        "comment-withdrawn": "took a comment back",
        "follow-up-finished": "finished the follow-up",
        "retracted": "marked the result as entered in error",
    },
    outcomes={"reviewed": "Reviewed"},
)


@dataclass(frozen=True, slots=True)
class Held:
    """A result in an action's hands: rows that stay locked to the end of the transaction."""

    task: Task
    report: DiagnosticReport
    patient: Patient


def result_of(session: Session, task_id: int, verb: str = "work") -> Held:
    """The result that a task is about, if the acting person may do `verb` in its queue.

    Raises `NotFound` for a task about something else, `Invalid` while it isn't known whose the result is.
    """
    task = permitted_task(session, task_id, verb)
    report = _report(session, task.focus_id) if task.focus_type == FOCUS else None
    if report is None:
        raise NotFound("result")
    if report.patient_id is None:
        raise Invalid("patient_id", "It isn't known whose result this is. Link it to its patient first.")
    return Held(task, report, session.get_one(Patient, report.patient_id))


def task_of(session: Session, report_id: int) -> int:
    """The id of the task by which a report is worked on: the open one, else the newest."""
    task_id = tasks_of(session, [report_id]).get(report_id)
    if task_id is None:
        raise NotFound("result")
    return task_id


def require_releasable(report: DiagnosticReport) -> None:
    """Raise `Invalid` for a report that no patient may see yet, or any more."""
    if not releasable(report.status):
        raise Invalid("status", f"Only a final result can be released; this one is {report.status.replace('-', ' ')}.")


def require_audience(session: Session, patient_id: int, audience: str, account_id: int | None) -> None:
    """Raise `Invalid` for an audience that isn't, or an account that doesn't act for the patient."""
    if audience not in AUDIENCES:
        raise Invalid("audience", "Choose who this is about: everybody, the patient, the proxies or one account.")
    if (audience == "account") != (account_id is not None):
        raise Invalid("account_id", "Name an account where this is about one account, and only there.")
    if account_id is not None:
        acts = select(PortalAccount.id).where(
            PortalAccount.id == account_id, may_act(account_id, patient_id, "results")
        )
        if session.scalar(acts) is None:
            raise Invalid(
                "account_id", "This account doesn't act for the patient today, or not for results. Choose another."
            )


def within(session: Session, inner: tuple[str, int | None], outer: tuple[str, int | None], patient_id: int) -> bool:
    """Whether an audience lies wholly within another."""
    if outer[0] == "everybody" or inner == outer:
        return True
    if inner[1] is None:
        return False
    own = session.scalar(select(PortalAccount.patient_id).where(PortalAccount.id == inner[1])) == patient_id
    return covers(*outer, account_id=inner[1], own=own)


def _report(session: Session, report_id: int) -> DiagnosticReport | None:
    return session.scalar(
        select(DiagnosticReport)
        .where(DiagnosticReport.id == report_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
