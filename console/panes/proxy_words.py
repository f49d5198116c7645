"""Words for access: on which ground, what it opens, until when, whether it was used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import absolute, ago, day
from db.queries.proxy_lines import GrantLine
from rules.proxy_scopes import BASES, RELATIONS, SCOPES

NOTHING = Markup("")
# What a field for a day takes. One that takes less says so itself, but keeps the day that stood there before, or none:
# what can't be is refused by the rules instead, and nothing is done with another day than the one on screen.
ANY_DAY: Final[dict[str, Any]] = {"min_value": date(1880, 1, 1), "max_value": date(2199, 12, 31)}
# The sign and the word say it; the colour only helps.
VERDICTS = {"met": ("✓", "met"), "unmet": ("✕", "not met"), "unknown": ("?", "not known yet")}
STATES = {
    "in-force": "in force",
    "to-come": "begins later",
    "aged-out": "aged out",
    "ended": "ended",
    "revoked": "revoked",
}
ACCOUNTS = {"invited": "invited, not opened yet", "active": "active", "locked": "locked", "disabled": "disabled"}


def since(at: datetime, now: datetime) -> Markup:
    """How long ago, the moment itself on hover."""
    return Markup('<span class="ps-quiet" title="{}">{}</span>').format(absolute(at), ago(at, now))


def relation(word: str) -> str:
    """How the proxy is related; of access from before there were requests the word that was kept."""
    return RELATIONS.get(word, f"{word[:1].upper()}{word[1:]}")


def scope_words(scopes: Iterable[str]) -> str:
    """`See test results, ask for refills`."""
    words = ", ".join(SCOPES[scope][0].lower() + SCOPES[scope][1:] for scope in scopes)
    return f"{words[:1].upper()}{words[1:]}" or "Nothing"


def until(ends_on: date | None) -> str:
    """`until 3 Mar 2026`: that day no more."""
    return f"until {day(ends_on)}" if ends_on is not None else "without an end"


def turn_words(line: GrantLine) -> str:
    """What comes by itself: `From 3 Mar 2026 on: ...`, or that it ends."""
    if line.turns is None or not line.stands:
        return ""
    return f"From {day(line.turns.on)} on: {scope_words(line.turns.to).lower()}" if line.turns.to else ""


def grant_facts(line: GrantLine, now: datetime, *, of_proxy: bool = False) -> Markup:
    """Access as an entry of a short list: the other person, and what it is."""
    name = line.patient if of_proxy else line.proxy
    used = Markup("used {}").format(since(line.last_used_at, now)) if line.last_used_at else Markup("never used")
    facts = [
        shown(relation(line.relation)),
        STATES[line.state],
        until(line.ends_on),
        used,
    ]
    return Markup('<li><strong>{}</strong> <span class="ps-quiet">{}</span><br>{}</li>').format(
        shown(name), joined(facts, " · "), scope_words(line.opens)
    )


def basis_words(basis: str) -> str:
    """The ground in words."""
    return BASES[basis].words
