"""`settings`: the table of settings, as `docs/settings.md` has it."""

from __future__ import annotations

import typer

from console.commands import app
from db.config import Config, environment_name

HEAD = """# Settings

From the environment or a `.env` file beside the Makefile. A wrong one is refused at start, by name.
This table is generated: `python -m console settings > docs/settings.md`.

| setting | default | meaning |
|---|---|---|
"""


def table() -> str:
    """The documentation of every setting, generated from the code that reads them."""
    lines = []
    for name, info in Config.model_fields.items():
        default = "" if info.default is None or info.default == "" else f"`{_plain(info.default)}`"
        lines.append(f"| `{environment_name(name)}` | {default} | {info.description} |")
    return HEAD + "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


@app.command()
def settings() -> None:
    """Print the table of settings."""
    typer.echo(table(), nl=False)
