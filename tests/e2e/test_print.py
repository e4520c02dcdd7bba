"""The result on paper: complete, in grey, nothing cut off."""

import re

import pytest
from playwright.sync_api import Page

from .looking import open_state
from .server import Server
from .states import RESULTS, States

ENDS = ("emergency", "out_of_scope")
# Buttons and links are of no use on paper; what stays folded on paper as well is not marked to unfold.
LEFT_OUT = ".screen-only, .actions, .links, .from, .vh, nav, [hidden], details:not(.unfold)"
PRINTED = """LEFT_OUT => {
  window.dispatchEvent(new Event('beforeprint'));
  const shown = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false})
    && e.getBoundingClientRect().height > 0;
  const main = document.querySelector('main');
  const texts = [...main.querySelectorAll('h1, h2, h3, p, li, dt, dd, th')]
    .filter(e => e.textContent.trim() && !e.closest(LEFT_OUT));
  const found = {
    hidden: texts.filter(e => !shown(e)).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 60)),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    clipped: [...main.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 2
      && getComputedStyle(e).overflowX !== 'visible' && !e.closest('.vh, svg')).map(e => e.className),
    sections: [...main.querySelectorAll('section[id]')].map(e => e.id),
    headings: [...main.querySelectorAll('h1, h2')].filter(shown).map(e => e.textContent.replace(/\\s+/g, ' ').trim()),
  };
  window.dispatchEvent(new Event('afterprint'));
  return found;
}"""
# What is read as one: a row, a food, a step of relief, both weeks of the diary.
CUT = """height => [...document.querySelectorAll('main :is(tr, .food, .relief > li, .diaries, .summary > div)')]
  .filter(e => e.getBoundingClientRect().height > 0)
  .filter(e => !e.closest('.diaries tr') && (getComputedStyle(e).breakInside !== 'avoid'
    || e.getBoundingClientRect().height > height))
  .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 60))"""
TITLES = re.compile(rb"/Title ?(?:<FEFF([0-9A-F]*)>|\(((?:[^()\\]|\\.)*)\))")
A4 = {"width": 680, "height": 1000}  # what is left of the sheet between its margins, in CSS pixels


def tight(text: str) -> str:
    """Without spaces: an outline has none where a line breaks."""
    return "".join(text.split())


def outline(pdf: bytes) -> set[str]:
    """The headings of a PDF, as its outline names them."""
    found = set()
    for wide, plain in TITLES.findall(pdf):
        text = bytes.fromhex(wide.decode()).decode("utf-16-be") if wide else re.sub(rb"\\(.)", rb"\1", plain).decode()
        found.add(tight(text))
    return found


@pytest.fixture
def printed(page: Page, site: Server, states: States):
    def to_paper(name: str) -> tuple[dict, bytes]:
        open_state(page, site.url, states[name])
        page.set_viewport_size(A4)
        page.emulate_media(media="print")
        found = page.evaluate(PRINTED, LEFT_OUT)
        return found, page.pdf(format="A4", outline=True, tagged=True)

    return to_paper


@pytest.mark.parametrize("urgency", [*RESULTS, "unclear"])
def test_a_result_prints_complete(printed, urgency: str) -> None:
    found, pdf = printed(f"result: {urgency}")
    assert found["hidden"] == []
    assert found["clipped"] == []
    assert found["wide"] <= 0
    expected = {"urgency", "your-answers"}
    if urgency not in ENDS:
        expected |= {"electrolytes", "causes", "fluids", "foods", "relief", "get-help", "sources"}
    assert expected <= set(found["sections"])
    headings = outline(pdf)
    assert found["headings"], "no heading is printed"
    assert [heading for heading in found["headings"] if tight(heading) not in headings] == []
    assert pdf.count(b"/Type /Page\n") <= 14


@pytest.mark.parametrize("urgency", ["self_care", "gp_soon"])
def test_nothing_that_belongs_together_is_cut_at_the_end_of_a_sheet(
    page: Page, site: Server, states: States, urgency: str
) -> None:
    open_state(page, site.url, states[f"result: {urgency}"])
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    assert page.evaluate(CUT, A4["height"] / 2) == []
    diary = page.locator(".diaries")
    assert (diary.count(), diary.locator("th[scope=col]").count()) == ((1, 14) if urgency == "self_care" else (0, 0))


def test_the_urgency_stands_on_the_first_page_in_words(page: Page, site: Server, states: States) -> None:
    for urgency in ("emergency", "same_day", "self_care"):
        open_state(page, site.url, states[f"result: {urgency}"])
        page.set_viewport_size(A4)
        page.emulate_media(media="print")
        box = page.locator("#urgency h1").bounding_box()
        assert box is not None and box["y"] < A4["height"] / 2
        assert page.locator("#urgency").inner_text().strip()
