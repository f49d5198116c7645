-- What patients pay is numbered, applied to what they owe and posted, in the transaction that records it.

-- A receipt's and a statement's number, where whoever writes it gives none: R000123, S000123.
CREATE FUNCTION money_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_number text := lpad(NEW.id::text, greatest(6, length(NEW.id::text)), '0');
BEGIN
    IF TG_TABLE_NAME = 'payment' THEN
        NEW.receipt := coalesce(nullif(NEW.receipt, ''), 'R' || v_number);
    ELSE
        NEW.number := coalesce(nullif(NEW.number, ''), 'S' || v_number);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_numbered BEFORE INSERT ON payment FOR EACH ROW EXECUTE FUNCTION money_numbered();
CREATE TRIGGER statement_numbered BEFORE INSERT ON statement FOR EACH ROW EXECUTE FUNCTION money_numbered();

-- What a patient still owes, the oldest service first: of the balances below nothing, the oldest that is owed is paid.
-- `rules.ledger_owed.open_items` says the same.
CREATE FUNCTION ledger_owed(p_patient_id bigint)
    RETURNS TABLE (charge_id bigint, encounter_id bigint, since date, amount numeric)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT item.charge_id, item.encounter_id, item.since, least(item.amount, item.through - item.paid)
    FROM (
        SELECT balance.*, -sum(least(balance.amount, 0)) OVER () AS paid,
               sum(greatest(balance.amount, 0)) OVER (
                   ORDER BY balance.since, coalesce(balance.charge_id, 0), coalesce(balance.encounter_id, 0)) AS through
        FROM (
            SELECT line.charge_id, line.encounter_id, coalesce(charge.service_on, min(entry.on_day)) AS since,
                   sum(line.amount) AS amount
            FROM ledger_line line
                JOIN ledger_entry entry ON entry.id = line.entry_id
                LEFT JOIN charge ON charge.id = line.charge_id
            WHERE line.patient_id = p_patient_id AND line.account = 'patient'
            GROUP BY line.charge_id, line.encounter_id, charge.service_on
        ) balance
    ) item
    WHERE item.amount > 0 AND item.through > item.paid
    ORDER BY item.since, coalesce(item.charge_id, 0), coalesce(item.encounter_id, 0)
$$;

-- What a patient owes, and the credit beside it: what was paid and isn't owed.
CREATE FUNCTION ledger_balance(p_patient_id bigint, OUT owed numeric, OUT credit numeric)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT due.owed, due.owed - coalesce(sum(line.amount), 0)
    FROM (SELECT coalesce(sum(amount), 0) AS owed FROM ledger_owed(p_patient_id)) due
        LEFT JOIN ledger_line line ON line.patient_id = p_patient_id AND line.account IN ('patient', 'unapplied')
    GROUP BY due.owed
$$;

-- Records what an account paid online for a patient, and posts it: to what is owed, the oldest first, the rest as
-- credit. Once for each charge of a processor: a second call gets the first one's payment. Whether the account may is
-- the caller's to check. What was charged after the day was closed counts to the next day that is open.
CREATE FUNCTION payment_received(
    p_account_id bigint, p_patient_id bigint, p_amount numeric, p_processor text, p_charge_ref text,
    p_intent_ref text, p_tail text, p_paid_at timestamptz, p_entered_by text, p_actor text,
    OUT payment_id bigint, OUT receipt text, OUT added boolean
)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_first record;
    v_day date;
    v_entry bigint;
BEGIN
    -- The patient first, as staff's actions lock: two payments at once don't pay the same twice.
    SELECT (transaction_timestamp() AT TIME ZONE coalesce(
                site.time_zone, (SELECT one.time_zone FROM site one ORDER BY one.id LIMIT 1), 'UTC'))::date
    INTO STRICT v_day
    FROM patient LEFT JOIN site ON site.id = patient.site_id WHERE patient.id = p_patient_id
    FOR NO KEY UPDATE OF patient;

    SELECT paid.id, paid.receipt, paid.amount,
           paid.voided_at IS NOT NULL
               AND NOT EXISTS (SELECT FROM payment other WHERE other.instead_of_id = paid.id) AS taken_back
    INTO v_first FROM payment paid
    WHERE paid.patient_id = p_patient_id AND paid.processor = p_processor AND paid.charge_ref = p_charge_ref
    ORDER BY paid.id LIMIT 1;
    IF FOUND THEN
        IF v_first.taken_back THEN
            RAISE EXCEPTION 'The clinic took this payment back. Call the clinic.'
                USING ERRCODE = 'object_not_in_prerequisite_state';
        ELSIF v_first.amount <> p_amount THEN
            RAISE EXCEPTION 'This payment was recorded already, with another amount. Nothing was changed.'
                USING ERRCODE = 'unique_violation';
        END IF;
        payment_id := v_first.id;
        receipt := v_first.receipt;
        added := false;
        RETURN;
    END IF;

    LOOP
        PERFORM pg_advisory_xact_lock_shared(hashtext('ledger_day'), v_day - DATE '2000-01-01');
        EXIT WHEN NOT EXISTS (SELECT FROM ledger_day WHERE day = v_day AND state = 'closed');
        v_day := v_day + 1;
    END LOOP;
    INSERT INTO payment (patient_id, account_id, source, tender, amount, processor, charge_ref, intent_ref, tail,
                         paid_at, on_day, entered_by)
    VALUES (p_patient_id, p_account_id, 'portal', 'online', p_amount, p_processor, p_charge_ref, p_intent_ref, p_tail,
            p_paid_at, v_day, p_entered_by)
    ON CONFLICT DO NOTHING RETURNING payment.id, payment.receipt INTO payment_id, receipt;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This payment was recorded already, for something else. Nothing was changed.'
            USING ERRCODE = 'unique_violation';
    END IF;
    added := true;

    INSERT INTO ledger_entry (kind, source, on_day, actor, payment_id)
    VALUES ('payment', 'portal', v_day, p_actor, payment_received.payment_id) RETURNING id INTO v_entry;
    -- Where the money is until the bank has it, as `rules.ledger.HELD_IN` says.
    INSERT INTO ledger_line (entry_id, account, amount) VALUES (v_entry, 'card', p_amount);
    WITH due AS (
        SELECT owed.*, sum(owed.amount) OVER (
                   ORDER BY owed.since, coalesce(owed.charge_id, 0), coalesce(owed.encounter_id, 0)) AS through
        FROM ledger_owed(p_patient_id) owed
    ), paid AS (
        SELECT due.charge_id, due.encounter_id, least(due.amount, p_amount - (due.through - due.amount)) AS amount
        FROM due WHERE due.through - due.amount < p_amount
    )
    INSERT INTO ledger_line (entry_id, account, amount, patient_id, encounter_id, charge_id)
    SELECT v_entry, 'patient', -paid.amount, p_patient_id, paid.encounter_id, paid.charge_id FROM paid
    UNION ALL
    SELECT v_entry, 'unapplied', left_over.amount, p_patient_id, NULL, NULL
    FROM (SELECT coalesce(sum(paid.amount), 0) - p_amount AS amount FROM paid) left_over WHERE left_over.amount <> 0;
END $$;
