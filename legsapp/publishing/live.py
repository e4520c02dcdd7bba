"""The published knowledge in this process: one snapshot in memory, replaced whole by a daemon thread.

No request ever asks the database. A process that starts while the database is down serves the last release
that this machine has seen, from a file; without one it serves nothing until the database is back.
"""

import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.engine.model import Model
from legsapp.models import Release, SiteState
from legsapp.publishing import bodies
from legsapp.publishing.disk import write_whole

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A release ready for use."""

    number: int
    sha256: str
    published: datetime
    model: Model
    origin: Literal["database", "file", "memory", "draft", "older"] = "database"

    @property
    def for_staff(self) -> bool:
        """Not live: the draft, or an older release that somebody looks at."""
        return self.origin in ("draft", "older")


@dataclass(frozen=True, slots=True)
class Closure:
    """The questionnaire is closed; the reason is for people to read."""

    reason: str
    since: datetime


class _State:
    held: Snapshot | None = None
    closure: Closure | None = None
    knows_closure: bool = False  # from the database or from the file
    thread: threading.Thread | None = None
    trouble: str = ""  # the last one logged, so that a long outage is one line


_state = _State()
_stop = threading.Event()


def current() -> Snapshot | None:
    """What to answer requests from; None when nothing was ever published here."""
    return _state.held


def closure() -> Closure | None:
    """Why the questionnaire is closed; None while it is open."""
    return _state.closure


def start() -> None:
    """Load what is published and watch for newer releases. Safe to call more than once."""
    if _state.thread is not None and _state.thread.is_alive():
        return
    found = refresh()
    if not found and not _state.knows_closure:
        _state.closure = read_closure(closure_file())
    if not found and _state.held is None:
        _state.held = read_file(settings.LAST_RELEASE)
        if _state.held is not None:
            log.warning("Serving release %s from the file of this machine", _state.held.number)
    _stop.clear()
    _state.thread = threading.Thread(target=_watch, name="releases", daemon=True)
    _state.thread.start()


def stop() -> None:
    """End the watch; what is held stays held."""
    _stop.set()
    if _state.thread is not None:
        _state.thread.join(timeout=10)
        _state.thread = None


def refresh() -> bool:
    """Take the newest release if it is not the one held, and whether it is open.

    False when the database cannot be asked.
    """
    try:
        _require_database()
        _take_closure()
        _take_newest()
    except (DatabaseError, OSError, bodies.BodyError, ValueError) as error:
        _note_trouble(f"{type(error).__name__}: {error}".strip())
        connection.close_if_unusable_or_obsolete()
        return False
    _note_trouble("")
    return True


@contextmanager
def holding(kb: KnowledgeBase, number: int = 1) -> Iterator[Snapshot]:
    """Serve this knowledge for a while, whatever is published."""
    before = _state.held
    body = bodies.encode(kb)
    _state.held = Snapshot(number, bodies.digest(body), timezone.now(), Model(kb), "memory")
    try:
        yield _state.held
    finally:
        _state.held = before


def _watch() -> None:
    while not _stop.wait(settings.RELEASE_POLL_SECONDS):
        try:
            refresh()
        except Exception:
            log.exception("Looking for a newer release failed")
        finally:
            connections.close_all()


def _take_closure() -> None:
    """Asked before the release: a release that cannot be read must not keep the questionnaire open."""
    newest = SiteState.objects.first()
    found = Closure(newest.reason, newest.at) if newest is not None and newest.closed else None
    if found != _state.closure or not _state.knows_closure:
        log.info("The questionnaire is %s", "closed" if found else "open")
        write_closure(closure_file(), found)
    _state.closure, _state.knows_closure = found, True


def _take_newest() -> None:
    newest = Release.objects.newest().values_list("number", "sha256").first()
    held = _state.held
    if newest is None or (held is not None and newest == (held.number, held.sha256)):
        return
    release = Release.objects.get(number=newest[0])
    body = release.body.encode()
    model = _model(body, release.schema, release.sha256)
    _state.held = Snapshot(release.number, release.sha256, release.published_at, model)
    log.info("Serving release %s", release.number)
    write_file(settings.LAST_RELEASE, release, body)


def _model(body: bytes, schema: int, sha256: str) -> Model:
    """What pages need of a release: all but the scenarios, which no page asks and every process would hold."""
    return Model(msgspec.structs.replace(bodies.decode(body, schema, sha256), scenarios=()))


def _require_database() -> None:
    """SQLite makes an empty database where there is none; that would hide that the file is gone."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and "memory" not in name and not Path(name).is_file():
        raise DatabaseError(f"{name} is not there")


def _note_trouble(trouble: str) -> None:
    if trouble and trouble != _state.trouble:
        log.warning("The published content cannot be looked up: %s", trouble)
    elif _state.trouble and not trouble:
        log.info("The published content can be looked up again")
    _state.trouble = trouble


# The last release this machine has seen ------------------------------------------------------------------


def write_file(path: Path, release: Release, body: bytes) -> None:
    """Keep a release beside the database."""
    head = {
        "number": release.number,
        "schema": release.schema,
        "sha256": release.sha256,
        "published": release.published_at.isoformat(),
    }
    write_whole(path, json.dumps(head).encode() + b"\n" + body)


def read_file(path: Path) -> Snapshot | None:
    """The release in the file; None where there is none or it was damaged."""
    try:
        first, _, body = path.read_bytes().partition(b"\n")
        head = json.loads(first)
        model = _model(body, head["schema"], head["sha256"])
        published = datetime.fromisoformat(head["published"])
        return Snapshot(head["number"], head["sha256"], published, model, "file")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.error("%s cannot be used: %s", path, error)
        return None


def closure_file() -> Path:
    return Path(settings.LAST_RELEASE).with_name("closed.json")


def write_closure(path: Path, found: Closure | None) -> None:
    told: dict[str, Any] = {"closed": found is not None}
    if found is not None:
        told |= {"reason": found.reason, "since": found.since.isoformat()}
    write_whole(path, json.dumps(told).encode())


def read_closure(path: Path) -> Closure | None:
    """What this machine knew last. A damaged file counts as closed: that harms nobody."""
    try:
        told = json.loads(path.read_bytes())
        return Closure(told["reason"], datetime.fromisoformat(told["since"])) if told["closed"] else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.error("%s cannot be used: %s", path, error)
        return Closure("", timezone.now())


def _after_fork() -> None:
    """A forked worker has no threads: begin anew where the parent was watching."""
    if _state.thread is not None:
        _state.thread = None
        connections.close_all()
        start()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
