"""Patients: somebody phones."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import people
from db.roles import Permission

PAGE = Page(
    title="Patients",
    icon=":material/person_search:",
    url_path="patients",
    needs=Permission.PATIENT_VIEW,
    render=people.draw_page,
)
