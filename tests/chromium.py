"""The browser of the tests: Debian's Chromium, without anything that calls home."""

import shutil

FLAGS = (
    "--no-sandbox",  # test machines run as root, where the sandbox cannot start
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str | None:
    """The program's path; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
