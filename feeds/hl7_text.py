"""HL7 v2 files as they come, cut into single messages of one form.

Whatever wraps them is taken off: byte order marks, MLLP's frames, file and batch headers, any kind of line end,
lines that were wrapped, control characters. A reader that expects carriage returns finds nothing at all in every
second real file otherwise, and says no word of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.lab_messages import Unreadable
from feeds.hl7_charsets import CONTROLS_TAKEN_OUT, Bytes, Plain, decoded, without_controls

CHUNK = 64 * 1024
LARGEST_MESSAGE = 20 * 1024 * 1024  # bytes; a PDF of 10 MB is 13 MB as base64

_ENDS = re.compile(rb"[\r\n\x0b\x1c]+")  # 0x0B and 0x1C are MLLP's frame
# The field separator is "|" or, where the encoding characters follow as they must, another mark.
_HEADER = re.compile(rb"(?:MSH|FHS|BHS)(?:\||([^A-Za-z0-9\s])[^A-Za-z0-9\s]{3,5}(?:\1|$))")
_GLUED = b"MSH|^~\\&"
_BEFORE = b" \t\x0c\x1a\xef\xbb\xbf"
_TRAILERS = {b"BTS|", b"FTS|", b"BTS", b"FTS"}
_TEXT_TYPES = {b"TX", b"FT", b"ST"}


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message: its place in the file (from 1) and its segments, each ended by a carriage return."""

    position: int
    text: str = field(repr=False)
    charset: str
    notes: tuple[str, ...]


def split_messages(stream: Bytes) -> Iterator[RawMessage]:
    """The messages of a file, one at a time. Raises `Unreadable` when what its trailers count isn't there.

    That may be after the last message: file nothing for good before the end.
    """
    envelope, open_message = _Envelope(), None
    for written in _lines(Plain(stream)):
        line = written.replace(b"\0", b"")
        bare = line.lstrip(_BEFORE)
        if _HEADER.match(bare) or bare[:4].rstrip() in _TRAILERS:
            if open_message:
                yield open_message.finished()
            open_message = None
            if bare.startswith(b"MSH"):
                open_message = _Lines(envelope.message(), bare)
                open_message.nul |= len(written) != len(line)
            else:
                envelope.mark(bare)
        elif open_message:
            open_message.add(line, bare)
            open_message.nul |= len(written) != len(line)
    if open_message:
        yield open_message.finished()
    envelope.closed()


def _lines(stream: Bytes) -> Iterator[bytes]:
    """Lines by any line end, empty ones left out; a header in the middle of a line begins one."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        *whole, rest = _ENDS.split(chunk)
        for line in whole:
            yield from _unglued(b"".join((*parts, line)))
            parts, size = [], 0
        parts.append(rest)
        size += len(rest)
        if size > LARGEST_MESSAGE:
            raise Unreadable(_too_large())
    yield from _unglued(b"".join(parts))


def _unglued(line: bytes) -> Iterator[bytes]:
    begin = 0
    while (end := line.find(_GLUED, begin + 1)) > 0:
        yield line[begin:end]
        begin = end
    if line[begin:].strip(b" \t\0\x1a"):
        yield line[begin:]


def _too_large() -> str:
    return f"A message is larger than {LARGEST_MESSAGE // 1024 // 1024} MB."


class _Lines:
    """The lines of one message, gathered until the next begins."""

    def __init__(self, position: int, header: bytes) -> None:
        self._position, self._size = position, 0
        mark = header[3:4]
        encoding = header[4 : header.find(mark, 4)] if mark in header[4:] else header[4:]
        self._mark, self._escape = mark, encoding[2:3] or b"\\"
        self._segment = re.compile(rb"[A-Z][A-Z0-9]{2}" + re.escape(mark))
        self._segments: list[bytearray] = []
        self._marks = 0
        self.nul = self._wrapped = False
        self.add(header, header)

    def add(self, line: bytes, bare: bytes) -> None:
        """One more line: a segment, or the rest of the one before it."""
        self._size += len(line)
        if self._size > LARGEST_MESSAGE:
            raise Unreadable(_too_large())
        if self._segment.match(bare):
            self._segments.append(bytearray(bare))
            self._marks = bare.count(self._mark)
        else:
            self._wrapped = True
            if self._in_text():
                self._segments[-1] += self._escape + b".br" + self._escape
            self._segments[-1] += line
            self._marks += line.count(self._mark)

    def _in_text(self) -> bool:
        """Whether a text is being written, where a new line is a new line; elsewhere lines were cut by width."""
        first = self._segments[-1]
        if first.startswith(b"NTE"):
            return self._marks == 3
        if not first.startswith(b"OBX") or self._marks != 5:
            return False
        kind = bytes(first[:64]).split(self._mark, 3)[2:3]
        return bool(kind) and kind[0] in _TEXT_TYPES

    def finished(self) -> RawMessage:
        """The message as text; the lines that were gathered are given up."""
        content = b"\r".join(self._segments)
        self._segments = []
        header = content[: content.find(b"\r")] if b"\r" in content else content
        declared = _field(header, self._mark, 18).split(b"~")[0].decode("latin-1")
        text, charset, notes = decoded(content, declared)
        del content
        plain = without_controls(text)
        if self.nul or len(plain) != len(text):
            notes += (CONTROLS_TAKEN_OUT,)
        if self._wrapped:
            notes += ("Wrapped lines were joined.",)
        return RawMessage(self._position, plain + "\r", charset, notes)


def _field(header: bytes, mark: bytes, number: int) -> bytes:
    """A field of MSH, whose first is the separator itself."""
    fields = header.split(mark, number)
    return fields[number - 1] if len(fields) >= number else b""


class _Envelope:
    """What the file's and batches' headers and trailers promise, held against what was there."""

    def __init__(self) -> None:
        self._messages = self._since_header = self._batches = 0
        self._open: list[bytes] = []

    def message(self) -> int:
        """Count one more message; its number."""
        self._messages += 1
        self._since_header += 1
        return self._messages

    def mark(self, line: bytes) -> None:
        """A header or trailer."""
        name = line[:3]
        if name in (b"FHS", b"BHS"):
            if name in self._open or (name == b"FHS" and self._open):
                raise Unreadable(f"A {name.decode()} segment comes before the end of the one before it.")
            self._open.append(name)
            self._batches = 0 if name == b"FHS" else self._batches + 1
            self._since_header = 0
        elif name == b"BTS":
            self._compare(line, "BTS", {self._since_header}, "messages")
            self._close(b"BHS")
            self._since_header = 0
        else:
            if b"BHS" in self._open:
                raise Unreadable("The file ends inside a batch: its BTS segment is missing.")
            self._compare(line, "FTS", {self._batches} if self._batches else {0, 1, self._since_header}, "batches")
            self._close(b"FHS")

    def _close(self, name: bytes) -> None:
        if name in self._open:
            self._open.remove(name)

    @staticmethod
    def _compare(line: bytes, name: str, found: set[int], things: str) -> None:
        written = line[4:].partition(b"|")[0].strip()
        if not written:
            return
        if not written.isdigit() or len(written) > 9:
            raise Unreadable(f"{name}-1 isn't a number of {things}.")
        if int(written) not in found:
            raise Unreadable(f"{name}-1 counts {int(written)} {things}; {max(found)} were found.")

    def closed(self) -> None:
        """The file's end."""
        if not self._messages:
            raise Unreadable("The file holds no HL7 message.")
        if self._open:
            missing = " and ".join("BTS" if name == b"BHS" else "FTS" for name in reversed(self._open))
            raise Unreadable(f"The file is cut off: its {missing} can't be found.")
