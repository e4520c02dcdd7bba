"""The result, its foods and the sheet for the doctor: functions of the release and the answers."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from legsapp.engine.assessment import assess
from legsapp.engine.interview import Interview
from legsapp.web.notices import set_notice
from legsapp.web.presenters.library import library_of
from legsapp.web.presenters.results import ResultPage
from legsapp.web.presenters.results_foods import PersonalFoodsPage
from legsapp.web.presenters.sheet import SheetPage
from legsapp.web.presenters.why import Why
from legsapp.web.rendering import page as render
from legsapp.web.rendering import wants_fragment

from .errors import methods
from .visits import View, see_other, with_visit


def with_finished(view: View) -> View:
    """Gives a view the interview once it is over; before, a person is led to the question that is due."""

    @wraps(view)
    @with_visit
    def finished(request: HttpRequest) -> HttpResponse:
        interview = Interview(request.knowledge, request.visit.answers)
        return _unfinished(request, interview) if interview.next_page is not None else view(request, interview)

    return finished


@methods("GET")
@with_finished
def results(request: HttpRequest, interview: Interview) -> HttpResponse:
    return show_result(request, interview)


def show_result(request: HttpRequest, interview: Interview, **changed: object) -> HttpResponse:
    """The result page; ``changed`` goes into its context."""
    context = {"page": _result(request, interview)} | _for_staff(request) | changed
    return render(request, "results.html", context)


def _for_staff(request: HttpRequest) -> dict[str, object]:
    """In a preview, which only staff ever see: every contribution, and keeping it as a scenario of the draft."""
    if not request.release.for_staff:
        return {}
    found = assess(request.knowledge, request.visit.answers)
    may_keep = request.release.origin == "draft" and request.user.has_perm("legsapp.add_scenario")
    return {"why": Why(request.knowledge, found), "may_keep": may_keep}


@methods("GET")
@with_finished
def sheet(request: HttpRequest, interview: Interview) -> HttpResponse:
    large = request.GET.get("size") == "large"
    shown = SheetPage(_result(request, interview), timezone.localdate(), large=large)
    return render(request, "sheet.html", {"page": shown}, own_head=True)


@methods("GET", "POST")
@with_finished
def foods(request: HttpRequest, interview: Interview) -> HttpResponse:
    """The foods that pass this person's cautions; the filters are posted, so that no address tells of them."""
    result = _result(request, interview)
    if result.ends_here:
        return see_other("results")
    shown = PersonalFoodsPage(library_of(request.knowledge), result, request.POST)
    if request.method == "POST" and wants_fragment(request):
        return render(request, "results/foods_found.html", {"page": shown, "part": True})
    return render(request, "results/foods.html", {"page": shown, "swaps": True}, own_head=True)


def _result(request: HttpRequest, interview: Interview) -> ResultPage:
    assessment = assess(request.knowledge, request.visit.answers)
    return ResultPage(request.release, request.place, interview, request.visit.who, assessment)


def _unfinished(request: HttpRequest, interview: Interview) -> HttpResponse:
    following = interview.next_page
    response = see_other("question", following.number) if following else see_other("check")
    set_notice(response, request, "unfinished" if interview.pages else "order")
    return response
