"""The panels that results are typed into by hand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import LabPanel
from db.queries.paging import plain_rows
from db.registry import query
from db.roles import Permission
from rules.lab_panels import Panel, panel_from_json


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A panel in use: its row, and what is typed into it."""

    id: int
    version: int
    panel: Panel


_ACTIVE = (
    select(LabPanel.id, LabPanel.slug, LabPanel.name, LabPanel.loinc, LabPanel.components, LabPanel.version)
    .where(LabPanel.active)
    .order_by(LabPanel.name, LabPanel.id)
)


@query("lab_panel.active", needs=Permission.RESULTS_VIEW)
def active_panels(session: Session, *, viewer: Credential) -> tuple[PanelLine, ...]:
    """The panels that are in use, by name. Raises `rules.lab_panels.PanelProblem` for one that was spoilt."""
    return tuple(
        PanelLine(
            row.id,
            row.version,
            panel_from_json({"slug": row.slug, "name": row.name, "loinc": row.loinc, "components": row.components}),
        )
        for row in plain_rows(session, _ACTIVE, {})
    )
