"""A conversation as a PDF for the chart, set by Typst from a template that a clinic can change."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typst

from db.queries.documents import ChartMessage, ThreadForChart
from rules.topics import TOPICS

TEMPLATE = Path(__file__).parent / "templates" / "thread.typ"


def render(thread: ThreadForChart) -> bytes:
    """The PDF. What people wrote travels as data and never as template: `#import` prints as it was typed."""
    return typst.compile(TEMPLATE, root=TEMPLATE.parent, sys_inputs={"data": json.dumps(_data(thread))}, format="pdf")


def _data(thread: ThreadForChart) -> dict[str, object]:
    zone = ZoneInfo(thread.zone)
    return {
        "clinic": thread.clinic,
        "site": thread.site,
        "patient": thread.patient,
        "mrn": thread.mrn,
        "birth_date": thread.birth_date.strftime("%m/%d/%Y"),
        "sex": thread.sex,
        "with_whom": thread.with_whom,
        "topic": TOPICS.get(thread.topic, ""),
        "subject": thread.subject,
        "messages": [_message(message, zone) for message in thread.messages],
        "printed_at": _shown(thread.printed_at, zone),
        "printed_by": thread.printed_by,
        "zone": thread.zone,
    }


def _message(message: ChartMessage, zone: ZoneInfo) -> dict[str, object]:
    role = "patient" if message.from_patient else "clinic"
    return {
        "author": message.author,
        "role": message.relation or role,
        "inbound": message.from_patient,
        "at": _shown(message.at, zone),
        "lines": message.body.split("\n"),
        "files": list(message.files),
    }


def _shown(at: datetime, zone: ZoneInfo) -> str:
    """An instant in the clinic's zone, which is named: `11/21/2026, 2:05 PM EST`."""
    local = at.astimezone(zone)
    return f"{local:%m/%d/%Y}, {local.hour % 12 or 12}:{local:%M %p %Z}"
