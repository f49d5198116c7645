"""Reading a laboratory's file, as filing takes its messages."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from db.lab_messages import LabMessage, RefusedMessage
from feeds.hl7_charsets import Bytes
from feeds.hl7_files import Outcome, read_each

Came = LabMessage | RefusedMessage


def came(stream: Bytes, zone: str, *, processes: int = 0) -> Iterator[Came]:
    """The messages of a file. With `processes` beside this one they are read while those before are filed.

    Raises `Unreadable`, at the end too: file nothing for good before that.
    """
    return map(_came, read_each(stream, zone=ZoneInfo(zone), processes=processes))


def _came(outcome: Outcome) -> Came:
    message = outcome.message
    if isinstance(message, LabMessage):
        return message
    return RefusedMessage(
        message.position, outcome.raw.text, message.segment, message.field, message.reason, message.obx
    )
