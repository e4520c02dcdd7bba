"""The real web server on a free port, in a process of its own."""

import os
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

from legsapp.serving import command

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds until it must answer


class Server:
    """``with Server(application, folder) as server: server.url``; what it prints stands in ``server.log``."""

    def __init__(self, application: str, folder: Path, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        changed = {"--workers": "1", "--port": str(self.port), "--host": "127.0.0.1"}
        self._command = [_changed(part, changed) for part in command()[:-1]] + [application]
        self._environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                with urlopen(f"{self.url}/readyz", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"the site does not start:\n{self.said()}")


def _changed(part: str, changed: dict[str, str]) -> str:
    name = part.partition("=")[0]
    return f"{name}={changed[name]}" if name in changed else part
