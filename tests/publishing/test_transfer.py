"""Content to and from files: lossless, all or nothing, and clear about what is wrong."""

from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection

from legsapp import models
from legsapp.engine.knowledge import KnowledgeBase
from legsapp.publishing import bodies, releases, transfer
from legsapp.publishing.compile import compile_rows
from legsapp.publishing.concepts import shapes
from tests.conftest import TINY


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(TINY, tmp_path / "content"))


def test_the_small_content_holds_every_concept(tiny: KnowledgeBase) -> None:
    assert all(getattr(tiny, concept.name) for concept in transfer.CONCEPTS)


def test_rows_say_what_the_files_said(tiny: KnowledgeBase, tiny_rows: KnowledgeBase) -> None:
    compiled = compile_rows()
    by_slug = {cause.slug: cause for cause in compiled.causes}
    expected = {cause.slug: cause for cause in tiny.causes}
    assert by_slug["cramps"].self_care == expected["cramps"].self_care
    assert by_slug["cramps"].summary == "A muscle knots.\n\nIt lets go again."
    assert set(by_slug["clot"].evidence) == set(expected["clot"].evidence)
    assert by_slug["clot"].groups == expected["clot"].groups
    assert by_slug["clot"].sources == ("wells", "judgement"), "the order of the files is kept"
    assert by_slug["clot"].electrolytes == "no"
    assert compiled.topics[0].questions == ("emergency",)
    assert [place.slug for place in compiled.places] == ["uk", "elsewhere"], "places stand in order of position"
    assert compiled.comparisons[0].cells == ("Some", "None")
    assert compiled.drink_rules[1].verdict is None
    assert bodies.digest(bodies.encode(compiled)) == bodies.digest(bodies.encode(compile_rows()))


@pytest.mark.django_db
def test_files_rows_files_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    transfer.load_folder(folder)
    transfer.dump_folder(tmp_path / "one")
    transfer.load_folder(tmp_path / "one")
    before = bodies.encode(compile_rows())
    transfer.dump_folder(tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert bodies.encode(compile_rows()) == before


def wipe() -> None:
    """Every row of the content and every link between two."""
    for shape in shapes():
        for table in (*(shape.link_table(name)[0] for name in shape.links), shape.model):
            table._base_manager.all()._raw_delete(connection.alias)


def test_export_wipe_import_export_gives_the_same_bytes_and_the_same_release(
    tiny_rows: KnowledgeBase, admin_client, tmp_path: Path
) -> None:
    """By command and by the admin."""

    def packed() -> bytes:
        return admin_client.get("/admin/transfer/export/").content

    call_command("export_content", str(tmp_path / "one"), stdout=StringIO())
    before, file, release = bytes_of(tmp_path / "one"), packed(), releases.publish("ada")

    wipe()
    assert not any(shape.model.objects.exists() for shape in shapes())
    call_command("import_content", str(tmp_path / "one"), apply=True, stdout=StringIO())
    call_command("export_content", str(tmp_path / "two"), stdout=StringIO())
    assert bytes_of(tmp_path / "two") == before
    assert packed() == file
    assert releases.publish("ada").sha256 == release.sha256

    wipe()
    page = admin_client.post("/admin/transfer/", {"file": SimpleUploadedFile("content.zip", file)})
    admin_client.post("/admin/transfer/", {"confirmed": page.context["token"]})
    assert packed() == file
    assert releases.publish("ada").sha256 == release.sha256


@pytest.mark.django_db
def test_the_shipped_files_are_what_an_export_writes(shipped: KnowledgeBase, settings, tmp_path: Path) -> None:
    transfer.write_rows(shipped)
    transfer.dump_folder(tmp_path / "out")
    assert bytes_of(tmp_path / "out") == bytes_of(settings.FIXTURES), "run: manage.py export_content"


@pytest.mark.django_db
def test_an_export_takes_the_place_of_split_files(folder: Path) -> None:
    transfer.load_folder(folder)
    transfer.dump_folder(folder)
    names = {path.name for path in folder.iterdir()}
    assert "causes.yaml" in names
    assert not names & {"causes_a.yaml", "causes_b.yaml"}


@pytest.mark.django_db
def test_compiling_takes_the_same_queries_however_much_there_is(tiny_rows, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as small:
        compile_rows()
    template = models.Cause.objects.get(slug="clot")
    for number in range(30):
        cause = models.Cause.objects.create(slug=f"more_{number}", name="x", medical_name="x")
        cause.sources.set(template.sources.all())
    with django_assert_num_queries(len(small)):
        compile_rows()


FAULTS = {
    "unknown field": ("topics.yaml", "title: The swelling", "titel: The swelling", "titel"),
    "wrong kind": ("topics.yaml", "position: 4", "position: four", "position"),
    "unknown source": ("causes_b.yaml", "sources: [wells, judgement]", "sources: [nobody]", "'nobody'"),
    "unknown finding": ("evidence.yaml", "finding: feel.ache", "finding: feel.sore", "'feel.sore'"),
    "evidence for nobody": ("evidence.yaml", "cause: clot", "cause: clots", "clots"),
    "twice": ("glossary.yaml", "- {slug: vein", "- {slug: vein, term: V, meaning: m}\n- {slug: vein", "vein"),
    "no yaml": ("faqs.yaml", "- slug: water", "- slug: [water", "faqs.yaml"),
    "no list": ("faqs.yaml", "- slug: water\n  ", "slug: water\n  ", "faqs.yaml"),
    "bad date": ("causes_a.yaml", "2027-11-01", "next year", "next year"),
    "too long": ("sources.yaml", "doi: 10.1016", f"doi: {'9' * 300}", "longer"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_and_nothing_changes(fault: str, folder: Path, tiny_rows: KnowledgeBase) -> None:
    name, old, new, told = FAULTS[fault]
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    before = bodies.encode(compile_rows())
    with pytest.raises(transfer.TransferError) as caught:
        transfer.load_folder(folder)
    assert told in str(caught.value)
    assert bodies.encode(compile_rows()) == before


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "topics.yaml").write_text("- {slug: a, title: 3}\n- {slug: b}\n")
    (folder / "strangers.yaml").write_text("[]\n")
    with pytest.raises(transfer.TransferError) as caught:
        transfer.read_folder(folder)
    assert len(caught.value.faults) == 3


def test_an_empty_folder_is_no_content(tmp_path: Path) -> None:
    with pytest.raises(transfer.TransferError):
        transfer.read_folder(tmp_path)
