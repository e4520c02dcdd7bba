"""Reading the visit of this browser, and starting again where it cannot be read."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from legsapp.web import answer_cookie
from legsapp.web.notices import set_notice

View = Callable[..., HttpResponse]


address = lru_cache(maxsize=256)(reverse)  # of pages; a person's walk has some twenty numbers


def see_other(name: str, *args: object, query: str = "") -> HttpResponse:
    """303: whatever was sent, the next page is fetched with GET."""
    headers = {"Location": address(name, args=args) + query, "Cache-Control": "no-store, private"}
    return HttpResponse(status=303, headers=headers)


def with_visit(view: View) -> View:
    """Sets ``request.visit``. A cookie that cannot be read is deleted and the person starts again, told why."""

    @wraps(view)
    def reading(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            request.visit = answer_cookie.read(request)  # type: ignore[attr-defined]
        except answer_cookie.Unreadable:
            response = see_other("start")
            answer_cookie.delete(response, request)
            set_notice(response, request, "restart")
            return response
        return view(request, *args, **kwargs)

    return reading
