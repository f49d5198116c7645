"""Which PostgreSQL this installation uses: the configured one, or its own under the data folder."""

from __future__ import annotations

from functools import lru_cache

from db.config import Config
from db.embedded import EmbeddedServer


@lru_cache(maxsize=1)
def embedded(settings: Config) -> EmbeddedServer:
    """The installation's own server, not yet started."""
    return EmbeddedServer(settings.root)


def is_embedded(settings: Config) -> bool:
    """Whether Portside runs its own PostgreSQL."""
    return settings.database_url is None


def admin_url(settings: Config) -> str:
    """The administrator's connection URL; starts the embedded server when it is the one in use."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    server = embedded(settings)
    server.start()
    return server.admin_url
