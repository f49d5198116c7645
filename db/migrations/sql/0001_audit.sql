-- The audit: monthly partitions that the application may ask for but not shape, append-only for everybody.

CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit is append-only: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_refuse();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();

CREATE FUNCTION audit_event_partition(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    first date := date_trunc('month', month);
    name text := format('audit_event_%s', to_char(first, 'YYYYMM'));
BEGIN
    IF to_regclass(name) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)',
                       name, first::timestamptz, (first + interval '1 month')::timestamptz);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT '
                       'EXECUTE FUNCTION audit_event_refuse()', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO {{app}}', name);
    END IF;
END $$;

REVOKE ALL ON FUNCTION audit_event_partition(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_event_partition(date) TO {{app}};

-- An event outside every month's partition is kept, never lost.
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_event_default FOR EACH STATEMENT
    EXECUTE FUNCTION audit_event_refuse();

DO $$
BEGIN
    FOR ahead IN -1..3 LOOP
        PERFORM audit_event_partition((current_date + make_interval(months => ahead))::date);
    END LOOP;
END $$;
