"""A laboratory's reports of any number, with their values, releases, readings and tasks, made inside the database.

Set by set: a million reports are some fifteen million rows. Indexes are made at the end.
"""

from __future__ import annotations

import psycopg

from tests.bench.filling import filling
from tests.bench.rows import Maker

GENERATOR = 1  # raise it when the rows made here change
FILLED = (
    "lab_message", "diagnostic_report", "observation", "report_message", "result_release", "result_read", "follow_up",
    "result_comment", "task", "task_event", "urgency_flag",
)  # fmt: skip
WITH_IDS = ("lab", "lab_file", "lab_message", "diagnostic_report", "report_message", "task")
WAITING = 3  # of the newest critical ones so many still wait for somebody to say that they know

PANELS = """
    CREATE TEMP TABLE panel AS SELECT * FROM (VALUES
        (0, '51990-0', 'Basic metabolic panel'), (1, '58410-2', 'Complete blood count'), (2, '24331-1', 'Lipid panel'),
        (3, '4548-4', 'Hemoglobin A1c')) AS panel (panel, loinc, display)
"""
TESTS = """
    CREATE TEMP TABLE test AS SELECT * FROM (VALUES
        (0, 1, '2823-3', 'Potassium', 'mmol/L', 3.5, 5.1), (0, 2, '2951-2', 'Sodium', 'mmol/L', 135, 145),
        (0, 3, '2160-0', 'Creatinine', 'mg/dL', 0.6, 1.3), (0, 4, '2345-7', 'Glucose', 'mg/dL', 70, 99),
        (1, 1, '718-7', 'Hemoglobin', 'g/dL', 12.0, 16.5), (1, 2, '6690-2', 'White cell count', '10*3/uL', 4.0, 11.0),
        (1, 3, '777-3', 'Platelets', '10*3/uL', 150, 400), (2, 1, '2093-3', 'Cholesterol', 'mg/dL', 120, 199),
        (2, 2, '2571-8', 'Triglycerides', 'mg/dL', 40, 149), (2, 3, '2085-9', 'HDL cholesterol', 'mg/dL', 40, 100),
        (2, 4, '13457-7', 'LDL cholesterol, calculated', 'mg/dL', 50, 129),
        (3, 1, '4548-4', 'Hemoglobin A1c', '%', 4.0, 5.6)
    ) AS test (panel, position, code, display, unit, low, high)
"""
# Open ones stand as the inbox's do: of ten six unassigned, one on hold, three in work, sixty of them one person's.
MADE = """
    CREATE TEMP TABLE made AS
    SELECT i, %(tasks)s + i AS task_id, i::bigint * 7919 %% %(patients)s + 1 AS patient_id, i / 7 %% 4 AS panel,
        CASE WHEN i %% 50 = 7 THEN 2 WHEN i %% 5 = 3 THEN 1 ELSE 0 END AS severity,
        %(end)s - %(period)s * ((%(reports)s - i)::float8 / %(reports)s) AS reported_at,
        i > %(open_from)s AS is_open, (i - %(open_from)s - 1) %% 10 AS kind, (i - %(open_from)s - 1) / 10 AS place,
        i::bigint * 31 %% %(colleagues)s + 1 AS colleague, i * 13 %% 10 > 6 AS elsewhere
    FROM generate_series(1, %(reports)s) AS i
"""
STEPS = (
    """
    INSERT INTO lab (id, application, facility, name) VALUES (1, 'NORTHLAB', 'NRL', 'Northfield Reference Laboratory')
    """,
    """
    INSERT INTO lab_file (id, name, source, content_hash, content, state, messages, read_messages, received_by,
        finished_at)
    VALUES (1, 'results.hl7', 'folder', '\\x00', '\\x00', 'read', %(reports)s, %(reports)s, 'Worker', %(end)s)
    """,
    """
    INSERT INTO lab_message (id, file_id, position, lab_id, control_id, content_hash, raw, state, observations,
        received_at)
    SELECT i, 1, i, 1, 'C' || i, decode(md5(i::text), 'hex'),
        E'MSH|^~\\\\&|NORTHLAB|NRL|PORTSIDE|CLINIC|20260301||ORU^R01|C' || i || E'|P|2.5.1\\rPID|1\\rOBR|1||F' || i,
        'filed', 3, reported_at
    FROM made
    """,
    """
    INSERT INTO diagnostic_report (id, patient_id, lab_id, filler_number, code, loinc, display, status, severity,
        headline, collected_at, reported_at, orderer, orderer_id, match_reason, matched_by, reviewed_at, reviewed_by,
        created_at)
    SELECT i, patient_id, 1, 'F' || i, loinc, loinc, panel.display, 'final', severity,
        CASE WHEN severity > 0 THEN test.display || ' ' || round(test.high * (1 + severity * 0.2), 1) || ' '
            || test.unit || CASE severity WHEN 2 THEN ' (HH)' ELSE ' (H)' END ELSE '' END,
        reported_at - interval '9 hours', reported_at, '', staff.id, 'Record number', 'the rule',
        CASE WHEN NOT is_open THEN reported_at + interval '5 hours' END, CASE WHEN NOT is_open THEN staff.name END,
        reported_at
    FROM made JOIN panel USING (panel) JOIN test ON test.panel = made.panel AND test.position = 1
        JOIN colleague AS staff ON staff.number = made.colleague
    """,
    """
    INSERT INTO observation (patient_id, report_id, position, code, display, value_number, value_text, unit, flag,
        effective_at, local_code, low, high, range_text)
    SELECT patient_id, i, position, code, display, value, value::text, unit,
        CASE WHEN position > 1 OR severity = 0 THEN '' WHEN severity = 2 THEN 'HH' ELSE 'H' END,
        reported_at - interval '9 hours', code, low, high, low || '-' || high
    FROM (SELECT *, round(CASE WHEN position = 1 AND severity > 0 THEN high * (1 + severity * 0.2)
            ELSE low + (high - low) * ((i * 37 + position * 11) %% 100) / 100 END, 1) AS value
        FROM made JOIN test USING (panel)) AS drawn
    ORDER BY i, position
    """,
    """
    INSERT INTO report_message (id, report_id, message_id, change, status, at)
    SELECT i, i, i, 'filed', 'final', reported_at FROM made
    """,
    """
    INSERT INTO result_release (report_id, patient_id, released_at, released_by, read_step)
    SELECT i, patient_id, reported_at, 'the rule', 3 FROM made
    """,
    """
    INSERT INTO result_read (report_id, account_id, first_at, last_at)
    SELECT i, patient_id, reported_at + interval '2 hours', reported_at + interval '3 hours' FROM made WHERE i %% 3 > 0
    """,
    """
    INSERT INTO follow_up (report_id, patient_id, kind, decided_by, decided_at, finished_at, finished_by, outcome)
    SELECT i, patient_id, 'none', staff.name, reported_at, reported_at, staff.name, 'Known, and as expected.'
    FROM made JOIN colleague AS staff ON staff.number = made.colleague WHERE severity > 0 AND NOT is_open
    """,
    """
    INSERT INTO result_comment (report_id, staff_id, author, body, created_at)
    SELECT i, staff.id, staff.name, 'This is as it was last time. Nothing needs to change.', reported_at
    FROM made JOIN colleague AS staff ON staff.number = made.colleague WHERE i %% 20 = 0
    """,
    """
    INSERT INTO task (id, queue_id, focus_type, focus_id, patient_id, site_id, team_id, owner_id, title, topic,
        priority, priority_reason, status, outcome, on_hold_until, created_at, triaged_at, claimed_at, due_at,
        last_inbound_id, last_inbound_at, arrived_at, worked_at, flag, flag_acknowledged_at, flag_acknowledged_by,
        closed_at, closed_by)
    SELECT task_id, %(queue)s, 'diagnostic_report', i, patient_id,
        CASE WHEN elsewhere THEN %(site_2)s ELSE %(site_1)s END,
        CASE WHEN elsewhere THEN %(team_2)s ELSE %(team_1)s END,
        CASE WHEN NOT is_open THEN staff.id WHEN kind < 7 AND kind <> 6 THEN NULL
            WHEN kind > 6 AND place * 3 + kind - 7 < 60 THEN %(first)s ELSE staff.id END,
        'Lab result', (ARRAY['normal', 'abnormal', 'critical'])[severity + 1], (ARRAY[3, 2, 0])[severity + 1],
        (ARRAY['', 'Abnormal', 'Critical value'])[severity + 1],
        CASE WHEN NOT is_open THEN 'completed' WHEN kind < 6 THEN 'requested' WHEN kind = 6 THEN 'on-hold'
            ELSE 'in-progress' END,
        CASE WHEN is_open THEN '' ELSE 'reviewed' END,
        CASE WHEN is_open AND kind = 6 AND place %% 2 = 0 THEN %(end)s + interval '2 days' END,
        reported_at, reported_at, CASE WHEN NOT is_open OR kind >= 6 THEN reported_at END,
        reported_at + (ARRAY[interval '3 days', interval '1 day', interval '30 minutes'])[severity + 1],
        i, reported_at, reported_at, CASE WHEN NOT is_open OR kind >= 6 THEN reported_at END,
        CASE severity WHEN 2 THEN 'red' ELSE '' END,
        CASE WHEN severity = 2 AND i <= %(reports)s - 50 * %(waiting)s THEN reported_at END,
        CASE WHEN severity = 2 AND i <= %(reports)s - 50 * %(waiting)s THEN staff.name END,
        CASE WHEN NOT is_open THEN reported_at + interval '5 hours' END, CASE WHEN NOT is_open THEN staff.name END
    FROM made JOIN colleague AS staff ON staff.number = made.colleague
    ORDER BY i
    """,
    """
    INSERT INTO task_event (task_id, at, kind, staff_id, actor, detail)
    SELECT task_id, reported_at, 'received', NULL, 'Worker', jsonb_build_object('change', 'filed') FROM made
    UNION ALL
    SELECT task_id, reported_at + interval '5 hours', 'closed', staff.id, staff.name, '{"outcome": "reviewed"}'
    FROM made JOIN colleague AS staff ON staff.number = made.colleague WHERE NOT is_open
    """,
    """
    INSERT INTO urgency_flag (task_id, report_id, level, family, phrase, created_at)
    SELECT task_id, i, 'red', 'critical-result', headline, made.reported_at
    FROM made JOIN diagnostic_report ON id = i WHERE made.severity = 2
    """,
)  # fmt: skip


def fill(admin: psycopg.Connection, reports: int, made: Maker) -> None:
    """Make so many reports, oldest first, about the patients that `made` made. As a superuser, in one transaction."""
    with filling(admin, reports, made, queue="results", tables=FILLED, with_ids=WITH_IDS) as (cursor, values):
        values |= {"reports": reports, "waiting": WAITING}
        cursor.execute(PANELS)
        cursor.execute(TESTS)
        cursor.execute(MADE, values)
        cursor.execute("ANALYZE made, panel, test, colleague")
        for step in STEPS:
            cursor.execute(step, values)
