"""What happened: the history of the rows, and the switch that closes the questionnaire."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from legsapp.models import Change, SiteState
from legsapp.publishing import history, live
from legsapp.publishing.concepts import BY_NAME
from legsapp.publishing.differences import as_text


class Kept(admin.ModelAdmin):
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
            ((item.field, as_text(item.before), as_text(item.after)) for item in history.told(change)),
        )
        head = "<th scope='col'>Field</th><th scope='col'>Before</th><th scope='col'>After</th>"
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", SafeString(head), rows)


@admin.register(SiteState)
class SiteStateAdmin(Kept):
    """One switch. The newest entry holds; every process follows within five seconds."""

    list_display = ("at", "closed", "reason", "by")
    fields = ("closed", "reason")
    readonly_fields = ("at", "by")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newest = SiteState.objects.first()
        return {"closed": not (newest is not None and newest.closed)}

    def save_model(self, request: HttpRequest, obj: SiteState, form: Any, change: bool) -> None:
        obj.by = request.user.get_username()
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: SiteState, post_url_continue: str | None = None) -> HttpResponse:
        live.refresh()
        told = "closed" if obj.closed else "open"
        messages.warning(request, f"The questionnaire is {told}. Every process follows within five seconds.")
        return self.response_post_save_add(request, obj)
