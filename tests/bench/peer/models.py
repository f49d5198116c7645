"""The clinic's tables as Django sees them; it makes none of them."""

from __future__ import annotations

from django.db import models


class Patient(models.Model):
    """`patient`."""

    mrn = models.TextField()
    given = models.TextField()
    family = models.TextField()
    birth_date = models.DateField()

    class Meta:
        managed = False
        db_table = "patient"

    def __str__(self) -> str:
        return f"{self.given} {self.family}"


class Staff(models.Model):
    """`staff`."""

    name = models.TextField()

    class Meta:
        managed = False
        db_table = "staff"

    def __str__(self) -> str:
        return str(self.name)


class Thread(models.Model):
    """`thread`."""

    patient = models.ForeignKey(Patient, models.DO_NOTHING)
    account_id = models.BigIntegerField(null=True)
    subject = models.TextField()
    first_words = models.TextField()

    class Meta:
        managed = False
        db_table = "thread"


class Message(models.Model):
    """`message`."""

    thread = models.ForeignKey(Thread, models.DO_NOTHING)
    direction = models.TextField()
    account_id = models.BigIntegerField(null=True)
    staff = models.ForeignKey(Staff, models.DO_NOTHING, null=True)
    author = models.TextField()
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    automatic = models.BooleanField(default=False)

    class Meta:
        managed = False
        db_table = "message"


class Task(models.Model):
    """`task`, as far as the inbox needs it; its focus is always a thread there."""

    STATUSES = [(one, one) for one in ("requested", "in-progress", "on-hold", "completed", "rejected", "cancelled")]

    thread = models.ForeignKey(Thread, models.DO_NOTHING, db_column="focus_id")
    patient = models.ForeignKey(Patient, models.DO_NOTHING)
    owner = models.ForeignKey(Staff, models.DO_NOTHING, null=True, blank=True)
    queue_id = models.BigIntegerField(editable=False)
    title = models.TextField()
    topic = models.TextField()
    priority = models.SmallIntegerField()
    status = models.TextField(choices=STATUSES)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.TextField(null=True, editable=False)

    class Meta:
        managed = False
        db_table = "task"

    def __str__(self) -> str:
        return f"{self.patient}: {self.title}"
