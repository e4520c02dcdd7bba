"""Who may do what: every address of the admin, asked by everybody."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, reverse

from legsapp import models
from legsapp.publishing import releases
from legsapp.publishing.concepts import BY_MODEL, CONCEPTS
from tests.conftest import TINY

CONTENT = {concept.model._meta.model_name for concept in CONCEPTS}
EVERYBODY = ("nobody", "staff", "viewer", "editor", "publisher", "superuser")
SEES = {"viewer", "editor", "publisher", "superuser"}
EDITS, PUBLISHES, RUNS = {"editor", "superuser"}, {"publisher", "superuser"}, {"superuser"}
STAFF = {"staff", *SEES}

OWN_PAGES = {  # pages of ours
    "index": STAFF,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "jsi18n": STAFF,
    "legsapp_release_publish": PUBLISHES,
    "legsapp_release_rollback": PUBLISHES,
    "legsapp_release_compare": SEES,
    "legsapp_release_reset": EDITS,
    "legsapp_transfer": EDITS,
    "legsapp_shipped": EDITS,
    "legsapp_export": SEES,
    "legsapp_table": SEES,
    "legsapp_health": SEES,
    "legsapp_row": SEES,
}
RECORDS = {
    "release": {"changelist": SEES, "change": SEES, "history": SEES, "add": set(), "delete": set()},
    "change": {"changelist": SEES, "change": SEES, "history": SEES, "add": set(), "delete": set()},
    "sitestate": {"changelist": SEES, "change": SEES, "history": SEES, "add": PUBLISHES, "delete": set()},
}
ELSEWHERE = {"login", "logout", "autocomplete", "view_on_site", "app_list"}  # tested by themselves


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[str]:
    for item in found:
        if isinstance(item, URLResolver):
            yield from patterns(item.url_patterns)
        elif item.name:
            yield item.name


NAMES = sorted(set(patterns(admin.site.get_urls())) - ELSEWHERE)


def expected(name: str) -> set[str]:
    """Who gets in; whoever is not named here must be kept out."""
    if name in OWN_PAGES:
        return OWN_PAGES[name]
    app, model, page = name.split("_", 2)
    if app == "auth":
        return RUNS
    if model in RECORDS:
        return RECORDS[model][page]
    assert model in {*CONTENT, "option"}, f"{name} has no place in the matrix"
    if model == "option":
        return {"changelist": SEES, "change": SEES, "history": SEES, "add": set(), "delete": EDITS}[page]
    return SEES if page in ("changelist", "change", "history") else EDITS


def address(name: str) -> str:
    if name == "legsapp_release_rollback":
        return reverse(f"admin:{name}", args=[1])
    if name == "legsapp_table":
        return reverse(f"admin:{name}", args=["foods"])
    if name == "legsapp_row":
        return reverse(f"admin:{name}", args=["causes", "clot"])
    if name == "auth_user_password_change":
        return reverse(f"admin:{name}", args=[1])
    if not name.endswith(("_change", "_delete", "_history")) or name == "password_change":
        return reverse(f"admin:{name}")
    model = next(model for model in admin.site._registry if f"{model._meta.label_lower.replace('.', '_')}_" in name)
    return reverse(f"admin:{name}", args=[model.objects.first().pk])


@pytest.fixture
def everybody(client, person, admin_client, tiny_rows, settings):
    settings.FIXTURES = TINY  # what "this version brings" is read anew for each of them
    releases.publish("ada")
    models.SiteState.objects.create(closed=False, reason="Open.", by="ada")
    roles = {name: person(name, name) for name in ("viewer", "editor", "publisher")}
    return {"nobody": client, "staff": person("staff"), **roles, "superuser": admin_client}


def test_every_address_of_the_admin_is_open_to_those_it_is_for_and_to_nobody_else(everybody) -> None:
    assert len(NAMES) > 100
    wrong = []
    for name in NAMES:
        path, inside = address(name), expected(name)
        for who in EVERYBODY:
            reply = everybody[who].get(path)
            kept_out = reply.status_code == 403 or (
                reply.status_code == 302 and reply.headers["Location"].startswith("/admin/login/")
            )
            if kept_out == (who in inside):
                wrong.append(f"{who}: {path}: {reply.status_code}")
    assert wrong == []


def test_what_may_not_be_opened_may_not_be_sent(everybody) -> None:
    """A POST by somebody who is kept out changes nothing."""
    before = models.Change.objects.count(), models.Release.objects.count(), models.SiteState.objects.count()
    wrong = []
    for name in NAMES:
        for who in set(EVERYBODY) - expected(name) - {"superuser"}:
            reply = everybody[who].post(address(name), {"post": "yes", "note": "x", "seen": "1", "row": "causes.clot"})
            if reply.status_code not in (302, 403, 405):
                wrong.append(f"{who}: {name}: {reply.status_code}")
    assert wrong == []
    assert before == (models.Change.objects.count(), models.Release.objects.count(), models.SiteState.objects.count())
    assert all(model.objects.exists() for model in BY_MODEL)


def test_a_viewer_changes_nothing(everybody) -> None:
    cause = models.Cause.objects.get(slug="clot")
    path = reverse("admin:legsapp_cause_change", args=[cause.pk])
    for who in ("viewer", "publisher", "staff"):
        assert everybody[who].post(path, {"name": "Clot"}).status_code == 403
    cause.refresh_from_db()
    assert cause.name == "Blood clot in the leg"


def test_only_those_who_see_sources_search_them(everybody) -> None:
    query = {"term": "w", "app_label": "legsapp", "model_name": "cause", "field_name": "sources"}
    for who in EVERYBODY:
        status = everybody[who].get("/admin/autocomplete/", query).status_code
        assert (status == 200) == (who in SEES), who


@pytest.mark.django_db
def test_the_roles_come_with_the_database() -> None:
    roles = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert roles.keys() == {"viewer", "editor", "publisher"}
    assert all(name.startswith(("view_", "preview_")) for name in roles["viewer"])
    assert roles["viewer"] < roles["editor"]
    assert roles["publisher"] - roles["viewer"] == {"add_release", "add_sitestate"}
    assert not any(name.endswith(("_user", "_group", "_permission")) for name in set().union(*roles.values()))
