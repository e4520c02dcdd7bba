"""What no scenario shows to work: causes that never lead, questions never asked, rules without a story or near miss."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from legsapp.engine.answers import question_of
from legsapp.engine.assessment import Assessment, assess
from legsapp.engine.cautions import ALL
from legsapp.engine.conditions import Facts, FlagFired, LevelReached
from legsapp.engine.knowledge import Caution, RedFlag, Urgency
from legsapp.engine.model import Model
from legsapp.engine.triage import level
from legsapp.publishing.people import People
from legsapp.publishing.walks import Walk, answer_all, leading, named


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Slugs in the order of the content; see the function of each name for what counts."""

    never_first: tuple[str, ...]
    never_asked: tuple[str, ...]
    flags_without_story: tuple[str, ...]
    flags_without_near_miss: tuple[str, ...]
    cautions_without_story: tuple[str, ...]
    cautions_without_near_miss: tuple[str, ...]
    overtaken: tuple[str, ...]  # red flags that no walk can fire; they need no story

    @property
    def number(self) -> int:
        """How many there are, what is overtaken apart."""
        found = (
            *(self.never_first, self.never_asked, self.flags_without_story, self.flags_without_near_miss),
            *(self.cautions_without_story, self.cautions_without_near_miss),
        )
        return sum(map(len, found))


def exceptions(model: Model, walks: Sequence[Walk]) -> Exceptions:
    kb = model.kb
    asked = {slug for one in walks for slug in one.assessment.answers.replies}
    late = {flag.slug for flag in kb.red_flags if overtaken(model, flag)}
    fired = _fired_as_told(walks) | late
    spared = {slug for one in walks for slug in set(one.scenario.not_flags) - _fired(one)}
    held = _held_as_told(walks)
    return Exceptions(
        never_first=tuple(never_first(model, walks)),
        never_asked=tuple(question.slug for question in kb.questions if question.slug not in asked),
        flags_without_story=tuple(flag.slug for flag in kb.red_flags if flag.slug not in fired),
        flags_without_near_miss=tuple(flag.slug for flag in kb.red_flags if flag.slug not in spared),
        cautions_without_story=tuple(caution.slug for caution in kb.cautions if caution.slug not in held),
        cautions_without_near_miss=tuple(
            caution.slug for caution in kb.cautions if not any(_spares(model, caution, one) for one in walks)
        ),
        overtaken=tuple(flag.slug for flag in kb.red_flags if flag.slug in late),
    )


def never_first(model: Model, walks: Iterable[Walk]) -> Iterator[str]:
    """Causes that lead neither in a scenario nor for the most typical person with them."""
    led = {slug for one in walks for slug in _led(one.assessment)}
    people = People(model)
    for cause in model.kb.causes:
        if cause.slug not in led:
            typical, _ = answer_all(model, people.typical(cause.slug))
            if cause.slug not in _led(assess(model, typical)):
                yield cause.slug


def _led(found: Assessment) -> set[str]:
    """What stands first; what fits best, where only causes to rule out stand before it; and what adds to the trouble,
    which is never ranked."""
    shown = leading(found)
    best = {item.cause.slug for item in found.ranked[:1]} & set(shown)
    return {*shown[:1], *best, *named(found)[len(shown) :]}


def overtaken(model: Model, flag: RedFlag) -> bool:
    """Whether every way to fire it needs a finding that is an emergency by itself, and another that is asked only
    after that one has ended the questions. Somebody who goes back to change an answer can still fire it."""
    condition = model.flag_conditions[flag.slug]
    names = condition.positives()
    ends = {name for name in names if level(model, Facts(true=frozenset((name,)))) is Urgency.EMERGENCY}
    pages = {name: _page(model, name) for name in names}

    def told_by(page: int) -> frozenset[str]:
        """What can have been reported when this page is sent: had an earlier one ended the check, it would not be."""
        return frozenset(name for name in names if pages[name] == page or (pages[name] < page and name not in ends))

    return not any(condition.holds(Facts(true=told_by(page))) for page in set(pages.values()))


def _page(model: Model, name: str) -> int:
    """The place of a finding in the order of asking; all that is not asked of everybody comes last."""
    topic = model.topics[model.topic_of(name)]
    return topic.position if topic.core else 1 + max((topic.position for topic in model.core), default=0)


def _fired(one: Walk) -> set[str]:
    return {item.flag.slug for item in one.assessment.flags}


def _fired_as_told(walks: Iterable[Walk]) -> set[str]:
    """Red flags that a scenario names and that fired on its walk."""
    return {slug for one in walks for slug in set(one.scenario.flags) & _fired(one)}


def _held_as_told(walks: Iterable[Walk]) -> set[str]:
    """Cautions that held on the walk of a scenario that names something they block."""
    return {
        item.caution.slug
        for one in walks
        for item in one.assessment.cautions
        if one.scenario.blocked and (ALL in item.caution.blocks or set(one.scenario.blocked) & set(item.caution.blocks))
    }


def _spares(model: Model, caution: Caution, one: Walk) -> bool:
    """Whether the walk asked about what the caution rests on, and it did not hold."""
    if any(item.caution.slug == caution.slug for item in one.assessment.cautions):
        return False
    condition = model.caution_conditions[caution.slug]
    asked = any(question_of(name) in one.assessment.answers for name in condition.findings())
    return asked or any(isinstance(part, FlagFired | LevelReached) for part in condition.walk())
