"""A template and its context become a response: whole page or, for htmx, only what changes."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape

from .notices import forget_notice, notice_of
from .places import dialled, emergency_words

HTMX = "HX-Request"
LIBRARY_AGE = 300


def wants_fragment(request: HttpRequest) -> bool:
    """True when htmx asks; never for a page that is restored from its history."""
    told = request.META
    return told.get("HTTP_HX_REQUEST") == "true" and told.get("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true"


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
    own_head: bool = False,
    kept_by: Hashable = None,
    marks: Iterable[tuple[str, str]] = (),
) -> HttpResponse:
    """A page of this person's own: never stored anywhere, with their place and the forms that need a token.

    ``own_head``: the template fills the head itself, so the page is rendered in one piece.
    ``kept_by``: names all that the page depends on beside release and place, when it tells nothing about anybody;
    ``marks``: what to replace in it for this person, once each.
    """
    given = _personal(request) | dict(context or {})
    if own_head and not wants_fragment(request):
        html = get_template(template).render(given | {"layout": "base.html"})
    else:
        html = _part(request, template, given, None if given["notice"] else kept_by)
        for plain, marked in marks:
            html = html.replace(plain, marked, 1)
        if not wants_fragment(request):
            html = _framed(request, html, given)
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    patch_vary_headers(response, (HTMX, "Cookie"))
    forget_notice(response, request)
    return response


def library_page(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """An impersonal page: the same for everybody, without a cookie, and caches may keep it."""
    response = HttpResponse(get_template(template).render(_common(request) | dict(context or {})), status=status)
    preview = getattr(getattr(request, "release", None), "for_staff", False)
    response.headers["Cache-Control"] = "no-store, private" if preview else f"public, max-age={LIBRARY_AGE}"
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
        "personal": True,
        "place": place,
        "emergency_tel": dialled(place.emergency) if place else "",
        "emergency_short": emergency_words(place),
        "urgent_tel": dialled(place.urgent_line) if place else "",
        "notice": notice_of(request),
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
    }


# The frame round a page is the same for everybody at one place: rendered once, then filled ---------------

SWAPPING = "data-hx-"  # what htmx acts on
TOKEN, PATH, TITLE, MAIN = "\x00token\x00", "\x00path\x00", "\x00title\x00", "\x00main\x00"


def _part(request: HttpRequest, template: str, given: Mapping[str, object], kept_by: Hashable) -> str:
    """The title and the main element of a page."""

    def render(**changed: object) -> str:
        return get_template(template).render(dict(given) | {"layout": "fragment.html"} | changed)

    release, place = getattr(request, "release", None), getattr(request, "place", None)
    if kept_by is None:
        return render()
    key = (template, kept_by, place.slug if place else "")
    return PARTS.get(release, key, lambda: render(csrf_token=TOKEN)).replace(TOKEN, str(given["csrf_token"]))


def _framed(request: HttpRequest, part: str, given: Mapping[str, object]) -> str:
    """The whole page round a part, which is its title and then its main element; with htmx if the part swaps."""
    release, place = getattr(request, "release", None), getattr(request, "place", None)
    swaps = SWAPPING in part
    frame = FRAMES.get(release, (place.slug if place else "", swaps), lambda: _frame(given, swaps))
    title, main = part.split("\n", 1)
    token = str(given["csrf_token"]) if TOKEN in frame else ""
    return (
        frame.replace(TITLE, title).replace(PATH, escape(request.path_info)).replace(TOKEN, token).replace(MAIN, main)
    )


def _frame(given: Mapping[str, object], swaps: bool) -> str:
    marks = {"csrf_token": TOKEN, "path": PATH, "title_mark": TITLE, "main_mark": MAIN}
    return get_template("frame.html").render(dict(given) | marks | {"frame": True, "swaps": swaps})


class KeptPieces:
    """Rendered pieces of the release that is being served; forgotten when another one comes."""

    def __init__(self) -> None:
        self._kept: tuple[object, dict[object, str]] = (None, {})

    def get(self, release: object, key: object, make: Callable[[], str]) -> str:
        owner, pieces = self._kept
        if owner is not release:
            pieces = {}
            self._kept = (release, pieces)
        found = pieces.get(key)
        if found is None:
            if len(pieces) >= MOST_KEPT:
                pieces.clear()
            found = pieces[key] = make()
        return found


MOST_KEPT = 500
FRAMES = KeptPieces()
PARTS = KeptPieces()
