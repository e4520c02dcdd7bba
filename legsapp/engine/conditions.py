"""When something applies: a closed set of conditions, each able to say why it held.

Text form, as editors write it::

    swelling.one and (body.breath_new or skin.cord) and not swell_type.longterm
    at least 2 of (conditions.diabetes, age.a70p, meds.nsaid)
    flag rf_dvt          level emergency          exercise_min >= 60          always

A finding is true, false or, when its question was not answered, unknown (None). ``value`` is Kleene's three-valued
logic. ``holds`` decides for safety: something unknown is not taken for reported, and a ``not`` holds unless what it
names is known to be true, so that an answer nobody gave never discounts a danger.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .answers import Answers, Finding, question_of
from .knowledge import Urgency

VARIABLES = ("exercise_min", "weight_change_pct")


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions are read against."""

    true: frozenset[Finding] = frozenset()
    settled: frozenset[str] = frozenset()  # questions with a complete reply
    flags: frozenset[str] = frozenset()
    level: Urgency | None = None  # the red-flag level
    variables: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, answers: Answers) -> "Facts":
        return cls(
            true=frozenset(answers.findings()),
            settled=frozenset(slug for slug, reply in answers.items() if reply.complete),
        )


class Condition:
    """One of the kinds below."""

    __slots__ = ()

    def value(self, facts: Facts) -> bool | None:
        raise NotImplementedError

    def holds(self, facts: Facts) -> bool:
        return self.value(facts) is True

    def because(self, facts: Facts) -> tuple[Finding, ...]:
        """The reported findings that made it hold, in the order of the text; empty if it does not hold."""
        return ()

    def parts(self) -> tuple["Condition", ...]:
        return ()

    def walk(self) -> Iterator["Condition"]:
        yield self
        for part in self.parts():
            yield from part.walk()

    def findings(self) -> frozenset[Finding]:
        return frozenset(part.name for part in self.walk() if isinstance(part, Has))

    def positives(self) -> frozenset[Finding]:
        """Findings that are not under a ``not``."""
        return frozenset().union(*(part.positives() for part in self.parts()))

    def triggers(self) -> frozenset[Finding] | None:
        """Findings one of which must be reported for it to hold; None when it may hold without any."""
        return None

    def branches(self) -> tuple["Condition", ...]:
        """The alternatives of an ``or`` at the top; else the condition itself."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Has(Condition):
    name: Finding

    def value(self, facts: Facts) -> bool | None:
        if self.name in facts.true:
            return True
        return False if question_of(self.name) in facts.settled else None

    def holds(self, facts: Facts) -> bool:
        return self.name in facts.true

    def because(self, facts: Facts) -> tuple[Finding, ...]:
        return (self.name,) if self.name in facts.true else ()

    def positives(self) -> frozenset[Finding]:
        return frozenset((self.name,))

    def triggers(self) -> frozenset[Finding]:
        return frozenset((self.name,))

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class All(Condition):
    items: tuple[Condition, ...]

    def value(self, facts: Facts) -> bool | None:
        unknown = False
        for item in self.items:
            value = item.value(facts)
            if value is False:
                return False
            unknown = unknown or value is None
        return None if unknown else True

    def holds(self, facts: Facts) -> bool:
        for item in self.items:  # noqa: SIM110 - a plain loop: the hottest path of an assessment
            if not item.holds(facts):
                return False
        return True

    def because(self, facts: Facts) -> tuple[Finding, ...]:
        return _merge(item.because(facts) for item in self.items) if self.holds(facts) else ()

    def parts(self) -> tuple[Condition, ...]:
        return self.items

    def triggers(self) -> frozenset[Finding] | None:
        """Those of the item that fewest findings can bring about."""
        return min((found for item in self.items if (found := item.triggers()) is not None), key=len, default=None)

    def __str__(self) -> str:
        return " and ".join(f"({item})" if isinstance(item, Any) else str(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class Any(Condition):
    items: tuple[Condition, ...]
    _names: frozenset[Finding] = field(init=False, repr=False, compare=False)  # the items that are plain findings
    _flags: frozenset[str] = field(init=False, repr=False, compare=False)  # the items that are plain flags
    _others: tuple[Condition, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        others = tuple(item for item in self.items if not isinstance(item, Has | FlagFired))
        object.__setattr__(self, "_names", frozenset(item.name for item in self.items if isinstance(item, Has)))
        object.__setattr__(self, "_flags", frozenset(item.slug for item in self.items if isinstance(item, FlagFired)))
        object.__setattr__(self, "_others", others)

    def value(self, facts: Facts) -> bool | None:
        if not self._names.isdisjoint(facts.true):
            return True
        unknown = False
        for item in self.items:
            value = item.value(facts)
            if value is True:
                return True
            unknown = unknown or value is None
        return None if unknown else False

    def holds(self, facts: Facts) -> bool:
        if not (self._names.isdisjoint(facts.true) and self._flags.isdisjoint(facts.flags)):
            return True
        for item in self._others:  # noqa: SIM110 - a plain loop: the hottest path of an assessment
            if item.holds(facts):
                return True
        return False

    def because(self, facts: Facts) -> tuple[Finding, ...]:
        return _merge(item.because(facts) for item in self.items)

    def parts(self) -> tuple[Condition, ...]:
        return self.items

    def triggers(self) -> frozenset[Finding] | None:
        return _either(self.items)

    def branches(self) -> tuple[Condition, ...]:
        return tuple(branch for item in self.items for branch in item.branches())

    def __str__(self) -> str:
        return " or ".join(str(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class Not(Condition):
    item: Condition

    def value(self, facts: Facts) -> bool | None:
        value = self.item.value(facts)
        return None if value is None else not value

    def holds(self, facts: Facts) -> bool:
        return self.item.value(facts) is not True

    def parts(self) -> tuple[Condition, ...]:
        return (self.item,)

    def positives(self) -> frozenset[Finding]:
        return frozenset()

    def __str__(self) -> str:
        return f"not ({self.item})" if isinstance(self.item, All | Any) else f"not {self.item}"


@dataclass(frozen=True, slots=True)
class AtLeast(Condition):
    number: int
    items: tuple[Condition, ...]

    def value(self, facts: Facts) -> bool | None:
        values = [item.value(facts) for item in self.items]
        if values.count(True) >= self.number:
            return True
        return None if values.count(True) + values.count(None) >= self.number else False

    def holds(self, facts: Facts) -> bool:
        return sum(item.holds(facts) for item in self.items) >= self.number

    def because(self, facts: Facts) -> tuple[Finding, ...]:
        return _merge(item.because(facts) for item in self.items) if self.holds(facts) else ()

    def parts(self) -> tuple[Condition, ...]:
        return self.items

    def triggers(self) -> frozenset[Finding] | None:
        return _either(self.items)

    def __str__(self) -> str:
        return f"at least {self.number} of ({', '.join(str(item) for item in self.items)})"


@dataclass(frozen=True, slots=True)
class FlagFired(Condition):
    slug: str

    def value(self, facts: Facts) -> bool | None:
        return self.slug in facts.flags

    def __str__(self) -> str:
        return f"flag {self.slug}"


@dataclass(frozen=True, slots=True)
class LevelReached(Condition):
    urgency: Urgency

    def value(self, facts: Facts) -> bool | None:
        return facts.level is not None and facts.level.at_least(self.urgency)

    def __str__(self) -> str:
        return f"level {self.urgency}"


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    variable: str
    operator: str
    number: float

    def value(self, facts: Facts) -> bool | None:
        amount = facts.variables.get(self.variable)
        if amount is None:
            return None
        return amount >= self.number if self.operator == ">=" else amount < self.number

    def __str__(self) -> str:
        return f"{self.variable} {self.operator} {self.number:g}"


@dataclass(frozen=True, slots=True)
class Always(Condition):
    def value(self, facts: Facts) -> bool | None:
        return True

    def __str__(self) -> str:
        return "always"


def _either(items: tuple[Condition, ...]) -> frozenset[Finding] | None:
    found = [item.triggers() for item in items]
    return frozenset().union(*(names for names in found if names)) if None not in found else None


def _merge(groups: Iterator[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
