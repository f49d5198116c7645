"""Remittances as they come when something went wrong on the way, by seed: the same seed, the same damage."""

from __future__ import annotations

import re
from random import Random

from tests.feeds.hl7_mutations import (
    LONG,
    Damage,
    beheaded,
    control_characters,
    cut,
    doubled,
    random_bytes,
    swapped_bytes,
)


def _segments(content: bytes) -> tuple[list[bytes], bytes]:
    """The segments by the likeliest terminator, and it."""
    end = b"~" if content.count(b"~") > 5 else b"'" if content.count(b"'") > 5 else b"\n"
    return content.split(end), end


def doubled_segment(rng: Random, content: bytes) -> bytes:
    parts, end = _segments(content)
    place = rng.randrange(len(parts))
    return end.join([*parts[:place], parts[place], *parts[place:]])


def dropped_segment(rng: Random, content: bytes) -> bytes:
    parts, end = _segments(content)
    del parts[rng.randrange(len(parts))]
    return end.join(parts)


def swapped_segments(rng: Random, content: bytes) -> bytes:
    parts, end = _segments(content)
    first, second = rng.randrange(len(parts)), rng.randrange(len(parts))
    parts[first], parts[second] = parts[second], parts[first]
    return end.join(parts)


def lost_terminator(rng: Random, content: bytes) -> bytes:
    parts, end = _segments(content)
    place = rng.randrange(len(parts))
    return end.join(parts[:place]) + end.join(parts[place:])


def dropped_claims(rng: Random, content: bytes) -> bytes:
    """A stretch is missing from the middle: the header and the trailers still stand."""
    parts, end = _segments(content)
    begin = rng.randrange(len(parts))
    del parts[begin : begin + rng.randrange(1, 30)]
    return end.join(parts)


def other_terminator(rng: Random, content: bytes) -> bytes:
    return content.replace(b"~", rng.choice([b"\n", b"\r\n", b"|", b"'", b"\x1c", b"~\r\n", b"*", b"A", b""]))


def other_marks(rng: Random, content: bytes) -> bytes:
    old, new = rng.choice([b"*", b":", b">"]), rng.choice([b"|", b"^", b"*", b":", b"", b" ", b"\x1d", b"~"])
    return content.replace(old, new, rng.choice([-1, -1, 1, 20]))


def wrapped(rng: Random, content: bytes) -> bytes:
    flat = content.replace(b"\r", b"").replace(b"\n", b"")
    width = rng.randrange(20, 200)
    return rng.choice([b"\n", b"\r\n"]).join(flat[at : at + width] for at in range(0, len(flat), width))


def before_it(rng: Random, content: bytes) -> bytes:
    words = rng.choice(
        [b"\xef\xbb\xbf", b"Dear clinic,\r\n\r\n", b"ISA*00*", b"CLP*1*1*5*5*", b"\x00\x00", b"IEA*1*1~"]
    )
    return words + content


def other_encoding(rng: Random, content: bytes) -> bytes:
    text = content.decode("cp1252", errors="replace").replace("NM1*QC*1*", "NM1*QC*1*Müller ’µ")
    return text.encode(rng.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8", "cp500"]), errors="replace")


def false_amounts(rng: Random, content: bytes) -> bytes:
    other = rng.choice([b"", b"1.005", b"12,50", b"1e5", b"NaN", b"--5", b"$7", b"99999999999", b"-0", b".5", b"\xb2"])
    return re.sub(
        rb"(?<=[*|+])-?\d+(?:\.\d+)?(?=[*|+~\r\n])", lambda found: other if rng.random() < 0.05 else found[0], content
    )


def changed_amount(rng: Random, content: bytes) -> bytes:
    places = list(re.finditer(rb"\d\.\d", content))
    if not places:
        return content
    place = rng.choice(places).start()
    return content[:place] + rng.choice([b"7", b"-", b"x", b"99"]) + content[place + 1 :]


def impossible_dates(rng: Random, content: bytes) -> bytes:
    other = rng.choice([b"20230230", b"00000000", b"N/A", b"2024", b"99999999", b"20241301"])
    return re.sub(rb"(?<=[*|])(?:19|20)\d{6}", lambda found: other if rng.random() < 0.5 else found[0], content)


def wrong_counts(rng: Random, content: bytes) -> bytes:
    count = rng.choice([b"0", b"1", b"999", b"-1", b"two", b"99999999999999999999", b""])
    return re.sub(rng.choice([rb"(SE\*)\d*", rb"(GE\*)\d*", rb"(IEA\*)\d*"]), rb"\g<1>" + count, content)


def long_element(rng: Random, content: bytes) -> bytes:
    marks = [found.start() for found in re.finditer(rb"[*|]", content)]
    filling = rng.choice([b"x", b"*", b":", b"~", b"1", b"^", b"\n", b"CLP*", b"ISA*00*"])
    place = rng.choice(marks) + 1 if marks else 0
    size = rng.choice([200, 20_000, LONG])
    return content[:place] + filling * (size // len(filling)) + content[place:]


def small_letters(rng: Random, content: bytes) -> bytes:
    name = rng.choice([b"CLP", b"SVC", b"CAS", b"BPR", b"PLB", b"ST", b"ISA"])
    return content.replace(name, name.lower(), rng.choice([1, -1]))


def other_codes(rng: Random, content: bytes) -> bytes:
    old, new = rng.choice(
        [(b"CAS*CO", b"CAS*ZZ"), (b"*ACH*", b"*XXX*"), (b"ST*835", b"ST*277"), (b"005010", b"003070"), (b"*C*", b"*D*"),
         (b"CLP*", b"CLP*" + b"9" * 100), (b"LX*1", b"CUR*PR*CAD~LX*1"), (b"LX*", b"BPR*I*1*C*ACH~LX*")]
    )  # fmt: skip
    return content.replace(old, new)


DAMAGES: tuple[Damage, ...] = (
    cut, beheaded, doubled, control_characters, random_bytes, swapped_bytes, doubled_segment, dropped_segment,
    swapped_segments, lost_terminator, dropped_claims, other_terminator, other_marks, wrapped, before_it,
    other_encoding, false_amounts, changed_amount, impossible_dates, wrong_counts, long_element, small_letters,
    other_codes,
)  # fmt: skip


def damaged(seed: int, files: list[bytes]) -> tuple[str, bytes]:
    """A file with one to three damages, and their names. Seeds in a row go through all of the damages."""
    rng = Random(seed)
    content, names = rng.choice(files), []
    for number in range(rng.choice([1, 1, 2, 3])):
        damage = DAMAGES[seed % len(DAMAGES)] if number == 0 else rng.choice(DAMAGES)
        if 2 < len(content) < 2 * LONG:
            content = damage(rng, content)
            names.append(damage.__name__)
    return " and ".join(names), content
