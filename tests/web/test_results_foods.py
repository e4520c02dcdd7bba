"""Personal foods: what the cautions keep back never shows, the reason does, and no address tells of it."""

import pytest
from django.test import Client

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.publishing import live, walks
from legsapp.web.answer_cookie import Visit, seal

from .browser import Browser, see

PATH = "/results/foods/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(shipped_live: live.Snapshot) -> Browser:
    browser = Browser(Client())
    browser.give("age.a40_49", "feel.cramp", "when.night", "diet.nut_allergy", "meds.warfarin")
    assert browser.url == "/results/"
    return browser


def listed(text: str) -> set[str]:
    return {part.split("</h3>")[0] for part in text.split('<li class="food"><h3>')[1:]}


def test_only_foods_that_pass_are_shown_and_the_others_explained(person: Browser, shipped_live: live.Snapshot) -> None:
    kb = shipped_live.model.kb
    text = person.post(PATH, {"all": "1"}).content.decode()
    told = {"diet.nut_allergy", "meds.warfarin"}
    tags = {tag for caution in kb.cautions if caution.condition in told for tag in caution.blocks}
    assert tags
    assert listed(text)
    for food in kb.foods:
        if not tags.isdisjoint(food.tags):
            assert food.name not in listed(text), food.slug
    assert "What we left out, and why" in text
    assert "not shown)" in text


def test_filters_are_posted_and_nothing_is_kept(person: Browser, shipped_live: live.Snapshot) -> None:
    response = person.post(PATH, {"q": "oats", "sort": "name"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert listed(text) and all("oat" in name.lower() for name in listed(text))
    links = [found.get("href") or "" for tag, found in see(response).attributes if tag == "a"]
    assert not any("?" in link for link in links if link.startswith("/"))
    form = see(response).by_id("explorer")
    assert form is not None and form["method"] == "post" and "?" not in (form["action"] or "")


def test_when_everything_is_kept_back_only_the_reason_stands(shipped_live: live.Snapshot) -> None:
    browser = Browser(Client())
    browser.give("age.a40_49", "feel.cramp", "when.night", "conditions.dialysis")
    response = browser.get(PATH)
    assert listed(response.content.decode()) == set()
    assert see(response).by_id("kept-back") is not None
    assert see(response).by_id("explorer") is None


def test_the_address_filters_nothing(person: Browser) -> None:
    assert listed(person.get(PATH + "?q=zzz").content.decode()) == listed(person.get(PATH).content.decode()) != set()


def test_htmx_gets_the_list_alone(person: Browser) -> None:
    part = person.post(PATH, {"q": "oats"}, **HTMX).content.decode()
    assert "<html" not in part and "<h1" not in part
    assert listed(part)
    assert "<html" in person.get(PATH).content.decode()


def test_a_food_that_is_kept_back_cannot_be_added_to_a_day(person: Browser, shipped_live: live.Snapshot) -> None:
    nuts = next(food for food in shipped_live.model.kb.foods if "nuts_seeds" in food.tags)
    text = person.post(PATH, {"day": [nuts.slug, "banana"]}).content.decode()
    assert nuts.name not in text


@pytest.mark.parametrize(
    "sent", [{}, {"sort": "zzz", "group": "<b>", "without": "air", "day": "../.."}, {"q": "x" * 900}]
)
def test_it_answers_anything(person: Browser, sent: dict[str, object]) -> None:
    assert person.post(PATH, sent).status_code == 200


@pytest.mark.parametrize(
    "answers", [{"emergency": "chest_pain", "emergency2": "none"}, {"emergency": "none", "emergency2": "none"}]
)
def test_no_foods_in_an_emergency_or_before_the_end(shipped_live: live.Snapshot, answers: dict[str, object]) -> None:
    browser = Browser(Client())
    browser.post("/check/1/", answers)
    response = browser.client.get(PATH)
    assert response.status_code == 303
    assert response.headers["Location"] in ("/results/", "/check/2/")


def test_no_scenario_gets_a_food_that_a_caution_blocks(shipped_live: live.Snapshot) -> None:
    model = shipped_live.model
    stories = [one for one in model.kb.scenarios if one.kind == "caution"][::9]
    assert stories
    for story in stories:
        answers: Answers = walks.walk(model, story).assessment.answers
        client = Client()
        client.cookies["answers"] = seal(Visit(answers))
        response = client.post(PATH, {"all": "1"})
        if response.status_code == 303:
            continue
        guard = assess(model, answers)
        allowed = {food.name for food in model.kb.foods if guard.allowed(food.tags) is None}
        assert len(listed(response.content.decode())) == len(allowed), story.slug
