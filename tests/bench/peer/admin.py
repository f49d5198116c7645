"""The admin of the peer: a list with filter and order, and a form that shows the conversation and takes a reply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html_join

from tests.bench.peer.models import Message, Staff, Task

CLOSED = ("completed", "rejected", "cancelled")


class TaskForm(forms.ModelForm):
    """A task with room for a reply."""

    reply = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), required=False)

    class Meta:
        model = Task
        fields = ("status", "priority", "owner")


@admin.register(Task)
class TaskAdmin(admin.ModelAdmin):
    """Open work first by priority, then due. Without the full count, which would read the whole table."""

    form = TaskForm
    list_display = ("patient", "topic", "words", "priority", "due_at", "owner", "status")
    list_filter = ("status", "priority")
    list_select_related = ("patient", "owner", "thread")
    list_per_page = 50
    ordering = ("priority", "due_at")
    show_full_result_count = False
    readonly_fields = ("patient", "conversation")
    autocomplete_fields = ("owner",)

    @admin.display(description="first words")
    def words(self, task: Task) -> str:
        """What it is about."""
        return str(task.thread.first_words)

    @admin.display(description="conversation")
    def conversation(self, task: Task) -> Any:
        """Its messages."""
        messages = Message.objects.filter(thread=task.thread_id).order_by("id")
        return format_html_join("", "<p><b>{}</b> {}</p>", ((one.author, one.body) for one in messages))

    def save_model(self, request: Any, obj: Task, form: Any, change: bool) -> None:
        """Write the reply with the task, as whoever owns it or the first of the staff; note who closed it, and when."""
        author = obj.owner or Staff.objects.order_by("id").first()
        closed = obj.status in CLOSED
        obj.closed_at = (obj.closed_at or timezone.now()) if closed else None
        obj.closed_by = (obj.closed_by or author.name) if closed else None
        super().save_model(request, obj, form, change)
        if form.cleaned_data["reply"]:
            Message.objects.create(
                thread_id=obj.thread_id,
                direction="outbound",
                account_id=obj.thread.account_id,
                staff=author,
                author=author.name,
                body=form.cleaned_data["reply"],
                sent_at=timezone.now(),
            )


@admin.register(Staff)
class StaffAdmin(admin.ModelAdmin):
    """For the owner's choice."""

    search_fields = ("name",)
