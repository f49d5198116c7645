"""What a laboratory said of a patient over the patients who may be meant, each fact in the same column.

Where they differ, a sign and a word say so; colour only helps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from console.kit.text import joined, shown
from db.queries.unmatched import CandidateLine, Sent
from rules.patient_matching import usable_identifier
from rules.person_names import Agreement, family_agreement, folded, folded_given, given_agreement

NOTHING = Markup("")
SAME, NEARLY, DIFFERS, UNKNOWN = "same", "nearly", "differs", "unknown"
OURS = "Record number is the same."  # what the rules say of a number that was issued here
SIGNS = {SAME: "✓", NEARLY: "≈", DIFFERS: "≠", UNKNOWN: "?"}
WORDS = {SAME: "same", NEARLY: "nearly the same", DIFFERS: "differs", UNKNOWN: "not known"}
NAMES = {
    Agreement.SAME: SAME,
    Agreement.LOOSE: NEARLY,
    Agreement.LIKE: NEARLY,
    Agreement.DIFFERENT: DIFFERS,
    Agreement.MISSING: UNKNOWN,
}
KNOWN_SEXES = ("female", "male")


def said_row(sent: Sent, lab: str) -> Markup:
    """What the message says of its patient."""
    name = " ".join(part for part in (sent.given, sent.middle, sent.family) if part)
    numbers = [
        Markup("{}{}").format(shown(value), Markup(' <span class="ps-quiet">{}</span>').format(shown(of)))
        if (of := " ".join(part for part in (authority, kind) if part))
        else shown(value)
        for value, authority, kind in sent.identifiers
    ]
    order = Markup("order {}").format(shown(sent.placer_number)) if sent.placer_number else NOTHING
    return _row(
        "ps-who ps-who-said",
        Markup("<strong>{}</strong>").format(shown(name)) if name else _none("no name"),
        _day(sent.birth_date),
        shown(sent.sex) if sent.sex in KNOWN_SEXES else _none(sent.sex or "not sent"),
        joined(numbers, Markup("<br>")) if numbers else _none("none sent"),
        joined([part for part in (shown(lab), order) if part], " · ") or _none("not known"),
        last="Sent by",
    )


def candidate_row(sent: Sent, one: CandidateLine) -> Markup:
    """A patient who may be meant."""
    name = Markup("<strong>{}</strong>{}").format(
        shown(f"{one.given} {one.family}"), Markup(' <span class="ps-deceased">Deceased</span>') if one.deceased else ""
    )
    fits = Markup("fits {} of 100{}").format(
        one.score, Markup(' <span class="ps-suggested">likeliest</span>') if one.suggested else ""
    )
    row = _row(
        "ps-who",
        Markup("{}{}").format(name, joined(_name_marks(sent, one))),
        Markup("{}{}").format(_day(one.birth_date), mark(_birth(sent, one))),
        Markup("{}{}").format(shown(one.sex), mark(_sex(sent, one))),
        Markup("{}{}").format(shown(one.mrn), _number(sent, one)),
        fits,
    )
    return Markup('{}<p class="ps-why">{}</p>').format(row, shown(" ".join(one.why)))


def mark(kind: str, of: str = "", words: str = "") -> Markup:
    """`≠ differs`, `✓ same`."""
    words = words or f"{of} {WORDS[kind]}".strip()
    return Markup('<span class="ps-mark ps-mark-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        kind, SIGNS[kind], words
    )


def _name_marks(sent: Sent, one: CandidateLine) -> Iterator[Markup]:
    given = NAMES[given_agreement(folded_given(sent.given), folded_given(one.given))]
    family = NAMES[family_agreement(folded(sent.family), folded(one.family))]
    if given == family:
        yield mark(given)
        return
    yield mark(given, "given name")
    yield mark(family, "family name")


def _birth(sent: Sent, one: CandidateLine) -> str:
    if sent.birth_date is None:
        return UNKNOWN
    return SAME if sent.birth_date == one.birth_date else DIFFERS


def _sex(sent: Sent, one: CandidateLine) -> str:
    if sent.sex not in KNOWN_SEXES or one.sex not in KNOWN_SEXES:
        return UNKNOWN
    return SAME if sent.sex == one.sex else DIFFERS


def _number(sent: Sent, one: CandidateLine) -> Markup:
    """The same figures of another issuer are another number."""
    numbers = {number for value, _, _ in sent.identifiers if (number := usable_identifier(value))}
    if OURS in one.why:
        return mark(SAME)
    if usable_identifier(one.mrn) in numbers:
        return mark(DIFFERS, words="same figures, issued elsewhere")
    return mark(DIFFERS if numbers else UNKNOWN)


def _row(classes: str, *cells: Markup, last: str = "How it fits") -> Markup:
    titles = ("Name", "Birth date", "Sex", "Record number", last)
    parts = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*each) for each in zip(titles, cells, strict=True))
    return Markup('<dl class="{}">{}</dl>').format(classes, joined(parts))


def _day(born: date | None) -> Markup:
    return Markup("{:%d %b %Y}").format(born) if born is not None else _none("not sent")


def _none(words: str) -> Markup:
    return Markup('<span class="ps-quiet">{}</span>').format(words)
