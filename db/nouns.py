"""What nouns declare where a mechanism is shared: jobs, commands, routes of files, kinds of documents, settings.

Each mechanism is a package. Its `__init__` says what a declaration is and checks it; its modules, one a noun, declare
as they are imported; `load` finds them. So a new noun adds modules, and changes none.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TypeVar

T = TypeVar("T")


@cache
def load(package: str) -> None:
    """Import every module of a package, in the order of their names. Raises what their declarations raise."""
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        importlib.import_module(f"{package}.{module.name}")


def register(registry: dict[str, T], name: str, entry: T) -> T:
    """Keep a declaration under its name, and return it. Raises `TypeError` for a name that was declared before."""
    if name in registry:
        raise TypeError(f"{name} is registered twice")
    registry[name] = entry
    return entry
