"""Controls of docs/threat-model.md and docs/privacy.md that no other test shows."""

import json
import logging
import re
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from legsapp.publishing import live
from legsapp.web import answer_cookie

from . import production
from .web.browser import Browser, see

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "legsapp").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
REVIEWED = {  # made here, of nothing that anybody sent
    "legsapp/web/presenters/library_meta.py",
    "legsapp/web/presenters/sheet.py",
    "legsapp/admin/records.py",
}
CANARIES = ("chest_pain", "a40p", "swollen", "calf_big")
START = datetime(2026, 11, 22, 8, tzinfo=UTC)


# Answers stay where they are ------------------------------------------------------------------------------


def test_an_answer_is_in_no_log_no_address_no_title_and_no_database(
    tiny_live: live.Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    """A walk with refused forms, wrong pages and a fault. Nothing here may use a database: the test has none."""
    caplog.set_level(logging.DEBUG)
    browser = Browser(Client(raise_request_exception=False))
    told: list[str] = []

    def look(response: object) -> None:
        told.append(str(getattr(response, "headers", {}).get("Location", "")))
        told.append(see(response).title)  # type: ignore[arg-type]

    look(browser.give("feel.swollen", "swell_type.calf_big", "age.a40p"))
    look(browser.post("/check/3/", {"feel": ["swollen", "none"]}))
    look(browser.post("/check/9/", {"feel": "swollen"}))
    look(browser.post("/check/1/", {"emergency": "chest_pain"}))
    look(browser.client.post("/nowhere/", {"emergency": "chest_pain"}))
    look(Client(enforce_csrf_checks=True).post("/check/1/", {"emergency": "chest_pain"}))
    with mock.patch("legsapp.web.views.results.assess", side_effect=RuntimeError):
        look(browser.client.get("/results/"))
    told += [record.getMessage() + (record.exc_text or "") for record in caplog.records]
    assert any("Internal Server Error" in text for text in told), "the log was listened to"
    assert [text for text in told if any(canary in text for canary in CANARIES)] == []
    assert not any(canary in cookie.value for cookie in browser.client.cookies.values() for canary in CANARIES)


def test_no_address_of_the_questionnaire_names_a_question() -> None:
    def patterns(resolver: URLResolver) -> list[str]:
        found = []
        for item in resolver.url_patterns:
            if isinstance(item, URLPattern):
                found.append(str(item.pattern))
            elif item.app_name != "admin":
                found += patterns(item)
        return found

    assert {path for path in patterns(get_resolver()) if path.startswith(("check", "result"))} <= {
        "check/",
        "check/<int:number>/",
        "check/answers/",
        "results/",
        "results/foods/",
        "results/sheet/",
    }


def test_a_token_for_another_purpose_is_no_answer_cookie() -> None:
    sealed = answer_cookie.seal(answer_cookie.Visit())
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"something else").derive(
        settings.SECRET_KEY.encode()
    )
    other = Fernet(urlsafe_b64encode(derived)).encrypt(b'[1,"me",[]]').decode()
    assert answer_cookie.unseal(sealed)
    for token in (other, signing.dumps(["me", []])):
        with pytest.raises(answer_cookie.Unreadable):
            answer_cookie.unseal(token)


def test_clearing_answers_clears_the_cache_of_the_browser(tiny_live: live.Snapshot) -> None:
    response = Client().post("/clear/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.cookies["answers"]["max-age"] == 0


def test_a_fault_tells_nothing_and_says_what_to_do(tiny_live: live.Snapshot) -> None:
    with mock.patch("legsapp.web.views.check.Interview", side_effect=RuntimeError("inner secret")):
        response = Client(raise_request_exception=False).get("/check/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "inner secret" not in text and "Traceback" not in text and "RuntimeError" not in text
    assert "call <strong>" in text


# Code -----------------------------------------------------------------------------------------------------


def lines_with(pattern: str, paths: list[Path]) -> set[str]:
    wanted = re.compile(pattern)
    return {str(path.relative_to(ROOT)) for path in paths if wanted.search(path.read_text(encoding="utf-8"))}


def test_nothing_turns_escaping_off() -> None:
    assert lines_with(r"\|\s*safe\b|safeseq|autoescape", TEMPLATES) == set()
    assert lines_with(r"mark_safe\(|SafeString\(|__html__", CODE) <= REVIEWED


def test_nothing_that_was_sent_is_run_or_unpickled() -> None:
    assert (
        lines_with(r"\b(pickle|marshal|shelve|dill)\b|\beval\(|\bexec\(|yaml\.(unsafe_)?load\(.*Unsafe", CODE) == set()
    )


def test_only_the_page_that_opens_saved_answers_takes_a_file() -> None:
    """That page caps it and reads it as answers, never as a file: tests/web/test_keep.py."""
    public = [path for path in CODE if "admin" not in path.parts]
    assert lines_with(r"FileField|ImageField|request\.FILES", public) == {"legsapp/web/views/keep.py"}
    pages = [path for path in TEMPLATES if "admin" not in path.parts]
    assert lines_with(r"multipart/form-data|type=\"file\"", pages) == {"templates/keep.html"}


# Replies --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/check/1/", "/about/", "/nowhere/", "/livez", "/robots.txt", "/sitemap.xml", "/static/css/site.css"]
)
def test_every_text_names_its_type_and_charset(tiny_live: live.Snapshot, path: str) -> None:
    response = Client().head(path)
    kind, _, rest = response.headers["Content-Type"].partition(";")
    assert kind.strip() in ("text/html", "text/plain", "text/css", "application/xml")
    assert "utf-8" in rest


def test_static_files_are_for_this_site_alone() -> None:
    response = Client().head("/static/css/site.css")
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response.headers


def test_an_unknown_host_name_is_refused(tiny_live: live.Snapshot) -> None:
    assert Client().get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_forwarded_headers_are_not_believed_unasked(tiny_live: live.Snapshot) -> None:
    claims = {"x-forwarded-proto": "https", "x-forwarded-host": "elsewhere.example", "forwarded": "proto=https"}
    response = Client().post("/check/1/", {"emergency": "none"}, headers=claims)
    assert "answers" in response.cookies and "__Host-answers" not in response.cookies
    assert "elsewhere.example" not in Client().get("/robots.txt", headers=claims).content.decode()


PRODUCTION = """
import json
import django
django.setup()
from unittest import mock
from django.conf import settings
from django.core.checks import run_checks
from django.test import Client
mock.patch("whitenoise.storage.CompressedManifestStaticFilesStorage.url", lambda self, name: name).start()
checks = [found.id for found in run_checks(include_deployment_checks=True) if not found.is_silenced()]
plain, secure = Client(headers={"host": "legs.example.org"}), Client(headers={"host": "legs.example.org"})
away = plain.get("/check/1/")
told = secure.get("/admin/login/", headers={"x-forwarded-proto": "https"})
print(json.dumps({
    "checks": checks,
    "redirect": [away.status_code, away.headers.get("Location")],
    "alive over http": plain.get("/livez").status_code,
    "hsts": told.headers.get("Strict-Transport-Security"),
    "cookies": {name: [one["secure"], one["httponly"], one["samesite"], one["path"], one["domain"]]
                for name, one in told.cookies.items()},
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
}))
"""


def test_production_settings(tmp_path: Path) -> None:
    done = production.run(tmp_path, PRODUCTION)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["checks"] == []
    assert found["redirect"] == [301, "https://legs.example.org/check/1/"]
    assert found["alive over http"] == 200
    assert found["hsts"] == "max-age=63072000; includeSubDomains; preload"
    assert found["names"] == ["__Host-staff", "__Host-form"]
    assert found["session"] == [True, True, "Lax"]
    assert found["cookies"] == {"__Host-form": [True, True, "Lax", "/", ""]}


# Staff ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("password", ["short", "eleven-char", "password1234", "493028571026"])
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_long_password_is_welcome() -> None:
    validate_password("correct horse battery staple " * 4)


def test_every_admin_page_is_closed_to_strangers(client: Client, db: None) -> None:
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for path in (base, f"{base}add/", f"{base}1/change/", f"{base}1/delete/", f"{base}1/history/"):
            assert client.get(path).headers["Location"] == f"/admin/login/?next={path}"
    for path in ("/admin/", "/admin/autocomplete/", "/admin/password_change/", "/admin/jsi18n/"):
        assert client.get(path).headers["Location"].startswith("/admin/login/"), path


def test_staff_are_signed_out_after_eight_hours_and_when_they_ask(
    client: Client, db: None, django_user_model: type
) -> None:
    user = django_user_model.objects.create_user("edi", is_staff=True)  # type: ignore[attr-defined]
    with time_machine.travel(START, tick=False) as clock:
        client.force_login(user)
        for _ in range(11):
            clock.shift(timedelta(minutes=43))
            assert client.get("/admin/").status_code == 200
        clock.move_to(START + timedelta(hours=8, minutes=1))
        assert client.get("/admin/").status_code == 302, "busy or not"
        client.force_login(user)
        key = client.session.session_key
        client.post("/admin/logout/")
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        assert client.get("/admin/").status_code == 302, "the old session is gone from the server"
