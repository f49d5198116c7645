"""The register of access as CSV."""

from __future__ import annotations

from console.documents import declare
from db.queries.proxy_register import REGISTER, exported
from reports import proxy_register_csv

declare(REGISTER, read=exported, render=proxy_register_csv.render)
