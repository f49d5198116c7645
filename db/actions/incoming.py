"""What files that come in have in common, whatever is in them: kept once, named harmlessly, read one at a time.

For actions, not one.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db.errors import Invalid

LONGEST_NAME = 200
MB = 1024 * 1024


def check_content(content: bytes, largest: int) -> None:
    """Raise `Invalid` for an empty file, and for one of more than `largest` bytes."""
    if not content.strip():
        raise Invalid("content", "The file is empty. Nothing was imported.")
    if len(content) > largest:
        raise Invalid("content", f"The file is larger than {largest // MB} MB. Nothing was imported.")


def shown_name(name: str, otherwise: str) -> str:
    """A file's name without folders and control characters; `otherwise` where nothing is left of it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:LONGEST_NAME] or otherwise


def digest_of(session: Session, content: bytes) -> bytes:
    """What a file is known by. Of two at once with the same bytes the second waits here, and finds the first one's."""
    digest = hashlib.sha256(content).digest()
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(func.encode(digest, "hex"), 0))))
    return digest


def turn_is_ours(session: Session, what: str) -> bool:
    """Whether this transaction may read or file `what`: one at a time in an organisation."""
    return bool(session.scalar(_TURN, {"what": f"portside.{what}."}))


_TURN = text("SELECT pg_try_advisory_xact_lock(hashtext(:what || current_schema()))")
