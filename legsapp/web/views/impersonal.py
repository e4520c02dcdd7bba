"""Pages that are the same for everybody: kept by caches, asked again by release, without a cookie."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from legsapp.web.presenters.library import Library, library_of
from legsapp.web.presenters.library_meta import Head, Meta
from legsapp.web.rendering import HTMX, library_page, wants_fragment

from .errors import methods

View = Callable[..., HttpResponse]
MOST_REMEMBERED = 400  # pages; all there are, on two host names
NEVER_KEPT = "no-store, private"


def impersonal(view: View) -> View:
    """GET only; a reply that caches may keep gets an ETag of the release, and 304 when nothing has changed."""

    @methods("GET")
    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.release.for_staff:
            return never_kept(view(request, *args, **kwargs))
        response = _from_memory(request) or _remembered(request, view(request, *args, **kwargs))
        if response.status_code != 200 or "no-store" in response.headers.get("Cache-Control", ""):
            return response
        etag = _etag(request, fragment=HTMX in response.headers.get("Vary", "") and wants_fragment(request))
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)

    return shown


def _address(request: HttpRequest) -> tuple[str, ...] | None:
    """What a page in memory is known by; None for one that a query or htmx shapes."""
    if settings.DEBUG or request.META.get("QUERY_STRING") or wants_fragment(request):
        return None
    return request.scheme, request.get_host(), request.path_info, date.today().isoformat()


def _from_memory(request: HttpRequest) -> HttpResponse | None:
    address = _address(request)
    kept = library(request).rendered.get(address) if address else None
    return HttpResponse(kept[0], headers=kept[1]) if kept else None


def _remembered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    address, pages = _address(request), library(request).rendered
    if address and response.status_code == 200 and "no-store" not in response.headers.get("Cache-Control", ""):
        while len(pages) >= MOST_REMEMBERED:
            pages.pop(next(iter(pages), address), None)
        pages[address] = response.content, dict(response.headers)
    return response


def library(request: HttpRequest) -> Library:
    return library_of(request.knowledge)


def show(
    request: HttpRequest, template: str, page: object, *, fragment: str = "", status: int = 200, **context: object
) -> HttpResponse:
    """A library page with what search engines read; ``fragment`` is the template for htmx, when there is one."""
    part = bool(fragment) and wants_fragment(request)
    response = library_page(
        request,
        fragment if part else template,
        {"page": page, "part": part, "head": head_of(request, page.meta), **context},  # type: ignore[attr-defined]
        status=status,
    )
    if fragment:
        patch_vary_headers(response, (HTMX,))
    return response


def head_of(request: HttpRequest, meta: Meta) -> Head:
    return Head(meta, f"{request.scheme}://{request.get_host()}")


def never_kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = NEVER_KEPT
    return response


def _etag(request: HttpRequest, *, fragment: bool) -> str:
    release = request.release
    return f'W/"{release.number}-{release.sha256[:12]}-{build()}{"-part" if fragment else ""}"'


def build() -> str:
    """Changes with the words and the code of the pages; the same on every machine that runs the same code."""
    return _build() if not settings.DEBUG else _build.__wrapped__()


@lru_cache(maxsize=1)
def _build() -> str:
    digest = sha256()
    folders: Mapping[Path, str] = {
        settings.BASE_DIR / "templates": "*.html",
        settings.BASE_DIR / "static": "*.css",
        settings.BASE_DIR / "legsapp" / "web": "*.py",
    }
    for folder, pattern in folders.items():
        for path in sorted(folder.rglob(pattern)):
            digest.update(path.read_bytes())
    digest.update(f"{getattr(settings, 'SITE_NAME', '')}{getattr(settings, 'CONTACT', '')}".encode())
    return digest.hexdigest()[:10]
