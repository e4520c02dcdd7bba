"""The admin: every page opens, under the strict policy, and nothing goes live but through the gate."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission

from legsapp import models
from legsapp.publishing import releases
from legsapp.publishing.concepts import CONCEPTS
from tests.admin.forms import address, as_shown, change

PUBLISH = "/admin/legsapp/release/publish/"
OURS = [concept.model for concept in CONCEPTS]


@pytest.fixture
def editor(client, django_user_model):
    """A client of somebody who edits and may not publish."""
    user = django_user_model.objects.create_user("edi", password="a long password", is_staff=True)
    names = Permission.objects.filter(content_type__app_label="legsapp").exclude(codename="add_release")
    user.user_permissions.set(names)
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_pages_of_a_concept_open(model, admin_client, tiny_rows) -> None:
    row = model.objects.first()
    for path in (
        address(model, "changelist") + "?q=a",
        address(model, "add"),
        address(model, "change", row.pk),
        address(model, "delete", row.pk),
        address(model, "history", row.pk),
    ):
        reply = admin_client.get(path, follow=True)
        assert reply.status_code == 200, path
        assert b" style=" not in reply.content.split(b'<div id="content"')[1].split(b"<footer")[0]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_saving_a_page_unchanged_changes_nothing(model, admin_client, tiny_rows) -> None:
    from legsapp.publishing.compile import compile_rows

    before = compile_rows()
    for row in model.objects.all():
        path = address(model, "change", row.pk)
        reply = admin_client.post(path, as_shown(admin_client, path))
        assert reply.status_code == 302, getattr(reply, "context", None) and reply.context["errors"]
    assert compile_rows() == before


def test_every_model_has_a_home_in_the_admin() -> None:
    assert all(model in admin.site._registry for model in OURS)


ITSELF = {"id", "updated_at"}  # nobody types these
PARTS = [part.model for concept in CONCEPTS for part in concept.parts.values()]


@pytest.mark.parametrize("model", [*OURS, *PARTS], ids=lambda model: model.__name__)
def test_every_field_says_what_belongs_in_it(model) -> None:
    """One that refers to the row it stands on needs no word."""
    parents = {part.parent for concept in CONCEPTS for part in concept.parts.values() if part.model is model}
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    asked = [field for field in fields if field.name not in ITSELF | parents and field.editable]
    assert asked
    assert [field.name for field in asked if len(str(field.help_text)) < 15] == []


def test_a_slug_is_chosen_once(admin_client, tiny_rows) -> None:
    cause = models.Cause.objects.get(slug="clot")
    page = admin_client.get(address(models.Cause, "change", cause.pk))
    assert "slug" not in page.context["adminform"].form.fields
    assert "slug" in admin_client.get(address(models.Cause, "add")).context["adminform"].form.fields


def test_findings_are_found_by_their_words(admin_client, tiny_rows) -> None:
    reply = admin_client.get(
        "/admin/autocomplete/",
        {"term": "calf", "app_label": "legsapp", "model_name": "evidencerow", "field_name": "finding"},
    )
    assert [found["text"] for found in reply.json()["results"]] == ["swell_type.calf_big: One calf is bigger"]


def test_a_condition_that_cannot_be_read_is_told_at_its_field(admin_client, tiny_rows) -> None:
    flag = models.RedFlag.objects.get(slug="rf_calf")
    reply = change(admin_client, flag, condition="swell_type.calf_big and (")
    assert reply.status_code == 200
    assert "condition" in reply.context["adminform"].form.errors


@pytest.mark.parametrize(("role", "status"), [("editor", 200), ("viewer", 403)])
def test_the_page_that_asks_before_deleting_lists_them(person, tiny_rows, role: str, status: int) -> None:
    clot = models.Cause.objects.get(slug="clot")
    page = person("edi", role).get(address(models.Cause, "delete", clot.pk))
    assert page.status_code == status
    if status == 200:
        assert b"These name it and lose it" in page.content
        assert b"/admin/row/red_flags/rf_chest/" in page.content


def test_publishing_in_the_admin(admin_client, tiny_rows) -> None:
    page = admin_client.get(PUBLISH)
    assert page.status_code == 200
    assert b"Nothing is published yet" in page.content
    reply = admin_client.post(PUBLISH, {"note": "First", "seen": "0"}, follow=True)
    assert b"Release 1 is published." in reply.content
    assert releases.newest().published_by == "admin"
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    page = admin_client.get(PUBLISH)
    assert [(row["name"], row["fields"]) for row in page.context["changes"]] == [
        ("Clot", [("name", "Blood clot in the leg", "Clot")])
    ]


def test_a_draft_that_misses_an_emergency_is_refused(admin_client, tiny_rows) -> None:
    models.RedFlag.objects.filter(slug="rf_chest").update(urgency="gp_soon")
    page = admin_client.get(PUBLISH)
    assert b"cannot be published" in page.content
    assert b"scenario chest" in page.content
    reply = admin_client.post(PUBLISH, {"note": "x", "seen": "0"})
    assert reply.status_code == 422
    assert releases.newest() is None


def test_a_publisher_who_was_overtaken_is_told(admin_client, tiny_rows) -> None:
    releases.publish("somebody else")
    reply = admin_client.post(PUBLISH, {"note": "x", "seen": "0"}, follow=True)
    assert b"was published in the meantime" in reply.content
    assert releases.newest().number == 1


def test_rolling_back_in_the_admin(admin_client, tiny_rows) -> None:
    first = releases.publish("ada")
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    releases.publish("ada")
    path = "/admin/legsapp/release/1/rollback/"
    assert b"becomes live again, as release 3" in admin_client.get(path).content
    assert releases.newest().number == 2, "looking changes nothing"
    reply = admin_client.post(path, follow=True)
    assert b"The draft still holds the newer rows, and" in reply.content
    assert releases.newest().sha256 == first.sha256


def test_releases_are_read_only(admin_client, tiny_rows) -> None:
    release = releases.publish("ada")
    page = admin_client.get(address(models.Release, "change", release.pk))
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert admin_client.get(address(models.Release, "add")).status_code == 403
    assert admin_client.post(address(models.Release, "delete", release.pk), {"post": "yes"}).status_code == 403


def test_an_editor_may_not_publish(editor, tiny_rows) -> None:
    releases.publish("ada")
    for path in (PUBLISH, "/admin/legsapp/release/1/rollback/"):
        assert editor.get(path).status_code == 403
        assert editor.post(path, {"note": "x", "seen": "1"}).status_code == 403
    assert releases.newest().number == 1
    assert b"Publish the draft" not in editor.get(address(models.Release, "changelist")).content


@pytest.mark.parametrize("path", [PUBLISH, "/admin/", "/admin/legsapp/release/1/rollback/"])
def test_strangers_are_sent_to_the_login(client, db, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 302
    assert reply.url.startswith("/admin/login/")


def test_a_fresh_database_has_no_account(db, django_user_model) -> None:
    assert not django_user_model.objects.exists()
