-- The portal's contract: the only part of this schema that the patient portal reaches.
--
-- Two kinds of functions, all SECURITY DEFINER, none with dynamic SQL:
--   * those of {{contract}} read and write conversations, and row security binds them to the account
--     whose session token the transaction carries;
--   * those of {{owner}} look up accounts and sessions, on which the contract itself has no grant.
-- Literals avoid backslashes: the caller can switch standard_conforming_strings off.

-- Nobody runs a function unless it says so ------------------------------------------------------

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {{schema}} FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

DO $$
DECLARE
    job_function regprocedure;
BEGIN
    FOR job_function IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = '{{schema}}'::regnamespace AND starts_with(proname, 'procrastinate_')
          AND prorettype <> 'trigger'::regtype
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {{app}}', job_function);
    END LOOP;
END $$;

-- Who is it -------------------------------------------------------------------------------------

-- Known to nobody but this schema: makes salts for unknown logins, which can't be told from real ones.
INSERT INTO setting (key, value)
VALUES ('portal.unknown_login', jsonb_build_object('secret', gen_random_uuid()::text || gen_random_uuid()::text))
ON CONFLICT (key) DO NOTHING;

-- The account of the live session whose token this transaction carries, else NULL. Asked anew by each statement,
-- so that ending a session or disabling an account bites inside a transaction too.
CREATE FUNCTION portal_account_id() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT account.id
    FROM portal_session session JOIN portal_account account ON account.id = session.account_id
    WHERE session.token_hash
            = sha256(convert_to(nullif(current_setting('portside.portal_token', true), ''), 'UTF8'))
      AND session.ended_at IS NULL AND session.expires_at > statement_timestamp() AND account.state = 'active'
$$;

-- Whom that account may act for: its own patient (relation '') and those it is a proxy of today, where the
-- patient's site is.
CREATE FUNCTION portal_acting_for()
    RETURNS TABLE (patient_id bigint, given text, family text, site_id bigint, relation text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT patient.id, patient.given, patient.family, patient.site_id, ''
    FROM portal_account account JOIN patient ON patient.id = account.patient_id
    WHERE account.id = portal_account_id()
    UNION ALL
    SELECT patient.id, patient.given, patient.family, patient.site_id, min(proxy.relation)
    FROM proxy_grant proxy
        JOIN patient ON patient.id = proxy.patient_id
        LEFT JOIN site ON site.id = patient.site_id
        CROSS JOIN LATERAL (
            SELECT (statement_timestamp() AT TIME ZONE coalesce(site.time_zone, 'UTC'))::date AS today
        ) here
    WHERE proxy.account_id = portal_account_id() AND proxy.revoked_at IS NULL
      AND proxy.starts_on <= here.today AND (proxy.ends_on IS NULL OR here.today < proxy.ends_on)
      AND NOT EXISTS (SELECT FROM portal_account own
                      WHERE own.id = proxy.account_id AND own.patient_id = proxy.patient_id)
    GROUP BY patient.id
$$;

CREATE FUNCTION portal_patient_ids() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT coalesce(array_agg(patient_id), '{}') FROM portal_acting_for()
$$;

CREATE FUNCTION portal_account_name() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT name FROM portal_account WHERE id = portal_account_id()
$$;

CREATE FUNCTION portal_audit(
    p_kind text, p_patient_id bigint, p_subject_type text, p_subject_id bigint, p_detail jsonb DEFAULT '{}'
) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    INSERT INTO audit_event (kind, actor, patient_id, subject_type, subject_id, detail)
    VALUES (p_kind, coalesce('portal account ' || portal_account_id(), 'portal'), p_patient_id, p_subject_type,
            p_subject_id, p_detail)
$$;

-- Sessions --------------------------------------------------------------------------------------

CREATE FUNCTION portal_salt(p_login text) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT coalesce(
        (SELECT salt FROM portal_account WHERE login = lower(btrim(p_login)) AND state = 'active'),
        substring(sha256(convert_to(
            (SELECT value ->> 'secret' FROM setting WHERE key = 'portal.unknown_login')
            || lower(btrim(coalesce(p_login, ''))), 'UTF8')) FROM 1 FOR 16))
$$;

-- A session's token, or NULL: the same for an unknown login, a wrong key, a lock. NULL and not an error, because
-- an error would undo the counting. Each refusal writes one row, so that its time says nothing either.
CREATE FUNCTION portal_open_session(p_login text, p_key bytea) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_login text := lower(btrim(coalesce(p_login, '')));
    v_now timestamptz := statement_timestamp();
    v_account portal_account;
    v_token text;
    v_session bigint;
    v_failures integer;
BEGIN
    SELECT * INTO v_account FROM portal_account WHERE login = v_login AND state = 'active' FOR NO KEY UPDATE;
    IF NOT FOUND OR v_account.locked_until > v_now THEN
        INSERT INTO sign_in_throttle AS known (kind, key_hash, failures)
        VALUES ('portal', sha256(convert_to(v_login || (
                    SELECT value ->> 'secret' FROM setting WHERE key = 'portal.unknown_login'), 'UTF8')), 1)
        ON CONFLICT (kind, key_hash) DO UPDATE SET failures = known.failures + 1, last_failed_at = v_now;
        RETURN NULL;
    END IF;
    IF p_key IS NULL OR v_account.key_hash IS NULL OR sha256(p_key) <> v_account.key_hash THEN
        -- From the fifth failure in a row on: one minute, doubling, an hour at most.
        v_failures := v_account.failures + 1;
        UPDATE portal_account
        SET failures = v_failures,
            locked_until = CASE WHEN v_failures >= 5
                                THEN v_now + least(interval '1 minute' * 2 ^ least(v_failures - 5, 10),
                                                   interval '1 hour') END
        WHERE id = v_account.id;
        IF v_failures >= 5 THEN
            PERFORM portal_audit('portal.session.locked', v_account.patient_id, 'portal_account', v_account.id,
                                 jsonb_build_object('failures', v_failures));
        END IF;
        RETURN NULL;
    END IF;
    v_token := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    INSERT INTO portal_session (token_hash, account_id, started_at, expires_at)
    VALUES (sha256(convert_to(v_token, 'UTF8')), v_account.id, v_now, v_now + interval '30 minutes')
    RETURNING id INTO v_session;
    UPDATE portal_account SET failures = 0, locked_until = NULL, last_sign_in_at = v_now WHERE id = v_account.id;
    INSERT INTO audit_event (kind, actor, patient_id, subject_type, subject_id)
    VALUES ('portal.session.opened', 'portal account ' || v_account.id, v_account.patient_id, 'portal_session',
            v_session);
    RETURN v_token;
END $$;

CREATE FUNCTION portal_enter(p_token text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    PERFORM set_config('portside.portal_token', coalesce(p_token, ''), true);
    IF portal_account_id() IS NULL THEN
        PERFORM set_config('portside.portal_token', '', true);
        RAISE EXCEPTION 'Your session has ended. Sign in again.' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
END $$;

CREATE FUNCTION portal_close_session() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_session bigint;
BEGIN
    IF portal_account_id() IS NOT NULL THEN
        SELECT id INTO STRICT v_session FROM portal_session
        WHERE token_hash = sha256(convert_to(current_setting('portside.portal_token', true), 'UTF8'));
        PERFORM portal_audit('portal.session.closed', NULL, 'portal_session', v_session);
        UPDATE portal_session SET ended_at = statement_timestamp() WHERE id = v_session;
    END IF;
END $$;

-- Row security ----------------------------------------------------------------------------------

DO $$
DECLARE
    protected text;
BEGIN
    FOREACH protected IN ARRAY ARRAY['thread', 'message', 'attachment', 'submission'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
        EXECUTE format('CREATE POLICY application ON %I TO {{app}} USING (true) WITH CHECK (true)', protected);
    END LOOP;
END $$;

CREATE POLICY portal_reads ON thread FOR SELECT TO {{contract}}
    USING (patient_id = ANY ((SELECT portal_patient_ids())::bigint[]));
CREATE POLICY portal_starts ON thread FOR INSERT TO {{contract}}
    WITH CHECK (patient_id = ANY ((SELECT portal_patient_ids())::bigint[])
                AND account_id = (SELECT portal_account_id()));
CREATE POLICY portal_continues ON thread FOR UPDATE TO {{contract}}
    USING (patient_id = ANY ((SELECT portal_patient_ids())::bigint[]))
    WITH CHECK (patient_id = ANY ((SELECT portal_patient_ids())::bigint[])
                AND account_id = (SELECT portal_account_id()));

-- A reply in its undo window and one that was withdrawn don't exist for the portal.
CREATE POLICY portal_reads ON message FOR SELECT TO {{contract}}
    USING (sent_at IS NOT NULL AND withdrawn_at IS NULL
           AND EXISTS (SELECT FROM thread WHERE thread.id = message.thread_id));
CREATE POLICY portal_writes ON message FOR INSERT TO {{contract}}
    WITH CHECK (direction = 'inbound' AND account_id = (SELECT portal_account_id())
                AND EXISTS (SELECT FROM thread WHERE thread.id = message.thread_id));
CREATE POLICY portal_marks_read ON message FOR UPDATE TO {{contract}}
    USING (direction = 'outbound' AND sent_at IS NOT NULL AND withdrawn_at IS NULL
           AND EXISTS (SELECT FROM thread WHERE thread.id = message.thread_id));

CREATE POLICY portal_reads ON attachment FOR SELECT TO {{contract}}
    USING (EXISTS (SELECT FROM message WHERE message.id = attachment.message_id));
CREATE POLICY portal_writes ON attachment FOR INSERT TO {{contract}}
    WITH CHECK (EXISTS (SELECT FROM message WHERE message.id = attachment.message_id
                        AND direction = 'inbound' AND account_id = (SELECT portal_account_id())));

CREATE POLICY portal_once ON submission TO {{contract}}
    USING (actor = 'portal:' || (SELECT portal_account_id()))
    WITH CHECK (actor = 'portal:' || (SELECT portal_account_id()));

GRANT SELECT (id, patient_id, account_id, topic, subject, last_message_at, last_inbound_id),
      INSERT (patient_id, account_id, topic, subject),
      UPDATE (account_id, first_words, last_message_at, last_inbound_id) ON thread TO {{contract}};
GRANT SELECT (id, thread_id, direction, account_id, author, body, sent_at, read_at),
      INSERT (thread_id, direction, account_id, author, body, sent_at), UPDATE (read_at) ON message TO {{contract}};
GRANT SELECT (id, message_id, name, media_type, content), INSERT (message_id, name, media_type, content)
      ON attachment TO {{contract}};
GRANT SELECT (token, action, result), INSERT (token, action, actor), UPDATE (result)
      ON submission TO {{contract}};

-- Anything inbound reopens and wakes a task -----------------------------------------------------

-- Puts an inbound message before staff: wakes or reopens the newest inbox task of its thread, or makes one;
-- returns the task's id. `triaged_at` is emptied, so that the worker reads the new message for red flags.
-- The version stays: only the edits of people count it up.
CREATE FUNCTION thread_received(p_message_id bigint, p_actor text) RETURNS bigint
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
                              last_inbound_id, last_inbound_at)
            SELECT v_queue.id, 'thread', v_thread.id, v_thread.patient_id, patient.site_id, v_queue.team_id,
                   coalesce('Message: ' || (SELECT lower(label) FROM portal_topics() WHERE topic = v_thread.topic),
                            'Message'),
                   v_thread.topic, v_message.id, v_message.sent_at
            FROM patient WHERE patient.id = v_thread.patient_id
            ON CONFLICT DO NOTHING RETURNING * INTO v_task;
            EXIT WHEN FOUND;  -- else another message made the task just now: look again
        ELSIF v_task.closed_at IS NULL THEN
            UPDATE task
            SET status = CASE WHEN status <> 'on-hold' THEN status
                              WHEN owner_id IS NULL THEN 'requested' ELSE 'in-progress' END,
                business_status = CASE WHEN status = 'on-hold' THEN '' ELSE business_status END,
                on_hold_until = NULL, triaged_at = NULL,
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
                    due_at = DEFAULT, first_response_due_at = NULL,
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

-- What patients do ------------------------------------------------------------------------------

-- The topics to choose from, in the words of rules/topics.py. They stand in tasks' titles, so they name no symptom
-- and no drug.
CREATE FUNCTION portal_topics() RETURNS TABLE (topic text, label text)
    LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    VALUES ('health', 'Health question'), ('refill', 'Refill'), ('medication', 'Medicine'), ('results', 'Results'),
           ('tests', 'Tests'), ('scheduling', 'Scheduling'), ('referral', 'Referral'), ('billing', 'Billing'),
           ('admin', 'Administration'), ('other', 'Something else')
$$;

-- Whom the signed-in account may act for; the relation is empty for the account's own patient.
CREATE FUNCTION portal_people() RETURNS TABLE (patient_id bigint, given text, family text, relation text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT patient_id, given, family, relation FROM portal_acting_for() ORDER BY relation <> '', given, patient_id
$$;

-- What a file is by its first bytes, or NULL when it is none of the kinds that are taken.
CREATE FUNCTION portal_media_type(p_content bytea) RETURNS text
    LANGUAGE sql IMMUTABLE SET search_path = {{schema}}, pg_temp AS $$
    SELECT CASE
        WHEN substring(p_content FROM 1 FOR 3) = decode('ffd8ff', 'hex') THEN 'image/jpeg'
        WHEN substring(p_content FROM 1 FOR 8) = decode('89504e470d0a1a0a', 'hex') THEN 'image/png'
        WHEN substring(p_content FROM 1 FOR 5) = convert_to('%PDF-', 'UTF8') THEN 'application/pdf'
        WHEN substring(p_content FROM 5 FOR 4) = convert_to('ftyp', 'UTF8')
             AND substring(p_content FROM 9 FOR 4) IN (convert_to('heic', 'UTF8'), convert_to('heix', 'UTF8'),
                                                       convert_to('mif1', 'UTF8'), convert_to('msf1', 'UTF8'))
            THEN 'image/heic'
    END
$$;

-- Refuses the first file that can't be taken, with a sentence for the sender.
CREATE FUNCTION portal_check_files(p_names text[], p_files bytea[]) RETURNS void
    LANGUAGE plpgsql IMMUTABLE SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_file record;
    v_type text;
    v_ending text;
    v_why text;
BEGIN
    IF p_names IS NULL OR p_files IS NULL OR cardinality(p_names) <> cardinality(p_files) THEN
        v_why := 'Each file needs a name.';
    ELSIF cardinality(p_files) > 5 THEN
        v_why := 'Send at most 5 files with a message.';
    END IF;
    FOR v_file IN SELECT name, content FROM unnest(p_names, p_files) AS given (name, content) WHERE v_why IS NULL LOOP
        v_type := portal_media_type(v_file.content);
        v_ending := lower(substring(v_file.name FROM '[.]([^.]*)$'));
        v_why := CASE
            WHEN v_file.name IS NULL OR v_file.content IS NULL OR btrim(v_file.name) = '' THEN 'Each file needs a name.'
            WHEN char_length(v_file.name) > 200 THEN 'A file''s name has at most 200 characters.'
            WHEN v_file.name ~ E'[\\u0001-\\u001f\\u007f/\\\\]'
                THEN 'A file''s name holds a character that can''t be used. Rename the file.'
            WHEN octet_length(v_file.content) = 0 THEN 'A file is empty.'
            WHEN octet_length(v_file.content) > 10485760 THEN 'A file is larger than 10 MB.'
            WHEN v_type IS NULL THEN 'Send photos (JPEG, PNG, HEIC) or PDF files only; one file is something else.'
            WHEN v_ending IS NOT NULL AND v_ending <> ALL (CASE v_type
                    WHEN 'image/jpeg' THEN ARRAY['jpg', 'jpeg', 'jpe', 'jfif'] WHEN 'image/png' THEN ARRAY['png']
                    WHEN 'image/heic' THEN ARRAY['heic', 'heif'] ELSE ARRAY['pdf'] END)
                THEN 'A file''s name says something else than its content. Send the original file.'
        END;
        EXIT WHEN v_why IS NOT NULL;
    END LOOP;
    IF v_why IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = v_why, ERRCODE = 'invalid_parameter_value', COLUMN = 'files';
    END IF;
END $$;

-- Refuses text that can't be taken, with a sentence for the sender.
CREATE FUNCTION portal_check_text(p_field text, p_value text, p_longest integer) RETURNS void
    LANGUAGE plpgsql IMMUTABLE SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_called text := CASE p_field WHEN 'body' THEN 'message' ELSE p_field END;
BEGIN
    IF char_length(p_value) > p_longest THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', COLUMN = p_field,
            MESSAGE = format('The %s has %s characters; at most %s can be sent.', v_called, char_length(p_value),
                             p_longest);
    END IF;
    -- Line breaks and tabs belong in a message, not in a subject.
    IF p_value ~ (CASE WHEN p_field = 'body' THEN E'[\\u0001-\\u0008\\u000b-\\u001f\\u007f]'
                       ELSE E'[\\u0001-\\u001f\\u007f]' END) THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', COLUMN = p_field,
            MESSAGE = format('The %s holds a control character. Remove it and try again.', v_called);
    END IF;
END $$;

CREATE FUNCTION portal_send_message(
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
    -- A conversation in which nothing was sent yet (staff's first message waits) doesn't exist for the portal.
    ELSIF NOT EXISTS (SELECT FROM thread WHERE id = v_thread AND patient_id = p_patient_id)
          OR NOT EXISTS (SELECT FROM message WHERE message.thread_id = v_thread) THEN
        RAISE EXCEPTION 'This conversation doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
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

-- The newest conversations whose last visible message is older than `p_before`, at most 100.
CREATE FUNCTION portal_threads(p_before timestamptz DEFAULT NULL, p_limit integer DEFAULT 50)
    RETURNS TABLE (thread_id bigint, patient_id bigint, topic text, subject text, last_message_at timestamptz,
                   unread bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT thread.id, thread.patient_id, thread.topic, thread.subject, seen.last_at, seen.unread
    FROM thread CROSS JOIN LATERAL (
        SELECT max(sent_at) AS last_at, count(*) FILTER (WHERE direction = 'outbound' AND read_at IS NULL) AS unread
        FROM message WHERE message.thread_id = thread.id
    ) seen
    WHERE seen.last_at IS NOT NULL AND (p_before IS NULL OR seen.last_at < p_before)
    ORDER BY seen.last_at DESC, thread.id DESC
    LIMIT least(greatest(coalesce(p_limit, 50), 1), 100)
$$;

-- A conversation's messages, oldest first; replies among them count as read from now on.
CREATE FUNCTION portal_read_thread(p_thread_id bigint)
    RETURNS TABLE (message_id bigint, direction text, author text, body text, sent_at timestamptz, files jsonb)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_read bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM message WHERE thread_id = p_thread_id) THEN
        RAISE EXCEPTION 'This conversation doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    UPDATE message SET read_at = statement_timestamp()
    WHERE thread_id = p_thread_id AND direction = 'outbound' AND read_at IS NULL;
    GET DIAGNOSTICS v_read = ROW_COUNT;
    IF v_read > 0 THEN
        PERFORM portal_audit('portal.thread.read', thread.patient_id, 'thread', thread.id,
                             jsonb_build_object('replies', v_read))
        FROM thread WHERE id = p_thread_id;
    END IF;
    RETURN QUERY
    SELECT message.id, message.direction, message.author, message.body, message.sent_at,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', attachment.id, 'name', attachment.name,
                                                         'media_type', attachment.media_type) ORDER BY attachment.id)
                     FROM attachment WHERE attachment.message_id = message.id), '[]')
    FROM message WHERE thread_id = p_thread_id ORDER BY message.sent_at, message.id;
END $$;

CREATE FUNCTION portal_attachment(p_attachment_id bigint) RETURNS TABLE (name text, media_type text, content bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT name, media_type, content FROM attachment WHERE id = p_attachment_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This file doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
END $$;

-- Who runs what ---------------------------------------------------------------------------------

GRANT EXECUTE ON FUNCTION portal_account_id(), portal_acting_for(), portal_patient_ids(),
    portal_audit(text, bigint, text, bigint, jsonb), portal_account_name(), thread_received(bigint, text)
    TO {{contract}};
GRANT EXECUTE ON FUNCTION thread_received(bigint, text) TO {{app}};

-- Row security binds these: they run as {{contract}}.
ALTER FUNCTION portal_enter(text) OWNER TO {{contract}};
ALTER FUNCTION portal_topics() OWNER TO {{contract}};
ALTER FUNCTION portal_people() OWNER TO {{contract}};
ALTER FUNCTION portal_media_type(bytea) OWNER TO {{contract}};
ALTER FUNCTION portal_check_files(text[], bytea[]) OWNER TO {{contract}};
ALTER FUNCTION portal_check_text(text, text, integer) OWNER TO {{contract}};
ALTER FUNCTION portal_send_message(uuid, bigint, bigint, text, text, text, text[], bytea[]) OWNER TO {{contract}};
ALTER FUNCTION portal_threads(timestamptz, integer) OWNER TO {{contract}};
ALTER FUNCTION portal_read_thread(bigint) OWNER TO {{contract}};
ALTER FUNCTION portal_attachment(bigint) OWNER TO {{contract}};

-- The contract itself: what the portal may call, and nothing else.
GRANT EXECUTE ON FUNCTION portal_salt(text), portal_open_session(text, bytea), portal_enter(text),
    portal_close_session(), portal_topics(), portal_people(),
    portal_send_message(uuid, bigint, bigint, text, text, text, text[], bytea[]),
    portal_threads(timestamptz, integer), portal_read_thread(bigint), portal_attachment(bigint)
    TO {{portal}};
