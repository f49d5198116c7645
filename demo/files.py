"""Small real files that patients attach: a picture of a rash, a photograph, a form. Made here."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from random import Random

import pillow_heif
from PIL import Image

QUANTUM = 8
# The usual table of DC code lengths for luminance (JPEG, annex K), and its categories in order of code length.
_DC_COUNTS = bytes((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0))
_DC_CODES = ("00", "010", "011", "100", "101", "110", "1110", "11110", "111110", "1111110", "11111110", "111111110")


def png(rng: Random, width: int = 360, height: int = 270) -> bytes:
    """A picture of reddish spots on skin."""
    spots = [
        (rng.gauss(width / 2, width / 5), rng.gauss(height / 2, height / 5), rng.uniform(4, 16)) for _ in range(26)
    ]
    lines = bytearray()
    for y in range(0, height, 3):
        line = bytearray(b"\0")
        for x in range(0, width, 3):
            red = sum(max(0.0, 1 - ((x - a) ** 2 + (y - b) ** 2) / (r * r)) for a, b, r in spots)
            shade = min(1.0, red) * 90 + rng.uniform(0, 8)
            line += bytes((232 - int(shade * 0.25), 190 - int(shade), 168 - int(shade))) * 3
        lines += line * 3
    header = struct.pack(">IIBBBBB", width, len(lines) // (3 * width + 1), 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def jpeg(rng: Random, across: int = 40, down: int = 30) -> bytes:
    """A coarse grey photograph: one value for each block of 8 by 8, so only the mean of a block is coded."""
    bits, before = [], 0
    top, left = down * rng.uniform(0.2, 0.4), across * rng.uniform(0.25, 0.4)
    for y in range(down):
        for x in range(across):
            inside = top < y < top + down * 0.4 and left < x < left + across * 0.4
            grey = (60 if inside else 185) + int(rng.uniform(-14, 14))
            level = grey - 128
            bits.append(_dc(level - before) + "00")  # and "00": the rest of the block is nothing
            before = level
    stream = "".join(bits)
    stream += "1" * (-len(stream) % 8)
    data = int(stream, 2).to_bytes(len(stream) // 8, "big").replace(b"\xff", b"\xff\0")
    table = b"\0" + bytes([QUANTUM]) * 64
    frame = struct.pack(">BHHB", 8, down * 8, across * 8, 1) + b"\x01\x11\0"
    codes = b"\0" + _DC_COUNTS + bytes(range(12)) + b"\x10" + bytes((0, 1)) + bytes(14) + b"\0"
    segments = (
        (0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        (0xDB, table),
        (0xC0, frame),
        (0xC4, codes),
        (0xDA, b"\x01\x01\0\0\x3f\0"),
    )
    body = b"".join(b"\xff" + bytes([mark]) + struct.pack(">H", len(part) + 2) + part for mark, part in segments)
    return b"\xff\xd8" + body + data + b"\xff\xd9"


def heic(rng: Random, width: int = 96, height: int = 72) -> bytes:
    """A photograph as telephones of one maker keep it: a bruise on skin."""
    picture = Image.new("RGB", (width, height))
    across, down = width * rng.uniform(0.35, 0.65), height * rng.uniform(0.35, 0.65)
    pixels = []
    for y in range(height):
        for x in range(width):
            near = max(0.0, 1 - ((x - across) ** 2 + (y - down) ** 2) / (height * height / 9))
            pixels.append((226 - int(90 * near), 186 - int(110 * near), 164 - int(40 * near)))
    picture.putdata(pixels)
    made = BytesIO()
    pillow_heif.from_pillow(picture).save(made, quality=60)
    return made.getvalue()


def _dc(difference: int) -> str:
    size = abs(difference).bit_length()
    if size == 0:
        return _DC_CODES[0]
    value = difference if difference > 0 else difference + (1 << size) - 1
    return _DC_CODES[size] + format(value, f"0{size}b")


def pdf(lines: list[str]) -> bytes:
    """One page with these lines of plain text."""
    shown = "\n".join(f"({line.translate(str.maketrans('()', '[]', chr(92)))}) Tj T*" for line in lines)
    content = f"BT /F1 12 Tf 18 TL 72 720 Td\n{shown}\nET".encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(content)).encode() + b" >>\nstream\n" + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, thing in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + thing + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return bytes(made + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
