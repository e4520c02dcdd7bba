"""What search engines ask for: which pages there are, and which to leave alone."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from legsapp.engine.model import Model
from legsapp.web.rendering import LIBRARY_AGE

from .impersonal import impersonal

ALONE = ("check", "results", "clear", "place", "search")
INDEXES = (
    "start",
    "symptoms",
    "causes",
    "electrolytes",
    "foods",
    "drinks",
    "calculator",
    "relief",
    "claims",
    "faq",
    "glossary",
    "sources",
    "about",
    "privacy",
    "accessibility",
)


@impersonal
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in ALONE), "Disallow: /admin/"]
    lines += ["", f"Sitemap: {_base(request)}{reverse('sitemap')}", ""]
    return _kept(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


@impersonal
def sitemap(request: HttpRequest) -> HttpResponse:
    base, published = _base(request), request.release.published.date().isoformat()
    urls = "".join(
        f"<url><loc>{escape(base + path)}</loc><lastmod>{changed or published}</lastmod></url>"
        for path, changed in paths(request.knowledge)
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
    )
    return _kept(HttpResponse(body, content_type="application/xml; charset=utf-8"))


def paths(model: Model) -> Iterator[tuple[str, str]]:
    """Every page that may be found, and when it was last reviewed where that is known."""
    for name in INDEXES:
        yield reverse(name), ""
    for symptom in model.kb.symptoms:
        yield reverse("symptom", args=(symptom.slug,)), ""
    for cause in model.kb.causes:
        yield reverse("cause", args=(cause.slug,)), cause.reviewed_on
    for electrolyte in model.kb.electrolytes:
        yield reverse("electrolyte", args=(electrolyte.slug,)), ""


def _base(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = f"public, max-age={LIBRARY_AGE}"
    return response
