"""Passwords of staff: what is accepted, and how they are hashed.

Length and the refusal of common ones follow NIST SP 800-63B-4 (15 characters where a password is
the only factor; no composition rules; no periodic change). bcrypt reads 72 bytes at most, so a
password is digested first (base64 of SHA-256), which also keeps NUL bytes out of it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

import bcrypt
from zxcvbn import zxcvbn

from db.errors import Invalid

SHORTEST = 15
LONGEST = 128
GUESSES_LOG10 = 8.0  # zxcvbn's estimate below which a password counts as common
ROUNDS = 12
# Of a random value that nobody knows: an unknown user name costs the same bcrypt as a known one's.
DUMMY_HASH = "$2b$12$/ykrb.wxf98wClsxsRq5L.mKxi3ah1Q9.qN9k7wgSpPp2aSog/3ve"


def digested(password: str) -> str:
    """The 44 characters that bcrypt gets for any password."""
    return base64.b64encode(hashlib.sha256(password.encode()).digest()).decode()


def hash_password(password: str, *, rounds: int = ROUNDS) -> str:
    """The bcrypt hash of a password, salted; about a quarter of a second by intention."""
    return bcrypt.hashpw(digested(password).encode(), bcrypt.gensalt(rounds)).decode()


def password_matches(password: str, hashed: str) -> bool:
    """Whether `hashed` is this password's hash; False for a hash that isn't bcrypt's."""
    try:
        return bcrypt.checkpw(digested(password).encode(), hashed.encode())
    except ValueError:
        return False


def check_acceptable(password: str, *, personal: tuple[str, ...] = ()) -> None:
    """Raise `Invalid` for a password too short, too long, or easily guessed (also from `personal` words)."""
    if len(password) < SHORTEST:
        raise Invalid("password", f"A password has at least {SHORTEST} characters. A short sentence works well.")
    if len(password) > LONGEST:
        raise Invalid("password", f"A password has at most {LONGEST} characters.")
    if float(zxcvbn(password[:72], user_inputs=list(personal))["guesses_log10"]) < GUESSES_LOG10:
        raise Invalid("password", "This password is among the first that somebody would try. Choose another one.")


def random_password() -> str:
    """A password for a first sign-in: four groups of five, 100 bits, without look-alikes."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))
