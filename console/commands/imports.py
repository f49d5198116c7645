"""`python -m console import …`: real patients, messages and results from files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.text import Text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from console.commands import group
from console.commands.import_results import FILES, import_files
from db.actions.import_messages import import_messages
from db.actions.import_patients import import_patients
from db.config import Config, ConfigError, config
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import Database, database
from db.errors import Refused
from db.imports import Imported
from db.serving import embedded, is_embedded
from feeds.messages import parse_map, read_messages
from feeds.synthea import read_export
from feeds.tables import Watch

SHOWN_REJECTS = 20
Write = Callable[[Session], Imported]

commands = group("import", "Load patients, messages or results from files.")
out = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


@commands.command("patients")
def patients(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a Synthea CSV export.")],
    keep_digits: Annotated[
        bool, typer.Option("--keep-digits", help="Keep the digits that Synthea ends names with (Maynard46).")
    ] = False,
) -> None:
    """Import patients with their clinical facts: the whole export or, if a file can't be used, nothing."""

    def read(settings: Config, watch: Watch) -> Write:
        export = read_export(folder, zone=settings.zone, keep_digits=keep_digits, watch=watch)
        return lambda session: import_patients(session, by=COMMAND_LINE_IDENTITY, export=export)

    _import(read)


@commands.command("messages")
def messages(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a header, or JSON lines; in UTF-8.")],
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column a field is: body, subject, topic, sent_at, patient (MRN or source id), id. Nested JSON "
            "is a dotted path; body=a+b joins columns. Give it once a field; others are found by their usual names.",
        ),
    ] = None,
) -> None:
    """Import patients' messages into the inbox: the whole file or, if it can't be used, nothing."""

    def read(settings: Config, watch: Watch) -> Write:
        found = read_messages(file, wanted=parse_map(mapping or []), zone=settings.zone, watch=watch)
        return lambda session: import_messages(session, by=COMMAND_LINE_IDENTITY, file=found)

    _import(read)


@commands.command("results")
def results(files: FILES) -> None:
    """Import laboratories' results: each file whole or, if it can't be used, nothing of it."""
    with _progress() as watch:
        import_files(files, watch)


def _import(read: Callable[[Config, Watch], Write]) -> None:
    """One import in one transaction; a refusal is a sentence and exit code 1.

    What can be found out about the files alone is found out before the transaction begins.
    """
    place: Database | None = None
    try:
        settings = config()
        with _progress() as watch:
            write = read(settings, watch)
            place = database()
            with place.transaction() as session:
                result = write(session)
    except (Refused, ConfigError) as refused:
        errors.print(Text(str(refused)))
        raise typer.Exit(1) from None
    except OperationalError:
        errors.print("The database didn't answer, or isn't set up (`python -m console migrate`). Nothing was imported.")
        raise typer.Exit(1) from None
    except ProgrammingError:
        errors.print("The database isn't up to date. Run `python -m console migrate`; nothing was imported.")
        raise typer.Exit(1) from None
    except DBAPIError as error:
        # The driver's own words would show the patient's values.
        errors.print(f"The database refused what the files say ({type(error).__name__}). Nothing was imported.")
        raise typer.Exit(1) from None
    finally:
        if place is not None:
            place.dispose()
            if is_embedded(config()):
                embedded(config()).stop()  # only if this command had to start it
    _tell(result)


@contextmanager
def _progress() -> Iterator[Watch]:
    """A bar for each file on a terminal; elsewhere a line for each file."""
    if not sys.stderr.isatty():
        named: set[str] = set()

        def name_once(file: str, _done: int, _size: int) -> None:
            if file not in named:
                named.add(file)
                errors.print(Text(f"Reading {file}"))

        yield name_once
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors) as bars:
        known: dict[str, TaskID] = {}

        def move(file: str, done: int, size: int) -> None:
            if file not in known:
                known[file] = bars.add_task(file, total=size)
            bars.update(known[file], completed=done)

        yield move


def _tell(result: Imported) -> None:
    """The summary, then the rejected lines. What comes from files is printed as plain text, never as markup."""
    total = result.total
    if result.before is not None:
        when = result.before.astimezone(config().zone)
        out.print(f"This was imported already, on {when:%Y-%m-%d at %H:%M}.")
    elif len(result.files) > 1:
        width = max(len(file.file) for file in result.files)
        for file in result.files:
            numbers = _numbers(file.added, file.updated, file.unchanged, file.rejected)
            out.print(Text(f"{file.file:<{width}}  {numbers}"))
    out.print(f"{_numbers(total.added, total.updated, total.unchanged, total.rejected)}.")
    for notice in result.notices:
        out.print(Text(notice))
    if result.rejects:
        out.print("\nRejected lines:")
    for reject in result.rejects[:SHOWN_REJECTS]:
        out.print(Text(f"  {reject.file}, line {reject.line}: {reject.reason}"))
    more = len(result.rejects) - SHOWN_REJECTS
    if more > 0:
        out.print(f"  … and {more:,} more; all are in the import's record (number {result.batch_id}).")


def _numbers(added: int, updated: int, unchanged: int, rejected: int) -> str:
    changed = f"{updated:,} updated, " if updated else ""
    return f"{added:,} added, {changed}{unchanged:,} unchanged, {rejected:,} rejected"
