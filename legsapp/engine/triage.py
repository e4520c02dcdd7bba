"""How urgent: red flags in, Urgency and reasons out. Evaluated on every answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .answers import Finding
from .conditions import Facts
from .knowledge import RedFlag, Urgency
from .model import Model


@dataclass(frozen=True, slots=True)
class FiredFlag:
    flag: RedFlag
    because: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    """``urgency`` is that of the most urgent flag, SELF_CARE when none fired."""

    urgency: Urgency
    flags: tuple[FiredFlag, ...]  # most urgent first, then in the order of the rows

    @property
    def ends_here(self) -> bool:
        return self.urgency.ends


def triage(model: Model, facts: Facts) -> Triage:
    """Every red flag that holds for these facts."""
    flags = sorted(_fired(model, facts), key=lambda flag: (-flag.urgency.rank, model.flag_position[flag.slug]))
    fired = tuple(FiredFlag(flag, model.flag_conditions[flag.slug].because(facts)) for flag in flags)
    return Triage(_level(flags), fired)


def level(model: Model, facts: Facts) -> Urgency:
    """The urgency of ``triage`` alone, without the reasons."""
    return _level(_fired(model, facts))


def ends(model: Model, facts: Facts) -> bool:
    """Whether ``triage`` ends here. Asked on every page, so it looks at the flags alone that can end a check."""
    return any(True for _ in _holding(model, facts, model.endings_by_finding))


def _fired(model: Model, facts: Facts) -> list[RedFlag]:
    return list(_holding(model, facts, model.flags_by_finding))


def _holding(model: Model, facts: Facts, by_finding: Mapping[Finding, tuple[str, ...]]) -> Iterator[RedFlag]:
    """Of the flags in a table, those that what was reported brings about."""
    candidates = {slug for name in facts.true for slug in by_finding.get(name, ())}
    return (model.red_flags[slug] for slug in candidates if model.flag_conditions[slug].holds(facts))


def _level(flags: list[RedFlag]) -> Urgency:
    """Out of scope ends the check unless something is an emergency: that comes first, whoever it is."""
    levels = {flag.urgency for flag in flags}
    if Urgency.EMERGENCY in levels:
        return Urgency.EMERGENCY
    if Urgency.OUT_OF_SCOPE in levels:
        return Urgency.OUT_OF_SCOPE
    return max(levels, key=lambda level: level.rank, default=Urgency.SELF_CARE)


def with_triage(facts: Facts, result: Triage) -> Facts:
    """The same facts, with what fired added, for the conditions of cautions, drinks and relief."""
    return Facts(
        true=facts.true,
        settled=facts.settled,
        flags=frozenset(item.flag.slug for item in result.flags),
        level=result.urgency,
        variables=facts.variables,
    )
