"""The addresses of files: which there are, and what can't become one."""

from __future__ import annotations

import pytest

from console.file_routes import ROUTES, declare
from console.routes import routes
from db.actions.files import OpenedFile, open_attachment
from db.actions.pharmacy_orders import open_order


def unchecked(session: object, *, by: object, order_id: int) -> OpenedFile:
    """What reads a file without asking who may."""
    raise AssertionError("called")


def test_each_address_is_a_route_of_the_server() -> None:
    paths = {getattr(route, "path", "") for route in routes()}
    assert paths >= {
        "/documents/{document_id:int}",
        "/files/{attachment_id:int}",
        "/files/papers/{attachment_id:int}",
        "/orders/{order_id:int}",
    }
    assert paths >= set(ROUTES)


def test_a_file_that_no_registered_action_opens_is_refused_as_it_is_declared() -> None:
    with pytest.raises(TypeError, match="nothing checks who may open"):
        declare("/loose/{order_id:int}", unchecked)
    with pytest.raises(TypeError, match="nothing checks who may open"):
        declare("/loose/{order_id:int}", open_order.__wrapped__)  # type: ignore[attr-defined]  # the body behind the gate


@pytest.mark.parametrize("path", [
    "orders/{order_id:int}", "/orders/{order_id}", "/{order_id:int}", "/orders/{order_id:path}", "/orders",
    "/session/{order_id:int}", "/media/x/{order_id:int}", "/Orders/{order_id:int}", "/orders/{order_id:int}/x",
])  # fmt: skip
def test_an_address_of_another_shape_is_refused_as_it_is_declared(path: str) -> None:
    with pytest.raises(TypeError, match="no address of files"):
        declare(path, open_order)


def test_an_address_names_the_number_as_the_action_does() -> None:
    with pytest.raises(TypeError, match="takes no `attachment_id="):
        declare("/loose/{attachment_id:int}", open_order)


def test_an_address_stands_once() -> None:
    routes()
    with pytest.raises(TypeError, match="twice"):
        declare("/files/{attachment_id:int}", open_attachment)
    assert "/loose/{order_id:int}" not in ROUTES
