"""What a page weighs on the way to a phone."""

from pathlib import Path

import brotli
import django_htmx
import pytest
from django.conf import settings
from django.test import Client

from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import live
from tests.e2e.states import RESULTS, State, States

KB = 1000
STEP, MAP_STEP, RESULT, FIRST_VISIT, STYLES = 4 * KB, 7 * KB, 30 * KB, 45 * KB, 12 * KB
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


@pytest.fixture(scope="module")
def states(shipped: KnowledgeBase):
    with live.holding(shipped) as snapshot:
        yield States(snapshot.model)


def weight(state: State, **headers: str) -> int:
    """Bytes of the body, compressed as it is sent."""
    client = Client()
    if state.cookie:
        client.cookies["answers"] = state.cookie
    response = client.get(state.path, headers={"accept-encoding": "gzip", **headers})
    assert response.status_code == 200 and response.headers["Content-Encoding"] == "gzip"
    return len(response.content)


def test_a_step(states: States) -> None:
    weights = {topic: weight(states.question(topic), **{"hx-request": "true"}) for topic in states.topics}
    assert weights.pop("place") <= MAP_STEP
    assert {topic: size for topic, size in weights.items() if size > STEP} == {}


def test_a_result(states: States) -> None:
    weights = {name: weight(states[f"result: {name}"]) for name in (*RESULTS, "unclear")}
    assert {name: size for name, size in weights.items() if size > RESULT} == {}


def test_the_first_visit_to_a_question(states: States) -> None:
    """The page, the style, two scripts and the icon."""
    static = Path(settings.BASE_DIR) / "static"
    files = (static / "css/site.css", static / "js/check.js", HTMX, static / "img/favicon.svg")
    rest = sum(len(brotli.compress(path.read_bytes())) for path in files)
    assert max(weight(states.question(topic)) for topic in states.topics) + rest <= FIRST_VISIT


def test_the_styles_of_the_questionnaire() -> None:
    style = (Path(settings.BASE_DIR) / "static/css/site.css").read_bytes()
    assert len(brotli.compress(style)) <= STYLES
