"""Content in and out, and what a new version brings."""

import io
import zipfile
from pathlib import Path
from shutil import copytree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from legsapp import models
from legsapp.publishing import bodies, bundle, shipments, tables, transfer
from legsapp.publishing.compile import compile_rows
from tests.conftest import TINY

MOVE, SHIPPED = "/admin/transfer/", "/admin/shipped/"


def sent(client, content: bytes):
    return client.post(MOVE, {"file": SimpleUploadedFile("content.zip", content)})


def test_export_wipe_import_export_gives_the_same_bytes(admin_client, tiny_rows) -> None:
    exported = admin_client.get("/admin/transfer/export/").content
    digest = bodies.digest(bodies.encode(compile_rows()))
    for model in (models.Cause, models.Faq, models.Food):
        model.objects.all().delete()
    page = sent(admin_client, exported)
    assert ("added", page.context["row_count"]) == (page.context["actions"][0][0], page.context["row_count"])
    assert not models.Cause.objects.exists(), "looking changes nothing"
    admin_client.post(MOVE, {"confirmed": page.context["token"]})
    assert bodies.digest(bodies.encode(compile_rows())) == digest
    assert admin_client.get("/admin/transfer/export/").content == exported
    assert models.Change.objects.filter(by="admin", note="Imported", action="added").exists()


def test_the_difference_is_shown_before_anything_happens(admin_client, tiny_rows) -> None:
    exported = bundle.pack(compile_rows())
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    page = sent(admin_client, exported)
    assert [row["fields"] for row in page.context["changes"]] == [[("name", "Clot", "Blood clot in the leg")]]
    models.Cause.objects.filter(slug="clot").update(summary="Other.")
    reply = admin_client.post(MOVE, {"confirmed": page.context["token"]}, follow=True)
    assert b"Somebody changed the draft" in reply.content
    assert models.Cause.objects.get(slug="clot").summary == "Other."


def test_a_confirmation_that_was_forged_is_refused(admin_client, tiny_rows) -> None:
    page = sent(admin_client, bundle.pack(compile_rows()))
    reply = admin_client.post(MOVE, {"confirmed": page.context["token"] + "x"}, follow=True)
    assert b"Choose the file again" in reply.content


def _zip(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return packed.getvalue()


HARMFUL = {
    "no zip": b"hello",
    "empty": b"",
    "cut": _zip(faqs__yaml="[]\n")[:-9],
    "a program in it": _zip(run__sh="rm -rf /"),
    "a bomb": _zip(faqs__yaml="#" * (bundle.MOST_UNPACKED + 9)),
    "no content": _zip(faqs__yaml="[]\n"),
    "nonsense": _zip(faqs__yaml="- slug: [a"),
    "an object of Python": _zip(faqs__yaml="- !!python/object/apply:os.system [ls]"),
    "too large": b"x" * (bundle.MOST_BYTES + 1),
}


@pytest.mark.parametrize("harm", HARMFUL)
def test_a_harmful_file_is_refused_in_words(admin_client, tiny_rows, harm: str) -> None:
    before = compile_rows()
    reply = sent(admin_client, HARMFUL[harm])
    assert reply.status_code == 422
    assert reply.context["form"].errors["file"]
    assert compile_rows() == before


def test_names_in_a_zip_cannot_leave_their_folder(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../escaped.yaml", "[]\n")
    with pytest.raises(transfer.TransferError):
        bundle.unpack(packed.getvalue())


@pytest.mark.parametrize("name", tables.NAMES)
def test_tables_open_in_a_spreadsheet(admin_client, tiny_rows, name: str) -> None:
    reply = admin_client.get(f"/admin/transfer/{name}.csv")
    lines = reply.content.decode("utf-8-sig").splitlines()
    assert len(lines) > 1
    assert "attachment" in reply.headers["Content-Disposition"]
    assert admin_client.get("/admin/transfer/secrets.csv").status_code == 404


def test_a_cell_is_never_a_formula(admin_client, tiny_rows) -> None:
    models.Food.objects.filter(pk=models.Food.objects.first().pk).update(name="=HYPERLINK(1)")
    assert b"'=HYPERLINK" in admin_client.get("/admin/transfer/foods.csv").content


def test_the_command_shows_and_applies(tiny_rows, tmp_path: Path, capsys) -> None:
    transfer.dump_folder(tmp_path / "out")
    models.Cause.objects.filter(slug="clot").update(name="Clot")
    call_command("import_content", tmp_path / "out")
    assert "causes.clot.name: Clot -> Blood clot in the leg" in capsys.readouterr().out
    assert models.Cause.objects.get(slug="clot").name == "Clot"
    call_command("import_content", tmp_path / "out", "--apply")
    assert models.Cause.objects.get(slug="clot").name == "Blood clot in the leg"


# What a new version brings


@pytest.fixture
def upgraded(tiny_rows, settings, tmp_path: Path):
    """Edits of ours, and a new version that corrects a red flag, a claim and two causes."""
    shipments.note(tiny_rows, "make run")
    new = copytree(TINY, tmp_path / "new")
    for name, old, text in (
        ("red_flags.yaml", "Ring {urgent_line} today.", "Ring {urgent_line} now."),
        ("causes_b.yaml", "Blood clot in the leg", "Clot in a leg vein"),
        ("glossary.yaml", "- {slug: vein, term: ", "- {slug: vein, term: A "),
    ):
        path = new / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, text, 1))
    settings.FIXTURES = new
    models.RedFlag.objects.filter(slug="rf_calf").update(advice="Our own words.")
    models.Cause.objects.filter(slug="clot").update(name="Our own name")


def test_a_new_version_is_compared_three_ways(admin_client, upgraded) -> None:
    offered = admin_client.get(SHIPPED).context["offered"]
    assert [item["offer"].key for item in offered] == ["red_flags.rf_calf", "causes.clot", "glossary.vein"]
    flag, cause, term = (item["offer"] for item in offered)
    assert flag.mine and flag.is_advised, "a corrected red flag is advised even over edits"
    assert cause.mine and not cause.is_advised
    assert term.mine is None and term.is_advised


def test_the_front_page_says_that_this_version_brings_something(person, admin_client, upgraded) -> None:
    news = b"brings content that you have not looked at"
    assert news in admin_client.get("/admin/").content
    assert news not in person("vi", "viewer").get("/admin/").content, "nothing to a person who cannot take it"
    admin_client.post(SHIPPED, {"row": ["glossary.vein"]})
    assert news in admin_client.get("/admin/").content, "a corrected red flag was left out"
    admin_client.post(SHIPPED, {"row": ["red_flags.rf_calf"]})
    assert news not in admin_client.get("/admin/").content


def test_what_was_brought_in_by_a_file_is_no_news(admin_client, upgraded, settings) -> None:
    call_command("import_content", settings.FIXTURES, "--apply")
    transfer.dump_folder(settings.FIXTURES)  # as files are shipped: in the order of the rows
    assert b"brings content" not in admin_client.get("/admin/").content


def test_what_is_ticked_is_taken_and_edits_stay(admin_client, upgraded) -> None:
    admin_client.post(SHIPPED, {"row": ["glossary.vein", "red_flags.rf_calf"]})
    assert models.RedFlag.objects.get(slug="rf_calf").advice == "Ring {urgent_line} now."
    assert models.Cause.objects.get(slug="clot").name == "Our own name"
    assert models.GlossaryTerm.objects.get(slug="vein").term.startswith("A ")
    assert admin_client.get(SHIPPED).context["offered"] == []


def test_a_red_flag_that_was_left_out_is_offered_again(admin_client, upgraded) -> None:
    admin_client.post(SHIPPED, {"row": []})
    offered = admin_client.get(SHIPPED).context["offered"]
    assert [item["offer"].key for item in offered] == ["red_flags.rf_calf"]
    assert models.RedFlag.objects.get(slug="rf_calf").advice == "Our own words."


def test_without_news_nothing_is_offered(admin_client, tiny_rows, settings) -> None:
    settings.FIXTURES = TINY
    shipments.note(tiny_rows, "x")
    shipments.note(tiny_rows, "x")
    assert models.Shipment.objects.count() == 1
    assert b"Nothing new" in admin_client.get(SHIPPED).content
