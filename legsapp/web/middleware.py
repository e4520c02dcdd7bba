"""What every request passes: headers, compression, the published knowledge, and a limit on what may be sent."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from legsapp.publishing import live, preview

from .places import place_of
from .views import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; font-src 'self'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), "
        "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        "publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
MAX_BODY = 32 * 1024  # the longest page of the questionnaire, all ticked, is a tenth of this
STAFF = "/admin/"
ALONE = ("/livez", "/readyz", STAFF)  # these work without a release


class SecurityHeaders:
    """The same strict headers on every reply, the admin's included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class Compress(GZipMiddleware):
    """gzip by the app, unless a proxy does it (GZIP = False)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not getattr(settings, "GZIP", True):
            return response
        return super().process_response(request, response)


class Knowledge:
    """Gives a request the knowledge to answer from: the live release, or for staff in preview the draft.

    Sets ``request.release`` (model, number, published), ``request.knowledge`` (the Model) and ``request.place``.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ALONE):
            return self.get_response(request)
        release = _draft(request) or live.current()
        if release is None:
            return errors.unavailable(request)
        request.release = release  # type: ignore[attr-defined]
        request.knowledge = release.model  # type: ignore[attr-defined]
        request.place = place_of(request, release.model)  # type: ignore[attr-defined]
        return self.get_response(request)


def _draft(request: HttpRequest) -> live.Snapshot | None:
    """The draft for staff in preview; while it makes no sense or the database is down they see what is live."""
    try:
        return preview.for_request(request)
    except (DatabaseError, ValueError):
        return None


class BodyLimit:
    """Refuses a form that is longer than any form of ours, before it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not request.path_info.startswith(STAFF):
            length = request.META.get("CONTENT_LENGTH") or "0"
            if not length.isdigit() or int(length) > MAX_BODY:
                return errors.too_large(request)
        return self.get_response(request)
