"""How handing over a notice went. Three answers exist, and only a refusal may be tried again by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivered:
    """The mail server took it over, or the file is written."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Certain: nothing left. `permanent` when trying again would change nothing."""

    reason: str
    permanent: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody can say whether it arrived."""

    reason: str


Outcome = Delivered | Refused | Unclear
