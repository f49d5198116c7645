-- Refill requests put before staff, and taken back: the same for staff and for the portal's contract.

-- Makes the task of a request that was just written, and returns its id; of one that has an open task, that one's.
-- What class the drug is of, the proposal and the deadline are the worker's to find (db/actions/refill_judging.py):
-- the request's ingredient and drug_class may be empty till then.
CREATE FUNCTION refill_received(p_request_id bigint, p_actor text, p_staff_id bigint DEFAULT NULL) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_queue queue;
    v_task bigint;
BEGIN
    SELECT * INTO v_queue FROM queue WHERE slug = 'refills';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The clinic can''t take refill requests yet. Call the clinic.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- Nothing in it is read for emergency signs by triage, which reads messages; its deadline is the worker's too.
    INSERT INTO task (queue_id, focus_type, focus_id, patient_id, site_id, team_id, title, triaged_at)
    SELECT v_queue.id, 'refill_request', request.id, request.patient_id, patient.site_id, v_queue.team_id,
           'Refill request', transaction_timestamp()
    FROM refill_request request JOIN patient ON patient.id = request.patient_id
    WHERE request.id = p_request_id AND request.decision = ''
    ON CONFLICT DO NOTHING RETURNING id INTO v_task;
    IF v_task IS NULL THEN
        SELECT id INTO STRICT v_task FROM task
        WHERE focus_type = 'refill_request' AND focus_id = p_request_id AND closed_at IS NULL;
        RETURN v_task;
    END IF;
    INSERT INTO task_event (task_id, kind, staff_id, actor, detail)
    VALUES (v_task, 'received', p_staff_id, p_actor, jsonb_build_object('request_id', p_request_id));
    PERFORM pg_notify('portside_inbound', v_task::text);
    RETURN v_task;
END $$;

-- Takes a request back and closes its task; refuses one that was decided. Whether the caller may is the caller's to
-- check. Only the edits of people at work count the task's version up.
CREATE FUNCTION refill_withdrawn(p_request_id bigint, p_actor text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_now timestamptz := transaction_timestamp();
    v_task bigint;
BEGIN
    -- The task before the request: staff's actions lock in this order too.
    SELECT id INTO v_task FROM task
    WHERE focus_type = 'refill_request' AND focus_id = p_request_id AND closed_at IS NULL FOR NO KEY UPDATE;
    UPDATE refill_request SET decision = 'withdrawn', decided_at = v_now, decided_by = p_actor
    WHERE id = p_request_id AND decision = '';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This request was answered already. It can''t be taken back any more.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    INSERT INTO refill_decision (request_id, step, decided_by) VALUES (p_request_id, 'withdrawn', p_actor);
    IF v_task IS NOT NULL THEN
        UPDATE task
        SET status = 'completed', outcome = 'withdrawn', business_status = '', on_hold_until = NULL,
            escalate_at = NULL, closed_at = v_now, closed_by = p_actor
        WHERE id = v_task;
        INSERT INTO task_event (task_id, kind, actor, detail)
        VALUES (v_task, 'closed', p_actor, '{"outcome": "withdrawn"}');
        PERFORM pg_notify('portside_inbound', v_task::text);
    END IF;
END $$;

GRANT EXECUTE ON FUNCTION refill_received(bigint, text, bigint), refill_withdrawn(bigint, text)
    TO {{app}}, {{contract}};
