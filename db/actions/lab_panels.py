"""The panels that results are typed from: the defaults, where a clinic has none yet."""

from __future__ import annotations

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from db.models import LabPanel
from rules.lab_panels import PANELS, panel_to_json


def load_panels(session: Session) -> int:
    """Add the default panels where there are none; return how many."""
    if session.scalar(select(exists(select(LabPanel.id)))):
        return 0
    session.execute(insert(LabPanel), [panel_to_json(panel) for panel in PANELS])
    return len(PANELS)
