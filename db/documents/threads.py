"""A conversation as a document for the chart."""

from __future__ import annotations

from db.documents import declare

THREAD_PDF = "thread-pdf"

declare(THREAD_PDF)
