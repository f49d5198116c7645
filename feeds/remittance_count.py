"""Counting CLP segments without reading anything else, to hold against what was read.

This shares nothing with the reader, not even the delimiters, and counts more than it: what looks like a claim and
wasn't read as one (in small letters, or behind a lost terminator) makes the counts differ.
"""

from __future__ import annotations

import re

_NAME = re.compile(rb"C[\r\n]*L[\r\n]*P[\r\n]*([^A-Za-z0-9\s])", re.IGNORECASE)
_ENDS = b"\r\n \t"
_FIELD = rb"[^%b]{0,80}%b"
_NEAR = 400  # bytes; the first four elements of a claim are much shorter


def count_claims(content: bytes) -> int:
    """The number of CLP segments in a file."""
    return sum(_begins(content, found) or _glued(content, found) for found in _NAME.finditer(content))


def _begins(content: bytes, found: re.Match[bytes]) -> bool:
    """Whether a segment begins here: behind a line end or a mark that isn't its own separator."""
    before = content[max(0, found.start() - 20) : found.start()]
    bare = before.rstrip(_ENDS)
    if not bare:
        return True
    last = bare[-1:]
    return last != found[1] and (not last.isalnum() or (len(bare) < len(before) and before[-1:] in b"\r\n"))


def _glued(content: bytes, found: re.Match[bytes]) -> bool:
    """Whether what follows has a claim's form: a number, a status, a charge."""
    mark = re.escape(found[1])
    shape = (_FIELD % (mark, mark)) + rb"\s*\d{1,2}\s*" + mark + rb"\s*-?[\d.]+\s*" + mark
    return re.match(shape, content[found.end() : found.end() + _NEAR]) is not None
