"""Pharmacies that orders go to: adding, changing and restoring them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from db.actions.calling_out import usable_email
from db.actions.records import record_actions
from db.records.pharmacies import PHARMACIES

LONGEST = 200
NCPDP = re.compile(r"[0-9]{7}")


def _name(name: str) -> str:
    return _line(name) if name else "A pharmacy needs a name."


def _line(value: str) -> str:
    if len(value) > LONGEST:
        return f"At most {LONGEST} characters; this has {len(value):,}."
    return "" if value.isprintable() else "This is one line, without tabs or invisible characters."


def _ncpdp(number: str | None) -> str:
    return "" if number is None or NCPDP.fullmatch(number) else "A pharmacy's NCPDP number has seven digits."


def _email(address: str) -> str:
    if address and not usable_email(address):
        return "This isn't an e-mail address. Leave it empty for a pharmacy that takes no orders by mail."
    return _line(address)


def _address(address: str) -> str:
    return "" if len(address) <= LONGEST else f"At most {LONGEST} characters; this has {len(address):,}."


def _reachable(values: Mapping[str, Any]) -> Mapping[str, str]:
    if values["email"] or values["fax"] or values["phone"]:
        return {}
    return {"phone": "Give a telephone or fax number, or an address for mail: else no order reaches them."}


ACTIONS = record_actions(
    PHARMACIES,
    checks={
        "name": _name,
        "ncpdp": _ncpdp,
        "phone": _line,
        "fax": _line,
        "email": _email,
        "address": _address,
    },
    agreement=_reachable,
)
