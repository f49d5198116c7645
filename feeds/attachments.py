"""Looking into files that people send: are they what they say, can a browser show them, do they carry a virus.

Pillow and the scanner do the work, on the worker's side only. What comes in is untrusted: pictures are opened
by the one decoder that their kind needs, and never in a size that would fill the memory.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from feeds.virus_scanner import Scanner
from rules.attachments import media_type_of, refusal

MOST_PIXELS = 110_000_000  # the largest sensors of telephones make 108 million
PREVIEW_SIDE = 4_000  # pixels
PREVIEW_QUALITY = 85
INFLATED_AT_MOST = 32 * 1024 * 1024

# Pillow refuses twice this number, and warns from this number on, which is refused too.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
pillow_heif.register_heif_opener()

DECODERS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
BROKEN = "The file is damaged, or isn't what it says it is. Ask for the original."
TOO_MANY_PIXELS = "The picture has too many pixels to be opened safely. Ask for a smaller one."
SCRIPTED = "The PDF holds a script or starts a program. Ask for a printed or scanned copy."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: why a file can't be opened (empty: it can), and a preview where browsers need one."""

    refusal: str = ""
    preview: bytes | None = field(default=None, repr=False)
    preview_type: str | None = None


def inspect(name: str, content: bytes, *, scanner: Scanner | None) -> Verdict:
    """Look into a file. `scanner` (None: there is none) returns a virus's name, or nothing; it is asked first.

    Raises `virus_scanner.ScannerAway` when the scanner gives no answer.
    """
    virus = scanner(content) if scanner else ""
    if virus:
        return Verdict(f"A virus was found ({virus}). It can't be opened.")
    lie = refusal(name, content)
    if lie:
        return Verdict(lie)
    kind = media_type_of(content)
    return _pdf(content) if kind == "application/pdf" else _picture(content, kind)


def _picture(content: bytes, kind: str) -> Verdict:
    decoder = DECODERS[kind]
    try:
        with Image.open(io.BytesIO(content), formats=(decoder,)) as image:
            if image.width * image.height > MOST_PIXELS:
                return Verdict(TOO_MANY_PIXELS)
            image.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))  # a JPEG can be decoded smaller: less memory
            image.load()
            if decoder != "HEIF":
                return Verdict()
            return Verdict("", _as_jpeg(image), "image/jpeg")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Verdict(TOO_MANY_PIXELS)
    # Decoders raise what they like at broken files: all of it says the same.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, RuntimeError, EOFError, zlib.error):
        return Verdict(BROKEN)
    except (ArithmeticError, LookupError, MemoryError):
        return Verdict(BROKEN)


def _as_jpeg(image: Image.Image) -> bytes:
    """The picture upright, at most `PREVIEW_SIDE` wide and high, with its colours alone: no place, no date."""
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    made = io.BytesIO()
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A") if upright.mode in ("RGBA", "LA") else None)
    plain.save(made, "JPEG", quality=PREVIEW_QUALITY, icc_profile=image.info.get("icc_profile"))
    return made.getvalue()


# Names of what a PDF does by itself. /OpenAction alone may only say which page to open at.
_DOES = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia)(?![A-Za-z0-9])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm\b.{0,2000}?stream\r?\n", re.DOTALL)


def _pdf(content: bytes) -> Verdict:
    if b"%%EOF" not in content[-4096:]:
        return Verdict(BROKEN)
    for part in (content, *_object_streams(content)):
        if _DOES.search(_ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), part)):
            return Verdict(SCRIPTED)
    return Verdict()


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The compressed parts in which a PDF may keep its objects; as much of them as is reasonable."""
    room = INFLATED_AT_MOST
    for start in _STREAM.finditer(content):
        try:
            inflated = zlib.decompressobj().decompress(content[start.end() :], room)
        except zlib.error:
            continue
        room -= len(inflated)
        yield inflated
        if room <= 0:
            return
