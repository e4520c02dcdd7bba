"""Takes the pictures of docs/editing.md: python -m tests.admin.pictures

On an installation of its own with the shipped content, an editor and a publisher do what the document tells; each
picture is what they see on the way. ``--phone`` takes them at the width of a phone, into build/editing/, to look at.
"""

import argparse
import base64
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from playwright.sync_api import Browser, Locator, Page, sync_playwright  # noqa: E402  (what follows needs the settings)

from bench.servers import ROOT, Server, Site  # noqa: E402
from tests.admin.desk import Colleague, make_accounts  # noqa: E402
from tests.chromium import FLAGS, chromium  # noqa: E402

TARGET, PHONE = ROOT / "docs" / "pictures" / "editing", ROOT / "build" / "editing"
WIDE, NARROW = 1000, 360
MOST_BYTES = 60_000
PATIENCE = 180_000  # ms; a busy machine walks all scenarios for long
FOLDED = "localStorage.setItem('django.admin.navSidebarIsOpen', 'false')"


@dataclass
class Studio:
    target: Path
    width: int

    def take(self, name: str, page: Page, first: Locator | None = None, height: int = 620) -> None:
        """So much of the page from just above a part of it; without one, from its top."""
        box = first.bounding_box() if first is not None else None
        scrolled = page.evaluate("[scrollX, scrollY, document.documentElement.scrollHeight]")
        top = max(0, box["y"] + scrolled[1] - 16) if box else 0
        clip = {"x": 0, "y": top, "width": self.width, "height": min(height, scrolled[2] - top), "scale": 1}
        given = {"format": "webp", "quality": 72, "clip": clip, "captureBeyondViewport": True}
        taken = base64.b64decode(page.context.new_cdp_session(page).send("Page.captureScreenshot", given)["data"])
        if len(taken) > MOST_BYTES:
            raise SystemExit(f"{name} has {len(taken)} bytes: more than {MOST_BYTES}")
        (self.target / f"{name}.webp").write_bytes(taken)
        print(f"{name}: {len(taken)} bytes", flush=True)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).last.click()


def a_fault(studio: Studio, page: Page) -> None:
    page.goto("/admin/row/causes/nlc/")
    page.get_by_label("When to get help sooner:").fill("Ring 999 when a cramp does not let go.")
    save(page)
    field = page.locator(".field-see_sooner")
    field.get_by_text("telephone number").wait_for()
    studio.take("fault", page, page.locator("fieldset", has=field), 420)


def a_draft(studio: Studio, page: Page) -> None:
    page.goto("/admin/row/causes/nlc/")
    page.get_by_label("Summary:").fill(
        "A calf or foot muscle clenches hard at night and may wake you. It does no damage."
    )
    page.get_by_label("How common, per 1000:").fill("300")
    save(page)
    page.goto("/admin/")
    page.locator("#content-main details summary").first.click()
    studio.take("front", page, height=720)


def the_preview(studio: Studio, page: Page) -> None:
    page.goto("/preview/?concept=scenarios&slug=typ_nlc")
    with page.expect_navigation():
        page.get_by_role("button", name="Preview from typ_nlc").click()
    studio.take("preview", page, height=640)
    why = page.locator("#why")
    why.locator("details summary").first.click()
    studio.take("why", page, why, 640)
    page.goto("/preview/")
    page.get_by_role("button", name="Leave the preview").click()


def publishing(studio: Studio, page: Page) -> None:
    page.goto("/admin/legsapp/release/publish/")
    studio.take("publish", page, height=680)
    page.get_by_label("What changed, in a sentence").fill("Night cramps: simpler words, and more common")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()


def a_refusal(studio: Studio, editor: Page, publisher: Page) -> None:
    editor.goto("/admin/row/red_flags/rf_aorta/")
    editor.get_by_label("Urgency:").select_option("same_day")
    save(editor)
    publisher.goto("/admin/legsapp/release/publish/")
    studio.take("refused", publisher, height=560)
    editor.goto("/admin/row/red_flags/rf_aorta/")
    editor.get_by_label("Urgency:").select_option("emergency")
    save(editor)


def going_back(studio: Studio, page: Page) -> None:
    page.goto("/admin/legsapp/release/")
    studio.take("releases", page, height=520)
    page.get_by_role("button", name="Compare").click()
    page.locator(".leg-changes").first.wait_for()
    studio.take("compare", page, height=520)
    page.goto("/admin/legsapp/release/1/rollback/")
    studio.take("rollback", page, height=420)


def the_health(studio: Studio, page: Page) -> None:
    page.goto("/admin/health/")
    studio.take("health", page, height=860)


def take_all(studio: Studio, sit_down: Callable[[str], Page]) -> None:
    editor, publisher = sit_down("edi"), sit_down("pia")
    a_fault(studio, editor)
    a_draft(studio, editor)
    the_preview(studio, editor)
    publishing(studio, publisher)
    a_refusal(studio, editor, publisher)
    going_back(studio, publisher)
    the_health(studio, editor)


def colleague(browser: Browser, server: Server, width: int) -> Callable[[str], Page]:
    def sit_down(name: str) -> Page:
        found = Colleague.signed_in(browser, server, name, viewport={"width": width, "height": 800})
        found.page.context.add_init_script(FOLDED)
        found.page.set_default_timeout(PATIENCE)
        return found.page

    return sit_down


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phone", action="store_true", help="at the width of a phone, into build/editing/")
    target, width = (PHONE, NARROW) if parser.parse_args().phone else (TARGET, WIDE)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder)).prepare(ROOT / "fixtures", static=False, by="pia")
        site.manage("collectstatic", "--noinput", "--no-post-process", "--verbosity=0")
        make_accounts(site, edi="editor", pia="publisher")
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with site.server(1) as server:
            take_all(Studio(target, width), colleague(browser, server, width))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
