"""The admin of refill requests: list, filters, search, and the deeds: claim, approve, deny."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html_join

from tests.bench.peer.models import Staff
from tests.bench.peer.refills.models import Decision, Dispense, Order, RefillTask


class ApproveForm(forms.Form):
    """How much is given; the password again, for controlled drugs."""

    days = forms.IntegerField(min_value=1, max_value=400, initial=90)
    refills = forms.IntegerField(min_value=0, max_value=11, initial=3)
    password = forms.CharField(widget=forms.PasswordInput, required=False)


class DenyForm(forms.Form):
    """Why it is denied, as the patient reads it."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))


class OpenFilter(admin.SimpleListFilter):
    """What waits, or what was decided."""

    title = "state"
    parameter_name = "state"

    def lookups(self, _request: Any, _model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("unassigned", "Unassigned"), ("open", "Open"), ("overdue", "Overdue"), ("done", "Done")]

    def queryset(self, _request: Any, queryset: Any) -> Any:
        """The rows of a choice."""
        waiting = queryset.filter(closed_at__isnull=True)
        return {
            "unassigned": waiting.filter(owner__isnull=True, status="requested"),
            "open": waiting,
            "overdue": waiting.filter(due_at__lt=timezone.now()),
            "done": queryset.filter(closed_at__isnull=False),
        }.get(self.value(), queryset)


@admin.register(RefillTask)
class RefillTaskAdmin(admin.ModelAdmin):
    """Open work first by priority, then due. Without the full count, which would read the whole table."""

    list_display = ("patient", "asked_for", "source", "topic", "priority", "due_at", "owner", "status")
    list_filter = (OpenFilter, "topic", "priority", "request__drug_class", "request__schedule")
    search_fields = ("patient__given", "patient__family", "patient__mrn", "request__headline")
    list_select_related = ("patient", "owner", "request")
    list_per_page = 50
    ordering = ("priority", "due_at")
    show_full_result_count = False
    fields = ("patient", "asked_for", "medication", "dispenses", "earlier", "steps", "priority", "owner")
    readonly_fields = ("patient", "asked_for", "medication", "dispenses", "earlier", "steps")
    autocomplete_fields = ("owner",)
    actions = ("claim", "approve", "deny")

    def has_add_permission(self, _request: Any) -> bool:
        """Requests come from the portal."""
        return False

    def has_delete_permission(self, _request: Any, _obj: Any = None) -> bool:
        """Nothing is deleted."""
        return False

    def has_decide_permission(self, request: Any) -> bool:
        """Whether the person may approve and deny."""
        return bool(request.user.has_perm("refills.decide_refill"))

    @admin.display(description="asked for")
    def asked_for(self, task: RefillTask) -> str:
        """The medication and its dose."""
        return str(task.request.headline)

    @admin.display(description="from")
    def source(self, task: RefillTask) -> str:
        """Who asks."""
        return f"{task.request.requested_by} ({task.request.source})"

    @admin.display(description="medication")
    def medication(self, task: RefillTask) -> Any:
        """As the chart has it."""
        drug = task.request.medication
        facts = (
            ("Directions", drug.directions), ("Dose", drug.dose), ("Discontinued", drug.stopped_on or "no"),
            ("Days' supply", drug.days_supply), ("Refills left", drug.refills_left), ("Prescriber", drug.prescriber),
            ("Class", task.request.drug_class), ("Schedule", task.request.schedule or "none"),
            ("Note", task.request.note),
        )  # fmt: skip
        return format_html_join("", "<p><b>{}</b> {}</p>", facts)

    @admin.display(description="dispenses")
    def dispenses(self, task: RefillTask) -> Any:
        """What pharmacies gave out."""
        given = Dispense.objects.filter(medication=task.request.medication_id)[:12]
        return format_html_join("", "<p>{}: {} days</p>", ((one.dispensed_on, one.days_supply) for one in given))

    @admin.display(description="earlier requests")
    def earlier(self, task: RefillTask) -> Any:
        """What came of earlier ones for the same medication."""
        found = task.request.medication.refillrequest_set.exclude(decision="").order_by("-created_at")[:10]
        rows = ((one.created_at, one.decision, one.decided_by) for one in found)
        return format_html_join("", "<p>{}: {} by {}</p>", rows)

    @admin.display(description="steps")
    def steps(self, task: RefillTask) -> Any:
        """How it was decided."""
        found = Decision.objects.filter(request=task.request_id)
        return format_html_join("", "<p>{}: {} by {}</p>", ((one.at, one.step, one.decided_by) for one in found))

    @admin.action(description="Claim", permissions=["change"])
    def claim(self, request: Any, queryset: Any) -> None:
        """Take what nobody has."""
        person, taken = _person(request), 0
        for task in queryset:
            free = RefillTask.objects.filter(pk=task.pk, owner__isnull=True, closed_at__isnull=True)
            if free.update(owner=person, status="in-progress", claimed_at=timezone.now()):
                self.log_change(request, task, "Claimed")
                taken += 1
        self.message_user(request, f"{taken} claimed.")

    @admin.action(description="Approve", permissions=["decide"])
    def approve(self, request: Any, queryset: Any) -> Any:
        """Give a supply; nothing of schedule II, controlled drugs with the password alone."""
        return self._decided(request, queryset, "approved", "Approve", ApproveForm)

    @admin.action(description="Deny", permissions=["decide"])
    def deny(self, request: Any, queryset: Any) -> Any:
        """Deny for a reason."""
        return self._decided(request, queryset, "denied", "Deny", DenyForm)

    def _decided(self, request: Any, queryset: Any, decision: str, title: str, kind: type[forms.Form]) -> Any:
        """The form in between, and what it says, done for each that is still open."""
        form = kind(request.POST if "decide" in request.POST else None)
        if not ("decide" in request.POST and form.is_valid()):
            action = request.POST["action"]
            context = {**self.admin_site.each_context(request), "form": form, "tasks": queryset, "title": title}
            return TemplateResponse(request, "refills/decide.html", context | {"action": action})
        done, left = 0, []
        with transaction.atomic(using="clinic"):
            locked = queryset.select_for_update(of=("self", "request")).select_related(None).select_related("request")
            for task in locked.order_by("pk"):
                if why := self._refused(request, task, decision, form.cleaned_data):
                    left.append(f"{task}: {why}")
                    continue
                _write(task, decision, form.cleaned_data, _person(request))
                self.log_change(request, task, f"{title}: {_told(form.cleaned_data)}")
                done += 1
        self.message_user(request, f"{done} {decision}.")
        for line in left:
            self.message_user(request, line, messages.WARNING)
        return None

    def _refused(self, request: Any, task: RefillTask, decision: str, given: dict[str, Any]) -> str:
        """Why it can't be decided so; nothing where it can."""
        if task.request.decision or task.closed_at:
            return f"{task.request.decided_by} decided it already."
        if decision == "approved" and task.request.schedule == "II":
            return "a drug of schedule II needs a new prescription."
        if decision == "approved" and task.request.schedule and not request.user.check_password(given["password"]):
            return "a controlled drug needs your password."
        return ""


def _write(task: RefillTask, decision: str, given: dict[str, Any], person: Staff) -> None:
    """The request, its step, the medication, the order and the task."""
    now, asked = timezone.now(), task.request
    days, refills = given.get("days"), given.get("refills")
    asked.decision, asked.decided_at, asked.decided_by = decision, now, person.name
    asked.days, asked.refills = days, refills
    asked.save(update_fields=["decision", "decided_at", "decided_by", "days", "refills"])
    Decision.objects.create(
        request=asked, step=decision, days=days, refills=refills, reason=given.get("reason", ""),
        decided_by=person.name, at=now,
    )  # fmt: skip
    if decision == "approved":
        drug = asked.medication
        drug.days_supply, drug.refills_left, drug.renewed_on = days, refills, now.date()
        drug.save(update_fields=["days_supply", "refills_left", "renewed_on"])
        Order.objects.create(
            request=asked, patient_id=asked.patient_id, pharmacy_id=asked.pharmacy_id, medication=asked.headline,
            directions=drug.directions, days=days, refills=refills, prescriber=drug.prescriber, ordered_by=person.name,
        )  # fmt: skip
    task.status, task.outcome, task.owner = "completed", decision, task.owner or person
    task.closed_at, task.closed_by = now, person.name
    task.save(update_fields=["status", "outcome", "owner", "closed_at", "closed_by"])


def _told(given: dict[str, Any]) -> str:
    """What was chosen, without the password."""
    return ", ".join(f"{name} {value}" for name, value in given.items() if name != "password")


def _person(_request: Any) -> Staff:
    """Who of the staff it is: the first one here, as in the rest of this admin."""
    first: Staff = Staff.objects.order_by("id").first()
    return first
