"""The production start refuses what is not safe, one reason each."""

import subprocess
from pathlib import Path

import pytest

from tests import production

UNSAFE = {
    "DEBUG": ("1", "DEBUG is on"),
    "SECRET_KEY": ("", "SECRET_KEY is not set"),
    "ALLOWED_HOSTS": ("*", "ALLOWED_HOSTS lets any name through"),
    "BEHIND_PROXY": ("0", "Answers would travel unencrypted"),
}
BROKEN = {
    "PORT": "99999",
    "WORKERS": "many",
    "DATABASE_URL": "mysql://x/y",
    "DEBUG": "perhaps",
    "BEHIND_PROXY": "maybe",
}


SERVE = (
    "import django; django.setup()\n"
    "from unittest import mock\n"
    "from django.core.management import call_command\n"
    "with mock.patch('legsapp.management.commands.serve.serve', lambda: print('served')):\n"
    "    call_command('serve')"
)


def start(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """`manage.py serve` with safe settings but for these. The server itself is replaced by a word."""
    return production.run(folder, SERVE, **changed)


def test_safe_settings_start(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "served"), done.stderr


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_settings_do_not_start(tmp_path: Path, name: str) -> None:
    value, reason = UNSAFE[name]
    done = start(tmp_path, **{name: value})
    assert done.returncode != 0 and "served" not in done.stdout
    assert reason in done.stderr


def test_a_weak_key_or_missing_static_files_do_not_start(tmp_path: Path) -> None:
    assert "SECRET_KEY is too weak" in start(tmp_path, SECRET_KEY="short").stderr
    assert "names this machine only" in start(tmp_path, ALLOWED_HOSTS="localhost").stderr


@pytest.mark.parametrize("name", BROKEN)
def test_a_setting_that_cannot_be_read_stops_everything(tmp_path: Path, name: str) -> None:
    done = start(tmp_path, **{name: BROKEN[name]})
    assert done.returncode != 0
    assert name in done.stderr
