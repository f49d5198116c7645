"""The server: Streamlit's ASGI app with our routes and middleware, under uvicorn."""

from __future__ import annotations

import gc
import logging
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit.runtime.runtime_util import get_max_message_size_bytes
from streamlit.web.bootstrap import load_config_options

from console.errors import keep_values_out_of_logs, on_script_error
from console.middleware import Guard, Headers
from console.routes import routes
from db.config import Config, config
from db.engine import database
from rules import urgency

SCRIPT = Path(__file__).with_name("entry") / "portside.py"
THEME = Path(__file__).parents[1] / ".streamlit" / "config.toml"
GOODBYE = 2  # seconds that open connections get when the server stops

log = logging.getLogger(__name__)


def options(settings: Config) -> dict[str, Any]:
    """Streamlit's options: the file's (the theme above all), then what must hold whatever a file says."""
    return _flat(tomllib.loads(THEME.read_text(encoding="utf-8"))) | {
        "server.address": settings.address,
        "server.port": settings.port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": False,
        "server.maxUploadSize": 11,
        "server.enableXsrfProtection": True,
        "server.enableCORS": True,  # means: check the origin
        "server.enableAgentApi": False,
        # As long as a session may idle, so that a laptop that slept finds its page as it was.
        "server.disconnectedSessionTTL": settings.idle_minutes * 60,
        "runner.postScriptGC": False,
        "runner.magicEnabled": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "browser.gatherUsageStats": False,
        "logger.enableRich": False,
        "logger.hideWelcomeMessage": True,
    }


def application(settings: Config) -> st.App:
    """The ASGI app, its options set for this process."""
    load_config_options(options(settings))
    keep_values_out_of_logs()
    return st.App(
        SCRIPT,
        routes=routes(),
        middleware=[Middleware(Headers), Middleware(Guard)],
        on_script_error=on_script_error,
    )


def serve() -> None:
    """Answer people until SIGTERM or Ctrl-C. Listens on the configured address only."""
    settings = config()
    app = application(settings)
    _import_pages()
    urgency.ready()  # a send and a close read what the patient wrote
    database()
    # What was imported stays: the garbage collector need not look at it ever again.
    gc.collect()
    gc.freeze()
    # Full collections walk every open session (a fifth of a second with 200 of them) while all wait: far apart.
    gc.set_threshold(50_000, 20, 100)
    # A click waits for the database a dozen times, and after each wait for the interpreter: by default up to
    # 5 ms behind whoever else computes.
    sys.setswitchinterval(0.001)
    uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.address,
            port=settings.port,
            ws="websockets-sansio",
            ws_ping_interval=30,
            ws_ping_timeout=30,
            ws_max_size=get_max_message_size_bytes(),
            log_level="warning",
            access_log=False,
            server_header=False,
            use_colors=False,
            timeout_graceful_shutdown=GOODBYE,
        )
    ).run()
    database().dispose()


def _import_pages() -> None:
    """Import what the first person's first run would, so that nobody waits for it."""
    logging.disable(logging.WARNING)  # streamlit-authenticator touches the session as it is imported
    try:
        import console.app  # noqa: F401
    finally:
        logging.disable(logging.NOTSET)


def _flat(nested: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """`{"a": {"b": 1}}` as `{"a.b": 1}`."""
    flat: dict[str, Any] = {}
    for name, value in nested.items():
        flat |= _flat(value, f"{prefix}{name}.") if isinstance(value, Mapping) else {f"{prefix}{name}": value}
    return flat
