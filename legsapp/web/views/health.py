"""For whoever watches the machine: is the process alive, and can it serve people?"""

from django.http import HttpRequest, HttpResponse, JsonResponse

from legsapp.publishing import live

from .errors import methods


@methods("GET")
def livez(request: HttpRequest) -> HttpResponse:
    return _fresh(HttpResponse("ok\n", content_type="text/plain; charset=utf-8"))


@methods("GET")
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready when a release is in memory; the database may be down."""
    release = live.current()
    ready = release is not None
    body = {"ready": ready, "release": release.number if release else None}
    return _fresh(JsonResponse(body, status=200 if ready else 503))


def _fresh(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
