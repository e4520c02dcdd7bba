"""Search over the library. What somebody looks for may be personal, so no cache keeps it."""

from django.http import HttpRequest, HttpResponse

from legsapp.web.presenters.library_search import SearchPage

from .impersonal import impersonal, library, never_kept, show


@impersonal
def search(request: HttpRequest) -> HttpResponse:
    page = SearchPage(library(request), request.GET.get("q", ""))
    response = show(request, "library/search.html", page, fragment="library/_search_found.html")
    return never_kept(response) if page.query else response
