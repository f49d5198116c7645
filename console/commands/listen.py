"""`listen`: take laboratories' messages over MLLP."""

from __future__ import annotations

import asyncio
import logging

import typer

from console.commands import app
from console.listener import listen as run
from db.config import config
from db.engine import database
from db.serving import embedded, is_embedded


@app.command()
def listen() -> None:
    """Take results over MLLP (PORTSIDE_MLLP_HOST, PORTSIDE_MLLP_PORT); the worker files them."""
    settings = config()
    place = database()  # starts the embedded PostgreSQL, where that is in use
    server = embedded(settings) if is_embedded(settings) else None
    try:
        asyncio.run(run(place, settings))
    except OSError as error:
        typer.echo(f"Can't listen on {settings.mllp_host}, port {settings.mllp_port}: {error.strerror}.", err=True)
        raise typer.Exit(1) from None
    finally:
        place.dispose()
        if server is not None:
            server.stop()  # only if it is ours
    logging.getLogger(__name__).info("The listener has ended")
