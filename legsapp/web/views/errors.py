"""Pages for when something is wrong. Each says what to do next and, first, what to do in an emergency."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legsapp.web.places import place_of
from legsapp.web.rendering import page

Text = str | Promise


def error_page(request: HttpRequest, status: int, heading: Text, text: Text, back: str = "") -> HttpResponse:
    """``back``: an address of the admin, for staff."""
    context = {"status": status, "heading": heading, "text": text, "back": back}
    return page(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    return error_page(
        request, 400, _("We could not read that"), _("The page you sent was damaged on its way. Please try again.")
    )


def forbidden(request: HttpRequest, exception: object = None) -> HttpResponse:
    back = reverse("admin:index")
    if request.path_info.startswith(back):  # strangers are asked to sign in: these are staff
        text = _(
            "Your account may look at this site's content, but not do this. Whoever made it can give it another role."
        )
        return error_page(request, 403, _("Your role does not allow this"), text, back)
    return error_page(request, 403, _("You cannot open this page"), _("It is kept for the people who run this site."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        _("Please send that again"),
        _(
            "To keep your answers safe, we only take a form from the page we gave you. Yours may have been open for "
            "long, or your browser may block cookies. Go back, load the page again, and press the button once more."
        ),
    )


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    return error_page(
        request, 404, _("We have no such page"), _("The address may be mistyped, or the page may have moved.")
    )


def not_allowed(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    response = error_page(
        request, 405, _("That does not work here"), _("This page can be read, but not in the way it was asked for.")
    )
    response.headers["Allow"] = ", ".join(allowed)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    return error_page(
        request, 413, _("That was too much to send"), _("Nothing was saved. Your earlier answers are kept.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(
        request, 500, _("Something went wrong here"), _("It is our fault, not yours. Please try again in a minute.")
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    response = error_page(
        request, 503, _("This site is not ready yet"), _("Its content is missing just now. Please try again later.")
    )
    response.headers["Retry-After"] = "30"
    return response


def closed(request: HttpRequest, release: object, reason: str) -> HttpResponse:
    """The questionnaire was closed by the people who run the site; the library stays open."""
    request.release = release  # type: ignore[attr-defined]
    request.place = place_of(request, release.model)  # type: ignore[attr-defined]
    text = reason or _("We are looking into something before anybody else uses it.")
    context = {"heading": _("The leg check is closed for now"), "text": text}
    response = page(request, "closed.html", context, status=503)
    response.headers["Retry-After"] = "3600"
    return response


View = Callable[..., HttpResponse]


def methods(*allowed: str) -> Callable[[View], View]:
    """Only these methods; anything else gets a page that says so. GET brings HEAD with it."""
    names = (*allowed, "HEAD") if "GET" in allowed else allowed

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in names:
                return not_allowed(request, names)
            return view(request, *args, **kwargs)

        return checked

    return decorate
