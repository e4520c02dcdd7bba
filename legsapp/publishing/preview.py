"""What staff see before or after it is live: the draft, compiled when something has changed, and older releases."""

import re
import threading
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils import timezone

from legsapp.engine.model import Model
from legsapp.models import Release
from legsapp.publishing import bodies, sessions
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.concepts import shapes
from legsapp.publishing.live import Snapshot

COOKIE = "preview"
COOKIES = (COOKIE, f"__Host-{COOKIE}")  # the second one over TLS
PERMISSION = "legsapp.preview_draft"
DRAFT = 0  # the number of what has no number yet
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)

_lock = threading.Lock()
_latest: tuple[object, Snapshot] | None = None


class NoSuchRelease(ValueError):
    """Nothing was published under this number."""


def asked_for(request: HttpRequest) -> int | None:
    """The number in the cookie of this browser; that alone shows nothing."""
    return next((number for name in COOKIES if (number := number_in(request.COOKIES.get(name, ""))) is not None), None)


def number_in(given: str) -> int | None:
    """The number of a release, DRAFT for the draft; None when it is none."""
    return int(given) if NUMBER.fullmatch(given) else None


def allowed(request: HttpRequest) -> bool:
    """Staff who are signed in, with the permission."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_active or not user.is_staff:
        return False
    return not sessions.is_over(request.session) and bool(user.has_perm(PERMISSION))


def for_request(request: HttpRequest) -> Snapshot | None:
    """What staff asked for; None for everybody else, without a look at session or database. Raises as snapshot()."""
    number = asked_for(request)
    return snapshot(number) if number is not None and allowed(request) else None


def named(given: str) -> Snapshot:
    """What somebody asks for by its number. Raises as snapshot()."""
    number = number_in(given)
    if number is None:
        raise NoSuchRelease("This is no number of a release.")
    return snapshot(number)


def snapshot(number: int) -> Snapshot:
    """The draft, or a release as it was. Raises ValueError when it cannot be read, NoSuchRelease when it is none."""
    return draft() if number == DRAFT else older(number)


def older(number: int) -> Snapshot:
    """A release as it was. Raises NoSuchRelease."""
    sha256 = Release.objects.filter(number=number).values_list("sha256", flat=True).first()
    if sha256 is None:
        raise NoSuchRelease(f"There is no release {number}.")
    return _opened(number, sha256)


@lru_cache(maxsize=1)
def _opened(number: int, sha256: str) -> Snapshot:
    row = Release.objects.get(number=number, sha256=sha256)
    kb = bodies.decode(row.body.encode(), row.schema, sha256)
    return Snapshot(number, sha256, row.published_at, Model(kb), "older")


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
