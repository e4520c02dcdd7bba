"""Saving a row: checked as a whole, recorded, and never over the work of somebody else.

A save runs inside one transaction: the rows are read, the form is saved, the rows are read again. Lint of the new
state decides; where it finds a fault in this row all is undone and the form comes back with the fault at its field.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from legsapp.admin.front import may
from legsapp.models import Change
from legsapp.publishing import history, saving, uses
from legsapp.publishing.compile import plain_rows
from legsapp.publishing.concepts import BY_MODEL

MOST_WARNINGS = 8
PREVIEWED = ("questions", "causes", "scenarios")  # a preview can begin from these


class Unfit(Exception):
    """The row may not be saved like this."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        self.faults = faults
        super().__init__(faults)


class RowForm(forms.ModelForm):
    """A row, with the number of the last change that its editor saw."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request: HttpRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concept = BY_MODEL[self._meta.model].name
        self.fields["seen"].initial = self.latest() if self.instance.pk else 0

    def latest(self) -> int:
        changes = Change.objects.filter(concept=self.concept, slug=self.instance.slug)
        return changes.order_by("-pk").values_list("pk", flat=True).first() or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_to_overwrite(cleaned.get("seen") or 0)
        for field, message in getattr(self.request, "faults", ()):
            name = field.partition(".")[0]
            told = capfirst(message if name == field else f"{field}: {message}")
            self.add_error(name if name in self.fields else None, told)
        return cleaned

    def _refuse_to_overwrite(self, seen: int) -> None:
        """Tells what others changed since this page was opened. Saving once more is then a choice."""
        missed = history.since(self.concept, self.instance.slug, seen)
        if not missed:
            return
        told = [
            f"{change.by} saved this at {timezone.localtime(change.at):%H:%M on %d %B %Y}. {difference.field}: "
            f"“{difference.said(difference.before)}” became “{difference.said(difference.after)}”."
            for change in missed
            for difference in history.told(change)
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(missed[-1].pk)
        self.add_error(
            None,
            [
                "Nothing was saved: somebody else changed this while you had it open.",
                *told,
                "Your version is below. Take theirs over by hand where it is right; saving again keeps what is below.",
            ],
        )


class Listed(admin.ModelAdmin):
    """A list is headed by what it lists."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title} | (extra_context or {}))


class Recorded(Listed):
    """Deleting says first what would lose the row, and leaves a record."""

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        extra = {"named_by": uses.named_by(row) if row is not None else ()}
        return super().delete_view(request, object_id, extra | (extra_context or {}))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        with history.recording(request.user.get_username()):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with history.recording(request.user.get_username()):
            super().delete_queryset(request, queryset)


class RecordedAdmin(Recorded):
    """A concept, with everything that saving a row of it asks for."""

    form = RowForm
    change_form_template = "admin/legsapp/row_form.html"
    save_on_top = True
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fixed = ("slug", "updated_at") if obj else ("updated_at",)
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.request = request
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        concept = BY_MODEL[self.model].name
        extra = {
            "may_preview": may(request, "preview_draft"),
            "previewed": concept if concept in PREVIEWED else "",
        } | (extra_context or {})
        may_save = self.has_change_permission(request) if object_id else self.has_add_permission(request)
        if request.method != "POST" or not may_save:
            return super().changeform_view(request, object_id, form_url, extra)
        try:
            with history.alone():  # of two who save one row at once, the second looks when the first is done
                request.before = plain_rows()  # type: ignore[attr-defined]
                return super().changeform_view(request, object_id, form_url, extra)
        except Unfit as unfit:
            request.faults = unfit.faults  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """A new row begins at its first field: with a button above it the stock page would begin there."""
        response = super().render_change_form(request, context, add, **kwargs)
        if add:
            response.context_data["save_on_top"] = False
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before, after = request.before, plain_rows()  # type: ignore[attr-defined]
        verdict = saving.judge(before, after, BY_MODEL[self.model].name, form.instance.slug)
        if verdict.faults:
            raise Unfit(verdict.faults)
        history.record(before, after, request.user.get_username())
        for warning in verdict.warnings[:MOST_WARNINGS]:
            messages.warning(request, f"To look at before publishing: {warning}")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The one history, narrowed to this row."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            return super().history_view(request, object_id, extra_context)
        concept = BY_MODEL[self.model].name
        return HttpResponseRedirect(
            f"{reverse('admin:legsapp_change_changelist')}?concept__exact={concept}&slug={row.slug}"
        )
