"""What a journey leaves in the browser: one locked cookie, and addresses and titles that tell nothing."""

import base64
import re

import pytest
from playwright.sync_api import Page, Request

from legsapp.engine.model import Model

from .conftest import NewContext
from .person import Person, by_seed

STORED = """async () => ({
  local: {...localStorage}, session: {...sessionStorage}, cookie: document.cookie, history: history.state,
  name: window.name, databases: await indexedDB.databases(), caches: await caches.keys()})"""
PATH = "htmx-current-path-for-history"  # the one thing htmx keeps: where it is
TITLE = re.compile(r"(Error: )?Question \d+ - Leg Check|Your result - Leg Check")
ADDRESS = re.compile(r"https?://[\d.:]+(/check/(\d+/|answers/)?|/results/|/|/static/[\w./-]+)")


@pytest.fixture(scope="module")
def journey(browser, site, shipped_model: Model):
    """A whole journey with scripts; what was seen on the way."""
    context = browser.new_context(base_url=site.url, reduced_motion="reduce")
    page = context.new_page()
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    person = Person(page, by_seed(1))
    person.start()
    titles, stored = [], []
    while not person.is_done:
        person.step()
        titles.append(page.title())
        stored.append(page.evaluate(STORED))
    yield person, requests, titles, stored, context.cookies()
    context.close()


def test_the_journey_told_something(journey, shipped_model: Model) -> None:
    person, requests, titles, *_ = journey
    assert len(person.told) > 20
    assert len(titles) == len(person.topics)
    assert sum(request.method == "POST" for request in requests) == len(titles)


def test_scripts_can_read_no_answer_from_any_storage(journey) -> None:
    *_, stored, _ = journey
    for found in stored:
        assert ADDRESS.fullmatch("http://1" + found["session"].pop(PATH, "/"))
        assert found.pop("history") in (None, {"htmx": True})
        assert not any(found.values()), found


def test_titles_tell_only_a_number(journey) -> None:
    titles = journey[2]
    assert [title for title in titles if not TITLE.fullmatch(title)] == []


def test_addresses_tell_only_a_number(journey) -> None:
    requests = journey[1]
    assert [request.url for request in requests if not ADDRESS.fullmatch(request.url)] == []


def test_the_referrer_tells_only_a_number(journey) -> None:
    requests = journey[1]
    sent = {value for request in requests for name, value in request.headers.items() if name == "referer"}
    assert [one for one in sent if not ADDRESS.fullmatch(one)] == []


def test_the_cookie_is_locked_and_ends_with_the_browser(journey, shipped_model: Model) -> None:
    person, _, _, _, cookies = journey
    assert {cookie["name"] for cookie in cookies} <= {"answers", "form", "notice"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["expires"] == -1 for cookie in cookies)
    value = next(cookie["value"] for cookie in cookies if cookie["name"] == "answers")
    raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    for slug, options in person.told:
        for text in (slug, *options):
            if len(text) > 3:
                assert text not in value and text.encode() not in raw


def test_going_back_after_closing_finds_nothing(new_context: NewContext) -> None:
    """The next person at a shared device, in a new window of the browser."""
    page: Page = new_context().new_page()
    page.goto("/results/")
    assert page.url.endswith("/check/1/")
    assert page.locator("input:checked").count() == 0
