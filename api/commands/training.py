"""`rutin training`: all training material of the routines in one folder, where only what has changed is made again."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.parser import FOUND, OK, ROUTINES, Parser
from api.words import Words

if TYPE_CHECKING:
    from diagrams.material import Material

_EXAMPLES = Words(
    """Exempel:
  rutin training routines --output output/utbildning    allt för alla rutiner; börja i index.html
  rutin training routines --output output/utbildning    en gång till: bara det som har ändrats görs om""",
    """Examples:
  rutin training routines --output output/training   everything for all routines; begin at index.html
  rutin training routines --output output/training   once more: only what has changed is made again""",
)
_WHAT = Words("fil med utbildningsmaterial", "file of training material")
_MADE = Words(
    "{made} filer gjorda, {kept} oförändrade, {removed} borttagna. Öppna {index}",
    "{made} files made, {kept} unchanged, {removed} removed. Open {index}",
)
INDEX, KEPT = "index.html", "rutin-training.json"


def arguments(parser: Parser) -> None:
    """What `rutin training` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths(needed=ROUTINES)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=parser.say("MAPP", "FOLDER"),
        help=parser.say(
            "mappen som allt läggs i; den görs om den saknas",
            "the folder for all of it; made where it is missing",
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make what has changed since last time. Each file is written whole or not at all; what was written stays if a later one fails."""
    from api.commands.sound import decided, sound
    from api.settings import Settings
    from diagrams.material import Course, all_material, index_page
    from diagrams.program import use_dot

    report = sound(options.paths, options.said_in)
    if report is None:
        return FOUND
    use_dot(Settings.load().dot)
    course = Course(
        routines=report.routines,
        known=report.playable,
        settings=decided(report),
        language=options.said_in,
    )
    materials = all_material(course)
    folder = _Folder(options.output)
    made = folder.fill(materials)
    removed = folder.remove_but(materials)
    folder.put(INDEX, index_page(course, materials).encode())
    told = _MADE.say(options.language).format(
        made=made, kept=len(materials) - made, removed=removed, index=options.output / INDEX
    )
    print(told)
    return OK


class _Folder:
    """The folder of the material, and what was written into it: path → the mark and the hash of the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = _read(folder / KEPT)

    def fill(self, materials: Sequence[Material]) -> int:
        """Make the files that are missing, that were altered or whose mark is another; how many that were."""
        wanted = [each for each in materials if not self._is_there(each)]
        for number, each in enumerate(wanted, 1):
            print(f"[{number:{len(str(len(wanted)))}}/{len(wanted)}]", end=" ", flush=True)
            content = each.make()
            self.put(each.path, content)
            self._kept[each.path] = {"mark": each.mark, "hash": _hash(content)}
            self._remember()
        return len(wanted)

    def remove_but(self, materials: Sequence[Material]) -> int:
        """Remove what was written for routines or kinds that are no more; what somebody has altered is left. How many there were."""
        gone = self._kept.keys() - {each.path for each in materials}
        for path in sorted(gone):
            kept = self._kept.pop(path)
            if self._hash_of(path) == kept["hash"]:
                (self._folder / path).unlink()
        self._remember()
        return len(gone)

    def put(self, path: str, content: bytes) -> None:
        """Write one file and print where."""
        from api.commands import output
        from engine.errors import SettingsWrong
        from engine.system import why

        target = self._folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            sv, en = why(trouble)
            raise SettingsWrong(
                f"Mappen {target.parent} kunde inte göras: {sv}. Ange en annan mapp med --output.",
                f"The folder {target.parent} could not be made: {en}. Give another one with --output.",
            ) from trouble
        output.write({target.name: content}, f"{target.parent}/", replaces=(target.suffix,), what=_WHAT)

    def _is_there(self, material: Material) -> bool:
        kept = self._kept.get(material.path, {})
        is_same = kept.get("mark") == material.mark
        return is_same and kept.get("hash") == self._hash_of(material.path)

    def _hash_of(self, path: str) -> str | None:
        try:
            return _hash((self._folder / path).read_bytes())
        except OSError:
            return None

    def _remember(self) -> None:
        from api.commands import output

        kept = json.dumps(self._kept, indent=1, sort_keys=True)
        output.save({self._folder / KEPT: kept.encode()}, self._folder)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(file: Path) -> dict[str, Mapping[str, str]]:
    """What is known of the folder; nothing where that can't be read, and all is then made anew."""
    try:
        found = json.loads(file.read_text("utf-8"))
        return {
            path: {"mark": kept["mark"], "hash": kept["hash"]}
            for path, kept in found.items()
            if not Path(path).is_absolute() and ".." not in Path(path).parts
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
