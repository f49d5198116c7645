-- The ledger holds by itself: entries balance, nothing is changed or taken away, nothing enters a closed day.

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only: % is refused. Reverse the entry instead.', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_line_append_only BEFORE UPDATE OR DELETE ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_line_no_truncate BEFORE TRUNCATE ON ledger_line
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

-- What a charge or a payment was is history: only a payment's slip may be filled in, and only its end be marked.
CREATE FUNCTION payment_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_TABLE_NAME = 'charge'
        OR (to_jsonb(NEW) - ARRAY['slip', 'voided_at', 'voided_by', 'void_reason'])
            IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['slip', 'voided_at', 'voided_by', 'void_reason'])
        OR to_jsonb(OLD) ->> 'voided_at' IS NOT NULL THEN
        RAISE EXCEPTION 'A % is never changed: reverse it, and enter it anew.', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_keeps BEFORE UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION payment_keeps();
CREATE TRIGGER charge_keeps BEFORE UPDATE OR DELETE ON charge FOR EACH ROW EXECUTE FUNCTION payment_keeps();

-- A closing day waits for who posts into it, and the other way about: FOR SHARE against the close's own lock.
CREATE FUNCTION ledger_day_open() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('ledger_day'), NEW.on_day - DATE '2000-01-01');
    IF EXISTS (SELECT FROM ledger_day WHERE day = NEW.on_day AND state = 'closed') THEN
        RAISE EXCEPTION 'The day % is closed: nothing was posted. Post it to an open day, or reopen that one.',
            NEW.on_day USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_day_open BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_day_open();

-- Looked at when the transaction ends, once per entry: its lines sum to nothing, and there are two or more.
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_sum numeric;
    v_count integer;
BEGIN
    SELECT coalesce(sum(amount), 0), count(*) INTO v_sum, v_count FROM ledger_line WHERE entry_id = NEW.id;
    IF v_sum <> 0 OR v_count < 2 THEN
        RAISE EXCEPTION 'The ledger entry % does not balance: % over % lines. Nothing was posted.', NEW.id, v_sum, v_count
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();

-- No line is added to an entry of an earlier transaction, which balanced.
CREATE FUNCTION ledger_line_with_entry() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger_entry WHERE id = NEW.entry_id AND created_at <> transaction_timestamp()) THEN
        RAISE EXCEPTION 'A ledger entry takes no lines later on.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_line_with_entry BEFORE INSERT ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION ledger_line_with_entry();
