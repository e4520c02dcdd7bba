"""What tests share."""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_migrate
from playwright.sync_api import Browser, sync_playwright

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live, transfer
from tests import postgres
from tests.chromium import FLAGS, chromium

# Playwright keeps an event loop in the thread of the tests, and Django would take every test after it for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

TINY = Path(__file__).parent / "content"
REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "") not in ("", "0")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow files come first, so that no process is left with one at the end.

    Tests that take minutes run when asked for: `make faults`.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
    if config.option.markexpr or os.environ.get("FAULTS"):
        return
    left = [item for item in items if item.get_closest_marker("faults")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With REQUIRE_ALL=1 a machine that lacks something fails the test instead of skipping it."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and REQUIRE_ALL is set: {call.excinfo.value if call.excinfo else ''}"
    return report


@pytest.fixture(autouse=True)
def left_as_found() -> Iterator[None]:
    """What a test makes live in this process is not live for the next one."""
    state = live._state
    before = (state.held, state.closure, state.knows_closure)
    yield
    state.held, state.closure, state.knows_closure = before


@pytest.fixture(scope="session", autouse=True)
def roles_outlive_a_flush() -> Iterator[None]:
    """A test that needs real transactions ends with a flush, which takes the rows that the migrations made with it."""
    fill_roles = import_module("legsapp.migrations.0002_roles").fill_roles

    def again(**signal: object) -> None:
        fill_roles(apps)

    post_migrate.connect(again, sender=apps.get_app_config("legsapp"), weak=False, dispatch_uid="roles")
    yield
    post_migrate.disconnect(sender=apps.get_app_config("legsapp"), dispatch_uid="roles")


@pytest.fixture(scope="session")
def tiny() -> KnowledgeBase:
    """A small content with every concept in it."""
    return transfer.read_folder(TINY)


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The content as it is shipped."""
    return transfer.read_folder(settings.FIXTURES)


@pytest.fixture
def tiny_rows(db: None) -> KnowledgeBase:
    """The small content in the rows."""
    return transfer.load_folder(TINY)


@pytest.fixture
def tiny_live(tiny: KnowledgeBase) -> Iterator[live.Snapshot]:
    """The small content as the live release, without a database."""
    with live.holding(tiny) as snapshot:
        yield snapshot


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server of our own."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgres.Cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One browser for each test process: Playwright cannot be started twice in a thread."""
    program = chromium()
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        running.close()
