"""A template and its context become a response: whole page or, for htmx, only what changes."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from .notices import forget_notice, notice_of
from .places import dialled

HTMX = "HX-Request"
LIBRARY_AGE = 300


def wants_fragment(request: HttpRequest) -> bool:
    """True when htmx asks; never for a page that is restored from its history."""
    return request.headers.get(HTMX) == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def page(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of this person's own: never stored anywhere, with their place and the forms that need a token."""
    response = HttpResponse(
        get_template(template).render(_personal(request) | dict(context or {})), status=status  # type: ignore[arg-type]
    )
    response.headers["Cache-Control"] = "no-store, private"
    patch_vary_headers(response, (HTMX, "Cookie"))
    forget_notice(response, request)
    return response


def library_page(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """An impersonal page: the same for everybody, without a cookie, and caches may keep it."""
    response = HttpResponse(get_template(template).render(_common(request) | dict(context or {})), status=status)
    response.headers["Cache-Control"] = f"public, max-age={LIBRARY_AGE}"
    return response


def _common(request: HttpRequest) -> dict[str, object]:
    release = getattr(request, "release", None)
    return {
        "layout": "base.html",
        "site_name": getattr(settings, "SITE_NAME", "Leg Check"),
        "contact": getattr(settings, "CONTACT", ""),
        "release": release,
        "places": release.model.kb.places if release else (),
        "path": request.path_info,
    }


def _personal(request: HttpRequest) -> dict[str, object]:
    place = getattr(request, "place", None)
    return _common(request) | {
        "layout": "fragment.html" if wants_fragment(request) else "base.html",
        "personal": True,
        "place": place,
        "emergency_tel": dialled(place.emergency) if place else "",
        "urgent_tel": dialled(place.urgent_line) if place else "",
        "notice": notice_of(request),
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
    }
