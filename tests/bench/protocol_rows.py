"""Open refill requests of any number, each of a patient of their own, with the chart that a protocol asks about.

Beside what is asked for a patient takes seven other medicines, and has a year and a half of dispenses of 30 or 90
days, five visits and forty laboratory values. The drugs are the common ones of primary care; some are never refilled
by protocol.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from rules.refill_protocol_settings import DEFAULTS, to_json
from tests.bench.rows import Maker

GENERATOR = 2  # raise it when the rows made here change

DRUGS = """
    CREATE TEMP TABLE drug AS SELECT number - 1 AS number, display FROM unnest(ARRAY[
        'Lisinopril 10 MG Oral Tablet', 'Atorvastatin 20 MG Oral Tablet',
        '24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet',
        'Levothyroxine Sodium 0.075 MG Oral Tablet',
        'Amlodipine 5 MG Oral Tablet', '24 HR Metoprolol succinate 50 MG Extended Release Oral Tablet',
        'Omeprazole 20 MG Delayed Release Oral Capsule', 'Losartan Potassium 50 MG Oral Tablet',
        'Sertraline 50 MG Oral Tablet', 'Hydrochlorothiazide 25 MG Oral Tablet',
        'NDA020503 200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler', 'Simvastatin 20 MG Oral Tablet',
        'Allopurinol 100 MG Oral Tablet', 'Spironolactone 25 MG Oral Tablet', 'Glipizide 5 MG Oral Tablet',
        'Warfarin Sodium 5 MG Oral Tablet', 'Zolpidem tartrate 10 MG Oral Tablet',
        'Oxycodone Hydrochloride 5 MG Oral Tablet', 'Amoxicillin 500 MG Oral Capsule', 'Foozolam 5 MG Oral Tablet'
    ]) WITH ORDINALITY AS listed (display, number)
"""
BESIDE = """
    CREATE TEMP TABLE beside AS SELECT number - 1 AS number, display FROM unnest(ARRAY[
        'Acetaminophen 325 MG Oral Tablet', 'Cetirizine hydrochloride 10 MG Oral Tablet',
        'Cholecalciferol 1000 UNT Oral Capsule', 'Ferrous sulfate 325 MG Oral Tablet', 'Folic Acid 1 MG Oral Tablet',
        'Docusate Sodium 100 MG Oral Capsule', 'Fluticasone propionate 0.05 MG/ACTUAT Metered Dose Nasal Spray'
    ]) WITH ORDINALITY AS listed (display, number)
"""
TESTS = """
    CREATE TEMP TABLE test AS SELECT number, code, unit, low, high FROM (VALUES
        (0, '2160-0', 'mg/dL', 0.6, 1.3), (1, '2823-3', 'mmol/L', 3.4, 5.2), (2, '1742-6', 'U/L', 10, 40),
        (3, '4548-4', '%', 5.5, 7.6), (4, '9318-7', 'mg/g', 5, 30), (5, '18262-6', 'mg/dL', 60, 160),
        (6, '3016-3', 'm[IU]/L', 0.5, 4.6), (7, '98979-8', 'mL/min/{1.73_m2}', 40, 110), (8, '718-7', 'g/dL', 11, 17),
        (9, '2951-2', 'mmol/L', 134, 146)
    ) AS listed (number, code, unit, low, high)
"""
STEPS = (
    """
    CREATE TEMP TABLE asked AS
    SELECT patient.id AS patient_id, row_number() OVER (ORDER BY patient.id) AS i,
        1000000000 + patient.id AS drug_id
    FROM patient
    """,
    """
    INSERT INTO medication (id, patient_id, code, display, dose, started_on, quantity, days_supply, refills_left)
    SELECT drug_id, patient_id, '314076', display, '1 tablet daily', current_date - 900, 30, 30, 0
    FROM asked JOIN drug ON drug.number = i % 20
    """,
    """
    INSERT INTO medication (patient_id, code, display, dose, started_on)
    SELECT patient_id, '1', display, '1 daily', current_date - 400 FROM asked CROSS JOIN beside
    """,
    """
    INSERT INTO medication_dispense (patient_id, medication_id, dispensed_on, days_supply, quantity)
    SELECT patient_id, drug_id, current_date - (length - i % 9)::int - length * number, length, length
    FROM asked CROSS JOIN LATERAL (SELECT CASE WHEN i % 7 < 3 THEN 30 ELSE 90 END AS length) AS supply
        CROSS JOIN LATERAL generate_series(0, 540 / length - 1) AS number
    """,
    """
    INSERT INTO encounter (patient_id, display, started_at)
    SELECT patient_id, 'Check up', now() - make_interval(days => (20 + i % 500 + number * 180)::int)
    FROM asked CROSS JOIN generate_series(0, 4) AS number
    """,
    """
    INSERT INTO appointment (patient_id, display, starts_at)
    SELECT patient_id, 'Check up', now() + make_interval(days => (1 + i % 90)::int) FROM asked WHERE i % 3 = 0
    """,
    """
    INSERT INTO observation (patient_id, code, display, value_number, unit, effective_at)
    SELECT patient_id, code, code,
        round((low + (high - low) * ((i * 37 + test.number * 11 + turn * 7) % 100) / 100), 1), unit,
        now() - make_interval(days => (5 + i % 300 + turn * 120)::int)
    FROM asked CROSS JOIN test CROSS JOIN generate_series(0, 3) AS turn
    """,
    """
    INSERT INTO refill_request (id, patient_id, medication_id, source, requested_by, headline, ingredient, drug_class)
    SELECT i, patient_id, drug_id, 'pharmacy', 'Main Street Pharmacy', display, '', ''
    FROM asked JOIN drug ON drug.number = i % 20
    """,
)


def fill(admin: psycopg.Connection, _requests: int, made: Maker) -> None:
    """Make one open request for each patient, and put every protocol of the defaults in force. As a superuser."""
    with admin.transaction(), admin.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")  # no foreign key is checked row by row
        for statement in (DRUGS, BESIDE, TESTS):
            cursor.execute(statement)
        for step in STEPS:
            cursor.execute(step)
        for default in DEFAULTS:
            cursor.execute(
                "INSERT INTO refill_protocol "
                "(drug_class, title, rule, active, approved_by_id, approved_on, changed_by) "
                "VALUES (%s, %s, %s, true, %s, current_date, %s)",
                _protocol(default.drug_class, default.title, to_json(default.protocol), made.staff[0]),
            )


def _protocol(drug_class: str, title: str, rule: dict[str, Any], approver: tuple[int, str]) -> tuple[Any, ...]:
    return drug_class, title, Jsonb(rule), *approver
