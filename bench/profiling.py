"""Where the time of a request goes: requests in this process, without a server."""

import cProfile
import io
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path

GROUPS = (
    ("gzip", ("zlib.compress", "gzip.py", "text.py:368")),
    ("cookie: decrypt, encrypt, inflate", ("fernet", "hmac", "cryptography", "answer_cookie", "decompress", "zlib")),
    ("CSRF token", ("csrf.py", "crypto.py", "random.py", "secrets.py", "posix.urandom")),
    ("engine: what applies, red flags, next topic", ("legsapp/engine",)),
    ("templates", ("django/template", "django/utils/html", "defaulttags")),
    ("our web code", ("legsapp/web",)),
    ("rest of Django", ("django", "whitenoise", "asgiref")),
)


def call(application: Callable[..., object], method: str, path: str, cookies: str, body: bytes = b"") -> str:
    """One WSGI call; its status."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_COOKIE": cookies,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    reply = application(environ, lambda status, headers, error=None: told.append(status))
    b"".join(reply)  # type: ignore[arg-type]
    reply.close()  # type: ignore[attr-defined]
    return told[0]


def milliseconds(work: Callable[[], object], calls: int = 200, rounds: int = 5) -> float:
    best = float("inf")
    for _ in range(rounds):
        begun = time.thread_time()
        for _ in range(calls):
            work()
        best = min(best, (time.thread_time() - begun) / calls * 1000)
    return best


def shares(work: Callable[[], object], calls: int = 300) -> list[tuple[str, int]]:
    """The parts of a request, largest first, in percent of the profiled time."""
    work()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(calls):
        work()
    profile.disable()
    totals: dict[str, float] = {}
    for (file, line, name), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        where = f"{Path(file).as_posix()}:{line} {name}"
        group = next((title for title, marks in GROUPS if any(mark in where for mark in marks)), "Python itself")
        totals[group] = totals.get(group, 0) + own
    whole = sum(totals.values())
    found = [(group, round(100 * own / whole)) for group, own in totals.items()]
    return sorted(found, key=lambda pair: -pair[1])
