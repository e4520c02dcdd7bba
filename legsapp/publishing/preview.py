"""The draft, for staff: what the rows say now, compiled when somebody looks and something has changed."""

import threading
from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils import timezone

from legsapp.engine.model import Model
from legsapp.publishing import bodies, sessions
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.concepts import shapes
from legsapp.publishing.live import Snapshot

COOKIE = "preview"
COOKIES = (COOKIE, f"__Host-{COOKIE}")  # the second one over TLS
PERMISSION = "legsapp.preview_draft"
DRAFT = 0  # the number of what has no number yet

_lock = threading.Lock()
_latest: tuple[object, Snapshot] | None = None


def asked_for(request: HttpRequest) -> bool:
    """This browser carries the cookie; that alone shows nothing."""
    return any(request.COOKIES.get(name) == "1" for name in COOKIES)


def allowed(request: HttpRequest) -> bool:
    """Staff who are signed in, with the permission."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_active or not user.is_staff:
        return False
    return not sessions.is_over(request.session) and bool(user.has_perm(PERMISSION))


def for_request(request: HttpRequest) -> Snapshot | None:
    """The draft for staff who asked for it; None for everybody else, without a look at session or database."""
    return draft() if asked_for(request) and allowed(request) else None


def draft() -> Snapshot:
    """The rows as a snapshot. Raises ContentError or ValueError while they make no sense."""
    global _latest
    mark = fingerprint()
    with _lock:
        if _latest is None or _latest[0] != mark:
            kb = compile_rows()
            sha256 = bodies.digest(bodies.encode(kb))
            _latest = (mark, Snapshot(DRAFT, sha256, timezone.now(), Model(kb), "draft"))
        return _latest[1]


def fingerprint() -> tuple[object, ...]:
    """Changes whenever a row or a link is added, changed or removed."""
    marks: list[object] = []
    for shape in shapes():
        marks.append(tuple(shape.model._default_manager.aggregate(Count("pk"), Max("updated_at")).values()))
        for name in shape.links:
            table, _, _ = shape.link_table(name)
            marks.append(tuple(table._default_manager.aggregate(Count("pk"), Max("pk")).values()))
    return tuple(marks)
