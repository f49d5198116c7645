"""Importing files one after the other: what can't be used is said and doesn't stop the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text
from sqlalchemy.exc import OperationalError, ProgrammingError

from db.config import config
from db.engine import Database, database
from db.errors import Refused
from db.serving import embedded, is_embedded

LOOK_AGAIN_SECONDS = 0.3  # while another reader is at work

out = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def each_file(files: list[Path], one: Callable[[Database, Path], bool]) -> None:
    """Import files by `one`, which says whether it could; exit code 1 when one of them couldn't be imported."""
    failed = 0
    place: Database | None = None
    try:
        place = database()
        for path in files:
            failed += not one(place, path)
    except OperationalError:
        errors.print(
            "The database didn't answer, or isn't set up (`python -m console migrate`). Files that were "
            "received are kept, and the worker reads them."
        )
        failed += 1
    except ProgrammingError:
        errors.print("The database isn't up to date. Run `python -m console migrate`; nothing was imported.")
        failed += 1
    finally:
        if place is not None:
            place.dispose()
            if is_embedded(config()):
                embedded(config()).stop()  # only if this command had to start it
    if failed:
        raise typer.Exit(1)


def received(path: Path, largest: int, receive: Callable[[bytes], int]) -> int | None:
    """Hand in one file; its number, or None after saying why it wasn't kept."""
    try:
        if path.stat().st_size > largest:
            errors.print(Text(f"{path}: larger than {largest // 1024 // 1024} MB. Nothing was imported."))
            return None
        return receive(path.read_bytes())
    except OSError as error:
        errors.print(Text(f"{path}: {error.strerror or 'it can not be read'}."))
    except Refused as refused:
        errors.print(Text(f"{path}: {refused}"))
    return None
