"""Small marks that are the same everywhere: how sure the evidence is, where a fact comes from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from legsapp.engine.knowledge import Grade, Source
from legsapp.engine.model import Model

from .words import GRADE_BARS, GRADE_WORDS, Text

JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class GradeMark:
    """Four bars and two words."""

    grade: Grade

    @property
    def words(self) -> Text:
        return GRADE_WORDS[self.grade]

    @property
    def bars(self) -> tuple[bool, bool, bool, bool]:
        on = GRADE_BARS[self.grade]
        return on > 0, on > 1, on > 2, on > 3


@dataclass(frozen=True, slots=True)
class Reference:
    number: int
    source: Source

    @property
    def label(self) -> str:
        return str(self.number)

    @property
    def unnumbered(self) -> "Reference":
        """The same on every page, whatever its number there."""
        return Reference(0, self.source)

    @property
    def credit(self) -> str:
        """Authors, year, where published."""
        parts = (self.source.authors, str(self.source.year or ""), self.source.publisher)
        return ". ".join(part.rstrip(".") for part in parts if part)

    @property
    def link(self) -> str:
        return f"https://doi.org/{self.source.doi}" if self.source.doi else self.source.url

    @property
    def link_text(self) -> str:
        return f"doi:{self.source.doi}" if self.source.doi else self.source.url.partition("//")[2].rstrip("/")


class Cited(tuple[Reference, ...]):
    """What one sentence cites; ``spans`` says it short, with neighbours joined: 3, 5–9."""

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        numbers = sorted(reference.number for reference in self)
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return tuple(
            (str(run[0]), str(run[0]) if len(run) == 1 else f"{run[0]}{'–' if len(run) > 2 else ', '}{run[-1]}")
            for run in runs
        )


@dataclass(slots=True)
class Bibliography:
    """The sources of one page, numbered in the order in which they are first named."""

    model: Model
    _numbers: dict[str, Reference] = field(default_factory=dict)

    def cite(self, slugs: Iterable[str]) -> Cited:
        found = []
        for slug in dict.fromkeys(slugs):
            if slug not in self._numbers:
                source = self.model.sources.get(slug)
                if source is None:
                    continue
                self._numbers[slug] = Reference(len(self._numbers) + 1, source)
            found.append(self._numbers[slug])
        return Cited(found)

    def __iter__(self) -> Iterator[Reference]:
        return iter(self._numbers.values())

    def __len__(self) -> int:
        return len(self._numbers)
