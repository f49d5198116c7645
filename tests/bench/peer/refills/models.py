"""The clinic's tables of refills as Django sees them; it makes none of them."""

from __future__ import annotations

from django.db import models

from tests.bench.peer.models import Patient, Staff


class Medication(models.Model):
    """`medication`."""

    patient = models.ForeignKey(Patient, models.DO_NOTHING)
    display = models.TextField()
    directions = models.TextField()
    dose = models.TextField()
    stopped_on = models.DateField(null=True)
    days_supply = models.IntegerField(null=True)
    refills_left = models.IntegerField(null=True)
    prescriber = models.TextField()
    renewed_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "medication"


class Dispense(models.Model):
    """`medication_dispense`."""

    medication = models.ForeignKey(Medication, models.DO_NOTHING)
    dispensed_on = models.DateField()
    days_supply = models.IntegerField()

    class Meta:
        managed = False
        db_table = "medication_dispense"
        ordering = ("-dispensed_on",)


class RefillRequest(models.Model):
    """`refill_request`."""

    patient = models.ForeignKey(Patient, models.DO_NOTHING)
    medication = models.ForeignKey(Medication, models.DO_NOTHING)
    source = models.TextField()
    requested_by = models.TextField()
    pharmacy_id = models.BigIntegerField(null=True)
    note = models.TextField()
    headline = models.TextField()
    drug_class = models.TextField()
    schedule = models.TextField()
    created_at = models.DateTimeField()
    decision = models.TextField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(null=True)
    days = models.IntegerField(null=True)
    refills = models.IntegerField(null=True)

    class Meta:
        managed = False
        db_table = "refill_request"


class Decision(models.Model):
    """`refill_decision`."""

    request = models.ForeignKey(RefillRequest, models.DO_NOTHING)
    step = models.TextField()
    days = models.IntegerField(null=True)
    refills = models.IntegerField(null=True)
    reason = models.TextField(default="")
    decided_by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "refill_decision"
        ordering = ("id",)


class Order(models.Model):
    """`pharmacy_order`."""

    request = models.ForeignKey(RefillRequest, models.DO_NOTHING)
    patient = models.ForeignKey(Patient, models.DO_NOTHING)
    pharmacy_id = models.BigIntegerField(null=True)
    medication = models.TextField()
    directions = models.TextField()
    days = models.IntegerField()
    refills = models.IntegerField()
    prescriber = models.TextField()
    state = models.TextField(default="to-print")
    ordered_by = models.TextField()

    class Meta:
        managed = False
        db_table = "pharmacy_order"


class RefillTasks(models.Manager):
    """Tasks that are about refill requests."""

    def get_queryset(self) -> models.QuerySet:
        """Those alone."""
        return super().get_queryset().filter(focus_type="refill_request")


class RefillTask(models.Model):
    """`task`, of refill requests."""

    STATUSES = [(one, one) for one in ("requested", "in-progress", "on-hold", "completed", "rejected", "cancelled")]

    focus_type = models.TextField(editable=False)
    request = models.ForeignKey(RefillRequest, models.DO_NOTHING, db_column="focus_id")
    patient = models.ForeignKey(Patient, models.DO_NOTHING)
    owner = models.ForeignKey(Staff, models.DO_NOTHING, null=True, blank=True)
    topic = models.TextField()
    priority = models.SmallIntegerField()
    status = models.TextField(choices=STATUSES)
    outcome = models.TextField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(null=True)

    objects = RefillTasks()

    class Meta:
        managed = False
        db_table = "task"
        verbose_name = "refill request"
        permissions = (("decide_refill", "Can approve and deny refills"),)

    def __str__(self) -> str:
        return f"{self.patient}: {self.request.headline}"
