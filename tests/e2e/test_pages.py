"""Every page in every state: accessible in light and dark, narrow without sideways scrolling, and quiet."""

import pytest
from playwright.sync_api import Browser

from .looking import AXE, Seen, failing, look
from .server import Server
from .states import NAMES, States


class Gallery:
    """Looks at each state once, whatever is asked about it."""

    def __init__(self, browser: Browser, site: Server, states: States) -> None:
        self._browser, self._site, self._states = browser, site, states
        self._seen: dict[str, Seen] = {}
        self._context = browser.new_context(reduced_motion="reduce")
        self._context.add_init_script(AXE)

    def __getitem__(self, name: str) -> Seen:
        if name not in self._seen:
            page = self._context.new_page()
            self._seen[name] = look(page, self._site.url, self._states[name], dark=not name.startswith("question"))
            page.close()
        return self._seen[name]

    def close(self) -> None:
        self._context.close()


@pytest.fixture(scope="module")
def gallery(browser: Browser, site: Server, states: States):
    gallery = Gallery(browser, site, states)
    yield gallery
    gallery.close()


@pytest.mark.parametrize("name", NAMES)
def test_accessible_in_light_dark_and_narrow(gallery: Gallery, name: str) -> None:
    assert dict(failing(gallery[name].axe)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_scroll_sideways(gallery: Gallery, name: str) -> None:
    assert dict(failing(gallery[name].sideways)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_no_complaint_and_no_request_elsewhere(gallery: Gallery, name: str) -> None:
    assert gallery[name].complaints == []


def test_every_question_page(gallery: Gallery, states: States) -> None:
    seen = {topic: gallery[f"question: {topic}"] for topic in states.topics}
    assert len(seen) > 25
    assert {topic: dict(failing(one.axe)) for topic, one in seen.items() if any(failing(one.axe))} == {}
    assert {topic: dict(failing(one.sideways)) for topic, one in seen.items() if any(failing(one.sideways))} == {}
    assert {topic: one.complaints for topic, one in seen.items() if one.complaints} == {}
