"""Publishing by two people, what it does to people, comparing, and putting rows back."""

import pytest

from legsapp import models
from legsapp.publishing import releases
from tests.admin.forms import change

PUBLISH = "/admin/legsapp/release/publish/"


@pytest.fixture
def published(tiny_rows):
    return releases.publish("ada", "First")


def test_a_clinical_change_needs_somebody_who_did_not_write_it(person, published) -> None:
    both, second = person("bea", "editor", "publisher"), person("cem", "publisher")
    assert change(both, models.Cause.objects.get(slug="clot"), name="Clot").status_code == 302
    page = both.get(PUBLISH)
    assert [row["key"] for row in page.context["own"]] == ["causes.clot"]
    assert b"Ask another publisher to open this page" in page.content
    reply = both.post(PUBLISH, {"note": "x", "seen": "1"}, follow=True)
    assert b"You wrote these clinical changes" in reply.content
    assert releases.newest().number == 1
    second.post(PUBLISH, {"note": "Clot by its short name", "seen": "1"})
    assert (releases.newest().number, releases.newest().published_by) == (2, "cem")


def test_words_that_are_not_clinical_need_no_second_person(person, published) -> None:
    both = person("bea", "editor", "publisher")
    change(both, models.Faq.objects.first(), answer="Water will do.")
    both.post(PUBLISH, {"note": "x", "seen": "1"})
    assert releases.newest().number == 2


def test_a_host_of_one_person_may_publish_alone(person, published, settings) -> None:
    settings.SOLO_PUBLISHER = True
    both = person("bea", "editor", "publisher")
    change(both, models.Cause.objects.get(slug="clot"), name="Clot")
    both.post(PUBLISH, {"note": "x", "seen": "1"})
    assert releases.newest().number == 2


def test_after_a_rollback_the_writer_still_needs_a_second_person(person, published) -> None:
    both = person("bea", "editor", "publisher")
    change(both, models.Cause.objects.get(slug="clot"), name="Clot")
    releases.publish("cem")
    releases.rollback(1, "cem")
    both.post(PUBLISH, {"note": "x", "seen": "3"})
    assert releases.newest().number == 3


def test_a_change_that_was_taken_back_is_nobodys(person, published) -> None:
    both = person("bea", "editor", "publisher")
    change(both, models.Cause.objects.get(slug="clot"), name="Clot")
    change(both, models.Cause.objects.get(slug="clot"), name="Blood clot in the leg")
    both.post(PUBLISH, {"note": "x", "seen": "1"})
    assert releases.newest().number == 2


def test_the_front_page_says_what_is_not_published(admin_client, published) -> None:
    assert b"Everything is published" in admin_client.get("/admin/").content
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    models.EvidenceRow.objects.filter(cause__slug="clot", finding__slug="ache").update(how_often=0.5)
    page = admin_client.get("/admin/").content.decode()
    assert "2 changes not published" in page
    assert "evidence: feel.ache: how often" in page
    assert "Preview draft" in page
    models.RedFlag.objects.filter(slug="rf_calf").update(urgency="nonsense")
    assert b"The draft cannot be read" in admin_client.get("/admin/").content


def test_the_impact_on_people_is_shown_before_publishing(admin_client, published) -> None:
    models.RedFlag.objects.filter(slug="rf_calf").update(urgency="gp_soon")
    models.Cause.objects.filter(slug="clot").update(urgency="gp_routine")
    page = admin_client.get(PUBLISH)
    found = {item.scenario.slug: [effect.what for effect in item.effects] for item in page.context["impact"]}
    assert "urgency" in found["calf"]
    assert "<td>urgency</td><td>Today</td>" in page.content.decode()


def test_two_releases_are_compared(admin_client, published) -> None:
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    releases.publish("ada")
    page = admin_client.get("/admin/legsapp/release/compare/", {"before": 1, "after": 2})
    assert [row["fields"] for row in page.context["changes"]] == [[("name", "Blood clot in the leg", "Clot")]]
    assert admin_client.get("/admin/legsapp/release/compare/", {"before": "x"}).status_code == 302
    assert admin_client.get("/admin/legsapp/release/compare/", {"before": 1, "after": 9}).status_code == 404
    assert b"They hold the same" in admin_client.get("/admin/legsapp/release/compare/?before=2&after=2").content
    listed = admin_client.get("/admin/legsapp/release/")
    assert b'name="before"' in listed.content
    assert [(row.number, listed.context["cl"].model_admin.state(row)) for row in listed.context["cl"].result_list] == [
        (2, "now"),
        (1, ""),
    ]
    first = models.Release.objects.get(number=1)
    assert b"2 causes" in admin_client.get(f"/admin/legsapp/release/{first.pk}/change/").content


def test_rows_are_put_back_to_what_is_live(admin_client, published) -> None:
    path = "/admin/legsapp/release/reset/"
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    models.GlossaryTerm.objects.filter(slug="vein").delete()
    models.GlossaryTerm.objects.create(slug="artery", term="Artery", meaning="A tube.")
    page = admin_client.get(path)
    assert {row["key"] for row in page.context["changes"]} == {"causes.clot", "glossary.vein", "glossary.artery"}
    assert b"No row was ticked" in admin_client.post(path, {}, follow=True).content
    admin_client.post(path, {"row": ["causes.clot", "glossary.vein", "causes.no_such"]})
    assert models.Cause.objects.get(slug="clot").name == "Blood clot in the leg"
    assert models.GlossaryTerm.objects.filter(slug="vein").exists()
    assert models.GlossaryTerm.objects.filter(slug="artery").exists(), "what was not ticked stays"
    assert models.Change.objects.filter(by="admin", note="Reset to release 1").count() == 2


def test_a_rollback_offers_to_reset_the_rows(admin_client, published) -> None:
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    releases.publish("ada")
    reply = admin_client.post("/admin/legsapp/release/1/rollback/", follow=True)
    assert b"Reset rows to what is live" in reply.content
    assert b"The draft still holds the newer rows" in reply.content
    assert [row["key"] for row in admin_client.get("/admin/legsapp/release/reset/").context["changes"]] == [
        "causes.clot"
    ]
