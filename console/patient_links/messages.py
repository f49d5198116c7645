"""Writing to a patient first."""

from __future__ import annotations

from console.patient_links import declare
from db.roles import Permission

declare("message", "Write a message", icon=":material/edit:", needs=Permission.MESSAGE_START)
