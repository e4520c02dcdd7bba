"""Sends requests that were written down before, over kept connections, and measures the replies."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What came back."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)  # 0: the connection was closed without a reply
    received: int = 0  # bytes, heads included

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    @property
    def rate(self) -> float:
        return self.count / self.seconds if self.seconds else 0.0

    def percentile_ms(self, percent: float) -> float:
        found = sorted(self.latencies)
        return found[min(len(found) - 1, int(len(found) * percent / 100))] * 1000 if found else 0.0

    @property
    def faults(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)


class Connection:
    """One kept connection; opened again when the server closes it."""

    def __init__(self, port: int, timeout: float = 20) -> None:
        self.port, self.timeout = port, timeout
        self._socket: socket.socket | None = None
        self._rest = b""

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def send(self, raw: bytes, *, end: bool = False) -> tuple[int, int]:
        """(status, bytes received). ``end``: nothing more will be sent, so an unfinished request can be dropped."""
        try:
            if self._socket is None:
                self._socket = socket.create_connection(("127.0.0.1", self.port), self.timeout)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.sendall(raw)
            if end:
                self._socket.shutdown(socket.SHUT_WR)
            return self._reply(head_only=raw.startswith(b"HEAD "))
        except OSError:
            self.close()
            return 0, 0

    def _reply(self, *, head_only: bool) -> tuple[int, int]:
        data = self._rest
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        status = int(head[9:12])
        fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
        size = 0 if head_only or status in (204, 304) else int(fields.get(b"content-length", b"-1"))
        if size < 0:  # a streamed reply: read its chunks to the last one
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
            size = len(body)
        while len(body) < size:
            body += self._more()
        self._rest = body[size:]
        if fields.get(b"connection", b"").strip() == b"close":
            self.close()
        return status, len(head) + 4 + size

    def _more(self) -> bytes:
        assert self._socket is not None
        data = self._socket.recv(65536)
        if not data:
            raise ConnectionResetError
        return data


def drive(port: int, lanes: Iterable[Iterator[tuple[bytes, bool]]]) -> Outcome:
    """Each lane is one client that sends its requests one after the other: (raw, keep the connection)."""
    outcome, lock = Outcome(), threading.Lock()

    def run(requests: Iterator[tuple[bytes, bool]]) -> None:
        connection, latencies, statuses, received = Connection(port), [], Counter[int](), 0
        for raw, keep in requests:
            begun = time.perf_counter()
            status, size = connection.send(raw, end=not keep)
            latencies.append(time.perf_counter() - begun)
            statuses[status] += 1
            received += size
            if not keep:
                connection.close()
        connection.close()
        with lock:
            outcome.latencies += latencies
            outcome.statuses += statuses
            outcome.received += received

    threads = [threading.Thread(target=run, args=(lane,)) for lane in lanes]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - begun
    return outcome


def raw_request(
    port: int, method: str, path: str, headers: Iterable[tuple[str, str]] = (), body: bytes | None = None
) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: gzip"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")
