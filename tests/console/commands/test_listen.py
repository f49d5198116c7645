"""The MLLP listener: nothing is acknowledged that isn't kept, and every answer says why."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hl7 import parse
from hl7.mllp import HL7StreamReader, HL7StreamWriter, open_hl7_connection
from sqlalchemy import select

from console import listener
from console.lab_files import read_waiting
from console.listener import Answer, Listener, acknowledgment, answer_to
from db.config import Config
from db.engine import Organisation
from db.models import LabFile
from tests.conftest import Clinic
from tests.labs import message, messages_of, never, obr, obx, ours, pid, reports
from tests.worker_process import ROOT, WorkerProcess, eventually

Talk = Callable[[HL7StreamReader, HL7StreamWriter], Awaitable[None]]


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def kept(clinic: Clinic) -> list[tuple[str, str]]:
    with clinic.db.transaction() as session:
        return [(row.name, row.source) for row in session.execute(select(LabFile.name, LabFile.source))]


def talk(clinic: Clinic, say: Talk) -> None:
    """Connect to a listener of this clinic's and talk."""

    async def all_of_it() -> None:
        settings = Config(mllp_port=free_port())
        server, up = Listener(clinic.db, settings), asyncio.Event()
        running = asyncio.create_task(server.run(lambda _port: up.set()))
        await asyncio.wait_for(up.wait(), 10)
        reader, writer = await open_hl7_connection("127.0.0.1", settings.mllp_port, encoding="utf-8")
        try:
            await say(reader, writer)
        finally:
            writer.close()
            server.stop()
            await asyncio.wait_for(running, 15)

    asyncio.run(all_of_it())


async def ask(reader: HL7StreamReader, writer: HL7StreamWriter, frame: bytes) -> list[str]:
    """Send a frame; code, control id and reason of the answer."""
    writer.writeblock(frame)
    await writer.drain()
    answer = await asyncio.wait_for(reader.readmessage(), 20)
    return [str(field) for field in answer.segment("MSA")[1:]]


def test_a_message_is_kept_before_it_is_acknowledged(clinic: Clinic) -> None:
    ours(clinic)
    rosa = clinic.patient()

    async def say(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        text = message(pid(rosa), obr(), obx("4.2"), control="C17")
        assert (await ask(reader, writer, text.encode()))[:2] == ["AA", "C17"]
        assert kept(clinic) == [("mllp-C17.hl7", "mllp")]
        text = message(pid(rosa), obr("F2"), obx("4.4"), control="C18")
        assert (await ask(reader, writer, text.encode()))[:2] == ["AA", "C18"]

    talk(clinic, say)
    assert messages_of(clinic) == []
    read_waiting(clinic.db, never)
    assert len(reports(clinic, rosa)) == 2


def test_a_message_sent_again_is_acknowledged_again_and_kept_once(clinic: Clinic) -> None:
    async def say(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        for _ in range(3):
            answer = await ask(reader, writer, message(pid(None), obr(), obx("4.2")).encode())
            assert answer[0] == "AA"

    talk(clinic, say)
    assert len(kept(clinic)) == 1


def test_what_is_no_result_is_rejected_with_the_reason_and_not_kept(clinic: Clinic) -> None:
    async def say(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        answer = await ask(reader, writer, message(pid(None), kind="ADT^A08", control="X1").encode())
        assert answer == ["AR", "X1", "This is no result (ADT\\S\\A08); only ORU\\S\\R01 is read."]
        assert (await ask(reader, writer, b"hello"))[0] == "AR"
        two = message(pid(None), obr(), obx("4.2")) * 2
        assert (await ask(reader, writer, two.encode()))[0] == "AR"

    talk(clinic, say)
    assert kept(clinic) == []


def test_a_result_that_cant_be_read_is_kept_and_answered_as_an_error(clinic: Clinic) -> None:
    async def say(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        answer = await ask(reader, writer, message(pid(None), control="E1").encode())
        assert answer == ["AE", "E1", "Kept, but it can't be read: The message holds no report."]

    talk(clinic, say)
    assert len(kept(clinic)) == 1
    read_waiting(clinic.db, never)
    assert [(one.state.value, one.segment) for one in messages_of(clinic)] == [("refused", "OBR")]


def test_while_the_database_is_away_the_laboratory_is_told_to_send_again(clinic: Clinic, place: Organisation) -> None:
    clinic.db.dispose()
    away = type(clinic.db)(Organisation(place.admin_url.set(database="gone"), place.schema, place.secret))
    assert answer_to(away, message(pid(None), obr(), obx("4.2")).encode()) == Answer(
        "AE", "Portside can't keep the message now. Send it again."
    )


def test_a_frame_that_is_too_large_or_none_is_rejected(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "LARGEST", 100_000)

    async def large(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        assert (await ask(reader, writer, b"MSH|" + b"x" * 300_000))[0] == "AR"

    async def unframed(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        writer.write(b"MSH|^~\\&|A\x1c\r")
        await writer.drain()
        answer = await asyncio.wait_for(reader.readmessage(), 20)
        assert str(answer.segment("MSA")[1]) == "AR"

    talk(clinic, large)
    talk(clinic, unframed)
    assert kept(clinic) == []


def test_several_laboratories_are_served_at_once(clinic: Clinic) -> None:
    async def say(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        host, port = writer.get_extra_info("peername")[:2]

        async def one(number: int) -> str:
            mine = await open_hl7_connection(host, port, encoding="utf-8")
            text = message(pid(None), obr(f"F{number}"), obx("4.2"), control=str(number))
            code = (await ask(mine[0], mine[1], text.encode()))[0]
            mine[1].close()
            return code

        assert await asyncio.gather(*(one(number) for number in range(8))) == ["AA"] * 8

    talk(clinic, say)
    assert len(kept(clinic)) == 8


def test_the_acknowledgment_goes_back_where_the_message_came_from() -> None:
    asked = message(pid(None), obr(), control="77").encode()
    answer = parse(acknowledgment(asked, Answer("AE", "a|b^c", "PID^1^3"), datetime(2026, 3, 1, tzinfo=UTC)).decode())
    header = answer.segment("MSH")
    assert [str(header[n]) for n in (3, 4, 5, 6, 9, 11, 12)] == [
        "EHR", "CLINIC", "LABSYS", "QUARRY", "ACK^R01", "P", "2.5.1",
    ]  # fmt: skip
    assert [str(field) for field in answer.segment("MSA")[1:]] == ["AE", "77", "a\\F\\b\\S\\c"]
    assert str(answer.segment("ERR")[2]) == "PID^1^3"


def test_the_command_listens_until_it_is_asked_to_stop(clinic: Clinic, place: Organisation, tmp_path: Path) -> None:
    port = free_port()
    environment = WorkerProcess(place, tmp_path, PORTSIDE_MLLP_PORT=str(port)).environment

    async def once() -> list[str]:
        reader, writer = await open_hl7_connection("127.0.0.1", port, encoding="utf-8")
        answer = await ask(reader, writer, message(pid(None), obr(), obx("4.2"), control="Z9").encode())
        writer.close()
        return answer

    def up() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    log = tmp_path / "listen.log"
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", "console", "listen"], cwd=ROOT, env=environment | {"PATH": os.environ["PATH"]},
            stdout=words, stderr=words,
        )  # fmt: skip
        try:
            eventually(up, "it listens")
            assert asyncio.run(once())[:2] == ["AA", "Z9"]
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()
            process.wait()
    assert kept(clinic) == [("mllp-Z9.hl7", "mllp")]
    assert "Nobody" not in log.read_text()
