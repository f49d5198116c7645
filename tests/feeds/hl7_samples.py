"""Small results messages of our own, and the shared ones where they are beside the project."""

from __future__ import annotations

import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.lab_messages import LabMessage, LabReport, Refused
from feeds.hl7_files import Reading, read_all

ZONE = ZoneInfo("America/New_York")
SAMPLES = Path(__file__).parents[2].parent / "shared/data/hl7v2"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the project")

MSH = r"MSH|^~\&|LAB|NORTH LAB|PORTAL|CLINIC|20260301093000-0500||ORU^R01^ORU_R01|C-1|P|2.5.1"
PID = "PID|1||10442^^^CLINIC^MR~9^^^NORTH^PI||Diaz^Rosa^M||19550214|F"
OBR = (
    "OBR|1|P-77^PORTAL|F-88^LAB|24323-8^Metabolic panel^LN|||20260228081500|||||||202602280900||17^Osler^Ann"
    "||||||20260301091500|||F"
)
OBX = "OBX|1|NM|2823-3^Potassium^LN||5.4|mmol/L|3.5-5.1|H|||F|||20260228081500"
WHOLE = (MSH, PID, OBR, OBX)


def text(*segments: str, end: str = "\r") -> bytes:
    return "".join(segment + end for segment in segments).encode()


def reading(*segments: str) -> Reading:
    return read_all(io.BytesIO(text(*segments)), ZONE)


def message(*segments: str) -> LabMessage:
    """The one message that these segments are."""
    found = reading(*segments)
    assert not found.refusals, found.refusals
    (single,) = found.messages
    return single


def report(*behind_obr: str) -> LabReport:
    """The report of a usual message with these segments behind its OBR."""
    (single,) = message(MSH, PID, OBR, *behind_obr).reports
    return single


def refused(*segments: str) -> Refused:
    """Why the one message that these segments are isn't read."""
    found = reading(*segments)
    assert not found.messages
    (single,) = found.refusals
    return single


def own_files() -> list[bytes]:
    """Files of our own with most of what is found in real ones."""
    more = (
        *WHOLE,
        "NTE|1||Slightly hemolyzed.",
        "OBX|2|SN|5196-1^HBsAg titer^LN||^1^:^128|||A|||F",
        "OBX|3|FT|8251-1^Comment^LN||Line one\\.br\\Line \\T\\ two||||||F",
        "OBX|4|CWE|600-7^Culture^LN|1|112283007^Escherichia coli^SCT|||A|||C",
        "OBX|5|ED|18842-5^Report^LN||LAB^AP^PDF^Base64^JVBERi0xLjQKJSVFT0YK||||||F",
        "SPM|1|||119297000^Blood^SCT|||||||||||||20260228081500|20260228090000",
    )
    batch = [b"FHS|^~\\&|L\rBHS|^~\\&|L\r", text(*WHOLE), text(*more), b"BTS|2\rFTS|1\r"]
    return [text(*WHOLE), text(*more), b"".join(batch), text(*more, end="\r\n")]


def shared_files() -> list[bytes]:
    """The shared samples; none where they aren't beside the project."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob("*.hl7"))]
