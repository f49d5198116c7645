"""Which files are taken, by what they are: photographs and PDFs, each with a name that doesn't lie."""

from __future__ import annotations

MOST_FILES = 5
LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 200
ENDINGS = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/heic": ("heic", "heif"),
    "application/pdf": ("pdf",),
}
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1")


def media_type_of(content: bytes) -> str:
    """What a file is by its first bytes; empty when it is none of the kinds that are taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return ""


def refusal(name: str, content: bytes) -> str:
    """Why a file can't be taken, as a sentence for who sends it; empty when it can."""
    found = media_type_of(content)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if not content:
        return "A file is empty."
    if len(content) > LARGEST:
        return "A file is larger than 10 MB."
    if not found:
        return "Send photos (JPEG, PNG, HEIC) or PDF files only; one file is something else."
    if ending and ending not in ENDINGS[found]:
        return "A file's name says something else than its content. Send the original file."
    return ""


def clean_name(name: str, media_type: str) -> str:
    """The name of a file as it is kept: one printable line without folders, with an ending that fits."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter if letter.isprintable() and letter not in ':*?"<>|' else "_" for letter in last).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or ending.lower() not in ENDINGS[media_type]:
        stem, ending = kept, ENDINGS[media_type][0]
    room = LONGEST_NAME - len(ending) - 1
    return f"{stem[:room] or 'file'}.{ending}"
