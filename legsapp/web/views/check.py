"""The questionnaire: one topic a page, check your answers, clear them."""

from django.http import Http404, HttpRequest, HttpResponse

from legsapp.engine.answers import Answers
from legsapp.engine.interview import Interview, Page
from legsapp.engine.knowledge import Urgency
from legsapp.web import answer_cookie
from legsapp.web.answer_cookie import Visit
from legsapp.web.forms import TOPIC, PageForm
from legsapp.web.notices import set_notice
from legsapp.web.presenters.answers import AnswersPage
from legsapp.web.presenters.question import CameFrom, QuestionPage
from legsapp.web.presenters.unknown import FROM_OPEN, next_left_open
from legsapp.web.rendering import page as render
from legsapp.web.rendering import wants_fragment

from .errors import methods, too_large
from .results import show_result
from .visits import address, see_other, with_visit

PUSHED = "HX-Push-Url"  # the address that htmx shows for what it swaps in


@methods("GET", "POST")
@with_visit
def begin(request: HttpRequest) -> HttpResponse:
    """GET goes on where this person is; POST starts again from nothing."""
    if request.method == "POST":
        who = "other" if request.POST.get("who") == "other" else "me"
        response = see_other("question", 1)
        answer_cookie.write(response, request, Visit(who=who))
        return response
    following = _interview(request).next_page
    return see_other("question", following.number) if following else see_other("results")


@methods("GET", "POST")
@with_visit
def question(request: HttpRequest, number: int) -> HttpResponse:
    """The n-th page of this person's walk."""
    if number < 1:
        raise Http404
    interview = _interview(request)
    if request.method == "POST":
        return _save(request, interview, number)
    page = interview.page(number)
    return _out_of_order(request, interview) if page is None else _show(request, interview, page)


def _interview(request: HttpRequest) -> Interview:
    return Interview(request.knowledge, request.visit.answers)


def _show(request: HttpRequest, interview: Interview, page: Page, form: PageForm | None = None) -> HttpResponse:
    shown = QuestionPage(request.place, interview, page, request.visit.who, form, came_from=_came_from(request))
    status = 200 if form is None else 422
    return render(request, "question.html", {"page": shown}, status=status, kept_by=shown.kept_by, marks=shown.marks)


def _out_of_order(request: HttpRequest, interview: Interview, notice: str = "order") -> HttpResponse:
    following = interview.next_page
    if following is None:
        return see_other("results")
    response = see_other("question", following.number)
    set_notice(response, request, notice)
    return response


def _save(request: HttpRequest, before: Interview, number: int) -> HttpResponse:
    topic = request.POST.get(TOPIC)
    page = _page_sent(before, number, topic)
    if page is None:
        return _out_of_order(request, before, "order" if topic is None else "moved")
    form = PageForm(page.questions, request.POST)
    answers = form.applied_to(before.given)
    after = Interview(before.model, answers)
    if not form.is_valid and not _ends_now(before, after, form):
        return _show(request, before, page, form)
    visit = request.visit.with_answers(answers)
    response = _swapped(request, page, after, visit) or _after_saving(request, page, before, after)
    try:
        answer_cookie.write(response, request, visit)
    except answer_cookie.TooLarge:
        return too_large(request)
    return response


def _page_sent(interview: Interview, number: int, topic: str | None) -> Page | None:
    """The page that was filled in. Pages move when an earlier answer changes in another tab: the topic decides."""
    page = interview.page(number)
    if topic is None or (page is not None and page.topic.slug == topic):
        return page
    candidates = (*interview.pages, interview.next_page)
    return next((item for item in candidates if item is not None and item.topic.slug == topic), None)


def _ends_now(before: Interview, after: Interview, form: PageForm) -> bool:
    """A new emergency leads to the result even when another question of its page is blank or wrong."""
    sent = Answers.of(form.replies)
    if not sent.findings() or not _is_emergency(after):
        return False
    return not _is_emergency(before) or _is_emergency(Interview(after.model, sent))


def _is_emergency(interview: Interview) -> bool:
    return interview.urgency is Urgency.EMERGENCY


def _swapped(request: HttpRequest, page: Page, after: Interview, visit: Visit) -> HttpResponse | None:
    """For htmx: what comes next, in this reply. On a slow network a redirect costs as much as the page."""
    if not wants_fragment(request) or _came_from(request):
        return None
    request.visit = visit
    following = _following(page, after)
    if following is None:
        response = show_result(request, after, path=address("results"))
        response.headers[PUSHED] = address("results")
    else:
        response = _show(request, after, following)
        response.headers[PUSHED] = address("question", args=(following.number,))
    return response


def _following(page: Page, after: Interview) -> Page | None:
    """The page after this one; None when the result is due."""
    if after.next_page is None and _is_emergency(after):
        return None
    topics = after.answered_topics
    here = topics.index(page.topic) + 1 if page.topic in topics else page.number
    return after.page(here + 1) if here < len(topics) else after.next_page


def _after_saving(request: HttpRequest, page: Page, before: Interview, after: Interview) -> HttpResponse:
    """Where to go: the result, back to the answers a person came from, or the page after this one."""
    following = after.next_page
    if following is None and _is_emergency(after):
        return see_other("results")
    match _came_from(request):
        case "answers":
            return _back_to_answers(request, before, after)
        case "open":
            return _back_to_open(request, page, after)
    following = _following(page, after)
    return see_other("question", following.number) if following else see_other("results")


def _back_to_open(request: HttpRequest, page: Page, after: Interview) -> HttpResponse:
    """The next page with a question left open that matters, then what the replies have opened, then the result."""
    number = next_left_open(after, page)
    following = after.next_page
    if number is None and following is None:
        return see_other("results")
    response = see_other("question", number or following.number, query=FROM_OPEN)
    if number is None:
        set_notice(response, request, "more")
    return response


def _back_to_answers(request: HttpRequest, before: Interview, after: Interview) -> HttpResponse:
    following = after.next_page
    opened = following is not None and before.next_page is None
    response = see_other("question", following.number) if opened else see_other("answers")
    set_notice(response, request, "more" if opened else "saved")
    return response


def _came_from(request: HttpRequest) -> CameFrom:
    """Where the person left to change an answer: their answers, or the questions that the result found left open."""
    match request.GET.get("from"):
        case "answers":
            return "answers"
        case "open":
            return "open"
        case _:
            return ""


@methods("GET")
@with_visit
def answers(request: HttpRequest) -> HttpResponse:
    """Check your answers, with Change."""
    interview = _interview(request)
    if not interview.pages:
        return _out_of_order(request, interview)
    shown = AnswersPage(request.place, interview, request.visit.who)
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
