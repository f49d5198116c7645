"""What pages about money share: their template, amounts and times as they are printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import typst

TEMPLATES = Path(__file__).parent / "templates"


def template_in(folder: Path, name: str) -> Path:
    """The clinic's own template, `<folder>/<name>`, else the standard one."""
    own = folder / name
    return own if own.is_file() else TEMPLATES / name


def page(data: Mapping[str, object], template: Path) -> bytes:
    """The PDF. Names and words travel as data and never as template: `#import` prints as it was typed.

    Raises `typst.TypstError` for a template of the clinic's that can't be set; it reads no file outside its folder.
    """
    return typst.compile(template, root=template.parent, sys_inputs={"data": json.dumps(data)}, format="pdf")


def dollars(amount: Decimal) -> str:
    """`$1,234.50`, `-$12.00`."""
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def day(on: date) -> str:
    """`07/01/2026`."""
    return on.strftime("%m/%d/%Y")


def moment(at: datetime, zone: str) -> str:
    """`07/01/2026, 12:05 PM EDT`, by the clocks of `zone`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%m/%d/%Y}, {local.hour % 12 or 12}:{local:%M %p %Z}"
