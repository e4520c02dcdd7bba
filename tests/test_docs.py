"""The documents name what exists: tests, files, settings, make targets, commands, addresses."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TOP = {path.name for path in ROOT.iterdir()}
SAFETY, THREATS, DEPLOY = (ROOT / "docs" / f"{name}.md" for name in ("clinical-safety", "threat-model", "deploy"))
OF_THE_MACHINE = ("/etc/", "/usr/", "/var/", "/opt/", "/data", "/tmp")
NO_SETTING = {
    "POSTGRES_PASSWORD",
    "NUMBER",
    "FOLDER",
    "PATH",
    "DISCOUNTING",
    "REQUIRE_ALL",
    "GRANIAN_",
    "MALLOC_ARENA_MAX",
    "TRACE",
    "VNU_JAR",
}
TEST_NAME = re.compile(r"tests/[\w/]+\.py::\w+")

each_document = pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """A document without its code blocks."""
    return re.sub(r"^```.*?^```$", "", text(path), flags=re.S | re.M)


def quoted(path: Path) -> Iterator[str]:
    """What stands in `backticks`."""
    yield from re.findall(r"`([^`\n]+)`", prose(path))


def rows(path: Path, heading: str) -> list[list[str]]:
    """The table under a heading, without its head."""
    section = text(path).split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def functions_of(path: Path) -> set[str]:
    return {node.name for node in ast.parse(text(path)).body if isinstance(node, ast.FunctionDef)}


@each_document
def test_every_test_that_is_named_exists(path: Path) -> None:
    wrong = []
    for name in sorted(set(TEST_NAME.findall(text(path)))):
        file, _, function = name.partition("::")
        if not (ROOT / file).is_file() or function not in functions_of(ROOT / file):
            wrong.append(name)
    assert wrong == []


@each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose(path))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


@each_document
def test_every_path_that_is_named_exists(path: Path) -> None:
    wrong = []
    for name in quoted(path):
        first = name.partition("/")[0]
        if "::" in name or " " in name or first not in TOP or first == "var":
            continue
        if not (ROOT / name).exists() and not list(ROOT.glob(f"{name.removesuffix('.yaml')}_*.yaml")):
            wrong.append(name)
    assert wrong == []


@each_document
def test_every_address_that_is_named_exists(path: Path) -> None:
    wrong = []
    for name in quoted(path):
        address = name.partition("?")[0].replace("…", "")
        if not re.fullmatch(r"/[\w./-]*", address) or address.startswith((*OF_THE_MACHINE, settings.STATIC_URL)):
            continue
        try:
            resolve(address)
        except Resolver404:
            wrong.append(name)
    assert wrong == []


@each_document
def test_every_make_target_and_command_exists(path: Path) -> None:
    targets = set(re.findall(r"^([\w./-]+):", text(ROOT / "Makefile"), re.M))
    assert {name for name in re.findall(r"(?:^|`|&& (?:sudo )?)make ([\w./-]+)", text(path), re.M)} <= targets
    commands = set(get_commands())
    named = re.findall(r"manage\.py ([a-z_]+)|^leg-check ([a-z_]+)|`leg-check ([a-z_]+)", text(path), re.M)
    assert {name for names in named for name in names if name} <= commands


@each_document
def test_every_setting_that_is_named_exists(path: Path) -> None:
    names = {name for name in quoted(path) if re.fullmatch(r"[A-Z][A-Z_]{3,}", name)} - NO_SETTING
    assert {name for name in names if not hasattr(settings, name)} == set()


# Settings ------------------------------------------------------------------------------------------------


def env_settings() -> dict[str, str]:
    """Name and default of everything that settings.py reads from the environment."""
    found = {}
    for node in ast.walk(ast.parse(text(ROOT / "legsapp" / "settings.py"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) == "env"
        ):
            if node.func.attr == "local_secret":
                continue
            given = node.args[1] if len(node.args) > 1 else None
            found[ast.literal_eval(node.args[0])] = str(given.value) if isinstance(given, ast.Constant) else ""
    return found


def test_the_table_of_settings_is_the_settings() -> None:
    table = {row[0].strip("`"): row[1] for row in rows(DEPLOY, "Settings")}
    known = env_settings()
    assert table.keys() == known.keys()
    for name, default in known.items():
        assert not default or f"`{default}`" in table[name], name


def test_the_readme_names_every_setting() -> None:
    named = {name for row in rows(ROOT / "README.md", "Settings") for name in re.findall(r"`([A-Z_]+)`", row[0])}
    assert named == env_settings().keys()


# Tables --------------------------------------------------------------------------------------------------


def test_the_hazard_log_is_complete() -> None:
    log = rows(SAFETY, "Hazard log")
    assert len(log) >= 20
    assert [row[0] for row in log] == [f"H{number}" for number in range(1, len(log) + 1)]
    for row in log:
        assert len(row) == 8 and all(row), row[0]
        assert TEST_NAME.search(row[6]) or "Control without a test" in row[5], row[0]
        scores = [re.fullmatch(r"(\d)×(\d)=(\d+)", row[at]) for at in (4, 7)]
        before, after = ([int(part) for part in score.groups()] if score else [] for score in scores)
        assert before[0] * before[1] == before[2] and after[0] * after[1] == after[2], row[0]
        assert after[2] <= before[2] and after[2] < 12, row[0]


def test_every_threat_has_a_control() -> None:
    for row in rows(THREATS, "Threats"):
        assert len(row) == 4 and all(row), row
        assert TEST_NAME.search(row[3]) or row[3] == "documented control", row


# Containers ----------------------------------------------------------------------------------------------


def test_the_image_is_made_of_what_exists() -> None:
    lines = text(ROOT / "Dockerfile").splitlines()
    copied = [
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    ]
    assert copied and all((ROOT / name).exists() for name in copied)
    allowed = {line[1:] for line in text(ROOT / ".dockerignore").splitlines() if line.startswith("!")}
    assert set(copied) == allowed
    assert "\nUSER legcheck\n" in text(ROOT / "Dockerfile")
    pinned = re.search(r"uv==([\d.]+)", text(ROOT / "Makefile"))
    assert pinned and pinned[0] in text(ROOT / "Dockerfile")


def test_the_health_check_is_a_program_that_can_be_read() -> None:
    line = next(line for line in text(ROOT / "Dockerfile").splitlines() if line.startswith("HEALTHCHECK"))
    program = json.loads(line.partition(" CMD ")[2])
    assert program[:2] == ["python", "-c"]
    ast.parse(program[2])
    assert "/readyz" in program[2] and "'Host'" in program[2]


def test_compose_gives_known_settings_and_no_secret() -> None:
    compose = yaml.safe_load(text(ROOT / "compose.yaml"))
    given = compose["x-site"]["environment"]
    assert given.keys() <= env_settings().keys()
    for name in ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"):
        assert "${" in given[name] and ":?" in given[name], name
    site = compose["services"]["site"]
    assert site["read_only"] and site["cap_drop"] == ["ALL"]
    for service in compose["services"].values():
        command = service.get("command", ["serve"])
        assert "image" in service and (service["image"] != "leg-check" or command[0] in get_commands())
