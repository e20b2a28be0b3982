"""Documents that lie as files beside a routine."""

from __future__ import annotations

import errno
import hashlib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from engine.beside import read_documents
from engine.check import Report, check
from engine.errors.published import DocumentChanged
from engine.model.routine import Step
from engine.values.media import MOST_BYTES
from tests.engine.language.files import one_step

PDF = b"%PDF-1.4\n"


def checked(folder: Path, file: str) -> Report:
    """What `check` finds where a step shows the file."""
    text = one_step(
        "documents: blankett", more=f"documents:\n  blankett: {{title: Blanketten, file: {file}}}"
    )
    (folder / "prov.yaml").write_text(text, encoding="utf-8")
    return check([folder])


def said(report: Report) -> list[str]:
    return [finding.message for finding in report.findings]


def test_a_document_is_known_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "blankett.pdf").write_bytes(PDF)

    (routine,) = checked(tmp_path, "blankett.pdf").routines

    document = routine.documents["blankett"]
    assert (document.file, document.media_type, document.size) == ("blankett.pdf", "application/pdf", 9)
    assert document.digest == hashlib.sha256(PDF).hexdigest()
    step = routine.states["ring"]
    assert isinstance(step, Step)
    assert step.documents == ("blankett",)


def test_what_a_document_holds_is_a_part_of_the_routine(tmp_path: Path) -> None:
    (tmp_path / "blankett.pdf").write_bytes(PDF)
    before = checked(tmp_path, "blankett.pdf").routines[0].digest
    (tmp_path / "blankett.pdf").write_bytes(PDF + b"% ny\n")

    assert checked(tmp_path, "blankett.pdf").routines[0].digest != before


def test_a_name_is_found_whichever_way_the_disk_keeps_its_letters(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "åtgärd.pdf")).write_bytes(PDF)

    assert said(checked(tmp_path, "åtgärd.pdf")) == []


def test_a_document_of_a_hundred_megabytes_is_refused_and_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "blankett.pdf").open("wb") as file:
        file.write(PDF)
        file.truncate(100_000_000)

    report = checked(tmp_path, "blankett.pdf")

    assert [each.rule for each in report.findings] == ["document-too-large"]
    assert "högst 5,0 MB" in said(report)[0]


def test_the_largest_document_is_taken(tmp_path: Path) -> None:
    (tmp_path / "blankett.pdf").write_bytes(PDF.ljust(MOST_BYTES))

    assert said(checked(tmp_path, "blankett.pdf")) == []


def test_a_folder_with_a_document_s_name_can_t_be_read(tmp_path: Path) -> None:
    (tmp_path / "blankett.pdf").mkdir()

    report = checked(tmp_path, "blankett.pdf")

    assert [each.rule for each in report.findings] == ["document-unreadable"]
    assert said(report)[0] == "Filen ”blankett.pdf” går inte att läsa: det är ingen vanlig fil."


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "blankett.pdf").write_bytes(PDF)
    opens = Path.open

    def refuses(path: Path, *rest: Any, **more: Any) -> Any:
        if path.suffix == ".pdf":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opens(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuses)

    assert said(checked(tmp_path, "blankett.pdf"))[0].startswith("Filen ”blankett.pdf” går inte att läsa:")


def test_documents_are_read_once_more_to_be_published(tmp_path: Path) -> None:
    (tmp_path / "blankett.pdf").write_bytes(PDF)
    report = checked(tmp_path, "blankett.pdf")

    assert read_documents(report.routines, report.documents) == {hashlib.sha256(PDF).hexdigest(): PDF}


@pytest.mark.parametrize("new", [b"%PDF-1.5\n", None])
def test_a_document_that_changes_between_check_and_publishing_is_told(
    tmp_path: Path, new: bytes | None
) -> None:
    file = tmp_path / "blankett.pdf"
    file.write_bytes(PDF)
    report = checked(tmp_path, "blankett.pdf")
    file.unlink()
    if new:
        file.write_bytes(new)

    with pytest.raises(DocumentChanged):
        read_documents(report.routines, report.documents)
