"""What every request passes: a line in the log, headers, compression, limits, and the published knowledge."""

import logging
import time
from collections.abc import Callable
from secrets import token_hex

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from legsapp.publishing import live, preview

from .logs import GOOD_ID, request_id
from .places import place_of
from .views import errors
from .views.preview import no_preview

log = logging.getLogger("legsapp.requests")
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
METHODS = ("GET", "HEAD", "POST")
REQUEST_ID = "X-Request-ID"
QUIET = ("/livez", "/readyz")  # asked every few seconds by whoever watches the machine
STAFF = "/admin/"
PREVIEW = "/preview/"
QUESTIONNAIRE = ("/check/", "/results/")
ALONE = ("/livez", "/readyz", STAFF)  # these work without a release


class RequestLog:
    """One line for each request. The proxy's request id is kept where the host says that there is a proxy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        given = request.headers.get(REQUEST_ID, "") if settings.BEHIND_PROXY else ""
        name = given if GOOD_ID.fullmatch(given) else token_hex(16)
        mark = request_id.set(name)
        try:
            response = self.get_response(request)
            response.headers[REQUEST_ID] = name
            if request.path_info not in QUIET and log.isEnabledFor(logging.INFO):
                log.info("request", extra={"told": _told(request, response, begun)})
            return response
        finally:
            request_id.reset(mark)


def _told(request: HttpRequest, response: HttpResponse, begun: float) -> dict[str, object]:
    release = getattr(request, "release", None) or live.current()
    return {
        "method": request.method if request.method in METHODS else "other",
        "path": pattern_of(request),
        "status": response.status_code,
        "ms": round((time.perf_counter() - begun) * 1000, 1),
        "release": release.number if release else None,
    }


def pattern_of(request: HttpRequest) -> str:
    """The pattern of the address, not the address: nobody's page number, search or slip of the finger."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    return settings.STATIC_URL if request.path_info.startswith(settings.STATIC_URL) else "unknown"


class SecurityHeaders:
    """The same strict headers on every reply, the admin's included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class KnownMethods:
    """Refuses TRACE, PUT and whatever else no page of the site or of the admin needs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return errors.not_allowed(request, METHODS)
        return self.get_response(request)


class Compress(GZipMiddleware):
    """gzip by the app, unless a proxy does it (GZIP = False)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not getattr(settings, "GZIP", True):
            return response
        return super().process_response(request, response)


class Knowledge:
    """Gives a request the knowledge to answer from: the live release, or for staff in preview what they look at.

    Sets ``request.release`` (model, number, published), ``request.knowledge`` (the Model) and ``request.place``.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ALONE):
            return self.get_response(request)
        try:
            release = _preview(request) or live.current()
        except ValueError as error:
            if request.path_info != PREVIEW:  # from there one can leave
                return no_preview(request, error)
            release = live.current()
        if release is None:
            return errors.unavailable(request)
        closure = live.closure()
        if closure is not None and not release.for_staff and _is_questionnaire(request.path_info):
            return errors.closed(request, release, closure.reason)
        request.release = release  # type: ignore[attr-defined]
        request.knowledge = release.model  # type: ignore[attr-defined]
        request.place = place_of(request, release.model)  # type: ignore[attr-defined]
        return self.get_response(request)


def _is_questionnaire(path: str) -> bool:
    return path == "/" or path.startswith(QUESTIONNAIRE)


def _preview(request: HttpRequest) -> live.Snapshot | None:
    """The draft or an older release, for staff in preview. While the database is down everybody sees what is live."""
    try:
        return preview.for_request(request)
    except DatabaseError:
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
