"""What the gate found in one content: plain, and kept in a file, so that no process of a machine examines it again.

A file counts only for the very content and the very code that it was made with, and only while its seal, made with the
site's key, is whole. Anything else, and the content is examined anew.
"""

import hashlib
import hmac
import logging
import os
import zlib
from functools import cache
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils.crypto import salted_hmac

from legsapp.engine.knowledge import Scenario, Urgency
from legsapp.engine.lint import Problem
from legsapp.publishing.disk import write_whole

log = logging.getLogger(__name__)
MOST_KEPT = 6  # the live content, drafts on the way to the next, a file that somebody thinks of importing
CODE = ("engine", "models", "publishing")


class Verdict(msgspec.Struct, frozen=True):
    """What came of a scenario."""

    scenario: Scenario
    found: Urgency
    faults: tuple[str, ...]  # in words; empty: as expected
    missed: bool  # an emergency, or one that must be caught, came out less urgent than it is
    told: tuple[tuple[str, str], ...]  # what a person with this story reads first: what about, and the words


class Examination(msgspec.Struct, frozen=True):
    problems: tuple[Problem, ...]
    outcomes: tuple[Verdict, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(found for found in self.problems if found.severity == "error")

    @property
    def missed(self) -> tuple[Verdict, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.missed)

    @property
    def blockers(self) -> tuple[str, ...]:
        """Why this may not be published; empty: it may."""
        errors = [f"{found.where}: {found.message}" for found in self.errors]
        missed = [f"scenario {item.scenario.slug}: {fault}" for item in self.missed for fault in item.faults]
        return (*errors, *missed)


def keep(digest: str, examination: Examination) -> None:
    """For the content with this SHA-256. A full disk costs the file and nothing else."""
    content = zlib.compress(msgspec.json.encode(examination), 1)
    try:
        settings.EXAMINATIONS.mkdir(exist_ok=True)
        write_whole(_file(digest), _seal(digest, content) + content)
        for old in sorted(settings.EXAMINATIONS.iterdir(), key=os.path.getmtime)[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s cannot be used: %s", settings.EXAMINATIONS, error)


def kept(digest: str) -> Examination | None:
    """What was found in this content; None where nobody looked yet, or the file cannot be relied on."""
    try:
        whole = _file(digest).read_bytes()
        size = len(_seal(digest, b""))
        seal, content = whole[:size], whole[size:]
        if not hmac.compare_digest(seal, _seal(digest, content)):
            return None
        os.utime(_file(digest))
        return msgspec.json.decode(zlib.decompress(content), type=Examination)
    except (OSError, zlib.error, msgspec.MsgspecError):
        return None


def _file(digest: str) -> Path:
    return Path(settings.EXAMINATIONS, digest)


def _seal(digest: str, content: bytes) -> bytes:
    named = f"{digest} {_code()} ".encode()
    return salted_hmac("leg-check examination", named + content, algorithm="sha256").digest()


@cache
def _code() -> str:
    """Changes with every line that an examination may rest on."""
    found = hashlib.sha256()
    for part in CODE:
        for path in sorted(Path(settings.BASE_DIR, "legsapp", part).glob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()
