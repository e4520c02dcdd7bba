"""As these people would do it: an editor writes, the gate judges, a publisher publishes, the public sees it."""

import pytest
from django.test import Client
from django.urls import reverse

from legsapp import models
from legsapp.engine.model import Model
from legsapp.publishing import live, releases, trials
from legsapp.web import answer_cookie
from tests.admin.forms import address, as_shown, change

PUBLISH = "/admin/legsapp/release/publish/"


@pytest.fixture
def site(tiny_rows, settings, tmp_path):
    """Release 1, taken by this process."""
    settings.LAST_RELEASE = tmp_path / "last-release.json"
    before = live._state
    live._state = live._State()
    releases.publish("ada", "First")
    live.refresh()
    yield live
    live._state = before


def told(**answers: str) -> Client:
    """Somebody of the public with these answers."""
    visitor = Client()
    visitor.post("/check/", {"who": "me"})
    model = Model(releases.open_release(releases.newest()))
    visit = answer_cookie.Visit(trials.start_at(model, "scenarios", answers["story"]).answers)
    visitor.cookies[answer_cookie.NAME] = answer_cookie.seal(visit)
    return visitor


def test_a_red_flag_that_would_miss_an_emergency_is_refused_and_put_back(site, person) -> None:
    editor, publisher = person("edi", "editor"), person("pia", "publisher")
    flag = models.RedFlag.objects.get(slug="rf_chest")
    assert change(editor, flag, urgency="gp_soon").status_code == 302
    page = publisher.get(PUBLISH)
    assert b"cannot be published" in page.content
    assert b"scenario chest" in page.content
    reply = publisher.post(PUBLISH, {"note": "x", "seen": "1"})
    assert reply.status_code == 422
    assert releases.newest().number == 1
    change(editor, flag, urgency="emergency", why="Chest pain can be the heart.")
    publisher.post(PUBLISH, {"note": "Why we ask about the chest", "seen": "1"})
    assert live.current().number == 2


def test_a_cause_from_the_editor_to_the_public_and_back(site, person) -> None:
    editor, publisher = person("edi", "editor"), person("pia", "publisher")
    path = address(models.Cause, "add")
    source = models.Source.objects.get(slug="judgement")
    ache = models.Option.objects.get(question__slug="feel", slug="cramp")
    data = as_shown(editor, path) | {
        "slug": "strain", "name": "Pulled muscle", "medical_name": "Muscle strain", "summary": "A muscle has a tear.",
        "electrolytes_text": "No.", "see_sooner": "See {gp}.", "sources": [source.pk], "prior_per_1000": "400",
        "evidence-TOTAL_FORMS": "1", "evidence-0-finding": ache.pk, "evidence-0-how_often": "0.95",
        "evidence-0-source": source.pk,
    }  # fmt: skip
    assert editor.post(path, data).status_code == 302
    editor.post(reverse("preview"), {"do": "begin", "concept": "scenarios", "slug": "cramp_ckd"})
    assert b"Pulled muscle" in editor.get("/results/").content
    assert b"Pulled muscle" not in told(story="cramp_ckd").get("/results/").content
    editor.post(reverse("preview_keep"), {"story": "Cramp after a fall."})
    assert models.Scenario.objects.filter(kind="editor").exists()
    publisher.post(PUBLISH, {"note": "Pulled muscles", "seen": "1"})
    assert live.current().number == 2
    assert b"Pulled muscle" in told(story="cramp_ckd").get("/results/").content
    publisher.post("/admin/legsapp/release/1/rollback/")
    assert live.current().number == 3
    assert b"Pulled muscle" not in told(story="cramp_ckd").get("/results/").content
    assert models.Cause.objects.filter(slug="strain").exists(), "the draft keeps it"


OURS = ["/admin/", PUBLISH, "/admin/legsapp/release/", "/admin/legsapp/release/reset/", "/admin/legsapp/change/",
        "/admin/legsapp/release/compare/?before=1&after=1", "/admin/transfer/", "/admin/shipped/", "/admin/health/",
        "/admin/legsapp/release/1/rollback/", "/admin/legsapp/sitestate/add/", "/admin/login/"]  # fmt: skip


@pytest.mark.parametrize("path", OURS)
def test_our_pages_keep_to_the_policy(site, admin_client, path: str) -> None:
    """No script and no style inside a page, one main heading, and nothing for caches."""
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    reply = admin_client.get(path, follow=True)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    for inline in (" style=", "<style", " onclick=", " onchange=", "<script>", "javascript:"):
        assert inline not in page, inline
    assert page.count("<h1") == 1 or path == "/admin/login/"
    assert any(word in reply.headers["Cache-Control"] for word in ("no-store", "no-cache"))
