-- The portal's contract goes on: results that were released, and that they were read.
-- Literals avoid backslashes: the caller can switch standard_conforming_strings off.

-- Which results are open to whom ----------------------------------------------------------------

-- Whether an audience, of a release or of a hold, takes in an account that may act for the patient. `p_own`: it is
-- the patient's own account; a grant's wording doesn't decide that.
CREATE FUNCTION result_audience_covers(p_audience text, p_only bigint, p_account bigint, p_own boolean)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE p_audience WHEN 'everybody' THEN true WHEN 'patient' THEN p_own WHEN 'proxies' THEN NOT p_own
                           ELSE coalesce(p_only = p_account, false) END
$$;

-- THE rule, stated once: the results that the entered account may see, each since when. Final or corrected, of a
-- patient whom it may act for today, released to it and not held from it. A hold counts until somebody ends it,
-- however long it has run out. A release made while the result stood under another patient opens nothing.
-- db/queries/result_audience.py says the same for who reads in Python.
-- By the patients' index, whatever the planner believes: each statement of the portal asks it several times.
CREATE FUNCTION portal_open_results() RETURNS TABLE (report_id bigint, released_at timestamptz)
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
      AND report.patient_id = ANY ((SELECT portal_patient_ids())::bigint[])
      AND report.status IN ('final', 'corrected') AND opened.released_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM result_hold hold
                      WHERE hold.report_id = report.id AND hold.ended_at IS NULL
                        AND result_audience_covers(hold.audience, hold.account_id, account.id, acting.own))
$$;

CREATE FUNCTION portal_report_ids() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT coalesce(array_agg(report_id), '{}') FROM portal_open_results()
$$;

-- When final values of a report were replaced, and by which (NULL: taken back). Never what they were.
CREATE FUNCTION portal_corrections(p_report_id bigint) RETURNS TABLE (observation_id bigint, corrected_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp ROWS 5 AS $$
    SELECT superseded_by_id, max(superseded_at) FROM observation
    WHERE report_id = p_report_id AND superseded_at IS NOT NULL AND status NOT IN ('registered', 'preliminary')
    GROUP BY superseded_by_id
$$;

-- Row security ----------------------------------------------------------------------------------

DO $$
DECLARE
    protected text;
BEGIN
    FOREACH protected IN ARRAY ARRAY['diagnostic_report', 'observation', 'result_comment', 'result_read'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
        EXECUTE format('CREATE POLICY application ON %I TO {{app}} USING (true) WITH CHECK (true)', protected);
    END LOOP;
END $$;
CREATE POLICY reporting ON observation FOR SELECT TO {{reports}} USING (true);
CREATE POLICY reporting ON result_read FOR SELECT TO {{reports}} USING (true);

CREATE POLICY portal_reads ON diagnostic_report FOR SELECT TO {{contract}}
    USING (id = ANY ((SELECT portal_report_ids())::bigint[]));
-- What a correction replaced, what was taken back and what isn't final yet don't exist for the portal.
CREATE POLICY portal_reads ON observation FOR SELECT TO {{contract}}
    USING (superseded_at IS NULL AND status IN ('final', 'corrected')
           AND EXISTS (SELECT FROM diagnostic_report report
                       WHERE report.id = observation.report_id AND report.patient_id = observation.patient_id));
CREATE POLICY portal_reads ON result_comment FOR SELECT TO {{contract}}
    USING (withdrawn_at IS NULL
           AND EXISTS (SELECT FROM diagnostic_report report WHERE report.id = result_comment.report_id));
CREATE POLICY portal_reads_results ON attachment FOR SELECT TO {{contract}}
    USING (EXISTS (SELECT FROM diagnostic_report report WHERE report.id = attachment.report_id));
CREATE POLICY portal_remembers ON result_read TO {{contract}}
    USING (account_id = (SELECT portal_account_id())
           AND EXISTS (SELECT FROM diagnostic_report report WHERE report.id = result_read.report_id))
    WITH CHECK (account_id = (SELECT portal_account_id())
                AND EXISTS (SELECT FROM diagnostic_report report WHERE report.id = result_read.report_id));

GRANT SELECT (id, patient_id, category, display, status, collected_at, reported_at, specimen, notes)
      ON diagnostic_report TO {{contract}};
GRANT SELECT (id, report_id, patient_id, position, sub_id, code, local_code, display, value_number, value_text,
              comparator, unit, low, high, range_text, flag, status, effective_at, performer, notes)
      ON observation TO {{contract}};
GRANT SELECT (id, report_id, author, body, created_at) ON result_comment TO {{contract}};
GRANT SELECT (report_id) ON attachment TO {{contract}};
GRANT SELECT (report_id, account_id, last_at), INSERT (report_id, account_id, first_at, last_at), UPDATE (last_at)
      ON result_read TO {{contract}};

-- What patients see -----------------------------------------------------------------------------

-- The results released before `p_before`, newest first. What was released in the same moment stays on one page,
-- which may thus be longer than asked for: a laboratory's message can bring several, and a page that ended among
-- them would lose the others. `read`: opened by this account since the last correction.
CREATE FUNCTION portal_results(p_before timestamptz DEFAULT NULL, p_limit integer DEFAULT 50)
    RETURNS TABLE (report_id bigint, patient_id bigint, display text, category text, status text,
                   collected_at timestamptz, released_at timestamptz, read boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
    SELECT report.id, report.patient_id, report.display, report.category,
           CASE WHEN changed.at IS NULL THEN report.status ELSE 'corrected' END, report.collected_at,
           page.released_at, coalesce(opened.last_at > coalesce(changed.at, '-infinity'), false)
    FROM (
            SELECT result.report_id, result.released_at FROM portal_open_results() result
            WHERE p_before IS NULL OR result.released_at < p_before
            ORDER BY result.released_at DESC
            FETCH FIRST least(greatest(coalesce(p_limit, 50), 1), 100) ROWS WITH TIES
        ) page
        JOIN diagnostic_report report ON report.id = page.report_id
        LEFT JOIN result_read opened ON opened.report_id = report.id
        CROSS JOIN LATERAL (SELECT max(corrected_at) AS at FROM portal_corrections(report.id)) changed
    ORDER BY page.released_at DESC, report.id DESC
$$;

-- A result with its values in the sender's order, the clinic's comments, oldest first, and its files. Everything that
-- was measured is text: a value keeps its comparator and its last zero.
CREATE FUNCTION portal_result(p_report_id bigint)
    RETURNS TABLE (report_id bigint, patient_id bigint, display text, category text, status text,
                   collected_at timestamptz, reported_at timestamptz, released_at timestamptz, specimen text,
                   notes text, observations jsonb, comments jsonb, files jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_replacing bigint[];
    v_corrected boolean;
BEGIN
    SELECT coalesce(array_agg(observation_id) FILTER (WHERE observation_id IS NOT NULL), '{}'), count(*) > 0
    INTO v_replacing, v_corrected
    FROM diagnostic_report CROSS JOIN LATERAL portal_corrections(diagnostic_report.id)
    WHERE diagnostic_report.id = p_report_id;
    RETURN QUERY
    SELECT report.id, report.patient_id, report.display, report.category,
           CASE WHEN v_corrected THEN 'corrected' ELSE report.status END, report.collected_at, report.reported_at,
           result.released_at, report.specimen, report.notes,
           coalesce((SELECT jsonb_agg(jsonb_build_object(
                         'name', coalesce(nullif(value.display, ''), nullif(value.local_code, ''), value.code),
                         'code', value.code, 'sub_id', value.sub_id, 'value', CASE
                             WHEN value.value_text = '' THEN value.comparator || coalesce(value.value_number::text, '')
                             WHEN value.value_text ~ '^[0-9.]' THEN value.comparator || value.value_text
                             ELSE value.value_text END,
                         'unit', value.unit, 'range', CASE
                             WHEN value.range_text <> '' THEN value.range_text
                             WHEN value.low IS NULL THEN coalesce('<= ' || value.high, '')
                             WHEN value.high IS NULL THEN '>= ' || value.low
                             ELSE value.low || ' - ' || value.high END,
                         'flag', value.flag, 'flag_label', CASE value.flag
                             WHEN 'L' THEN 'Low' WHEN 'H' THEN 'High' WHEN 'A' THEN 'Abnormal'
                             WHEN 'LL' THEN 'Critical low' WHEN 'HH' THEN 'Critical high'
                             WHEN 'AA' THEN 'Critical abnormal' ELSE '' END,
                         'status', CASE WHEN value.id = ANY (v_replacing) THEN 'corrected' ELSE value.status END,
                         'observed_at', value.effective_at, 'performer', value.performer, 'notes', value.notes)
                         ORDER BY value.position, value.id)
                     FROM observation value WHERE value.report_id = report.id), '[]'),
           coalesce((SELECT jsonb_agg(jsonb_build_object('author', said.author, 'body', said.body,
                                                         'written_at', said.created_at) ORDER BY said.id)
                     FROM result_comment said WHERE said.report_id = report.id), '[]'),
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', attachment.id, 'name', attachment.name,
                                                         'media_type', attachment.media_type) ORDER BY attachment.id)
                     FROM attachment WHERE attachment.report_id = report.id), '[]')
    FROM diagnostic_report report JOIN portal_open_results() result ON result.report_id = report.id
    WHERE report.id = p_report_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This result doesn''t exist, or isn''t yours to see.' USING ERRCODE = 'no_data_found';
    END IF;
END $$;

-- The account has opened the result. The first time, and the first time after a correction, leave an audit event.
CREATE FUNCTION portal_mark_result_read(p_report_id bigint) RETURNS void
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

-- Who runs what ---------------------------------------------------------------------------------

GRANT EXECUTE ON FUNCTION portal_open_results(), portal_report_ids(), portal_corrections(bigint) TO {{contract}};

-- Row security binds these: they run as {{contract}}.
ALTER FUNCTION portal_results(timestamptz, integer) OWNER TO {{contract}};
ALTER FUNCTION portal_result(bigint) OWNER TO {{contract}};
ALTER FUNCTION portal_mark_result_read(bigint) OWNER TO {{contract}};

GRANT EXECUTE ON FUNCTION portal_results(timestamptz, integer), portal_result(bigint), portal_mark_result_read(bigint)
    TO {{portal}};
