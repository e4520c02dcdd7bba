"""What is installed is what was locked: every file by its hash, every package and its licence on the list."""

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LOCK: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
TABLE = {
    row[0]: (row[1].split(", "), row[2])
    for line in (ROOT / "docs" / "packages.md").read_text(encoding="utf-8").splitlines()
    if (row := [cell.strip() for cell in line.strip("|").split("|")])
    and len(row) == 3
    and row[0] not in ("package", "---")
}


def needed() -> dict[str, set[str]]:
    """What runs in production, whatever the platform, and which package asks for it."""
    found: dict[str, set[str]] = {}
    ours = next(package for package in LOCK if package["source"] == {"virtual": "."})
    waiting = [("this project", wanted) for wanted in ours["dependencies"]]
    done = set()
    while waiting:
        asker, wanted = waiting.pop()
        name, extras = wanted["name"], wanted.get("extra", [])
        if asker != name:
            found.setdefault(name, set()).add(asker)
        if (name, *extras) in done:
            continue
        done.add((name, *extras))
        for package in (one for one in LOCK if one["name"] == name):
            more = [item for extra in extras for item in package.get("optional-dependencies", {}).get(extra, [])]
            waiting += [(name, item) for item in [*package.get("dependencies", []), *more]]
    return found


def test_every_file_of_the_lock_has_its_hash() -> None:
    for package in LOCK:
        if package["source"] == {"virtual": "."}:
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert files and all(re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"]) for file in files), package["name"]


def test_only_what_is_locked_is_ever_installed() -> None:
    installs = {
        path: re.findall(r"(?:uv|\$\(UV\)) (sync|pip|add)\b([^\n]*)", (ROOT / path).read_text(encoding="utf-8"))
        for path in ("Makefile", "Dockerfile")
    }
    assert all(lines for lines in installs.values())
    for lines in installs.values():
        assert all(command == "sync" and "--frozen" in options for command, options in lines)


def test_the_list_names_every_package_that_runs() -> None:
    assert {name: set(askers) for name, (askers, _) in TABLE.items()} == needed()


@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_licence_is_the_one_that_the_package_states(name: str) -> None:
    licence = TABLE[name][1]
    assert not re.search(r"(?<!L)GPL|SSPL|BUSL", licence)
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        assert name == "tzdata", "needed on Windows only"
        return
    classifiers = " ".join(row for row in told.get_all("Classifier") or [] if row.startswith("License"))
    stated = told.get("License-Expression") or told.get("License") or classifiers
    assert licence == stated or licence.partition("-")[0] in stated
