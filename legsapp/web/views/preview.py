"""The preview of the draft or of an older release, for staff: begin, leave, keep the answers as a scenario."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from legsapp.engine.assessment import assess
from legsapp.engine.interview import Interview
from legsapp.publishing import preview, trials
from legsapp.web import answer_cookie
from legsapp.web.answer_cookie import Visit
from legsapp.web.cookies import delete_cookie, set_cookie
from legsapp.web.rendering import page as render

from .errors import error_page, forbidden, methods
from .visits import see_other, with_visit

MOST_STORY = 600


@methods("GET", "POST")
def preview_page(request: HttpRequest) -> HttpResponse:
    """GET explains; POST begins (from a question, a cause or a scenario, when one is named) or leaves.

    ``release`` is the number of an older release; without it the draft is shown.
    """
    if not preview.allowed(request):
        return forbidden(request) if request.user.is_authenticated else _sign_in_first(request)
    if request.method == "POST":
        return _leave(request) if request.POST.get("do") == "leave" else _begin(request)
    context = {
        "concept": request.GET.get("concept", ""),
        "slug": request.GET.get("slug", ""),
        "number": preview.number_in(request.GET.get("release", "")),
        "on": request.release.for_staff,
    }
    return render(request, "preview.html", context)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    return redirect(f"/admin/login/?{urlencode({'next': request.get_full_path()})}")


def _begin(request: HttpRequest) -> HttpResponse:
    try:
        request.release = preview.named(request.POST.get("release") or str(preview.DRAFT))
    except preview.NoSuchRelease:
        return error_page(request, 404, "There is no such release", "Choose one from the list of releases.")
    except ValueError as error:
        return no_preview(request, error)
    model = request.release.model
    begin = trials.start_at(model, request.POST.get("concept", ""), request.POST.get("slug", ""))
    response = see_other(begin.page, *([] if begin.argument is None else [begin.argument]))
    set_cookie(response, request, preview.COOKIE, str(request.release.number))
    if len(begin.answers):
        answer_cookie.write(response, request, Visit(answers=begin.answers))
    else:
        answer_cookie.delete(response, request)
    return response


def _leave(request: HttpRequest) -> HttpResponse:
    response = redirect("admin:index")
    response.status_code = 303
    if request.release.for_staff:
        answer_cookie.delete(response, request)
    delete_cookie(response, request, preview.COOKIE)
    return response


def no_preview(request: HttpRequest, error: ValueError) -> HttpResponse:
    return error_page(request, 503, "This cannot be previewed", f"It makes no sense: {error}")


@methods("POST")
@with_visit
def keep(request: HttpRequest) -> HttpResponse:
    """The answers of this preview become a scenario of the draft."""
    user = request.user
    if request.release.origin != "draft" or not user.has_perm("legsapp.add_scenario"):
        return forbidden(request)
    if Interview(request.knowledge, request.visit.answers).next_page is not None:
        return see_other("results")
    story = request.POST.get("story", "").strip()[:MOST_STORY] or "A person, as previewed."
    found = assess(request.knowledge, request.visit.answers)
    scenario = trials.keep_as_scenario(user.get_username(), story, found.answers, found)
    response = redirect("admin:legsapp_scenario_change", scenario.pk)
    response.status_code = 303
    return response
