-- The portal's contract goes on: medications, and requests for more of them.
-- Literals avoid backslashes: the caller can switch standard_conforming_strings off.

-- Who may, and what the contract itself may not read ---------------------------------------------

-- Whom the entered account may act for in something (`refills`, `messages`...). That a proxy's access can be for some
-- things only comes with the next migration, which says so here.
CREATE FUNCTION portal_patients_with(p_scope text) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT coalesce(array_agg(patient_id), '{}') FROM portal_acting_for()
$$;

-- As what the account acts for the patient in something: '' for its own, the relation of a proxy, NULL if it may not.
CREATE FUNCTION portal_acting_as(p_patient_id bigint, p_scope text) RETURNS text
    LANGUAGE sql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT relation FROM portal_acting_for() WHERE patient_id = p_patient_id
$$;

CREATE FUNCTION portal_patient_died(p_patient_id bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT deceased_at IS NOT NULL FROM patient WHERE id = p_patient_id
$$;

-- Where a medication is fetched, and when it last was.
CREATE FUNCTION portal_supply(p_medication_id bigint, OUT pharmacy text, OUT last_dispensed_on date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT coalesce((SELECT pharmacy.name FROM pharmacy WHERE pharmacy.id = medication.pharmacy_id), ''),
           (SELECT max(dispensed_on) FROM medication_dispense WHERE medication_id = medication.id)
    FROM medication WHERE medication.id = p_medication_id
$$;

-- What the clinic wrote to the patient with a decision, and the order that went to a pharmacy. Reasons and notes of
-- other steps are for staff alone.
CREATE FUNCTION portal_refill_answer(p_request_id bigint, OUT answer text, OUT pharmacy text, OUT sent_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT coalesce((SELECT taken.reason FROM refill_decision taken
                     WHERE taken.request_id = request.id AND taken.step = request.decision
                       AND taken.step IN ('approved', 'bridged', 'denied', 'new-prescription')
                     ORDER BY taken.id DESC LIMIT 1), ''),
           coalesce(pharmacy.name, ''), placed.sent_at
    FROM refill_request request
        LEFT JOIN pharmacy_order placed ON placed.request_id = request.id AND placed.state <> 'cancelled'
        LEFT JOIN pharmacy ON pharmacy.id = placed.pharmacy_id
    WHERE request.id = p_request_id
$$;

-- Whoever asked may take it back, and patients what was asked for them by a proxy. Not one into which staff merged
-- what somebody else asked for: that would go with it.
CREATE FUNCTION portal_may_withdraw(p_request_id bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT request.source IN ('patient', 'proxy')
           AND (request.account_id = account.id OR account.patient_id = request.patient_id)
           AND NOT EXISTS (SELECT FROM refill_request other
                           WHERE other.merged_into_id = request.id AND other.account_id IS DISTINCT FROM account.id)
    FROM refill_request request CROSS JOIN portal_account account
    WHERE request.id = p_request_id AND account.id = portal_account_id()
$$;

-- Row security ----------------------------------------------------------------------------------

DO $$
DECLARE
    protected text;
BEGIN
    FOREACH protected IN ARRAY ARRAY['medication', 'refill_request'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
        EXECUTE format('CREATE POLICY application ON %I TO {{app}} USING (true) WITH CHECK (true)', protected);
    END LOOP;
END $$;
CREATE POLICY reporting ON medication FOR SELECT TO {{reports}} USING (true);

CREATE POLICY portal_reads ON medication FOR SELECT TO {{contract}}
    USING (patient_id = ANY ((SELECT portal_patients_with('refills'))::bigint[]));
CREATE POLICY portal_reads ON refill_request FOR SELECT TO {{contract}}
    USING (patient_id = ANY ((SELECT portal_patients_with('refills'))::bigint[]));
CREATE POLICY portal_asks ON refill_request FOR INSERT TO {{contract}}
    WITH CHECK (account_id = (SELECT portal_account_id()) AND source IN ('patient', 'proxy') AND decision = ''
                AND EXISTS (SELECT FROM medication WHERE medication.id = refill_request.medication_id
                            AND medication.patient_id = refill_request.patient_id));

GRANT SELECT (id, patient_id, display, dose, directions, days_supply, refills_left, schedule, prescriber, pharmacy_id,
              stopped_on) ON medication TO {{contract}};
GRANT SELECT (id, patient_id, medication_id, source, account_id, requested_by, note, asked_dose, headline, created_at,
              decision, decided_at, days, refills, merged_into_id),
      INSERT (patient_id, medication_id, source, account_id, requested_by, pharmacy_id, note, asked_dose, headline,
              ingredient, drug_class, schedule) ON refill_request TO {{contract}};

-- What patients do ------------------------------------------------------------------------------

-- Refuses text that can't be taken, with a sentence for the sender.
CREATE OR REPLACE FUNCTION portal_check_text(p_field text, p_value text, p_longest integer) RETURNS void
    LANGUAGE plpgsql IMMUTABLE SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_called text := CASE p_field WHEN 'body' THEN 'message' ELSE p_field END;
BEGIN
    IF char_length(p_value) > p_longest THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', COLUMN = p_field,
            MESSAGE = format('The %s has %s characters; at most %s can be sent.', v_called, char_length(p_value),
                             p_longest);
    END IF;
    -- Line breaks and tabs belong in a message and in a note, not in what stands on one line.
    IF p_value ~ (CASE WHEN p_field IN ('body', 'note') THEN E'[\\u0001-\\u0008\\u000b-\\u001f\\u007f]'
                       ELSE E'[\\u0001-\\u001f\\u007f]' END) THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', COLUMN = p_field,
            MESSAGE = format('The %s holds a control character. Remove it and try again.', v_called);
    END IF;
END $$;

-- What the patient takes, by name. `waiting_request_id`: somebody asked for more of it, and the clinic hasn't
-- answered yet.
CREATE FUNCTION portal_medications(p_patient_id bigint)
    RETURNS TABLE (medication_id bigint, display text, dose text, directions text, prescriber text, pharmacy text,
                   days_supply integer, refills_left integer, last_dispensed_on date, waiting_request_id bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF portal_acting_as(p_patient_id, 'refills') IS NULL THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN QUERY
    SELECT medication.id, medication.display, medication.dose, medication.directions, medication.prescriber,
           supply.pharmacy, medication.days_supply, medication.refills_left, supply.last_dispensed_on,
           (SELECT min(request.id) FROM refill_request request
            WHERE request.patient_id = p_patient_id AND request.medication_id = medication.id AND request.decision = '')
    FROM medication CROSS JOIN LATERAL portal_supply(medication.id) supply
    WHERE medication.patient_id = p_patient_id AND medication.stopped_on IS NULL
    ORDER BY lower(medication.display), medication.id;
END $$;

-- Asks the clinic for more of a medication; the request's id. `p_dose` only where another dose is asked for.
CREATE FUNCTION portal_request_refill(
    p_token uuid, p_patient_id bigint, p_medication_id bigint, p_note text DEFAULT '', p_dose text DEFAULT ''
) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_account bigint := portal_account_id();
    v_relation text;
    v_note text := btrim(replace(replace(coalesce(p_note, ''), chr(13) || chr(10), chr(10)), chr(13), chr(10)),
                         E' \n\t');
    v_dose text := btrim(coalesce(p_dose, ''));
    v_first submission.result%TYPE;
    v_medication record;
    v_request bigint;
    v_task bigint;
BEGIN
    IF v_account IS NULL THEN
        RAISE EXCEPTION 'Your session has ended. Sign in again.' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    v_relation := portal_acting_as(p_patient_id, 'refills');
    IF v_relation IS NULL THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to ask for.' USING ERRCODE = 'no_data_found';
    END IF;
    IF p_token IS NULL THEN
        RAISE EXCEPTION 'The form has no token. Reload the page.'
            USING ERRCODE = 'invalid_parameter_value', COLUMN = 'token';
    END IF;

    -- Once: a second submit waits for the first to commit, then gets its result.
    INSERT INTO submission (token, action, actor) VALUES (p_token, 'portal.request_refill', 'portal:' || v_account)
    ON CONFLICT (token) DO NOTHING;
    IF NOT FOUND THEN
        SELECT result INTO v_first FROM submission WHERE token = p_token AND action = 'portal.request_refill';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'This form was submitted before, for something else. Reload the page.'
                USING ERRCODE = 'unique_violation';
        END IF;
        RETURN (v_first ->> 'request_id')::bigint;
    END IF;

    PERFORM portal_check_text('note', v_note, 2000), portal_check_text('dose', v_dose, 200);
    SELECT id, display, dose, schedule, pharmacy_id, stopped_on INTO v_medication
    FROM medication WHERE id = p_medication_id AND patient_id = p_patient_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This medication doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    IF v_medication.stopped_on IS NOT NULL THEN
        RAISE EXCEPTION 'This medication isn''t on the list any more. Write to the clinic if you still take it.'
            USING ERRCODE = 'invalid_parameter_value', COLUMN = 'medication_id';
    END IF;
    IF portal_patient_died(p_patient_id) THEN
        RAISE EXCEPTION 'The clinic takes no requests for this record any more. Call the clinic.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- Two who ask in the same moment make two requests, which staff merge.
    IF EXISTS (SELECT FROM refill_request WHERE patient_id = p_patient_id AND medication_id = p_medication_id
               AND decision = '') THEN
        RAISE EXCEPTION 'More of this was asked for already, and the clinic hasn''t answered yet.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    -- What it is, by ingredient and class, is the worker's to find.
    INSERT INTO refill_request (patient_id, medication_id, source, account_id, requested_by, pharmacy_id, note,
                                asked_dose, headline, ingredient, drug_class, schedule)
    VALUES (p_patient_id, p_medication_id, CASE WHEN v_relation = '' THEN 'patient' ELSE 'proxy' END, v_account,
            portal_account_name(), v_medication.pharmacy_id, v_note, v_dose,
            concat_ws(', ', v_medication.display, nullif(v_medication.dose, '')), '', '', v_medication.schedule)
    RETURNING id INTO v_request;
    v_task := refill_received(
        v_request, CASE WHEN v_relation = '' THEN 'Patient' ELSE format('Proxy (%s)', v_relation) END);
    UPDATE submission SET result = jsonb_build_object('request_id', v_request) WHERE token = p_token;
    PERFORM portal_audit('portal.refill.requested', p_patient_id, 'refill_request', v_request,
                         jsonb_build_object('task_id', v_task));
    RETURN v_request;
END $$;

-- The requests made before `p_before`, newest first, whoever asked. One that staff merged into another has that one's
-- answer. What was asked in the same moment stays on one page, which may thus be longer than asked for.
-- By the indexes of a patient's medications and of their requests, whatever the planner believes.
CREATE FUNCTION portal_refill_requests(p_before timestamptz DEFAULT NULL, p_limit integer DEFAULT 50)
    RETURNS TABLE (request_id bigint, patient_id bigint, medication_id bigint, medication text, asked_by text,
                   asked_at timestamptz, note text, dose text, state text, label text, days integer, refills integer,
                   answer text, answered_at timestamptz, pharmacy text, sent_at timestamptz, may_withdraw boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT asked.id, asked.patient_id, asked.medication_id, asked.headline,
           CASE asked.source WHEN 'staff' THEN 'The clinic' ELSE asked.requested_by END, asked.created_at,
           -- What staff wrote down is for staff.
           CASE WHEN asked.source IN ('patient', 'proxy') THEN asked.note ELSE '' END, asked.asked_dose,
           coalesce(nullif(answering.decision, ''), 'waiting'),
           CASE answering.decision
               WHEN '' THEN 'Waiting for the clinic' WHEN 'approved' THEN 'Approved'
               WHEN 'bridged' THEN 'Short supply approved' WHEN 'denied' THEN 'Not approved'
               WHEN 'new-prescription' THEN 'Needs a new prescription, which the clinic sees to'
               ELSE 'Taken back' END,
           answering.days, answering.refills, said.answer, answering.decided_at, said.pharmacy, said.sent_at,
           asked.decision = '' AND portal_may_withdraw(asked.id)
    FROM (
            SELECT request.*
            FROM medication CROSS JOIN LATERAL (
                SELECT id, patient_id, medication_id, headline, source, requested_by, created_at, note, asked_dose,
                       decision, coalesce(merged_into_id, id) AS answering_id
                FROM refill_request WHERE refill_request.medication_id = medication.id OFFSET 0
            ) request
            WHERE p_before IS NULL OR request.created_at < p_before
            ORDER BY request.created_at DESC
            FETCH FIRST least(greatest(coalesce(p_limit, 50), 1), 100) ROWS WITH TIES
        ) asked
        CROSS JOIN LATERAL (
            SELECT id, decision, decided_at, days, refills
            FROM refill_request WHERE refill_request.id = asked.answering_id OFFSET 0
        ) answering
        CROSS JOIN LATERAL portal_refill_answer(answering.id) said
    ORDER BY asked.created_at DESC, asked.id DESC
$$;

CREATE FUNCTION portal_withdraw_refill(p_request_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_request record;
    v_relation text;
BEGIN
    SELECT id, patient_id, decision INTO v_request FROM refill_request WHERE id = p_request_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This request doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    v_relation := portal_acting_as(v_request.patient_id, 'refills');
    IF portal_may_withdraw(p_request_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'This isn''t yours alone to take back. Write to the clinic if it isn''t needed.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    IF v_request.decision = 'withdrawn' THEN  -- a second click
        RETURN;
    END IF;
    PERFORM refill_withdrawn(
        p_request_id, CASE WHEN v_relation = '' THEN 'Patient' ELSE format('Proxy (%s)', v_relation) END);
    -- Once more, now that its task is locked: staff may have merged what somebody else asked for into it meanwhile.
    IF portal_may_withdraw(p_request_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'This isn''t yours alone to take back. Write to the clinic if it isn''t needed.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    PERFORM portal_audit('portal.refill.withdrawn', v_request.patient_id, 'refill_request', p_request_id);
END $$;

-- Who runs what ---------------------------------------------------------------------------------

GRANT EXECUTE ON FUNCTION portal_patients_with(text), portal_acting_as(bigint, text), portal_patient_died(bigint),
    portal_supply(bigint), portal_refill_answer(bigint), portal_may_withdraw(bigint) TO {{contract}};

-- Row security binds these: they run as {{contract}}.
ALTER FUNCTION portal_medications(bigint) OWNER TO {{contract}};
ALTER FUNCTION portal_request_refill(uuid, bigint, bigint, text, text) OWNER TO {{contract}};
ALTER FUNCTION portal_refill_requests(timestamptz, integer) OWNER TO {{contract}};
ALTER FUNCTION portal_withdraw_refill(bigint) OWNER TO {{contract}};

GRANT EXECUTE ON FUNCTION portal_medications(bigint), portal_request_refill(uuid, bigint, bigint, text, text),
    portal_refill_requests(timestamptz, integer), portal_withdraw_refill(bigint) TO {{portal}};
