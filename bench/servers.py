"""Real servers on loopback, started and ended by the one who measures or tests them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from legsapp.serving import ALLOCATOR, FLAGS

ROOT = Path(__file__).parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plain_environment() -> dict[str, str]:
    """The environment without what a test run or a bench put into it."""
    ours = ("TEST_", "DJANGO_", "DATA_DIR", "DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "BEHIND_PROXY", "WORKERS")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@dataclass
class Server:
    """A granian with its workers."""

    target: str
    env: Mapping[str, str] = field(default_factory=plain_environment)
    workers: int = 2
    port: int = field(default_factory=free_port)
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self, ready: str = "/", seconds: float = 60) -> None:
        command = [sys.executable, "-m", "granian", *FLAGS, f"--workers={self.workers}", f"--port={self.port}"]
        with (self.log or Path(os.devnull)).open("ab") as output:
            self.process = subprocess.Popen(
                [*command, self.target],
                cwd=ROOT,
                env=ALLOCATOR | dict(self.env),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.get(ready)
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"{self.target} does not answer")

    def stop(self) -> None:
        """Ask to end, then make it end."""
        process = self.process
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=15)
        self.process = None

    def kill(self) -> None:
        """As if the power went: all its processes at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=15)
            self.process = None

    def get(self, path: str, headers: Mapping[str, str] | None = None, timeout: float = 10) -> tuple[int, bytes]:
        status, _, body = self.ask("GET", path, headers=headers, timeout=timeout)
        return status, body

    def ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 10,
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Raises OSError when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        try:
            connection.request(method, path, body, {**form, **(headers or {})})
            reply = connection.getresponse()
            return reply.status, reply.getheaders(), reply.read()
        except http.client.HTTPException as error:
            raise OSError(str(error) or type(error).__name__) from error
        finally:
            connection.close()

    def worker_pids(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        names = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
        return [pid for pid, name in names.items() if b"resource_tracker" not in name]

    def cpu_seconds(self) -> float:
        """User and system time of the workers so far."""
        return sum(sum(map(int, _stat(pid)[11:13])) for pid in self.worker_pids()) / TICKS

    def memory_mib(self) -> float:
        """What all its processes hold; a page that several share is counted once (Linux: proportional set size)."""
        assert self.process is not None
        return sum(_proportional_kib(pid) for pid in [self.process.pid, *self.worker_pids()]) / 1024


def _proportional_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


PREPARE = """
from django.core.management import call_command
from django.conf import settings
call_command("migrate", verbosity=0)
call_command("load_content", {content!r})
call_command("publish", by={by!r}, note="First release")
{static}
"""
STATIC = "call_command('collectstatic', verbosity=0, interactive=False, ignore_patterns=settings.STATIC_IGNORE)"
NAMES = """
import json
from django.contrib.staticfiles.finders import get_finders
names = [name for finder in get_finders() for name, _ in finder.list([])]
settings.STATIC_ROOT.mkdir(exist_ok=True)
manifest = {"version": "1.1", "hash": "", "paths": {name: name for name in names}}
(settings.STATIC_ROOT / "staticfiles.json").write_text(json.dumps(manifest))
"""


@dataclass
class Site:
    """An installation of Leg Check with a folder and database of its own."""

    folder: Path
    url: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        return {
            **plain_environment(),
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url or f"sqlite:///{self.folder / 'leg-check.sqlite3'}",
            "SECRET_KEY": "one key for every host of this run, " * 2,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "legsapp.settings",
            **self.extra,
        }

    def manage(self, *command: object) -> str:
        return self.run("manage.py", *map(str, command))

    def run(self, *arguments: str, seconds: float = 300) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=seconds
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)[:200]}:\n{done.stderr[-4000:]}")
        return done.stdout

    def python(self, code: str) -> str:
        return self.run("-c", f"import django; django.setup()\n{code}")

    def prepare(self, content: Path, *, static: bool = True, by: str = "bench") -> "Site":
        """Database, content, release 1 and static files; without ``static`` only their names."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.python(PREPARE.format(content=str(content), by=by, static=STATIC if static else NAMES))
        return self

    def server(self, workers: int = 2, log: Path | None = None) -> Server:
        return Server("legsapp.wsgi:application", self.env, workers, log=log)


@contextmanager
def serving(target: str, extra: Mapping[str, str]) -> Iterator[Server]:
    with Server(target, {**plain_environment(), **extra}) as server:
        yield server
