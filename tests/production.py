"""Code run as a production process would run it: safe settings, TLS at the proxy, nothing of the test run."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(folder: Path, code: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """``code`` in a new process whose settings are safe but for ``changed``; ``folder`` is its data folder."""
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "staticfiles.json").write_text('{"version": "1.1", "paths": {}, "hash": ""}')
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("TEST_", "DJANGO_"))},
        "DJANGO_SETTINGS_MODULE": "legsapp.settings",
        "DATA_DIR": str(folder),
        "SECRET_KEY": "k3y-9Qz." * 8,
        "ALLOWED_HOSTS": "legs.example.org",
        "BEHIND_PROXY": "1",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DEBUG": "0",
        **changed,
    }
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
