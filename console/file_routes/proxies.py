"""Papers with proxy requests, for who decides them."""

from __future__ import annotations

from console.file_routes import declare
from db.actions.proxy_checks import open_paper

declare("/files/papers/{attachment_id:int}", open_paper)
