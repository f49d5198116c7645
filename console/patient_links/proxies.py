"""Taking down a request for access that was made at the desk."""

from __future__ import annotations

from console.patient_links import declare
from db.roles import Permission

declare("ask-access", "Take down a proxy request", icon=":material/add_moderator:", needs=Permission.PROXIES_WORK)
