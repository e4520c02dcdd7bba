"""The result: a function of the release and the answers alone. The same page prints."""

from django.http import HttpRequest, HttpResponse

from legsapp.engine.assessment import assess
from legsapp.engine.interview import Interview
from legsapp.web.notices import set_notice
from legsapp.web.presenters.results import ResultPage
from legsapp.web.rendering import page as render

from .errors import methods
from .visits import see_other, with_visit


@methods("GET")
@with_visit
def results(request: HttpRequest) -> HttpResponse:
    interview = Interview(request.knowledge, request.visit.answers)
    if (following := interview.next_page) is not None:
        response = see_other("question", following.number)
        set_notice(response, request, "unfinished" if interview.pages else "order")
        return response
    assessment = assess(request.knowledge, request.visit.answers)
    shown = ResultPage(request.release, request.place, interview, request.visit.who, assessment)
    return render(request, "results.html", {"page": shown})
