"""Past money of any number of card payments, matched with its payouts and deposits, and what didn't agree of it.

For ten card payments there is a payout with its deposit, a remittance with a claim and its deposit, an exception, and a
payment at the desk: by fives in cash on a slip, or by cheque, each with its deposit. The ledger has the card payments
and what they were for: a charge for ten of one patient, mostly paid by the insurer. Of forty one is credit first, and
applied later.
"""

from __future__ import annotations

import psycopg

from tests.bench.filling import filling
from tests.bench.rows import Maker

GENERATOR = 4  # raise it when the rows made here change
CARDS = 10  # card payments for each of the other rows
FILLED = (
    "payment", "processor_line", "payout", "bank_transaction", "remittance", "remit_claim", "payment_match",
    "match_side", "payment_exception", "charge", "ledger_entry", "ledger_line", "task", "task_event",
)  # fmt: skip
WITH_IDS = FILLED[:-1]
# Open ones stand as the inbox's do: of ten six unassigned, one on hold, three in work, sixty of them one person's.
# What an open one is about wasn't found: its deposit and its remittance are open too. Of ten such days a payout and its
# deposit are on their way, and what was taken at the desk since isn't in the bank.
MADE = """
    CREATE TEMP TABLE made AS
    SELECT i, %(tasks)s + i AS task_id, i::bigint * 7919 %% %(patients)s + 1 AS patient_id,
        %(end)s - %(period)s * ((%(size)s - i)::float8 / %(size)s) AS at,
        i > %(open_from)s AS is_open, (i - %(open_from)s - 1) %% 10 AS kind, (i - %(open_from)s - 1) / 10 AS place,
        i * 13 %% 10 > 6 AS elsewhere, i > %(open_from)s AND i %% 10 = 9 AS on_its_way,
        i::bigint * 31 %% clerks.many + 1 AS clerk, 40 + (i %% 9000) / 100.0 AS amount,
        kinds.topic, kinds.record_type, kinds.topic IN ('denial', 'unmatched_claim', 'dispute', 'unapplied_credit')
            AS of_patient
    FROM generate_series(1, %(size)s) AS i CROSS JOIN (SELECT count(*) AS many FROM clerk) AS clerks
        JOIN (VALUES (0, 'denial', 'remit_claim'), (1, 'denial', 'remit_claim'), (2, 'denial', 'remit_claim'),
            (3, 'unmatched_deposit', 'bank_transaction'), (4, 'remit_without_deposit', 'remittance'),
            (5, 'unmatched_claim', 'remit_claim'), (6, 'unmatched_line', 'processor_line'),
            (7, 'duplicate', 'bank_transaction'), (8, 'unmatched_payout', 'payout'), (9, 'dispute', 'payment'),
            (10, 'unapplied_credit', 'patient')) AS kinds (number, topic, record_type) ON kinds.number = i %% 11
"""
# Half of what is paid by card are copayments of four amounts, the rest is any amount.
CARD = """
    CREATE TEMP TABLE card AS
    SELECT paid.*, least((i - 1) / 10 + 1, %(size)s) AS payout_id, round(amount * 0.029 + 0.30, 2) AS fee,
        i / (10 * %(patients)s) * %(patients)s + patient_id AS charge_id
    FROM (SELECT i, i %% %(patients)s + 1 AS patient_id,
              %(end)s - %(period)s * ((%(lines)s - i)::float8 / %(lines)s) AS at,
              CASE WHEN i %% 2 = 0 THEN (ARRAY[20.00, 25.00, 30.00, 40.00])[i / 2 %% 4 + 1]
                  ELSE 10 + (i::bigint * 7919 %% 29000) / 100.0 END::numeric(12, 2) AS amount
          FROM generate_series(1, %(lines)s) AS i) AS paid
"""
# Of a charge the insurer owes 145; of ten such it paid eight. What nobody pays by card yet is open.
BILLED = """
    CREATE TEMP TABLE billed AS
    SELECT id, (id - 1) %% %(patients)s + 1 AS patient_id, payer_id, coalesce(paid.amount, 250) AS part,
        %(end)s - %(period)s * (1 - least(1, ((id - 1) / %(patients)s) * %(patients)s * 10 / %(lines)s::float8)) AS at
    FROM generate_series(1, (%(lines)s / (10 * %(patients)s) + 1) * %(patients)s) AS id
        LEFT JOIN (SELECT charge_id, sum(amount) AS amount FROM card GROUP BY charge_id) AS paid ON paid.charge_id = id
        CROSS JOIN (SELECT id AS payer_id FROM payer WHERE name = 'Cedar Mutual PPO') AS payer
"""
CLERKS = """
    CREATE TEMP TABLE clerk AS
    SELECT row_number() OVER (ORDER BY id) AS number, id, name FROM staff WHERE role = 'billing'
"""
STEPS = (
    CARD,
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
    SELECT i, patient_id, 'portal', 'online', amount, 'stripe', 'ch_' || md5(i::text), 'pi_' || md5(i::text), '4242',
        'R' || lpad(i::text, 7, '0'), at, at::date, 'Portal'
    FROM card
    """,
    """
    INSERT INTO payout (id, processor, reference, amount, arrives_on, matched_at)
    SELECT i, 'stripe', 'po_' || md5(i::text), net, made.at::date, CASE WHEN NOT on_its_way THEN made.at END
    FROM made JOIN (SELECT payout_id, sum(amount - fee) AS net FROM card GROUP BY 1) AS paid ON paid.payout_id = i
    """,
    """
    INSERT INTO processor_line (id, file_id, row, processor, key, kind, charge_ref, intent_ref, payout_id, gross, fee,
        net, at, on_day, matched_at)
    SELECT i, 1, i, 'stripe', md5(i::text), 'charge', 'ch_' || md5(i::text), 'pi_' || md5(i::text), payout_id, amount,
        fee, amount - fee, at, at::date, CASE WHEN i <= %(lines)s - 40 THEN at END
    FROM card
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
    SELECT %(size)s + id, 1, 2, id, 'p' || id, arrives_on, amount, 'STRIPE TRANSFER ' || reference, '', '', matched_at
    FROM payout
    """,
    """
    INSERT INTO payment_match (id, rule, why, automatic, made_at, made_by)
    SELECT id, 'charge', 'The charge number is the same.', true, paid_at, 'Worker' FROM payment
    UNION ALL
    SELECT %(lines)s + i, 'payout', 'The payout number is the same.', true, at, 'Worker' FROM made
    WHERE NOT on_its_way
    UNION ALL
    SELECT %(lines)s + %(size)s + i, 'trace', 'The trace number is the same.', true, at, 'Worker' FROM made
    WHERE NOT is_open
    """,
    """
    INSERT INTO match_side (match_id, stage, kind, record_id, amount)
    SELECT i, 'clearing', 'processor_line', i, amount FROM card WHERE i <= %(lines)s - 40
    UNION ALL
    SELECT i, 'clearing', 'payment', i, amount FROM card WHERE i <= %(lines)s - 40
    UNION ALL
    SELECT %(lines)s + id, 'deposit', 'payout', id, amount FROM payout WHERE matched_at IS NOT NULL
    UNION ALL
    SELECT %(lines)s + id, 'deposit', 'bank_transaction', %(size)s + id, amount FROM payout
    WHERE matched_at IS NOT NULL
    UNION ALL
    SELECT %(lines)s + %(size)s + i, 'deposit', side.kind, i, amount FROM made
        CROSS JOIN (VALUES ('bank_transaction'), ('remittance')) AS side (kind)
    WHERE NOT is_open
    """,
    """
    INSERT INTO payment_exception (id, kind, record_type, record_id, amount, headline, reason, patient_id, created_at,
        resolved_at, resolved_by, resolution)
    SELECT i, topic, record_type, CASE record_type WHEN 'patient' THEN patient_id ELSE i END, amount,
        'Cedar Mutual PPO: claim PS' || i, 'Something is missing or wrong on the claim (CO-16)',
        CASE WHEN of_patient THEN patient_id END, at,
        CASE WHEN NOT is_open THEN at + interval '5 hours' END, CASE WHEN NOT is_open THEN clerk.name END,
        CASE WHEN is_open THEN '' ELSE 'corrected' END
    FROM made JOIN clerk ON clerk.number = made.clerk
    """,
    "INSERT INTO payer (name) VALUES ('Cedar Mutual PPO') ON CONFLICT DO NOTHING",
    BILLED,
    """
    INSERT INTO charge (id, patient_id, payer_id, claim_number, procedure, display, amount, service_on)
    SELECT id, patient_id, payer_id, 'PS' || id, '99213', 'Office visit', part + 145, at::date - 14 FROM billed
    """,
    """
    INSERT INTO ledger_entry (id, kind, source, on_day, actor, payment_id, created_at)
    SELECT id, 'payment', 'portal', on_day, 'Portal', id, paid_at FROM payment
    UNION ALL
    SELECT %(lines)s + id, 'charge', 'system', at::date - 14, 'Worker', NULL, at FROM billed
    UNION ALL
    SELECT 2 * %(lines)s + id, 'insurer_payment', 'insurer', at::date, 'Worker', NULL, at FROM billed
    WHERE id %% 10 < 8
    UNION ALL
    SELECT 3 * %(lines)s + id, 'apply', 'system', on_day, 'Worker', NULL, paid_at FROM payment WHERE id %% 40 = 0
    """,
    """
    INSERT INTO ledger_line (entry_id, account, amount, patient_id, payer_id, charge_id)
    SELECT i, 'card', amount, NULL::bigint, NULL::bigint, NULL::bigint FROM card
    UNION ALL
    SELECT i, CASE WHEN i %% 40 = 0 THEN 'unapplied' ELSE 'patient' END, -amount, patient_id, NULL,
        CASE WHEN i %% 40 > 0 THEN charge_id END FROM card
    UNION ALL
    SELECT 3 * %(lines)s + i, 'unapplied', amount, patient_id, NULL, NULL FROM card WHERE i %% 40 = 0
    UNION ALL
    SELECT 3 * %(lines)s + i, 'patient', -amount, patient_id, NULL, charge_id FROM card WHERE i %% 40 = 0
    UNION ALL
    SELECT %(lines)s + id, 'patient', part, patient_id, NULL, id FROM billed
    UNION ALL
    SELECT %(lines)s + id, 'payer', 145, patient_id, payer_id, id FROM billed
    UNION ALL
    SELECT %(lines)s + id, 'income', -part - 145, patient_id, NULL, id FROM billed
    UNION ALL
    SELECT 2 * %(lines)s + id, side.account, side.amount, patient_id,
        CASE WHEN side.account = 'payer' THEN payer_id END, CASE WHEN side.account = 'payer' THEN id END
    FROM billed CROSS JOIN (VALUES ('remit', 145), ('payer', -145)) AS side (account, amount) WHERE id %% 10 < 8
    """,
    """
    CREATE TEMP TABLE desk AS
    SELECT made.*, CASE WHEN i %% 10 < 5 THEN 'S' || i / 10 ELSE '' END AS slip,
        CASE WHEN i %% 10 < 5 THEN '' ELSE (1000 + i)::text END AS cheque_number,
        %(lines)s + 2 * %(size)s + CASE WHEN i %% 10 < 5 THEN i / 10 * 10 ELSE i END AS match_id
    FROM made
    """,
    """
    INSERT INTO payment (id, patient_id, source, tender, amount, cheque_number, slip, receipt, paid_at, on_day,
        entered_by)
    SELECT %(lines)s + i, patient_id, 'front_desk', CASE WHEN slip = '' THEN 'cheque' ELSE 'cash' END, amount,
        cheque_number, slip, 'R' || lpad((%(lines)s + i)::text, 7, '0'), at, at::date, 'Desk'
    FROM desk
    """,
    """
    INSERT INTO bank_transaction (id, account_id, file_id, row, key, on_day, amount, memo, reference, matched_at)
    SELECT match_id, 1, 2, match_id, 'd' || match_id, max(at)::date + 1, sum(amount), 'DEPOSIT', max(slip), max(at)
    FROM desk WHERE NOT is_open GROUP BY match_id
    """,
    """
    INSERT INTO payment_match (id, rule, why, automatic, made_at, made_by)
    SELECT match_id, 'slip', 'The number of the slip is the same.', true, max(at), 'Worker'
    FROM desk WHERE NOT is_open GROUP BY match_id
    """,
    """
    INSERT INTO match_side (match_id, stage, kind, record_id, amount)
    SELECT match_id, 'deposit', 'bank_transaction', match_id, sum(amount) FROM desk WHERE NOT is_open GROUP BY match_id
    UNION ALL
    SELECT match_id, 'deposit', 'payment', %(lines)s + i, amount FROM desk WHERE NOT is_open
    """,
    """
    INSERT INTO task (id, queue_id, focus_type, focus_id, patient_id, site_id, team_id, owner_id, title, topic,
        priority, status, outcome, on_hold_until, created_at, triaged_at, claimed_at, due_at, arrived_at, worked_at,
        closed_at, closed_by)
    SELECT task_id, %(queue)s, 'payment_exception', i,
        CASE WHEN of_patient THEN patient_id END,
        CASE WHEN NOT of_patient THEN NULL WHEN elsewhere THEN %(site_2)s
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
