"""The content health page: pictures drawn on the server, with the same numbers in tables beside them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from legsapp.admin.going_live import allowed, shown
from legsapp.engine.knowledge import KnowledgeBase, Urgency
from legsapp.models import Scenario
from legsapp.publishing import health
from legsapp.publishing.compile import ContentError, compile_rows
from legsapp.publishing.gate import IN_WORDS, examine
from legsapp.publishing.reading import AIM, OLDEST

KINDS = dict(Scenario.KINDS)


@allowed("view_release", "GET")
def page(request: HttpRequest) -> HttpResponse:
    try:
        draft = compile_rows()
    except ContentError:
        return HttpResponseRedirect(reverse("admin:index"))
    outcomes = examine(draft).outcomes
    ages, hardest = health.reading_ages(draft)
    passes = health.passes(outcomes)
    context = {
        "passes": [(KINDS.get(item.kind, item.kind), item, _share(item.good, item.total)) for item in passes],
        "urgencies": [IN_WORDS[urgency.value] for urgency in Urgency],
        "confusion": [_cells(at, row) for at, row in enumerate(health.confusion(outcomes))],
        "coverage": _coverage(draft),
        "ages": [
            {"age": age, "count": count, "x": 30 * at, "height": _share(count, max(ages.values()))}
            for at, (age, count) in enumerate(ages.items())
        ],
        "ages_wide": 30 * len(ages),
        "aim": AIM,
        "oldest": OLDEST,
        "hardest": hardest,
        "overdue": [
            (item, reverse("admin:legsapp_row", args=[item.concept, item.slug]))
            for item in health.overdue(draft, timezone.localdate())
        ],
        "never_reviewed": [(name.replace("_", " "), count) for name, count in health.never_reviewed(draft).items()],
        "without_address": health.without_address(draft),
        "sources": len(draft.sources),
    }
    return shown(request, "admin/legsapp/health.html", "Content health", context)


def _share(part: int, whole: int) -> int:
    """In hundredths: so long is a bar."""
    return round(100 * part / whole) if whole else 0


def _cells(at: int, row: tuple[str, tuple[int, ...]]) -> dict[str, Any]:
    """A line of the matrix; shade grows with the share of the line."""
    name, counts = row
    total = sum(counts)
    cells = [
        {"count": count, "x": 200 + 40 * column, "good": column == at, "opacity": f"{0.15 + 0.85 * count / total:.2f}"}
        if count
        else {"count": 0, "x": 200 + 40 * column, "good": False, "opacity": "0"}
        for column, count in enumerate(counts)
    ]
    return {"name": IN_WORDS[name], "number": at + 1, "cells": cells, "y": 30 * at + 24, "text_y": 30 * at + 43}


def _coverage(draft: KnowledgeBase) -> list[dict[str, Any]]:
    found = health.coverage(draft)
    most = max((item.rows for item in found), default=1)
    return [{"item": item, "all": _share(item.rows, most), "published": _share(item.published, most)} for item in found]
