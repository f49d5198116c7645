"""X12 files as they come, cut into interchanges and transactions; what their trailers count must be there.

Whatever stands before the first interchange is passed over. Each interchange has its own delimiters, and is split on
its own by the `oxedi` library: it takes those of a file's first one for all.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import oxedi

from db.lab_messages import Unreadable
from feeds.hl7_charsets import Plain
from feeds.remittance_values import Segment

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_SEGMENTS = 1_000_000  # 20 MB of a real file are some 700,000
MOST_INTERCHANGES = 20_000  # 20 MB of interchanges of one claim each are some 10,000
LONGEST_SEGMENT = 10_000  # bytes; a real one has some hundreds

# The header's widths are often wrong, so it is known by its sixteen elements, by its two-letter qualifiers and by what
# comes next.
_ANY = rb"(?:(?!(?P=mark)).){0,40}(?P=mark)"
_TWO = rb"[\r\n]*\w[\r\n]*\w[\r\n]*(?P=mark)"
_HEADER = re.compile(
    rb"(?<![A-Za-z0-9])I[\r\n]*S[\r\n]*A[\r\n]*(?P<mark>[^\w\s])"
    + (_TWO + _ANY) * 4
    + _ANY * 7
    + rb"\s*(?P<component>[^\w\s])(?:[ \t]*[\r\n]*(?P<end>[^\w\s])|(?P<line>[\r\n]+))"
    + rb"\s*(?:G\s*S|T\s*A\s*1|I\s*E\s*A)\s*(?P=mark)",
    re.DOTALL,
)
_BEGINS_LATE = re.compile(rb"\s*ST([^\w\s])835\1")
_BEGINS = re.compile(rb"\S")
_NAME = re.compile(rb"[A-Z][A-Z0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Transaction:
    """The segments of one transaction, from ST to SE. `position` counts those of the file from 1."""

    position: int
    version: str
    test: bool
    segments: list[Segment] = field(repr=False)


def plain(content: bytes) -> bytes:
    """The file as bytes of one kind: without byte order mark, never UTF-16. Raises `Unreadable` for a large one."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB.")
    stream = Plain(io.BytesIO(content))
    found = b"".join(iter(lambda: stream.read(LARGEST_FILE), b""))
    if not found.strip(b"\0\r\n\t "):
        raise Unreadable("The file is empty.")
    return found


class Places:
    """Where in a file something stands, for a person; its lines are looked for once, and only when asked."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._ends: list[int] | None = None

    def line(self, start: int) -> int:
        """The line of this byte, from 1."""
        if self._ends is None:
            end = b"\n" if b"\n" in self._content else b"\r"
            self._ends = [found.start() for found in re.finditer(end, self._content)]
        return bisect_left(self._ends, start) + 1

    def of(self, segment: Segment) -> str:
        """Line, number and name of a segment; the line ends before it aren't its own."""
        begin = _BEGINS.search(self._content, segment.start)
        return f"Line {self.line(begin.start() if begin else segment.start)}, segment {segment.number} ({segment.name})"


def transactions(content: bytes, places: Places) -> Iterator[Transaction]:
    """The transactions of a file, in their order. Raises `Unreadable` where its envelope doesn't hold."""
    headers = list(_HEADER.finditer(content))
    if not headers:
        raise Unreadable(_no_header(content, places))
    if len(headers) > MOST_INTERCHANGES:
        raise Unreadable(f"The file has more than {MOST_INTERCHANGES:,} interchanges.")
    ends = [header.start() for header in headers[1:]] + [len(content)]
    position = number = 0
    for header, end in zip(headers, ends, strict=True):
        envelope = _Envelope(places, position)
        for segment in _segments(content, header, end, number, places):
            number = segment.number
            yield from envelope.take(segment)
        envelope.closed()
        position = envelope.position


def _no_header(content: bytes, places: Places) -> str:
    if _BEGINS_LATE.match(content):
        return "Line 1, ST: The file begins inside an interchange; its header (ISA) is missing."
    if found := re.search(rb"(?<![A-Za-z0-9])ISA[^\w\s]", content):
        return f"Line {places.line(found.start())}, ISA: The interchange's header can't be read."
    return "The file holds no interchange header (ISA); it is no X12 file, or its beginning is missing."


def _segments(content: bytes, header: re.Match[bytes], end: int, number: int, places: Places) -> Iterator[Segment]:
    """The segments of an interchange, as the library splits them; `number` are before it."""
    mark, component = header["mark"], header["component"]
    terminator = header["end"] or header["line"][-1:]
    if len({mark, component, terminator}) != 3:
        raise Unreadable(f"Line {places.line(header.start())}, ISA: Two delimiters are the same.")
    piece = content[header.start() : end]
    if number + piece.count(terminator) > MOST_SEGMENTS:
        raise Unreadable(f"The file has more than {MOST_SEGMENTS:,} segments.")
    begin = header.start()
    for count, body in enumerate(piece.split(terminator), number + 1):
        if len(body) > LONGEST_SEGMENT:
            where = f"Line {places.line(begin)}, segment {count}"
            raise Unreadable(f"{where}: The segment is longer than {LONGEST_SEGMENT:,} bytes.")
        begin += len(body) + 1
    delimiters = oxedi.Delimiters(element=mark, component=component, segment=terminator)
    try:
        document = oxedi.parse(piece, delimiters=delimiters).document
    except oxedi.ParseError:
        raise Unreadable(f"Line {places.line(header.start())}, ISA: The interchange can't be split.") from None
    for index in range(len(document)):
        each = document[index]
        name = bytes(each.id).translate(None, b"\r\n\t \0")
        elements = tuple(each.elements)
        if not name and not elements:
            continue
        number += 1
        known = name.decode("ascii") if _NAME.fullmatch(name) else "unknown"
        yield Segment(known, number, header.start() + each.span[0], elements, component)


class _Envelope:
    """One interchange: its groups and transactions, and what their trailers promise."""

    def __init__(self, places: Places, position: int) -> None:
        self._places, self.position = places, position
        self._version, self._groups, self._in_group = "", 0, 0
        self._group: Segment | None = None
        self._open: list[Segment] = []
        self._test = self._ended = False
        self._last: Segment | None = None  # None before the header

    def take(self, segment: Segment) -> Iterator[Transaction]:
        """The next segment; a transaction when it is complete."""
        if self._ended:
            if segment.name in ("ISA", "GS", "ST", "SE", "GE", "IEA"):
                raise self._unreadable(segment, "The segment stands behind the end of its interchange.")
            return  # a letter's end, a signature
        first, self._last = self._last is None, segment
        if segment.name == "ISA" and not first:
            raise self._unreadable(segment, "The interchange's header can't be read.")
        if segment.name == "SE":
            yield self._complete(segment)
        elif segment.name in ("GS", "ST", "GE", "IEA"):
            if self._open:
                raise self._unreadable(self._open[0], "The transaction is cut off: its SE is missing.")
            self._mark(segment)
        elif first:
            self._test = segment.text(15).upper() == "T"
        elif self._open:
            self._open.append(segment)
        elif segment.name != "TA1":
            raise self._unreadable(segment, "The segment stands outside any transaction.")

    def _mark(self, segment: Segment) -> None:
        match segment.name:
            case "GS":
                if self._group:
                    raise self._unreadable(self._group, "The group is cut off: its GE is missing.")
                self._group, self._version, self._in_group = segment, segment.text(8).upper(), 0
            case "ST":
                if not self._group:
                    raise self._unreadable(segment, "The transaction stands outside any group (GS).")
                self._open = [segment]
            case "GE":
                if not self._group:
                    raise self._unreadable(segment, "The group's end has no beginning (GS).")
                self._compare(segment, self._in_group, "transactions")
                self._group, self._groups = None, self._groups + 1
            case _:
                if self._group:
                    raise self._unreadable(self._group, "The group is cut off: its GE is missing.")
                self._compare(segment, self._groups, "groups")
                self._ended = True

    def _complete(self, segment: Segment) -> Transaction:
        if not self._open:
            raise self._unreadable(segment, "The transaction's end has no beginning (ST).")
        if segment.text(2) != self._open[0].text(2):
            raise self._unreadable(segment, "SE-2 isn't the control number of its ST; something between is missing.")
        found, self._open = [*self._open, segment], []
        self.position += 1
        self._in_group += 1
        return Transaction(self.position, self._version, self._test, found)

    def _compare(self, segment: Segment, found: int, things: str) -> None:
        written = segment.text(1)
        if not written.isascii() or not written.isdigit() or len(written) > 9:
            raise self._unreadable(segment, f"{segment.name}-1 isn't a number of {things}.")
        if int(written) != found:
            raise self._unreadable(segment, f"{segment.name}-1 counts {int(written):,} {things}; {found:,} were found.")

    def closed(self) -> None:
        """The interchange's end."""
        if not self._ended and self._last:
            raise self._unreadable(self._last, "The interchange is cut off: its IEA is missing.")

    def _unreadable(self, segment: Segment, reason: str) -> Unreadable:
        return Unreadable(f"{self._places.of(segment)}: {reason}")
