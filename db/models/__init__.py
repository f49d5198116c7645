"""The tables of the shared database, one noun a module."""

from db.models.audit import AuditEvent
from db.models.base import Base
from db.models.billing_files import BillingFile, BillingRefusal, ColumnProfile
from db.models.deposits import BankAccount, BankTransaction, Payout, ProcessorLine
from db.models.documents import Document
from db.models.evisits import EvisitCandidate, EvisitConsent
from db.models.labs import (
    FileState,
    Lab,
    LabCode,
    LabFile,
    LabMessage,
    LabPanel,
    MessageState,
    ServiceRequest,
)
from db.models.ledger import Charge, LedgerDay, LedgerEntry, LedgerLine, Payment, Refund, Statement
from db.models.medications import Medication, MedicationDispense, Pharmacy
from db.models.operations import Heartbeat, ImportBatch, ImportReject, Submission
from db.models.outbox import OutboxMessage, OutboxState
from db.models.patients import (
    Allergy,
    Appointment,
    Condition,
    Encounter,
    Immunization,
    Observation,
    Patient,
    Payer,
)
from db.models.payment_matches import MatchDismissal, MatchSide, PaymentException, PaymentMatch
from db.models.portal_accounts import PortalAccount, PortalSession
from db.models.proxies import ProxyCheck, ProxyGrant, ProxyRequest
from db.models.refills import OrderState, PharmacyOrder, RefillDecision, RefillProtocol, RefillRequest
from db.models.remittances import ProviderAdjustment, RemitClaim, Remittance
from db.models.results import (
    DiagnosticReport,
    FollowUp,
    ReportMessage,
    ResultComment,
    ResultHold,
    ResultRead,
    ResultRelease,
)
from db.models.settings import RecordVersion, ReplyTemplate, Setting
from db.models.sites import Site
from db.models.staff import Staff, Team, TeamMember
from db.models.staff_sessions import RecordOpening, SignInThrottle, SignInTicket, StaffSession
from db.models.tasks import OPEN, WORKABLE, Presence, Priority, Queue, Task, TaskEvent, TaskStatus
from db.models.teamwork import Errand, SavedView, StaffAbsence, StaffNotice
from db.models.threads import Attachment, Draft, Message, Note, Thread
from db.models.urgency import PhoneCall, UrgencyFlag

__all__ = [
    "OPEN",
    "WORKABLE",
    "Allergy",
    "Appointment",
    "Attachment",
    "AuditEvent",
    "BankAccount",
    "BankTransaction",
    "Base",
    "BillingFile",
    "BillingRefusal",
    "Charge",
    "ColumnProfile",
    "Condition",
    "DiagnosticReport",
    "Document",
    "Draft",
    "Encounter",
    "Errand",
    "EvisitCandidate",
    "EvisitConsent",
    "FileState",
    "FollowUp",
    "Heartbeat",
    "Immunization",
    "ImportBatch",
    "ImportReject",
    "Lab",
    "LabCode",
    "LabFile",
    "LabMessage",
    "LabPanel",
    "LedgerDay",
    "LedgerEntry",
    "LedgerLine",
    "MatchDismissal",
    "MatchSide",
    "Medication",
    "MedicationDispense",
    "Message",
    "MessageState",
    "Note",
    "Observation",
    "OrderState",
    "OutboxMessage",
    "OutboxState",
    "Patient",
    "Payer",
    "Payment",
    "PaymentException",
    "PaymentMatch",
    "Payout",
    "Pharmacy",
    "PharmacyOrder",
    "PhoneCall",
    "PortalAccount",
    "PortalSession",
    "Presence",
    "Priority",
    "ProcessorLine",
    "ProviderAdjustment",
    "ProxyCheck",
    "ProxyGrant",
    "ProxyRequest",
    "Queue",
    "RecordOpening",
    "RecordVersion",
    "RefillDecision",
    "RefillProtocol",
    "RefillRequest",
    "Refund",
    "RemitClaim",
    "Remittance",
    "ReplyTemplate",
    "ReportMessage",
    "ResultComment",
    "ResultHold",
    "ResultRead",
    "ResultRelease",
    "SavedView",
    "ServiceRequest",
    "Setting",
    "SignInThrottle",
    "SignInTicket",
    "Site",
    "Staff",
    "StaffAbsence",
    "StaffNotice",
    "StaffSession",
    "Statement",
    "Submission",
    "Task",
    "TaskEvent",
    "TaskStatus",
    "Team",
    "TeamMember",
    "Thread",
    "UrgencyFlag",
]
