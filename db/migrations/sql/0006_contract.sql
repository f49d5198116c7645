-- The portal's contract goes on: what is owed, statements, and what was paid.
-- Literals avoid backslashes: the caller can switch standard_conforming_strings off.

-- Row security ----------------------------------------------------------------------------------

ALTER TABLE statement ENABLE ROW LEVEL SECURITY;
CREATE POLICY application ON statement TO {{app}} USING (true) WITH CHECK (true);
CREATE POLICY reporting ON statement FOR SELECT TO {{reports}} USING (true);
CREATE POLICY portal_reads ON statement FOR SELECT TO {{contract}}
    USING (patient_id = ANY ((SELECT portal_patients_with('billing'))::bigint[]));

GRANT SELECT (id, patient_id, number, on_day, balance, lines, aging, created_at) ON statement TO {{contract}};

-- What patients do ------------------------------------------------------------------------------

-- What the patient owes as it stands, and what they have paid beyond it.
CREATE FUNCTION portal_balance(p_patient_id bigint) RETURNS TABLE (owed numeric, credit numeric)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    IF portal_acting_as(p_patient_id, 'billing') IS NULL THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN QUERY SELECT money.owed, money.credit FROM ledger_balance(p_patient_id) money;
END $$;

-- The patient's statements, the newest first, at most 100.
CREATE FUNCTION portal_statements(p_patient_id bigint)
    RETURNS TABLE (statement_id bigint, number text, on_day date, balance numeric, made_at timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF portal_acting_as(p_patient_id, 'billing') IS NULL THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN QUERY
    SELECT id, number, on_day, balance, created_at FROM statement
    WHERE patient_id = p_patient_id ORDER BY id DESC LIMIT 100;
END $$;

-- One statement as it was printed. `lines` add up to the balance; `aging` is what of it is owed, by days.
CREATE FUNCTION portal_statement(p_statement_id bigint)
    RETURNS TABLE (statement_id bigint, patient_id bigint, number text, on_day date, balance numeric, lines jsonb,
                   aging jsonb)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (SELECT FROM statement WHERE id = p_statement_id) THEN
        RAISE EXCEPTION 'This statement doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM portal_acting_as(patient_id, 'billing') FROM statement WHERE id = p_statement_id;  -- a proxy's use is noted
    RETURN QUERY
    SELECT id, patient_id, number, on_day, balance, lines, aging FROM statement WHERE id = p_statement_id;
END $$;

-- Records a payment that the portal's processor has charged: its own id of the charge, and of the intent where it has
-- one. The second call for a charge gets the first one's payment.
CREATE FUNCTION portal_record_payment(
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
            p_paid_at > transaction_timestamp() + interval '10 minutes')
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

-- Who runs what ---------------------------------------------------------------------------------

GRANT EXECUTE ON FUNCTION ledger_balance(bigint),
    payment_received(bigint, bigint, numeric, text, text, text, text, timestamptz, text, text) TO {{contract}};

-- Row security binds these: they run as {{contract}}.
ALTER FUNCTION portal_balance(bigint) OWNER TO {{contract}};
ALTER FUNCTION portal_statements(bigint) OWNER TO {{contract}};
ALTER FUNCTION portal_statement(bigint) OWNER TO {{contract}};
ALTER FUNCTION portal_record_payment(bigint, numeric, text, text, text, text, timestamptz) OWNER TO {{contract}};

GRANT EXECUTE ON FUNCTION portal_balance(bigint), portal_statements(bigint), portal_statement(bigint),
    portal_record_payment(bigint, numeric, text, text, text, text, timestamptz) TO {{portal}};
