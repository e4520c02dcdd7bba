"""Take the answers with you: a small file, made and opened here without an account. Nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legsapp.web import answer_cookie, answer_file
from legsapp.web.notices import set_notice
from legsapp.web.rendering import page as render

from .errors import methods
from .visits import see_other, with_visit

NOTHING: Promise | str = gettext_lazy("Choose your file, or paste what is in it.")
TOO_LONG: Promise | str = gettext_lazy("That is longer than any file of ours. Choose the one you saved here.")
NOT_OURS: Promise | str = gettext_lazy("We cannot read that. Choose the file you saved here, and do not change it.")


@methods("GET")
@with_visit
def keep(request: HttpRequest) -> HttpResponse:
    return _page(request)


@methods("GET", "POST")
@with_visit
def save(request: HttpRequest) -> HttpResponse:
    """The file. Its name tells nothing about the person."""
    if request.method != "POST" or not len(request.visit.answers):
        return see_other("keep")
    today = timezone.localdate()
    about = _(
        "Your answers to Leg Check. Anybody who has this file can read them. To go on, open the site, choose "
        "“Open saved answers” and pick this file."
    )
    content = answer_file.written(request.visit, release=request.release.number, today=today, about=about)
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="answers-{today.isoformat()}.json"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@methods("GET", "POST")
@with_visit
def reopen(request: HttpRequest) -> HttpResponse:
    """The answers of a file take the place of those in the browser."""
    if request.method != "POST":
        return see_other("keep")
    pasted = request.POST.get("text", "")
    sent = request.FILES.get("file")
    if sent is not None and sent.size > answer_file.MAX_BYTES:
        return _page(request, TOO_LONG, pasted)
    content = sent.read() if sent is not None and sent.size else pasted.strip().encode(errors="replace")
    if not content:
        return _page(request, NOTHING)
    if len(content) > answer_file.MAX_BYTES:
        return _page(request, TOO_LONG)
    try:
        visit = answer_file.read(content, request.knowledge)
        response = see_other("check")
        answer_cookie.write(response, request, visit)
    except (answer_file.Unreadable, answer_cookie.TooLarge):
        return _page(request, NOT_OURS, pasted)
    set_notice(response, request, "opened")
    return response


def _page(request: HttpRequest, error: Promise | str = "", pasted: str = "") -> HttpResponse:
    context = {"error": error, "pasted": pasted, "has_answers": len(request.visit.answers) > 0}
    return render(request, "keep.html", context, status=422 if error else 200)
