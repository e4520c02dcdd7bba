"""A person's answers as a small plain file: to keep without an account, and to open on another device.

The file is read like anything else that is sent to us: strict in form, small, and each answer against its question.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec
from django.http import QueryDict

from legsapp.engine.answers import Answers, Reply
from legsapp.engine.knowledge import Question
from legsapp.engine.model import Model

from .answer_cookie import Visit, Who
from .forms import SKIP, PageForm

FORMAT = "leg-check-answers"
VERSION = 1
MAX_BYTES = 8 * 1024  # every option of the questionnaire, ticked, fits
MOST_ANSWERS = 200
SLUG = r"^[a-z0-9_]{1,60}$"

_Slug = Annotated[str, msgspec.Meta(pattern=SLUG)]
_Answer = tuple[_Slug, list[_Slug], bool]


class Unreadable(ValueError):
    """Not a file of ours, or changed so that it makes no sense."""


class _File(msgspec.Struct, kw_only=True):
    format: Literal["leg-check-answers"]
    version: Literal[1]
    about: str = ""
    saved: str = ""
    release: int = 0
    who: Who = "me"
    answers: list[_Answer]


def written(visit: Visit, *, release: int, today: date, about: str) -> bytes:
    """The file, an answer a line, so that a person can read it too."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "about": about,
        "saved": today.isoformat(),
        "release": release,
        "who": visit.who,
    }
    lines = [
        f" {msgspec.json.encode(name).decode()}: {msgspec.json.encode(value).decode()}" for name, value in head.items()
    ]
    answers = ",\n  ".join(msgspec.json.encode(item).decode() for item in visit.answers.to_plain())
    return ("{\n" + ",\n".join(lines) + f',\n "answers": [\n  {answers}\n ]\n}}\n').encode()


def read(content: bytes, model: Model) -> Visit:
    """The visit in a file. Raises Unreadable. Slugs of another release stay, and count for nothing."""
    if len(content) > MAX_BYTES:
        raise Unreadable("too long")
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf").strip(), type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("not a file of ours") from error
    replies = found.answers
    if not replies or len(replies) > MOST_ANSWERS or len({item[0] for item in replies}) != len(replies):
        raise Unreadable("no answers, too many, or one twice")
    answers = {slug: _reply(model.questions.get(slug), options, complete) for slug, options, complete in replies}
    return Visit(Answers.of(answers), found.who)


def _reply(question: Question | None, options: list[str], complete: bool) -> Reply:
    """As a form of the questionnaire would have taken it; options that are not known here are left as they are."""
    options = list(dict.fromkeys(options))
    known = {option.slug for option in question.options} if question else set()
    here = [option for option in options if option in known]
    if question is None or (options and not here):
        return Reply(tuple(options), complete)
    sent = QueryDict(mutable=True)
    sent.setlist(question.slug, here)
    if not complete or len(here) < len(options):
        sent[SKIP] = "1"
    form = PageForm((question,), sent)
    if not form.is_valid:
        raise Unreadable("answers that cannot stand together")
    return form.replies[question.slug] if len(here) == len(options) else Reply(tuple(options), complete)
