"""An order to a pharmacy as a PDF, set by Typst from a template that a clinic can change."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import typst

from db.queries.pharmacy_order_prints import OrderForPharmacy

NAME = "pharmacy_order.typ"
STANDARD = Path(__file__).parent / "templates" / NAME


def template_in(folder: Path) -> Path:
    """The clinic's own template, `<folder>/pharmacy_order.typ`, else the standard one."""
    own = folder / NAME
    return own if own.is_file() else STANDARD


def render(order: OrderForPharmacy, template: Path = STANDARD) -> bytes:
    """The PDF. What stands in the chart travels as data and never as template: `#import` prints as it was typed.

    Raises `typst.TypstError` for a template of the clinic's that can't be set; it reads no file outside its folder.
    """
    return typst.compile(template, root=template.parent, sys_inputs={"data": json.dumps(_data(order))}, format="pdf")


def _data(order: OrderForPharmacy) -> dict[str, object]:
    local = order.ordered_at.astimezone(ZoneInfo(order.zone))
    return {
        "number": order.id,
        "clinic": order.clinic,
        "site": order.site,
        "site_phone": order.site_phone,
        "pharmacy": order.pharmacy,
        "pharmacy_address": order.pharmacy_address,
        "pharmacy_phone": order.pharmacy_phone,
        "pharmacy_fax": order.pharmacy_fax,
        "patient": order.patient,
        "birth_date": order.birth_date.strftime("%m/%d/%Y"),
        "address": order.address,
        "phone": order.phone,
        "medication": order.medication,
        "directions": order.directions,
        "quantity": order.quantity,
        "days": order.days,
        "refills": order.refills,
        "prescriber": order.prescriber,
        "note": order.note,
        "ordered_at": f"{local:%m/%d/%Y}, {local.hour % 12 or 12}:{local:%M %p %Z}",
        "ordered_by": order.ordered_by,
    }
