"""Drawings on disk: found again, whole or not at all, and never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from diagrams.material import cache
from diagrams.material.cache import Cache, cache_folder


def never() -> tuple[bytes, ...]:
    pytest.fail("drawn again")


def test_what_was_drawn_is_found_again_with_all_its_pages(tmp_path: Path) -> None:
    pages = tuple(str(number).encode() for number in range(12))
    assert Cache(tmp_path).once("a", lambda: pages) == pages
    assert Cache(tmp_path).once("a", never) == pages


def test_another_mark_is_another_drawing(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.once("a", lambda: (b"1",))
    assert kept.once("b", lambda: (b"2",)) == (b"2",)


def test_a_drawing_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fails() -> tuple[bytes, ...]:
        raise LookupError

    with pytest.raises(LookupError):
        Cache(tmp_path).once("a", fails)
    assert list(tmp_path.rglob("*")) == []


def test_a_folder_that_can_not_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Cache(tmp_path / "file").once("a", lambda: (b"1",)) == (b"1",)


def test_what_was_spoiled_is_drawn_again(tmp_path: Path) -> None:
    Cache(tmp_path).once("a", lambda: (b"1",))
    (folder,) = (tmp_path / "drawings").iterdir()
    (folder / "0").rename(folder / "other")
    assert Cache(tmp_path).once("a", lambda: (b"2",)) == (b"2",)


def test_only_those_used_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    for number in range(3):
        Cache(tmp_path).once(str(number), lambda number=number: (b"%d" % number,))  # type: ignore[misc]
        for index, folder in enumerate(sorted((tmp_path / "drawings").iterdir(), key=os.path.getmtime)):
            os.utime(folder, (index, index))
    assert len(list((tmp_path / "drawings").iterdir())) == 2
    assert Cache(tmp_path).once("2", never) == (b"2",)


def test_what_is_kept_is_counted_in_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 3)
    Cache(tmp_path).once("a", lambda: (b"12",))
    os.utime(tmp_path / "drawings" / "a", (1, 1))
    Cache(tmp_path).once("b", lambda: (b"3", b"4"))
    assert [folder.name for folder in (tmp_path / "drawings").iterdir()] == ["b"]


def test_the_folder_is_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "rutin"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert Path.home() in cache_folder().parents
