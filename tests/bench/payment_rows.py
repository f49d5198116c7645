"""Past money of any number of card payments, matched with its payouts and deposits, and what didn't agree of it.

For ten card payments there is a payout with its deposit, a remittance with a claim and its deposit, and an exception.
The ledger's own entries aren't made: no page measured here reads them.
"""

from __future__ import annotations

import psycopg

from tests.bench.filling import filling
from tests.bench.rows import Maker

GENERATOR = 1  # raise it when the rows made here change
CARDS = 10  # card payments for each of the other rows
FILLED = (
    "payment", "processor_line", "payout", "bank_transaction", "remittance", "remit_claim", "payment_match",
    "match_side", "payment_exception", "task", "task_event",
)  # fmt: skip
WITH_IDS = FILLED[:-1]
# Open ones stand as the inbox's do: of ten six unassigned, one on hold, three in work, sixty of them one person's.
# What an open one is about wasn't found: its deposit and its remittance are open too.
MADE = """
    CREATE TEMP TABLE made AS
    SELECT i, %(tasks)s + i AS task_id, i::bigint * 7919 %% %(patients)s + 1 AS patient_id,
        %(end)s - %(period)s * ((%(size)s - i)::float8 / %(size)s) AS at,
        i > %(open_from)s AS is_open, (i - %(open_from)s - 1) %% 10 AS kind, (i - %(open_from)s - 1) / 10 AS place,
        i * 13 %% 10 > 6 AS elsewhere, i::bigint * 31 %% clerks.many + 1 AS clerk, 40 + (i %% 9000) / 100.0 AS amount,
        (ARRAY['denial', 'denial', 'denial', 'unmatched_deposit', 'remit_without_deposit', 'unmatched_claim',
            'unmatched_line'])[i %% 7 + 1] AS topic
    FROM generate_series(1, %(size)s) AS i CROSS JOIN (SELECT count(*) AS many FROM clerk) AS clerks
"""
CLERKS = """
    CREATE TEMP TABLE clerk AS
    SELECT row_number() OVER (ORDER BY id) AS number, id, name FROM staff WHERE role = 'billing'
"""
STEPS = (
    """
    INSERT INTO billing_file (id, kind, name, source, content_hash, content, state, received_by, posted_at)
    VALUES (1, 'processor', 'payouts.csv', 'folder', 'one', '', 'posted', 'Worker', now()),
        (2, 'bank', 'bank.txt', 'folder', 'two', '', 'posted', 'Worker', now()),
        (3, 'remittance', 'insurer.835', 'folder', 'three', '', 'posted', 'Worker', now())
    """,
    "INSERT INTO bank_account (id, number_hash, tail, name) VALUES (1, 'one', '4411', 'Operating')",
    """
    INSERT INTO payment (id, patient_id, source, tender, amount, processor, charge_ref, intent_ref, tail, receipt,
        paid_at, on_day, entered_by)
    SELECT i, i %% %(patients)s + 1, 'portal', 'online', 25, 'stripe', 'ch_' || md5(i::text), 'pi_' || md5(i::text),
        '4242', 'R' || lpad(i::text, 7, '0'), at, at::date, 'Portal'
    FROM (SELECT i, %(end)s - %(period)s * ((%(lines)s - i)::float8 / %(lines)s) AS at
          FROM generate_series(1, %(lines)s) AS i) AS paid
    """,
    """
    INSERT INTO payout (id, processor, reference, amount, arrives_on, matched_at)
    SELECT i, 'stripe', 'po_' || md5(i::text), 10 * (25 - 1.03), at::date, at FROM made
    """,
    """
    INSERT INTO processor_line (id, file_id, row, processor, key, kind, charge_ref, intent_ref, payout_id, gross, fee,
        net, at, on_day, matched_at)
    SELECT id, 1, id, 'stripe', md5(id::text), 'charge', charge_ref, intent_ref, least((id - 1) / 10 + 1, %(size)s),
        25, 1.03, 23.97, paid_at, on_day, CASE WHEN id <= %(lines)s - 40 THEN paid_at END
    FROM payment
    """,
    """
    INSERT INTO remittance (id, file_id, position, payer_name, payer_ref, trace, method, amount, paid_on, state,
        matched_at)
    SELECT i, 3, i, 'Cedar Mutual PPO', '1043556120', 'T' || md5(i::text), 'ACH', amount, at::date, 'posted',
        CASE WHEN NOT is_open THEN at END
    FROM made
    """,
    """
    INSERT INTO remit_claim (id, remittance_id, position, control_number, status, charged, paid, service_from, services,
        patient_id, denied)
    SELECT i, i, 1, 'PS' || i, '4', 145, 0, at::date - 14, jsonb_build_array(jsonb_build_object('procedure', '99213',
        'modifiers', jsonb_build_array(), 'charged', '145.00', 'paid', '0.00', 'adjustments', jsonb_build_array(
        jsonb_build_object('group', 'CO', 'reason', '16', 'amount', '145.00')), 'remarks', jsonb_build_array())),
        patient_id, true
    FROM made
    """,
    """
    INSERT INTO bank_transaction (id, account_id, file_id, row, key, on_day, amount, memo, reference, trace, matched_at)
    SELECT i, 1, 2, i, 'r' || i, at::date + 1, amount, 'CEDAR MUTUAL HCCLAIMPMT', (10000000 + i)::text,
        CASE WHEN is_open THEN '' ELSE 'T' || md5(i::text) END, CASE WHEN NOT is_open THEN at END
    FROM made
    UNION ALL
    SELECT %(size)s + i, 1, 2, i, 'p' || i, at::date, 10 * (25 - 1.03), 'STRIPE TRANSFER po_' || md5(i::text), '', '',
        at
    FROM made
    """,
    """
    INSERT INTO payment_match (id, rule, why, automatic, made_at, made_by)
    SELECT id, 'charge', 'The charge number is the same.', true, paid_at, 'Worker' FROM payment
    UNION ALL
    SELECT %(lines)s + i, 'payout', 'The payout number is the same.', true, at, 'Worker' FROM made
    UNION ALL
    SELECT %(lines)s + %(size)s + i, 'trace', 'The trace number is the same.', true, at, 'Worker' FROM made
    WHERE NOT is_open
    """,
    """
    INSERT INTO match_side (match_id, stage, kind, record_id, amount)
    SELECT id, 'clearing', 'processor_line', id, 25 FROM payment WHERE id <= %(lines)s - 40
    UNION ALL
    SELECT id, 'clearing', 'payment', id, 25 FROM payment WHERE id <= %(lines)s - 40
    UNION ALL
    SELECT %(lines)s + i, 'deposit', 'payout', i, 10 * (25 - 1.03) FROM made
    UNION ALL
    SELECT %(lines)s + i, 'deposit', 'bank_transaction', %(size)s + i, 10 * (25 - 1.03) FROM made
    UNION ALL
    SELECT %(lines)s + %(size)s + i, 'deposit', side.kind, i, amount FROM made
        CROSS JOIN (VALUES ('bank_transaction'), ('remittance')) AS side (kind)
    WHERE NOT is_open
    """,
    """
    INSERT INTO payment_exception (id, kind, record_type, record_id, amount, headline, reason, patient_id, created_at,
        resolved_at, resolved_by, resolution)
    SELECT i, topic, CASE WHEN topic = 'unmatched_deposit' THEN 'bank_transaction'
            WHEN topic = 'remit_without_deposit' THEN 'remittance' WHEN topic = 'unmatched_line' THEN 'processor_line'
            ELSE 'remit_claim' END,
        i, amount, 'Cedar Mutual PPO: claim PS' || i, 'Something is missing or wrong on the claim (CO-16)',
        CASE WHEN topic IN ('denial', 'unmatched_claim') THEN patient_id END, at,
        CASE WHEN NOT is_open THEN at + interval '5 hours' END, CASE WHEN NOT is_open THEN clerk.name END,
        CASE WHEN is_open THEN '' ELSE 'corrected' END
    FROM made JOIN clerk ON clerk.number = made.clerk
    """,
    """
    INSERT INTO task (id, queue_id, focus_type, focus_id, patient_id, site_id, team_id, owner_id, title, topic,
        priority, status, outcome, on_hold_until, created_at, triaged_at, claimed_at, due_at, arrived_at, worked_at,
        closed_at, closed_by)
    SELECT task_id, %(queue)s, 'payment_exception', i,
        CASE WHEN topic IN ('denial', 'unmatched_claim') THEN patient_id END,
        CASE WHEN topic NOT IN ('denial', 'unmatched_claim') THEN NULL WHEN elsewhere THEN %(site_2)s
            ELSE %(site_1)s END,
        team.id,
        CASE WHEN NOT is_open THEN clerk.id WHEN kind < 7 AND kind <> 6 THEN NULL
            WHEN kind > 6 AND place * 3 + kind - 7 < 60 THEN first.id ELSE clerk.id END,
        'Denied claim', topic, 3, CASE WHEN NOT is_open THEN 'completed' WHEN kind < 6 THEN 'requested'
            WHEN kind = 6 THEN 'on-hold' ELSE 'in-progress' END,
        CASE WHEN is_open THEN '' ELSE 'corrected' END,
        CASE WHEN is_open AND kind = 6 AND place %% 2 = 0 THEN %(end)s + interval '2 days' END,
        at, at, CASE WHEN NOT is_open OR kind >= 6 THEN at END, at + interval '2 days', at,
        CASE WHEN NOT is_open OR kind >= 6 THEN at END, CASE WHEN NOT is_open THEN at + interval '5 hours' END,
        CASE WHEN NOT is_open THEN clerk.name END
    FROM made JOIN clerk ON clerk.number = made.clerk CROSS JOIN (SELECT id FROM team WHERE name = 'Billing') AS team
        CROSS JOIN (SELECT id FROM clerk WHERE number = 1) AS first
    ORDER BY i
    """,
    """
    INSERT INTO task_event (task_id, at, kind, staff_id, actor, detail)
    SELECT task_id, at, 'received', NULL, 'Worker', jsonb_build_object('exception_id', i) FROM made
    UNION ALL
    SELECT task_id, at + interval '5 hours', 'closed', clerk.id, clerk.name, jsonb_build_object('outcome', 'corrected')
    FROM made JOIN clerk ON clerk.number = made.clerk WHERE NOT is_open
    """,
)


def fill(admin: psycopg.Connection, lines: int, made: Maker) -> None:
    """Make so many card payments and what goes with them, oldest first. As a superuser."""
    size = max(30, lines // CARDS)
    with filling(admin, size, made, queue="payments", tables=FILLED, with_ids=WITH_IDS) as (cursor, values):
        cursor.execute(CLERKS)
        cursor.execute(MADE, values)
        cursor.execute("ANALYZE made, colleague, clerk")
        for step in STEPS:
            cursor.execute(step, values | {"lines": lines})
        cursor.execute("SELECT setval(pg_get_serial_sequence('billing_file', 'id'), 3)")
        cursor.execute("SELECT setval(pg_get_serial_sequence('bank_account', 'id'), 1)")
