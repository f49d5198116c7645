r"""The text behind HL7's escapes (HL7 v2, chapter 2.7), in one line or several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import hl7
from hl7 import util

from feeds.hl7_charsets import without_controls

_SPACES = re.compile(r"\s+")
_TRAILING = re.compile(r"(?<![^\S\n])[^\S\n]+(?=\n|\Z)")
_LONG = 10_000  # characters; a list of a longer text's words takes more memory than it is worth
_MOST_TIMES = 20
# What the library makes otherwise of highlighting, indents, line ends and the truncation mark.
_OURS = {"H": "", "N": "", "P": "#", ".br": "\n", ".sp": "\n", ".ce": "\n", ".in": " ", ".ti": " ", ".sk": " "}

util.logger.disabled = True  # it writes whole fields, and they are a patient's


@dataclass(frozen=True, slots=True)
class Marks:
    """The characters that separate a message's parts (MSH-1 and MSH-2)."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    subcomponent: str = "&"


def one_line(raw: str, marks: Marks) -> str:
    """An unescaped text in one line."""
    plain = unescaped(raw, marks) if marks.escape in raw else raw
    if len(plain) > _LONG:
        return _SPACES.sub(" ", plain).strip()
    return " ".join(plain.split()) if plain != '""' else ""


def joined(texts: Iterable[str]) -> str:
    """Lines as one text, without blank ones at either end."""
    return _TRAILING.sub("", "\n".join(texts)).strip("\n")


def unescaped(raw: str, marks: Marks) -> str:
    r"""The text behind the escapes. An escape that isn't one stays as it was written: no text may get lost.

    The library is given one whole escape at a time, never a text: by itself it swallows all that follows a single
    backslash, makes `\.sp99999999\` as many line feeds, falls over `\.brx\`, reads bytes of UTF-8 as characters, and
    writes the fields that it can't read into the log.
    """
    if marks.escape not in raw:
        return raw.replace("\r", "\n")
    plain = _escapes(marks.escape).sub(lambda found: _meant(found[1], marks), raw)
    return without_controls(plain.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=8)
def _escapes(escape: str) -> re.Pattern[str]:
    mark = re.escape(escape)
    laid_out = r"\.(?:br|sp|ce|sk|ti|in|fi|nf)[+-]?[0-9]{0,4}"
    return re.compile(rf"{mark}([FSTREHNP]|(?i:{laid_out})|X(?:[0-9A-Fa-f]{{2}})+|[CM][0-9A-F]+){mark}")


def _meant(sequence: str, marks: Marks) -> str:
    if sequence[0] == "X":
        content = bytes.fromhex(sequence[1:])
        try:
            return content.decode()
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")
    if sequence[0] in "CM":  # a switch of character set, of which there is only one
        return ""
    return _of_library(sequence, marks)


@lru_cache(maxsize=256)
def _of_library(sequence: str, marks: Marks) -> str:
    command, number = sequence[:3].lower() if sequence[0] == "." else sequence, sequence[3:]
    times = str(min(int(number), _MOST_TIMES)) if number.isdigit() and command != ".br" else ""
    separators = f"\r{marks.field}{marks.repetition}{marks.component}{marks.subcomponent}"
    place = hl7.Field(esc=marks.escape, separators=separators)
    return str(util.unescape(place, f"{marks.escape}{command}{times}{marks.escape}", _OURS))
