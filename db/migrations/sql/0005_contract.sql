-- The portal's contract goes on: what proxies may do is bounded by the scopes of their access, and access itself is
-- asked for, shown and ended.
-- Literals avoid backslashes: the caller can switch standard_conforming_strings off.

-- Who may do what -------------------------------------------------------------------------------

-- What a request for access can name, in the words of rules/proxy_scopes.py: a relation, and what is to be open.
CREATE FUNCTION portal_proxy_choices() RETURNS TABLE (field text, value text, label text)
    LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    VALUES ('relation', 'parent', 'Parent'), ('relation', 'step-parent', 'Step-parent'),
           ('relation', 'guardian', 'Guardian'), ('relation', 'foster', 'Foster parent'),
           ('relation', 'shared-custody', 'Parent with shared custody'), ('relation', 'spouse', 'Spouse or partner'),
           ('relation', 'child', 'Grown-up child'), ('relation', 'sibling', 'Brother or sister'),
           ('relation', 'caregiver', 'Caregiver'), ('relation', 'power-of-attorney', 'Holder of a power of attorney'),
           ('relation', 'other', 'Other'),
           ('scope', 'view', 'See visits and the record''s outline'), ('scope', 'results', 'See test results'),
           ('scope', 'notes', 'Read visit notes'), ('scope', 'messages', 'Write and read messages'),
           ('scope', 'appointments', 'Book and change visits'), ('scope', 'refills', 'Ask for refills'),
           ('scope', 'billing', 'See and pay bills'), ('scope', 'documents', 'See and send documents')
$$;

-- Whom the entered account may act for, and in what: its own patient (relation '') in everything, and those it is a
-- proxy of in what its grants open now.
DROP FUNCTION portal_acting_for();
CREATE FUNCTION portal_acting_for()
    RETURNS TABLE (patient_id bigint, given text, family text, site_id bigint, relation text, scopes text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT patient.id, patient.given, patient.family, patient.site_id, '',
           ARRAY(SELECT value FROM portal_proxy_choices() WHERE field = 'scope')
    FROM portal_account account JOIN patient ON patient.id = account.patient_id
    WHERE account.id = portal_account_id()
    UNION ALL
    SELECT patient.id, patient.given, patient.family, patient.site_id, min(proxy.relation),
           array_agg(DISTINCT opened.scope)
    FROM proxy_grant proxy
        JOIN patient ON patient.id = proxy.patient_id
        CROSS JOIN LATERAL unnest(proxy_grant_scopes(proxy.id, statement_timestamp())) opened (scope)
    WHERE proxy.account_id = portal_account_id() AND proxy.revoked_at IS NULL
      AND NOT EXISTS (SELECT FROM portal_account own
                      WHERE own.id = proxy.account_id AND own.patient_id = proxy.patient_id)
    GROUP BY patient.id
$$;

CREATE OR REPLACE FUNCTION portal_patients_with(p_scope text) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT coalesce(array_agg(patient_id), '{}') FROM portal_acting_for() WHERE p_scope = ANY (scopes)
$$;

-- As what the account acts for the patient in something: '' for its own, the relation of a proxy, NULL if it may not.
-- That a proxy used the access is noted, within an hour.
CREATE OR REPLACE FUNCTION portal_acting_as(p_patient_id bigint, p_scope text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_now timestamptz := statement_timestamp();
    v_relation text;
    v_own boolean;
BEGIN
    SELECT relation, patient_id IS NOT DISTINCT FROM (SELECT me.patient_id FROM portal_self() me)
    INTO v_relation, v_own FROM portal_acting_for() WHERE patient_id = p_patient_id AND p_scope = ANY (scopes);
    IF NOT v_own THEN
        UPDATE proxy_grant SET last_used_at = v_now
        WHERE account_id = portal_account_id() AND patient_id = p_patient_id AND revoked_at IS NULL
          AND coalesce(last_used_at < v_now - interval '1 hour', true)
          AND p_scope = ANY (proxy_grant_scopes(id, v_now));
    END IF;
    RETURN v_relation;
END $$;

-- Who has entered; its own patient's names and birth date, where it is a patient.
CREATE FUNCTION portal_self(OUT account_id bigint, OUT name text, OUT email text, OUT patient_id bigint,
                            OUT given text, OUT family text, OUT birth_date date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT account.id, account.name, account.email, account.patient_id, patient.given, patient.family,
           patient.birth_date
    FROM portal_account account LEFT JOIN patient ON patient.id = account.patient_id
    WHERE account.id = portal_account_id()
$$;

ALTER POLICY portal_reads ON thread USING (patient_id = ANY ((SELECT portal_patients_with('messages'))::bigint[]));
ALTER POLICY portal_starts ON thread
    WITH CHECK (patient_id = ANY ((SELECT portal_patients_with('messages'))::bigint[])
                AND account_id = (SELECT portal_account_id()));
ALTER POLICY portal_continues ON thread
    USING (patient_id = ANY ((SELECT portal_patients_with('messages'))::bigint[]))
    WITH CHECK (patient_id = ANY ((SELECT portal_patients_with('messages'))::bigint[])
                AND account_id = (SELECT portal_account_id()));

-- Whom the signed-in account may act for, and in what; the relation is empty for the account's own patient.
DROP FUNCTION portal_people();
CREATE FUNCTION portal_people()
    RETURNS TABLE (patient_id bigint, given text, family text, relation text, scopes text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT patient_id, given, family, relation, scopes FROM portal_acting_for()
    ORDER BY relation <> '', given, patient_id
$$;

-- THE rule, stated once: the results that the entered account may see, each since when. Final or corrected, of a
-- patient whose results it may see today, released to it and not held from it. A hold counts until somebody ends it,
-- however long it has run out. A release made while the result stood under another patient opens nothing.
-- db/queries/result_audience.py says the same for who reads in Python.
-- By the patients' index, whatever the planner believes: each statement of the portal asks it several times.
CREATE OR REPLACE FUNCTION portal_open_results() RETURNS TABLE (report_id bigint, released_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp ROWS 100 AS $$
    SELECT report.id, opened.released_at
    FROM portal_account account
        CROSS JOIN diagnostic_report report
        CROSS JOIN LATERAL (SELECT account.patient_id IS NOT DISTINCT FROM report.patient_id AS own) acting
        CROSS JOIN LATERAL (
            SELECT min(release.released_at) AS released_at FROM result_release release
            WHERE release.report_id = report.id AND release.patient_id = report.patient_id
              AND release.withdrawn_at IS NULL
              AND result_audience_covers(release.audience, release.account_id, account.id, acting.own)
        ) opened
    WHERE account.id = (SELECT portal_account_id())
      AND report.patient_id = ANY ((SELECT portal_patients_with('results'))::bigint[])
      AND report.status IN ('final', 'corrected') AND opened.released_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM result_hold hold
                      WHERE hold.report_id = report.id AND hold.ended_at IS NULL
                        AND result_audience_covers(hold.audience, hold.account_id, account.id, acting.own))
$$;

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
    v_relation := portal_acting_as(p_patient_id, 'messages');
    IF v_relation IS NULL THEN
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
    PERFORM portal_acting_as(patient_id, 'messages') FROM thread WHERE id = v_thread;  -- a proxy's use is noted
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

-- The account has opened the result. The first time, and the first time after a correction, leave an audit event.
CREATE OR REPLACE FUNCTION portal_mark_result_read(p_report_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_patient bigint;
    v_before timestamptz;
    v_changed timestamptz;
    v_now timestamptz := statement_timestamp();
BEGIN
    SELECT patient_id INTO v_patient FROM diagnostic_report WHERE id = p_report_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This result doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM portal_acting_as(v_patient, 'results');  -- a proxy's use is noted
    SELECT last_at INTO v_before FROM result_read WHERE report_id = p_report_id;
    SELECT max(corrected_at) INTO v_changed FROM portal_corrections(p_report_id);
    INSERT INTO result_read AS opened (report_id, account_id, first_at, last_at)
    VALUES (p_report_id, portal_account_id(), v_now, v_now)
    ON CONFLICT (report_id, account_id) DO UPDATE SET last_at = greatest(opened.last_at, v_now);
    IF v_before IS NULL OR v_before <= v_changed THEN
        PERFORM portal_audit('portal.result.read', v_patient, 'diagnostic_report', p_report_id,
                             jsonb_build_object('again', v_before IS NOT NULL));
    END IF;
END $$;

-- Access asked for ------------------------------------------------------------------------------

ALTER TABLE proxy_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY application ON proxy_request TO {{app}} USING (true) WITH CHECK (true);
CREATE INDEX ix_proxy_request_by_patient ON proxy_request (patient_id) WHERE by_patient;
-- A request is seen by the account that made it. Who is named in a patient's request doesn't see it, and a patient
-- doesn't see what somebody else asks: neither is known to be who they are said to be yet.
CREATE POLICY portal_reads ON proxy_request FOR SELECT TO {{contract}}
    USING ((NOT by_patient AND account_id = (SELECT portal_account_id()))
           OR (by_patient AND patient_id = (SELECT me.patient_id FROM portal_self() me)));
CREATE POLICY portal_asks ON proxy_request FOR INSERT TO {{contract}}
    WITH CHECK (decision = '' AND CASE
        WHEN by_patient THEN patient_id = (SELECT me.patient_id FROM portal_self() me) AND account_id IS NULL
        ELSE account_id = (SELECT portal_account_id()) AND consent = 'none'
             AND (patient_id IS NULL OR patient_id = ANY ((SELECT portal_patient_ids())::bigint[])) END);
CREATE POLICY portal_writes_papers ON attachment FOR INSERT TO {{contract}}
    WITH CHECK (EXISTS (SELECT FROM proxy_request request
                        WHERE request.id = attachment.proxy_request_id AND request.decision = ''));

GRANT SELECT (id, patient_id, said_given, said_family, account_id, proxy_name, by_patient, relation, scopes, created_at,
              papers_asked_at, papers_text, decision, decided_at),
      INSERT (patient_id, said_given, said_family, said_birth_date, account_id, proxy_name, proxy_email, asked_by,
              by_patient, relation, scopes, note, headline, consent, consent_at) ON proxy_request TO {{contract}};
GRANT INSERT (proxy_request_id) ON attachment TO {{contract}};

-- Asks for access; the request's id. Patients ask that somebody may act for them, and agree to it; everybody else asks
-- for themselves, for the patient who has that name and birth date, or for more for one they act for already. Nothing
-- says whether the clinic knows such a patient.
CREATE FUNCTION portal_request_proxy(
    p_token uuid, p_patient_id bigint, p_given text, p_family text, p_birth_date date, p_relation text,
    p_scopes text[], p_proxy_name text, p_proxy_email text, p_consent boolean, p_note text DEFAULT '',
    p_file_names text[] DEFAULT '{}', p_files bytea[] DEFAULT '{}'
) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_me record;
    v_by_patient boolean;
    v_given text := btrim(coalesce(p_given, ''));
    v_family text := btrim(coalesce(p_family, ''));
    v_name text := btrim(coalesce(p_proxy_name, ''));
    v_email text := lower(btrim(coalesce(p_proxy_email, '')));
    v_note text := btrim(replace(replace(coalesce(p_note, ''), chr(13) || chr(10), chr(10)), chr(13), chr(10)),
                         E' \n\t');
    v_relation text := (SELECT label FROM portal_proxy_choices() WHERE field = 'relation' AND value = p_relation);
    v_scopes text[] := ARRAY(SELECT value FROM portal_proxy_choices() WHERE field = 'scope' AND value = ANY (p_scopes));
    v_field text;
    v_why text;
    v_first submission.result%TYPE;
    v_request bigint;
    v_task bigint;
BEGIN
    SELECT * INTO v_me FROM portal_self();
    v_by_patient := coalesce(p_patient_id = v_me.patient_id, false);
    IF v_me.account_id IS NULL THEN
        RAISE EXCEPTION 'Your session has ended. Sign in again.' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    IF p_patient_id IS NOT NULL AND p_patient_id <> ALL (portal_patient_ids()) THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    IF p_token IS NULL THEN
        RAISE EXCEPTION 'The form has no token. Reload the page.'
            USING ERRCODE = 'invalid_parameter_value', COLUMN = 'token';
    END IF;

    -- Once: a second submit waits for the first to commit, then gets its result.
    INSERT INTO submission (token, action, actor) VALUES (p_token, 'portal.request_proxy', 'portal:' || v_me.account_id)
    ON CONFLICT (token) DO NOTHING;
    IF NOT FOUND THEN
        SELECT result INTO v_first FROM submission WHERE token = p_token AND action = 'portal.request_proxy';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'This form was submitted before, for something else. Reload the page.'
                USING ERRCODE = 'unique_violation';
        END IF;
        RETURN (v_first ->> 'request_id')::bigint;
    END IF;

    SELECT field, why INTO v_field, v_why FROM (VALUES
        (1, v_relation IS NULL, 'relation', 'Choose how the two of you are related.'),
        (2, cardinality(v_scopes) = 0 OR NOT coalesce(p_scopes <@ v_scopes, false), 'scopes',
            'Choose what the access is for.'),
        (3, p_patient_id IS NULL AND (v_given = '' OR v_family = ''), 'given', 'Give the patient''s name.'),
        (4, p_patient_id IS NULL AND coalesce(
                p_birth_date NOT BETWEEN current_date - interval '130 years' AND current_date + 1, true),
            'birth_date', 'Give the patient''s birth date; it can''t lie in the future.'),
        (5, p_patient_id IS NOT NULL AND (v_given <> '' OR v_family <> '' OR p_birth_date IS NOT NULL), 'given',
            'Name a patient or choose one, not both.'),
        (6, p_patient_id IS NULL AND (lower(v_given), lower(v_family), p_birth_date)
                                     = (lower(v_me.given), lower(v_me.family), v_me.birth_date),
            'given', 'This is your own record: you see it already.'),
        (7, v_by_patient AND (v_name = '' OR lower(v_name) = lower(v_me.name)), 'proxy_name',
            'Give the name of whoever is to act for you.'),
        (8, v_by_patient AND (char_length(v_email) > 254 OR v_email !~ '^[^@[:space:]]+@[^@[:space:]]+$'),
            'proxy_email', 'Give their e-mail address, so that the clinic can write to them.'),
        (9, v_by_patient AND v_email = lower(v_me.email), 'proxy_email',
            'This is your own e-mail address. Whoever acts for you needs one of their own.'),
        (10, v_by_patient AND p_consent IS NOT TRUE, 'consent', 'Say that you agree to this access.'),
        (11, NOT v_by_patient AND coalesce(p_consent, false), 'consent',
            'Only patients themselves can agree to this here.'),
        (12, NOT v_by_patient AND v_name <> '' AND v_name <> v_me.name, 'proxy_name',
            'You can ask for yourself only. Whoever else needs access asks with an account of their own.')
    ) AS problem (place, wrong, field, why) WHERE wrong ORDER BY place LIMIT 1;
    IF v_why IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = v_why, ERRCODE = 'invalid_parameter_value', COLUMN = v_field;
    END IF;
    PERFORM portal_check_text('given', v_given, 100), portal_check_text('family', v_family, 100),
            portal_check_text('proxy_name', v_name, 200), portal_check_text('note', v_note, 2000),
            portal_check_files(p_file_names, p_files);
    IF (SELECT count(*) FROM proxy_request WHERE decision = '') >= 5 THEN
        RAISE EXCEPTION 'Five requests of yours wait for the clinic already.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    IF NOT v_by_patient THEN
        v_name := v_me.name;
        v_email := v_me.email;
    END IF;
    INSERT INTO proxy_request (patient_id, said_given, said_family, said_birth_date, account_id, proxy_name,
                               proxy_email, asked_by, by_patient, relation, scopes, note, headline, consent, consent_at)
    VALUES (p_patient_id, v_given, v_family, p_birth_date, CASE WHEN NOT v_by_patient THEN v_me.account_id END, v_name,
            v_email, v_me.name, v_by_patient, p_relation, v_scopes, v_note, v_name || ', ' || lower(v_relation),
            CASE WHEN v_by_patient THEN 'portal' ELSE 'none' END,
            CASE WHEN v_by_patient THEN transaction_timestamp() END)
    RETURNING id INTO v_request;
    INSERT INTO attachment (proxy_request_id, name, media_type, content)
    SELECT v_request, name, portal_media_type(content), content
    FROM unnest(p_file_names, p_files) WITH ORDINALITY AS given (name, content, place) ORDER BY place;
    v_task := proxy_request_received(v_request, CASE WHEN v_by_patient THEN 'Patient' ELSE 'Proxy' END);
    UPDATE submission SET result = jsonb_build_object('request_id', v_request) WHERE token = p_token;
    PERFORM portal_audit('portal.proxy.requested', p_patient_id, 'proxy_request', v_request,
                         jsonb_build_object('task_id', v_task, 'files', cardinality(p_files)));
    RETURN v_request;
END $$;

-- The account's own requests, newest first. Whose record the clinic found isn't shown, and why it denied neither.
CREATE FUNCTION portal_proxy_requests()
    RETURNS TABLE (request_id bigint, by_patient boolean, patient_name text, proxy_name text, relation text,
                   scopes text[], asked_at timestamptz, state text, label text, papers text,
                   answered_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT request.id, request.by_patient,
           coalesce(nullif(concat_ws(' ', nullif(request.said_given, ''), nullif(request.said_family, '')), ''),
                    person.given || ' ' || person.family, ''),
           request.proxy_name, request.relation, request.scopes, request.created_at, answer.state,
           CASE answer.state
               WHEN 'waiting' THEN 'Waiting for the clinic' WHEN 'papers' THEN 'The clinic needs papers'
               WHEN 'approved' THEN 'Approved' WHEN 'limited' THEN 'Approved in part'
               WHEN 'denied' THEN 'Not approved; ask the clinic' ELSE 'Taken back' END,
           CASE answer.state WHEN 'papers' THEN request.papers_text ELSE '' END, request.decided_at
    FROM proxy_request request
        LEFT JOIN portal_acting_for() person ON person.patient_id = request.patient_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN request.decision <> '' THEN request.decision
                        WHEN request.papers_asked_at IS NOT NULL THEN 'papers' ELSE 'waiting' END AS state
        ) answer
    ORDER BY request.created_at DESC, request.id DESC LIMIT 100
$$;

-- Sends papers that belong to a request which the clinic hasn't answered yet.
CREATE FUNCTION portal_send_proxy_papers(p_token uuid, p_request_id bigint, p_file_names text[], p_files bytea[])
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_request record;
BEGIN
    SELECT patient_id, by_patient, decision INTO v_request FROM proxy_request WHERE id = p_request_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This request doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    IF p_token IS NULL THEN
        RAISE EXCEPTION 'The form has no token. Reload the page.'
            USING ERRCODE = 'invalid_parameter_value', COLUMN = 'token';
    END IF;
    -- Once: a second submit waits for the first to commit, then does nothing.
    INSERT INTO submission (token, action, actor)
    VALUES (p_token, 'portal.send_proxy_papers', 'portal:' || portal_account_id()) ON CONFLICT (token) DO NOTHING;
    IF NOT FOUND THEN
        IF NOT EXISTS (SELECT FROM submission WHERE token = p_token AND action = 'portal.send_proxy_papers') THEN
            RAISE EXCEPTION 'This form was submitted before, for something else. Reload the page.'
                USING ERRCODE = 'unique_violation';
        END IF;
        RETURN;
    END IF;
    PERFORM portal_check_files(p_file_names, p_files);
    IF cardinality(p_files) = 0 THEN
        RAISE EXCEPTION 'Choose a file to send.' USING ERRCODE = 'invalid_parameter_value', COLUMN = 'files';
    END IF;
    -- First, for it locks the request: one that is being decided takes no more papers.
    PERFORM proxy_papers_received(p_request_id, CASE WHEN v_request.by_patient THEN 'Patient' ELSE 'Proxy' END,
                                  cardinality(p_files));
    INSERT INTO attachment (proxy_request_id, name, media_type, content)
    SELECT p_request_id, name, portal_media_type(content), content
    FROM unnest(p_file_names, p_files) WITH ORDINALITY AS given (name, content, place) ORDER BY place;
    PERFORM portal_audit('portal.proxy.papers', v_request.patient_id, 'proxy_request', p_request_id,
                         jsonb_build_object('files', cardinality(p_files)));
END $$;

CREATE FUNCTION portal_withdraw_proxy_request(p_request_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_request record;
BEGIN
    SELECT patient_id, by_patient, decision INTO v_request FROM proxy_request WHERE id = p_request_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This request doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    IF v_request.decision = 'withdrawn' THEN  -- a second click
        RETURN;
    END IF;
    PERFORM proxy_request_withdrawn(p_request_id, CASE WHEN v_request.by_patient THEN 'Patient' ELSE 'Proxy' END);
    PERFORM portal_audit('portal.proxy.withdrawn', v_request.patient_id, 'proxy_request', p_request_id);
END $$;

-- Access that stands ----------------------------------------------------------------------------

-- Who may act for the patient today or later, and in what: all of them for the patient; a proxy sees only their own.
CREATE FUNCTION portal_proxies(p_patient_id bigint)
    RETURNS TABLE (grant_id bigint, name text, relation text, scopes text[], since date, until date, mine boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_me record;
BEGIN
    SELECT * INTO v_me FROM portal_self();
    IF p_patient_id IS NULL OR p_patient_id <> ALL (portal_patient_ids()) THEN
        RAISE EXCEPTION 'This patient doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN QUERY
    SELECT granted.id, account.name, granted.relation, opened.scopes, granted.starts_on, granted.ends_on,
           account.id = v_me.account_id
    FROM proxy_grant granted
        JOIN portal_account account ON account.id = granted.account_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN granted.starts_on > current_date THEN granted.scopes
                        ELSE proxy_grant_scopes(granted.id, statement_timestamp()) END AS scopes
        ) opened
    WHERE granted.patient_id = p_patient_id AND granted.revoked_at IS NULL AND cardinality(opened.scopes) > 0
      AND account.patient_id IS DISTINCT FROM p_patient_id
      AND (p_patient_id = v_me.patient_id OR account.id = v_me.account_id)
    ORDER BY account.name, granted.id;
END $$;

-- Ends somebody's access to the account's own patient, or the account's access to somebody: at once, and the proxy is
-- signed out everywhere.
CREATE FUNCTION portal_revoke_proxy(p_grant_id bigint, p_reason text DEFAULT '') RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    v_me record;
    v_grant proxy_grant;
    v_reason text := btrim(coalesce(p_reason, ''));
BEGIN
    SELECT * INTO v_me FROM portal_self();
    SELECT * INTO v_grant FROM proxy_grant
    WHERE id = p_grant_id AND (account_id = v_me.account_id OR patient_id = v_me.patient_id) FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This access doesn''t exist, or isn''t yours to end.' USING ERRCODE = 'no_data_found';
    END IF;
    IF v_grant.revoked_at IS NOT NULL THEN  -- a second click
        RETURN;
    END IF;
    -- A minor can't shut out who is responsible for them by law.
    IF v_grant.account_id <> v_me.account_id AND v_grant.basis IN ('parental', 'custodial') THEN
        RAISE EXCEPTION 'Only the clinic can end the access of a parent or guardian. Write or call us.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    PERFORM portal_check_text('reason', v_reason, 500);
    -- Before the sessions end: one of them may be this one.
    PERFORM portal_audit('portal.proxy.revoked', v_grant.patient_id, 'proxy_grant', p_grant_id,
                         jsonb_build_object('given_up', v_grant.account_id = v_me.account_id));
    PERFORM proxy_grant_revoked(
        p_grant_id, CASE WHEN v_grant.account_id = v_me.account_id THEN format('Proxy (%s)', v_grant.relation)
                         ELSE 'Patient' END, v_reason);
END $$;

-- Who runs what ---------------------------------------------------------------------------------

GRANT EXECUTE ON FUNCTION portal_acting_for(), portal_self() TO {{contract}};

-- Row security binds these: they run as {{contract}}.
ALTER FUNCTION portal_people() OWNER TO {{contract}};
ALTER FUNCTION portal_proxy_choices() OWNER TO {{contract}};
ALTER FUNCTION portal_request_proxy(uuid, bigint, text, text, date, text, text[], text, text, boolean, text, text[],
    bytea[]) OWNER TO {{contract}};
ALTER FUNCTION portal_proxy_requests() OWNER TO {{contract}};
ALTER FUNCTION portal_send_proxy_papers(uuid, bigint, text[], bytea[]) OWNER TO {{contract}};
ALTER FUNCTION portal_withdraw_proxy_request(bigint) OWNER TO {{contract}};

GRANT EXECUTE ON FUNCTION portal_people(), portal_proxy_choices(),
    portal_request_proxy(uuid, bigint, text, text, date, text, text[], text, text, boolean, text, text[], bytea[]),
    portal_proxy_requests(), portal_send_proxy_papers(uuid, bigint, text[], bytea[]),
    portal_withdraw_proxy_request(bigint), portal_proxies(bigint), portal_revoke_proxy(bigint, text) TO {{portal}};
