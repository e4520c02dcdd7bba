"""A questionnaire that was withdrawn: a safe page, and the library goes on."""

import pytest

from legsapp import models
from legsapp.publishing import live


@pytest.fixture
def closed(tiny_live, monkeypatch):
    monkeypatch.setattr(live._state, "closure", live.Closure("We found a mistake.", tiny_live.published))


@pytest.mark.parametrize("path", ["/", "/check/", "/check/1/", "/check/answers/", "/results/"])
def test_the_questionnaire_is_closed(client, closed, path: str) -> None:
    for reply in (client.get(path), client.post(path, {"emergency": "none"})):
        assert reply.status_code == 503
        assert b"We found a mistake." in reply.content
        assert b"call" in reply.content
        assert "no-store" in reply.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/causes/", "/causes/clot/", "/about/", "/clear/", "/livez", "/readyz"])
def test_the_rest_stays_open(client, closed, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_switch_in_the_admin(admin_client, tiny_rows, settings, tmp_path) -> None:
    settings.LAST_RELEASE = tmp_path / "last-release.json"
    try:
        page = admin_client.get("/admin/legsapp/sitestate/add/")
        assert page.context["adminform"].form.initial["closed"] is True
        reply = admin_client.post(
            "/admin/legsapp/sitestate/add/", {"closed": "on", "reason": "A mistake."}, follow=True
        )
        assert b"The questionnaire is closed" in reply.content
        assert live.closure().reason == "A mistake."
        assert models.SiteState.objects.get().by == "admin"
        front = admin_client.get("/admin/").content
        assert b"A mistake." in front and b"Open it again" in front
        assert admin_client.post("/admin/legsapp/sitestate/add/", {"reason": "  "}).status_code == 200, (
            "a reason is due"
        )
        admin_client.post("/admin/legsapp/sitestate/add/", {"reason": "Mended."})
        assert live.closure() is None
    finally:
        live._state.closure, live._state.knows_closure = None, False
