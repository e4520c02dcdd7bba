"""Controls of docs/clinical-safety.md, on the content as it is shipped."""

import re
from pathlib import Path

import pytest
from django.test import Client

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.engine.conditions import Facts
from legsapp.engine.interview import Interview
from legsapp.engine.knowledge import PLACEHOLDERS, KnowledgeBase, Urgency
from legsapp.engine.model import Model
from legsapp.engine.triage import triage
from legsapp.publishing import live
from legsapp.publishing.gate import examine

from .web.browser import Browser, see

CSS = Path(__file__).parent.parent / "static" / "css" / "site.css"
NONE_OF_THESE = ("emergency.none", "emergency2.none")


@pytest.fixture(scope="module")
def model(shipped: KnowledgeBase) -> Model:
    return Model(shipped)


def fired(model: Model, findings: tuple[str, ...]) -> set[str]:
    return {item.flag.slug for item in triage(model, Facts.of(Answers.from_findings(findings))).flags}


@pytest.mark.slow
def test_the_shipped_content_may_be_published(shipped: KnowledgeBase) -> None:
    assert examine(shipped).blockers == ()


def test_every_red_flag_fires_for_its_story_and_not_for_its_near_miss(model: Model) -> None:
    fires = {scenario.slug: fired(model, scenario.findings) for scenario in model.kb.scenarios}
    stories = model.kb.scenarios
    assert {one.slug: missing for one in stories if (missing := set(one.flags) - fires[one.slug])} == {}
    assert {one.slug: wrong for one in stories if (wrong := set(one.not_flags) & fires[one.slug])} == {}
    never = {flag.slug for flag in model.kb.red_flags}.difference(*fires.values())
    assert never == set(), "every red flag has a story in which it fires"


def test_every_caution_blocks_what_its_story_says(model: Model) -> None:
    stories = [scenario for scenario in model.kb.scenarios if scenario.blocked]
    assert len(stories) >= len(model.kb.cautions)
    free = {}
    for one in stories:
        blocked = assess(model, Answers.from_findings(one.findings)).blocked
        if "all" not in blocked and (missing := set(one.blocked) - set(blocked)):
            free[one.slug] = missing
    assert free == {}


@pytest.mark.parametrize("question", ["emergency", "emergency2"])
def test_the_first_page_asks_for_emergencies_and_any_tick_is_one(model: Model, question: str) -> None:
    first = Interview(model, Answers.empty()).next_page
    assert first is not None and question in {item.slug for item in first.questions}
    assert not model.questions[question].skippable
    for option in model.questions[question].options:
        level = triage(model, Facts.of(Answers.from_findings([f"{question}.{option.slug}"]))).urgency
        assert option.exclusive or level.at_least(Urgency.SAME_DAY), option.slug


def test_under_18_gets_no_advice_but_an_emergency_is_still_told(model: Model) -> None:
    young = assess(model, Answers.from_findings([*NONE_OF_THESE, "age.u18", "feel.cramp"]))
    assert young.urgency is Urgency.OUT_OF_SCOPE
    assert "all" in young.blocked
    assert Interview(model, Answers.from_findings([*NONE_OF_THESE, "age.u18"])).next_page is None
    in_danger = assess(model, Answers.from_findings(["emergency.chest_pain", "emergency2.none", "age.u18"]))
    assert in_danger.urgency is Urgency.EMERGENCY


def test_every_place_says_whom_to_call(model: Model) -> None:
    for place in model.kb.places:
        for name in PLACEHOLDERS:
            assert getattr(place, name).strip(), (place.slug, name)
    assert model.kb.places[-1].slug == "elsewhere"


def test_every_cause_says_when_to_come_back(model: Model) -> None:
    assert [cause.slug for cause in model.kb.causes if not cause.see_sooner.strip()] == []


def test_print_keeps_urgency_and_when_to_get_help() -> None:
    rules = CSS.read_text(encoding="utf-8").split("@media print", 1)[1]
    hidden = {
        selector.strip()
        for selectors in re.findall(r"([^{};]+)\{[^}]*display:\s*none", rules)
        for selector in selectors.split(",")
    }
    assert hidden, "something is hidden in print"
    assert not {name for name in hidden if name.startswith((".care", ".card", "#", ".result", "main", "section"))}


@pytest.mark.parametrize("findings", [(), ("feel.cramp", "when.night"), ("swelling.one", "where.calf")])
def test_every_result_says_when_to_get_help(shipped: KnowledgeBase, findings: tuple[str, ...]) -> None:
    with live.holding(shipped):
        response = Browser(Client()).give("age.a40_49", *findings)
    text = response.content.decode()
    assert see(response).by_id("urgency") is not None
    assert see(response).by_id("get-help") is not None
    assert "not a diagnosis" in text
    assert "call" in text.lower() and "same day" in text
