"""What can be begun from a patient's page on a page of its own, as nouns declare it. A module here is a noun's."""

from __future__ import annotations

from dataclasses import dataclass

from db.nouns import register
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class PatientLink:
    """A link to the page at `address`, which takes `?patient=`, for whoever may what `needs` says."""

    address: str
    words: str
    icon: str
    needs: Permission


LINKS: dict[str, PatientLink] = {}


def declare(address: str, words: str, *, icon: str, needs: Permission) -> None:
    """Declare a link. Raises `TypeError` for a page that has one."""
    register(LINKS, address, PatientLink(address, words, icon, needs))
