"""Becomes the web server: granian with a few worker processes, each with a few threads."""

import os
import sys

from django.conf import settings

THREADS = 4
HEADER_TIMEOUT_MS = 10_000  # a client that takes longer to say what it wants is dropped
PATIENCE = 10  # seconds; on a busy machine a worker now and then does not hear that it is asked to end
FLAGS = (
    "--interface=wsgi",
    f"--blocking-threads={THREADS}",
    f"--http1-header-read-timeout={HEADER_TIMEOUT_MS}",
    "--http=1",
    "--no-ws",
    "--respawn-failed-workers",
    f"--workers-kill-timeout={PATIENCE}",
    "--log-level=warning",
)
# glibc gives each thread a heap of its own, which keeps what it once needed: two are enough for four threads.
ALLOCATOR = {"MALLOC_ARENA_MAX": "2"}


def command() -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        f"--host={settings.HOST}",
        f"--port={settings.PORT}",
        f"--workers={settings.WORKERS}",
        *FLAGS,
        "legsapp.wsgi:application",
    ]


def serve() -> None:
    """Does not return."""
    os.chdir(settings.BASE_DIR)
    sys.stdout.flush()
    os.execve(sys.executable, command(), ALLOCATOR | os.environ)  # noqa: S606  (no shell, fixed arguments)
