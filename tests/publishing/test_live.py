"""The release in memory: follows the database, outlives it, and never asks it in a request."""

import json
import threading
import time
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError

from legsapp import models
from legsapp.publishing import live, preview, releases, sessions


@pytest.fixture(autouse=True)
def own_state(settings, tmp_path: Path):
    """Nothing held, and a file of our own."""
    settings.LAST_RELEASE = tmp_path / "last-release.json"
    with mock.patch.object(live, "_state", live._State()):
        yield


@pytest.fixture
def gone():
    """The database cannot be asked."""
    with mock.patch.object(live.Release, "objects") as objects:
        objects.newest.side_effect = DatabaseError("gone")
        yield


def test_nothing_published_nothing_held(db) -> None:
    assert live.refresh()
    assert live.current() is None


def test_the_newest_release_is_taken(tiny_rows) -> None:
    releases.publish("ada")
    assert live.refresh()
    assert live.current().number == 1
    assert live.current().model.cause("clot").name == "Blood clot in the leg"
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    releases.publish("ada")
    assert live.refresh()
    assert (live.current().number, live.current().model.cause("clot").name) == (2, "Clot")


def test_the_same_release_is_not_built_twice(tiny_rows, django_assert_num_queries) -> None:
    releases.publish("ada")
    live.refresh()
    held = live.current()
    with django_assert_num_queries(2):  # is it open, and what is the newest
        live.refresh()
    assert live.current() is held


def test_what_is_held_outlives_the_database(tiny_rows) -> None:
    releases.publish("ada")
    live.refresh()
    with mock.patch.object(live.Release, "objects") as objects:
        objects.newest.side_effect = DatabaseError("gone")
        assert not live.refresh()
    assert live.current().number == 1


def test_a_start_without_database_serves_the_file(tiny_rows, settings) -> None:
    releases.publish("ada")
    live.refresh()
    live._state.held = None
    settings.RELEASE_POLL_SECONDS = 60
    with mock.patch.object(live.Release, "objects") as objects:
        objects.newest.side_effect = DatabaseError("gone")
        live.start()
        live.stop()
    assert (live.current().number, live.current().origin) == (1, "file")
    assert live.current().model.cause("clot")


def test_a_start_with_neither_serves_nothing(db, gone, settings) -> None:
    settings.RELEASE_POLL_SECONDS = 60
    live.start()
    live.stop()
    assert live.current() is None


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "no header"])
def test_a_damaged_file_is_not_used(tiny_rows, settings, harm: str) -> None:
    releases.publish("ada")
    live.refresh()
    path = settings.LAST_RELEASE
    whole = path.read_bytes()
    body = whole.partition(b"\n")[2]
    harmed = {"cut": whole[:-9], "changed": whole.replace(b"Cramp", b"Krampf"), "empty": b"", "no header": body}
    path.write_bytes(harmed[harm])
    assert live.read_file(path) is None


def test_the_file_says_what_it_holds(tiny_rows, settings) -> None:
    release = releases.publish("ada")
    live.refresh()
    head = json.loads(settings.LAST_RELEASE.read_bytes().partition(b"\n")[0])
    assert (head["number"], head["sha256"]) == (1, release.sha256)
    assert set(settings.LAST_RELEASE.parent.iterdir()) == {settings.LAST_RELEASE, live.closure_file()}, "no remains"


def test_a_full_disk_costs_the_file_and_not_the_site(tiny_rows) -> None:
    releases.publish("ada")
    with mock.patch("os.replace", side_effect=OSError("no space left")):
        assert live.refresh()
    assert live.current().number == 1


def test_a_release_of_a_later_version_is_left_alone(tiny_rows) -> None:
    release = releases.publish("ada")
    live.refresh()
    models.Release(number=2, schema=99, body=release.body, sha256=release.sha256, published_by="x").save()
    assert not live.refresh()
    assert live.current().number == 1


def test_the_watch_is_a_daemon_thread_that_looks_again(settings) -> None:
    settings.RELEASE_POLL_SECONDS = 0.01
    looked = threading.Event()
    calls = []

    def look() -> bool:
        calls.append(threading.current_thread())
        if len(calls) > 3:
            looked.set()
        return True

    with mock.patch.object(live, "refresh", look):
        live.start()
        live.start()
        assert looked.wait(5)
        assert live._state.thread.daemon
        live.stop()
    assert len(set(calls[1:])) == 1


def test_a_missing_sqlite_file_is_not_made_anew(settings, tmp_path: Path) -> None:
    path = tmp_path / "gone.sqlite3"
    with mock.patch.object(live, "connection") as connection:
        connection.vendor, connection.settings_dict = "sqlite", {"NAME": str(path)}
        with pytest.raises(DatabaseError):
            live._require_database()
    assert not path.exists()


def test_holding_is_given_back(tiny) -> None:
    assert live.current() is None
    with live.holding(tiny, number=9):
        assert live.current().number == 9
    assert live.current() is None


# The draft


def test_the_draft_is_compiled_again_only_after_a_change(tiny_rows) -> None:
    first = preview.draft()
    assert preview.draft() is first
    cause = models.Cause.objects.get(slug="clot")
    cause.name = "Clot"
    cause.save()
    second = preview.draft()
    assert second.model.cause("clot").name == "Clot"
    cause.sources.clear()
    assert preview.draft().model.cause("clot").sources == ()
    models.GlossaryTerm.objects.all().delete()
    assert preview.draft().model.kb.glossary == ()


def test_only_staff_who_ask_and_may_see_the_draft(rf, tiny_rows, django_user_model, django_assert_num_queries) -> None:
    request = rf.get("/")
    with django_assert_num_queries(0):
        assert preview.for_request(request) is None
    request.COOKIES[preview.COOKIE] = str(preview.DRAFT)
    request.session = {}
    people = django_user_model.objects
    for user in (people.create_user("guest"), people.create_user("new", is_staff=True)):
        request.user = user
        assert preview.for_request(request) is None
    request.user = people.create_user("edi", is_staff=True)
    request.user.groups.add(Group.objects.get(name="viewer"))
    assert preview.for_request(request).number == preview.DRAFT
    request.session = {sessions.BEGAN: 0, sessions.SEEN: 0}
    assert preview.for_request(request) is None, "signed in long ago"


def test_taking_a_release_is_quick(tiny_rows) -> None:
    releases.publish("ada")
    began = time.process_time()
    live.refresh()
    assert time.process_time() - began < 1


# Open and closed


def test_closing_reaches_a_process_and_survives_a_start_without_database(transactional_db, tiny_rows, settings) -> None:
    releases.publish("ada")
    live.refresh()
    assert live.closure() is None
    models.SiteState.objects.create(closed=True, reason="We found a mistake.", by="ada")
    live.refresh()
    assert live.closure().reason == "We found a mistake."
    settings.RELEASE_POLL_SECONDS = 60
    with mock.patch.object(live, "_state", live._State()), mock.patch.object(live.Release, "objects") as objects:
        objects.newest.side_effect = DatabaseError("gone")
        with mock.patch.object(live.SiteState, "objects") as states:
            states.first.side_effect = DatabaseError("gone")
            live.start()
            live.stop()
        assert live.closure().reason == "We found a mistake."
        assert live.current().origin == "file"
    models.SiteState.objects.create(closed=False, reason="Mended.", by="ada")
    live.refresh()
    assert live.closure() is None
    assert live.read_closure(live.closure_file()) is None


def test_closing_is_followed_even_when_the_newest_release_cannot_be_read(tiny_rows) -> None:
    release = releases.publish("ada")
    live.refresh()
    models.Release(number=2, schema=99, body=release.body, sha256=release.sha256, published_by="x").save()
    models.SiteState.objects.create(closed=True, reason="A mistake.", by="ada")
    assert not live.refresh()
    assert live.closure() is not None


def test_a_damaged_note_of_closing_counts_as_closed(tmp_path: Path) -> None:
    path = tmp_path / "closed.json"
    assert live.read_closure(path) is None
    path.write_text("{")
    assert live.read_closure(path) is not None
