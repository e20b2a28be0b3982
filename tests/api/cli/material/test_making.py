"""Training material made here and in processes of their own: the same files, whatever happens to one of them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from api.cli.material import making
from api.cli.material.making import Order, Recipe, course_of, made_here, made_in_processes
from diagrams.material.plan import Material, all_material
from engine.check import check
from engine.said import Said

PATHS = (Path("routines"),)
RECIPE = Recipe(paths=PATHS, said_in=None, dot=None)


def material() -> tuple[Material, ...]:
    return all_material(course_of(check(PATHS), None))


def order(each: Material, *forms: str) -> Order:
    return Order(stem=each.stem, mark=each.mark, forms=forms or each.forms)


def test_processes_make_the_same_files_to_the_byte(folder: Path) -> None:
    materials = material()
    orders = [order(each, *(form for form in each.forms if form != "docx")) for each in materials]
    here = dict(made_here(orders, materials))

    assert dict(made_in_processes(orders, RECIPE, 2)) == here
    assert set(here) == {path for each in orders for path in each.paths}


def test_a_routine_that_is_changed_meanwhile_is_told(folder: Path) -> None:
    picture = next(each for each in material() if each.sort == "picture")
    routine = folder / "routines" / "kaffe.yaml"
    routine.write_text(routine.read_text("utf-8").replace("hett", "varmt"), "utf-8")

    [(path, why)] = made_in_processes([order(picture, "svg")], RECIPE, 1)

    assert path == "kaffe/kaffe.svg"
    assert isinstance(why, Said)
    assert "ändrades" in why.sv


def test_what_ends_its_process_is_told_and_the_rest_is_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sitecustomize.py").write_text(DEADLY.format(number=int(signal.SIGTERM)), "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(Path(making.__file__).parents[3])]))
    orders = [order(each) for each in material() if each.sort in ("picture", "cards")]

    found = dict(made_in_processes(orders, RECIPE, 2))

    failed = {path for path, content in found.items() if isinstance(content, Said)}
    assert failed == {"kaffe/kaffe-rollkort.pdf", "kaffe/kaffe-rollkort.html"}
    assert len(found) == sum(len(each.forms) for each in orders)


DEADLY = """\
import diagrams.handbook.role_cards, os
diagrams.handbook.role_cards.cards_of = lambda *_, **__: os.kill(os.getpid(), {number})
"""


def test_what_is_stopped_in_the_middle_leaves_no_process(folder: Path) -> None:
    import multiprocessing

    files = made_in_processes([order(each) for each in material()], RECIPE, 2)
    next(files)
    files.close()

    assert multiprocessing.active_children() == []
