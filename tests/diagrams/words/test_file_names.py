"""A title in a file's name."""

from __future__ import annotations

import pytest

from diagrams.words.file_names import LONGEST, named


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Stödpasset är avbokat", "a-1-stodpasset-ar-avbokat"),
        ("Vem? ”Ingen” / ../etc", "a-1-vem-ingen-etc"),
        ("مرحبا", "a-1"),
        ("CON", "a-1-con"),
        ("", "a-1"),
    ],
)
def test_a_title_is_read_in_the_name_of_a_file_of_any_system(title: str, name: str) -> None:
    assert named("a-1", title) == name


def test_a_long_title_ends_with_a_whole_word() -> None:
    name = named("a-1", "Ingen öppnar men till slut blir stödpasset av och alla är glada")
    assert name == "a-1-ingen-oppnar-men-till-slut-blir-stodpasset-av"
    assert len(named("", "ord " * 99)) <= LONGEST


def test_a_word_that_is_too_long_by_itself_adds_nothing() -> None:
    assert named("a-1", "x" * 99) == "a-1"
