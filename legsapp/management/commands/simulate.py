"""Does the questionnaire find again what its own figures say? Consistency, not accuracy."""

from typing import Any

from django.core.management.base import CommandParser

from legsapp.engine.model import Model
from legsapp.management.measuring import MeasuringCommand, percent
from legsapp.publishing import simulation
from legsapp.publishing.simulation import Simulation

PEOPLE = 8000
FLAGS = 8
INSTEAD = 3
CONSISTENCY = (
    "This shows consistency, not accuracy: the people are made of the content's own figures, each finding independent "
    "of the others. It says whether the questionnaire finds again what those figures say, not whether they are true."
)


class Command(MeasuringCommand):
    help = f"Draw people from the content's own figures and walk them through the questionnaire. {CONSISTENCY}"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--people", type=int, default=PEOPLE, help=f"how many, about (default {PEOPLE})")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people (default 1)")

    def handle(self, *args: Any, people: int, seed: int, **options: Any) -> None:
        model = Model(self.content(options["draft"], options["folder"]))
        planned = simulation.plan(model.kb, people)
        total = sum(number for _, number in planned)
        self.lines(f"{total} people with {len(planned)} causes, seed {seed}", CONSISTENCY, "")
        self._report(simulation.summary(model, self.bar(simulation.visits(model, planned, seed), total)))

    def _report(self, found: Simulation) -> None:
        common, alike = percent(simulation.BY_HOW_COMMON), percent(simulation.EACH_ALIKE)
        self.lines(
            f"{'Cause shown':<58} {'by how common':>14} {'each cause alike':>17}",
            self._line("walks that end in a result", found, lambda met: met.results),
            f"  {'what we want of these':<56} {common:>14} {alike:>17}",
            self._line("everybody; in an emergency, among those to rule out", found, lambda met: met.everybody),
            f"Walks that ended as an emergency, by how common the causes are: {percent(found.ended)}. "
            "Most often because of",
        )
        for slug, part in list(found.ended_by.items())[:FLAGS]:
            self.lines(f"  {slug:<20} {percent(part)}")
        self.lines(
            f"Causes shown to fewer than {percent(simulation.WEAK)}, of results or of everybody: {len(found.weak)}"
        )
        for met in found.weak:
            led = ", ".join(f"{slug} {times}" for slug, times in met.instead[:INSTEAD])
            parts = (
                f"results {met.results.hits} of {met.results.of}, everybody {met.everybody.hits} of {met.everybody.of}"
            )
            self.lines(f"  {met.cause.slug:<16} {parts}; instead: {led}")

    @staticmethod
    def _line(name: str, found: Simulation, share: simulation.Told) -> str:
        common, alike = percent(found.by_how_common(share)), percent(found.each_alike(share))
        return f"  {name:<56} {common:>14} {alike:>17}"
