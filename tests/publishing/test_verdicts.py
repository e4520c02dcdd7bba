"""What the gate found is kept for every process of the machine, and believed for nothing but what it was found in."""

from pathlib import Path

import pytest

from legsapp import models
from legsapp.publishing import bodies, gate, releases, verdicts
from legsapp.publishing.compile import compile_rows


@pytest.fixture
def another_process(monkeypatch: pytest.MonkeyPatch):
    """``another_process()``: from now on this one remembers nothing and may not examine anything."""

    def begin() -> None:
        monkeypatch.setattr(gate, "_remembered", {})
        monkeypatch.setattr(gate, "_examine", lambda kb: pytest.fail("it was examined again"))

    return begin


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.EXAMINATIONS = tmp_path / "examined"
    gate._remembered.clear()
    return settings.EXAMINATIONS


def test_another_process_takes_over_what_was_found(folder: Path, tiny_rows, another_process) -> None:
    models.Scenario.objects.filter(slug="cramp_ckd").update(drink="ors")
    found = gate.examine(compile_rows())
    another_process()
    again = gate.examine(compile_rows())
    assert again == found
    assert [outcome.faults for outcome in again.outcomes if outcome.faults]
    assert releases.publish("ada").number == 1


def test_a_change_of_one_word_is_examined_by_itself(folder: Path, tiny_rows) -> None:
    gate.examine(compile_rows())
    models.RedFlag.objects.filter(slug="rf_chest").update(urgency="gp_soon")
    with pytest.raises(releases.Refused, match="chest"):
        releases.publish("ada")


def test_a_refusal_is_kept_as_well(folder: Path, tiny_rows, another_process) -> None:
    models.RedFlag.objects.filter(slug="rf_chest").update(urgency="gp_soon")
    gate.examine(compile_rows())
    another_process()
    with pytest.raises(releases.Refused, match="chest"):
        releases.publish("ada")


def altered(path: Path, settings, monkeypatch) -> None:
    whole = bytearray(path.read_bytes())
    whole[-1] ^= 1
    path.write_bytes(whole)


def cut_short(path: Path, settings, monkeypatch) -> None:
    path.write_bytes(path.read_bytes()[:40])


def of_other_content(path: Path, settings, monkeypatch) -> None:
    kb = compile_rows()
    models.RedFlag.objects.filter(slug="rf_chest").update(urgency="gp_soon")
    path.rename(path.with_name(bodies.digest(bodies.encode(compile_rows()))))
    assert bodies.encode(compile_rows()) != bodies.encode(kb)


def of_another_site(path: Path, settings, monkeypatch) -> None:
    settings.SECRET_KEY = "somebody else's key"


def of_an_older_version(path: Path, settings, monkeypatch) -> None:
    monkeypatch.setattr(verdicts, "_code", lambda: "older")


@pytest.mark.parametrize("damage", [altered, cut_short, of_other_content, of_another_site, of_an_older_version])
def test_a_file_that_is_not_about_this_is_not_believed(
    damage, folder: Path, tiny_rows, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate.examine(compile_rows())
    (path,) = folder.iterdir()
    damage(path, settings, monkeypatch)
    monkeypatch.setattr(gate, "_remembered", {})
    assert verdicts.kept(bodies.digest(bodies.encode(compile_rows()))) is None
    assert bool(gate.examine(compile_rows()).blockers) == (damage is of_other_content)


def test_only_a_few_are_kept(folder: Path, tiny_rows) -> None:
    for number in range(verdicts.MOST_KEPT + 3):
        models.Faq.objects.update(answer=f"Drink {number} glasses.")
        gate.examine(compile_rows())
    assert len(list(folder.iterdir())) == verdicts.MOST_KEPT
    assert verdicts.kept(bodies.digest(bodies.encode(compile_rows()))) is not None, "the last one is among them"


def test_where_nothing_can_be_kept_it_is_examined_all_the_same(folder: Path, tiny_rows) -> None:
    folder.write_text("a file where the folder should be")
    assert gate.examine(compile_rows()).blockers == ()
    assert releases.publish("ada").number == 1
