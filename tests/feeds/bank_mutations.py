"""Banks' and processors' files as they come when something went wrong on the way, by seed."""

from __future__ import annotations

import re
from random import Random

from tests.billing import STRIPE_HEADER, bai2, ofx
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


def doubled_line(rng: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    place = rng.randrange(len(lines))
    return b"\n".join([*lines[:place], lines[place], *lines[place:]])


def dropped_line(rng: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    del lines[rng.randrange(len(lines))]
    return b"\n".join(lines)


def swapped_lines(rng: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def false_amounts(rng: Random, content: bytes) -> bytes:
    other = rng.choice([b"", b"1.005", b"12,50", b"1e5", b"NaN", b"--5", b"$7", b"9" * 40, b"-0", b"Infinity", b"\xb2"])
    return re.sub(rb"\d+[.,]\d\d", lambda found: other if rng.random() < 0.2 else found[0], content)


def impossible_dates(rng: Random, content: bytes) -> bytes:
    other = rng.choice([b"20260230", b"00000000", b"99999999", b"2024", b"260230", b"20261301000000[-5:EST]"])
    return re.sub(rb"(?:19|20)?\d{6}", lambda found: other if rng.random() < 0.3 else found[0], content)


def other_delimiters(rng: Random, content: bytes) -> bytes:
    return content.replace(rng.choice([b",", b";", b"/"]), rng.choice([b";", b"\t", b",", b"|", b"", b",,"]))


def open_quote(rng: Random, content: bytes) -> bytes:
    place = rng.randrange(len(content))
    return content[:place] + rng.choice([b'"', b"'", b'""', b'"\n']) + content[place:]


def lost_tags(rng: Random, content: bytes) -> bytes:
    tags = re.findall(rb"</?[A-Za-z0-9]+>|:\d\d[A-Z]?:", content) or [b"16,"]
    return content.replace(rng.choice(tags), rng.choice([b"", b"<", b"<X>", b"<STMTTRN>"]), rng.choice([1, -1]))


def own_entities(rng: Random, content: bytes) -> bytes:
    kinds = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    place = rng.randrange(len(content))
    return content[:place] + kinds + content[place:].replace(b"<NAME>", b"<NAME>&b;&b;")


def other_codes(rng: Random, content: bytes) -> bytes:
    old, new = rng.choice(
        [(b"16,165,", b"16,999,"), (b"16,", b"17,"), (b"88,", b"16,"), (b"02,", b"03,"), (b"USD", b"EUR"),
         (b"CREDIT", b"DEBIT"), (b"<FITID>", b"<NOID>"), (b"03,", b"03,,"), (b"49,", b"49,9"), (b",Z,", b",V,1,2,")]
    )  # fmt: skip
    return content.replace(old, new)


def long_line(rng: Random, content: bytes) -> bytes:
    place = rng.randrange(len(content))
    filling = rng.choice([b"x", b",", b"1", b" ", b"\n", b"<A>", b'"', b"(", b"16,", b"/\n88,"])
    return content[:place] + filling * (rng.choice([200, 20_000]) // len(filling)) + content[place:]


def other_encoding(rng: Random, content: bytes) -> bytes:
    text = content.decode("cp1252", errors="replace")
    return text.encode(rng.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig", "cp500"]), errors="replace")


DAMAGES: tuple[Damage, ...] = (
    cut, beheaded, doubled, control_characters, random_bytes, swapped_bytes, doubled_line, dropped_line, swapped_lines,
    false_amounts, impossible_dates, other_delimiters, open_quote, lost_tags, own_entities, other_codes, long_line,
    other_encoding,
)  # fmt: skip


def own_files() -> list[bytes]:
    """Files of our own: OFX, BAI2 and CSV with most of what is found in real ones."""
    lines = [(f"F{number}", "20260302120000[-5:EST]", f"{number * 7}.50", "HCCLAIMPMT") for number in range(1, 8)]
    rows = [f"txn_{number},charge,ch_{number},{number}.00,0.30,{number - 0.3:.2f},usd,2026-03-01 10:0{number},po_1"
            for number in range(1, 9)]  # fmt: skip
    bank = ["Date,Description,Debit,Credit,Check Number", '03/02/2026,"HCCLAIMPMT TRN*1*EFT-77*151234567",,"1,080.50",',
            "03/03/2026,CHECK,(25.00),,1001", "03/04/2026,FEE,-3.00,,"]  # fmt: skip
    return [
        ofx(*lines),
        ofx(*lines).replace(b"20260302120000[-5:EST]", b"20260302", 2),
        bai2(10000, 2550, 7, 123456),
        "\n".join((STRIPE_HEADER, *rows, "")).encode(),
        "\r\n".join((*bank, "")).encode(),
    ]


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
