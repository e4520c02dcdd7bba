"""What happened: the history of the rows, and the switch that closes the questionnaire."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from legsapp.admin.rows import Listed
from legsapp.models import Change, SiteState
from legsapp.publishing import history, live
from legsapp.publishing.concepts import BY_NAME


class Kept(Listed):
    """Written once: nothing is changed or deleted."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Change)
class ChangeAdmin(Kept):
    list_display = ("at", "by", "kind", "slug", "action", "what")
    list_display_links = ("at", "slug")
    list_filter = ("concept", "action", "by")
    search_fields = ("slug", "by", "note")
    date_hierarchy = "at"
    list_per_page = 50
    fields = ("at", "by", "kind", "slug", "action", "note", "differences")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Of one row it is that row's history, with the way back to it."""
        concept, slug = request.GET.get("concept__exact", ""), request.GET.get("slug", "")
        extra = {"title": "Who changed what"}
        if concept in BY_NAME and BY_NAME[concept].model._default_manager.filter(slug=slug).exists():
            extra = {"title": f"History of {slug}", "row": reverse("admin:legsapp_row", args=[concept, slug])}
        return super().changelist_view(request, extra | (extra_context or {}))

    def get_list_filter(self, request: HttpRequest) -> tuple[str, ...]:
        """The history of one row is short: its table gets the whole width."""
        return () if "slug" in request.GET else self.list_filter

    @admin.display(description="what", ordering="concept")
    def kind(self, change: Change) -> str:
        concept = BY_NAME.get(change.concept)
        return str(concept.model._meta.verbose_name) if concept else change.concept

    @admin.display(description="fields")
    def what(self, change: Change) -> str:
        told = [item.field for item in history.told(change)]
        return ", ".join(told[:5]) + (f" and {len(told) - 5} more" if len(told) > 5 else "")

    @admin.display(description="field by field")
    def differences(self, change: Change) -> SafeString:
        rows = format_html_join(
            "",
            "<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>",
            ((item.field, item.said(item.before), item.said(item.after)) for item in history.told(change)),
        )
        head = "<th scope='col'>Field</th><th scope='col'>Before</th><th scope='col'>After</th>"
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", SafeString(head), rows)


@admin.register(SiteState)
class SiteStateAdmin(Kept):
    """One switch. The newest entry holds; every process follows within five seconds."""

    list_display = ("at", "state", "reason", "by")
    fields = ("closed", "reason")
    readonly_fields = ("at", "by")

    @admin.display(description="questionnaire", ordering="closed")
    def state(self, entry: SiteState) -> str:
        return "closed" if entry.closed else "open"

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        newest = SiteState.objects.first()
        is_closed = newest is not None and newest.closed
        extra = {
            "title": "Open the questionnaire again" if is_closed else "Close the questionnaire",
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
        }
        return super().add_view(request, form_url, extra | (extra_context or {}))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newest = SiteState.objects.first()
        return {"closed": not (newest is not None and newest.closed)}

    def save_model(self, request: HttpRequest, obj: SiteState, form: Any, change: bool) -> None:
        obj.by = request.user.get_username()
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: SiteState, post_url_continue: str | None = None) -> HttpResponse:
        live.refresh()
        if obj.closed:
            text = "The questionnaire is closed. To open it again, add another entry here and leave the box unticked."
        else:
            text = "The questionnaire is open."
        messages.warning(request, f"{text} Every server follows within five seconds.")
        return self.response_post_save_add(request, obj)
