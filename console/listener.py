"""Taking laboratories' messages over MLLP: stored and committed before a message is acknowledged.

Each frame holds one message and becomes a file of its own, which the worker reads. AA says that it is kept; AE that it
is kept but can't be read as it is, or that Portside can't keep it now (send it again); AR that it is nothing that is
taken here, and wasn't kept. What the acknowledgment says of a reason holds no patient data.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import signal
from asyncio import IncompleteReadError
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from hl7.mllp import HL7StreamReader, HL7StreamWriter, InvalidBlockError, start_hl7_server
from sqlalchemy.exc import SQLAlchemyError

from console.lab_reader import came
from db.actions import lab_files
from db.config import Config, config
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from db.errors import Refused as RefusedByPortside
from db.lab_messages import RefusedMessage, Unreadable
from feeds.hl7_text import RawMessage, split_messages

log = logging.getLogger(__name__)

LARGEST = 10 * 1024 * 1024  # bytes of a frame
IDLE_SECONDS = 900.0  # a laboratory that stays connected says something now and then, or connects anew
GRACE_SECONDS = 5.0
MOST_AT_ONCE = 4
MOST_CONNECTED = 50
MOST_REASON = 80  # MSA-3; ERR-8 has all of it
NOT_ORU = ("MSH", "9")

Code = Literal["AA", "AE", "AR"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a laboratory is told; `where` is segment and field, as HL7 writes them."""

    code: Code
    reason: str = ""
    where: str = ""


def answer_to(database: Database, frame: bytes) -> Answer:
    """Keep a frame's message, and say so; nothing is acknowledged that isn't committed."""
    try:
        found = list(came(BytesIO(frame), config().time_zone))
    except Unreadable as error:
        return Answer("AR", error.reason)
    if len(found) != 1:
        return Answer("AR", f"A frame holds one message; this one holds {len(found)}.")
    [message] = found
    refused = message if isinstance(message, RefusedMessage) else None
    if refused is not None and (refused.segment, refused.field) == NOT_ORU:
        return Answer("AR", refused.reason, "MSH^1^9")
    try:
        with database.transaction() as session:
            lab_files.receive(session, by=WORKER_IDENTITY, name=_name(frame), content=frame, source="mllp")
    except RefusedByPortside as no:
        return Answer("AR", str(no))
    except SQLAlchemyError as broken:
        log.error("A message can't be kept: %s", type(broken).__name__)
        return Answer("AE", "Portside can't keep the message now. Send it again.")
    if refused is not None:
        return Answer("AE", f"Kept, but it can't be read: {refused.reason}", f"{refused.segment}^1^{refused.field}")
    return Answer("AA")


def acknowledgment(frame: bytes, answer: Answer, now: datetime) -> bytes:
    """The ACK to a frame: to its sender, with its control id; readable even where the frame is not."""
    asked = _header(frame)
    control = asked.get(10, "")
    own = hashlib.sha256(frame + now.isoformat().encode()).hexdigest()[:20]
    event = [*asked.get(9, "").split("^"), ""][1]
    header = (
        f"MSH|^~\\&|{asked.get(5, '')}|{asked.get(6, '')}|{asked.get(3, '')}|{asked.get(4, '')}|{now:%Y%m%d%H%M%S%z}||"
        f"ACK{f'^{event}' if event else ''}|{own}|{asked.get(11, '') or 'P'}|{asked.get(12, '') or '2.5.1'}"
    )
    segments = [header, f"MSA|{answer.code}|{control}|{_escaped(answer.reason[:MOST_REASON])}"]
    if answer.code != "AA":
        fault = "207^Application internal error^HL70357" if answer.code == "AE" else "200^Unsupported message^HL70357"
        segments.append(f"ERR||{answer.where}|{fault}|E||||{_escaped(answer.reason)}")
    return ("\r".join(segments) + "\r").encode()


def _name(frame: bytes) -> str:
    """A name for the stored message: its control id says the laboratory's own people which it is."""
    kept = "".join(letter for letter in _header(frame).get(10, "") if letter.isalnum() or letter in "-_.")[:60]
    return f"mllp-{kept or 'message'}.hl7"


def _header(frame: bytes) -> dict[int, str]:
    """The fields of MSH, by their numbers, as they stand."""
    try:
        raw: RawMessage = next(split_messages(BytesIO(frame[:4000])))
    except (Unreadable, StopIteration):
        return {}
    line = raw.text.partition("\r")[0]
    if line[3:4] != "|":
        return {}
    return {number: field[:200] for number, field in enumerate(line.split("|")[1:], 2)}


def _escaped(text: str) -> str:
    escapes = {"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\", "\r": " ", "\n": " "}
    return "".join(escapes.get(letter, letter) for letter in text)


class Listener:
    """A server that answers each frame in turn; several laboratories may be connected at once."""

    def __init__(self, database: Database, settings: Config) -> None:
        self._database, self._settings = database, settings
        self._busy: set[asyncio.Task[Any]] = set()
        self._turns = asyncio.Semaphore(MOST_AT_ONCE)
        self._stopping = asyncio.Event()
        self.port = 0

    async def run(self, started: Callable[[int], None] = lambda _port: None) -> None:
        """Listen until `stop`; then the message in hand is answered, and connections are closed."""
        server = await start_hl7_server(
            self._connected, self._settings.mllp_host, self._settings.mllp_port, limit=LARGEST
        )
        self.port = server.sockets[0].getsockname()[1]
        started(self.port)
        async with server:
            await self._stopping.wait()
            server.close()
            if self._busy:
                await asyncio.wait(self._busy, timeout=GRACE_SECONDS)
        log.info("The listener has stopped")

    def stop(self) -> None:
        """Ask it to end."""
        self._stopping.set()

    async def _connected(self, reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        mine = asyncio.current_task()
        if len(self._busy) >= MOST_CONNECTED:
            log.warning("A connection was refused: %d are open", len(self._busy))
            writer.close()
            return
        if mine is not None:
            self._busy.add(mine)
        try:
            await self._converse(reader, writer)
        except (ConnectionError, TimeoutError):
            pass
        finally:
            with contextlib.suppress(ConnectionError, OSError):
                writer.close()
            if mine is not None:
                self._busy.discard(mine)

    async def _converse(self, reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        while not self._stopping.is_set():
            frame = await self._next(reader)
            if frame is None:
                return
            if isinstance(frame, Answer):
                await self._say(writer, b"", frame)
                return
            async with self._turns:
                answer = await asyncio.to_thread(answer_to, self._database, frame)
            await self._say(writer, frame, answer)

    async def _next(self, reader: HL7StreamReader) -> bytes | Answer | None:
        """The next frame; an answer for one that can't be taken, None when nothing more comes."""
        reading = asyncio.ensure_future(reader.readblock())
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({reading, stopping}, timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if not reading.done():
                return None
            block: bytes = reading.result()
            return block
        except InvalidBlockError:
            return Answer("AR", "The message isn't framed: MLLP begins with 0x0B and ends with 0x1C 0x0D.")
        except ValueError:
            return Answer("AR", f"The message is larger than {LARGEST // 1024 // 1024} MB.")
        except (IncompleteReadError, ConnectionError):
            return None
        finally:
            for waiting in (reading, stopping):
                waiting.cancel()

    async def _say(self, writer: HL7StreamWriter, frame: bytes, answer: Answer) -> None:
        log.log(logging.INFO if answer.code == "AA" else logging.WARNING, "A message was answered %s", answer.code)
        writer.writeblock(acknowledgment(frame, answer, datetime.now(self._settings.zone)))
        await writer.drain()


async def listen(database: Database, settings: Config) -> None:
    """Listen until SIGTERM or Ctrl-C."""
    listener = Listener(database, settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, listener.stop)
    await listener.run(lambda port: log.info("Listening for results on %s, port %d", settings.mllp_host, port))
