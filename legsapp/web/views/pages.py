"""The start page and the pages about the site."""

from django.http import HttpRequest, HttpResponse

from legsapp.engine.interview import Interview
from legsapp.web import answer_cookie
from legsapp.web.notices import TEXTS
from legsapp.web.presenters.start import StartPage
from legsapp.web.rendering import library_page, page

from .errors import methods


@methods("GET")
def start(request: HttpRequest) -> HttpResponse:
    broken = False
    try:
        visit = answer_cookie.read(request)
    except answer_cookie.Unreadable:
        visit, broken = answer_cookie.Visit(), True
    shown = StartPage(Interview(request.knowledge, visit.answers))
    context: dict[str, object] = {"page": shown}
    if broken:
        context["notice"] = TEXTS["restart"]
    response = page(request, "start.html", context, own_head=True)
    if broken:
        answer_cookie.delete(response, request)
    return response


@methods("GET")
def about(request: HttpRequest) -> HttpResponse:
    return library_page(request, "about.html")


@methods("GET")
def privacy(request: HttpRequest) -> HttpResponse:
    return library_page(request, "privacy.html")


@methods("GET")
def accessibility(request: HttpRequest) -> HttpResponse:
    return library_page(request, "accessibility.html")
