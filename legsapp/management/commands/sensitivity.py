"""How far do results rest on weights that nobody has published?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from django.core.management.base import CommandParser

from legsapp.engine.assessment import Assessment
from legsapp.engine.model import Model
from legsapp.management.measuring import MeasuringCommand, percent
from legsapp.publishing import sensitivity
from legsapp.publishing.leverage import Screen, pull, strongest
from legsapp.publishing.sensitivity import STRONGER, WEAKER, Changed, Row
from legsapp.publishing.walks import Walk, walk

DRAWS = 10
TRIED, MOST = 20, 10  # weights worked out in full, and of these the ones that are shown


class Command(MeasuringCommand):
    help = "Move every weight that rests on clinical judgement by half, and report which scenarios come out otherwise."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--draws", type=int, default=DRAWS, help=f"random moves (default {DRAWS})")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same moves (default 1)")

    def handle(self, *args: Any, draws: int, seed: int, **options: Any) -> None:
        model = Model(self.content(options["draft"], options["folder"]))
        rows = sensitivity.unpublished(model)
        every = sum(len(weights.present) for weights in model.cause_table.weights)
        self.lines(
            f"{len(rows)} of {every} weights rest on clinical judgement; {len(model.kb.scenarios)} scenarios", ""
        )
        moves = (
            sensitivity.everything(rows, WEAKER),
            sensitivity.everything(rows, STRONGER),
            *(sensitivity.at_random(rows, seed + number) for number in range(draws)),
        )
        number = len(model.kb.scenarios)
        walks = self.bar(self._walks(model, moves), (1 + len(moves)) * number)
        before = list(islice(walks, number))
        changes = [sensitivity.compare(before, list(islice(walks, number))) for _ in moves]
        self._together(changes[0], changes[1], changes[2:])
        self._alone(model, [done.assessment for done in before], rows)

    @staticmethod
    def _walks(model: Model, moves: Sequence[Mapping[Row, float]]) -> Iterator[Walk]:
        """The scenarios, walked with the content as it is, and anew after each move."""
        for content in chain([model], (sensitivity.moved(model, factors) for factors in moves)):
            yield from (walk(content, scenario) for scenario in model.kb.scenarios)

    def _together(self, weaker: Changed, stronger: Changed, mixed: Sequence[Changed]) -> None:
        self.lines(
            f"{'All moved at once, walked anew; another':<48} {'first cause':>14} {'first three':>14} {'urgency':>14}"
        )
        for name, found in (("all weaker, half of each", weaker), ("all stronger, one and a half of each", stronger)):
            cells = (percent(part.value) for part in (found.first, found.first_three, found.urgency))
            self.lines("  {:<46} {:>14} {:>14} {:>14}".format(name, *cells))
        if mixed:
            columns = ([getattr(found, name).value for found in mixed] for name in ("first", "first_three", "urgency"))
            cells = (f"{percent(min(column))} to {percent(max(column))}" for column in columns)
            name = f"each its own way by chance, {len(mixed)} times"
            self.lines("  {:<46} {:>14} {:>14} {:>14}".format(name, *cells))

    def _alone(self, model: Model, found: Sequence[Assessment], rows: Sequence[Row]) -> None:
        screen = Screen(model, rows)
        for item in found:
            screen.add(item)
        pulled = (pull(model, row, found) for row in screen.most(TRIED))
        levers = strongest(self.bar(pulled, TRIED))
        self.lines(
            "",
            f"One weight moved alone, answers held: {screen.idle} of {len(rows)} change the first three of none.",
            "Those that matter most, in scenarios that get another",
            f"  {'cause':<16} {'finding':<24} {'first cause':>12} {'first three':>12} {'urgency':>8}",
        )
        for item in levers[:MOST]:
            cause, name = item.row
            self.lines(f"  {cause:<16} {name:<24} {item.first:>12} {item.first_three:>12} {item.urgency:>8}")
