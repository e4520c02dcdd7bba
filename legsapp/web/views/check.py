"""The questionnaire: one topic a page, check your answers, clear them."""

from django.http import Http404, HttpRequest, HttpResponse

from legsapp.engine import interview
from legsapp.engine.answers import Answers
from legsapp.engine.conditions import Facts
from legsapp.engine.interview import Page
from legsapp.engine.knowledge import Urgency
from legsapp.engine.model import Model
from legsapp.engine.triage import triage
from legsapp.web import answer_cookie
from legsapp.web.answer_cookie import Visit
from legsapp.web.forms import TOPIC, PageForm
from legsapp.web.notices import set_notice
from legsapp.web.presenters.answers import AnswersPage
from legsapp.web.presenters.question import QuestionPage
from legsapp.web.rendering import page as render

from .errors import methods, too_large
from .visits import see_other, with_visit


@methods("GET", "POST")
@with_visit
def begin(request: HttpRequest) -> HttpResponse:
    """GET goes on where this person is; POST starts again from nothing."""
    if request.method == "POST":
        who = "other" if request.POST.get("who") == "other" else "me"
        response = see_other("question", 1)
        answer_cookie.write(response, request, Visit(who=who))
        return response
    number = interview.next_number(request.knowledge, request.visit.answers)
    return see_other("question", number) if number else see_other("results")


@methods("GET", "POST")
@with_visit
def question(request: HttpRequest, number: int) -> HttpResponse:
    """The n-th page of this person's walk."""
    if number < 1:
        raise Http404
    if request.method == "POST":
        return _save(request, number)
    page = interview.page(request.knowledge, request.visit.answers, number)
    if page is None:
        return _out_of_order(request)
    return _show(request, page)


def _show(request: HttpRequest, page: Page, form: PageForm | None = None) -> HttpResponse:
    shown = QuestionPage(
        request.release, request.place, page, request.visit, form=form, from_answers=_from_answers(request)
    )
    return render(request, "question.html", {"page": shown}, status=200 if form is None else 422)


def _out_of_order(request: HttpRequest) -> HttpResponse:
    number = interview.next_number(request.knowledge, request.visit.answers)
    if number is None:
        return see_other("results")
    response = see_other("question", number)
    set_notice(response, request, "order")
    return response


def _save(request: HttpRequest, number: int) -> HttpResponse:
    model, before = request.knowledge, request.visit.answers
    page = _page_sent(model, before, number, request.POST.get(TOPIC))
    if page is None:
        response = _out_of_order(request)
        if TOPIC in request.POST:
            set_notice(response, request, "moved")
        return response
    form = PageForm(page.questions, request.POST)
    after = form.applied_to(before)
    if not form.is_valid and not _ends_now(model, before, after, form):
        return _show(request, page, form)
    response = _after_saving(request, page, before, after)
    try:
        answer_cookie.write(response, request, request.visit.with_answers(after))
    except answer_cookie.TooLarge:
        return too_large(request)
    return response


def _page_sent(model: Model, answers: Answers, number: int, topic: str | None) -> Page | None:
    """The page that was filled in. Pages move when an earlier answer changes in another tab: the topic decides."""
    page = interview.page(model, answers, number)
    if topic is None or (page is not None and page.topic.slug == topic):
        return page
    candidates = [*interview.pages(model, answers)]
    if following := interview.next_number(model, answers):
        candidates.append(interview.page(model, answers, following))
    return next((item for item in candidates if item is not None and item.topic.slug == topic), None)


def _ends_now(model: Model, before: Answers, after: Answers, form: PageForm) -> bool:
    """A new emergency leads to the result even when another question of its page is blank or wrong."""
    sent = Answers.of(form.replies)
    if not sent.findings() or not _is_emergency(model, after):
        return False
    return not _is_emergency(model, before) or triage(model, Facts.of(sent)).urgency is Urgency.EMERGENCY


def _is_emergency(model: Model, answers: Answers) -> bool:
    return triage(model, Facts.of(interview.relevant(model, answers))).urgency is Urgency.EMERGENCY


def _after_saving(request: HttpRequest, page: Page, before: Answers, after: Answers) -> HttpResponse:
    """Where to go: the result, back to the answers a person came from, or the page after this one."""
    model = request.knowledge
    following = interview.next_number(model, after)
    if following is None and _is_emergency(model, after):
        return see_other("results")
    if _from_answers(request):
        opened = following is not None and interview.next_number(model, before) is None
        response = see_other("question", following) if opened else see_other("answers")
        set_notice(response, request, "more" if opened else "saved")
        return response
    pages = interview.pages(model, after)
    here = next((item.number for item in pages if item.topic is page.topic), page.number)
    if here < len(pages):
        return see_other("question", here + 1)
    return see_other("question", following) if following else see_other("results")


def _from_answers(request: HttpRequest) -> bool:
    return request.GET.get("from") == "answers"


@methods("GET")
@with_visit
def answers(request: HttpRequest) -> HttpResponse:
    """Check your answers, with Change."""
    if not len(request.visit.answers):
        return _out_of_order(request)
    shown = AnswersPage(request.release, request.place, request.visit)
    return render(request, "answers.html", {"page": shown})


@methods("GET", "POST")
def clear(request: HttpRequest) -> HttpResponse:
    """Asks first; POST erases the answers and leaves for the start page."""
    if request.method == "GET" or request.method == "HEAD":
        return render(request, "clear.html", {"has_answers": answer_cookie.present(request)})
    response = see_other("start")
    answer_cookie.delete(response, request)
    set_notice(response, request, "cleared")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
