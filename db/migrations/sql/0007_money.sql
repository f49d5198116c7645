-- What the database itself refuses about money, beyond what it refused from the beginning.

-- A payment's day is one that a calendar knows: '-infinity' is a timestamp to PostgreSQL, and to nobody else.
ALTER TABLE payment ADD CONSTRAINT ck_payment_paid_at CHECK (isfinite(paid_at) AND paid_at >= '2000-01-01 00:00:00+00');

-- An entry is looked at again for each line, when the transaction ends: a line that came after the entry was looked at
-- (SET CONSTRAINTS ... IMMEDIATE) would unbalance it.
CREATE FUNCTION ledger_line_balanced() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_sum numeric;
BEGIN
    SELECT sum(amount) INTO v_sum FROM ledger_line WHERE entry_id = NEW.entry_id;
    IF v_sum <> 0 THEN
        RAISE EXCEPTION 'The ledger entry % does not balance: %. Nothing was posted.', NEW.entry_id, v_sum
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_line_balanced AFTER INSERT ON ledger_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_line_balanced();

-- As before, and no payment of long ago: a portal that sends one has a wrong clock, or somebody plays.
CREATE OR REPLACE FUNCTION portal_record_payment(
    p_patient_id bigint, p_amount numeric, p_processor text, p_charge_ref text, p_intent_ref text DEFAULT '',
    p_tail text DEFAULT '', p_paid_at timestamptz DEFAULT NULL
) RETURNS TABLE (payment_id bigint, receipt text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_account bigint := portal_account_id();
    v_relation text;
    v_processor text := lower(btrim(coalesce(p_processor, '')));
    v_charge text := btrim(coalesce(p_charge_ref, ''));
    v_intent text := btrim(coalesce(p_intent_ref, ''));
    v_tail text := btrim(coalesce(p_tail, ''));
    v_field text;
    v_why text;
    v_paid record;
BEGIN
    IF v_account IS NULL THEN
        RAISE EXCEPTION 'Your session has ended. Sign in again.' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    v_relation := portal_acting_as(p_patient_id, 'billing');
    IF v_relation IS NULL THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to pay for.' USING ERRCODE = 'no_data_found';
    END IF;
    SELECT field, why INTO v_field, v_why FROM (VALUES
        (1, 'amount', 'The payment has no amount.', p_amount IS NULL),
        (2, 'amount', 'The amount must be above 0.00.', p_amount <= 0),
        (3, 'amount', 'The amount is too large.', p_amount > 9999999.99),
        (4, 'amount', 'The amount has parts of a cent.', p_amount <> round(p_amount, 2)),
        (5, 'processor', 'The payment has no processor.', v_processor = ''),
        (6, 'charge_ref', 'The payment has no id of its charge.', v_charge = ''),
        (7, 'tail', 'Of a card, its last four digits at most are kept.', v_tail !~ '^[0-9]{0,4}$'),
        (8, 'paid_at', 'The payment is dated in the future.',
            p_paid_at > transaction_timestamp() + interval '10 minutes'),
        (9, 'paid_at', 'The payment is dated more than a year ago.',
            p_paid_at < transaction_timestamp() - interval '1 year')
    ) refusal (place, field, why, holds) WHERE holds ORDER BY place LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', COLUMN = v_field, MESSAGE = v_why;
    END IF;
    PERFORM portal_check_text('processor', v_processor, 40), portal_check_text('charge_ref', v_charge, 200),
            portal_check_text('intent_ref', v_intent, 200);
    SELECT * INTO v_paid FROM payment_received(
        v_account, p_patient_id, round(p_amount, 2), v_processor, v_charge, v_intent, v_tail,
        coalesce(p_paid_at, transaction_timestamp()), portal_account_name(),
        CASE WHEN v_relation = '' THEN 'Patient' ELSE format('Proxy (%s)', v_relation) END);
    IF v_paid.added THEN
        PERFORM portal_audit('portal.payment.recorded', p_patient_id, 'payment', v_paid.payment_id,
                             jsonb_build_object('amount', round(p_amount, 2)::text));
    END IF;
    RETURN QUERY SELECT v_paid.payment_id, v_paid.receipt;
END $$;

-- What can be wrong with money besides: entries of a processor that nothing explains, payments that nobody paid out or
-- paid in, and payouts that aren't their sum.
ALTER TABLE payment_exception DROP CONSTRAINT ck_payment_exception_kind;
ALTER TABLE payment_exception ADD CONSTRAINT ck_payment_exception_kind
    CHECK (kind IN ('unmatched_deposit', 'unmatched_payout', 'unmatched_line', 'unexplained_line',
        'uncleared_payment', 'undeposited_payment', 'payout_differs', 'remit_without_deposit', 'deposit_without_remit',
        'unbalanced_remit', 'duplicate', 'reversal_without_original', 'recoupment', 'denial', 'unmatched_claim',
        'unapplied_credit', 'dispute'));

-- Payments by card of some weeks, to find those that no processor's line came for.
CREATE INDEX ix_payment_card_day ON payment (on_day, id) WHERE voided_at IS NULL AND tender IN ('card', 'online');

-- What a processor kept was posted with the deposit of its payout, and is now posted line by line. Lines that were
-- posted so are sides of that match from now on, and are open again once it is undone.
INSERT INTO match_side (match_id, stage, kind, record_id, amount, live)
SELECT match.id, 'clearing', 'processor_line', line.id, line.gross, true
FROM processor_line AS line
JOIN match_side AS side ON side.live AND side.stage = 'deposit' AND side.kind = 'payout' AND side.record_id = line.payout_id
JOIN payment_match AS match ON match.id = side.match_id
WHERE line.kind = 'fee' AND line.created_at <= match.made_at;
UPDATE processor_line AS line SET matched_at = match.made_at
FROM match_side AS side JOIN payment_match AS match ON match.id = side.match_id
WHERE side.live AND side.stage = 'clearing' AND side.kind = 'processor_line' AND side.record_id = line.id
    AND line.kind = 'fee';

-- What a clerk set aside isn't posted by itself where it comes again.
ALTER TABLE billing_file ADD COLUMN set_aside boolean NOT NULL DEFAULT false;
UPDATE billing_file SET set_aside = true WHERE state = 'refused' AND reason LIKE '% set it aside.';
