"""The result: a function of the release and the answers alone. The same page prints."""

from django.http import HttpRequest, HttpResponse

from legsapp.engine import interview
from legsapp.engine.assessment import assess
from legsapp.web.notices import set_notice
from legsapp.web.presenters.results import ResultPage
from legsapp.web.rendering import page as render

from .errors import methods
from .visits import see_other, with_visit


@methods("GET")
@with_visit
def results(request: HttpRequest) -> HttpResponse:
    number = interview.next_number(request.knowledge, request.visit.answers)
    if number is not None:
        response = see_other("question", number)
        set_notice(response, request, "unfinished" if len(request.visit.answers) else "order")
        return response
    shown = ResultPage(request.release, request.place, request.visit, assess(request.knowledge, request.visit.answers))
    return render(request, "results.html", {"page": shown})
