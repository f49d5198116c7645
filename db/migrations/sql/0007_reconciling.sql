-- What the page that reconciles looks for, found without a look at what was reconciled.

-- What was taken at the desk, by day: no card payment of those days is looked at.
DROP INDEX ix_payment_slip_day;
CREATE INDEX ix_payment_slip_day ON payment (on_day, slip, amount)
    WHERE slip <> '' AND voided_at IS NULL AND tender IN ('cash', 'cheque');
CREATE INDEX ix_payment_single_day ON payment (on_day, amount, cheque_number, id)
    WHERE slip = '' AND voided_at IS NULL AND tender IN ('cash', 'cheque');

-- A processor's entries that are nobody's payment, and that nobody has explained.
CREATE INDEX ix_processor_line_other ON processor_line (on_day, id)
    WHERE matched_at IS NULL AND kind IN ('fee', 'transfer', 'reserve', 'adjustment', 'other');

-- Deposits that look the same: a bank's line is seen twice whether the first was reconciled or not.
CREATE INDEX ix_bank_transaction_amount ON bank_transaction (amount, on_day);
