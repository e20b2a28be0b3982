"""`rutin training`: all training material of the routines in one folder, where only what has changed is made again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.parser import FOUND, OK, ROUTINES, Parser
from engine.said import Said

if TYPE_CHECKING:
    from api.cli.material.folder import MaterialFolder, State
    from api.cli.material.making import Made, Order
    from diagrams.material.index import File
    from diagrams.material.plan import Material
    from engine.check import Report

_EXAMPLES = Said(
    """Exempel:
  rutin training routines --output output/utbildning    allt för alla rutiner; börja i index.html
  rutin training routines --output output/utbildning    en gång till: bara det som har ändrats görs om
  rutin training routines -o output/utbildning --remove-others    en rutin finns inte längre: materialet av den tas bort

Slutkoder: 0 allt gjordes, 1 något kunde inte göras (det står vad, och varför), 2 kommandot kunde inte köras.""",
    """Examples:
  rutin training routines --output output/training   everything for all routines; begin at index.html
  rutin training routines --output output/training   once more: only what has changed is made again
  rutin training routines -o output/training --remove-others   a routine is no more: the material of it is removed

Exit codes: 0 all was made, 1 something could not be made (it says what, and why), 2 the command could not be run.""",
)
_DONE = Said(
    "{made} filer gjorda, {kept} oförändrade, {removed} borttagna. Öppna {index}",
    "{made} files made, {kept} unchanged, {removed} removed. Open {index}",
)
_LEFT = Said(
    "Ändrade av någon annan, och därför inte gjorda om. Flytta eller ta bort dem och kör igen:",
    "Altered by somebody else, and therefore not made again. Move or remove them and run again:",
)
_FAILED = Said("{count} filer kunde inte göras: {why}", "{count} files could not be made: {why}")
_ONE_FAILED = Said("1 fil kunde inte göras: {why}", "1 file could not be made: {why}")
_MORE = Said("… och {count} till", "… and {count} more")
_BAD = Said(
    "Inget material gjordes av {routines}. Rätta felen ovan och kör igen.",
    "No material was made of {routines}. Correct the errors above and run again.",
)
INDEX = "index.html"
LISTED = 30
"""So many files are listed at most."""


def arguments(parser: Parser) -> None:
    """What `rutin training` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths(needed=ROUTINES)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=Said("MAPP", "FOLDER"),
        help=Said(
            "mappen som allt läggs i; den görs om den saknas",
            "the folder for all of it; made where it is missing",
        ),
    )
    parser.add_argument(
        "--remove-others",
        action="store_true",
        help=Said(
            "ta bort materialet av de rutiner som inte är med; utan det görs ingenting där sådant skulle försvinna",
            "remove the material of routines that are not given; without it nothing is made where such would go",
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make what has changed since last time. Each file is written whole or not at all; a fault in one does not lose the others."""
    from api.cli.material.folder import MaterialFolder
    from api.cli.material.making import Recipe, course_of, made
    from api.cli.sound import checked, printed_errors
    from api.settings import Settings
    from diagrams.layout.program import use_dot
    from diagrams.material.index import index_page
    from diagrams.material.plan import all_material

    report = checked(options.paths, options.said_in)
    bad = _bad_routines(report)
    if printed_errors(report.findings, options.said_in) and not (bad and report.routines):
        return FOUND
    dot = Settings.load().dot
    use_dot(dot)
    folder = MaterialFolder(options.output)
    _refuse_to_replace_a_page(folder, options.output / INDEX)

    course = course_of(report, options.said_in)
    if not options.remove_others:
        given = {*(routine.id for routine in course.routines), *bad}
        _refuse_to_remove(folder.folders_but(given), options.output)
    materials = all_material(course)
    states = {path: folder.state(path, each.mark) for each in materials for path in each.paths}
    orders = _orders(materials, states)
    recipe = Recipe(paths=tuple(options.paths), said_in=options.said_in, dot=dot)
    with closing(made(orders, materials, recipe)) as files:
        filled = _fill(folder, orders, files, options.language)

    left = [path for path, state in states.items() if state == "altered" or path in filled.occupied]
    removed = folder.remove_but({*states, INDEX}, within=bad)
    if folder.state(INDEX, "") == "altered":
        left.append(INDEX)
    else:
        shown = {path: file for path, file in _files(folder, left).items() if path not in filled.failed}
        page = index_page(course, materials, shown, failed=filled.failed, missing=bad)
        folder.put(INDEX, page.encode(), mark="")
    kept = sum(state == "there" for state in states.values())
    _tell(filled, left, bad, options.language)
    summary = _DONE.say(options.language)
    print(
        summary.format(made=len(filled.made), kept=kept, removed=len(removed), index=options.output / INDEX)
    )
    return FOUND if bad or filled.failed else OK


def _bad_routines(report: Report) -> tuple[str, ...]:
    """The ids of the routines that have errors; () where what they share has: then no material can be made."""
    wrong = dict.fromkeys(each.file for each in report.findings if each.severity == "error")
    return tuple(Path(file).stem for file in wrong) if wrong.keys() <= set(report.files) else ()


def _refuse_to_replace_a_page(folder: MaterialFolder, index: Path) -> None:
    from engine.errors.store import SettingsWrong

    if index.exists() and not folder.kept:
        raise SettingsWrong(
            Said(
                f"{index} finns redan och är inte gjord av rutin training; den skrivs inte över. Ange en annan mapp med --output.",
                f"{index} is there already and was not made by rutin training; it is not replaced. Give another folder with --output.",
            ),
        )


def _refuse_to_remove(routines: Sequence[str], folder: Path) -> None:
    from engine.errors.store import SettingsWrong
    from engine.problems import listed

    if not routines:
        return
    sv, en = listed(routines, "och"), listed(routines, "and")
    raise SettingsWrong(
        Said(
            f"{folder} har material av rutiner som inte är med nu: {sv}. Inget är gjort. Ange alla rutiner som mappen är till för, "
            "eller en annan mapp med --output. Ska deras material tas bort: lägg till --remove-others.",
            f"{folder} has material of routines that are not given now: {en}. Nothing is made. Give all routines that the folder is "
            "for, or another folder with --output. If their material is to be removed: add --remove-others.",
        ),
    )


def _orders(materials: Sequence[Material], states: Mapping[str, State]) -> tuple[Order, ...]:
    """What is wanted, the slowest first, so that no process is alone with it at the end."""
    from api.cli.material.making import Order

    found = [
        Order(
            stem=each.stem,
            mark=each.mark,
            forms=tuple(form for form in each.forms if states[each.path(form)] == "wanted"),
        )
        for each in materials
    ]
    return tuple(sorted((each for each in found if each.forms), key=lambda each: -each.seconds))


@dataclass(frozen=True, slots=True)
class _Filled:
    """What became of the files: those that were made, those that could not be, and those whose place somebody else's file has."""

    made: list[str] = field(default_factory=list)
    failed: dict[str, Said] = field(default_factory=dict)
    occupied: set[str] = field(default_factory=set)


def _fill(folder: MaterialFolder, orders: Sequence[Order], files: Iterator[Made], language: str) -> _Filled:
    """Write each file as it is made, and how far one has come."""
    from api.cli.material.making import seconds
    from api.cli.material.progress import Progress

    filled = _Filled()
    marks = {path: order.mark for order in orders for path in order.paths}
    work = sum(order.seconds for order in orders)
    with Progress(len(marks), work, language, sys.stderr) as progress:
        for path, content in files:
            if isinstance(content, Said):
                filled.failed[path] = content
            elif not folder.is_free(path, content):
                filled.occupied.add(path)
            elif why := folder.put_or_why(path, content, marks[path]):
                filled.failed[path] = why
            else:
                filled.made.append(path)
            progress.made(path, seconds(path.rpartition(".")[2]))
    return filled


def _files(folder: MaterialFolder, left: Collection[str]) -> dict[str, File]:
    """What is known of each file that is there: nothing of those that are somebody's."""
    from diagrams.material.index import File

    known = {path: File(size=kept.size, pages=kept.pages) for path, kept in folder.kept.items()}
    return known | {path: File() for path in left}


def _tell(filled: _Filled, left: Sequence[str], bad: Sequence[str], language: str) -> None:
    """Which files were made, where they are few, and all that is not as one would think."""
    if len(filled.made) <= LISTED:
        for path in sorted(filled.made):
            print(f"  {path}")
    if left:
        _list(_LEFT.say(language), left, language)
    reasons: dict[str, list[str]] = {}
    for path, why in filled.failed.items():
        reasons.setdefault(why.say(language), []).append(path)
    for reason, paths in reasons.items():
        failed = _ONE_FAILED if len(paths) == 1 else _FAILED
        _list(failed.say(language).format(count=len(paths), why=reason), paths, language)
    if bad:
        print(_BAD.say(language).format(routines=", ".join(bad)), file=sys.stderr)


def _list(title: str, paths: Sequence[str], language: str) -> None:
    shown = [
        *paths[:LISTED],
        *([_MORE.say(language).format(count=len(paths) - LISTED)] if len(paths) > LISTED else []),
    ]
    print(title, *(f"  {each}" for each in shown), sep="\n", file=sys.stderr)
