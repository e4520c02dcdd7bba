"""One message for the next page, as a code from a closed list in a cookie that is read once."""

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .cookies import delete_cookie, read_cookie, set_cookie

NAME = "notice"

TEXTS: dict[str, Promise | str] = {
    "restart": _("We could not read your saved answers, so please start again. Nothing you told us was kept."),
    "order": _("That page comes later. Please answer this one first."),
    "moved": _("Your questions changed in another tab or window. This is the next one."),
    "more": _("Your change opens a few more questions."),
    "unfinished": _("There are a few more questions before your result."),
    "saved": _("Your change is saved."),
    "opened": _("Your saved answers are open."),
    "place": _("The numbers and service names now fit the place you chose."),
    "cleared": _("Your answers are gone from this browser."),
}


def notice_of(request: HttpRequest) -> Promise | str:
    return TEXTS.get(read_cookie(request, NAME) or "", "")


def set_notice(response: HttpResponse, request: HttpRequest, code: str) -> None:
    if code not in TEXTS:
        raise KeyError(code)
    set_cookie(response, request, NAME, code)


def forget_notice(response: HttpResponse, request: HttpRequest) -> None:
    if read_cookie(request, NAME) is not None:
        delete_cookie(response, request, NAME)
