"""Past requests for access of any number, with their checks, tasks and the access given, made in the database."""

from __future__ import annotations

import psycopg

from tests.bench.filling import filling
from tests.bench.rows import Maker

GENERATOR = 1  # raise it when the rows made here change
FILLED = ("proxy_request", "proxy_check", "proxy_grant", "task", "task_event")
WITH_IDS = ("proxy_request", "task")
# Open ones stand as the inbox's do: of ten six unassigned, one on hold, three in work, sixty of them one person's.
# Of some that are open nobody knows the patient yet.
MADE = """
    CREATE TEMP TABLE made AS
    SELECT i, %(tasks)s + i AS task_id, i::bigint * 7919 %% %(patients)s + 1 AS patient_id,
        (i::bigint * 7919 + 1 + i %% 97) %% %(patients)s + 1 AS account_id, i %% 10 AS turn,
        %(end)s - %(period)s * ((%(size)s - i)::float8 / %(size)s) AS asked_at,
        i > %(open_from)s AS is_open, (i - %(open_from)s - 1) %% 10 AS kind, (i - %(open_from)s - 1) / 10 AS place,
        i::bigint * 31 %% %(colleagues)s + 1 AS colleague, i * 13 %% 10 > 6 AS elsewhere,
        i > %(open_from)s AND i %% 20 = 5 AS unknown,
        CASE WHEN i > %(open_from)s THEN '' WHEN i %% 10 = 8 THEN 'denied' WHEN i %% 10 = 9 THEN 'withdrawn'
            WHEN i %% 10 = 7 THEN 'limited' ELSE 'approved' END AS decision
    FROM generate_series(1, %(size)s) AS i
"""
STEPS = (
    """
    INSERT INTO proxy_request (id, patient_id, said_given, said_family, said_birth_date, account_id, proxy_name,
        proxy_email, asked_by, relation, scopes, note, headline, consent, consent_at, created_at, decision, decided_at,
        decided_by, reason)
    SELECT i, CASE WHEN NOT unknown THEN made.patient_id END, CASE WHEN unknown THEN 'Rosa' ELSE '' END,
        CASE WHEN unknown THEN 'Diaz' ELSE '' END, CASE WHEN unknown THEN date '1950-04-01' END, account_id,
        account.name, account.email, account.name, 'child', ARRAY['view', 'results', 'messages', 'refills'], '',
        account.name || ', grown-up child', 'paper', asked_at, asked_at, decision,
        CASE WHEN NOT is_open THEN asked_at + interval '5 hours' END, CASE WHEN NOT is_open THEN staff.name END,
        CASE WHEN decision = 'denied' THEN 'The relation isn''t proved.' ELSE '' END
    FROM made JOIN portal_account AS account ON account.id = account_id
        JOIN colleague AS staff ON staff.number = made.colleague
    ORDER BY i
    """,
    """
    INSERT INTO proxy_check (request_id, kind, verdict, evidence, staff_id, at)
    SELECT i, kind.kind, 'met', 'Seen at the desk.', staff.id, asked_at + interval '2 hours'
    FROM made JOIN colleague AS staff ON staff.number = made.colleague
        CROSS JOIN (VALUES ('proxy-identity'), ('patient-identity'), ('safeguarding')) AS kind (kind)
    WHERE NOT is_open OR made.turn < 4
    ORDER BY i
    """,
    # A new approval ends the one before it; so most of the access that was ever given is over.
    """
    INSERT INTO proxy_grant (account_id, patient_id, relation, basis, scopes, starts_on, ends_on, request_id,
        granted_by, revoked_at, revoked_by, last_used_at)
    SELECT account_id, patient_id, 'child', 'consent', ARRAY['view', 'results', 'messages', 'refills'], asked_at::date,
        CASE WHEN i %% 5 = 0 THEN %(end)s::date + (i %% 300)::int + 1 END, i, staff.name,
        CASE WHEN i < %(open_from)s - 40000 OR i %% 3 = 0 THEN asked_at + interval '9 hours' END,
        CASE WHEN i < %(open_from)s - 40000 OR i %% 3 = 0 THEN staff.name END,
        CASE WHEN i %% 4 > 0 THEN asked_at + interval '8 hours' END
    FROM made JOIN colleague AS staff ON staff.number = made.colleague
    WHERE decision IN ('approved', 'limited') AND account_id <> patient_id
    ORDER BY i
    """,
    """
    INSERT INTO task (id, queue_id, focus_type, focus_id, patient_id, site_id, team_id, owner_id, title, topic,
        priority, status, outcome, on_hold_until, created_at, triaged_at, claimed_at, due_at, first_response_due_at,
        arrived_at, worked_at, closed_at, closed_by)
    SELECT task_id, %(queue)s, 'proxy_request', i, CASE WHEN NOT unknown THEN patient_id END,
        CASE WHEN unknown THEN NULL WHEN elsewhere THEN %(site_2)s ELSE %(site_1)s END,
        CASE WHEN elsewhere THEN %(team_2)s ELSE %(team_1)s END,
        CASE WHEN NOT is_open THEN staff.id WHEN kind < 7 AND kind <> 6 THEN NULL
            WHEN kind > 6 AND place * 3 + kind - 7 < 60 THEN %(first)s ELSE staff.id END,
        'Proxy request', CASE WHEN unknown THEN '' WHEN turn < 4 THEN 'minor' ELSE 'adult' END, 3,
        CASE WHEN NOT is_open THEN 'completed' WHEN kind < 6 THEN 'requested' WHEN kind = 6 THEN 'on-hold'
            ELSE 'in-progress' END,
        decision, CASE WHEN is_open AND kind = 6 AND place %% 2 = 0 THEN %(end)s + interval '2 days' END,
        asked_at, asked_at, CASE WHEN NOT is_open OR kind >= 6 THEN asked_at END, asked_at + interval '2 days',
        asked_at + interval '2 days', asked_at, CASE WHEN NOT is_open OR kind >= 6 THEN asked_at END,
        CASE WHEN NOT is_open THEN asked_at + interval '5 hours' END, CASE WHEN NOT is_open THEN staff.name END
    FROM made JOIN colleague AS staff ON staff.number = made.colleague
    ORDER BY i
    """,
    """
    INSERT INTO task_event (task_id, at, kind, staff_id, actor, detail)
    SELECT task_id, asked_at, 'received', NULL, 'Proxy', jsonb_build_object('request_id', i) FROM made
    UNION ALL
    SELECT task_id, asked_at + interval '5 hours', 'closed', staff.id, staff.name,
        jsonb_build_object('outcome', decision)
    FROM made JOIN colleague AS staff ON staff.number = made.colleague WHERE NOT is_open
    """,
)


def fill(admin: psycopg.Connection, requests: int, made: Maker) -> None:
    """Make so many requests, oldest first, by the accounts and about the patients that `made` made. As a superuser."""
    with filling(admin, requests, made, queue="proxies", tables=FILLED, with_ids=WITH_IDS) as (cursor, values):
        cursor.execute(MADE, values)
        cursor.execute("ANALYZE made, colleague")
        for step in STEPS:
            cursor.execute(step, values)
