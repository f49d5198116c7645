"""What a laboratory's message says; the words are `db.lab_messages`, which filing takes."""

from __future__ import annotations

from db.lab_messages import (
    Identifier,
    LabAttachment,
    LabMessage,
    LabObservation,
    LabReport,
    PatientIdentity,
    Refused,
    Unreadable,
)

__all__ = [
    "Identifier",
    "LabAttachment",
    "LabMessage",
    "LabObservation",
    "LabReport",
    "PatientIdentity",
    "Refused",
    "Unreadable",
]
