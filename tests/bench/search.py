"""Finding: words in all messages, by relevance and by date; people among 200,000 patients.

Floors of the same run: the full-text index asked alone for the newest fifty (what one statement costs when the plan
is left to PostgreSQL), and ILIKE over the bodies, as simpler inboxes search.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import psycopg

from db.credentials import SessionToken
from db.engine import Database
from db.queries.people import find_people
from db.queries.search import search
from tests.bench.loading import TELL, Clinic, clinic, embedded
from tests.bench.machine import describe, met, spread, table
from tests.bench.rows import RARE

TARGET, PEOPLE_TARGET = 150.0, 50.0  # ms, 95th percentile
PEOPLE = 200_000
WORDS = {
    "in one message of 100,000": (RARE,),
    "in no message": ("zugzwang", "pneumothorax zugzwang"),
    "seldom": ("lupus", "glaucoma", "scoliosis glaucoma", "sarcoidosis"),
    "common": ("knee", "pressure", "pain morning"),
    "mixed": ("knee lupus", "tablets inhaler", f"pain {RARE}", "blood -pressure", "rash or gout"),
    "phrases": ('"left knee"', '"knee left tablets"', '"blood pressure"'),
}
ASKED = {
    "two letters": ("ma", "di", "ka", "ro"),
    "a name": ("diaz rosa", "Rosa Díaz", "kalo mira", "berg"),
    "with typing errors": ("rosa daiz", "lindquist", "kowalsky", "tanakka hana"),
    "record number": ("B0000012", "X123456", "B0001"),
    "birth date": ("1/1/1935", "1935-01-01", "1 Jan 1935"),
    "telephone": ("555-0100", "(200) 555-0199"),
}
GIVEN_PARTS = ("ka", "lo", "mi", "ra", "se", "ti", "vo", "nu", "ha", "de", "jo", "be", "fi", "gu", "pe", "ya")


def run(threads: int = 1_000_000, *, rounds: int = 8, tell: TELL = print, folder: Path | None = None) -> bool:
    """Measure and print; False where a target is missed."""
    with ExitStack() as stack:
        postgres = stack.enter_context(embedded(folder) if folder else embedded())
        one = stack.enter_context(clinic(postgres, threads, tell))
        _add_people(one)
        token = SessionToken(one.sign_in(1, alone=True)[0].token)
        database = Database(one.place)
        stack.callback(database.dispose)
        about = describe(one.app_url)
        messages = _messages(one)

        def words(text: str, order: str) -> Callable[[], int]:
            def ask() -> int:
                with database.reading() as session:
                    return len(search(session, viewer=token, area="inbox", text=text, order=order).hits)

            return ask

        def person(text: str) -> Callable[[], int]:
            def ask() -> int:
                with database.reading() as session:
                    return len(find_people(session, viewer=token, text=text))

            return ask

        lines, worst = list[tuple[object, ...]](), 0.0
        for kind, texts in WORDS.items():
            for order in ("relevance", "newest"):
                lines.append(_line(kind, order, [words(text, order) for text in texts], rounds))
                worst = max(worst, float(str(lines[-1][-2])))
        people, slowest = list[tuple[object, ...]](), 0.0
        for kind, texts in ASKED.items():
            people.append(_line(kind, "", [person(text) for text in texts], rounds))
            slowest = max(slowest, float(str(people[-1][-2])))
        floors = _floors(one)
    heads = ("what", "order", "n", "found", "p50 ms", "p95 ms", "max ms")
    tell(
        "\n".join(
            (
                f"\n## Search: {messages:,} messages, {PEOPLE:,} patients, one person\n",
                about,
                "",
                table(heads, lines),
                "",
                f"Target, slowest 95th percentile: {worst:.0f} ms of {TARGET:.0f} ms ({met(worst <= TARGET)}).",
                "",
                table(heads, people),
                "",
                f"Target, people: {slowest:.0f} ms of {PEOPLE_TARGET:.0f} ms ({met(slowest <= PEOPLE_TARGET)}).",
                "",
                "### One statement through psycopg, the plan left to PostgreSQL; and ILIKE\n",
                table(("statement", "words", "n", "p50 ms", "max ms"), floors),
            )
        )
    )
    return worst <= TARGET and slowest <= PEOPLE_TARGET


def _line(kind: str, order: str, asks: list[Callable[[], int]], rounds: int) -> tuple[object, ...]:
    seconds, found = list[float](), 0
    for at in range(rounds + 1):
        for ask in asks:
            began = time.perf_counter()
            number = ask()
            if at:  # the first round warms up
                seconds.append(time.perf_counter() - began)
                found = max(found, number)
    times = spread(seconds)
    return kind, order, times.count, found, times.p50, times.p95, times.worst


_MATCHING = "SELECT id FROM message WHERE words @@ websearch_to_tsquery('english', %s) ORDER BY id DESC LIMIT 50"
_ILIKE = "SELECT id FROM message WHERE body ILIKE '%%' || %s || '%%' ORDER BY id DESC LIMIT 50"


def _floors(one: Clinic) -> list[tuple[object, ...]]:
    lines = list[tuple[object, ...]]()
    with _connection(one) as connection:
        for name, statement, times in (("@@, newest 50", _MATCHING, 5), ("ILIKE, newest 50", _ILIKE, 1)):
            for text in (RARE, "lupus", "knee"):
                seconds = list[float]()
                for _ in range(times):
                    began = time.perf_counter()
                    connection.execute(statement, [text]).fetchall()
                    seconds.append(time.perf_counter() - began)
                found = spread(seconds)
                lines.append((name, text, found.count, found.p50, found.worst))
    return lines


def _messages(one: Clinic) -> int:
    with _connection(one) as connection:
        row = connection.execute("SELECT count(*) FROM message").fetchone()
        assert row is not None
        return int(row[0])


def _add_people(one: Clinic) -> None:
    """More patients, with names of many kinds, up to 200,000."""
    with _connection(one) as connection, connection.cursor() as cursor:
        row = cursor.execute("SELECT count(*) FROM patient").fetchone()
        assert row is not None
        lines = _people(PEOPLE - int(row[0]))
        with cursor.copy("COPY patient (mrn, given, family, birth_date, sex, phone) FROM STDIN") as copy:
            while some := "".join(islice(lines, 2_000)):
                copy.write(some)
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE patient")


def _people(number: int) -> Iterator[str]:
    chance = random.Random(11)

    def name(parts: int) -> str:
        return "".join(chance.choice(GIVEN_PARTS) for _ in range(parts)).title()

    for at in range(number):
        born = f"{1935 + at * 13 % 85}-{at % 12 + 1:02}-{at % 28 + 1:02}"
        phone = f"({at // 10_000 + 300}) 555-{at % 10_000:04}"
        yield f"X{at:06}\t{name(2)}\t{name(chance.choice((2, 3)))}\t{born}\tfemale\t{phone}\n"


def _connection(one: Clinic) -> psycopg.Connection:
    return psycopg.connect(one.app_url, options=f"-c search_path={one.place.search_path} -c timezone=UTC")
