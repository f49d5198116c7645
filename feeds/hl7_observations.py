"""OBX segments as observations: lines of one text joined, flags and states in our words."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.lab_messages import LabAttachment, LabObservation
from feeds.hl7_documents import Document, attachment, document_of, is_rest, text_of
from feeds.hl7_escapes import joined, one_line
from feeds.hl7_fields import Coded, Dates, named
from feeds.hl7_segments import Segment
from feeds.hl7_values import TEXTS, Shown, shown, text_line
from rules.result_flags import flag_of, limits_of, read_flag, worst
from rules.result_values import Range, Value, read_range

# HL7 table 0085 (OBX-11).
_OBSERVED = {
    "O": "registered", "I": "registered", "S": "registered", "P": "preliminary", "R": "preliminary",
    "F": "final", "U": "final", "V": "final", "C": "corrected", "A": "corrected", "B": "corrected",
    "X": "cancelled", "N": "cancelled", "W": "entered-in-error", "D": "entered-in-error",
}  # fmt: skip
# Table 0123 (OBR-25), where A is "some, but not all, results available" and M "corrected, not final".
_REPORTED = _OBSERVED | {"A": "preliminary", "M": "preliminary", "Y": "cancelled", "Z": "cancelled"}
_SEEN_ELSEWHERE = "See the attached document."


@dataclass(slots=True)
class Draft:
    """Segments that make one observation, while it is still being read."""

    position: int
    segment: Segment
    code: Coded
    shown: Shown
    document: Document | None = None
    more: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    count: int = 1


def report_status(order: Segment | None, states: set[str], dates: Dates) -> str:
    """A report's state: what OBR-25 says; without it the least finished of its observations' own, or preliminary."""
    sent = order.part(25).upper() if order else ""
    if sent in _REPORTED:
        return _REPORTED[sent]
    if sent:
        dates.notes.add("OBR-25 has a status that isn't known; the report is taken as preliminary.")
        return "preliminary"
    dates.notes.add("OBR-25 gives no status; the observations' own was taken.")
    if states == {"final", "corrected"}:
        return "corrected"
    return next(iter(states)) or "preliminary" if len(states) == 1 else "preliminary"


def begun(position: int, segment: Segment, dates: Dates) -> Draft:
    """A new observation."""
    code, document = dates.notes.coded(segment, 3), document_of(segment)
    if not document:
        return Draft(position, segment, code, shown(segment, segment.part(2).upper(), dates))
    text = text_of(document, segment.marks) if document.is_text else _SEEN_ELSEWHERE
    draft = Draft(position, segment, code, Shown(text, Value(text)))
    if not document.is_text:
        draft.document = document
        draft.more.append(document.data)
    return draft


def goes_on(draft: Draft, segment: Segment) -> bool:
    """Whether a segment is the next line of the observation before it, and taken as such.

    The same code and sub-id, texts both, nothing in between, the same state and time, and no number: a value
    that is sent again is a second value.
    """
    first = draft.segment
    if draft.notes or not segment.agrees(first, 3, 4, 11, 14):
        return False
    kind = segment.part(2).upper()
    if draft.document:
        rest = document_of(segment)
        if kind != "ED" or not rest or not is_rest(rest, draft.more[-1]):
            return False
        draft.more.append(rest.data)
    else:
        if kind not in TEXTS or first.part(2).upper() not in TEXTS or segment.raw(6) or segment.raw(7):
            return False
        if segment.raw(8) and not segment.agrees(first, 8):
            return False
        line = text_line(segment)
        if draft.count == 1 and _are_values(draft.shown.value, line.value):
            return False
        draft.more.append(line.text)
    draft.count += 1
    return True


def _are_values(first: Value, second: Value) -> bool:
    """Whether these are two values rather than two lines of a text."""
    return bool({first.kind, second.kind} & {"number", "ratio"}) or first.kind == second.kind == "coded"


def finished(draft: Draft, dates: Dates) -> LabObservation:
    """The observation; its state is empty where it wasn't sent."""
    segment, code, text, notes = draft.segment, draft.code, draft.shown.text, dates.notes
    value = draft.shown.value
    if draft.more and not draft.document:
        text, value = joined([text, *draft.more]), Value("")
    span = read_range(_range_text(segment))
    sent = segment.part(11).upper()
    if sent and sent not in _OBSERVED:
        notes.add("OBX-11 has a status that isn't known; it is taken as preliminary.")
    return LabObservation(
        position=draft.position,
        set_id=notes.identity(segment.part(1), "OBX", 1),
        sub_id=notes.identity(_sub_id(segment), "OBX", 4),
        value_type=notes.identity(segment.part(2).upper(), "OBX", 2),
        code=code.code,
        code_system=code.system,
        display=code.display,
        loinc=code.loinc,
        value=text,
        number=value.number if value.kind == "number" else None,
        comparator=value.comparator if value.kind == "number" else "",
        unit=notes.label(segment.part(6) or segment.part(6, 2), "OBX-6"),
        range_text=notes.label(span.text, "OBX-7"),
        low=span.low,
        high=span.high,
        flag=_flag(segment, value, span, dates),
        sent_flag=segment.raw(8)[:200],
        status=_OBSERVED.get(sent, "preliminary") if sent else "",
        observed_at=dates.instant(segment.part(14), "OBX-14"),
        performer=notes.label(named(segment, 23) or segment.part(15, 2) or segment.part(15), "OBX-23"),
        notes=joined(draft.notes),
        obx_count=draft.count,
    )


def attached(draft: Draft) -> LabAttachment | None:
    """The file that an observation is, if it is one."""
    if not draft.document:
        return None
    return attachment(draft.document, "".join(draft.more), draft.code.display, draft.segment.marks)


def _sub_id(segment: Segment) -> str:
    """A sub-id in one piece: "1^2" is "1.2"."""
    return one_line(segment.raw(4).replace(segment.marks.component, "."), segment.marks).strip(".")


def _range_text(segment: Segment) -> str:
    return " ".join(one_line(segment.raw(7).replace(segment.marks.component, " "), segment.marks).split())


def _flag(segment: Segment, value: Value, span: Range, dates: Dates) -> str:
    """The worse of the flags that were sent and of what the laboratory's own range says."""
    flags = [flag_of(value, limits_of(span))]
    for repeat in segment.repeats(8):
        sent = repeat.part(1) or repeat.part(2)
        known = read_flag(sent)
        if known is None:
            dates.notes.add("OBX-8 has a flag that isn't known; it counts as abnormal.")
        elif sent and not known and flags[0]:
            dates.notes.add("OBX-8 says normal where OBX-5 is outside of OBX-7; it counts as abnormal.")
        flags.append("A" if known is None else known)
    return worst(flags)
