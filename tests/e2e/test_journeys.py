"""Whole journeys through the questionnaire, as people make them."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import assess
from legsapp.engine.model import Model

from .conftest import NewContext
from .person import Person, by_seed, calmly
from .server import Server
from .states import States

QUESTION_TITLE = re.compile(r"Question \d+ - Leg Check")
FOCUSED = "document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()"


def posts(page: Page) -> list[str]:
    """The addresses that this page has posted to, from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            found.append(request.url)

    page.on("request", note)
    return found


# With and without scripts --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scripts_plain_forms_and_the_engine_agree(new_context: NewContext, shipped_model: Model, seed: int) -> None:
    swapped = Person(new_context().new_page(), by_seed(seed)).walk()
    plain = Person(new_context(java_script_enabled=False).new_page(), by_seed(seed), scripts=False).walk()
    assert swapped.topics == plain.topics
    assert swapped.told == plain.told
    assert swapped.result() == plain.result()
    result = assess(shipped_model, Answers.from_findings(plain.findings()))
    shown = plain.result()
    assert shown["urgency"] == result.urgency.value
    if result.urgency.value not in ("emergency", "out_of_scope"):
        assert shown["verdict"] == result.fluids.verdict.value
        assert shown["drink"] == result.fluids.rule.recommendation
        assert shown["unclear"] == result.unclear
    causes = [[item.cause.slug, item.fit] for item in (*result.rule_out, *result.shown)]
    assert shown["causes"] == causes[: len(shown["causes"])]  # type: ignore[arg-type]
    assert shown["causes"] or not causes


# What a swap leaves behind -------------------------------------------------------------------------------


def test_a_swap_moves_focus_title_and_address_and_loads_no_page(page: Page) -> None:
    person = Person(page, calmly())
    person.start()
    page.evaluate("window.stayed = true")
    for number in (2, 3, 4):
        person.step()
        assert page.evaluate("window.stayed"), "the whole page was loaded"
        assert page.url.endswith(f"/check/{number}/")
        assert page.title() == f"Question {number} - Leg Check"
        assert page.evaluate(FOCUSED).startswith("H1 ")
        assert page.evaluate("window.scrollY") == 0


def test_a_step_is_one_request(page: Page) -> None:
    """To the result as well: on a slow phone every request more is felt."""
    person = Person(page, calmly(feel="heavy", where="calf"))
    person.start()
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/static/" not in request.url:  # Chromium looks at its icon again; the browser's cache answers
            asked.append(f"{request.method} {request.url}")

    page.on("request", note)
    steps = 0
    while not person.is_done:
        person.step()
        steps += 1
        assert len(asked) == steps, asked[-3:]


def test_back_and_forward_show_each_page_as_it_was_answered(page: Page) -> None:
    person = Person(page, calmly(feel="heavy", where="calf")).walk(until="began")
    last = page.url
    page.go_back()
    person.settle()
    assert person.topic == "place"
    assert page.locator("#where-calf").is_checked()
    assert page.locator("header.masthead").count() == 1, "a part was shown as a page"
    page.go_back()
    person.settle()
    assert page.locator("#feel-heavy").is_checked()
    assert QUESTION_TITLE.fullmatch(page.title())
    for _ in range(2):
        page.go_forward()
        person.settle()
    assert page.url == last
    assert person.topic == "began"


def test_a_reload_keeps_the_place_and_the_answers(page: Page) -> None:
    person = Person(page, calmly(feel="heavy")).walk(until="place")
    page.reload()
    assert person.topic == "place"
    page.locator(".links a", has_text="Back").click()
    person.settle()
    assert page.locator("#feel-heavy").is_checked()


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_shifts_while_a_page_is_swapped(page: Page, width: int) -> None:
    """Also when the reply takes longer than the half second in which browsers forgive a shift."""
    page.add_init_script(
        "window.shifts = []; new PerformanceObserver(list => list.getEntries().forEach(entry => "
        "window.shifts.push([entry.value, entry.hadRecentInput]))).observe({type: 'layout-shift', buffered: true});"
    )

    def slowly(route: Route) -> None:
        page.wait_for_timeout(600)
        route.continue_()

    page.set_viewport_size({"width": width, "height": 740})
    person = Person(page, calmly())
    person.start()
    page.route("**/check/*/", slowly)
    for _ in range(3):
        person.step()
        page.wait_for_timeout(100)
    assert sum(value for value, forgiven in page.evaluate("window.shifts") if not forgiven) == 0


# When something is wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_an_empty_answer_is_an_error_that_leads_to_its_field(new_context: NewContext, scripts: bool) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    page.goto("/check/1/")
    page.locator("form[data-topic] .btn-main").click()
    errors = page.locator("[data-errors]")
    errors.wait_for()
    assert page.title() == "Error: Question 1 - Leg Check"
    assert page.url.endswith("/check/1/")
    if scripts:
        expect(errors).to_be_focused()
    target = errors.locator("a").first.get_attribute("href")
    assert target
    errors.locator("a").first.click()
    expect(page.locator(target)).to_be_in_viewport()
    assert page.locator("fieldset.wrong").count() == 2
    for slug in ("emergency", "emergency2"):
        page.locator(f"#{slug}-none").check()
    page.locator("form[data-topic] .btn-main").click()
    page.wait_for_url("**/check/2/")
    expect(page).to_have_title("Question 2 - Leg Check")


def test_a_double_click_sends_one_answer(page: Page) -> None:
    person = Person(page, calmly())
    person.start()
    sent = posts(page)
    person.tick()
    page.locator("form[data-topic] .btn-main").dblclick()
    page.wait_for_url("**/check/2/")
    person.settle()
    page.wait_for_timeout(200)
    assert page.url.endswith("/check/2/")
    assert len(sent) == 1


def test_a_lost_network_is_said_and_the_answer_stays(page: Page) -> None:
    person = Person(page, calmly(feel="heavy")).walk(until="feel")
    person.tick()
    page.context.set_offline(True)
    page.locator("form[data-topic] .btn-main").click()
    page.locator("#trouble").wait_for(state="visible")
    assert page.locator("#feel-heavy").is_checked()
    page.context.set_offline(False)
    person.press()
    assert person.topic == "place"


@pytest.mark.parametrize("missing", ["**/*.js", "**/*.css"])
def test_without_its_scripts_or_styles_the_walk_goes_on(new_context: NewContext, missing: str) -> None:
    page = new_context().new_page()
    page.route(missing, lambda route: route.abort())
    person = Person(page, calmly(feel="heavy")).walk(until="place")
    assert page.locator("h1").is_visible()
    assert person.topics == ["danger", "about_you", "feel"]


def test_two_tabs_lose_nothing(new_context: NewContext) -> None:
    context = new_context()
    first = Person(context.new_page(), calmly(feel="heavy")).walk(until="place")
    second = Person(context.new_page(), calmly())
    second.page.goto("/check/3/")
    second.page.locator("#feel-heavy").uncheck()
    second.page.locator("#feel-cramp").check()
    second.press()
    first.tick()
    first.press()
    first.page.goto("/check/answers/")
    kept = first.page.locator("dl.summary").all_inner_texts()
    assert any("ramp" in text for text in kept)
    assert first.page.locator("dl.summary dt").count() >= 7, "an answer was lost"


# Emergencies, slips, clearing ----------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_an_emergency_leads_to_the_result_at_once_and_a_slip_can_be_mended(
    new_context: NewContext, scripts: bool
) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    person = Person(page, calmly(), scripts=scripts)
    person.start()
    page.locator("#emergency-chest_pain").check()
    expect(page.locator(".stop")).to_be_visible()  # said before it is sent
    person.press()
    assert person.is_done, "the other question of the page stood in the way"
    assert person.result()["urgency"] == "emergency"
    assert page.locator("#causes [data-fit]:not([data-fit=rule_out])").count() == 0
    assert page.locator("#electrolytes, #foods, #relief").count() == 0
    if scripts:
        assert page.evaluate(FOCUSED).startswith("H1 ")
    page.get_by_text("I chose that by mistake").click()
    page.wait_for_url("**/check/1/")
    page.locator("#emergency-chest_pain").uncheck()
    for slug in ("emergency", "emergency2"):
        page.locator(f"#{slug}-none").check()
    person.press()
    assert page.url.endswith("/check/2/")


def test_none_of_these_and_other_answers_put_each_other_out(page: Page) -> None:
    page.goto("/check/1/")
    page.locator("#emergency-chest_pain").check()
    page.locator("#emergency-none").check()
    expect(page.locator("#emergency-chest_pain")).not_to_be_checked()
    page.locator("#emergency-faint").check()
    expect(page.locator("#emergency-none")).not_to_be_checked()


def test_an_answer_is_changed_from_the_list_of_answers(page: Page, site: Server, states: States) -> None:
    state = states["with answers: /check/answers/"]
    page.context.add_cookies([{"name": "answers", "value": state.cookie, "url": site.url}])
    page.goto("/check/answers/")
    page.locator("dl.summary a", has_text="Change").nth(2).click()
    page.wait_for_url("**?from=answers")
    assert QUESTION_TITLE.fullmatch(page.title())
    page.locator("form[data-topic] .btn-main").click()
    page.wait_for_url("**/check/answers/")
    expect(page.locator("main h1")).to_have_text("Check your answers")


@pytest.mark.parametrize("scripts", [True, False])
def test_clearing_erases_and_leaves(new_context: NewContext, site: Server, states: States, scripts: bool) -> None:
    context = new_context(java_script_enabled=scripts)
    context.add_cookies([{"name": "answers", "value": states["with answers: /check/answers/"].cookie, "url": site.url}])
    page = context.new_page()
    page.goto("/results/")
    page.locator("header.masthead a", has_text="Clear my answers").click()
    page.locator("form .btn-main", has_text="Clear and leave").click()
    expect(page.locator("h1")).to_have_text("Aching, cramping or heavy legs?")
    assert not [cookie for cookie in context.cookies() if cookie["name"] == "answers"]
    page.goto("/results/")
    assert page.url.endswith("/check/1/")
    page.go_back()
    assert page.locator("#urgency").count() == 0


def test_a_tap_on_the_picture_ticks_its_box(page: Page) -> None:
    Person(page, calmly()).walk(until="place")
    for tap, state in ((1, True), (2, False)):
        page.locator("form [data-region=calf] path").first.click(position={"x": 12, "y": 30})
        assert page.locator("#where-calf").is_checked() is state, f"tap {tap}"
