"""Taking down a refill that was asked for at the desk."""

from __future__ import annotations

from console.patient_links import declare
from db.roles import Permission

declare("ask-refill", "Take down a refill", icon=":material/pill:", needs=Permission.REFILL_ASK)
