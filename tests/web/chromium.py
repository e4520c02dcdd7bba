"""A real browser for what only a browser can tell. A machine without one skips these tests."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Error, sync_playwright

STYLESHEET = re.compile(r'<link rel="stylesheet" href="/static/(css/\w+\.css)">')
SCRIPT_OR_ICON = re.compile(r'<script.*?</script>|<link rel="icon"[^>]*>', re.DOTALL)
PAGE = re.compile(rb"/Type /Page\b(?!s)")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        try:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            pytest.skip(f"Chromium cannot be started: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


def by_itself(html: str) -> str:
    """The page with its stylesheets inside and without scripts, so that no server is needed to show it."""

    def style(match: re.Match[str]) -> str:
        return f"<style>{(Path(settings.BASE_DIR) / 'static' / match[1]).read_text()}</style>"

    return STYLESHEET.sub(style, SCRIPT_OR_ICON.sub("", html))


def printed_pages(browser: Browser, html: str, paper: str) -> int:
    page = browser.new_page(java_script_enabled=False)
    page.set_content(by_itself(html))
    pdf = page.pdf(format=paper)
    page.close()
    return len(PAGE.findall(pdf))
