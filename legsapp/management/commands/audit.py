"""How well does the content do on its own scenarios?"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from legsapp.engine.knowledge import KnowledgeBase, Urgency
from legsapp.engine.lint import lint
from legsapp.engine.model import Model
from legsapp.management.measuring import MeasuringCommand, percent, share
from legsapp.publishing import audit, health
from legsapp.publishing.audit import Studied
from legsapp.publishing.exceptions import Exceptions, exceptions
from legsapp.publishing.gate import verdict

CONFUSIONS = 10


class Command(MeasuringCommand):
    help = "Walk every scenario through the questionnaire and report what comes of it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--kind", help="only scenarios of this kind; then without the list of exceptions")

    def handle(self, *args: Any, kind: str | None, **options: Any) -> None:
        kb = self.content(options["draft"], options["folder"])
        model = Model(kb)
        scenarios = [scenario for scenario in kb.scenarios if kind in (None, scenario.kind)]
        studied = tuple(self.bar((audit.study(model, scenario) for scenario in scenarios), len(scenarios)))
        self._content(kb, studied)
        self._urgency(studied)
        self._causes(studied)
        self._pages(studied)
        if kind is None:
            self._exceptions(exceptions(model, [one.outcome.walk for one in studied]))
        self._failures(studied)

    def _content(self, kb: KnowledgeBase, studied: Sequence[Studied]) -> None:
        problems = Counter(found.severity for found in lint(kb))
        self.lines(
            f"Causes: {len(kb.causes)}, questions: {len(kb.questions)}, red flags: {len(kb.red_flags)}, "
            f"cautions: {len(kb.cautions)}",
            f"Lint: {problems['error']} errors, {problems['warning']} warnings",
            f"Scenarios: {len(studied)}",
        )
        for item in health.passes(tuple(verdict(one.outcome) for one in studied)):
            self.lines(f"  {item.kind:<10} {item.good:>4} of {item.total} as expected")

    def _urgency(self, studied: Sequence[Studied]) -> None:
        missed = sum(one.outcome.missed for one in studied)
        low = audit.far_too_low(studied)
        self.lines(
            "",
            "URGENCY",
            f"Emergencies found: {share(audit.emergencies_found(studied))}",
            f"Emergencies and must-be-caught stories that came out less urgent: {missed}",
            f"Too low by more than one level: {len(low)}{' (' + ', '.join(low) + ')' if low else ''}",
            f"Self-care stories sent to somebody: {share(audit.over_triaged(studied))}",
            f"  {'':<34} {'all':>14} {'one level told':>14}",
        )
        sets = (audit.levels(studied), audit.levels(audit.exactly_told(studied)))
        for name, lowest, highest in (
            ("exact, or as the story allows", 0, 0),
            ("too careful by one level", 1, 1),
            ("too careful by more", 2, audit.FARTHEST),
            ("too low by one level", -1, -1),
            ("too low by more", -audit.FARTHEST, -2),
            ("exact or one step too careful", 0, 1),
        ):
            cells = (found.between(lowest, highest) for found in sets)
            self.lines(f"  {name:<34} {''.join(f'{cell.hits:>8} {percent(cell.value):>6}' for cell in cells)}")
        self._confusion(studied)

    def _confusion(self, studied: Sequence[Studied]) -> None:
        width = max(map(len, Urgency))
        self.lines(
            "Expected (down) and found (across), stories that allow more or less included:",
            "  ".join([" " * width, *(f"{urgency:>{width}}" for urgency in Urgency)]),
        )
        for expected, counts in health.confusion(tuple(verdict(one.outcome) for one in studied)):
            self.lines("  ".join([f"{expected:<{width}}", *(f"{count or '.':>{width}}" for count in counts)]))

    def _causes(self, studied: Sequence[Studied]) -> None:
        if not any(one.scenario.causes for one in studied):
            return
        found = audit.causes_found(studied)
        self.lines(
            "",
            "CAUSES",
            "Of the walks that end in a result and name a cause:",
            f"  {'shown':<20} {share(found.shown)}",
            f"  {'in the first three':<20} {share(found.first_three)}",
            f"  {'first':<20} {share(found.first)}",
            f"Emergencies, cause among those to rule out: {share(found.ruled_out)}",
        )
        told = audit.calibration(studied)
        for fit, words in (("strong", "fits well"), ("possible", "possible")):
            if fit in told:
                self.lines(f'Where it said "{words}" it was right: {share(told[fit])}')
        low = [item for item in audit.recalls(studied) if item.share.value < 1]
        self.lines(f"Causes not found in every story of theirs: {len(low)}")
        for item in low:
            self.lines(f"  {item.cause:<16} {share(item.share)}")
        self.lines("What led where another cause was expected, the most frequent:")
        for pair in audit.confusions(studied)[:CONFUSIONS]:
            self.lines(f"  {pair.expected} -> {pair.instead}: {pair.times}")

    def _pages(self, studied: Sequence[Studied]) -> None:
        found = audit.lengths(studied)
        if found is None:
            return
        self.lines(
            "",
            "PAGES",
            f"Pages to a result, emergencies apart: median {found.median:g}, 95 % at most {found.p95}, "
            f"most {found.most}",
            "What each further page buys:",
            f"  {'pages':>5} {'cause shown':>12} {'urgency final':>14} {'at the result':>14}",
        )
        for item in audit.bought(studied):
            cells = (percent(cell.value) for cell in (item.shown, item.final, item.ended))
            self.lines("  {:>5} {:>12} {:>14} {:>14}".format(item.pages, *cells))

    def _exceptions(self, found: Exceptions) -> None:
        self.lines("", "EXCEPTIONS", f"Exceptions: {found.number}")
        for name, slugs in (
            ("causes that never lead", found.never_first),
            ("questions never asked", found.never_asked),
            ("red flags without a story", found.flags_without_story),
            ("red flags without a near miss", found.flags_without_near_miss),
            ("cautions without a story", found.cautions_without_story),
            ("cautions without a near miss", found.cautions_without_near_miss),
            ("not counted: red flags that another emergency always overtakes", found.overtaken),
        ):
            self.lines(f"  {name}: {', '.join(slugs) or 'none'}")

    def _failures(self, studied: Sequence[Studied]) -> None:
        failures = [one.outcome for one in studied if one.outcome.faults]
        self.lines("", f"Not as expected: {len(failures)}")
        for outcome in sorted(failures, key=lambda outcome: (not outcome.missed, outcome.walk.scenario.slug)):
            mark = "MISSED " if outcome.missed else ""
            self.lines(f"  {mark}{outcome.walk.scenario.slug}: {'; '.join(outcome.faults)}")
            if outcome.walk.unasked:
                self.lines(f"    never asked: {', '.join(outcome.walk.unasked)}")
