"""As these people would do it, with the keyboard, in a browser each, on one of two servers that share a database."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from time import time

import pytest
from playwright.sync_api import Browser

from bench.servers import Server, Site
from tests.admin.desk import Colleague, make_accounts
from tests.conftest import TINY
from tests.e2e.person import Asked, Person
from tests.faults.conftest import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PUBLISH = "/admin/legsapp/release/publish/"
SOON = 5  # seconds until every server shows a release


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chromium_browser: Browser) -> Site:
    site = Site(tmp_path_factory.mktemp("site")).prepare(TINY, static=False)
    site.manage("collectstatic", "--noinput", "--no-post-process", "--verbosity=0")  # the files; compressing takes long
    make_accounts(site, edi="editor", pia="publisher")
    return site


@pytest.fixture(scope="module")
def servers(site: Site) -> Iterator[tuple[Server, Server]]:
    with site.server(1, site.folder / "one.log") as one, site.server(1, site.folder / "two.log") as two:
        yield one, two


@pytest.fixture
def come_in(chromium_browser: Browser, servers: tuple[Server, Server]) -> Iterator[Callable[[str], Colleague]]:
    """Somebody who signs in on the first server. At the end no page may have complained of anything."""
    inside: list[Colleague] = []

    def come(name: str) -> Colleague:
        inside.append(Colleague.signed_in(chromium_browser, servers[0], name))
        return inside[-1]

    yield come
    for colleague in inside:
        colleague.leave()
    assert [complaint for colleague in inside for complaint in colleague.complaints] == []


def release_of(server: Server) -> int:
    return int(json.loads(server.get("/readyz")[1])["release"])


def seconds_until(server: Server, number: int, site: Site) -> float:
    """From the moment at which a release was published until a server answers with it."""
    eventually(lambda: release_of(server) == number)
    seen = time()
    told = site.python(
        f"from legsapp.models import Release\nprint(Release.objects.get(number={number}).published_at.isoformat())"
    )
    return seen - datetime.fromisoformat(told.strip()).timestamp()


def publish(publisher: Colleague, note: str) -> None:
    publisher.page.goto(PUBLISH)
    publisher.write("What changed, in a sentence", note)
    publisher.press(publisher.page.get_by_role("button", name="Publish", exact=True))


def test_an_emergency_that_drops_is_refused_then_put_back_and_seen_on_the_other_server(
    site: Site, servers: tuple[Server, Server], come_in: Callable[[str], Colleague]
) -> None:
    editor, publisher, number = come_in("edi"), come_in("pia"), release_of(servers[1])
    editor.page.goto("/admin/row/red_flags/rf_chest/")
    editor.choose("Urgency:", "Doctor, within days")
    editor.save()
    assert "was changed successfully" in editor.told()

    publisher.page.goto(PUBLISH)
    blocked = publisher.page.locator("#blocked").inner_text()
    assert "This draft cannot be published" in blocked
    assert "scenario chest: Chest pain and a sore calf." in blocked
    assert "Urgency is “Doctor, within days”, expected “Emergency: now”" in blocked
    assert publisher.page.get_by_role("button", name="Publish", exact=True).count() == 0
    assert release_of(servers[1]) == number

    publisher.press(publisher.page.get_by_role("link", name="scenario chest"))
    assert publisher.page.get_by_role("heading", level=1).inner_text() == "View scenario"

    editor.page.goto("/admin/row/red_flags/rf_chest/")
    editor.choose("Urgency:", "Emergency: now")
    editor.write("Why:", "Pain in the chest can come from a clot in the lung.")
    editor.save()
    publish(publisher, "Say why chest pain matters")
    assert f"Release {number + 1} is published. Every server shows it within five seconds." in publisher.told()
    took = seconds_until(servers[1], number + 1, site)
    print(f"The second server shows it after {took:.2f} s")
    assert took <= SOON


def as_in(findings: Iterable[str]) -> Callable[[str, list[Asked]], list[str]]:
    """Answers with these findings, and otherwise "none of these", or the first option."""
    told = [name.split(".") for name in findings]

    def choose(question: str, options: list[Asked]) -> list[str]:
        given = [option for slug, option in told if slug == question]
        alone = [str(option["slug"]) for option in options if option["exclusive"]]
        return given or alone[:1] or [str(options[0]["slug"])]

    return choose


def result_of(browser: Browser, server: Server, findings: Iterable[str]) -> str:
    """What somebody of the public reads at the end, on this server."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    Person(page, as_in(findings)).walk()
    text = page.locator("main").inner_text()
    context.close()
    return text


CRAMP = ("emergency.none", "feel.cramp", "conditions.ckd")


def test_a_cause_with_evidence_and_a_scenario_goes_live_by_a_second_person_and_is_rolled_back(
    site: Site, servers: tuple[Server, Server], come_in: Callable[[str], Colleague], chromium_browser: Browser
) -> None:
    editor, publisher, number = come_in("edi"), come_in("pia"), release_of(servers[1])
    assert "Pulled muscle" not in result_of(chromium_browser, servers[1], CRAMP)
    write_the_cause(editor)
    keep_a_scenario(editor)

    publisher.page.goto(PUBLISH)
    told = publisher.page.locator("#content-main").inner_text()
    assert "cause: pulled muscle" in told.lower()
    assert "scenario: cramp after a fall." in told.lower()
    publish(publisher, "Pulled muscles")
    assert seconds_until(servers[1], number + 1, site) <= SOON
    assert "Pulled muscle" in result_of(chromium_browser, servers[1], CRAMP)

    publisher.page.goto(f"/admin/legsapp/release/{number}/rollback/")
    publisher.press(publisher.page.get_by_role("button", name=f"Go back to release {number}"))
    assert f"Release {number + 2} is published: the same as release {number}." in publisher.told()
    assert "Ask an editor to change them" in publisher.told()
    assert seconds_until(servers[1], number + 2, site) <= SOON
    assert "Pulled muscle" not in result_of(chromium_browser, servers[1], CRAMP)
    editor.page.goto("/admin/legsapp/release/reset/")
    assert "Pulled muscle" in editor.page.locator("#content-main").inner_text(), "the draft keeps it"


def write_the_cause(editor: Colleague) -> None:
    """All of its page, evidence and source included."""
    page = editor.page
    page.goto("/admin/legsapp/cause/add/")
    editor.write("Slug:", "strain")
    editor.write("Name:", "Pulled muscle")
    editor.write("Medical name:", "Muscle strain")
    editor.write("Summary:", "A muscle has a tear.")
    editor.write("When to get help sooner:", "See {gp}.")
    editor.write("In words:", "No.")
    editor.write("How common, per 1000:", "400")
    editor.search(page.get_by_role("searchbox", name="Search: Sources"), "Clinical judgement")
    add = page.get_by_role("button", name="Add another Evidence")
    editor.reach(add)
    page.keyboard.press("Enter")
    editor.search(page.locator("#evidence-0 .field-finding [role=combobox]"), "Cramp")
    editor.write("How often", "0.95")
    editor.save()
    assert "was added successfully" in editor.told()


def keep_a_scenario(editor: Colleague) -> None:
    """Preview the draft as a person with cramp, and keep the answers."""
    page = editor.page
    page.goto("/preview/?concept=scenarios&slug=cramp_ckd")
    editor.press(page.get_by_role("button", name="Preview from cramp_ckd"))
    assert "Preview of the draft: nothing here is published." in page.locator("#preview").inner_text()
    assert "Pulled muscle" in page.locator("#causes").inner_text()
    editor.write("Who is this, in a sentence?", "Cramp after a fall.")
    editor.press(page.get_by_role("button", name="Save these answers as a scenario"))
    assert page.get_by_label("Story:").input_value() == "Cramp after a fall."
    assert "feel.cramp" in page.get_by_label("Findings:").input_value()
    editor.save()
    page.goto("/preview/")
    editor.press(page.get_by_role("button", name="Leave the preview"))
