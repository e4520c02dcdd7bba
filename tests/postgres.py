"""A PostgreSQL server for one test run: started in a folder of its own, reached by socket, thrown away."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

PORT = 5544


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return Path(folders[-1]) if folders else None


class Cluster:
    """``with Cluster() as cluster: cluster.url``; stop() and start() play an outage."""

    def __init__(self) -> None:
        found = programs()
        if found is None:
            raise RuntimeError("PostgreSQL is not installed")
        self.programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="legpg-"))
        self.data = self.folder / "data"
        self.url = self._url("postgres")
        self._others = 0

    def __enter__(self) -> "Cluster":
        if os.geteuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", "app", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def another(self) -> str:
        """The address of a new, empty database on the same server."""
        self._others += 1
        name = f"other{self._others}"
        self._run("createdb", "-h", self.folder, "-p", PORT, "-U", "app", name)
        return self._url(name)

    def _url(self, database: str) -> str:
        return f"postgres://app@{quote(str(self.folder), safe='')}:{PORT}/{database}"

    def start(self) -> None:
        options = f"-c listen_addresses= -c fsync=off -c max_connections=50 -k {self.folder} -p {PORT}"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-l", self.folder / "log", "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop", check=False)

    def _run(self, program: str, *arguments: object, check: bool = True) -> None:
        command = [str(self.programs / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # pg_ctl leaves a server behind that would keep pipes open
        output = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
        result = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=60
        )
        if check and result.returncode:
            raise RuntimeError(f"{program}: {(result.stderr or b'').decode()}")
