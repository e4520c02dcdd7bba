"""How well does the content do on its own scenarios?"""

import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legsapp.engine.knowledge import KnowledgeBase, Urgency
from legsapp.engine.lint import lint
from legsapp.engine.model import Model
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.gate import Outcome, judge
from legsapp.publishing.releases import newest, open_release
from legsapp.publishing.transfer import read_folder
from legsapp.publishing.walks import walk


class Command(BaseCommand):
    help = "Walk every scenario through the questionnaire and report what comes of it."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--draft", action="store_true", help="the rows instead of the newest release")
        what.add_argument("--folder", type=Path, help="files instead of the newest release")
        parser.add_argument("--kind", help="only scenarios of this kind")

    def handle(self, *args: Any, draft: bool, folder: Path | None, kind: str | None, **options: Any) -> None:
        kb = self._content(draft, folder)
        model = Model(kb)
        scenarios = [scenario for scenario in kb.scenarios if kind in (None, scenario.kind)]
        outcomes = []
        for number, scenario in enumerate(scenarios, 1):
            outcomes.append(judge(walk(model, scenario)))
            self._bar(number, len(scenarios))
        self._report(kb, outcomes)

    def _content(self, draft: bool, folder: Path | None) -> KnowledgeBase:
        if folder is not None:
            self.stdout.write(f"The files of {folder}")
            return read_folder(folder)
        release = None if draft else newest()
        if release is None:
            self.stdout.write("The draft")
            return compile_rows()
        self.stdout.write(f"Release {release.number} of {release.published_at:%Y-%m-%d}")
        return open_release(release)

    def _bar(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            filled = 40 * done // of
            sys.stderr.write(f"\r[{'#' * filled}{'.' * (40 - filled)}] {done}/{of}{chr(10) if done == of else ''}")
            sys.stderr.flush()

    def _report(self, kb: KnowledgeBase, outcomes: list[Outcome]) -> None:
        problems = Counter(found.severity for found in lint(kb))
        self.stdout.write(f"Lint: {problems['error']} errors, {problems['warning']} warnings")
        self.stdout.write(f"Scenarios: {len(outcomes)}")
        self._kinds(outcomes)
        self._causes(outcomes)
        self._pages(outcomes)
        self._confusion(outcomes)
        self._failures(outcomes)

    def _kinds(self, outcomes: list[Outcome]) -> None:
        counts = Counter(outcome.walk.scenario.kind for outcome in outcomes)
        good = Counter(outcome.walk.scenario.kind for outcome in outcomes if not outcome.faults)
        for kind, count in sorted(counts.items()):
            self.stdout.write(f"  {kind:<10} {good[kind]:>4} of {count} as expected")
        missed = [outcome for outcome in outcomes if outcome.missed]
        self.stdout.write(f"Emergencies and must-be-caught stories that came out less urgent: {len(missed)}")

    def _causes(self, outcomes: list[Outcome]) -> None:
        asked = [outcome.walk for outcome in outcomes if outcome.walk.scenario.causes]
        if not asked:
            return
        self.stdout.write(f"Expected cause, of {len(asked)} scenarios that name one:")
        for name, most in (("first", 1), ("in the first three", 3), ("shown", None)):
            hits = 0
            for done in asked:
                found = [item.cause.slug for item in (*done.assessment.rule_out, *done.assessment.shown)][:most]
                hits += bool(set(found) & set(done.scenario.causes))
            self.stdout.write(f"  {name:<18} {hits:>4}  {hits / len(asked):.0%}")

    def _pages(self, outcomes: list[Outcome]) -> None:
        calm = sorted(
            outcome.walk.pages for outcome in outcomes if outcome.walk.assessment.urgency is not Urgency.EMERGENCY
        )
        if calm:
            p95 = calm[min(len(calm) - 1, round(0.95 * (len(calm) - 1)))]
            self.stdout.write(f"Pages to a result, emergencies apart: median {median(calm):g}, 95 % at most {p95}")

    def _confusion(self, outcomes: list[Outcome]) -> None:
        pairs = Counter((outcome.walk.scenario.urgency, outcome.walk.assessment.urgency) for outcome in outcomes)
        width = max(map(len, Urgency))
        self.stdout.write("Urgency, expected (down) and found (across):")
        self.stdout.write("  ".join([" " * width, *(f"{urgency:>{width}}" for urgency in Urgency)]))
        for expected in Urgency:
            cells = (f"{pairs[expected, found] or '.':>{width}}" for found in Urgency)
            self.stdout.write("  ".join([f"{expected:<{width}}", *cells]))

    def _failures(self, outcomes: list[Outcome]) -> None:
        failures = [outcome for outcome in outcomes if outcome.faults]
        self.stdout.write(f"Not as expected: {len(failures)}")
        for outcome in sorted(failures, key=lambda outcome: (not outcome.missed, outcome.walk.scenario.slug)):
            mark = "MISSED " if outcome.missed else ""
            self.stdout.write(f"  {mark}{outcome.walk.scenario.slug}: {'; '.join(outcome.faults)}")
            if outcome.walk.unasked:
                self.stdout.write(f"    never asked: {', '.join(outcome.walk.unasked)}")
