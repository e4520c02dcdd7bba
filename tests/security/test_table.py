"""docs/faults.md is complete, and every test that it names exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
FAULTS = tuple(f"F{number:02}" for number in range(1, 20))
CHECKS = tuple(
    f"V{number}"
    for number in (
        *("1.2.1", "1.3.1", "1.5.2", "2.2.1", "2.3.1", "2.3.3", "2.4.1", "3.3.1", "3.4.1", "3.4.2", "3.4.3", "3.4.4"),
        *("3.5.1", "3.7.2", "4.1.1", "4.1.3", "5.2.1", "6.2.1", "6.3.2", "7.3.1", "8.2.1", "9.1.1", "13.4.2"),
        *("14.2.1", "16.2.5"),
    )
)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> dict[str, list[tuple[str, str]]]:
    """The tests of each row, by the number it begins with."""
    found = {}
    for line in TEXT.splitlines():
        if match := re.match(r"\| ([FV][\d.]+) ", line):
            found[match[1]] = NAMED.findall(line)
    return found


def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_no_row_is_missing_and_none_is_unknown() -> None:
    assert len(FAULTS) == 19 and len(CHECKS) == 25
    assert tuple(rows()) == (*FAULTS, *CHECKS)


@pytest.mark.parametrize("name", [*FAULTS, *CHECKS])
def test_every_row_names_tests_that_exist(name: str) -> None:
    named = rows()[name]
    assert named
    assert [f"{path}::{test}" for path, test in named if test not in names_in(path)] == []


def test_every_test_of_a_fault_stands_in_the_table() -> None:
    told = {f"{path}::{test}" for tests in rows().values() for path, test in tests}
    paths = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests" / "faults").glob("test_*.py"))]
    assert [f"{path}::{test}" for path in paths for test in names_in(path) if f"{path}::{test}" not in told] == []
