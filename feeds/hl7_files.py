"""A file of results, read and checked as a whole: what was read is held against an independent count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from pathlib import Path

from db.lab_messages import LabMessage, Refused, Unreadable
from feeds.hl7_charsets import Bytes, Plain
from feeds.hl7_count import ObxCounter
from feeds.hl7_processes import read_ahead
from feeds.hl7_reports import read_message
from feeds.hl7_text import RawMessage, split_messages


@dataclass(frozen=True, slots=True)
class Outcome:
    """One message as it came, and what became of it."""

    raw: RawMessage
    message: LabMessage | Refused

    @property
    def obx(self) -> int:
        """The OBX segments that are accounted for: in observations, or in the refusal."""
        if isinstance(self.message, Refused):
            return self.message.obx
        return sum(each.obx_count for report in self.message.reports for each in report.observations)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. `counted` OBX segments are in it and `read` were accounted for: the same number."""

    messages: tuple[LabMessage, ...]
    refusals: tuple[Refused, ...]
    counted: int
    read: int


def read_each(stream: Bytes, *, zone: tzinfo, processes: int = 0) -> Iterator[Outcome]:
    """The messages of a file, one at a time, however large it is. `processes` are beside this one, and end with it.

    Raises `Unreadable`, at the end too, when the counts differ: file nothing for good before that.
    """
    counter = ObxCounter()
    read = 0
    raws = split_messages(_Counted(stream, counter))
    reading = partial(_read, zone=zone)
    read_raws = read_ahead(raws, reading, processes) if processes else ((raw, reading(raw)) for raw in raws)
    with closing(read_raws):
        for raw, message in read_raws:
            outcome = Outcome(raw, message)
            read += outcome.obx
            yield outcome
    counted = counter.finish()
    if counted != read:
        raise Unreadable(f"The file has {counted:,} OBX segments, of which {read:,} could be read.")


def read_all(source: Path | Bytes, zone: tzinfo) -> Reading:
    """A file in memory, for small ones. Raises `Unreadable`."""
    messages: list[LabMessage] = []
    refusals: list[Refused] = []
    read = 0
    with source.open("rb") if isinstance(source, Path) else nullcontext(source) as stream:
        for outcome in read_each(stream, zone=zone):
            read += outcome.obx
            if isinstance(outcome.message, Refused):
                refusals.append(outcome.message)
            else:
                messages.append(outcome.message)
    return Reading(tuple(messages), tuple(refusals), read, read)


def _read(raw: RawMessage, zone: tzinfo) -> LabMessage | Refused:
    try:
        return read_message(raw, zone=zone)
    except Refused as refused:
        return refused


class _Counted:
    """A stream that is counted while it is read."""

    def __init__(self, stream: Bytes, counter: ObxCounter) -> None:
        self._stream, self._counter = Plain(stream), counter

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(size)
        self._counter.feed(chunk)
        return chunk
