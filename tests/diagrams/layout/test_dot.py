"""The DOT that Graphviz is given: exact sizes, no words, always the same."""

from __future__ import annotations

from pathlib import Path

from diagrams.layout.dot import dot
from diagrams.telling.routine_picture import picture_of
from engine.model.routine import Routine
from tests.diagrams.samples import in_both, instance, load, routine

SNAPSHOT = Path(__file__).with_name("arbetstelefon.dot")


def texts(of: Routine, **more: object) -> str:
    picture = picture_of(of, **more)  # type: ignore[arg-type]
    return "".join(dot(section) for panel in picture.panels for section in panel.sections)


def test_the_dot_of_the_sample_is_as_it_was() -> None:
    """Where the difference is meant: write the new text to the file, and look at the picture."""
    assert texts(load("arbetstelefon")) == SNAPSHOT.read_text("utf-8")


def test_no_word_of_the_routine_is_in_the_dot() -> None:
    of = routine(
        '  a: {title: "\\\\N ]]> <b>", role: personal, choices: {x: {label: "\\\\l {{7}}"}, y: {label: Y, to: b}}}\n  b: {end: slut}'
    )
    assert not any(word in texts(of) for word in ("\\N", "]]>", "<b>", "\\l", "{7}"))


def test_where_an_instance_is_changes_nothing_in_the_layout() -> None:
    of = load("arbetstelefon")
    assert texts(of, instance=instance(of, {"main": "insatser"})) == texts(of)


def test_other_texts_change_the_layout() -> None:
    assert texts(load("arbetstelefon"), language="sv") == texts(load("arbetstelefon"), language="sv")
    assert texts(in_both(load("telefonfel")), language="en") != texts(load("telefonfel"), language="sv")
