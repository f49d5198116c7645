"""A conversation as a PDF."""

from __future__ import annotations

from console.documents import declare
from db.documents.threads import THREAD_PDF
from db.queries.documents import chart
from reports import thread_pdf

declare(THREAD_PDF, read=chart, render=thread_pdf.render)
