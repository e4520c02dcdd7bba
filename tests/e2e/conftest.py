"""What the browser tests share: one server and one browser for each test process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.engine.model import Model

from .looking import Gallery
from .server import Server
from .states import States

PATIENCE = 15_000  # ms for anything a page is waited for; far more than it takes, for machines that are busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def browser(chromium_browser: Browser) -> Browser:
    return chromium_browser


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shipped content, served. Without a browser nothing is started."""
    with Server("tests.e2e.site:application", tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.fixture(scope="session")
def shipped_model(shipped: KnowledgeBase) -> Model:
    return Model(shipped)


@pytest.fixture(scope="session")
def states(shipped_model: Model) -> States:
    return States(shipped_model)


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(browser: Browser, site: Server) -> Iterator[NewContext]:
    """Makes browsers that share nothing: each has its own cookies and storage."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"base_url": site.url, "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context().new_page()


@pytest.fixture(scope="module")
def gallery(browser: Browser, site: Server, states: States) -> Iterator[Gallery]:
    gallery = Gallery(browser, site, states)
    yield gallery
    gallery.close()
