"""The register of access as a document: for roles that may export it, and only as long as they may."""

from __future__ import annotations

from db.documents import declare
from db.queries.proxy_register import REGISTER
from db.roles import Permission

declare(REGISTER, needs=Permission.PROXY_EXPORT)
