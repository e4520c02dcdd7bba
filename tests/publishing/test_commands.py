"""The commands that a host types."""

from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from legsapp import models
from legsapp.management.commands import run
from legsapp.publishing import releases
from tests.conftest import TINY


def say(*command: object) -> str:
    out = StringIO()
    call_command(*map(str, command), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_load_publish_and_roll_back() -> None:
    assert "5 questions" in say("load_content", TINY)
    assert "release 1" in say("publish", "--note", "First", "--by", "ada")
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    assert "release 2" in say("publish")
    assert "the same as release 1" in say("rollback", "1")
    assert [release.number for release in models.Release.objects.all()] == [3, 2, 1]


def test_content_is_not_thrown_away_unasked(tiny_rows) -> None:
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    with pytest.raises(CommandError, match="--replace"):
        say("load_content", TINY)
    assert models.Cause.objects.get(slug="clot").name == "Clot"
    say("load_content", TINY, "--replace")
    assert models.Cause.objects.get(slug="clot").name == "Blood clot in the leg"


def test_a_refusal_says_why(tiny_rows) -> None:
    models.RedFlag.objects.filter(slug="rf_chest").update(urgency="gp_soon")
    with pytest.raises(CommandError, match="scenario chest"):
        say("publish")


def test_export(tiny_rows, tmp_path: Path) -> None:
    say("export_content", tmp_path / "out")
    assert (tmp_path / "out" / "causes.yaml").is_file()


@pytest.mark.django_db
def test_the_audit_reports_what_matters() -> None:
    report = say("audit", "--folder", TINY)
    for line in (
        "Scenarios: 3",
        "must_fire     1 of 1",
        "less urgent: 0",
        "Emergencies found: 1 of 1 (100%)",
        "Too low by more than one level: 0",
        "exact or one step too careful             3   100%       2   100%",
        "shown                1 of 1 (100%)",
        "cause among those to rule out: 1 of 1 (100%)",
        "median",
        "red flags without a near miss: rf_calf",
        "Not as expected: 0",
    ):
        assert line in report


def test_the_audit_names_what_fails(tiny_rows) -> None:
    models.RedFlag.objects.filter(slug="rf_chest").update(urgency="gp_soon")
    report = say("audit", "--draft")
    assert "less urgent: 1" in report
    assert "MISSED chest: urgency is" in report


def test_the_audit_of_one_kind_leaves_the_exceptions_out() -> None:
    report = say("audit", "--folder", TINY, "--kind", "caution")
    assert "Scenarios: 1" in report
    assert "EXCEPTIONS" not in report, "what the other kinds show would be missed"


def test_the_simulation_says_what_it_shows() -> None:
    report = say("simulate", "--folder", TINY, "--people", "40", "--seed", "2")
    assert "40 people with 2 causes, seed 2" in report
    assert "consistency, not accuracy" in report
    assert "what we want of these" in report and "85%" in report and "65%" in report
    assert report == say("simulate", "--folder", TINY, "--people", "40", "--seed", "2")


def test_the_sensitivity_names_the_weights_that_matter() -> None:
    report = say("sensitivity", "--folder", TINY, "--draws", "2")
    assert "weights rest on clinical judgement; 3 scenarios" in report
    assert "all weaker" in report and "all stronger" in report and "by chance, 2 times" in report
    assert "One weight moved alone" in report


@pytest.mark.django_db
def test_the_local_start_prepares_once_and_keeps_edits(settings) -> None:
    settings.FIXTURES = TINY
    with mock.patch.object(run, "serve") as serve, mock.patch.object(run.Command, "_static"):
        say("run")
        models.Cause.objects.filter(slug="clot").update(name="Clot")
        assert "Loading" not in say("run")
    assert serve.call_count == 2
    assert releases.newest().number == 1
    assert models.Cause.objects.get(slug="clot").name == "Clot"


@pytest.mark.django_db
def test_static_files_are_collected_when_they_changed(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.FIXTURES = TINY
    collected = []
    with mock.patch.object(run, "serve"), mock.patch.object(run, "_static_fingerprint", side_effect=["a", "a", "b"]):
        original = run.call_command

        def collect(name: str, **options: object) -> None:
            if name == "collectstatic":
                collected.append(name)
                (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
            else:
                original(name, **options)

        with mock.patch.object(run, "call_command", collect):
            for expected in (1, 1, 2):
                say("run")
                assert len(collected) == expected


SAFE = {
    "DEBUG": False,
    "SECRET_KEY": "k3y-9Qz." * 8,
    "SECRET_KEY_IS_LOCAL": False,
    "ALLOWED_HOSTS": ["legs.example.org"],
    "BEHIND_PROXY": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 63072000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
}


@pytest.fixture
def safe(settings, tmp_path: Path):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    with mock.patch("legsapp.management.commands.serve.serve") as serve:
        yield serve


def test_safe_settings_are_served(safe) -> None:
    say("serve")
    assert safe.called


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("SECRET_KEY_IS_LOCAL", True),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("ALLOWED_HOSTS", ["*"]),
        ("ALLOWED_HOSTS", []),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"]),
        ("BEHIND_PROXY", False),
        ("STATIC_ROOT", Path("/nowhere")),
    ],
)
def test_unsafe_settings_are_refused(safe, settings, name: str, value: object) -> None:
    setattr(settings, name, value)
    with pytest.raises(CommandError, match="Not started"):
        say("serve")
    assert not safe.called
