"""Documents, for who asked for them."""

from __future__ import annotations

from console.file_routes import declare
from db.actions.documents import open_document

declare("/documents/{document_id:int}", open_document)
