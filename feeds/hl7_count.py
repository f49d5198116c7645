"""Counting OBX segments without reading messages, to hold against what was read.

A reader that finds nothing and says nothing is the commonest failure of all. So this shares nothing with the
reader but the characters that end a line, and counts more than it: what looks like an OBX and wasn't read as
one (in small letters, or behind a lost line end) makes the counts differ.
"""

from __future__ import annotations

import re

from feeds.hl7_charsets import Bytes, Plain

_ENDS = re.compile(rb"[\r\n\x0b\x1c]")
_BEGINS = re.compile(rb"[\x00-\x20\xef\xbb\xbf]*(?:(MSH)|(OBX))([^A-Za-z0-9\s])", re.IGNORECASE)
_GLUED = re.compile(rb"[^\x00-\x20\xbf]OBX\|[0-9]{1,4}\|[A-Z]{2}")
_LONGEST_GLUED = 16
_HEAD = 64
_CHUNK = 64 * 1024


class ObxCounter:
    """Takes a file piece by piece; `count` is right after `finish`."""

    def __init__(self) -> None:
        self.count = 0
        self._head = self._tail = b""
        self._mark = b"|"

    def feed(self, chunk: bytes) -> None:
        """The next piece of the file."""
        chunk = chunk.replace(b"\0", b"")
        *whole, rest = _ENDS.split(self._head + chunk)
        for line in whole:
            self._line(line)
        # Only a line's beginning is looked at: what is beyond it needn't be kept.
        self._head = rest[:_HEAD]
        near = self._tail + chunk
        self.count += sum(found.end() > len(self._tail) for found in _GLUED.finditer(near))
        self._tail = near[-_LONGEST_GLUED:]

    def finish(self) -> int:
        """The number of segments in all."""
        self._line(self._head)
        self._head = b""
        return self.count

    def _line(self, line: bytes) -> None:
        found = _BEGINS.match(line)
        if not found:
            return
        if found[1]:
            self._mark = found[3]
        else:
            self.count += found[3] == self._mark


def count_obx(stream: Bytes) -> int:
    """The number of OBX segments in a file."""
    counter, plain = ObxCounter(), Plain(stream)
    while chunk := plain.read(_CHUNK):
        counter.feed(chunk)
    return counter.finish()
