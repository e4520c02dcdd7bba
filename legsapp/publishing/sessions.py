"""When a staff session is over: after an hour without a click, and after eight hours in any case."""

import time
from typing import Any

from django.conf import settings

BEGAN, SEEN = "staff_began", "staff_seen"
STEP = 60  # seconds; a click is written down at most once a minute


def is_over(session: Any, now: float | None = None) -> bool:
    now = time.time() if now is None else now
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        return False
    return bool(now - seen > settings.STAFF_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE)


def touch(session: Any, now: float | None = None) -> None:
    now = time.time() if now is None else now
    if BEGAN not in session:
        session[BEGAN] = now
    if now - session.get(SEEN, 0) >= STEP:
        session[SEEN] = now


def begin(sender: object, request: Any, **rest: object) -> None:
    """Receives Django's user_logged_in: the eight hours start at the sign-in."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
