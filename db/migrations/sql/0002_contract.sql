-- The portal's contract goes on: conversations that staff merged, and what a reopened task forgets.
-- Literals avoid backslashes: the caller can switch standard_conforming_strings off.

-- Puts an inbound message before staff: wakes or reopens the newest inbox task of its thread, or makes one;
-- returns the task's id. `triaged_at` is emptied, so that the worker reads the new message for red flags.
-- The version stays: only the edits of people count it up.
CREATE OR REPLACE FUNCTION thread_received(p_message_id bigint, p_actor text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_message message;
    v_thread thread;
    v_queue queue;
    v_task task;
    v_step text;
BEGIN
    SELECT * INTO STRICT v_message FROM message WHERE id = p_message_id AND direction = 'inbound';
    SELECT * INTO STRICT v_thread FROM thread WHERE id = v_message.thread_id;
    SELECT * INTO v_queue FROM queue WHERE slug = 'inbox';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The clinic can''t receive messages yet. Call the clinic.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    LOOP
        v_step := NULL;
        SELECT * INTO v_task FROM task
        WHERE queue_id = v_queue.id AND focus_type = 'thread' AND focus_id = v_thread.id
        ORDER BY closed_at IS NULL DESC, id DESC LIMIT 1 FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            INSERT INTO task (queue_id, focus_type, focus_id, patient_id, site_id, team_id, title, topic,
                              last_inbound_id, last_inbound_at, arrived_at)
            SELECT v_queue.id, 'thread', v_thread.id, v_thread.patient_id, patient.site_id, v_queue.team_id,
                   coalesce('Message: ' || (SELECT lower(label) FROM portal_topics() WHERE topic = v_thread.topic),
                            'Message'),
                   v_thread.topic, v_message.id, v_message.sent_at, v_message.sent_at
            FROM patient WHERE patient.id = v_thread.patient_id
            ON CONFLICT DO NOTHING RETURNING * INTO v_task;
            EXIT WHEN FOUND;  -- else another message made the task just now: look again
        ELSIF v_task.closed_at IS NULL THEN
            UPDATE task
            SET status = CASE WHEN status <> 'on-hold' THEN status
                              WHEN owner_id IS NULL THEN 'requested' ELSE 'in-progress' END,
                business_status = CASE WHEN status = 'on-hold' THEN '' ELSE business_status END,
                on_hold_until = NULL, triaged_at = NULL, arrived_at = greatest(arrived_at, v_message.sent_at),
                last_inbound_id = greatest(last_inbound_id, v_message.id),
                last_inbound_at = greatest(last_inbound_at, v_message.sent_at)
            WHERE id = v_task.id;
            v_step := CASE WHEN v_task.status = 'on-hold' THEN 'woken' END;
            EXIT;
        ELSE
            BEGIN
                UPDATE task
                SET status = 'requested', business_status = '', outcome = '', owner_id = NULL, claimed_at = NULL,
                    closed_at = NULL, closed_by = NULL, triaged_at = NULL, priority = 3, priority_reason = '',
                    due_at = DEFAULT, first_response_at = NULL, first_response_due_at = NULL, worked_at = NULL, flag = '',
                    flag_acknowledged_at = NULL, flag_acknowledged_by = NULL, escalate_at = NULL, escalated = 0,
                    arrived_at = greatest(arrived_at, v_message.sent_at),
                    last_inbound_id = greatest(last_inbound_id, v_message.id),
                    last_inbound_at = greatest(last_inbound_at, v_message.sent_at)
                WHERE id = v_task.id;
                v_step := 'reopened';
                EXIT;
            EXCEPTION WHEN unique_violation THEN  -- another task of this thread was opened just now: look again
                NULL;
            END;
        END IF;
    END LOOP;
    INSERT INTO task_event (task_id, kind, actor, detail)
    SELECT v_task.id, kind, p_actor, jsonb_build_object('message_id', v_message.id)
    FROM unnest(ARRAY['received', v_step]) WITH ORDINALITY AS step (kind, place)
    WHERE kind IS NOT NULL ORDER BY place;
    PERFORM pg_notify('portside_inbound', v_task.id::text);
    RETURN v_task.id;
END $$;


GRANT SELECT (merged_into_id) ON thread TO {{contract}};
GRANT SELECT (refusal) ON attachment TO {{contract}};

-- The conversation in which one goes on, after any mergers, with its task locked: staff who merge or file it
-- elsewhere wait for the message, or the message for them. Task before thread: staff's actions lock in this order.
CREATE FUNCTION thread_to_continue(p_thread_id bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_thread bigint;
    v_next bigint := p_thread_id;
BEGIN
    WHILE v_next IS NOT NULL LOOP
        v_thread := v_next;
        PERFORM FROM task WHERE focus_type = 'thread' AND focus_id = v_thread ORDER BY id FOR NO KEY UPDATE;
        SELECT merged_into_id INTO v_next FROM thread WHERE id = v_thread;
    END LOOP;
    RETURN v_thread;
END $$;
GRANT EXECUTE ON FUNCTION thread_to_continue(bigint) TO {{contract}};

CREATE OR REPLACE FUNCTION portal_send_message(
    p_token uuid, p_patient_id bigint, p_thread_id bigint, p_topic text, p_subject text, p_body text,
    p_file_names text[] DEFAULT '{}', p_files bytea[] DEFAULT '{}'
) RETURNS TABLE (thread_id bigint, message_id bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_account bigint := portal_account_id();
    v_relation text;
    v_body text := replace(replace(coalesce(p_body, ''), chr(13) || chr(10), chr(10)), chr(13), chr(10));
    v_subject text := btrim(coalesce(p_subject, ''));
    v_topic text := coalesce(p_topic, '');
    v_first submission.result%TYPE;
    v_thread bigint := p_thread_id;
    v_message bigint;
    v_task bigint;
    v_now timestamptz := transaction_timestamp();
BEGIN
    IF v_account IS NULL THEN
        RAISE EXCEPTION 'Your session has ended. Sign in again.' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    SELECT relation INTO v_relation FROM portal_acting_for() WHERE patient_id = p_patient_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to write for.' USING ERRCODE = 'no_data_found';
    END IF;
    IF p_token IS NULL THEN
        RAISE EXCEPTION 'The form has no token. Reload the page.'
            USING ERRCODE = 'invalid_parameter_value', COLUMN = 'token';
    END IF;

    -- Once: a second submit waits for the first to commit, then gets its result.
    INSERT INTO submission (token, action, actor) VALUES (p_token, 'portal.send_message', 'portal:' || v_account)
    ON CONFLICT (token) DO NOTHING;
    IF NOT FOUND THEN
        SELECT result INTO v_first FROM submission WHERE token = p_token AND action = 'portal.send_message';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'This form was submitted before, for something else. Reload the page.'
                USING ERRCODE = 'unique_violation';
        END IF;
        RETURN QUERY SELECT (v_first ->> 'thread_id')::bigint, (v_first ->> 'message_id')::bigint;
        RETURN;
    END IF;

    IF btrim(v_body, E' \n\t') = '' THEN
        RAISE EXCEPTION 'There is nothing to send yet.' USING ERRCODE = 'invalid_parameter_value', COLUMN = 'body';
    END IF;
    PERFORM portal_check_text('body', v_body, 20000), portal_check_text('subject', v_subject, 200),
            portal_check_files(p_file_names, p_files);
    IF v_thread IS NULL THEN
        IF NOT EXISTS (SELECT FROM portal_topics() WHERE topic = v_topic) THEN
            RAISE EXCEPTION 'Choose what this is about.' USING ERRCODE = 'invalid_parameter_value', COLUMN = 'topic';
        END IF;
        INSERT INTO thread (patient_id, account_id, topic, subject)
        VALUES (p_patient_id, v_account, v_topic, v_subject) RETURNING id INTO v_thread;
    ELSIF v_topic <> '' OR v_subject <> '' THEN
        RAISE EXCEPTION 'A conversation keeps its topic and subject. Leave both empty, or start a new one.'
            USING ERRCODE = 'invalid_parameter_value', COLUMN = 'topic';
    ELSE
        -- One that isn't theirs is not even locked. One that staff merged into another goes on there.
        IF EXISTS (SELECT FROM thread WHERE id = v_thread AND patient_id = p_patient_id) THEN
            v_thread := thread_to_continue(v_thread);
        END IF;
        -- Asked again, now that nobody moves it. A conversation in which nothing was sent yet (staff's first
        -- message waits) doesn't exist for the portal.
        IF NOT EXISTS (SELECT FROM thread WHERE id = v_thread AND patient_id = p_patient_id)
           OR NOT EXISTS (SELECT FROM message WHERE message.thread_id = v_thread) THEN
            RAISE EXCEPTION 'This conversation doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
        END IF;
    END IF;

    INSERT INTO message (thread_id, direction, account_id, author, body, sent_at)
    VALUES (v_thread, 'inbound', v_account, portal_account_name(), v_body, v_now) RETURNING id INTO v_message;
    INSERT INTO attachment (message_id, name, media_type, content)
    SELECT v_message, name, portal_media_type(content), content
    FROM unnest(p_file_names, p_files) WITH ORDINALITY AS given (name, content, place) ORDER BY place;
    -- The task before the thread: staff's actions lock in this order too.
    v_task := thread_received(
        v_message, CASE WHEN v_relation = '' THEN 'Patient' ELSE format('Proxy (%s)', v_relation) END);
    UPDATE thread
    SET account_id = v_account, last_message_at = greatest(last_message_at, v_now),
        last_inbound_id = greatest(last_inbound_id, v_message),
        first_words = left(btrim(regexp_replace(v_body, '[[:space:]]+', ' ', 'g')), 160)
    WHERE id = v_thread;
    UPDATE submission SET result = jsonb_build_object('thread_id', v_thread, 'message_id', v_message)
    WHERE token = p_token;
    PERFORM portal_audit('portal.message.sent', p_patient_id, 'message', v_message,
                         jsonb_build_object('thread_id', v_thread, 'task_id', v_task, 'files', cardinality(p_files)));
    RETURN QUERY SELECT v_thread, v_message;
END $$;

-- A conversation's messages, oldest first; replies among them count as read from now on. One that staff merged into
-- another shows that one's: a page that was open in the portal meanwhile still finds it.
CREATE OR REPLACE FUNCTION portal_read_thread(p_thread_id bigint)
    RETURNS TABLE (message_id bigint, direction text, author text, body text, sent_at timestamptz, files jsonb)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_thread bigint := coalesce((SELECT merged_into_id FROM thread WHERE id = p_thread_id), p_thread_id);
    v_read bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM message WHERE thread_id = v_thread) THEN
        RAISE EXCEPTION 'This conversation doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    UPDATE message SET read_at = statement_timestamp()
    WHERE thread_id = v_thread AND direction = 'outbound' AND read_at IS NULL;
    GET DIAGNOSTICS v_read = ROW_COUNT;
    IF v_read > 0 THEN
        PERFORM portal_audit('portal.thread.read', thread.patient_id, 'thread', thread.id,
                             jsonb_build_object('replies', v_read))
        FROM thread WHERE id = v_thread;
    END IF;
    RETURN QUERY
    SELECT message.id, message.direction, message.author, message.body, message.sent_at,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', attachment.id, 'name', attachment.name,
                                                         'media_type', attachment.media_type) ORDER BY attachment.id)
                     FROM attachment WHERE attachment.message_id = message.id), '[]')
    FROM message WHERE thread_id = v_thread ORDER BY message.sent_at, message.id;
END $$;

-- A file that was found to be dangerous, or no picture at all, leaves by nobody's door.
CREATE OR REPLACE FUNCTION portal_attachment(p_attachment_id bigint)
    RETURNS TABLE (name text, media_type text, content bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT name, media_type, content FROM attachment WHERE id = p_attachment_id AND refusal = '';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This file doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
END $$;
