"""A browser without a jar: each request goes to the ASGI app and carries only the cookies it is given."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator
from typing import Any

import httpx
from streamlit.web.server.starlette.starlette_app import App

from console.server import application
from db.config import config


@functools.cache
def _app() -> App:
    """Streamlit allows one runtime in a process. Which database is asked, `db.engine.use` decides each time."""
    return application(config())


class Web:
    """The whole app, without its lifespan: Streamlit's runtime has no part in what these tests ask."""

    def __init__(self) -> None:
        self.app = _app()

    def request(self, method: str, path: str, **values: Any) -> httpx.Response:
        """One request."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="https://portside.test") as client:
                return await client.request(method, path, **values)

        return asyncio.run(send())

    def get(self, path: str, **values: Any) -> httpx.Response:
        """A GET."""
        return self.request("GET", path, **values)

    def post(self, path: str, **values: Any) -> httpx.Response:
        """A POST."""
        return self.request("POST", path, **values)


class Chunks:
    """A body that states no length; `sent` counts the chunks of 10 kB that were asked for."""

    def __init__(self) -> None:
        self.sent = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Ten megabytes, if anybody takes them."""
        for _ in range(1000):
            self.sent += 1
            yield b"x" * 10_000
