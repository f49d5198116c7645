"""A laboratory's file of any size: real messages over and over, each time of another patient and another order.

Written message by message, so that a file of 50 MB takes no memory of its own. The messages are the shared samples
where they lie beside the checkout (PORTSIDE_TEST_HL7 names another folder), else three small ones of our own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random

from demo import names
from rules.patient_matching import usable_identifier
from tests.rules.near_duplicates import OURS

SAMPLES = Path(os.environ.get("PORTSIDE_TEST_HL7", Path(__file__).parents[3] / "shared/data/hl7v2"))
FIRST_NUMBER = 3_000_017
BORN_FIRST, BORN_DAYS = date(1936, 1, 1), 24_000

OWN = (
    "MSH|^~\\&|LABSYS|QUARRY LAB|PORTSIDE|CLINIC|20260105081500||ORU^R01|1|P|2.5.1\r"
    "PID|1||1^^^X^MR||A^B||19700101|F\r"
    "ORC|RE|O1|F1\r"
    "OBR|1|O1|F1|58410-2^CBC panel^LN|||20260104074500|||||||20260104091000||1234567893^Lane^Ada|||||20260105081400||"
    "|F\r"
    "OBX|1|NM|6690-2^WBC^LN||11.9|10*3/uL|4.5-11.0|H|||F\r"
    "OBX|2|NM|718-7^Hemoglobin^LN||13.4|g/dL|12.0-15.5||||F\r"
    "OBX|3|NM|777-3^Platelets^LN||251|10*3/uL|150-400||||F\r"
    "NTE|1|L|Slight hemolysis; interpret with care.\r",
    "MSH|^~\\&|MICRO|COVE LAB|PORTSIDE|CLINIC|20260106120000||ORU^R01^ORU_R01|2|P|2.3\r"
    "PID|1||1^^^X^MR||A^B||19700101|F\r"
    "OBR|1|O1^CLINIC|F1^MICRO|URC^Urine culture^L|||20260104||||||||||||||||||F\r"
    "OBX|1|TX|URC^Urine culture^L|1|No growth\\.br\\after 48 hours||||||F\r"
    "OBX|2|TX|URC^Urine culture^L|2|Mixed flora \\T\\ skin contaminants||||||F\r",
    "MSH|^~\\&|CHEM|QUARRY LAB|PORTSIDE|CLINIC|20260107093000||ORU^R01|3|P|2.5.1\r"
    "PID|1||1^^^X^MR||A^B||19700101|F\r"
    "OBR|1||F1|2345-7^Glucose^LN|||202601070710|||||||||||||||20260107092900|||F\r"
    "OBX|1|ST|2345-7^Glucose^LN||<10|mg/dL|70-99|LL|||P\r"
    "OBR|2||F2|2823-3^Potassium^LN|||202601070710|||||||||||||||20260107092900|||F\r"
    "OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L|3.5-5.1||||F\r",
)

_HEADER = re.compile(r"(?=^MSH\|)", re.MULTILINE)
_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{2}\|")
_BATCH = ("FHS|", "BHS|", "BTS|", "FTS|")


@dataclass(frozen=True, slots=True)
class LabPatient:
    """A patient to register before the file is read. `order_number` is ours in the message, '' where it has none."""

    mrn: str
    given: str
    family: str
    birth_date: date
    sex: str
    order_number: str = ""


@dataclass(frozen=True, slots=True)
class LabFile:
    """What was written: how many messages, OBX segments and bytes, and of whom."""

    path: Path
    messages: int
    observations: int
    size: int
    patients: list[LabPatient]


def lab_file(
    path: Path,
    *,
    messages: int = 0,
    megabytes: float = 0.0,
    each: int = 1,
    seed: int = 20260101,
    authority: str = OURS,
    samples: Path | None = SAMPLES,
) -> LabFile:
    """Write at least so many messages and megabytes (10^6 bytes), `each` of one patient before the next.

    PID-3, 5, 7 and 8, MSH-10 and the placer's and filler's numbers are fresh in each; MSH-11 is P, the text UTF-8.
    The same file for the same arguments. Every patient's record number stands under `authority`, type MR.
    """
    templates = cycle([_cut(text) for text in sample_messages(samples)])
    people, patients = _people(Random(seed)), []
    written = observations = size = 0
    with path.open("wb") as file:
        while written < messages or size < megabytes * 1_000_000:
            patient = next(people)
            for template in islice(templates, each):
                written += 1
                segments, order = _fresh(template, patient, written, authority)
                patient = patient if patient.order_number else _ordered(patient, order)
                size += file.write(("\r".join(segments) + "\r").encode())
                observations += sum(segment.startswith("OBX|") for segment in segments)
            patients.append(patient)
    return LabFile(path, written, observations, size, patients)


def sample_messages(folder: Path | None = SAMPLES) -> list[str]:
    """The ORU messages of a folder's files, a carriage return after each segment; our own where there is no folder."""
    if folder is None or not folder.is_dir():
        return list(OWN)
    found = [message for path in sorted(folder.glob("*.hl7")) for message in _messages(path.read_bytes())]
    return [message for message in found if "|ORU^R01" in message.partition("\r")[0]]


def _messages(content: bytes) -> Iterator[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = [line for line in re.split(r"[\r\n\x0b\x1c]+", text) if line.strip() and not line.startswith(_BATCH)]
    joined: list[str] = []
    for line in lines:
        if joined and not _SEGMENT.match(line):  # wrapped by whatever saved the file
            joined[-1] += line
        else:
            joined.append(line)
    for message in _HEADER.split("\n".join(joined)):
        if message.startswith("MSH|"):
            yield "".join(f"{segment}\r" for segment in message.split("\n") if segment)


def _cut(message: str) -> list[list[str]]:
    return [segment.split("|") for segment in message.split("\r") if segment]


def _people(rng: Random) -> Iterator[LabPatient]:
    number, taken = FIRST_NUMBER, set()
    while True:
        number += rng.randint(1, 9)
        sex, group = rng.choice(("female", "male")), names.draw_group(rng)
        born = BORN_FIRST + timedelta(days=rng.randrange(BORN_DAYS))
        given, family = names.given_name(rng, group, sex, born.year), rng.choice(group.family)
        # Two of one name and birth date, or a number that reads as a filler, would wait for a person.
        if usable_identifier(str(number)) and (given, family, born) not in taken:
            taken.add((given, family, born))
            yield LabPatient(str(number), given, family, born, sex)


def _fresh(template: list[list[str]], patient: LabPatient, at: int, authority: str) -> tuple[list[str], str]:
    """The message's segments of this patient, and its first placer's number."""
    numbers: dict[tuple[str, str], str] = {}
    segments = []
    for fields in template:
        name = fields[0]
        if name == "MSH":
            fields = _set(fields, {9: f"BENCH-{at:08d}", 10: "P"} | ({17: "UNICODE UTF-8"} if _at(fields, 17) else {}))
        elif name == "PID":
            fields = _set(fields, _identity(patient, authority))
        elif name in {"ORC", "OBR"}:
            fields = _set(fields, {place: _number(fields, place, at, numbers) for place in (2, 3)})
        segments.append("|".join(fields))
    return segments, next((number for (kind, _), number in numbers.items() if kind == "P"), "")


def _identity(patient: LabPatient, authority: str) -> dict[int, str]:
    return {
        2: "",
        3: f"{patient.mrn}^^^{authority}^MR",
        4: "",
        5: f"{patient.family}^{patient.given}^^^^^L",
        6: "",
        7: f"{patient.birth_date:%Y%m%d}",
        8: patient.sex[0].upper(),
        9: "",
    }


def _number(fields: list[str], place: int, at: int, numbers: dict[tuple[str, str], str]) -> str:
    """The fresh number for an old one, the same within the message; its authority stays."""
    old, caret, rest = _at(fields, place).partition("^")
    if not old:
        return _at(fields, place)
    kind = "P" if place == 2 else "F"
    return numbers.setdefault((kind, old), f"{kind}{at:08d}{len(numbers):02d}") + caret + rest


def _set(fields: list[str], values: dict[int, str]) -> list[str]:
    changed = fields + [""] * (max(values) + 1 - len(fields))
    for place, value in values.items():
        changed[place] = value
    return changed


def _at(fields: list[str], place: int) -> str:
    return fields[place] if place < len(fields) else ""


def _ordered(patient: LabPatient, order: str) -> LabPatient:
    return LabPatient(patient.mrn, patient.given, patient.family, patient.birth_date, patient.sex, order)
