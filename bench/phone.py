"""A check on a slow phone: python -m bench.phone

Chromium as a phone of 360 x 740 with a processor four times slower than this one, on a network of 400 ms and
400 kbit/s, before the site as `make serve` serves it. Prints what was measured and exits with 1 if a bar is missed.
"""

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, Request, sync_playwright

from tests.chromium import FLAGS, chromium
from tests.e2e.person import Person, calmly

from .servers import ROOT, Site

VISITS = 5
LATENCY_MS, BYTES_A_SECOND, SLOWDOWN = 400, 400_000 / 8, 4
PATIENCE_MS = 60_000
START_MS = 1500  # from the first byte of the start page until it can be read and its button pressed
PAGE_OPTIONS = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
WATCH_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver(list => list.getEntries().forEach(e => window.shifts.push(e.value)))
    .observe({type: 'layout-shift', buffered: true});
"""
TIMES = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return {first_byte: page.responseStart, painted: paint ? paint.startTime : NaN,
          parsed: page.domContentLoadedEventEnd, loaded: page.loadEventEnd};
}"""
SHIFT = "window.shifts.reduce((sum, value) => sum + value, 0)"
PRESS = """() => new Promise(done => {
  const button = document.querySelector('form[data-topic] .btn-main'), began = performance.now();
  document.addEventListener('htmx:afterSettle', () =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))), {once: true});
  button.click();
})"""


@dataclass
class Journey:
    starts: list[dict[str, float]] = field(default_factory=list)  # times of the start page, each with an empty cache
    steps_ms: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)  # of each step
    shift: float = 0.0

    def misses(self) -> list[str]:
        found = []
        if self.start_ms > START_MS:
            found.append(f"the start page takes {self.start_ms:.0f} ms after its first byte")
        if set(self.requests) != {1}:
            found.append(f"steps take {sorted(set(self.requests))} requests")
        if self.shift:
            found.append(f"things moved: {self.shift:.4f}")
        return found

    def start(self, name: str) -> float:
        return median(times[name] for times in self.starts)

    @property
    def start_ms(self) -> float:
        """From the first byte until it is painted and its document is ready.

        The browser notes the first byte before it holds it back, so it counts as having come after one round trip.
        """
        firsts = (max(times["first_byte"], LATENCY_MS) for times in self.starts)
        lasts = (max(times["painted"], times["parsed"]) for times in self.starts)
        return median(last - first for first, last in zip(firsts, lasts, strict=True))


def slow_down(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    session.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return session


def opened(browser: Browser, url: str, found: Journey) -> Page:
    """The start page, with nothing in the cache."""
    context = browser.new_context(**PAGE_OPTIONS)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    slow_down(page)
    page.goto(url, wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    found.starts.append(page.evaluate(TIMES))
    found.shift += page.evaluate(SHIFT)
    return page


def journey(browser: Browser, url: str) -> Journey:
    """From the start page to a result and through it."""
    found = Journey()
    for _ in range(VISITS - 1):
        opened(browser, url, found).context.close()
    page = opened(browser, url, found)
    page.locator("main a.btn-main").click()
    page.wait_for_url("**/check/1/", wait_until="load")
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/static/" not in request.url:
            asked.append(request.url)

    page.on("request", note)
    person = Person(page, calmly(feel="cramp", where="calf", when="night"))
    while not person.is_done:
        person.tick()
        before = len(asked)
        found.steps_ms.append(page.evaluate(PRESS))
        person.settle()
        found.requests.append(len(asked) - before)
    for _ in range(12):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(50)
    found.shift += page.evaluate(SHIFT)
    page.context.close()
    return found


def told(found: Journey) -> str:
    rows = (
        (f"start page: first contentful paint (median of {VISITS} visits)", f"{found.start('painted'):.0f} ms", ""),
        ("start page: DOMContentLoaded", f"{found.start('parsed'):.0f} ms", ""),
        (
            "start page: the later of both, counted from the first byte (one round trip)",
            f"{found.start_ms:.0f} ms",
            f"≤ {START_MS} ms",
        ),
        ("steps to the result", str(len(found.requests)), ""),
        ("requests of a step", "/".join(map(str, sorted(set(found.requests)))), "1"),
        ("a step, from the press to the next page painted: median", f"{median(found.steps_ms):.0f} ms", ""),
        ("a step: slowest (the result)", f"{max(found.steps_ms):.0f} ms", ""),
        ("layout shift, whole journey", f"{found.shift:.4f}", "0"),
    )
    return "\n".join(["| what | measured | bar |", "| --- | --- | --- |", *(f"| {' | '.join(row)} |" for row in rows)])


def main() -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(Site(folder).prepare(ROOT / "fixtures").server())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        found = journey(browser, f"http://127.0.0.1:{server.port}/")
        browser.close()
    print(told(found))
    for miss in found.misses():
        print(f"Missed: {miss}", file=sys.stderr)
    return 1 if found.misses() else 0


if __name__ == "__main__":
    sys.exit(main())
