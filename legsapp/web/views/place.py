"""Where a person is: changes the numbers and service names, nothing else."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from legsapp.web.notices import set_notice
from legsapp.web.places import set_place

from .errors import error_page, methods
from .visits import see_other


@methods("POST")
def choose(request: HttpRequest) -> HttpResponse:
    place = request.knowledge.places.get(request.POST.get("place", ""))
    if place is None:
        return error_page(request, 422, "We do not know that place", "Please choose one from the list.")
    response = see_other("start")
    response.headers["Location"] = _way_back(request)
    set_place(response, request, place)
    set_notice(response, request, "place")
    return response


def _way_back(request: HttpRequest) -> str:
    """The page the form stood on: a path of this site, else the start page.

    What the browser says wins: the form stands in the frame, which stays while pages are swapped.
    """
    came_from = urlsplit(request.headers.get("Referer", ""))
    path = came_from.path if came_from.netloc == request.get_host() else request.POST.get("next", "")
    good = (
        path.isascii()
        and path.isprintable()
        and path.startswith("/")
        and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    )
    return path if good else "/"
