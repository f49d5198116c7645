"""From bytes to text, whatever the message says of its character set (MSH-18, HL7 table 0211)."""

from __future__ import annotations

import codecs
import re
from typing import Protocol


class Bytes(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes: ...


_LATIN = {f"8859/{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 15)}
# Who says Latin-1 means Windows-1252, which has the typographic quotes where Latin-1 has control characters.
_ONE_BYTE = _LATIN | {"8859/1": "cp1252", "WINDOWS-1252": "cp1252", "CP1252": "cp1252", "ISO-8859-1": "cp1252"}
_MANY_BYTES = {
    "GB 18030-2000": "gb18030",
    "KS X 1001": "euc_kr",
    "BIG-5": "big5",
    "ISO IR87": "iso2022_jp",
    "ISO IR159": "iso2022_jp_2",
}
_UTF_8 = {"", "ASCII", "ISO IR6", "UNICODE UTF-8", "UTF-8", "UTF8", "UNICODE"}
_MARKS_OF_ORDER = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# All but tab, line feed and carriage return; the last 32 are control characters of Latin-1.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
CONTROLS_TAKEN_OUT = "Control characters were taken out."


def decoded(content: bytes, declared: str) -> tuple[str, str, tuple[str, ...]]:
    """The text, the character set it was read in, and a note where that isn't the declared one."""
    name = declared.strip().upper()
    if name in _MANY_BYTES:
        try:
            return content.decode(_MANY_BYTES[name]), _MANY_BYTES[name], ()
        except UnicodeDecodeError:
            pass
    if content.isascii():
        return content.decode("ascii"), "utf-8", ()
    try:
        # Two Latin-1 characters that happen to be one of UTF-8 make no word; a wrong MSH-18 is common.
        return content.decode(), "utf-8", () if name in _UTF_8 else (_not_as_declared("UTF-8"),)
    except UnicodeDecodeError:
        charset = _ONE_BYTE.get(name, "cp1252")
    note = () if name in _ONE_BYTE else (_not_as_declared("Windows-1252"),)
    return content.decode(charset, errors="replace"), charset, note


def _not_as_declared(charset: str) -> str:
    return f"MSH-18 names another character set than the text has; it was read as {charset}."


def without_controls(text: str) -> str:
    """The text without characters that neither people nor the database can read."""
    return _CONTROLS.sub("", text)


class Plain:
    """A stream without UTF-16 and UTF-32, which become UTF-8; all else passes as it is."""

    def __init__(self, stream: Bytes) -> None:
        self._stream, self._begun = stream, False
        self._decoder: codecs.IncrementalDecoder | None = None

    def read(self, size: int) -> bytes:
        """The next bytes; empty at the end only."""
        while chunk := self._stream.read(size):
            if not self._begun:
                self._begun = True
                chunk = self._first(chunk)
            if self._decoder is None:
                return chunk
            if text := self._decoder.decode(chunk):
                return text.encode()
        return b""

    def _first(self, chunk: bytes) -> bytes:
        while len(chunk) < 4 and (more := self._stream.read(4)):
            chunk += more
        for mark, encoding in _MARKS_OF_ORDER:
            if chunk.startswith(mark):
                self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
                return chunk
        return chunk.removeprefix(codecs.BOM_UTF8)
