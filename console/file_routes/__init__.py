"""The addresses of files as nouns declare them: which action opens the file. A module here has a noun's.

Nothing else is a noun's to say: `console.routes` answers all of them, with the session, the refusals and the headers.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass

from db.actions.files import OpenedFile
from db.nouns import register
from db.registry import ACTIONS

# `/orders/{order_id:int}`: words, then the number of what is opened.
PATH = re.compile(r"(/[a-z][a-z-]*)+/\{(?P<number>[a-z_]+):int\}")
NOT_FILES = ("/session/", "/healthz", "/media/", "/auth/")


@dataclass(frozen=True, slots=True)
class FileRoute:
    """An address of files. `number` is what the action calls the number in it.

    `previews`: the action takes `preview=`, and `?as=preview` asks for the file as a browser can show it.
    """

    path: str
    number: str
    opening: Callable[..., OpenedFile]
    previews: bool


ROUTES: dict[str, FileRoute] = {}


def declare(path: str, opening: Callable[..., OpenedFile]) -> None:
    """Declare that the action `opening` opens the files at an address such as `/orders/{order_id:int}`.

    Raises `TypeError` for an address of another shape or that stands, and for what is no registered action that takes
    the number: the gate of actions checks who may.
    """
    found = PATH.fullmatch(path)
    if found is None or path.startswith(NOT_FILES):
        raise TypeError(f"{path!r} is no address of files")
    if not any(entry.function is opening for entry in ACTIONS.values()):
        raise TypeError(f"{path}: {opening!r} is no registered action, so nothing checks who may open the file")
    takes = inspect.signature(opening).parameters
    if found["number"] not in takes:
        raise TypeError(f"{path}: the action takes no `{found['number']}=`")
    register(ROUTES, path, FileRoute(path, found["number"], opening, "preview" in takes))
