"""What the library shows, derived once from a Model: links between concepts, and texts for no place in particular."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import msgspec
from django.urls import reverse

from legsapp.engine.answers import Finding, question_of
from legsapp.engine.knowledge import (
    Cause,
    Drink,
    Electrolyte,
    Food,
    Place,
    RedFlag,
    Relief,
    Symptom,
    Urgency,
)
from legsapp.engine.model import Model
from legsapp.web.places import filler

from .findings import FindingWords
from .library_words import (
    COMMON_HEADINGS,
    NEUTRAL_EMERGENCY,
    PUT_DIFFERENTLY,
    URGENCY_SHORT,
    VERDICT_SHORT,
    how_often_words,
)
from .marks import Bibliography
from .words import COMMON_WORDS, Text

GOES_WITH = 400  # 1/1000 nat: reported half as often again by people with the cause
SEEN_AT_LEAST = 0.2
MOST_CAUSES = {"common": 6, "uncommon": 5, "rare": 5}
MOST_FLAGS = 4
MOST_SIGNS = 9
RISKS = frozenset(
    (
        "age",
        "sex",
        "preg",
        "meds",
        "conditions",
        "lifestyle",
        "diet",
        "clot_risk",
        "past",
        "exercise",
        "ex_when",
        "sweat",
        "drank",
    )
)
SAYS_LITTLE = frozenset(("no", "none", "neither", "same", "today", "yesterday", "prefer_not"))
NEEDS_ITS_QUESTION = frozenset(("relief", "walk_pace"))
_NOWHERE = Place(
    slug="",
    name="",
    position=0,
    emergency="",
    urgent_line="your doctor",
    gp="your doctor",
    pharmacist="a pharmacist",
    hospital="the nearest emergency department",
    minor_injuries="a nearby clinic",
    maternity="your maternity unit",
    midwife="your midwife",
)


def neutral_place(model: Model) -> Place:
    """The place of somebody who told us none."""
    return msgspec.structs.replace(model.places.get("elsewhere", _NOWHERE), emergency=str(NEUTRAL_EMERGENCY))


@lru_cache(maxsize=2)  # the live release, and the draft of staff who look at it
def library_of(model: Model) -> "Library":
    return Library(model)


def iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_overdue(review_by: str) -> bool:
    """Also when the date cannot be read; a text without one is never overdue."""
    day = iso_date(review_by)
    return bool(review_by) and (day is None or day < date.today())


def first_sentence(text: str) -> str:
    paragraph = text.strip().split("\n", 1)[0]
    end = paragraph.find(". ")
    return paragraph if end < 0 else paragraph[: end + 1]


@dataclass(frozen=True, slots=True)
class CauseLink:
    """A cause in a list."""

    cause: Cause
    summary: str

    @property
    def url(self) -> str:
        return reverse("cause", args=(self.cause.slug,))

    @property
    def name(self) -> str:
        return self.cause.name

    @property
    def urgency(self) -> Urgency:
        return self.cause.urgency

    @property
    def urgency_words(self) -> Text:
        return URGENCY_SHORT[self.cause.urgency]

    @property
    def is_pressing(self) -> bool:
        return self.cause.urgency.at_least(Urgency.SAME_DAY)

    @property
    def common_words(self) -> Text:
        return COMMON_WORDS[self.cause.common]

    @property
    def verdict_words(self) -> Text:
        return VERDICT_SHORT[self.cause.electrolytes]


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding, and how often people with the cause report it."""

    text: str
    how_often: float
    asked: str = ""  # the question, where the answer alone would not say enough

    @property
    def words(self) -> Text:
        return how_often_words(self.how_often)

    @property
    def dots(self) -> tuple[bool, bool, bool, bool]:
        return tuple(self.how_often >= least for least in (0.08, 0.2, 0.5, 0.8))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Help:
    """What a red flag means, in the words of its name and its advice."""

    name: str
    advice: str
    why: str
    urgency: Urgency

    @property
    def urgency_words(self) -> Text:
        return URGENCY_SHORT[self.urgency]


class Library:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.place = neutral_place(model)
        self.fill: Callable[[str], str] = filler(self.place)
        self.words = FindingWords(model, self.place)
        self.rendered: dict[tuple[str, ...], tuple[bytes, dict[str, str]]] = {}  # pages by address, oldest first
        kb = model.kb
        self.symptoms: Mapping[str, Symptom] = {row.slug: row for row in kb.symptoms}
        self.electrolytes: Mapping[str, Electrolyte] = {row.slug: row for row in kb.electrolytes}
        self.foods: Mapping[str, Food] = {row.slug: row for row in kb.foods}
        self.drinks: Mapping[str, Drink] = {row.slug: row for row in kb.drinks}
        self.relief: Mapping[str, Relief] = {row.slug: row for row in kb.relief}
        self.food_groups: tuple[str, ...] = tuple(dict.fromkeys(food.group for food in kb.foods))

    def bibliography(self) -> Bibliography:
        return Bibliography(self.model)

    # Links between symptoms, causes and red flags

    def cause_link(self, cause: Cause) -> CauseLink:
        return CauseLink(cause, first_sentence(self.fill(cause.summary)))

    @cached_property
    def causes_of_symptom(self) -> Mapping[str, tuple[Cause, ...]]:
        """Causes that go with a symptom: telling evidence on one of its findings, weighted by the prior."""
        return {symptom.slug: self._causes_of(symptom.findings) for symptom in self.model.kb.symptoms}

    def _causes_of(self, findings: Sequence[Finding]) -> tuple[Cause, ...]:
        table = self.model.cause_table
        found: list[tuple[int, str]] = []
        for cause in self.model.kb.causes:
            weights = table.weights[table.position[cause.slug]]
            telling = [
                weights.present.get(name, 0)
                for name in findings
                if weights.how_often.get(name, 0) >= SEEN_AT_LEAST and weights.present.get(name, 0) >= GOES_WITH
            ]
            if telling:
                found.append((-weights.prior - max(telling), cause.slug))
        left = dict(MOST_CAUSES)
        chosen = []
        for _, slug in sorted(found):
            cause = self.model.causes[slug]
            if left[cause.common]:
                left[cause.common] -= 1
                chosen.append(cause)
        return tuple(chosen)

    def by_how_common(self, causes: Iterable[Cause]) -> tuple[tuple[Text, tuple[CauseLink, ...]], ...]:
        causes = tuple(causes)
        return tuple(
            (heading, links)
            for common, heading in COMMON_HEADINGS.items()
            if (links := tuple(self.cause_link(cause) for cause in causes if cause.common == common))
        )

    @cached_property
    def symptoms_of_cause(self) -> Mapping[str, tuple[Symptom, ...]]:
        found: dict[str, list[Symptom]] = {}
        for symptom in self.model.kb.symptoms:
            for cause in self.causes_of_symptom[symptom.slug]:
                found.setdefault(cause.slug, []).append(symptom)
        return {slug: tuple(symptoms) for slug, symptoms in found.items()}

    def flags_of_symptom(self, symptom: Symptom) -> tuple[Help, ...]:
        """Red flags that its findings can help to fire, then those of its common and its pressing causes."""
        causes = {
            cause.slug
            for cause in self.causes_of_symptom[symptom.slug]
            if cause.common == "common" or cause.urgency.at_least(Urgency.SAME_DAY)
        }
        findings = set(symptom.findings)
        ranked = []
        for at, flag in enumerate(self.model.kb.red_flags):
            direct = bool(findings & self.model.flag_conditions[flag.slug].positives())
            shared = len(causes & set(flag.pins))
            if flag.urgency.at_least(Urgency.SAME_DAY) and (direct or shared):
                ranked.append((not direct, -shared, at, flag))
        return self._helps(flag for *_, flag in sorted(ranked))

    def flags_of_cause(self, cause: Cause) -> tuple[Help, ...]:
        return self._helps(flag for flag in self.model.kb.red_flags if cause.slug in flag.pins)

    def _helps(self, flags: Iterable[RedFlag]) -> tuple[Help, ...]:
        """At most four of a level, the most urgent level first."""
        levels: dict[Urgency, list[Help]] = {Urgency.EMERGENCY: [], Urgency.SAME_DAY: []}
        for flag in flags:
            helps = levels.get(flag.urgency)
            if helps is not None and len(helps) < MOST_FLAGS:
                helps.append(Help(flag.name, self.fill(flag.advice), self.fill(flag.why), flag.urgency))
        return tuple(item for helps in levels.values() for item in helps)

    # What speaks for a cause

    def signs(self, cause: Cause) -> tuple[Sign, ...]:
        return self._top(cause, risks=False)

    def risks(self, cause: Cause) -> tuple[Sign, ...]:
        return self._top(cause, risks=True)

    def speaks_against(self, cause: Cause) -> tuple[str, ...]:
        """Findings that people with the cause seldom report, most telling first."""
        weights = self.model.cause_table.weights[self.model.cause_table.position[cause.slug]]
        names = sorted(
            (name for name, weight in weights.present.items() if weight <= -700 and question_of(name) not in RISKS),
            key=lambda name: (weights.present[name], name),
        )
        return tuple(sign.text for name in names[:4] if (sign := self._sign(name, 0.0)))

    def _top(self, cause: Cause, *, risks: bool) -> tuple[Sign, ...]:
        weights = self.model.cause_table.weights[self.model.cause_table.position[cause.slug]]
        listed = {row.finding for row in cause.evidence}
        worth = {
            name: weight * weights.how_often.get(name, 0)
            for name, weight in weights.present.items()
            if weight >= 250 and name in listed and (question_of(name) in RISKS) is risks
        }
        best = sorted(worth, key=lambda name: (-worth[name], name))[:MOST_SIGNS]
        best.sort(key=lambda name: (-weights.how_often.get(name, 0), name))
        return tuple(sign for name in best if (sign := self._sign(name, weights.how_often.get(name, 0))))

    def _sign(self, name: Finding, how_often: float) -> Sign | None:
        label, slug = self.fill(self.model.label(name)), question_of(name)
        question = self.model.questions.get(slug)
        if not label or question is None or name.partition(".")[2] in SAYS_LITTLE:
            return None
        if slug in PUT_DIFFERENTLY:
            return Sign(str(PUT_DIFFERENTLY[slug]) % {"answer": label}, how_often)
        asked = slug not in RISKS and (question.kind == "single" or slug in NEEDS_ITS_QUESTION)
        return Sign(label, how_often, self.fill(question.text) if asked else "")

    # Who may get what

    def causes_named_by(self, electrolyte: str) -> tuple[Cause, ...]:
        """Causes for which its food sources are worth naming."""
        return tuple(cause for cause in self.model.kb.causes if electrolyte in cause.food_aims)

    def relief_for(self, causes: Iterable[str]) -> tuple[Relief, ...]:
        wanted = tuple(causes)
        return tuple(
            row
            for row in sorted(
                (row for row in self.model.kb.relief if set(row.causes) & set(wanted)),
                key=lambda row: (min(wanted.index(slug) for slug in row.causes if slug in wanted), row.slug),
            )
        )
