"""Signing in: guesses are slowed down, sessions end."""

import pytest
import time_machine

from legsapp.admin import sign_in
from legsapp.models import SignInFailure

LOGIN = "/admin/login/"
NOW = "2026-11-22T12:00:00Z"


@pytest.fixture
def edi(django_user_model):
    return django_user_model.objects.create_user("edi", password="a long password", is_staff=True)


def attempt(client, name: str, password: str):
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"})


def test_the_right_password_lets_in_and_clears_the_count(client, edi) -> None:
    attempt(client, "edi", "wrong")
    assert attempt(client, "edi", "a long password").status_code == 302
    assert not SignInFailure.objects.exists()


@pytest.mark.parametrize("name", ["edi", "EDI ", "stranger"])
def test_guesses_are_slowed_down_known_name_or_not(client, edi, name: str) -> None:
    with time_machine.travel(NOW, tick=False) as moment:
        for _ in range(sign_in.TRIES):
            assert b"Too many tries" not in attempt(client, name, "wrong").content
        assert b"Too many tries" in attempt(client, name, "a long password").content
        assert SignInFailure.objects.count() == sign_in.TRIES, "a refused try is not counted"
        moment.shift(sign_in.WINDOW.total_seconds() + 1)
        if name == "edi":
            assert attempt(client, name, "a long password").status_code == 302


def test_one_name_does_not_keep_out_another(client, edi) -> None:
    for _ in range(sign_in.TRIES + 1):
        attempt(client, "ada", "wrong")
    assert attempt(client, "edi", "a long password").status_code == 302


def test_failures_are_bounded_and_forgotten(client, db, monkeypatch) -> None:
    monkeypatch.setattr(sign_in, "MOST_KEPT", 5)
    with time_machine.travel(NOW, tick=False) as moment:
        for number in range(9):
            attempt(client, f"name{number}", "wrong")
        assert SignInFailure.objects.count() == 5
        moment.shift(sign_in.WINDOW.total_seconds() + 1)
        attempt(client, "other", "wrong")
    assert SignInFailure.objects.count() == 1


def test_no_name_is_kept(client, edi) -> None:
    attempt(client, "edi", "wrong")
    assert "edi" not in SignInFailure.objects.get().who


@pytest.mark.parametrize(("step", "clicks", "inside"), [(3500, 2, True), (3700, 1, False), (3500, 9, False)])
def test_a_session_ends_when_left_alone_and_in_any_case(client, edi, step: int, clicks: int, inside: bool) -> None:
    with time_machine.travel(NOW, tick=False) as moment:
        client.force_login(edi)
        assert client.get("/admin/").status_code == 200
        for _ in range(clicks):
            moment.shift(step)
            reply = client.get("/admin/")
        assert (reply.status_code == 200) == inside
        if not inside:
            assert reply.headers["Location"].startswith(LOGIN)
            assert b"signed out" in client.get(LOGIN).content or clicks > 2


@pytest.mark.parametrize("password", ["short", "elevenchars", "administrator", "123456789012"])
def test_weak_passwords_are_refused(db, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        validate_password(password)
