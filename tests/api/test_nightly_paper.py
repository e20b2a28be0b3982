"""What every unit has open is printed each night to a folder, for when nothing else works."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api import nightly_paper
from api.nightly_paper import LEFT_ALONE, NightlyPaper
from engine.service.worker.worker import Worker
from tests.diagrams.page_texts import page_texts
from tests.engine.database.office import UNIT, WORKER, Office, office


@pytest.fixture
def own() -> Iterator[Office]:
    with office("memory://") as opened:
        yield opened


def paper(own: Office, folder: Path) -> NightlyPaper:
    return NightlyPaper(own.engine, folder, "sv")


def text(file: Path) -> str:
    return " ".join(page_texts(file.read_bytes()))


def test_it_is_printed_at_once_and_then_each_night(own: Office, tmp_path: Path) -> None:
    own.starts(ref="R-1")
    printer = paper(own, tmp_path)
    assert printer.next_time() == own.now
    assert printer.work() == 1
    assert "R-1" in text(tmp_path / "oppet-norra.pdf")
    assert printer.next_time() == datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # 03:00 in Stockholm
    assert printer.work() == 0

    own.starts(ref="R-2")
    own.waits(hours=19)
    assert printer.work() == 1
    assert "R-2" in text(tmp_path / "oppet-norra.pdf")


def test_a_unit_where_nothing_is_open_any_more_gets_a_sheet_that_says_so(own: Office, tmp_path: Path) -> None:
    instance = own.starts(ref="R-1")
    printer = paper(own, tmp_path)
    printer.work()
    own.takes(instance, "borja", "sluta")
    own.waits(days=1)
    printer.work()
    assert "Inget pågår" in text(tmp_path / "oppet-norra.pdf")
    assert "R-1" not in text(tmp_path / "oppet-norra.pdf")


def test_nobody_else_on_the_machine_reads_it_and_no_half_sheet_is_left(own: Office, tmp_path: Path) -> None:
    own.starts()
    paper(own, tmp_path / "blad").work()
    (file,) = (tmp_path / "blad").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_units_whose_files_would_have_one_name_are_told_apart(own: Office, tmp_path: Path) -> None:
    for unit in ("Norra!", "norra"):
        own.engine.start("prov", type(WORKER)("m1", frozenset({("medarbetare", unit)})), unit)
    assert paper(own, tmp_path).work() == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["oppet-norra-2.pdf", "oppet-norra.pdf"]


def test_a_folder_that_can_not_be_written_is_told_and_tried_the_next_night(
    own: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "fil").write_text("")
    own.starts()
    printer = paper(own, tmp_path / "fil")
    with caplog.at_level(logging.ERROR):
        assert printer.work() == 0
    assert UNIT in caplog.text
    assert printer.next_time() == datetime(2026, 3, 3, 2, 0, tzinfo=UTC)


def test_of_several_workers_with_one_folder_one_prints_each_sheet(own: Office, tmp_path: Path) -> None:
    own.starts(ref="R-1")
    first, second = paper(own, tmp_path), paper(own, tmp_path)
    assert (first.work(), second.work()) == (1, 0)
    own.waits(days=1)
    assert (second.work(), first.work()) == (1, 0)
    assert first.next_time() == second.next_time()


def test_a_sheet_that_another_worker_is_at_is_left_to_it_for_a_while(own: Office, tmp_path: Path) -> None:
    own.starts(ref="R-1")
    died = tmp_path / "oppet-norra.part"
    died.write_bytes(b"half a sheet")
    os.utime(died, (own.now.timestamp(), own.now.timestamp()))
    printer = paper(own, tmp_path)
    assert (printer.work(), printer.next_time()) == (0, own.now + LEFT_ALONE)
    own.waits(minutes=10)
    assert printer.work() == 1
    assert [each.name for each in tmp_path.iterdir()] == ["oppet-norra.pdf"]
    assert "R-1" in text(tmp_path / "oppet-norra.pdf")


def test_a_printout_that_fails_leaves_nothing_half_done(
    own: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.starts()

    def fails(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(nightly_paper, "unit_paper", fails)
    assert paper(own, tmp_path).work() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_worker_does_it(own: Office, tmp_path: Path) -> None:
    own.starts()
    Worker(own.engine, {}, printer=paper(own, tmp_path)).once()
    assert (tmp_path / "oppet-norra.pdf").exists()
