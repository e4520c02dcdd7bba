"""Looks at a page as its readers may: with a checker for accessibility, in the dark, narrow, in forced colours."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from .server import Server
from .states import State, States

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
IN_THE_DARK = ["color-contrast", "link-in-text-block"]  # all that colours can change
WHEN_NARROW = ["target-size", "scrollable-region-focusable"]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 256}  # a small phone, and 1280 x 1024 at 400 % zoom

WITHOUT_COLOURS = {"rules": {rule: {"enabled": False} for rule in IN_THE_DARK}}
RUN_AXE = """async (given) => {
  const options = Array.isArray(given) ? {runOnly: {type: 'rule', values: given}} : given ?? {};
  const found = await axe.run(document, {...options, resultTypes: ['violations'], elementRef: false});
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | '));
}"""
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1)
    .slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40));
}"""

LAY_OUT = """() => document.querySelectorAll('main *').forEach(part => {
  if (getComputedStyle(part).contentVisibility === 'auto') part.style.contentVisibility = 'visible';
})"""  # what waits below the screen as well


@dataclass
class Seen:
    """What was wrong, by how the page was looked at."""

    axe: dict[str, list[str]] = field(default_factory=dict)
    sideways: dict[str, list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


class Listener:
    """Hears everything that a page complains of, and every request that leaves the site."""

    def __init__(self, page: Page, url: str) -> None:
        self.complaints: list[str] = []
        self._host = urlsplit(url).netloc
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 4" in message.text  # the page that was asked for says so
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self._host:
            self.complaints.append(f"asked elsewhere: {request.url}")


def open_state(page: Page, url: str, state: State) -> None:
    """Bring the browser into a state."""
    page.context.clear_cookies()
    if state.cookie:
        page.context.add_cookies([{"name": "answers", "value": state.cookie, "url": url}])
    reply = page.goto(url + state.path)
    if state.sent is None:
        assert reply is not None and reply.status == state.status, (state.path, reply and reply.status)
        return
    for name, value in state.sent.items():
        box = page.locator(f"{state.form} input[type=text][name={name}]")
        if box.count():
            box.fill(value)
    page.locator(f"{state.form} button").first.click()
    page.locator("[data-errors]" if state.status == 422 else "#outcome").wait_for()


def look(page: Page, url: str, state: State, *, colours: bool = True) -> Seen:
    """The page must come from a context that loads AXE by itself. Without ``colours`` contrast is not looked at."""
    listener = Listener(page, url)
    seen = Seen(complaints=listener.complaints)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", forced_colors="none")
    open_state(page, url, state)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    page.evaluate(LAY_OUT)
    seen.axe["light"] = page.evaluate(RUN_AXE, None if colours else WITHOUT_COLOURS)
    seen.sideways["wide"] = page.evaluate(SIDEWAYS)
    if colours:
        page.emulate_media(color_scheme="dark")
        seen.axe["dark"] = page.evaluate(RUN_AXE, IN_THE_DARK)
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="light", forced_colors="active")
    seen.sideways["narrow"] = page.evaluate(SIDEWAYS)
    seen.axe["narrow"] = page.evaluate(RUN_AXE, WHEN_NARROW)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = false; })")
    seen.sideways["narrow, folded"] = page.evaluate(SIDEWAYS)
    return seen


def failing(found: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((how, faults) for how, faults in found.items() if faults)


class Gallery:
    """Looks at each state once, whatever is asked. Questions share their colours with the states of an error."""

    def __init__(self, browser: Browser, site: Server, states: States) -> None:
        self._browser, self._site, self._states = browser, site, states
        self._seen: dict[str, Seen] = {}
        self._context = browser.new_context(reduced_motion="reduce")
        self._context.add_init_script(AXE)

    def __getitem__(self, name: str) -> Seen:
        if name not in self._seen:
            page = self._context.new_page()
            self._seen[name] = look(page, self._site.url, self._states[name], colours=not name.startswith("question"))
            page.close()
        return self._seen[name]

    def close(self) -> None:
        self._context.close()
