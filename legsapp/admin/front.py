"""What the front page of the admin says: what is live, and what the draft would change."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from legsapp.models import SiteState
from legsapp.publishing import bodies, releases, shipments
from legsapp.publishing.compile import ContentError, compile_rows
from legsapp.publishing.differences import RowDifference, rows_between

ALLOWED = ("view_release", "add_release", "add_sitestate", "preview_draft", "import_content")
MOST_SHOWN = 100  # rows; the others are counted


def may(request: HttpRequest, permission: str) -> bool:
    user = request.user if hasattr(request, "user") else AnonymousUser()
    return bool(user.has_perm(f"legsapp.{permission}"))  # type: ignore[union-attr]


def context(request: HttpRequest) -> dict[str, Any]:
    state = SiteState.objects.first()
    allowed = {name: may(request, name) for name in ALLOWED}
    found: dict[str, Any] = {"allowed": allowed, "closed": state if state is not None and state.closed else None}
    if allowed["view_release"]:
        found |= unpublished()
    if allowed["import_content"] and "draft" in found:
        found["has_news"] = shipments.has_news(settings.FIXTURES, found["draft"])
    return found


def unpublished() -> dict[str, Any]:
    """What the draft changes against what is live; told as trouble while it cannot be read."""
    newest = releases.newest()
    try:
        draft = compile_rows()
        rows = rows_between(releases.open_release(newest), draft) if newest else ()
    except (ContentError, bodies.BodyError) as error:
        return {"newest": newest, "trouble": str(error), "change_count": 0, "changes": []}
    return {
        "newest": newest,
        "trouble": "",
        "draft": draft,
        "row_count": len(rows),
        "change_count": sum(len(row.differences) for row in rows),
        "changes": [in_words(row) for row in rows[:MOST_SHOWN]],
        "more_changes": max(0, len(rows) - MOST_SHOWN),
    }


def in_words(row: RowDifference) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "key": row.key,
        "action": row.action,
        "address": reverse("admin:legsapp_row", args=[row.concept, row.slug]),
        "fields": [(item.field, item.said(item.before), item.said(item.after)) for item in row.differences],
    }
