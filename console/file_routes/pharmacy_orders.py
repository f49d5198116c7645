"""Orders to pharmacies, to print."""

from __future__ import annotations

from console.file_routes import declare
from db.actions.pharmacy_orders import open_order

declare("/orders/{order_id:int}", open_order)
