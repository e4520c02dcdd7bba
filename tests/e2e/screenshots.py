"""Takes every public page in its main states, at three widths, in light and dark: python -m tests.e2e.screenshots

They go to build/screenshots/, with an index.html that shows them side by side; the few that README.md shows go to
docs/pictures/. ``--only WORD`` takes those whose name holds the word, and leaves docs/pictures/ alone.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402  (needs the settings)
from django.template import Context, Engine  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from legsapp.engine.model import Model  # noqa: E402
from legsapp.publishing import transfer  # noqa: E402
from tests.chromium import FLAGS, chromium  # noqa: E402

from .looking import LAY_OUT, open_state  # noqa: E402
from .server import ROOT, Server  # noqa: E402
from .states import RESULTS, WITH_GAPS, State, States  # noqa: E402

TARGET = ROOT / "build" / "screenshots"
PICTURES = ROOT / "docs" / "pictures"
CONTACT_SHEET = Path(__file__).with_name("contact_sheet.html")
WIDTHS = (360, 768, 1280)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MOST_BYTES = 300 * 1024  # of a picture in docs/pictures/
ASKED = ("danger", "about_you", "feel", "place", "began", "medicines")  # topics, one of each kind
ANSWERED = ("skin", "sweat_drink", "walking")  # topics with much ticked
PAGES = {
    "start": "/",
    "start, with answers": "with answers: /",
    "leg map with an error": "error: place",
    "danger signs with errors": "error: danger",
    "answers": "with answers: /check/answers/",
    **{f"result, {urgency}": f"result: {urgency}" for urgency in (*RESULTS, *WITH_GAPS)},
    "foods for me": "with answers: /results/foods/",
    "sheet": "with answers: /results/sheet/",
    "sheet, large print": "with answers: /results/sheet/?size=large",
    "symptoms": "/symptoms/",
    "symptom": "/symptoms/heavy_legs/",
    "causes": "/causes/",
    "cause": "/causes/pad/",
    "electrolytes": "/electrolytes/",
    "electrolyte": "/electrolytes/magnesium/",
    "foods": "/foods/",
    "foods, a day": "/foods/?rich=potassium&day=banana&day=milk_lowfat&day=potato_baked",
    "foods, none found": "/foods/?q=nothing%20like%20this",
    "drinks": "/drinks/",
    "calculator": "/drinks/calculator/",
    "calculator, worked out": "calculator, worked out",
    "calculator, with errors": "calculator, with errors",
    "relief": "/relief/",
    "claims": "/claims/",
    "questions people ask": "/faq/",
    "words explained": "/glossary/",
    "sources": "/sources/",
    "search": "/search/",
    "search, found": "/search/?q=cramp",
    "search, nothing": "/search/?q=zzzz",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "keep": "with answers: /keep/",
    "keep, empty": "/keep/",
    "keep, with errors": "keep, with errors",
    "clear": "with answers: /clear/",
    "not found": "/nowhere/",
}


@dataclass(frozen=True)
class Shot:
    name: str
    state: State
    act: Callable[[Page], None] = lambda page: None
    closed: bool = False  # taken of the site while its questionnaire is withdrawn

    @property
    def slug(self) -> str:
        return re.sub(r"\W+", "-", self.name).strip("-")


def everything(states: States) -> Iterator[Shot]:
    """What there is to see, in the order of a visit."""
    for name, state in PAGES.items():
        yield Shot(name, states[state])
        if name == "start, with answers":
            yield from questions(states)
    yield Shot("closed", State("/check/", status=503), closed=True)


def questions(states: States) -> Iterator[Shot]:
    yield Shot(
        "danger signs, one ticked", State("/check/1/"), lambda page: page.locator("#emergency-chest_pain").check()
    )
    for topic in ASKED:
        yield Shot(f"question, {topic}", states.fresh(topic))
    for topic in ANSWERED:
        yield Shot(f"answered question, {topic}", states.question(topic))
    yield Shot("leg map, two places", states.fresh("place"), tick_two_places)
    yield Shot("why we ask, open", states.fresh("feel"), lambda page: page.locator("summary").first.click())


def tick_two_places(page: Page) -> None:
    for slug in ("calf", "thigh_back"):
        page.locator(f"#where-{slug}").check()


# The few that README.md shows: name, width, height, scale, scheme -----------------------------------------

SHOWN: tuple[tuple[str, str, int, int, float, Scheme], ...] = (
    ("question", "leg map, two places", 900, 760, 1, "light"),
    ("result", "result, self_care", 390, 780, 1.5, "light"),
    ("result-dark", "result, same_day", 390, 780, 1.5, "dark"),
    ("drinks", "drinks", 900, 760, 1, "light"),
    ("sheet", "sheet", 900, 1100, 1, "light"),
)


class Studio:
    """A browser before the served site."""

    def __init__(self, browser: Browser, site: Server, closed: Server) -> None:
        self._browser, self._site, self._closed = browser, site, closed

    def take(self, shot: Shot, width: int, scheme: Scheme, path: Path) -> None:
        """The whole page, however long."""
        page = self._opened(shot, width, 800, scheme, 1)
        page.evaluate(LAY_OUT)
        page.screenshot(path=path, full_page=True, animations="disabled")
        page.context.close()

    def take_part(self, shot: Shot, width: int, height: int, scheme: Scheme, scale: float, path: Path) -> None:
        """What stands on the first screen, or the sheet alone."""
        page = self._opened(shot, width, height, scheme, scale)
        sheet = page.locator("article.sheet")
        (sheet if sheet.count() else page).screenshot(path=path, animations="disabled")
        page.context.close()
        if path.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{path.name} has {path.stat().st_size} bytes: more than {MOST_BYTES}")

    def _opened(self, shot: Shot, width: int, height: int, scheme: Scheme, scale: float) -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            device_scale_factor=scale,
            reduced_motion="reduce",
        )
        page = context.new_page()
        open_state(page, (self._closed if shot.closed else self._site).url, shot.state)
        shot.act(page)
        return page


def take_all(studio: Studio, shots: list[Shot]) -> None:
    for shot in shots:
        for width in WIDTHS:
            for scheme in SCHEMES:
                studio.take(shot, width, scheme, TARGET / f"{shot.slug}-{width}-{scheme}.png")
        print(shot.name, flush=True)


def write_contact_sheet(shots: list[Shot]) -> None:
    template = Engine().from_string(CONTACT_SHEET.read_text(encoding="utf-8"))
    given = {"shots": shots, "widths": WIDTHS, "schemes": SCHEMES}
    (TARGET / "index.html").write_text(template.render(Context(given)), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="take only those whose name holds this")
    only = parser.parse_args().only
    shots = [shot for shot in everything(States(Model(transfer.read_folder(settings.FIXTURES)))) if only in shot.name]
    TARGET.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        site = stack.enter_context(Server("tests.e2e.site:application", folders[0]))
        closed = stack.enter_context(Server("tests.e2e.site:application", folders[1], CLOSED="1"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        studio = Studio(browser, site, closed)
        take_all(studio, shots)
        for name, shown, width, height, scale, scheme in () if only else SHOWN:
            shot = next(one for one in shots if one.name == shown)
            studio.take_part(shot, width, height, scheme, scale, PICTURES / f"{name}.png")
        browser.close()
    write_contact_sheet(shots)
    print(f"See {(TARGET / 'index.html').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
