from __future__ import annotations

from pathlib import Path

from api.cli.findings.places import root_of, within


def test_the_root_is_the_nearest_folder_with_a_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)

    assert root_of(tmp_path / "a" / "b") == tmp_path.resolve()


def test_a_file_is_named_from_the_root_with_slashes(tmp_path: Path) -> None:
    assert within(str(tmp_path / "a" / "b.yaml"), tmp_path.resolve()) == "a/b.yaml"


def test_a_file_outside_has_no_name_from_there(tmp_path: Path) -> None:
    assert within(str(tmp_path / "b.yaml"), tmp_path.resolve() / "a") is None
