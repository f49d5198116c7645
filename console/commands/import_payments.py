"""`python -m console import payments FILE…`: files of insurers, banks and card processors, each whole or not at all."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from sqlalchemy import select

from console.billing_files import read_one
from console.commands.importing import LOOK_AGAIN_SECONDS, each_file, errors, out, received
from console.commands.imports import commands
from db.actions.billing_files import BEING_READ, LARGEST, post_whole, receive
from db.config import config
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import Database
from db.models import BillingFile, BillingRefusal
from db.models.billing_files import KINDS

SHOWN_REFUSALS = 20
STANDS = {
    "profile": "somebody has to say once which column is what, on the page of payment files.",
    "preview": "read; it is posted on the page of payment files, or with --post where nothing of it is refused.",
    "held": "its sums don't agree; a clerk decides on the page of payment files.",
}

FILES = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="X12 835, OFX or QFX, BAI2, or a CSV of a bank or processor.")
]
KIND = Annotated[
    str, typer.Option(help=f"What the files are: {', '.join(KINDS)}. Without it, it is seen from the content.")
]
POST = Annotated[bool, typer.Option("--post", help="Post at once what balances and has no refused row.")]


@commands.command("payments")
def payments(files: FILES, kind: KIND = "", post: POST = False) -> None:
    """Import files of payments: read for their preview, and posted with --post where nothing is wrong with them."""
    each_file(files, lambda place, path: _one(place, path, kind, post=post))


def _one(place: Database, path: Path, kind: str, *, post: bool) -> bool:
    def hand_in(content: bytes) -> int:
        with place.transaction() as session:
            return receive(
                session, by=COMMAND_LINE_IDENTITY, name=path.name, content=content, source="command", kind=kind
            ).file_id

    file_id = received(path, LARGEST, hand_in)
    if file_id is None:
        return False
    before = _file(place, file_id).state == "posted"
    _until_read(place, file_id)
    if post and _file(place, file_id).state == "preview":
        with place.transaction() as session:
            asked = post_whole(session, by=COMMAND_LINE_IDENTITY, file_id=file_id)
        if asked:
            _until_read(place, file_id)
    return _tell(place, path, file_id, before=before, post=post)


def _until_read(place: Database, file_id: int) -> None:
    while _file(place, file_id).state in BEING_READ:
        if not read_one(place, file_id):
            time.sleep(LOOK_AGAIN_SECONDS)  # another reader is at work, on this file or another


def _file(place: Database, file_id: int) -> BillingFile:
    with place.transaction() as session:
        return session.get_one(BillingFile, file_id)


def _tell(place: Database, path: Path, file_id: int, *, before: bool, post: bool) -> bool:
    """What became of it. What comes from the file is printed as plain text, never as markup."""
    file = _file(place, file_id)
    if file.state == "refused":
        errors.print(Text(f"{path}: refused whole. {file.reason}"))
        return False
    if before and file.posted_at:
        out.print(Text(f"{path}: posted already, on {file.posted_at.astimezone(config().zone):%Y-%m-%d at %H:%M}."))
        return True
    facts = file.summary.get("posted" if file.state == "posted" else "facts", [])
    told = ", ".join(f"{label} {value}" for label, value in facts)
    stands = f"posted ({told})." if file.state == "posted" else STANDS[file.state]
    out.print(Text(f"{path}: {stands}" if file.state == "posted" or not told else f"{path}: {stands} {told}."))
    if file.reason:
        out.print(Text(f"  {file.reason}"))
    for one in file.differences:
        out.print(Text(f"  {one['where']}: {one['expected']} expected, {one['found']} found"))
    _tell_refusals(place, file_id)
    return file.state == "posted" or not post


def _tell_refusals(place: Database, file_id: int) -> None:
    asked = select(BillingRefusal.position, BillingRefusal.place, BillingRefusal.reason)
    with place.transaction() as session:
        rows = session.execute(asked.where(BillingRefusal.file_id == file_id).order_by(BillingRefusal.id)).all()
    for row in rows[:SHOWN_REFUSALS]:
        out.print(Text(f"  row {row.position}, {row.place}: {row.reason}"))
    if len(rows) > SHOWN_REFUSALS:
        out.print(f"  … and {len(rows) - SHOWN_REFUSALS:,} more.")
