"""The command line, and how a noun's commands hang in it: a module here declares them as it is imported.

`@app.command()` declares a command, `commands = group(...)` a group of them. A group is its module's; another noun's
module imports it and adds a command (`staff authority` is the refills').
"""

from __future__ import annotations

import typer

from db.nouns import register

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Portside: the staff side of a clinic's patient portal.",
)
GROUPS: dict[str, typer.Typer] = {}


def group(name: str, words: str) -> typer.Typer:
    """A group of commands under its name, with the words that help shows. Raises `TypeError` for one known."""
    commands = register(GROUPS, name, typer.Typer(no_args_is_help=True))
    app.add_typer(commands, name=name, help=words)
    return commands
