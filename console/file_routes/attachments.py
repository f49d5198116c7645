"""Files of messages and results, for who may read them."""

from __future__ import annotations

from console.file_routes import declare
from db.actions.files import open_attachment

declare("/files/{attachment_id:int}", open_attachment)
