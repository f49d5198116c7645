"""The setting of proxy access: the ages at which a parent's access narrows and ends."""

from __future__ import annotations

from db.queries.proxy_ages import PROXY_AGES
from db.settings import declare
from rules.proxy_ages import ages_from_json

declare(PROXY_AGES, lambda value, _year: ages_from_json(value))
