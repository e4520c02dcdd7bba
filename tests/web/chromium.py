"""What only a real browser can tell of a page."""

import re
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser

STYLESHEET = re.compile(r'<link rel="stylesheet" href="/static/(css/\w+\.css)">')
SCRIPT_OR_ICON = re.compile(r'<script.*?</script>|<link rel="icon"[^>]*>', re.DOTALL)
PAGE = re.compile(rb"/Type /Page\b(?!s)")


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
