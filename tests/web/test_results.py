"""The result: two answers on the first screen, a plan with its last day, nothing that is blocked, a short print."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser as Chromium

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.engine.interview import Interview
from legsapp.engine.knowledge import Urgency
from legsapp.publishing import live, walks
from legsapp.web import kept
from legsapp.web.answer_cookie import Visit, seal
from legsapp.web.middleware import MAX_BODY
from legsapp.web.places import dialled, filler
from legsapp.web.presenters.nourishment import FACTS
from legsapp.web.presenters.results import ResultPage

from .browser import Browser, see
from .chromium import printed_pages

TODAY = ("age.a40_49", "feel.swollen", "side.one", "swelling.one", "onset.sudden", "change.new")
WELL = ("age.a40_49", "feel.cramp", "when.night", "severe.mild", "change.same", "total.gt6w", "onset.gradual")


@pytest.fixture
def person(shipped_live: live.Snapshot) -> Browser:
    return Browser(Client())


def result_of(story: walks.Walk) -> str:
    client = Client()
    client.cookies["answers"] = seal(Visit(story.assessment.answers))
    response = client.get("/results/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_card_answers_both_questions(person: Browser) -> None:
    text = person.give(*WELL).content.decode()
    card = text[text.index('id="urgency"') : text.index("</section>")]
    assert "Would electrolytes help you?" in card
    verdict = text[text.index('id="electrolytes"') :]
    heading = verdict[verdict.index("<h2>") + 4 : verdict.index("</h2>")]
    assert f"{heading}." in card


def test_one_next_step_stands_before_the_reasons(person: Browser) -> None:
    text = person.give(*TODAY).content.decode()
    card = text[text.index('id="urgency"') : text.index("</section>")]
    assert card.count("Your next step:") == 1
    assert card.index("Would electrolytes help you?") < card.index("Your next step:") < card.index("You told us:")


def test_no_sentence_of_advice_is_said_twice(shipped_live: live.Snapshot) -> None:
    stories = (walks.walk(shipped_live.model, story) for story in shipped_live.model.kb.scenarios)
    alike = next(
        story
        for story in stories
        if len(flags := [item.flag for item in story.assessment.flags if item.flag.urgency is Urgency.EMERGENCY]) > 1
        and flags[0].advice != flags[1].advice
        and set(said := flags[0].advice.split(". ")) & set(flags[1].advice.split(". ")) - {said[-1]}
    )
    text = result_of(alike)
    card = text[text.index('id="urgency"') : text.index("</section>")]
    sentences = [found for found in re.findall(r"[A-Z][^.<>]+[.]", card[: card.index("Why we say this")])]
    assert len(sentences) == len(set(sentences)), sentences


def test_a_line_that_has_a_number_can_be_rung(person: Browser) -> None:
    person.post("/place/", {"place": "uk"})
    assert 'href="tel:111">Ring NHS 111</a>' in person.give(*TODAY).content.decode()
    person.post("/place/", {"place": "elsewhere"})
    assert "tel:" not in person.get("/results/").content.decode()


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("999", "999"),
        ("112 or 999", "112"),
        ("NHS 111", "111"),
        ("healthdirect on 1800 022 222", "1800022222"),
        ("your local emergency number (112 or 911 work in many countries)", ""),
        ("your doctor", ""),
    ],
)
def test_the_number_in_what_a_place_says(words: str, number: str) -> None:
    assert dialled(words) == number


def test_where_no_number_is_known_the_heading_stays_short(person: Browser) -> None:
    person.post("/place/", {"place": "elsewhere"})
    text = person.give("emergency.chest_pain").content.decode()
    assert ">Call the emergency number now</h1>" in text
    assert "<strong>Call your local emergency number (112 or 911" in text
    person.post("/place/", {"place": "uk"})
    assert ">Call 999 now</h1>" in person.get("/results/").content.decode()


def test_every_cause_says_how_common_it_is_and_what_would_change_it(person: Browser) -> None:
    text = person.give(*WELL).content.decode()
    cards = text.split("<article ")[1:]
    assert len(cards) >= 2
    for card in cards:
        assert re.search(r"A common cause|An uncommon cause|A rare cause", card)
        assert "What would change this" in card
    assert "Two things can be true at once." in text


def test_what_a_doctor_should_check_for_soon_is_said_without_alarm(
    person: Browser, shipped_live: live.Snapshot
) -> None:
    answers = Answers.from_findings(WELL)
    found = assess(shipped_live.model, answers)
    pinned = replace(found.shown[0], fit="rule_out")
    for urgency, label in ((Urgency.GP_SOON, "To check first"), (Urgency.SAME_DAY, "To rule out first")):
        given = replace(found, urgency=urgency, rule_out=(pinned,))
        page = ResultPage(shipped_live, None, Interview(shipped_live.model, answers), "self", given)
        assert str(page.rule_out[0].fit_words) == label
        assert "It does not mean you have it." in str(page.rule_out_words)
        assert ("ruled out" in str(page.rule_out_words)) == (urgency is Urgency.SAME_DAY)


def test_when_we_cannot_tell_the_next_step_ends_the_waiting(shipped_live: live.Snapshot) -> None:
    told = (walks.walk(shipped_live.model, story) for story in shipped_live.model.kb.scenarios)
    calm = (Urgency.SELF_CARE, Urgency.PHARMACIST)
    unclear = next(
        story for story in told if (found := story.assessment).unclear and not found.flags and found.urgency in calm
    )
    text = result_of(unclear)
    assert "data-unclear" in text
    assert "Give it two weeks at most." in text


def test_every_link_of_the_contents_leads_somewhere(person: Browser) -> None:
    seen = see(person.give(*WELL))
    names = [
        found["href"] for tag, found in seen.attributes if tag == "a" and (found.get("href") or "").startswith("#")
    ]
    assert len(names) > 8
    assert all(seen.by_id((name or "")[1:]) for name in names)


def test_the_plan_says_on_which_day_to_stop_waiting(person: Browser) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        response = person.give(*WELL)
    text = response.content.decode()
    assert (see(response).by_id("urgency") or {})["data-urgency"] in ("self_care", "pharmacist", "gp_routine")
    assert "No better by Sunday 6 December 2026, or worse before?" in text
    assert text.count('<table class="diary">') == 2
    assert '<th scope="col">Sun 22</th>' in text and '<th scope="col">Sat 5</th>' in text


def test_no_plan_where_help_must_not_wait(person: Browser) -> None:
    response = person.give(*TODAY)
    assert (see(response).by_id("urgency") or {})["data-urgency"] == "same_day"
    assert see(response).by_id("plan") is None
    assert "/results/sheet/" in response.content.decode()


def test_the_comparison_advises_no_drink_that_is_kept_back(shipped_live: live.Snapshot) -> None:
    model = shipped_live.model
    advising = [row for row in model.kb.comparisons if row.table == "fluids" and row.slug not in FACTS]
    assert advising
    kept = shown = 0
    for story in [one for one in model.kb.scenarios if one.kind in ("caution", "story")][::12]:
        walked = walks.walk(model, story)
        fluids = assess(model, walked.assessment.answers).fluids
        text = result_of(walked)
        if 'id="fluids"' not in text:
            continue
        table = text[text.index('id="fluids"') : text.index('id="foods"')]
        blocked = fluids.blocked_by is not None or fluids.verdict in ("avoid", "find_out_first")
        for row in advising:
            assert (row.cells[0] in table) != blocked, story.slug
        kept, shown = kept + blocked, shown + (not blocked)
    assert kept and shown


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("us", "Sip 75 ml (2.5 fl oz), then 0.4 litres (14 fl oz) an hour"),
        ("uk", "Sip 75 ml (2.6 fl oz), then 0.4 litres (14 fl oz) an hour"),
        ("au", "Sip 75 ml, then 0.4 litres an hour"),
    ],
)
def test_amounts_to_drink_in_the_measures_of_the_place(shipped_live: live.Snapshot, place: str, words: str) -> None:
    found = next(item for item in shipped_live.model.kb.places if item.units == {"au": "metric"}.get(place, place))
    assert filler(found, units=True)("Sip 75 ml, then 0.4 litres an hour") == words


def test_the_danger_page_says_beforehand_what_a_tick_does(person: Browser) -> None:
    assert "If you tick one of these, Continue shows at once what to do." in person.get("/check/1/").content.decode()
    person.post("/check/1/", {"emergency": "none", "emergency2": "none"})
    assert "If you tick one of these" not in person.get("/check/2/").content.decode()


def test_too_much_is_refused_with_the_number_of_the_place(person: Browser, shipped_live: live.Snapshot) -> None:
    place = next(item for item in shipped_live.model.kb.places if item.units == "us")
    assert person.post("/place/", {"place": place.slug}).status_code == 303
    response = person.client.post("/check/1/", {"emergency": "x" * MAX_BODY})
    assert response.status_code == 413
    assert f"call <strong>{place.emergency}</strong>" in response.content.decode()


@pytest.mark.e2e
def test_a_print_of_the_result_is_short(shipped_live: live.Snapshot, chromium_browser: Chromium) -> None:
    model = shipped_live.model
    stories = [one for one in model.kb.scenarios if one.kind == "caution"][::29]
    for story in stories:
        assert printed_pages(chromium_browser, result_of(walks.walk(model, story)), "A4") <= 8, story.slug


def test_pieces_kept_from_one_page_change_nothing_of_another(shipped_live: live.Snapshot) -> None:
    """Numbers of sources, bars and grades come from memory: warm or cold, the same answers give the same page."""
    model = shipped_live.model
    stories = [walks.walk(model, one) for one in [one for one in model.kb.scenarios if one.kind == "story"][::30]]
    warm = [_plain(result_of(story)) for story in stories]
    for story, page in zip(stories, warm, strict=True):
        kept._rendered.cache_clear()
        assert _plain(result_of(story)) == page


def _plain(html: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1", html)
