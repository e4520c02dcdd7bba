"""What a browser sent for one page, read against the questions of that page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legsapp.engine.answers import Answers, Reply
from legsapp.engine.knowledge import Question

NOT_SURE = "not_sure"  # the radio that leaves a single question open
TOPIC = "_topic"
SKIP = "skip"
OURS = frozenset({"csrfmiddlewaretoken", TOPIC, SKIP})

CHOOSE_ONE = _("Choose one answer.")
CHOOSE_ANY = _("Choose all that fit, or the answer that says none do.")
CHOOSE_OR_SKIP = _("Choose all that fit, the answer that says none do, or skip this page.")
CONFLICT = _("“%(label)s” cannot be chosen together with other answers. Keep one or the other.")
ONLY_ONE = _("Choose only one answer here.")
UNKNOWN_OPTION = _("One of the answers sent is not on our list. Please choose again.")
UNKNOWN_QUESTION = _("The form sent an answer to a question that is not on this page. Please check and send it again.")

Text = str | Promise


def offers_not_sure(question: Question) -> bool:
    """A single question that may be skipped has a "Not sure" of ours unless it brings its own."""
    return (
        question.kind == "single"
        and question.skippable
        and all(option.slug not in ("unsure", NOT_SURE) for option in question.options)
    )


@dataclass(frozen=True, slots=True)
class Error:
    """What is wrong, and the question it belongs to (None: the whole page)."""

    text: Text
    question: str | None = None


@dataclass(slots=True)
class PageForm:
    """The posted form of a page: ``replies`` are good, ``errors`` say what is not; ``ticked`` keeps what is known."""

    questions: Sequence[Question]
    data: QueryDict
    replies: dict[str, Reply] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)
    ticked: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        skipped = SKIP in self.data
        names = {question.slug for question in self.questions}
        if any(name not in names and name not in OURS for name in self.data):
            self.errors.append(Error(UNKNOWN_QUESTION))
        for question in self.questions:
            self._read(question, skipped)

    @property
    def is_valid(self) -> bool:
        return not self.errors

    def applied_to(self, answers: Answers) -> Answers:
        """The answers with every good reply of this page."""
        for slug, reply in self.replies.items():
            answers = answers.with_reply(slug, reply.options, reply.complete)
        return answers

    def _read(self, question: Question, skipped: bool) -> None:
        sent = tuple(dict.fromkeys(self.data.getlist(question.slug)))
        not_sure = offers_not_sure(question) and NOT_SURE in sent
        known = {option.slug: option for option in question.options}
        chosen = tuple(slug for slug in known if slug in sent)
        self.ticked[question.slug] = (*chosen, NOT_SURE) if not_sure else chosen
        if any(slug not in known and not (not_sure and slug == NOT_SURE) for slug in sent):
            self._wrong(question, UNKNOWN_OPTION)
        elif question.kind == "single":
            self._read_single(question, chosen, not_sure, skipped)
        else:
            exclusive = next((known[slug] for slug in chosen if known[slug].exclusive), None)
            if exclusive is not None and len(chosen) > 1:
                self._wrong(question, CONFLICT % {"label": exclusive.label})
            elif chosen:
                self.replies[question.slug] = Reply(chosen, complete=exclusive is not None or not skipped)
            elif skipped and question.skippable:
                self.replies[question.slug] = Reply((), complete=False)
            else:
                self._wrong(question, CHOOSE_OR_SKIP if question.skippable else CHOOSE_ANY)

    def _read_single(self, question: Question, chosen: tuple[str, ...], not_sure: bool, skipped: bool) -> None:
        if len(chosen) + not_sure > 1:
            self._wrong(question, ONLY_ONE)
        elif chosen:
            self.replies[question.slug] = Reply(chosen)
        elif not_sure or (skipped and question.skippable):
            self.replies[question.slug] = Reply((), complete=False)
        else:
            self._wrong(question, CHOOSE_ONE)

    def _wrong(self, question: Question, text: Text) -> None:
        self.errors.append(Error(text, question.slug))


def ticked_of(questions: Iterable[Question], answers: Answers) -> dict[str, tuple[str, ...]]:
    """What stands ticked when a page is shown again."""
    found: dict[str, tuple[str, ...]] = {}
    for question in questions:
        reply = answers.reply(question.slug)
        if reply is None:
            continue
        if not reply.options and offers_not_sure(question):
            found[question.slug] = (NOT_SURE,)
        elif reply.options:
            found[question.slug] = reply.options
    return found
