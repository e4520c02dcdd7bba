"""What our forms of rows share."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db.models import Field, ForeignKey, TextField
from django.http import HttpRequest
from django.utils.text import capfirst

from legsapp.admin.rows import RecordedAdmin
from legsapp.models import Source

JUDGEMENT = "judgement"


class OurFields:
    """Boxes as tall as they need to be; a row rests on judgement until its editor names something better."""

    formfield_overrides = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def formfield_for_foreignkey(self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Source:
            kwargs.setdefault("initial", Source.objects.filter(slug=JUDGEMENT).first())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """A choice of another row offers to add one; it never offers to delete the row that is chosen."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_change_related = False
        return field


class RowAdmin(OurFields, RecordedAdmin):
    """A concept with a slug. The slug is chosen once: conditions, scenarios and answers name it."""


class PartInline(OurFields, admin.TabularInline):
    """Rows that belong to a row: a table whose every box says by itself what it is."""

    extra = 0
    show_change_link = False
    template = "admin/legsapp/parts.html"
    classes = ("leg-parts",)

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = capfirst(field.label)
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                field.widget.can_add_related = field.widget.can_view_related = False
        return field


def wording(*names: str) -> tuple[str, dict[str, Any]]:
    return ("What people read", {"fields": names})


def sources(*names: str) -> tuple[str, dict[str, Any]]:
    return ("Where it comes from", {"fields": (*names, "sources")})


def record(*names: str) -> tuple[str, dict[str, Any]]:
    return ("For the record", {"fields": (*names, "updated_at")})
