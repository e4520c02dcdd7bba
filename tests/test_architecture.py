"""An import may only follow an arrow of docs/architecture.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "legsapp"
PARTS = ("engine", "models", "admin", "publishing", "web", "management")
ARROWS = {
    "engine": {"engine"},
    "models": {"models", "engine"},
    "publishing": {"publishing", "models", "engine"},
    "admin": {"admin", "models", "publishing", "engine"},
    "web": {"web", "engine", "publishing.live", "publishing.preview", "publishing.trials"},
    "management": {"management", "publishing", "models", "engine", "serving"},
}
ENGINE_MAY_USE = {"numpy", "msgspec"}


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports; what is taken from a package counts as its module."""
    package = ("legsapp", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def files(part: str) -> list[Path]:
    return sorted((PACKAGE / part).rglob("*.py"))


def follows(name: str, allowed: set[str]) -> bool:
    return any(name == f"legsapp.{arrow}" or name.startswith(f"legsapp.{arrow}.") for arrow in allowed)


@pytest.mark.parametrize("part", PARTS)
def test_imports_follow_the_arrows(part: str) -> None:
    assert files(part)
    strays = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in files(part)
        for name in imports(path)
        if name.startswith("legsapp") and not follows(name, ARROWS[part])
    ]
    assert strays == []


def test_the_engine_knows_only_python_numpy_and_msgspec() -> None:
    import sys

    strays = [
        f"{path.name}: {name}"
        for path in files("engine")
        for name in imports(path)
        if (top := name.partition(".")[0]) != "legsapp" and top not in {*ENGINE_MAY_USE, *sys.stdlib_module_names}
    ]
    assert strays == []


def test_the_engine_touches_no_files_and_no_network() -> None:
    banned = {"os", "io", "pathlib", "socket", "urllib", "http", "subprocess", "sqlite3", "random", "time", "datetime"}
    strays = [
        f"{path.name}: {name}" for path in files("engine") for name in imports(path) if name.partition(".")[0] in banned
    ]
    assert strays == []


def test_a_stray_import_is_seen(tmp_path: Path) -> None:
    assert not follows("legsapp.models.Cause", ARROWS["web"])
    assert not follows("legsapp.publishing.releases", ARROWS["web"])
    assert follows("legsapp.publishing.live.current", ARROWS["web"])
