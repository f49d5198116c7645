"""Posting a result that no laboratory sent."""

from __future__ import annotations

from console.patient_links import declare
from db.roles import Permission

declare("post-result", "Post a result", icon=":material/post_add:", needs=Permission.RESULT_POST)
