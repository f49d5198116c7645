"""Past refill requests of any number, with medications, dispenses, decisions, orders and tasks."""

from __future__ import annotations

import psycopg
from psycopg.types.json import Jsonb

from rules.drugs import drug_of
from rules.refill_protocol_settings import DEFAULTS, to_json
from tests.bench.filling import filling
from tests.bench.rows import Maker

GENERATOR = 1  # raise it when the rows made here change
FILLED = (
    "medication", "medication_dispense", "observation", "refill_request", "refill_decision", "pharmacy_order", "task",
    "task_event",
)  # fmt: skip
WITH_IDS = ("medication", "refill_request", "task", "pharmacy")
PER_PATIENT = 5  # medications
FIRST = 1_000_000_000  # of the medications' ids
# So many orders of the newest requests are still to be printed.
UNSENT = 30
DRUGS = (
    "Lisinopril 10 MG Oral Tablet", "Atorvastatin 20 MG Oral Tablet", "Levothyroxine Sodium 0.075 MG Oral Tablet",
    "24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", "Amlodipine 5 MG Oral Tablet",
    "24 HR Metoprolol succinate 50 MG Extended Release Oral Tablet", "Omeprazole 20 MG Delayed Release Oral Capsule",
    "Losartan Potassium 50 MG Oral Tablet", "Sertraline 50 MG Oral Tablet", "Hydrochlorothiazide 25 MG Oral Tablet",
    "NDA020503 200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", "Allopurinol 100 MG Oral Tablet",
    "Spironolactone 25 MG Oral Tablet", "Glipizide 5 MG Oral Tablet", "Warfarin Sodium 5 MG Oral Tablet",
    "Zolpidem tartrate 10 MG Oral Tablet", "Oxycodone Hydrochloride 5 MG Oral Tablet",
    "Amoxicillin 500 MG Oral Capsule", "Gabapentin 300 MG Oral Capsule", "Simvastatin 20 MG Oral Tablet",
)  # fmt: skip
TESTS = """
    CREATE TEMP TABLE test AS SELECT * FROM (VALUES
        (0, '2160-0', 'mg/dL', 0.6, 1.3), (1, '2823-3', 'mmol/L', 3.4, 5.2), (2, '18262-6', 'mg/dL', 60, 160),
        (3, '3016-3', 'm[IU]/L', 0.5, 4.6)) AS test (number, code, unit, low, high)
"""
PHARMACIES = """
    INSERT INTO pharmacy (id, name, email, fax)
    SELECT n, 'Pharmacy ' || n, CASE WHEN n % 2 = 0 THEN 'orders' || n || '@example.invalid' ELSE '' END, '555-0100'
    FROM generate_series(1, 20) AS n
"""
# Open ones stand as the inbox's do: of ten six unassigned, one on hold, three in work, sixty of them one person's.
MADE = """
    CREATE TEMP TABLE made AS
    SELECT i, %(tasks)s + i AS task_id, i::bigint * 7919 %% %(patients)s + 1 AS patient_id,
        i / %(patients)s %% %(per_patient)s AS place_of,
        i %% 10 AS turn, %(end)s - %(period)s * ((%(size)s - i)::float8 / %(size)s) AS asked_at,
        i > %(open_from)s AS is_open, (i - %(open_from)s - 1) %% 10 AS kind, (i - %(open_from)s - 1) / 10 AS place,
        i::bigint * 31 %% %(colleagues)s + 1 AS colleague, i * 13 %% 10 > 6 AS elsewhere
    FROM generate_series(1, %(size)s) AS i
"""
DECIDED = """
    CREATE TEMP TABLE asked AS
    SELECT made.*, staff.id AS staff_id, staff.name AS staff_name, drug.*,
        %(first_medication)s + (patient_id - 1) * %(per_patient)s + place_of AS medication_id,
        CASE WHEN is_open THEN '' WHEN turn = 9 THEN 'withdrawn' WHEN schedule = 'II' THEN 'new-prescription'
            WHEN turn = 7 THEN 'denied' WHEN turn = 8 THEN 'bridged' ELSE 'approved' END AS decision
    FROM made JOIN colleague AS staff ON staff.number = made.colleague
        JOIN drug ON drug.drug = (patient_id * %(per_patient)s + place_of) %% %(drugs)s
"""
STEPS = (
    """
    INSERT INTO medication (id, patient_id, code, display, directions, dose, started_on, quantity, quantity_unit,
        days_supply, refills_left, prescriber, prescriber_id, pharmacy_id, schedule)
    SELECT %(first_medication)s + (patient - 1) * %(per_patient)s + place, patient, '1', display, 'One a day',
        '1 tablet daily', current_date - 900, 90, 'tablets', 90, 0, staff.name, staff.id, patient %% 20 + 1, schedule
    FROM generate_series(1, %(patients)s) AS patient CROSS JOIN generate_series(0, %(per_patient)s - 1) AS place
        JOIN drug ON drug.drug = (patient * %(per_patient)s + place) %% %(drugs)s
        JOIN colleague AS staff ON staff.number = patient %% %(colleagues)s + 1
    """,
    """
    INSERT INTO medication_dispense (patient_id, medication_id, dispensed_on, days_supply, quantity, pharmacy_id)
    SELECT patient_id, id, current_date - (84 + patient_id %% 9)::int - 90 * number, 90, 90, pharmacy_id
    FROM medication CROSS JOIN generate_series(0, 7) AS number WHERE id >= %(first_medication)s
    """,
    """
    INSERT INTO observation (patient_id, code, display, value_number, unit, effective_at)
    SELECT patient, code, code, round((low + (high - low) * ((patient * 37 + turn * 7) %% 100) / 100), 1), unit,
        now() - make_interval(days => (5 + patient %% 300 + turn * 120)::int)
    FROM generate_series(1, %(patients)s) AS patient CROSS JOIN test CROSS JOIN generate_series(0, 3) AS turn
    """,
    """
    INSERT INTO refill_request (id, patient_id, medication_id, source, account_id, requested_by, pharmacy_id, note,
        headline, ingredient, drug_class, schedule, created_at, decision, decided_at, decided_by, days, refills)
    SELECT i, patient_id, medication_id, CASE WHEN i %% 4 = 0 THEN 'pharmacy' ELSE 'patient' END,
        CASE WHEN i %% 4 > 0 THEN patient_id END, CASE WHEN i %% 4 = 0 THEN 'Pharmacy 3' ELSE 'The patient' END,
        patient_id %% 20 + 1, CASE WHEN i %% 3 = 0 THEN 'I have pills for a few more days. Thank you.' ELSE '' END,
        display || ', 1 tablet daily', ingredient, drug_class, schedule, asked_at, decision,
        CASE WHEN NOT is_open THEN asked_at + interval '5 hours' END, CASE WHEN NOT is_open THEN staff_name END,
        CASE decision WHEN 'approved' THEN 90 WHEN 'bridged' THEN 30 END,
        CASE decision WHEN 'approved' THEN 3 WHEN 'bridged' THEN 0 END
    FROM asked ORDER BY i
    """,
    """
    INSERT INTO refill_decision (request_id, step, days, refills, reason, proposal, criteria, staff_id, decided_by, at)
    SELECT i, decision, CASE decision WHEN 'approved' THEN 90 WHEN 'bridged' THEN 30 END,
        CASE decision WHEN 'approved' THEN 3 WHEN 'bridged' THEN 0 END, '', 'prescriber',
        '[{"kind": "active", "words": "Still taken", "verdict": "met", "fact": "On the medication list", "on": null},
          {"kind": "dose", "words": "Dose unchanged", "verdict": "met", "fact": "1 tablet daily", "on": null}]',
        staff_id, staff_name, asked_at + interval '5 hours'
    FROM asked WHERE NOT is_open ORDER BY i
    """,
    """
    INSERT INTO pharmacy_order (request_id, patient_id, pharmacy_id, medication, directions, quantity, days, refills,
        prescriber, state, ordered_at, ordered_by, sent_at, sent_by, sent_how)
    SELECT i, patient_id, patient_id %% 20 + 1, display, 'One a day', '90 tablets', 90, 3, staff_name,
        CASE WHEN unsent THEN 'to-print' ELSE 'sent' END, asked_at + interval '5 hours', staff_name,
        CASE WHEN NOT unsent THEN asked_at + interval '6 hours' END, CASE WHEN NOT unsent THEN 'Worker' END,
        CASE WHEN unsent THEN '' ELSE 'mail' END
    FROM (SELECT *, i > %(open_from)s - 2 * %(unsent)s AS unsent FROM asked) AS asked
    WHERE decision IN ('approved', 'bridged') ORDER BY i
    """,
    """
    INSERT INTO task (id, queue_id, focus_type, focus_id, patient_id, site_id, team_id, owner_id, title, topic,
        priority, priority_reason, status, outcome, on_hold_until, created_at, triaged_at, claimed_at, due_at,
        first_response_due_at, arrived_at, worked_at, closed_at, closed_by)
    SELECT task_id, %(queue)s, 'refill_request', i, patient_id,
        CASE WHEN elsewhere THEN %(site_2)s ELSE %(site_1)s END,
        CASE WHEN elsewhere THEN %(team_2)s ELSE %(team_1)s END,
        CASE WHEN NOT is_open THEN staff_id WHEN kind < 7 AND kind <> 6 THEN NULL
            WHEN kind > 6 AND place * 3 + kind - 7 < 60 THEN %(first)s ELSE staff_id END,
        'Refill request', (ARRAY['approve', 'bridge', 'prescriber', 'labs'])[turn %% 4 + 1],
        CASE WHEN turn = 3 THEN 2 ELSE 3 END, CASE WHEN turn = 3 THEN 'The supply runs out' ELSE '' END,
        CASE WHEN NOT is_open THEN 'completed' WHEN kind < 6 THEN 'requested' WHEN kind = 6 THEN 'on-hold'
            ELSE 'in-progress' END,
        decision, CASE WHEN is_open AND kind = 6 AND place %% 2 = 0 THEN %(end)s + interval '2 days' END,
        asked_at, asked_at, CASE WHEN NOT is_open OR kind >= 6 THEN asked_at END, asked_at + interval '2 days',
        asked_at + interval '2 days', asked_at, CASE WHEN NOT is_open OR kind >= 6 THEN asked_at END,
        CASE WHEN NOT is_open THEN asked_at + interval '5 hours' END, CASE WHEN NOT is_open THEN staff_name END
    FROM asked ORDER BY i
    """,
    """
    INSERT INTO task_event (task_id, at, kind, staff_id, actor, detail)
    SELECT task_id, asked_at, 'received', NULL, 'Patient', jsonb_build_object('request_id', i) FROM asked
    UNION ALL
    SELECT task_id, asked_at + interval '5 hours', 'closed', staff_id, staff_name,
        jsonb_build_object('outcome', decision)
    FROM asked WHERE NOT is_open
    """,
)


def fill(admin: psycopg.Connection, requests: int, made: Maker) -> None:
    """Make so many requests, oldest first, every protocol in force, and the nurses with its authority."""
    with filling(admin, requests, made, queue="refills", tables=FILLED, with_ids=WITH_IDS) as (cursor, values):
        values |= {
            "per_patient": PER_PATIENT, "drugs": len(DRUGS), "first_medication": FIRST, "unsent": UNSENT,
        }  # fmt: skip
        cursor.execute(
            "CREATE TEMP TABLE drug (drug bigint, display text, ingredient text, drug_class text, schedule text)"
        )
        known = ((number, name, drug_of(name)) for number, name in enumerate(DRUGS))
        rows = [(number, name, one.ingredient, one.drug_class, one.schedule) for number, name, one in known]
        cursor.executemany("INSERT INTO drug VALUES (%s, %s, %s, %s, %s)", rows)
        cursor.execute(TESTS)
        cursor.execute(PHARMACIES)
        cursor.execute(MADE, values)
        cursor.execute("ANALYZE made, drug, test, colleague")
        cursor.execute(DECIDED, values)
        cursor.execute("ANALYZE asked")
        for step in STEPS:
            cursor.execute(step, values)
        cursor.execute("UPDATE staff SET protocol_authority = true WHERE role = 'nurse'")
        for default in DEFAULTS:
            cursor.execute(
                "INSERT INTO refill_protocol (drug_class, title, rule, active, approved_by_id, approved_on, changed_by)"
                " VALUES (%s, %s, %s, true, %s, current_date, %s)",
                (default.drug_class, default.title, Jsonb(to_json(default.protocol)), *made.staff[0]),
            )
