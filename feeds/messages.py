"""Patients' messages from a CSV or JSON-lines file, by a mapping of our fields to its columns.

Fields: `body` (needed), `subject`, `topic`, `sent_at`, `patient` (MRN or the source's id), `id`.
A column of nested JSON is a dotted path (`input.history`); its last part suffices where only one
path ends so. Several columns joined with `+` make one text, a blank line between them. What isn't
mapped is looked for under the usual names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from db.imports import Lines, MessageFile, MessageLine, Reject
from feeds.tables import (
    NOTHING_DONE,
    FileRefused,
    LineRefused,
    Record,
    Repeats,
    Source,
    Watch,
    csv_columns,
    csv_records,
    fingerprint,
    is_json_lines,
    json_columns,
    json_records,
    source,
    unwatched,
)

USUAL: dict[str, tuple[str, ...]] = {
    "body": ("body", "message", "message_body", "message_text", "text", "content"),
    "subject": ("subject",),
    "topic": ("topic", "category"),
    "sent_at": ("sent_at", "sent", "timestamp", "created_at", "received_at", "date", "datetime"),
    "patient": ("patient", "patient_id", "patient_mrn", "mrn"),
    "id": ("id", "message_id"),
}
# Where no column is called a message, what the patient tells is: both together, in this order.
TOLD = ("chief_complaint", "history")
# The portal's topics, and what other systems call them.
TOPICS = {
    "health": "health",
    "health question": "health",
    "medical": "health",
    "symptom": "health",
    "symptoms": "health",
    "refill": "refill",
    "refills": "refill",
    "medication": "refill",
    "prescription": "refill",
    "results": "results",
    "result": "results",
    "test results": "results",
    "labs": "results",
    "scheduling": "scheduling",
    "appointment": "scheduling",
    "appointments": "scheduling",
    "referral": "referral",
    "referrals": "referral",
    "billing": "billing",
    "payment": "billing",
    "other": "other",
    "something else": "other",
    "general": "",
    "": "",
}
LONGEST_BODY = 20_000
LONGEST_SUBJECT = 200
LONGEST_REFERENCE = 200

Columns = dict[str, tuple[str, ...]]


def parse_map(entries: Sequence[str]) -> Columns:
    """`["body=input.chief_complaint+input.history", "id=id"]` as columns by field; `FileRefused` for nonsense."""
    wanted: Columns = {}
    for entry in entries:
        field, equals, columns = (part.strip() for part in entry.partition("="))
        names = tuple(name.strip() for name in columns.split("+") if name.strip())
        if not equals or not names:
            raise FileRefused(f"--map {entry} can't be used; write it as FIELD=COLUMN. {NOTHING_DONE}")
        if field not in USUAL:
            raise FileRefused(f"--map {entry}: the fields are {', '.join(USUAL)}. {NOTHING_DONE}")
        if field in wanted:
            raise FileRefused(f"--map names {field} twice; join columns with +. {NOTHING_DONE}")
        if len(names) > 1 and field not in ("body", "subject"):
            raise FileRefused(f"--map {entry}: {field} is one column. {NOTHING_DONE}")
        wanted[field] = names
    return wanted


def read_messages(
    path: Path, *, wanted: Columns | None = None, zone: ZoneInfo, watch: Watch = unwatched
) -> MessageFile:
    """The messages of the file at `path`; its lines are read when they are asked for.

    A time without a zone is taken in `zone`, the clinic's. Raises `FileRefused` when the file can't
    be used, when a mapped column isn't there, or when no column is the text.
    """
    file = source(path)
    json_lines = is_json_lines(file)
    columns = json_columns(file) if json_lines else csv_columns(file)
    mapping = _mapping(file, columns, wanted or {})
    records = json_records(file, watch) if json_lines else csv_records(file, watch)
    whole = hashlib.sha256(f"messages 1, {zone.key}, {sorted(mapping.items())}".encode() + file.digest)
    reader = _Reader(file, mapping, zone)
    return MessageFile(
        file.name,
        whole.digest(),
        Lines(file.name, reader.lines(records)),
        names_patients="patient" in mapping,
        mapping={field: "+".join(names) for field, names in mapping.items()},
    )


def _mapping(file: Source, columns: list[str], wanted: Columns) -> Columns:
    mapping = {field: tuple(_resolve(file, columns, name) for name in names) for field, names in wanted.items()}
    taken = {name for names in mapping.values() for name in names}
    for field, usual in USUAL.items():
        if field not in mapping:
            found = next((path for name in usual for path in _ending(columns, name) if path not in taken), None)
            if found is not None:
                mapping[field] = (found,)
                taken.add(found)
    if "body" not in mapping:
        told = tuple(path for name in TOLD for path in _ending(columns, name)[:1])
        if not told:
            raise FileRefused(
                f"{file.name}: which column is the message's text? Add --map body=COLUMN. {_listed(columns)} "
                f"{NOTHING_DONE}"
            )
        mapping["body"] = told
    return mapping


def _resolve(file: Source, columns: list[str], name: str) -> str:
    """The column called `name`, or the only path that ends in it."""
    if name in columns:
        return name
    found = _ending(columns, name)
    if len(found) > 1:
        raise FileRefused(f"{file.name}: {name} may be {' or '.join(found)}; write the whole path. {NOTHING_DONE}")
    if not found:
        raise FileRefused(f"{file.name} has no column {name}. {_listed(columns)} {NOTHING_DONE}")
    return found[0]


def _ending(columns: list[str], name: str) -> list[str]:
    folded = name.casefold()
    exact = [column for column in columns if column.casefold() == folded]
    return exact or [column for column in columns if column.casefold().endswith(f".{folded}")]


def _listed(columns: list[str]) -> str:
    more = f" and {len(columns) - 40} more" if len(columns) > 40 else ""
    return f"Its columns: {', '.join(columns[:40])}{more}."


@dataclass(frozen=True, slots=True)
class _Reader:
    """From a record to a message."""

    file: Source
    mapping: Mapping[str, tuple[str, ...]]
    zone: ZoneInfo

    def lines(self, records: Iterator[Record | Reject]) -> Iterator[MessageLine | Reject]:
        repeats = Repeats()
        for record in records:
            if isinstance(record, Reject):
                yield record
                continue
            try:
                yield self._message(record, repeats)
            except LineRefused as refused:
                yield Reject(self.file.name, record.line, str(refused))

    def _message(self, record: Record, repeats: Repeats) -> MessageLine:
        body, subject = self._text(record, "body"), self._text(record, "subject")
        if not body:
            raise LineRefused("The message has no text.")
        if len(body) > LONGEST_BODY:
            raise LineRefused(f"The text has {len(body):,} characters; a message has at most {LONGEST_BODY:,}.")
        given = {field: self._text(record, field) for field in ("topic", "sent_at", "patient", "id")}
        too_long = next((field for field, value in given.items() if len(value) > LONGEST_REFERENCE), None)
        if too_long is not None:
            raise LineRefused(f"The {too_long} has more than {LONGEST_REFERENCE} characters.")
        if "patient" in self.mapping and not given["patient"]:
            raise LineRefused("The line names no patient, though the file has a column for it.")
        topic = TOPICS.get(given["topic"].casefold())
        if topic is None:
            # Everybody at the front desk reads topics; words of the file's own may be clinical, as subjects are.
            topic, subject = "", ": ".join(filter(None, (given["topic"], subject)))
        if len(subject) > LONGEST_SUBJECT:
            raise LineRefused(f"The subject has more than {LONGEST_SUBJECT} characters.")
        content = (given["id"], given["patient"], given["sent_at"], given["topic"], subject, body)
        repeats.key(record.line, (), content)
        return MessageLine(
            record.line,
            f"import:{fingerprint(*content).hex()}",
            given["patient"] or None,
            topic,
            " ".join(subject.split()),
            body,
            self._instant(given["sent_at"]),
        )

    def _text(self, record: Record, field: str) -> str:
        """The field's text: its columns joined, line ends as line feeds. HTML and formulas are text like any other."""
        parts = [_as_text(record.values.get(column)) for column in self.mapping.get(field, ())]
        text = "\n\n".join(part.strip() for part in parts if part.strip())
        if "\0" in text:
            raise LineRefused(f"The {field} holds a NUL character, which is no text.")
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise LineRefused(f"The {field} holds half of a character (a lone surrogate).")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _instant(self, value: str) -> datetime | None:
        if not value:
            return None
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            raise LineRefused("The time it was sent is no date and time (write 2026-03-01T09:30).") from None
        if not 1970 < found.year < 9000:
            raise LineRefused("The time it was sent is out of range.")
        return found if found.tzinfo else found.replace(tzinfo=self.zone)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise LineRefused("A mapped column holds something other than text.")
