"""Ways to use a page that are not a mouse and a wide, coloured, moving screen."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import NewContext
from .keyboard import Keyboard
from .looking import open_state
from .person import Person, calmly
from .server import Server
from .states import States

ANIMATED = """() => {
  window.durations = [];
  const note = () => {
    document.getAnimations().forEach(one => window.durations.push(one.effect.getComputedTiming().duration));
    requestAnimationFrame(note);
  };
  note();
}"""
FILL = "slug => getComputedStyle(document.querySelector(`form [data-region=${slug}] path`)).fill"
LOOKS = """selector => { const s = getComputedStyle(document.querySelector(selector));
  return [s.borderColor, s.outlineColor, s.outlineStyle, s.backgroundColor].join() }"""
IN_ORDER = """() => [...document.querySelectorAll('main h1, main h2')].filter(e => e.checkVisibility())
  .map(e => [e.textContent.trim(), e.getBoundingClientRect().top])"""
SECTIONS = "() => [...document.querySelectorAll('main section[id]')].map(e => e.id)"


# The keyboard alone --------------------------------------------------------------------------------------


def test_the_whole_journey_by_keyboard(page: Page) -> None:
    keyboard = Keyboard(page)
    page.goto("/")
    keyboard.press("main a.btn-main")
    page.wait_for_url("**/check/1/")
    keyboard.walk(calmly(feel="heavy", where="calf", age="a70p"))
    assert page.evaluate("document.activeElement.tagName") == "H1"
    keyboard.press(".contents a[href='#relief']")
    expect(page.locator("#relief h2")).to_be_in_viewport()
    page.goto("/results/")
    keyboard.press("#relief .more summary")
    keyboard.press("#take a[href='/results/sheet/']")
    page.wait_for_url("**/results/sheet/")
    keyboard.press("header.masthead nav a")
    page.wait_for_url("**/clear/")
    keyboard.press("form .btn-main")
    expect(page.locator("h1")).to_have_text("Aching, cramping or heavy legs?")


def test_the_leg_map_follows_the_keyboard(page: Page) -> None:
    Person(page, calmly()).walk(until="place")
    Keyboard(page).tick("#where-calf")
    assert page.evaluate(FILL, "calf") != page.evaluate(FILL, "thigh_front"), "the picture does not follow the box"


def test_the_first_tab_leads_past_the_head(page: Page) -> None:
    page.goto("/check/1/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_entry_of_the_contents_leads_to_its_heading(
    new_context: NewContext, site: Server, states: States, width: int
) -> None:
    """Also where what stands between has not been laid out yet."""
    page = new_context(viewport={"width": width, "height": 740}).new_page()
    open_state(page, site.url, states["result: self_care"])
    for name in page.evaluate("[...document.querySelectorAll('.toc a')].map(e => e.hash)"):
        page.evaluate("window.scrollTo(0, 0)")
        page.locator(f".toc a[href='{name}']").click()
        expect(page.locator(f"{name} h2").first).to_be_in_viewport()
        top = page.evaluate(f"document.querySelector('{name}').getBoundingClientRect().top")
        at_end = page.evaluate("innerHeight + scrollY >= document.documentElement.scrollHeight - 2")
        assert -2 <= top <= 60 or at_end, (name, top)


# Colours of one's own ------------------------------------------------------------------------------------


def test_with_forced_colours_a_choice_can_be_seen(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    Person(page, calmly()).walk(until="place")
    assert page.evaluate("getComputedStyle(document.querySelector('#where-calf')).appearance") == "auto"
    before = page.evaluate(LOOKS, ".option:has(#where-calf)")
    page.locator("#where-calf").check()
    assert page.evaluate(LOOKS, ".option:has(#where-calf)") != before
    assert page.evaluate(FILL, "calf") != page.evaluate(FILL, "knee")


def test_with_forced_colours_bars_and_balance_can_be_seen(page: Page, site: Server, states: States) -> None:
    page.emulate_media(forced_colors="active")
    open_state(page, site.url, states["result: self_care"])
    fill = "selector => getComputedStyle(document.querySelector(selector)).fill"
    assert page.evaluate(fill, ".bar .fill") != page.evaluate(fill, ".bar .track")
    assert page.evaluate(fill, ".scale .pro") == page.evaluate(fill, ".bar .fill")
    assert page.evaluate(fill, ".grade .on") == page.evaluate(fill, ".bar .fill")


# Motion --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wish", "most"), [("no-preference", 150), ("reduce", 0)])
def test_a_page_gives_way_shortly_and_not_at_all_where_motion_is_unwanted(
    new_context: NewContext, wish: str, most: int
) -> None:
    page = new_context(reduced_motion=wish).new_page()
    person = Person(page, calmly())
    person.start()
    page.evaluate(ANIMATED)
    for _ in range(2):
        person.step()
    page.wait_for_timeout(300)
    durations = page.evaluate("window.durations")
    assert all(duration <= most for duration in durations), sorted(set(durations))
    assert bool(durations) == bool(most), "nothing was seen to move"


# Without styles and pictures -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["/", "question: place", "result: self_care", "result: emergency"])
def test_without_styles_a_page_reads_in_the_same_order(page: Page, site: Server, states: States, name: str) -> None:
    """What stands first on the screen stands first in the document."""
    open_state(page, site.url, states[name])
    styled = [text for text, top in sorted(page.evaluate(IN_ORDER), key=lambda pair: pair[1])]
    for missing in ("**/*.css", "**/*.svg"):
        page.route(missing, lambda route: route.abort())
    open_state(page, site.url, states[name])
    bare = [text for text, top in page.evaluate(IN_ORDER)]
    assert bare == styled
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "something is too wide without styles"


def test_without_styles_a_result_begins_with_the_urgency(page: Page, site: Server, states: States) -> None:
    page.route("**/*.css", lambda route: route.abort())
    open_state(page, site.url, states["result: gp_routine"])
    assert page.evaluate(SECTIONS)[:3] == ["urgency", "electrolytes", "causes"]
    words = page.locator("main").inner_text()
    assert words.index("Your next step:") < words.index("On this page") < words.index("What could be behind it")
