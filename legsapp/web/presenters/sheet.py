"""The sheet for the doctor: one side of paper that says what somebody needs to know who has ten minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from legsapp.engine.answers import Finding, finding, question_of
from legsapp.engine.knowledge import Question, Urgency

from .causes import CauseCard
from .denied import by_concern
from .qr import drawn, summary
from .results import ResultPage
from .words import NOT_ANSWERED, Text

PERSON = ("age", "sex")
PREGNANCY = ("preg",)
COMPLAINT = ("feel",)
LEG = ("side", "leg")
PLACE = ("where", "swelling")
TIMELINE = ("onset", "total", "change")
PAIN = ("severe", "pain_kind")
MEDICINES = ("meds",)
CONDITIONS = ("conditions",)
ABOVE = frozenset((*PERSON, *PREGNANCY, *COMPLAINT, *LEG, *PLACE, *TIMELINE, *PAIN, *MEDICINES, *CONDITIONS))
UNCLEAR_ALONE = frozenset(("when", "relief", "worse"))  # "all the time" says nothing in a list of what is denied
MOST_FLAGS, MOST_RULED_OUT, MOST_CONTRIBUTORS = 8, 6, 4
DENIED_LETTERS, DENIED_LETTERS_LARGE = 450, 300
SMALLER = ((2600, "dense"), (1990, "tight"), (1040, "close"))  # letters from which the type gets smaller
RULED = {"": (4, 4), "close": (4, 3), "tight": (3, 2), "dense": (3, 2)}  # lines to write on: medicines, what was tried


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    items: tuple[str, ...]

    @property
    def text(self) -> str:
        return "; ".join(self.items)


class SheetPage:
    def __init__(self, result: ResultPage, today: date, *, large: bool = False) -> None:
        self.result, self.today, self.large = result, today, large
        self.model, self.answers, self.words = result.model, result.answers.answers, result.words

    @property
    def date(self) -> str:
        return date_format(self.today, "j F Y")

    @property
    def is_urgent(self) -> bool:
        return self.result.urgency.at_least(Urgency.SAME_DAY)

    # What is the matter

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        found = (
            Fact(_("Complaint"), self._answers(COMPLAINT)),
            Fact(_("Which leg"), self._answers(LEG)),
            Fact(_("Where"), self._answers(PLACE)),
            Fact(_("Timeline"), self._answers(TIMELINE)),
            Fact(_("How bad"), self._answers(PAIN)),
            Fact(_("Person"), self._answers(PERSON)),
            Fact(_("Pregnancy"), self._answers(PREGNANCY)),
        )
        return tuple(fact for fact in found if fact.items)

    @cached_property
    def reported(self) -> tuple[Fact, ...]:
        """Every other answer that says yes to something, by topic."""
        found: dict[str, list[str]] = {}
        for page in self.result.interview.pages:
            for question in page.questions:
                if question.slug in ABOVE or page.topic.section == "safety":
                    continue
                labels = [self.words.label(name) for name in self._ticked(question)]
                found.setdefault(self.result.fill(page.topic.title), []).extend(labels)
        return tuple(Fact(name, tuple(labels)) for name, labels in found.items() if labels)

    @property
    def medicines(self) -> str:
        return self._classes(MEDICINES, _("None of the classes asked about"))

    @property
    def conditions(self) -> str:
        return self._classes(CONDITIONS, _("None of those asked about"))

    @cached_property
    def skipped(self) -> tuple[str, ...]:
        """Topics with an answer left open: silence there is not a no."""
        pages = self.result.interview.pages
        return tuple(
            self.result.fill(page.topic.title)
            for page in pages
            if any((reply := self.answers.reply(item.slug)) and not reply.complete for item in page.questions)
        )

    # Red flags

    @cached_property
    def flags(self) -> tuple[str, ...]:
        return tuple(item.flag.name for item in self.result.assessment.flags)[:MOST_FLAGS]

    @property
    def more_flags(self) -> int:
        return len(self.result.assessment.flags) - len(self.flags)

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What was ticked on the first page, the signs of danger."""
        names = (name for name in self.answers.findings() if self._section(name) == "safety")
        return tuple(self.words.label(name) for name in names if not self.model.options[name].exclusive)

    @cached_property
    def denied(self) -> tuple[Fact, ...]:
        """Signs of danger that were asked and not there, and what would have completed another red flag."""
        weights = self._weights()
        asked = tuple(self._denied())
        first = [name for name in asked if self._section(name) == "safety"]
        rest = sorted((name for name in asked if name in weights), key=lambda name: (-weights[name], name))
        room = DENIED_LETTERS_LARGE if self.large else DENIED_LETTERS
        chosen = []
        for name in rest:
            room -= len(self._term(name))
            if room < 0:
                break
            chosen.append(name)
        found = by_concern((self.model.options[name], self._term(name)) for name in (*first, *chosen))
        return tuple(Fact(name, terms) for name, terms in found)

    # Causes

    @cached_property
    def causes(self) -> tuple[tuple[str, Text], ...]:
        """By their medical names, and how well each fits."""
        return tuple((card.medical_name or card.name, card.fit_words) for card in self._cards)

    @property
    def more_to_rule_out(self) -> int:
        return max(0, len(self.result.rule_out) - MOST_RULED_OUT)

    @property
    def contributors(self) -> tuple[str, ...]:
        found = () if self.result.ends_here else self.result.contributors
        return tuple(card.name for card in found)[:MOST_CONTRIBUTORS]

    @property
    def _cards(self) -> tuple[CauseCard, ...]:
        return (*self.result.rule_out[:MOST_RULED_OUT], *(() if self.result.ends_here else self.result.shown))

    # The paper

    @property
    def density(self) -> str:
        """How small the type must be for one side."""
        return next((name for most, name in SMALLER if self.letters > most), "")

    @cached_property
    def letters(self) -> int:
        """Roughly how much stands on the sheet."""
        lines = (*self.facts, *self.reported, *self.denied)
        found = (*(line.text for line in lines), *self.flags, *self.signs, *self.skipped)
        names = (*(line.name for line in lines), *(name for name, _fit in self.causes), *self.contributors)
        return sum(map(len, (*found, *names, self.medicines, self.conditions)))

    @property
    def medicine_lines(self) -> range:
        return range(RULED[self.density][0])

    @property
    def tried_lines(self) -> range:
        return range(RULED[self.density][1])

    @cached_property
    def code_text(self) -> str:
        heading = _("Leg Check %(date)s, release %(number)s. Told by the person; nobody has examined them.")
        causes = [f"{card.name} ({card.fit_words})" for card in self._cards]
        return summary(
            heading % {"date": self.today.isoformat(), "number": self.result.number},
            (
                (_("Advice"), (self.result.heading,)),
                (_("Red flags"), tuple(item.flag.name for item in self.result.assessment.flags)),
                *((fact.name, fact.items) for fact in self.facts),
                (_("Causes"), causes),
                (_("Medicines"), self._answers(MEDICINES)),
                (_("Conditions"), self._answers(CONDITIONS)),
            ),
        )

    @property
    def code(self) -> SafeString:
        return mark_safe(drawn(self.code_text))  # noqa: S308  made here, of squares alone

    # Reading the answers

    def _ticked(self, question: Question) -> tuple[Finding, ...]:
        reply = self.answers.reply(question.slug)
        ticked = reply.options if reply else ()
        return tuple(
            finding(question.slug, option.slug)
            for option in question.options
            if option.slug in ticked and not (option.exclusive and question.kind == "multi")
        )

    def _answers(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        questions = (self.model.questions[slug] for slug in slugs if slug in self.model.questions)
        labels = (self.model.label(name) for question in questions for name in self._ticked(question))
        return tuple(self.result.fill(label) for label in labels)

    def _classes(self, slugs: tuple[str, ...], none: str) -> str:
        replies = [reply for slug in slugs if (reply := self.answers.reply(slug)) is not None]
        if labels := self._answers(slugs):
            return "; ".join(labels)
        if not replies:
            return _("Not asked")
        return none if all(reply.complete for reply in replies) else str(NOT_ANSWERED)

    def _section(self, name: Finding) -> str:
        topic = self.model.topics.get(self.model.topic_of(name))
        return topic.section if topic else ""

    def _term(self, name: Finding) -> str:
        return self.model.options[name].term or self.words.label(name)

    def _denied(self) -> Iterator[Finding]:
        """Findings that were asked about on a list that was answered in full, and not ticked."""
        for page in self.result.interview.pages:
            for question in page.questions:
                reply = self.answers.reply(question.slug)
                if question.kind == "multi" and reply is not None and reply.complete:
                    for option in question.options:
                        if not option.exclusive and option.slug not in reply.options:
                            yield finding(question.slug, option.slug)

    def _weights(self) -> dict[Finding, int]:
        """Findings of urgent flags that part of the answers would fit: the more such flags, the more it says."""
        facts, weights = self.result.assessment.facts, dict[Finding, int]()
        fired = {item.flag.slug for item in self.result.assessment.flags}
        for flag in self.model.kb.red_flags:
            positives = self.model.flag_conditions[flag.slug].positives()
            if flag.slug in fired or not flag.urgency.at_least(Urgency.SAME_DAY) or positives.isdisjoint(facts.true):
                continue
            for name in positives:
                if question_of(name) not in ABOVE | UNCLEAR_ALONE and self._section(name) not in ("safety", "about"):
                    weights[name] = weights.get(name, 0) + flag.urgency.rank
        return weights
