"""What our forms of rows share."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest

from legsapp.admin.rows import RecordedAdmin
from legsapp.models import Source

JUDGEMENT = "judgement"


class JudgementByDefault:
    """A new row rests on clinical judgement until its editor names something better."""

    def formfield_for_foreignkey(self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Source:
            kwargs.setdefault("initial", Source.objects.filter(slug=JUDGEMENT).first())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class RowAdmin(JudgementByDefault, RecordedAdmin):
    """A concept with a slug. The slug is chosen once: conditions, scenarios and answers name it."""


class PartInline(JudgementByDefault, admin.TabularInline):
    """Rows that belong to a row."""

    extra = 0
    show_change_link = False


def wording(*names: str) -> tuple[str, dict[str, Any]]:
    return ("What people read", {"fields": names})


def sources(*names: str) -> tuple[str, dict[str, Any]]:
    return ("Where it comes from", {"fields": (*names, "sources")})


def record(*names: str) -> tuple[str, dict[str, Any]]:
    return ("For the record", {"fields": (*names, "updated_at")})
