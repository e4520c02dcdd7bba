"""Becomes the web server: granian with a few worker processes, each with a few threads."""

import os
import sys

from django.conf import settings

THREADS = 4
HEADER_TIMEOUT_MS = 10_000  # a client that takes longer to say what it wants is dropped


def command() -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        f"--host={settings.HOST}",
        f"--port={settings.PORT}",
        f"--workers={settings.WORKERS}",
        f"--blocking-threads={THREADS}",
        f"--http1-header-read-timeout={HEADER_TIMEOUT_MS}",
        "--http=1",
        "--no-ws",
        "--respawn-failed-workers",
        "--log-level=warning",
        "legsapp.wsgi:application",
    ]


def serve() -> None:
    """Does not return."""
    os.chdir(settings.BASE_DIR)
    sys.stdout.flush()
    os.execv(sys.executable, command())  # noqa: S606  (no shell, fixed arguments)
