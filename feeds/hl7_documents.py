"""Documents inside a message (ED): text, or a file as base64. A broken one leaves its report with a problem told."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from db.lab_messages import LabAttachment
from feeds.hl7_escapes import Marks, joined, unescaped
from feeds.hl7_segments import MOST_IN_SEGMENT, Segment
from rules.attachments import LARGEST, LONGEST_NAME, clean_name, media_type_of

_AGAIN = "Ask the laboratory to send it again."
EMPTY = f"The attached document is missing: nothing was sent. {_AGAIN}"
DAMAGED = f"The attached document is damaged or cut off and can't be opened. {_AGAIN}"
CUT_OFF = f"The attached PDF is cut off and can't be opened. {_AGAIN}"
NOT_PDF = f"The attached document was sent as a PDF, but isn't one. {_AGAIN}"
OTHER_KIND = "The attached document is of a kind that can't be opened here. Ask the laboratory for a PDF."
TOO_LARGE = f"The attached document is larger than {LARGEST // 1024 // 1024} MB. Ask the laboratory for it."

_SPACE = re.compile(r"\s+")
_URL_SAFE = str.maketrans("-_", "+/")
_PDF_BASE64 = "JVBERi0"
_TEXT_KINDS = {"TEXT", "TX", "FT"}
_KINDS = {"application/pdf", "image/jpeg", "image/png"}


@dataclass(frozen=True, slots=True)
class Document:
    """A field of type ED: what it is said to be, and its data as it stands."""

    kind: str
    subtype: str
    encoding: str
    data: str

    @property
    def is_text(self) -> bool:
        """Whether the data is plain text that can be read where it is."""
        return self.kind in _TEXT_KINDS and self.encoding in ("", "A") and self.subtype not in ("RTF", "PDF", "HTML")


def document_of(segment: Segment) -> Document | None:
    """The parts of an ED in OBX-5: source, type, subtype, encoding, data. Some send the data alone."""
    if segment.raw(5).startswith(_PDF_BASE64):
        return Document("", "PDF", "BASE64", segment.raw(5))
    if segment.part(2).upper() != "ED":
        return None
    kind, subtype, encoding = (segment.part(5, number).upper() for number in (2, 3, 4))
    # Whatever stands behind the fourth component is data, even what looks like more components and repetitions.
    repeats = segment.repeats(5, MOST_IN_SEGMENT)
    data = (each.behind(0 if number else 4) for number, each in enumerate(repeats))
    return Document(kind, subtype, encoding, segment.marks.repetition.join(data))


def text_of(document: Document, marks: Marks) -> str:
    """The text of a document that is one."""
    return joined([unescaped(document.data.replace(marks.repetition, "\n"), marks)])


def is_rest(document: Document, before: str) -> bool:
    """Whether this document's data goes on where `before` was cut: a file may come in several segments."""
    return document.encoding == "BASE64" and not document.data.startswith(_PDF_BASE64) and not before.endswith("=")


def attachment(document: Document, data: str, name: str, marks: Marks) -> LabAttachment:
    """The file that a document's data is, or what is wrong with it."""
    plain = unescaped(data, marks) if marks.escape in data else data
    packed = _SPACE.sub("", plain.replace(marks.repetition, ""))
    said_pdf = document.subtype == "PDF" or packed.startswith(_PDF_BASE64)
    content = _unpacked(packed, document.encoding)
    if not packed:
        return _broken(name, EMPTY)
    if content is None:
        return _broken(name, DAMAGED)
    found = media_type_of(content)
    if said_pdf and found != "application/pdf":
        return _broken(name, NOT_PDF)
    if found not in _KINDS:
        return _broken(name, OTHER_KIND)
    if found == "application/pdf" and b"%%EOF" not in content[-4096:]:
        return _broken(name, CUT_OFF)
    if len(content) > LARGEST:
        return _broken(name, TOO_LARGE)
    return LabAttachment(clean_name(name or "Document", found), found, content)


def _unpacked(packed: str, encoding: str) -> bytes | None:
    try:
        if encoding == "HEX":
            return bytes.fromhex(packed)
        usual = packed.rstrip("=").translate(_URL_SAFE)
        return base64.b64decode(usual + "=" * (-len(usual) % 4), validate=True)
    except (ValueError, binascii.Error):
        return None


def _broken(name: str, problem: str) -> LabAttachment:
    return LabAttachment(name[:LONGEST_NAME] or "Document", "", b"", problem)
