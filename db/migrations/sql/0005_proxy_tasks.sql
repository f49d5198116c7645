-- Proxy requests put before staff, and taken back; access that ends. The same for staff and for the portal's contract.

-- Makes the task of a request that was just written, and returns its id; of one that has an open task, that one's.
-- While nobody found the patient it has neither patient nor topic. Its deadline is the worker's to set.
CREATE FUNCTION proxy_request_received(p_request_id bigint, p_actor text, p_staff_id bigint DEFAULT NULL) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_queue queue;
    v_task bigint;
BEGIN
    SELECT * INTO v_queue FROM queue WHERE slug = 'proxies';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The clinic can''t take requests for access yet. Call the clinic.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- Nothing in it is read for emergency signs by triage, which reads messages.
    INSERT INTO task (queue_id, focus_type, focus_id, patient_id, site_id, team_id, title, topic, triaged_at)
    SELECT v_queue.id, 'proxy_request', request.id, request.patient_id, patient.site_id, v_queue.team_id,
           'Proxy request', coalesce(proxy_topic(request.patient_id), ''), transaction_timestamp()
    FROM proxy_request request LEFT JOIN patient ON patient.id = request.patient_id
    WHERE request.id = p_request_id AND request.decision = ''
    ON CONFLICT DO NOTHING RETURNING id INTO v_task;
    IF v_task IS NULL THEN
        SELECT id INTO STRICT v_task FROM task
        WHERE focus_type = 'proxy_request' AND focus_id = p_request_id AND closed_at IS NULL;
        RETURN v_task;
    END IF;
    INSERT INTO task_event (task_id, kind, staff_id, actor, detail)
    VALUES (v_task, 'received', p_staff_id, p_actor, jsonb_build_object('request_id', p_request_id));
    PERFORM pg_notify('portside_inbound', v_task::text);
    RETURN v_task;
END $$;

-- Whether access to a patient is a minor's or an adult's today, by the clinic's ages and the calendar of their site;
-- NULL for nobody. `rules.proxy_rules.is_minor` says the same.
CREATE FUNCTION proxy_topic(p_patient_id bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT CASE WHEN extract(year FROM age(here.today, patient.birth_date::timestamp)) < ages.ends_at
                THEN 'minor' ELSE 'adult' END
    FROM patient
        LEFT JOIN site ON site.id = patient.site_id
        CROSS JOIN LATERAL (
            SELECT date_trunc('day', statement_timestamp() AT TIME ZONE coalesce(site.time_zone, 'UTC')) AS today
        ) here
        CROSS JOIN proxy_ages() ages
    WHERE patient.id = p_patient_id
$$;

-- Takes a request back and closes its task; refuses one that was decided. Whether the caller may is the caller's to
-- check. Only the edits of people at work count the task's version up.
CREATE FUNCTION proxy_request_withdrawn(p_request_id bigint, p_actor text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_now timestamptz := transaction_timestamp();
    v_task bigint;
BEGIN
    -- The task before the request: staff's actions lock in this order too.
    SELECT id INTO v_task FROM task
    WHERE focus_type = 'proxy_request' AND focus_id = p_request_id AND closed_at IS NULL FOR NO KEY UPDATE;
    UPDATE proxy_request SET decision = 'withdrawn', decided_at = v_now, decided_by = p_actor
    WHERE id = p_request_id AND decision = '';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This request was answered already. It can''t be taken back any more.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
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

-- More papers come for an open request: its task is woken, and goes on. Whoever answers without having seen them is
-- stopped by `last_inbound_id`: the arrival's step, since papers have their ids before the task is locked here.
CREATE FUNCTION proxy_papers_received(p_request_id bigint, p_actor text, p_files integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_now timestamptz := transaction_timestamp();
    v_task task;
    v_arrival bigint;
BEGIN
    SELECT * INTO v_task FROM task
    WHERE focus_type = 'proxy_request' AND focus_id = p_request_id AND closed_at IS NULL FOR NO KEY UPDATE;
    UPDATE proxy_request SET papers_asked_at = NULL WHERE id = p_request_id AND decision = '';
    IF NOT FOUND OR v_task.id IS NULL THEN
        RAISE EXCEPTION 'This request was answered already. It takes no more papers.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    IF (SELECT count(*) FROM attachment WHERE proxy_request_id = p_request_id) + p_files > 20 THEN
        RAISE EXCEPTION 'A request has 20 files at most. Write to the clinic if there are more papers.'
            USING ERRCODE = 'invalid_parameter_value', COLUMN = 'files';
    END IF;
    INSERT INTO task_event (task_id, kind, actor, detail)
    VALUES (v_task.id, 'received', p_actor, jsonb_build_object('request_id', p_request_id, 'files', p_files))
    RETURNING id INTO v_arrival;
    UPDATE task
    SET status = CASE WHEN status <> 'on-hold' THEN status
                      WHEN owner_id IS NULL THEN 'requested' ELSE 'in-progress' END,
        business_status = CASE WHEN status = 'on-hold' THEN '' ELSE business_status END, on_hold_until = NULL,
        last_inbound_id = v_arrival, last_inbound_at = v_now, arrived_at = v_now
    WHERE id = v_task.id;
    IF v_task.status = 'on-hold' THEN
        INSERT INTO task_event (task_id, kind, actor, detail)
        VALUES (v_task.id, 'woken', p_actor, jsonb_build_object('request_id', p_request_id, 'files', p_files));
    END IF;
    PERFORM pg_notify('portside_inbound', v_task.id::text);
END $$;

-- Ends a grant at once, and the proxy's portal sessions with it; false where it was revoked before. Whether the caller
-- may is the caller's to check.
CREATE FUNCTION proxy_grant_revoked(p_grant_id bigint, p_actor text, p_reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_account bigint;
BEGIN
    UPDATE proxy_grant
    SET revoked_at = transaction_timestamp(), revoked_by = p_actor, revoked_reason = p_reason, version = version + 1
    WHERE id = p_grant_id AND revoked_at IS NULL RETURNING account_id INTO v_account;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE portal_session SET ended_at = statement_timestamp() WHERE account_id = v_account AND ended_at IS NULL;
    RETURN true;
END $$;

GRANT EXECUTE ON FUNCTION proxy_request_received(bigint, text, bigint), proxy_request_withdrawn(bigint, text),
    proxy_papers_received(bigint, text, integer) TO {{app}}, {{contract}};
GRANT EXECUTE ON FUNCTION proxy_grant_revoked(bigint, text, text), proxy_topic(bigint) TO {{app}};
