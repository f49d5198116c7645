"""Results files as they come when something went wrong on the way, by seed: the same seed, the same damage."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[Random, bytes], bytes]

_ENDS = re.compile(rb"\r\n|\r|\n")
LONG = 5 * 1024 * 1024


def cut(rng: Random, content: bytes) -> bytes:
    """The file ends anywhere."""
    return content[: rng.randrange(len(content))]


def beheaded(rng: Random, content: bytes) -> bytes:
    return content[rng.randrange(len(content)) :]


def doubled(_rng: Random, content: bytes) -> bytes:
    return content + b"\r" + content


def doubled_line(rng: Random, content: bytes) -> bytes:
    lines = _ENDS.split(content)
    place = rng.randrange(len(lines))
    return b"\r".join([*lines[:place], lines[place], *lines[place:]])


def dropped_line(rng: Random, content: bytes) -> bytes:
    lines = _ENDS.split(content)
    del lines[rng.randrange(len(lines))]
    return b"\r".join(lines)


def swapped_lines(rng: Random, content: bytes) -> bytes:
    lines = _ENDS.split(content)
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\r".join(lines)


def lost_line_end(rng: Random, content: bytes) -> bytes:
    lines = _ENDS.split(content)
    place = rng.randrange(len(lines))
    return b"\r".join(lines[:place]) + b"\r".join(lines[place:])


def other_line_ends(rng: Random, content: bytes) -> bytes:
    """LF or CRLF for CR, or a mixture."""
    ends = rng.choice(([b"\n"], [b"\r\n"], [b"\r", b"\n", b"\r\n", b"\r\r\n"]))
    return b"".join(line + rng.choice(ends) for line in _ENDS.split(content))


def wrapped(rng: Random, content: bytes) -> bytes:
    width = rng.randrange(20, 200)
    lines = (line[at : at + width] for line in _ENDS.split(content) for at in range(0, max(len(line), 1), width))
    return b"\r".join(lines)


def other_encoding(rng: Random, content: bytes) -> bytes:
    named = content.replace(b"|F|", "|F|Müller ’µ’|".encode(), 1).decode("utf-8", errors="replace")
    return named.encode(rng.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "cp500"]), errors="replace")


def false_charset(rng: Random, content: bytes) -> bytes:
    declared = rng.choice(
        [b"UNICODE UTF-8", b"ASCII", b"8859/1", b"8859/15", b"ISO IR87", b"GB 18030-2000", b"KLINGON"]
    )
    return re.sub(rb"(?m)^(MSH(?:\|[^|\r\n]*){16}\|)[^|\r\n]*", rb"\g<1>" + declared, content).replace(
        b"a", b"\xe9\xb5", 3
    )


def control_characters(rng: Random, content: bytes) -> bytes:
    for _ in range(rng.randrange(1, 20)):
        place = rng.randrange(len(content))
        content = content[:place] + rng.choice([b"\0", b"\x1b", b"\x0b", b"\x1c", b"\x85", b"\x0c"]) + content[place:]
    return content


def long_field(rng: Random, content: bytes) -> bytes:
    """A field of five megabytes; a stranger's may be all separators."""
    bars = [found.start() for found in re.finditer(rb"\|", content)]
    filling = rng.choice([b"x", b"^", b"~", b"&", b"\\", b"\\.br\\", b"1 ", b"\xc3\xa9", b"JVBERi0xLjQK"])
    place = rng.choice(bars) + 1 if bars else 0
    return content[:place] + filling * (LONG // len(filling)) + content[place:]


def impossible_dates(rng: Random, content: bytes) -> bytes:
    other = rng.choice(
        [b"20230230", b"20100229", b"N/A", b"2024", b"202413", b"99999999999999", b"20240101250000+9999"]
    )
    return re.sub(rb"(?<=\|)(?:19|20)\d{6,12}", lambda found: other if rng.random() < 0.5 else found[0], content)


def wrong_counts(rng: Random, content: bytes) -> bytes:
    count = rng.choice([b"0", b"1", b"999", b"-1", b"two", b"99999999999999999999"])
    if b"BTS|" in content:
        return re.sub(rb"(?m)(BTS|FTS)\|[0-9]*", rb"\g<1>|" + count, content)
    return b"BHS|^~\\&|\r" + content + b"\rBTS|" + count


def swapped_bytes(rng: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 40)):
        place = rng.randrange(len(changed) - 1)
        changed[place], changed[place + 1] = changed[place + 1], changed[place]
    return bytes(changed)


def random_bytes(rng: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 60)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def other_marks(rng: Random, content: bytes) -> bytes:
    """Other encoding characters, some of them nonsense."""
    marks = rng.choice([b"^~\\&#", b"@~\\&", b"^", b"", b"||||", b"^^^^", b"abcd", b"^~\\&$%!", b"\xff\xfe", b"^~|&"])
    return content.replace(b"MSH|^~\\&|", b"MSH|" + marks + b"|")


def other_type(rng: Random, content: bytes) -> bytes:
    return content.replace(b"ORU^R01", rng.choice([b"ADT^A01", b"ORU^R30", b"", b"ORU", b"^", b"ORM^O01", b"MDM^T02"]))


def broken_escapes(rng: Random, content: bytes) -> bytes:
    broken = rng.choice(
        [b"\\", b"\\.sp999999999\\", b"\\X0G\\", b"\\X00\\", b"\\XD800\\", b"\\.spx\\", b"C:\\temp", b"\\Zz\\"]
    )
    return content.replace(b"a", b"a" + broken, rng.randrange(1, 30))


def framed(_rng: Random, content: bytes) -> bytes:
    return b"\x0b" + content.replace(b"MSH|", b"\x1c\r\x0bMSH|") + b"\x1c\r"


DAMAGES: tuple[Damage, ...] = (
    cut, beheaded, doubled, doubled_line, dropped_line, swapped_lines, lost_line_end, other_line_ends, wrapped,
    other_encoding, false_charset, control_characters, long_field, impossible_dates, wrong_counts, swapped_bytes,
    random_bytes, other_marks, other_type, broken_escapes, framed,
)  # fmt: skip


def damaged(seed: int, files: list[bytes]) -> tuple[str, bytes]:
    """A file with one to three damages, and their names. Seeds in a row go through all of the damages."""
    rng = Random(seed)
    content, names = rng.choice(files), []
    for number in range(rng.choice([1, 1, 2, 3])):
        damage = DAMAGES[seed % len(DAMAGES)] if number == 0 else rng.choice(DAMAGES)
        if len(content) > 2 and len(content) < 2 * LONG:
            content = damage(rng, content)
            names.append(damage.__name__)
    return " and ".join(names), content
