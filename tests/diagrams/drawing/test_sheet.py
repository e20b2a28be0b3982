"""The SVG document: well formed, safe, readable without eyes, the same every time."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest

from diagrams.layout import program
from diagrams.picture import boxes, text_lines
from diagrams.telling.routine_picture import picture_of
from engine.model.routine import Routine
from tests.diagrams.samples import instance, load, routine
from tests.diagrams.sheets import svg
from tests.diagrams.type.test_ink import HOSTILE
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

NAMESPACE = "{http://www.w3.org/2000/svg}"
ALL = [*map(load_real, ROUTINES), load("arbetstelefon"), load("telefonfel")]


def document(of: Routine, **more: object) -> ET.Element:
    return ET.fromstring(svg(of, **more))  # type: ignore[arg-type]


def said(root: ET.Element) -> str:
    """All words that are drawn, in one string."""
    return " ".join(each.text or "" for each in root.iter(f"{NAMESPACE}text"))


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_box_is_a_group_with_an_id_and_its_words(of: Routine) -> None:
    groups = {
        group.get("id"): group.get("aria-label")
        for group in document(of).iter(f"{NAMESPACE}g")
        if group.get("id")
    }
    assert groups == {f"{of.id}-{box.id}": box.words for box in boxes(picture_of(of).panels)}


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_link_leads_to_a_group_of_the_picture(of: Routine) -> None:
    root = document(of)
    ids = {f"#{group.get('id')}" for group in root.iter(f"{NAMESPACE}g")}
    assert {link.get("href") for link in root.iter(f"{NAMESPACE}a")} <= ids


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_title_is_drawn_whole(of: Routine) -> None:
    words = re.sub(r"[-\s]+", "", said(document(of)))
    for state in of.states.values():
        assert re.sub(r"[-\s]+", "", state.title.say()) in words


def test_the_document_says_its_language_title_and_all_that_it_shows() -> None:
    root = document(load("arbetstelefon"), language="sv")
    assert (root.get("lang"), root.findtext(f"{NAMESPACE}title"), root.findtext(f"{NAMESPACE}desc")) == (
        "sv",
        "Arbetstelefon under arbetspass",
        " ".join(text_lines(picture_of(load("arbetstelefon")))),
    )


def test_the_text_list_has_a_line_for_each_state_in_reading_order() -> None:
    lines = [line for line in text_lines(picture_of(load("arbetstelefon"))) if line.startswith("Steg")]
    assert [line.split(":")[0] for line in lines] == [
        f"Steg {number}" for number in (1, 2, 3, "3a", 4, 5, 6, 7, 8)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_drawn_as_they_are(text: str) -> None:
    of = routine(
        f"  a: {{title: {json.dumps(text, ensure_ascii=False)}, role: personal}}\n  b: {{end: slut}}"
    )
    root = document(of)
    assert re.sub(r"\s", "", text) in re.sub(r"\s", "", said(root))
    assert {each.tag.removeprefix(NAMESPACE) for each in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "g",
        "a",
        "path",
        "text",
        "circle",
    }


def test_nothing_in_the_document_can_run_or_fetch() -> None:
    for each in document(load("telefonfel")).iter():
        assert not [name for name in each.attrib if name.startswith("on") or name.endswith("src")]
        assert each.get("href", "#").startswith("#")


def test_where_an_instance_is_is_said_in_words_too() -> None:
    of = load("arbetstelefon")
    root = document(of, instance=instance(of, {"main": "insatser"}))
    assert "Du är här: steg 5 av 8, Utför insatser enligt genomförandeplan" in said(root)


def test_the_emergency_text_stands_at_the_top() -> None:
    of = routine(
        "  a: {title: A, role: personal}\n  b: {end: slut}", more='emergency: "Vid fara för liv: ring 112."'
    )
    assert said(document(of)).startswith("Prov Version 1 Vid fara för liv: ring 112. ")


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_the_same_routine_gives_the_same_document(of: Routine) -> None:
    first = svg(of)
    program.forget()
    assert svg(of) == first


def test_a_picture_of_where_one_is_asks_graphviz_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    of = load("arbetstelefon")
    svg(of)
    monkeypatch.setattr(program, "_run", lambda text: pytest.fail("asked again"))
    svg(of, instance=instance(of, {"main": "insatser"}), theme="dark")


def test_the_dark_theme_has_no_colour_of_the_light_one_s_grounds() -> None:
    dark = svg(load("telefonfel"), theme="dark")
    assert not {"#FFFFFF", "#F4F6F8", "#FFF4CC"} & set(re.findall("#[0-9A-F]{6}", dark))
