"""Taking a patient's payment at the counter."""

from __future__ import annotations

from console.patient_links import declare
from db.roles import Permission

declare("take-payment", "Take a payment", icon=":material/point_of_sale:", needs=Permission.PAYMENT_TAKE)
