"""What the commands that measure the content share: which content, a progress bar, and how figures read."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from django.core.management.base import BaseCommand

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import bodies
from legsapp.publishing.audit import Share
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.releases import newest, open_release
from legsapp.publishing.transfer import read_folder

Item = TypeVar("Item")
WIDE = 40


class MeasuringCommand(BaseCommand):
    """A command that says something about one content: the newest release unless told otherwise."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--draft", action="store_true", help="the rows instead of the newest release")
        what.add_argument("--folder", type=Path, help="files instead of the newest release")

    def content(self, draft: bool, folder: Path | None) -> KnowledgeBase:
        """The content that was asked for; says which, with the fingerprint by which the same content is known again."""
        name, kb = self._find(draft, folder)
        self.stdout.write(f"{name}; content {bodies.digest(bodies.encode(kb))[:12]}")
        return kb

    def _find(self, draft: bool, folder: Path | None) -> tuple[str, KnowledgeBase]:
        if folder is not None:
            return f"The files of {folder}", read_folder(folder)
        release = None if draft else newest()
        if release is None:
            return "The draft", compile_rows()
        return f"Release {release.number} of {release.published_at:%Y-%m-%d}", open_release(release)

    def bar(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """The items, with a bar on a terminal that grows with them."""
        for done, item in enumerate(items, 1):
            yield item
            if sys.stderr.isatty():
                filled = WIDE * done // total
                end = "\n" if done == total else ""
                sys.stderr.write(f"\r[{'#' * filled}{'.' * (WIDE - filled)}] {done}/{total}{end}")
                sys.stderr.flush()

    def lines(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)


def percent(value: float) -> str:
    """A share in whole per cent, which never says 100 or 0 of what is not all or nothing."""
    if 0 < value < 0.005 or 0.995 <= value < 1:
        return f"{100 * value:.1f}%"
    return f"{value:.0%}"


def share(found: Share) -> str:
    return f"{found.hits} of {found.of} ({percent(found.value)})"
