"""The pages of the money, for the navigation: each tuple goes where the registry has others of its kind."""

from __future__ import annotations

from console.pages import day_close, evisits, owed, payment_files, payments, reconcile, refunds, take_payment

WORK = (payments.PAGE,)
LISTS = (reconcile.PAGE, payment_files.PAGE, day_close.PAGE, refunds.PAGE, owed.PAGE, evisits.PAGE, evisits.CONFIRMING)
ASKING = (take_payment.PAGE,)
