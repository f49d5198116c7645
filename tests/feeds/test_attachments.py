"""Looking into files: what they are, whether they lie, what a browser can show, and what a scanner says."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pillow_heif
import pytest
from PIL import Image

from demo.files import jpeg, pdf, png
from feeds.attachments import BROKEN, PREVIEW_SIDE, SCRIPTED, TOO_MANY_PIXELS, Verdict, inspect
from feeds.virus_scanner import ScannerAway, clamav

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
GPS = 0x8825


def heic(width: int = 40, height: int = 30, *, orientation: int = 1) -> bytes:
    """A photograph as a telephone makes it: with the place and the owner's name in it."""
    image = Image.new("RGB", (width, height), (200, 60, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Rosa Diaz"
    exif.get_ifd(GPS)[1] = "N"
    made = io.BytesIO()
    pillow_heif.from_pillow(image).save(made, quality=60, exif=exif.tobytes())
    return made.getvalue()


def look(name: str, content: bytes) -> Verdict:
    return inspect(name, content, scanner=None)


def test_real_photographs_and_pdfs_are_taken_as_they_are() -> None:
    rng = Random(7)
    for name, content in (("a.png", png(rng)), ("b.JPG", jpeg(rng)), ("c.pdf", pdf(["Hello"])), ("c", pdf([]))):
        assert look(name, content) == Verdict(), name


def test_a_heic_gets_a_jpeg_without_place_date_or_owner() -> None:
    verdict = look("IMG_1.HEIC", heic())
    assert (verdict.refusal, verdict.preview_type) == ("", "image/jpeg")
    with Image.open(io.BytesIO(verdict.preview or b"")) as shown:
        assert (shown.format, shown.size) == ("JPEG", (40, 30))
        assert dict(shown.getexif()) == {}
    assert b"Rosa" not in (verdict.preview or b"")
    assert b"Exif" not in (verdict.preview or b"")


def test_a_preview_stands_upright() -> None:
    with Image.open(io.BytesIO(look("a.heic", heic(orientation=6)).preview or b"")) as shown:
        assert shown.size in {(30, 40), (40, 30)}


def test_a_large_heic_is_shown_at_four_thousand_pixels() -> None:
    with Image.open(io.BytesIO(look("a.heic", heic(4800, 600)).preview or b"")) as shown:
        assert shown.size == (PREVIEW_SIDE, 500)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", png(Random(1)), "says something else"),
        ("a.png", pdf(["x"]), "says something else"),
        ("a.jpg", heic(), "says something else"),
        ("a.exe", b"MZ\x90\x00", "photos"),
        ("a.svg", b"<svg onload='alert(1)'/>", "photos"),
        ("a.html", b"<script>alert(1)</script>", "photos"),
        ("a.gif", b"GIF89a\x01\x00\x01\x00", "photos"),
        ("a.png", b"", "empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_a_file_that_lies_or_is_none_of_the_kinds_is_refused(name: str, content: bytes, why: str) -> None:
    assert why in look(name, content).refusal


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"<script>alert(1)</script>" * 20),
        ("a.png", png(Random(1))[:-300]),
        ("a.png", png(Random(1)).replace(b"IDAT", b"IDAX")),
        ("a.jpg", b"\xff\xd8\xff" + b"\x00" * 500),
        ("a.jpg", jpeg(Random(1))[:300]),
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 300),
        ("a.heic", heic()[:400]),
        ("a.pdf", b"%PDF-1.7\n" + b"\x00" * 300),
    ],
)
def test_a_file_that_only_begins_like_one_is_refused(name: str, content: bytes) -> None:
    assert look(name, content).refusal == BROKEN


def huge_png(side: int) -> bytes:
    """A picture that is small as a file and fills the memory when it is opened."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [10_600, 14_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(side: int) -> None:
    assert look("bomb.png", huge_png(side)).refusal == TOO_MANY_PIXELS


def hidden(objects: bytes) -> bytes:
    """A PDF that keeps objects in a compressed stream."""
    packed = zlib.compress(objects)
    stream = b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return pdf(["x"]).replace(b"%%EOF", b"") + stream + packed + b"\nendstream\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    "content",
    [
        pdf(["x"]) + b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF",
        pdf(["x"]) + b"<< /S /J#61vaScript >>\n%%EOF",
        pdf(["x"]) + b"<< /S /Launch /F (cmd.exe) >>\n%%EOF",
        hidden(b"4 0 << /S /JavaScript /JS (app.alert(1)) >>"),
    ],
)
def test_a_pdf_that_does_something_by_itself_is_refused(content: bytes) -> None:
    assert look("a.pdf", content).refusal == SCRIPTED


def test_a_pdf_that_only_speaks_of_scripts_is_taken() -> None:
    assert look("a.pdf", pdf(["Read about JavaScript and /Launches"])) == Verdict()
    assert look("a.pdf", hidden(b"4 0 << /Type /Page >>")) == Verdict()


class Daemon(socketserver.BaseRequestHandler):
    """ClamAV's daemon as far as INSTREAM goes: chunks with their length before them, an empty one ends."""

    def handle(self) -> None:
        """One command; the answer is a line that ends in a null."""
        stream = self.request.makefile("rb")
        command = b""
        while not command.endswith((b"\0", b"\n")):
            command += stream.read(1)
        assert command.lstrip(b"zn").rstrip(b"\0\n") == b"INSTREAM"
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(size)
        found = b"OK" if EICAR not in content else b"Win.Test.EICAR_HDB-1 FOUND"
        self.request.sendall(b"stream: " + (b"broken ERROR" if b"break" in content else found) + command[-1:])


@contextmanager
def daemon() -> Iterator[str]:
    """The daemon on a port of its own; its address."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_a_virus_is_named_and_the_file_refused_before_anything_opens_it() -> None:
    with daemon() as address:
        scan = clamav(address)
        assert inspect("a.pdf", pdf([]) + EICAR, scanner=scan).refusal == (
            "A virus was found (Win.Test.EICAR_HDB-1). It can't be opened."
        )
        assert "virus" in inspect("a.exe", b"MZ" + EICAR, scanner=scan).refusal
        assert inspect("a.png", png(Random(3)), scanner=scan) == Verdict()


def test_a_large_file_reaches_the_scanner_whole() -> None:
    with daemon() as address:
        assert clamav(address)(b"x" * (9 * 1024 * 1024) + EICAR) == "Win.Test.EICAR_HDB-1"


def test_a_scanner_that_is_away_or_stumbles_says_nothing_about_the_file(tmp_path: Path) -> None:
    with daemon() as address, pytest.raises(ScannerAway):
        clamav(address)(b"break")
    for nowhere in (address, str(tmp_path / "clamd.sock")):
        with pytest.raises(ScannerAway):
            inspect("a.png", png(Random(3)), scanner=clamav(nowhere))


def test_a_scanner_listens_on_a_unix_socket_too(tmp_path: Path) -> None:
    path = tmp_path / "clamd.sock"
    with socketserver.ThreadingUnixStreamServer(str(path), Daemon) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert clamav(str(path))(EICAR) == "Win.Test.EICAR_HDB-1"
        finally:
            server.shutdown()
            thread.join()
