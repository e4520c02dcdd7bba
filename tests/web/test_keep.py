"""Answers as a file: the same after a journey, and any file at all is met with words, never with an error of ours."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from legsapp.engine.answers import Answers
from legsapp.engine.model import Model
from legsapp.publishing import live
from legsapp.web.answer_cookie import Visit, unseal
from legsapp.web.answer_file import MAX_BYTES, Unreadable, read, written
from legsapp.web.middleware import MAX_BODY

from .browser import Browser, see

TODAY = date(2026, 11, 22)
MODELS: dict[str, Model] = {}


def file_of(visit: Visit) -> bytes:
    return written(visit, release=7, today=TODAY, about="What this is.")


def opened(content: bytes, client: Client | None = None) -> HttpResponse:
    return (client or Client()).post("/keep/open/", {"file": SimpleUploadedFile("a.json", content), "text": ""})


def changed(**fields: object) -> bytes:
    whole = {"format": "leg-check-answers", "version": 1, "answers": [["emergency", ["none"], True]]}
    return json.dumps({key: value for key, value in {**whole, **fields}.items() if value is not None}).encode()


def test_a_journey_to_another_browser(browser: Browser) -> None:
    browser.give("feel.swollen", "swell_type.pits")
    saved = browser.post("/keep/save/")
    assert saved.status_code == 200
    assert saved.headers["Content-Disposition"].startswith('attachment; filename="answers-2')
    assert saved.headers["Content-Type"] == "application/json"
    assert "no-store" in saved.headers["Cache-Control"]
    assert json.loads(saved.content)["about"]
    other = Browser(Client())
    response = opened(saved.content, other.client)
    assert (response.status_code, response.headers["Location"]) == (303, "/check/")
    assert unseal(other.client.cookies["answers"].value) == unseal(browser.client.cookies["answers"].value)
    assert "saved answers are open" in other.get("/check/").content.decode()
    assert other.url == "/results/"


def test_it_can_be_pasted(browser: Browser) -> None:
    browser.give("feel.cramp")
    text = browser.post("/keep/save/").content.decode()
    other = Browser(Client())
    assert other.post("/keep/open/", {"text": "\ufeff" + text + "\n\n"}).status_code == 303


def test_nothing_to_save(browser: Browser) -> None:
    assert browser.post("/keep/save/").headers["Location"] == "/keep/"
    assert "nothing to save" in browser.get("/keep/").content.decode()


def test_all_answers_fit_into_a_file(shipped_live: live.Snapshot) -> None:
    model = shipped_live.model
    ticked = [name for name, option in model.options.items() if not option.exclusive]
    single = {question.slug for question in model.kb.questions if question.kind == "single"}
    once = [name for name in ticked if name.split(".")[0] not in single]
    visit = Visit(Answers.from_findings(once), "other")
    content = file_of(visit)
    assert len(content) <= MAX_BYTES < MAX_BODY / 3  # pasted, each byte may be sent as three
    back = read(content, model)
    assert back.who == "other"
    assert set(back.answers.findings()) == set(once)


@pytest.mark.parametrize(
    "content",
    [
        b"x",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"\x00" * 50,
        b"[" * 4000,
        b'{"a":' * 1500,
        changed(format="other"),
        changed(version=2),
        changed(version="1"),
        changed(who="<b>"),
        changed(answers=None),
        changed(answers=[]),
        changed(answers={}),
        changed(answers=[["emergency", ["none"]]]),
        changed(answers=[["emergency", "none", True]]),
        changed(answers=[["emergency", [1], True]]),
        changed(answers=[["emergency", ["none"], 1]]),
        changed(answers=[["emergency", ["none"], True], ["emergency", ["chest_pain"], True]]),
        changed(answers=[["emergency", ["none", "chest_pain"], True]]),
        changed(answers=[["emergency", [], True]]),
        changed(answers=[["emergency", [], False]]),
        changed(answers=[["age", ["a18_39", "a40p"], True]]),
        changed(answers=[["age", [], False]]),
        changed(answers=[["<script>", ["x"], True]]),
        changed(answers=[["feel", ["../../etc"], True]]),
        changed(answers=[["x" * 61, [], True]]),
        changed(answers=[[f"q{number}", [], True] for number in range(201)]),
    ],
)
def test_garbage_is_refused_in_words(browser: Browser, content: bytes) -> None:
    response = opened(content, browser.client)
    seen = see(response)
    assert response.status_code == 422
    assert seen.title.startswith("Error: ")
    assert any("data-errors" in found for _, found in seen.attributes)
    assert "answers" not in response.cookies
    assert browser.post("/keep/open/", {"text": content.decode(errors="replace")}).status_code == 422


@pytest.mark.parametrize("data", [{}, {"text": " \n"}, {"text": "", "file": ""}])
def test_nothing_was_chosen(browser: Browser, data: dict[str, str]) -> None:
    response = browser.post("/keep/open/", data)
    assert response.status_code == 422
    assert "Choose your file" in response.content.decode()


def test_too_long(browser: Browser) -> None:
    response = opened(b" " * (MAX_BYTES + 1), browser.client)
    assert response.status_code == 422
    assert "longer than any file of ours" in response.content.decode()
    assert opened(b" " * MAX_BODY, browser.client).status_code == 413


def test_a_bad_file_leaves_the_answers_alone(browser: Browser) -> None:
    browser.give("feel.cramp")
    before = browser.client.cookies["answers"].value
    opened(b"{}", browser.client)
    assert browser.client.cookies["answers"].value == before


def test_an_emergency_in_a_file_leads_to_the_result(browser: Browser) -> None:
    opened(changed(answers=[["emergency", ["chest_pain"], True]]), browser.client)
    browser.get("/check/")
    assert browser.url == "/results/"


def test_answers_of_another_release_open_with_the_banner(browser: Browser) -> None:
    content = changed(
        answers=[["emergency", ["none"], True], ["feel", ["cramp", "hum"], True], ["older", ["thing"], True]]
    )
    assert opened(content, browser.client).status_code == 303
    kept = unseal(browser.client.cookies["answers"].value).answers
    assert kept.has("feel", "hum") and "older" in kept
    assert "Our questions have changed" in browser.get("/check/").content.decode()


def test_a_file_cannot_skip_what_must_be_answered(browser: Browser) -> None:
    opened(changed(answers=[["feel", ["cramp"], True]]), browser.client)
    browser.get("/check/")
    assert see(browser.get("/check/")).topic == "danger"


def small(kb: live.KnowledgeBase) -> Model:
    return MODELS.get("tiny") or MODELS.setdefault("tiny", Model(kb))


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_refused_kindly(tiny: live.KnowledgeBase, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content, small(tiny))


slug = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12).map("zz_".__add__)


@given(
    st.dictionaries(slug, st.tuples(st.lists(slug, max_size=5, unique=True), st.booleans()), min_size=1, max_size=20)
)
def test_slugs_that_are_not_known_come_back_as_they_were(tiny: live.KnowledgeBase, told: dict) -> None:
    visit = Visit(Answers.from_plain([[name, options, complete] for name, (options, complete) in told.items()]))
    assert read(file_of(visit), small(tiny)) == visit
