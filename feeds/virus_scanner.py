"""Asking ClamAV's daemon about a file, in its own protocol (`man clamd`, INSTREAM)."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable

CHUNK = 64 * 1024
SCAN_SECONDS = 30.0
LONGEST_ANSWER = 4_096

# A virus's name, or nothing.
Scanner = Callable[[bytes], str]


class ScannerAway(Exception):
    """The virus scanner doesn't answer; nothing is known about the file."""


class ScannerStumbled(ScannerAway):
    """It answers, but not about this file; others may fare better."""


def clamav(address: str) -> Scanner:
    """A scanner that asks the daemon at `host:port`, or at the path of a Unix socket."""

    def scan(content: bytes) -> str:
        try:
            answer = _ask(address, content)
        except (OSError, ValueError):
            raise ScannerAway from None
        if answer == "stream: OK":
            return ""
        if not answer.startswith("stream: ") or not answer.endswith(" FOUND"):
            raise ScannerStumbled  # too large for it, or a fault of its own
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")
        return "".join(letter for letter in name if letter.isprintable())[:100] or "unnamed"

    return scan


def _ask(address: str, content: bytes) -> str:
    """The daemon's answer, one line. Raises `OSError` when there is none."""
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            line.sendall(struct.pack(">I", len(part)) + part)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            more = line.recv(LONGEST_ANSWER)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=SCAN_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SCAN_SECONDS)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line
