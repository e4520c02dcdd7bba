"""Settings from the environment fail loudly."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from legsapp import env


@pytest.mark.parametrize(("given", "expected"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_flags(monkeypatch: pytest.MonkeyPatch, given: str, expected: bool) -> None:
    monkeypatch.setenv("X", given)
    assert env.flag("X") is expected


def test_what_is_missing_has_its_default() -> None:
    assert env.flag("NOT_SET_HERE", True) is True
    assert env.integer("NOT_SET_HERE", 3, 1, 9) == 3
    assert env.listing("NOT_SET_HERE", ("a",)) == ["a"]
    assert env.text("NOT_SET_HERE", "b") == "b"


def test_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " a, b ,,c")
    assert env.listing("X") == ["a", "b", "c"]


@pytest.mark.parametrize("given", ["many", "0", "99", "1.5"])
def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("WORKERS", given)
    with pytest.raises(ImproperlyConfigured, match="WORKERS"):
        env.integer("WORKERS", 2, 1, 64)


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        env.flag("DEBUG")


def test_the_local_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = env.local_secret(path)
    assert env.local_secret(path) == key
    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short")
    with pytest.raises(ImproperlyConfigured, match="Delete it"):
        env.local_secret(tmp_path / "key")


def test_a_folder_that_cannot_be_made_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "inside"))
    with pytest.raises(ImproperlyConfigured, match="DATA_DIR"):
        env.folder("DATA_DIR", tmp_path)
