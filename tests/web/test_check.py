"""The questionnaire: what is kept, what is refused, where it leads."""

import random
import re

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client

from legsapp.publishing import live

from .browser import Browser, see

HTMX = {"HX-Request": "true"}
SAFE = {"emergency": "none"}


def without_tokens(response: HttpResponse) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())


def started(browser: Browser) -> Browser:
    assert browser.post("/check/1/", SAFE).headers["Location"] == "/check/2/"
    assert browser.post("/check/2/", {"age": "a40p"}).headers["Location"] == "/check/3/"
    return browser


def test_a_page_has_its_hooks(browser: Browser) -> None:
    response = browser.get("/check/1/")
    seen = see(response)
    form = seen.by_id("form")
    assert form is not None and "novalidate" in form and form["method"] == "post"
    assert seen.topic == "danger"
    assert [one.value for one in seen.questions["emergency"]] == ["chest_pain", "none"]
    assert [one.exclusive for one in seen.questions["emergency"]] == [False, True]
    assert seen.title.strip() == "Question 1 - Leg Check"


def test_save_and_go_on(browser: Browser) -> None:
    response = browser.post("/check/1/", SAFE)
    assert (response.status_code, response.headers["Location"]) == (303, "/check/2/")
    assert see(browser.get("/check/1/")).ticked() == {"emergency.none"}
    assert see(browser.get("/check/2/")).ticked() == set()


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({}, set()),
        ({"feel": "bogus"}, set()),
        ({"feel": ["cramp", "bogus"]}, {"feel.cramp"}),
        ({"feel": ["cramp", "none"]}, {"feel.cramp", "feel.none"}),
        ({"feel": "cramp", "age": "a40p"}, {"feel.cramp"}),
        ({"feel": "cramp", "unheard": "of"}, {"feel.cramp"}),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_with_an_error_keeps_what_was_ticked(
    browser: Browser, data: dict[str, object], kept: set[str], headers: dict[str, str]
) -> None:
    started(browser)
    response = browser.post("/check/3/", data, **headers)
    seen = see(response)
    assert response.status_code == 422
    assert seen.title.startswith("Error: ")
    assert seen.ticked() == kept
    assert any("data-errors" in found for _, found in seen.attributes)
    links = [
        found["href"] for tag, found in seen.attributes if tag == "a" and (found.get("href") or "").startswith("#")
    ]
    assert all(seen.by_id((link or "")[1:]) for link in links if link != "#main")
    assert see(browser.get("/check/3/")).ticked() == set()


def test_two_answers_to_a_single_question(browser: Browser) -> None:
    browser.post("/check/1/", SAFE)
    assert browser.post("/check/2/", {"age": ["a40p", "a18_39"]}).status_code == 422


def test_htmx_gets_the_next_page_in_the_reply_itself(browser: Browser) -> None:
    """One journey over the network instead of two; what it gets is what a redirect would have led to."""
    started(browser)
    reply = browser.post("/check/3/", {"feel": "cramp"}, **HTMX)
    assert (reply.status_code, reply.headers["HX-Push-Url"]) == (200, "/check/4/")
    assert "no-store" in reply.headers["Cache-Control"]
    assert reply.content.startswith(b"<title>")
    assert without_tokens(reply) == without_tokens(browser.get("/check/4/", **HTMX))
    assert see(browser.get("/check/3/")).ticked() == {"feel.cramp"}


def test_htmx_gets_an_emergency_result_in_the_reply_itself(browser: Browser) -> None:
    reply = browser.post("/check/1/", {"emergency": "chest_pain"}, **HTMX)
    assert (reply.status_code, reply.headers["HX-Push-Url"]) == (200, "/results/")
    assert (see(reply).by_id("urgency") or {})["data-urgency"] == "emergency"
    assert without_tokens(reply) == without_tokens(browser.get("/results/", **HTMX))


def test_a_change_of_place_leads_back_to_the_page_that_is_shown(browser: Browser) -> None:
    """The form stands in the frame, which remembers the page it was loaded with."""
    sent = {"place": "uk", "next": "/check/1/"}
    assert browser.post("/place/", sent, Referer="http://testserver/check/4/").headers["Location"] == "/check/4/"
    assert browser.post("/place/", sent, Referer="http://elsewhere/check/4/").headers["Location"] == "/check/1/"
    assert browser.post("/place/", sent, Referer="http://testserver//evil/").headers["Location"] == "/"


def test_skip_keeps_what_is_ticked(browser: Browser) -> None:
    started(browser)
    assert browser.post("/check/3/", {"feel": "cramp", "skip": "1"}).status_code == 303
    assert see(browser.get("/check/3/")).ticked() == {"feel.cramp"}
    assert "the rest skipped" in browser.get("/check/answers/").content.decode()


@pytest.mark.parametrize("number", [1, 2])
def test_some_pages_cannot_be_skipped(browser: Browser, number: int) -> None:
    if number == 2:
        browser.post("/check/1/", SAFE)
    assert browser.post(f"/check/{number}/", {"skip": "1"}).status_code == 422


def test_an_emergency_leads_to_the_result_at_once(browser: Browser) -> None:
    response = browser.post("/check/1/", {"emergency": "chest_pain"})
    assert response.headers["Location"] == "/results/"
    result = browser.get("/results/")
    text = result.content.decode()
    assert (see(result).by_id("urgency") or {})["data-urgency"] == "emergency"
    assert 'href="tel:' in text
    assert see(result).by_id("electrolytes") is None
    assert see(result).by_id("your-answers") is not None
    assert 'href="/check/1/"' in text
    assert browser.client.get("/check/").headers["Location"] == "/results/"


def test_a_slip_can_be_corrected(browser: Browser) -> None:
    browser.post("/check/1/", {"emergency": "chest_pain"})
    assert browser.post("/check/1/", {}).status_code == 422
    assert browser.post("/check/1/", SAFE).headers["Location"] == "/check/2/"


def test_both_an_emergency_and_none_of_these(browser: Browser) -> None:
    response = browser.post("/check/1/", {"emergency": ["chest_pain", "none"]})
    assert response.status_code == 422
    assert see(response).ticked() == {"emergency.chest_pain", "emergency.none"}


def test_change_comes_back_to_the_answers(browser: Browser) -> None:
    browser.give("feel.cramp")
    assert browser.url == "/results/"
    assert 'href="/check/2/?from=answers"' in browser.get("/check/answers/").content.decode()
    response = browser.post("/check/2/?from=answers", {"age": "a18_39"})
    assert response.headers["Location"] == "/check/answers/"
    assert "18 to 39" in browser.get("/check/answers/").content.decode()


def test_what_no_longer_applies_is_dropped(browser: Browser) -> None:
    browser.give("feel.swollen", "swell_type.pits")
    browser.post("/check/3/?from=answers", {"feel": "cramp"})
    assert "A press leaves a dent" not in browser.get("/check/answers/").content.decode()


def test_going_back_and_on_keeps_every_answer(browser: Browser) -> None:
    browser.give("feel.cramp")
    assert browser.post("/check/1/", SAFE).headers["Location"] == "/check/2/"
    assert see(browser.get("/check/2/")).ticked() != set()


def test_a_second_tab_that_shows_an_older_page(browser: Browser) -> None:
    browser.give("feel.swollen", "swell_type.pits")
    response = browser.post("/check/5/", {"_topic": "about_you", "age": "a18_39"})
    assert response.status_code == 303
    assert "18 to 39" in browser.get("/check/answers/").content.decode()
    gone = browser.post("/check/2/", {"_topic": "unheard_of", "age": "a18_39"})
    assert gone.status_code == 303


def test_start_again_forgets(browser: Browser) -> None:
    browser.give("feel.cramp")
    assert "Start again" in browser.get("/").content.decode()
    assert browser.post("/check/", {"who": "other"}).headers["Location"] == "/check/1/"
    page = browser.get("/check/1/")
    assert see(page).ticked() == set()
    assert "the person you are helping" in page.content.decode()


def test_clear_and_leave(browser: Browser) -> None:
    browser.give("feel.cramp")
    assert browser.get("/clear/").status_code == 200
    assert see(browser.get("/check/1/")).ticked() == {"emergency.none"}
    response = browser.post("/clear/")
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert browser.client.cookies["answers"].value == ""
    assert "gone from this browser" in browser.get("/").content.decode()


@pytest.mark.parametrize("finding", ["feel.cramp", "emergency.chest_pain"])
def test_the_place_can_be_changed_everywhere(browser: Browser, finding: str) -> None:
    browser.give(finding)
    slugs = [found["value"] for tag, found in see(browser.get("/results/")).attributes if tag == "option"]
    response = browser.post("/place/", {"place": slugs[-1], "next": "/results/"})
    assert (response.status_code, response.headers["Location"]) == (303, "/results/")
    assert browser.client.cookies["place"].value == slugs[-1]


@pytest.mark.parametrize(
    "way", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "/\n/x"]
)
def test_the_way_back_stays_here(browser: Browser, way: str) -> None:
    slug = next(found["value"] for tag, found in see(browser.get("/")).attributes if tag == "option")
    assert browser.post("/place/", {"place": slug, "next": way}).headers["Location"] == "/"


def test_an_unknown_place(browser: Browser) -> None:
    assert browser.post("/place/", {"place": "atlantis"}).status_code == 422


def test_answers_of_an_older_release(browser: Browser, tiny: live.KnowledgeBase) -> None:
    browser.give("feel.cramp")
    feel = next(question for question in tiny.questions if question.slug == "feel")
    options = tuple(option for option in feel.options if option.slug != "cramp")
    newer = msgspec.structs.replace(feel, options=options)
    causes = tuple(
        msgspec.structs.replace(
            cause,
            evidence=tuple(row for row in cause.evidence if row.finding != "feel.cramp"),
            groups=(),
        )
        for cause in tiny.causes
    )
    questions = tuple(newer if question.slug == "feel" else question for question in tiny.questions)
    with live.holding(msgspec.structs.replace(tiny, questions=questions, causes=causes), number=2):
        page = browser.get("/check/answers/")
        assert page.status_code == 200
        assert "Our questions have changed" in page.content.decode()
    assert "Our questions have changed" not in browser.get("/check/answers/").content.decode()


def test_the_result_has_its_hooks(browser: Browser) -> None:
    result = browser.give("feel.swollen", "swell_type.pits")
    seen = see(result)
    for name in (
        "urgency",
        "electrolytes",
        "causes",
        "fluids",
        "foods",
        "relief",
        "get-help",
        "your-answers",
        "sources",
    ):
        assert seen.by_id(name) is not None, name
    assert (seen.by_id("electrolytes") or {})["data-verdict"]
    assert (seen.by_id("fluids") or {})["data-drink"]
    text = result.content.decode()
    assert "{emergency}" not in text and "{gp}" not in text
    assert "Question" not in seen.title and "swoll" not in seen.title.lower()


def test_htmx_and_plain_reach_the_same_result(tiny_live: live.Snapshot) -> None:
    plain, swapped = Browser(Client()), Browser(Client())
    one = plain.give("feel.swollen", "swell_type.pits")
    swapped.give("feel.swollen", "swell_type.pits")
    two = swapped.get("/results/", **HTMX)
    wanted = {"data-urgency", "data-cause", "data-fit", "data-verdict", "data-drink"}

    def facts(response: object) -> list[dict[str, str | None]]:
        found = [attrs for _, attrs in see(response).attributes]  # type: ignore[arg-type]
        return [{key: value for key, value in attrs.items() if key in wanted} for attrs in found if wanted & set(attrs)]

    assert facts(one) == facts(two)


@pytest.mark.parametrize("seed", range(20))
def test_random_walks_end_at_a_result(shipped_live: live.Snapshot, seed: int) -> None:
    browser = Browser(Client())
    pages, response = browser.wander(random.Random(seed))
    assert browser.url == "/results/"
    assert response.status_code == 200
    assert see(response).by_id("urgency") is not None
    assert pages <= 30
