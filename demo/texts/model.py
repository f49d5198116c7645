"""What a conversation is made of, and the mix of topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Risk = Literal["none", "same_day", "emergency"]
Gap = Literal["immediate", "hours", "days"]

# Share of threads by topic: 1,000 VA threads, overlapping, so they are normalised here (clinical defaults, c1).
_VA_MIX = {
    "refill": 47.5,
    "scheduling": 17.6,
    "medication": 13.2,
    "health": 11.6,
    "referral": 7.2,
    "admin": 6.3,
    "results": 5.5,
    "tests": 5.4,
}
TOPICS: Mapping[str, float] = MappingProxyType(
    {topic: share / sum(_VA_MIX.values()) for topic, share in _VA_MIX.items()}
)
HIGH_RISK_SHARE = 0.035  # high-risk symptoms in 3.5 % of patient messages (clinical defaults, c1)


@dataclass(frozen=True, slots=True)
class Person:
    """What a text may know of its patient.

    With `child` set, `given`, `family`, `age` and `sex` are the writer's (a parent or other proxy), and
    `medications` and `problems` are the child's. `child_age` is in whole years.
    """

    given: str
    family: str
    age: int
    sex: str
    language: str
    medications: tuple[str, ...]
    problems: tuple[str, ...]
    child: str | None = None
    child_age: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `gap_hint` says how long after the one before it would naturally come: a wish only."""

    author: Literal["patient", "staff"]
    body: str
    gap_hint: Gap


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread. `risk` is true by construction; `style` is plus-joined tags, the voice first."""

    topic: str
    subject: str
    turns: tuple[Turn, ...]
    risk: Risk
    style: str
