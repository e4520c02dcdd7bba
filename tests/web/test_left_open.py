"""Who skips what decides is told so: no promise in the heading, what could not be ruled out, the way back."""

import re

import pytest
from django.test import Client

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.engine.knowledge import Urgency, Verdict
from legsapp.publishing import live, walks
from legsapp.web.answer_cookie import Visit, seal
from tests.e2e.states import RESULTS, finished, results

from .browser import Browser, see

ALL_CLEAR = "You can look after this yourself"
BLOCK = re.compile(r'<div class="unknown" id="left-open" data-known="(\w+)">(.*?)</div>', re.DOTALL)


def browser_with(answers: Answers) -> Browser:
    client = Client()
    client.cookies["answers"] = seal(Visit(answers))
    return Browser(client)


def card_of(browser: Browser) -> str:
    text = browser.get("/results/").content.decode()
    return text[text.index('id="urgency"') : text.index("</section>")]


def test_who_skips_everything_is_promised_nothing(shipped_live: live.Snapshot) -> None:
    browser = browser_with(results(shipped_live.model)["unclear"])
    card = card_of(browser)
    assert "We know too little to say how urgent this is</h1>" in card
    assert "Not urgent:" not in card and f"{ALL_CLEAR}</h1>" not in card and "#plan" not in card
    found = BLOCK.search(card)
    assert found and found[1] == "little"
    assert "So we could not rule out:" in found[2] and "Blood clot in a deep vein" in found[2]
    assert 'id="plan"' not in browser.get("/results/").content.decode()
    sheet = browser.get("/results/sheet/").content.decode()
    assert "so few questions were answered" in sheet


def test_one_list_left_open_qualifies_the_verdict_and_leads_back_to_it(shipped_live: live.Snapshot) -> None:
    browser = browser_with(results(shipped_live.model)["some_open"])
    card = card_of(browser)
    assert "As far as we know, you can look after this yourself</h1>" in card
    assert "Not urgent, as far as we know" in card
    found = BLOCK.search(card)
    assert found and found[1] == "some"
    assert "You left 1 question open that could change this." in found[2]
    (address,) = re.findall(r'href="([^"]+)"', found[2])
    question = see(browser.get(address))
    assert question.topic == "body"
    assert question.action == address
    browser.send(question, {"body": ["none"]})
    assert browser.url == "/results/"
    assert f"{ALL_CLEAR}</h1>" in card_of(browser)
    assert not BLOCK.search(card_of(browser))


def test_the_way_back_leads_from_one_open_question_to_the_next_and_ends(shipped_live: live.Snapshot) -> None:
    browser = browser_with(results(shipped_live.model)["unclear"])
    (first, *_) = re.findall(r'href="(/check/[^"]+from=open)"', card_of(browser))
    response, numbers = browser.get(first), []
    while (seen := see(response)).topic:
        numbers.append(int(re.sub(r"\D", "", browser.url)))
        told = {slug: [one.value for one in found if one.exclusive] for slug, found in seen.questions.items()}
        response = browser.send(
            seen, {slug: told[slug][:1] or found[0].value for slug, found in seen.questions.items()}
        )
        assert len(numbers) < 40
    assert len(numbers) > 5
    assert numbers == sorted(set(numbers))
    assert browser.url == "/results/"


def test_nothing_is_said_of_gaps_where_nothing_was_skipped_or_help_is_on_its_way(shipped_live: live.Snapshot) -> None:
    model = shipped_live.model
    for urgency in RESULTS:
        answers = results(model)[urgency]
        skipped = any(not reply.complete for _, reply in answers.items())
        if not skipped or urgency in (Urgency.EMERGENCY, Urgency.OUT_OF_SCOPE):
            assert not BLOCK.search(card_of(browser_with(answers))), urgency


@pytest.mark.parametrize("skipped", ["meds", "conditions"])
def test_electrolytes_are_not_promised_to_somebody_whose_kidneys_nobody_asked_about(
    shipped_live: live.Snapshot, skipped: str
) -> None:
    model = shipped_live.model
    told = (walks.walk(model, story).assessment for story in model.kb.scenarios)
    would_help = (found for found in told if found.fluids.verdict in (Verdict.YES, Verdict.MAYBE))
    left_open = (found.answers.with_reply(skipped, (), complete=False) for found in would_help)
    open_now = (assess(model, finished(model, answers)) for answers in left_open)
    found = next(found for found in open_now if found.fluids.held_back_by and walks.ends_in_a_result(found))
    browser = browser_with(found.answers)
    text = browser.get("/results/").content.decode()
    verdict = text[text.index('id="electrolytes"') :]
    assert "We can’t tell: you skipped what decides it</h2>" in verdict
    assert found.fluids.held_back_by[0].name in verdict[: verdict.index("</section>")]
