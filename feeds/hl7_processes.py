"""Messages read in processes of their own: the library is slow, and a worker files what was read meanwhile."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import TypeAlias

from db.lab_messages import LabMessage, Refused
from feeds.hl7_text import RawMessage

Reader: TypeAlias = Callable[[RawMessage], LabMessage | Refused]

SELDOM = (50_000, 20, 100)
TOGETHER = 100  # messages
LARGE = 1024 * 1024  # characters of messages that go together; a message may be larger


def read_ahead(
    raws: Iterator[RawMessage], reader: Reader, processes: int
) -> Generator[tuple[RawMessage, LabMessage | Refused], None, None]:
    """Messages as they came with what `reader` makes of them, in their order.

    Two pieces for each process are under way, so that memory stays small. A file of one piece isn't worth a process.
    """
    pieces = _pieces(raws)
    first, second = next(pieces, []), next(pieces, None)
    if second is None:
        for raw in first:
            yield raw, reader(raw)
        return
    # A worker has threads and connections, which a fork would take along.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    try:
        under_way: deque[tuple[list[RawMessage], Future[list[_Answer]]]] = deque()
        for piece in chain((first, second), pieces):
            under_way.append((piece, pool.submit(_read, piece, reader)))
            if len(under_way) > 2 * processes:
                yield from _answered(*under_way.popleft())
        while under_way:
            yield from _answered(*under_way.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _pieces(raws: Iterator[RawMessage]) -> Iterator[list[RawMessage]]:
    piece: list[RawMessage] = []
    size = 0
    for raw in raws:
        piece.append(raw)
        size += len(raw.text)
        if len(piece) == TOGETHER or size >= LARGE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


_Answer: TypeAlias = LabMessage | tuple[int, str, str, str, int]  # exceptions of ours don't survive the way


def _read(piece: list[RawMessage], reader: Reader) -> list[_Answer]:
    return [_packed(reader(raw)) for raw in piece]


def _packed(found: LabMessage | Refused) -> _Answer:
    if isinstance(found, LabMessage):
        return found
    return found.position, found.segment, found.field, found.reason, found.obx


def _answered(
    piece: list[RawMessage], answers: Future[list[_Answer]]
) -> Iterator[tuple[RawMessage, LabMessage | Refused]]:
    for raw, answer in zip(piece, answers.result(), strict=True):
        if isinstance(answer, LabMessage):
            yield raw, answer
        else:
            position, segment, field, reason, obx = answer
            yield raw, Refused(position, segment, field, reason, obx=obx)


def _begin() -> None:
    """In the new process: Ctrl-C is for who started it, and it ends with them however they end.

    What the library makes of a message is hundreds of small lists, which the collector would look through again and
    again: a sixth of the time (*measured*).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*SELDOM)
    if parent := parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
