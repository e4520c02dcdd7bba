"""The foods explorer: one form, by GET, with or without scripts."""

from django.http import HttpRequest, HttpResponse

from legsapp.web.presenters.library_foods import FoodsPage

from .impersonal import impersonal, library, show


@impersonal
def foods(request: HttpRequest) -> HttpResponse:
    page = FoodsPage(library(request), request.GET)
    return show(request, "library/foods.html", page, fragment="library/_foods_found.html")
