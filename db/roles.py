"""Who may do what: permissions are verbs on a class of record; roles are code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """A verb on a class of queue or record."""

    TASK_VIEW = "task.view"
    TASK_WORK = "task.work"
    TASK_MANAGE = "task.manage"
    INBOX_VIEW = "inbox.view"
    INBOX_READ = "inbox.read"
    INBOX_WORK = "inbox.work"
    INBOX_REPLY = "inbox.reply"
    THREAD_MOVE = "thread.move"
    MESSAGE_START = "message.start"
    MESSAGE_START_MANY = "message.start-many"
    FLAG_OVERRIDE = "flag.override"
    CALL_LOG = "call.log"
    TODO_VIEW = "todo.view"
    TODO_WORK = "todo.work"
    TODO_CREATE = "todo.create"
    RESULTS_VIEW = "results.view"
    RESULTS_READ = "results.read"
    RESULTS_WORK = "results.work"
    RESULT_POST = "result.post"
    RESULT_RELEASE = "result.release"
    RESULT_HOLD = "result.hold"
    RESULT_HOLD_HARM = "result.hold-harm"
    RESULT_MATCH = "result.match"
    LAB_MANAGE = "lab.manage"
    REFILLS_VIEW = "refills.view"
    REFILLS_READ = "refills.read"
    REFILLS_WORK = "refills.work"
    REFILL_ASK = "refill.ask"
    REFILL_PREPARE = "refill.prepare"
    REFILL_PROTOCOL = "refill.protocol"
    REFILL_DECIDE = "refill.decide"
    PROTOCOL_EDIT = "protocol.edit"
    PROTOCOL_APPROVE = "protocol.approve"
    PROTOCOL_DELEGATE = "protocol.delegate"
    PHARMACY_EDIT = "pharmacy.edit"
    PROXIES_VIEW = "proxies.view"
    PROXIES_READ = "proxies.read"
    PROXIES_WORK = "proxies.work"
    PROXY_DECIDE = "proxy.decide"
    PROXY_REVOKE = "proxy.revoke"
    PROXY_EXPORT = "proxy.export"
    PAYMENTS_VIEW = "payments.view"
    PAYMENTS_READ = "payments.read"
    PAYMENTS_WORK = "payments.work"
    PAYMENT_TAKE = "payment.take"
    PAYMENT_MATCH = "payment.match"
    PAYMENT_MOVE = "payment.move"
    PAYMENT_VOID = "payment.void"
    PAYMENT_VOID_LARGE = "payment.void-large"
    REFUND_ASK = "refund.ask"
    REFUND_APPROVE = "refund.approve"
    BILLING_IMPORT = "billing.import"
    LEDGER_VIEW = "ledger.view"
    LEDGER_ADJUST = "ledger.adjust"
    DAY_CLOSE = "day.close"
    DAY_REOPEN = "day.reopen"
    STATEMENT_MAKE = "statement.make"
    EVISIT_PROPOSE = "evisit.propose"
    EVISIT_CONFIRM = "evisit.confirm"
    PATIENT_VIEW = "patient.view"
    CLINICAL_READ = "clinical.read"
    FILE_READ = "file.read"
    TEMPLATE_VIEW = "template.view"
    TEMPLATE_EDIT = "template.edit"
    OUTBOX_VIEW = "outbox.view"
    OUTBOX_DECIDE = "outbox.decide"
    STAFF_MANAGE = "staff.manage"
    SETTING_EDIT = "setting.edit"
    OWN_SESSION = "session.own"
    SYSTEM_RUN = "system.run"
    SYSTEM_IMPORT = "system.import"


class Sensitivity(StrEnum):
    """What a column holds, so that a viewer gets what the role may see."""

    OPEN = "open"
    CONTACT = "contact"
    CLINICAL = "clinical"
    BILLING = "billing"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name, what it is in plain words, what it may do, and what it may read."""

    slug: str
    name: str
    description: str
    permissions: frozenset[Permission]
    sensitivities: frozenset[Sensitivity]


def on_area(area: str, verb: str) -> Permission:
    """The permission for `verb` (`view`, `read`, `work`, `reply`) on a class of queues."""
    return Permission(f"{area}.{verb}")


P, S = Permission, Sensitivity
EVERYBODY = {P.OWN_SESSION}
RESULTS = {P.RESULTS_VIEW, P.RESULTS_READ, P.RESULTS_WORK}
# Whoever may prepare a refill; approving by protocol also takes the authority that is given person by person.
REFILLS = {P.REFILLS_VIEW, P.REFILLS_READ, P.REFILLS_WORK, P.REFILL_ASK, P.REFILL_PREPARE, P.REFILL_PROTOCOL}
PAYMENTS = {P.PAYMENTS_VIEW, P.PAYMENTS_READ, P.PAYMENTS_WORK, P.LEDGER_VIEW, P.DAY_CLOSE}
PAYMENTS |= {P.REFUND_APPROVE, P.PAYMENT_VOID}
PROXIES = {P.PROXIES_VIEW, P.PROXIES_READ, P.PROXIES_WORK, P.PROXY_DECIDE, P.PROXY_REVOKE}

NURSE = Role(
    "nurse",
    "Nurse",
    "Triages the inbox, answers patients, posts results.",
    frozenset(
        EVERYBODY
        | RESULTS
        | REFILLS
        | PROXIES
        | {P.RESULT_POST, P.RESULT_RELEASE, P.RESULT_HOLD, P.RESULT_MATCH, P.LAB_MANAGE, P.PHARMACY_EDIT}
        | {
            P.TASK_VIEW,
            P.TASK_WORK,
            P.INBOX_VIEW,
            P.INBOX_READ,
            P.INBOX_WORK,
            P.INBOX_REPLY,
            P.THREAD_MOVE,
            P.MESSAGE_START,
            P.MESSAGE_START_MANY,
            P.FLAG_OVERRIDE,
            P.CALL_LOG,
            P.TODO_VIEW,
            P.TODO_WORK,
            P.TODO_CREATE,
            P.PATIENT_VIEW,
            P.CLINICAL_READ,
            P.FILE_READ,
            P.TEMPLATE_VIEW,
            P.TEMPLATE_EDIT,
            P.OUTBOX_VIEW,
            P.OUTBOX_DECIDE,
        }
    ),
    frozenset({S.OPEN, S.CONTACT, S.CLINICAL}),
)
PRESCRIBER = Role(
    "prescriber",
    "Prescriber",
    "Answers what nurses pass on, decides refills; alone may hold a result for risk of harm.",
    NURSE.permissions
    | {P.RESULT_HOLD_HARM, P.REFILL_DECIDE, P.PROTOCOL_EDIT, P.PROTOCOL_APPROVE, P.PROTOCOL_DELEGATE}
    | {P.EVISIT_CONFIRM},
    NURSE.sensitivities,
)
FRONT_DESK = Role(
    "front_desk",
    "Front desk",
    "Decides proxy access and registrations; sees topics, not clinical text.",
    frozenset(
        EVERYBODY
        | PROXIES
        | {P.PAYMENT_TAKE, P.LEDGER_VIEW}
        | {
            P.TASK_VIEW,
            P.TASK_WORK,
            P.INBOX_VIEW,
            P.INBOX_WORK,
            P.CALL_LOG,
            P.TODO_VIEW,
            P.TODO_WORK,
            P.TODO_CREATE,
            P.PATIENT_VIEW,
        }
    ),
    frozenset({S.OPEN, S.CONTACT}),
)
BILLING = Role(
    "billing",
    "Billing clerk",
    "Reconciles payments; sees no clinical text.",
    frozenset(
        EVERYBODY
        | PAYMENTS
        | {P.PAYMENT_TAKE, P.PAYMENT_MATCH, P.PAYMENT_MOVE, P.REFUND_ASK, P.BILLING_IMPORT, P.LEDGER_ADJUST}
        | {P.STATEMENT_MAKE, P.EVISIT_PROPOSE}
        | {P.TASK_VIEW, P.TASK_WORK, P.TODO_VIEW, P.TODO_WORK, P.TODO_CREATE, P.PATIENT_VIEW}
    ),
    frozenset({S.OPEN, S.CONTACT, S.BILLING}),
)
MANAGER = Role(
    "manager",
    "Manager",
    "Watches adoption and response times; assigns work.",
    frozenset(
        EVERYBODY
        | RESULTS
        | PROXIES
        | PAYMENTS
        | {P.DAY_REOPEN, P.PAYMENT_VOID_LARGE}
        | {P.LAB_MANAGE, P.REFILLS_VIEW, P.REFILLS_READ, P.PROTOCOL_EDIT, P.PHARMACY_EDIT, P.PROXY_EXPORT}
        | {
            P.TASK_VIEW,
            P.TASK_WORK,
            P.TASK_MANAGE,
            P.INBOX_VIEW,
            P.INBOX_READ,
            P.INBOX_WORK,
            P.THREAD_MOVE,
            P.MESSAGE_START_MANY,
            P.CALL_LOG,
            P.TODO_VIEW,
            P.TODO_WORK,
            P.TODO_CREATE,
            P.PATIENT_VIEW,
            P.CLINICAL_READ,
            P.FILE_READ,
            P.TEMPLATE_VIEW,
            P.TEMPLATE_EDIT,
            P.OUTBOX_VIEW,
            P.OUTBOX_DECIDE,
        }
    ),
    frozenset({S.OPEN, S.CONTACT, S.CLINICAL, S.BILLING}),
)
ADMINISTRATOR = Role(
    "administrator",
    "Administrator",
    "Runs Portside: staff, teams, settings. Sees no clinical text.",
    frozenset(
        EVERYBODY
        | {P.TEMPLATE_VIEW, P.TEMPLATE_EDIT, P.STAFF_MANAGE, P.SETTING_EDIT, P.OUTBOX_VIEW, P.LAB_MANAGE}
        | {P.PROTOCOL_EDIT, P.PHARMACY_EDIT}
    ),
    frozenset({S.OPEN, S.CONTACT}),
)

ROLES = {role.slug: role for role in (NURSE, PRESCRIBER, FRONT_DESK, BILLING, MANAGER, ADMINISTRATOR)}

WORKER = Role(
    "worker",
    "Worker",
    "The background process: sends, imports, keeps deadlines.",
    frozenset({P.SYSTEM_RUN, P.SYSTEM_IMPORT}),
    frozenset(S),
)
COMMAND_LINE = Role(
    "command-line",
    "Command line",
    "Somebody with a shell on the server.",
    frozenset({P.SYSTEM_IMPORT, P.STAFF_MANAGE, P.SETTING_EDIT, P.SYSTEM_RUN, P.PROTOCOL_DELEGATE}),
    frozenset(S),
)
