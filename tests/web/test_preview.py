"""The preview of the draft: staff only, never stored, never mixed with anybody's answers."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from legsapp import models
from legsapp.publishing import live, preview, releases, trials
from legsapp.web import answer_cookie


@pytest.fixture
def served(tiny_rows):
    """The small content, published and held; then the draft calls a cause by another name."""
    releases.publish("ada")
    models.Cause.objects.filter(slug="clot").update(name="Clot of the draft")
    with live.holding(releases.open_release(releases.newest())) as snapshot:
        yield snapshot


@pytest.fixture
def staff(client, django_user_model):
    user = django_user_model.objects.create_user("edi", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    client.force_login(user)
    return client


def begin(client, **target: str):
    return client.post(reverse("preview"), {"do": "begin", **target})


def test_staff_see_the_draft_with_a_banner_and_nobody_keeps_it(staff, served, client) -> None:
    assert begin(staff).status_code == 303
    page = staff.get("/causes/clot/")
    assert b"Clot of the draft" in page.content
    assert b"Preview of the draft" in page.content
    assert "no-store" in page.headers["Cache-Control"]
    start = staff.get("/")
    assert b'<meta name="release" content="0">' in start.content
    assert "no-store" in start.headers["Cache-Control"]


def test_others_see_what_is_live_whatever_cookie_they_send(client, served, django_user_model) -> None:
    for name in preview.COOKIES:
        client.cookies[name] = str(preview.DRAFT)
    assert b"Clot of the draft" not in client.get("/causes/clot/").content
    assert client.get(reverse("preview"), {"release": "1"}).url == "/admin/login/?next=%2Fpreview%2F%3Frelease%3D1"
    assert begin(client).status_code == 302
    client.force_login(django_user_model.objects.create_user("new", is_staff=True))
    assert b"Clot of the draft" not in client.get("/causes/clot/").content
    assert begin(client).status_code == 403


def test_answers_of_the_preview_never_meet_real_ones(staff, served) -> None:
    staff.post("/check/", {"who": "me"})
    staff.post("/check/1/", {"emergency": "none"})
    real = staff.cookies[answer_cookie.NAME].value
    begin(staff)
    assert staff.get("/check/").headers["Location"] == "/check/1/", "the preview begins with nothing"
    staff.post("/check/", {"who": "me"})
    staff.post("/check/1/", {"emergency": "chest_pain"})
    assert staff.cookies[answer_cookie.NAME].value == real
    assert staff.get("/results/").status_code == 200
    staff.post(reverse("preview"), {"do": "leave"})
    assert staff.cookies[answer_cookie.DRAFT_NAME].value == ""
    assert staff.cookies[answer_cookie.NAME].value == real
    assert staff.get("/check/").headers["Location"] == "/check/2/", "the real visit goes on where it was"


@pytest.mark.parametrize(
    ("concept", "slug", "page"),
    [
        ("scenarios", "calf", "/results/"),
        ("scenarios", "no_such", "/"),
        ("causes", "clot", "/results/"),
        ("questions", "swell_type", "/check/"),
        ("sources", "wells", "/"),
    ],
)
def test_a_preview_begins_where_it_was_asked_for(staff, served, concept: str, slug: str, page: str) -> None:
    reply = begin(staff, concept=concept, slug=slug)
    assert reply.headers["Location"].startswith(page)
    shown = staff.get(reply.headers["Location"])
    assert shown.status_code == 200
    if concept == "questions":
        assert b'data-question="swell_type"' in shown.content


def test_an_older_release_is_shown_as_it_was(staff, served) -> None:
    """What somebody was told under it can be explained."""
    releases.publish("ada")
    answers = answer_cookie.seal(answer_cookie.Visit(trials.start_at(served.model, "scenarios", "calf").answers))
    reply = begin(staff, release="1", concept="scenarios", slug="calf")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/results/")
    page = staff.get("/results/")
    text = page.content.decode()
    assert "Release 1 of" in text and "as it was. Others see what is live now." in text
    assert served.model.cause("clot").name in text and "Clot of the draft" not in text
    assert 'id="why"' in text and "Save these answers" not in text
    assert "no-store" in page.headers["Cache-Control"]
    assert staff.post(reverse("preview_keep"), {"story": "x"}).status_code == 403
    begin(staff, release="2")
    staff.cookies[answer_cookie.DRAFT_NAME] = answers
    assert "Clot of the draft" in staff.get("/results/").content.decode(), "and the next one as that was"


def test_a_release_that_never_was_cannot_be_looked_at(staff, served) -> None:
    for number in ("7", "-1", "x", "9" * 30):
        assert begin(staff, release=number).status_code == 404
    staff.cookies[preview.COOKIE] = "7"
    assert staff.get("/").status_code == 503
    assert staff.post(reverse("preview"), {"do": "leave"}).status_code == 303
    assert staff.get("/").status_code == 200


def test_staff_are_shown_every_contribution(staff, served, client) -> None:
    begin(staff, concept="scenarios", slug="calf")
    page = staff.get("/results/").content.decode()
    assert 'id="why"' in page
    assert "How common it is" in page
    why = page.split('id="why"')[1].split("</details>")[0]
    weights = [float(cell.split("<")[0]) for cell in why.split('<td class="n">')[1:]]
    total = float(why.split("</summary>")[0].rsplit(",", 1)[1])
    assert sum(weights) == pytest.approx(total, abs=0.0015)


def test_the_public_result_shows_no_contributions(client, served) -> None:
    client.cookies["answers"] = answer_cookie.seal(
        answer_cookie.Visit(trials.start_at(served.model, "scenarios", "calf").answers)
    )
    page = client.get("/results/")
    assert page.status_code == 200
    assert b'id="why"' not in page.content
    assert client.post(reverse("preview_keep"), {"story": "x"}).status_code == 403


def test_answers_are_kept_as_a_scenario(staff, served) -> None:
    begin(staff, concept="scenarios", slug="calf")
    reply = staff.post(reverse("preview_keep"), {"story": "A man with a big calf."})
    scenario = models.Scenario.objects.get(slug="ed_a_man_with_a_big_calf")
    assert reply.headers["Location"] == reverse("admin:legsapp_scenario_change", args=[scenario.pk])
    assert scenario.kind == "editor"
    assert scenario.flags.filter(slug="rf_calf").exists()
    change = models.Change.objects.first()
    assert (change.by, change.concept, change.action) == ("edi", "scenarios", "added")
    staff.post(reverse("preview_keep"), {"story": "A man with a big calf."})
    assert models.Scenario.objects.filter(slug="ed_a_man_with_a_big_calf_2").exists()
    releases.publish("ada")


def test_a_viewer_may_look_and_not_keep(staff, served, django_user_model) -> None:
    user = django_user_model.objects.get(username="edi")
    user.groups.clear()
    user.user_permissions.set(Permission.objects.filter(codename="preview_draft"))
    begin(staff, concept="scenarios", slug="calf")
    assert b"Save these answers" not in staff.get("/results/").content
    assert staff.post(reverse("preview_keep"), {"story": "x"}).status_code == 403


def test_a_draft_that_makes_no_sense_is_told_and_can_be_left(staff, served) -> None:
    begin(staff)
    models.RedFlag.objects.filter(slug="rf_calf").update(condition="and (", urgency="nonsense")
    flag = models.RedFlag.objects.get(slug="rf_calf")
    flag.save()
    page = staff.get("/")
    assert page.status_code == 503
    assert b"cannot be previewed" in page.content
    assert staff.post(reverse("preview"), {"do": "leave"}).status_code == 303
    assert staff.get("/").status_code == 200
