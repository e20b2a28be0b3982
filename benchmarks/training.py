"""How long it takes to make all training material, kind by kind, as `rutin training` makes it the first time."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from benchmarks.visit import ROUTINES
from diagrams.layout import program
from diagrams.material.plan import MAKERS, Course, Material
from engine.check import check


def seconds(*, everything: bool) -> Iterator[tuple[str, int, float]]:
    """(kind, files, seconds) of each kind of material: of all our routines, or of one."""
    program.use_dot(None)
    program.forget()
    report = check([ROUTINES])
    taught = tuple(each for each in report.routines if everything or each.id == "losenord")
    settings = {id: setting.value for id, setting in report.settings.items() if setting.value}
    course = Course(routines=taught, known=report.playable, settings=settings)
    for maker in MAKERS:
        started = perf_counter()
        files = sum(map(_made, maker(course)))
        yield maker.__name__.replace("_", " "), files, perf_counter() - started


def _made(material: Material) -> int:
    """Build the material and write it in all its forms; how many they are."""
    built = material.build()
    return sum(1 for form in material.forms if material.write(form, built))
