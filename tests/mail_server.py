"""A mail server of the tests' own: it answers as told, and keeps what it accepted."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Self

ANSWERS = {"greeting": "220 ready", "text": "250 taken", "DATA": "354 go on", "QUIT": "221 bye"}
DROP = ""  # instead of an answer: the line is cut


class MailServer:
    """Listens on a free local port while its block runs.

    `answers` replaces the reply to a verb (`MAIL`, `RCPT`, `DATA`), to `greeting` or to the `text`;
    `DROP` cuts the line there instead. Each accepted text is counted by its Message-ID *before* the
    answer leaves, so what the sender believes can be held against what arrived.
    """

    def __init__(self, answers: Mapping[str, str] | None = None, *, seconds_per_mail: float = 0.0) -> None:
        self.answers = {**ANSWERS, **(answers or {})}
        self.seconds_per_mail = seconds_per_mail
        self.accepted: Counter[str] = Counter()
        self.texts: list[bytes] = []
        self.envelopes: list[str] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                try:
                    outer.converse(self)
                except OSError:
                    return  # the sender was killed

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def converse(self, line: socketserver.StreamRequestHandler) -> None:
        """One connection, until the sender or the script ends it."""
        if not self._say(line, "greeting"):
            return
        while command := line.rfile.readline():
            verb = command[:4].decode().upper()
            if verb in {"MAIL", "RCPT"}:
                self.envelopes.append(command.decode().strip())
            if not self._say(line, verb):
                return
            if verb == "DATA" and self.answers["DATA"].startswith("354"):
                self._accept(line)
                if not self._say(line, "text"):
                    return
            if verb == "QUIT":
                return

    def _accept(self, line: socketserver.StreamRequestHandler) -> None:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            read = line.rfile.readline()
            if not read:
                raise ConnectionError
            text += read
        time.sleep(self.seconds_per_mail / 2)
        if self.answers["text"][:1] in {"2", ""}:  # also where the answer gets lost
            found = re.search(rb"^Message-ID: <(\d+)\.", text, re.MULTILINE)
            self.texts.append(text)
            self.accepted[found[1].decode() if found else "?"] += 1
        time.sleep(self.seconds_per_mail / 2)

    def _say(self, line: socketserver.StreamRequestHandler, step: str) -> bool:
        answer = self.answers.get(step, "250 fine")
        if answer == DROP:
            return False
        line.wfile.write(answer.encode() + b"\r\n")
        return True
