"""Signing in and staying signed in: guesses are slowed down, and a session that is left alone ends.

A name that was tried in vain TRIES times within WINDOW must wait until the oldest try has passed out of it, right
password or not, known name or not. The count is kept in the database, so that all processes share it; names are kept
as a keyed digest and no address of anybody is stored. Somebody could keep an editor out this way for as long as they
go on; the shell (`manage.py shell`, `SignInFailure.objects.all().delete()`) lets them in again, and a proxy can limit
/admin/login/ by address as well.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from legsapp.models import SignInFailure
from legsapp.publishing import sessions

log = logging.getLogger(__name__)
TRIES = 8
WINDOW = timedelta(minutes=15)
MOST_KEPT = 5000  # failures of all names; the oldest go first


class SignInForm(AdminAuthenticationForm):
    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username") or ""
        if is_slowed_down(name):
            _record("sign-in refused: too many tries", name)
            raise ValidationError("Too many tries for this name. Wait a quarter of an hour.", code="slowed_down")
        try:
            cleaned = super().clean()
        except ValidationError:
            note_failure(name)
            _record("sign-in failed", name)
            raise
        _record("signed in", name)
        SignInFailure.objects.filter(who=_digest(name)).delete()
        return cleaned


def is_slowed_down(name: str) -> bool:
    return SignInFailure.objects.filter(who=_digest(name), at__gt=timezone.now() - WINDOW).count() >= TRIES


def note_failure(name: str) -> None:
    """Keeps the failure and forgets those that no longer matter."""
    SignInFailure.objects.filter(at__lte=timezone.now() - WINDOW).delete()
    SignInFailure.objects.create(who=_digest(name))
    oldest_kept = SignInFailure.objects.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + 1].first()
    if oldest_kept is not None:
        SignInFailure.objects.filter(pk__lte=oldest_kept).delete()


def _record(event: str, name: str) -> None:
    """The name only as a digest, the same for the same name: somebody may have typed a password in its place."""
    log.info(event, extra={"told": {"who": _digest(name)[:16]}})


def _digest(name: str) -> str:
    return salted_hmac("leg-check sign-in", name.strip().lower(), algorithm="sha256").hexdigest()


class StaffSession:
    """Ends a session after an hour without a click in the admin, and after eight hours in any case."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            if sessions.is_over(request.session):
                logout(request)
                messages.info(request, "You were signed out because nothing happened for a while. Sign in again.")
                return HttpResponseRedirect(f"{reverse('admin:login')}?next={reverse('admin:index')}")
            sessions.touch(request.session)
        return self.get_response(request)
