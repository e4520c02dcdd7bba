"""The sheet for the doctor: what stands on it, the square code, and that it fits on the paper."""

import re

import msgspec
import pytest
import segno
from django.test import Client
from playwright.sync_api import Browser as Chromium

from legsapp.engine.answers import Answers, question_of
from legsapp.engine.interview import Interview
from legsapp.engine.knowledge import KnowledgeBase, Option, Question, Scenario, Urgency
from legsapp.publishing import live, walks
from legsapp.web.answer_cookie import Visit, seal
from legsapp.web.presenters import qr
from legsapp.web.presenters.denied import by_concern
from legsapp.web.presenters.sheet import ABOVE, UNCLEAR_ALONE

from .browser import Browser, see
from .chromium import printed_pages

ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)
AT_ONCE = 80  # sheets in one print


def sheet_of(answers: Answers, size: str = "") -> str:
    client = Client()
    client.cookies["answers"] = seal(Visit(answers))
    response = client.get("/results/sheet/", {"size": size} if size else None)
    assert response.status_code == 200
    return response.content.decode()


def told(snapshot: live.Snapshot, scenario: Scenario) -> Answers:
    """The longer of the story as it stands and the story walked through the questionnaire."""
    raw = Answers.from_findings(scenario.findings)
    walked = walks.walk(snapshot.model, scenario).assessment.answers
    whole = Interview(snapshot.model, raw).next_page is None
    return raw if whole and len(raw.findings()) > len(walked.findings()) else walked


def test_it_holds_what_a_doctor_asks(shipped_live: live.Snapshot) -> None:
    browser = Browser(Client())
    browser.give(
        "age.a40_49",
        "feel.ache",
        "side.one",
        "leg.left",
        "where.calf",
        "swelling.one",
        "onset.sudden",
        "total.d1_7",
        "meds.statin",
    )
    response = browser.get("/results/sheet/")
    text = response.content.decode()
    seen = see(response)
    assert (seen.by_id("urgency") or {})["data-urgency"] == "same_day"
    for words in ("Aching or soreness", "One leg; Left", "Calf", "Suddenly", "1 to 7 days", "A statin"):
        assert words in text, words
    assert "<dt>Heart, lungs, brain:</dt> <dd>chest pain or tightness; acute dyspnoea" in text
    assert text.count('<dl class="denied">') == 1 and "Pain, pressure or tightness" not in text
    assert "Deep vein thrombosis" in text
    assert "content release 7 of" in text
    assert sum("rule" in (found.get("class") or "").split() for _, found in seen.attributes) >= 5
    assert any(found.get("class") == "legs one" for tag, found in seen.attributes if tag == "svg")
    assert "no-store" in response.headers["Cache-Control"]
    assert not any("style" in found for _, found in seen.attributes)
    assert "Sheet" in seen.title and "calf" not in seen.title.lower()


def test_an_emergency_may_print_it_with_the_urgency_on_top(shipped_live: live.Snapshot) -> None:
    browser = Browser(Client())
    browser.post("/check/1/", {"emergency": "chest_pain", "emergency2": "none"})
    text = browser.get("/results/sheet/").content.decode()
    assert 'data-urgency="emergency"' in text
    assert text.index('data-urgency="emergency"') < text.index("Red flags")
    assert "Ticked as a sign of danger:" in text
    assert "Not asked" in text
    assert "Do not wait for a printer" in text


def test_before_the_end_it_leads_to_the_next_question(browser: Browser) -> None:
    browser.post("/check/1/", {"emergency": "none"})
    assert browser.client.get("/results/sheet/").headers["Location"] == "/check/2/"


def test_what_was_left_open_is_not_said_to_be_denied(shipped_live: live.Snapshot) -> None:
    browser = Browser(Client())
    response = browser.get("/check/")
    while (seen := see(response)).topic:
        skip = {"skip": "1"} if seen.can_skip else {}
        data = {name: browser._choose(name, inputs, ("age.a40_49",)) for name, inputs in seen.questions.items()}
        skipped = seen.topic == "medicines"
        response = browser.send(seen, skip if skipped else data)
    text = browser.get("/results/sheet/").content.decode()
    assert "<dt>Medicines</dt><dd>Skipped, so not known</dd>" in text
    assert "<dt>Conditions</dt><dd>None of those asked about</dd>" in text
    assert "Left open, so not known:" in text


def test_everything_that_may_be_denied_has_a_clinicians_word(shipped_live: live.Snapshot) -> None:
    model = shipped_live.model
    said_of_nothing = {*ABOVE, *UNCLEAR_ALONE}
    urgent = (flag.slug for flag in model.kb.red_flags if flag.urgency.at_least(Urgency.SAME_DAY))
    decisive = {name for slug in urgent for name in model.flag_conditions[slug].positives()}
    for name, option in model.options.items():
        question = model.questions[question_of(name)]
        section = model.topics[question.topic].section
        may_be = section == "safety" or (name in decisive and section != "about")
        if may_be and question.kind == "multi" and not option.exclusive and question.slug not in said_of_nothing:
            assert option.term, name


def test_denied_findings_stand_under_their_concern_in_its_order() -> None:
    tired, cord, line = (Option(slug=slug, label="") for slug in ("tired", "cord", "line"))
    cord, line = (msgspec.structs.replace(option, concern="vessels") for option in (cord, line))
    found = by_concern([(tired, "fatigue"), (cord, "tender cord"), (line, "tender cord")])
    assert found == (("Clots and vessels", ("tender cord",)), ("General", ("fatigue",)))


def test_a_denied_finding_without_a_clinicians_term_is_said_in_the_words_of_its_question(
    shipped: KnowledgeBase,
) -> None:
    def without_terms(question: Question) -> Question:
        options = tuple(msgspec.structs.replace(option, term="") for option in question.options)
        return msgspec.structs.replace(question, options=options)

    kb = msgspec.structs.replace(shipped, questions=tuple(map(without_terms, shipped.questions)))
    with live.holding(kb):
        browser = Browser(Client())
        browser.post("/check/1/", {"emergency": "none", "emergency2": "deformed"})
        text = browser.get("/results/sheet/").content.decode()
    assert "<dt>General:</dt>" not in text and "<dt>Heart, lungs, brain:</dt> <dd>Pain, pressure or tightness" in text


# The square code --------------------------------------------------------------------------------------


def test_a_summary_keeps_within_its_bytes_and_counts_what_it_leaves_out() -> None:
    fields = [
        ("A", ["one", "two " * 40, "three"]),
        ("B", []),
        ("Café – “C”", [f"item {number}" for number in range(90)]),
    ]
    text = qr.summary("Head", fields)
    assert len(text.encode()) <= qr.MOST_BYTES
    assert text.isascii()
    assert text.startswith("Head\nA: one; two two")
    assert 'Cafe - "C": item 0; item 1' in text
    assert re.search(r"\+\d+$", text)
    assert "B:" not in text


def test_the_drawing_is_the_code_of_the_text() -> None:
    text = qr.summary("Leg Check", [("Advice", ["See a GP"])])
    drawing = qr.drawn(text)
    assert "style=" not in drawing and "http" not in drawing.replace("http://www.w3.org/2000/svg", "")
    assert squares(drawing) == {
        (x, y)
        for y, row in enumerate(segno.make(text, error="l", micro=False).matrix)
        for x, dark in enumerate(row)
        if dark
    }


def squares(drawing: str) -> set[tuple[int, int]]:
    """The dark squares of a drawn code, read back from its path: relative moves and horizontal strokes."""
    path = re.search(r'<path[^>]*stroke="#000"[^>]*d="([^"]+)"', drawing) or re.search(r'd="(M[^"]*h[^"]*)" ', drawing)
    assert path is not None, drawing[:300]
    found: set[tuple[int, int]] = set()
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mmh])([^Mmh]*)", path[1]):
        given = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if letter == "h":
            found |= {(round(x) + step - qr.QUIET, int(y) - qr.QUIET) for step in range(int(given[0]))}
            x += given[0]
        elif letter == "M":
            x, y = given
        else:
            x, y = x + given[0], y + given[1]
    return found


def test_every_scenario_fits_into_the_code(shipped_live: live.Snapshot) -> None:
    for scenario in shipped_live.model.kb.scenarios[::25]:
        html = sheet_of(told(shipped_live, scenario))
        said = re.search(r'<pre class="said">(.*?)</pre>', html, re.DOTALL)
        assert said is not None
        assert len(said[1].encode()) <= qr.MOST_BYTES + 60  # escaped for HTML
        assert "Advice:" in said[1]


# The paper --------------------------------------------------------------------------------------------


def pages(browser: Chromium, sheets: list[str], paper: str) -> int:
    """One print of many sheets, each beginning a page."""
    frame, articles = sheets[0], [found[0] for found in map(ARTICLE.search, sheets) if found]
    assert len(articles) == len(sheets)
    apart = "<style>.sheet + .sheet { break-before: page; margin: 0 }</style>"
    return printed_pages(browser, ARTICLE.sub(lambda _: apart + "".join(articles), frame), paper)


@pytest.mark.e2e
def test_the_longest_sheets_fit_one_side_and_in_large_print_two(
    shipped_live: live.Snapshot, chromium_browser: Chromium
) -> None:
    answers = [told(shipped_live, scenario) for scenario in shipped_live.model.kb.scenarios]
    longest = sorted(answers, key=lambda item: -len("".join(item.findings())))[:4]
    for paper in ("A4", "Letter"):
        assert pages(chromium_browser, [sheet_of(item) for item in longest], paper) == len(longest)
    for item in longest:
        assert printed_pages(chromium_browser, sheet_of(item, "large"), "Letter") <= 2


@pytest.mark.e2e
@pytest.mark.faults
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_of_every_scenario_fits_one_side(
    shipped_live: live.Snapshot, chromium_browser: Chromium, paper: str
) -> None:
    scenarios = shipped_live.model.kb.scenarios
    too_long = []
    for start in range(0, len(scenarios), AT_ONCE):
        some = scenarios[start : start + AT_ONCE]
        sheets = [sheet_of(told(shipped_live, scenario)) for scenario in some]
        if pages(chromium_browser, sheets, paper) != len(sheets):
            too_long += [
                scenario.slug
                for scenario, sheet in zip(some, sheets, strict=True)
                if printed_pages(chromium_browser, sheet, paper) != 1
            ]
    assert too_long == []


@pytest.mark.e2e
@pytest.mark.faults
def test_the_large_print_of_long_sheets_fits_two_sides(shipped_live: live.Snapshot, chromium_browser: Chromium) -> None:
    answers = [told(shipped_live, scenario) for scenario in shipped_live.model.kb.scenarios]
    longest = sorted(answers, key=lambda item: -len("".join(item.findings())))[:40]
    for item in longest:
        assert printed_pages(chromium_browser, sheet_of(item, "large"), "Letter") <= 2
