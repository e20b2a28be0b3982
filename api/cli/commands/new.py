"""`rutin new`: a commented routine to start from, valid at once."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Rutinen går att kontrollera, prova och rita med en gång. Anteckningarna i filen säger vad varje del är till för.
Ingen fil skrivs över. Bredvid läggs schema.json, om den saknas: med den förklarar editorn orden medan du skriver.

Exempel:
  rutin new nyckelhantering
  rutin new nyckelhantering --title "Hantera nycklar"
  rutin new key_handling --language en --folder rutiner""",
    """The routine can be checked, tried and drawn at once. The notes in the file say what each part is for.
No file is replaced. schema.json is put beside it where it is missing: with it the editor explains the words as you write.

Examples:
  rutin new key_handling
  rutin new key_handling --title "Handle keys"
  rutin new nyckelhantering --language sv --folder routines""",
)
_NAME, _TITLE = "ny_rutin", "Ny rutin"
"""What the starters call themselves."""

_PLAIN = re.compile(r"[^\W\d_][\w ,.()–-]*")
"""Titles that need no quotes in the file."""


def arguments(parser: Parser) -> None:
    """What `rutin new` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "name",
        metavar=Said("NAMN", "NAME"),
        help=Said("rutinens namn: a–z, 0–9 och _", "the routine's name: a–z, 0–9 and _"),
    )
    parser.add_argument(
        "--title",
        metavar=Said("TITEL", "TITLE"),
        help=Said("rutinens titel (annars av namnet)", "the routine's title (else made of the name)"),
    )
    parser.add_argument(
        "--folder",
        type=Path,
        metavar=Said("MAPP", "FOLDER"),
        help=Said(
            "mappen att skriva i (annars RUTIN_ROUTINES)", "the folder to write to (else RUTIN_ROUTINES)"
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Write the file, and the editors' schema where there is none. Nothing that is there is touched."""
    from api.settings import Settings
    from engine.errors.store import SettingsWrong
    from engine.language.file.schema import text as schema

    folder: Path = options.folder or Settings.load().routines
    _check_name(options.name)
    target = folder / f"{options.name}.yaml"
    content = _content(options.name, options.title, options.language)
    _check_free(folder, options.name)
    written = [_write(target, content)]
    beside = folder / "schema.json"
    if not beside.exists():
        try:
            written.append(_write(beside, schema()))
        except SettingsWrong:
            target.unlink()  # both or none, so that the same command can be given again
            raise
    print(_what_now(written).say(options.language))
    return OK


def _check_name(name: str) -> None:
    from engine.errors.store import SettingsWrong
    from engine.language.file.reading import ID, proposal
    from engine.language.file.settings import FILE_NAME
    from engine.problems import clipped

    if not ID.fullmatch(name):
        near = proposal(name)
        raise SettingsWrong(
            Said(
                f"”{clipped(name)}” går inte att använda som namn. Skriv små bokstäver a–z, siffror och understreck, "
                f"börja med en bokstav: rutin new {near}",
                f"“{clipped(name)}” can't be used as a name. Write small letters a–z, digits and underscores, "
                f"begin with a letter: rutin new {near}",
            ),
        )
    if f"{name}.yaml" == FILE_NAME:
        raise SettingsWrong(
            Said(
                f"{FILE_NAME} är verksamhetens egna uppgifter. Välj ett annat namn på rutinen.",
                f"{FILE_NAME} holds the organisation's settings. Choose another name for the routine.",
            ),
        )


def _content(name: str, title: str | None, language: str) -> str:
    """The starter under its new name, compiled to be sure of it. Raises SettingsWrong where the title can't be used."""
    from api.cli.unfinished import STARTERS
    from engine.errors.store import SettingsWrong
    from engine.language.build.scope import made_title
    from engine.language.compile import compile_text

    wanted = " ".join(title.split()) if title is not None else made_title(name, (language,)).say()
    written = wanted if _PLAIN.fullmatch(wanted) else json.dumps(wanted, ensure_ascii=False)
    starter = (STARTERS / f"{language}.yaml").read_text(encoding="utf-8")
    content = starter.replace(f"routine: {_NAME}", f"routine: {name}", 1).replace(
        f"title: {_TITLE}", f"title: {written}", 1
    )
    compiled = compile_text(content, f"{name}.yaml")
    if not wanted.isprintable() or compiled.routine is None or compiled.routine.title.say(language) != wanted:
        why = compiled.findings[0] if compiled.findings else None
        raise SettingsWrong(
            Said(
                f"Titeln går inte att använda: {why.said.sv if why else 'skriv den med vanliga bokstäver.'}",
                f"The title can't be used: {why.said.en if why else 'write it with ordinary letters.'}",
            ),
        )
    return content


def _check_free(folder: Path, name: str) -> None:
    from engine.errors.store import SettingsWrong
    from engine.language.file.names import ENDINGS

    for file in (folder / f"{name}{suffix}" for suffix in ENDINGS):
        if file.exists():
            raise SettingsWrong(
                Said(
                    f"{file} finns redan och skrivs inte över. Välj ett annat namn, eller en annan mapp med --folder.",
                    f"{file} is there already and is not replaced. Choose another name, or another folder with --folder.",
                ),
            )


def _write(target: Path, content: str) -> Path:
    """Write a new file, whole or not at all."""
    from engine.errors.store import SettingsWrong
    from engine.system import why

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(content)
                file.flush()
            except BaseException:  # Ctrl-C too
                target.unlink(missing_ok=True)
                raise
    except OSError as trouble:
        sv, en = why(trouble)
        raise SettingsWrong(
            Said(
                f"{target} går inte att skriva: {sv}. Välj en annan mapp med --folder.",
                f"{target} can't be written: {en}. Choose another folder with --folder.",
            ),
        ) from trouble
    return target


def _what_now(written: list[Path]) -> Said:
    routine = written[0]
    files = ", ".join(map(str, written))
    return Said(
        f"Skrivet: {files}\n\n"
        "Så går du vidare:\n"
        f"  1. Öppna {routine} och byt ut texterna mot era egna.\n"
        f"  2. rutin check {routine} --watch   säger vad som är fel varje gång du sparar\n"
        f"  3. rutin run {routine}             provar rutinen så som personalen möter den\n"
        f"  4. rutin draw {routine}            ritar den\n"
        f"  5. rutin publish {routine}         publicerar den",
        f"Written: {files}\n\n"
        "What to do next:\n"
        f"  1. Open {routine} and put your own texts in.\n"
        f"  2. rutin check {routine} --watch   says what is wrong whenever you save\n"
        f"  3. rutin run {routine}             tries the routine as staff will meet it\n"
        f"  4. rutin draw {routine}            draws it\n"
        f"  5. rutin publish {routine}         publishes it",
    )
