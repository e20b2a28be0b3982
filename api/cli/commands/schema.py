"""`rutin schema`: what lets an editor propose the names of one routine."""

from __future__ import annotations

import argparse
import json
from contextlib import suppress
from pathlib import Path

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Editorn föreslår nycklar med hjälp av schema.json, som är samma för alla rutiner. Det här schemat vet också vad
rutinens egna tillstånd, roller, uppgifter och kontakter heter, och föreslår dem. Se docs/editors.md.

Exempel:
  rutin schema routines/stodpass.yaml           skriver routines/.schema/stodpass.json
  rutin schema routines/stodpass.yaml --watch   och följer med medan du skriver""",
    """The editor proposes keys with the help of schema.json, which is the same for all routines. This schema also knows what the
routine's own states, roles, facts and contacts are called, and proposes them. See docs/editors.md.

Examples:
  rutin schema routines/stodpass.yaml           writes routines/.schema/stodpass.json
  rutin schema routines/stodpass.yaml --watch   and keeps up as you write""",
)


def arguments(parser: Parser) -> None:
    """What `rutin schema` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "path",
        type=Path,
        metavar=Said("FIL", "FILE"),
        help=Said("rutinens fil", "the routine's file"),
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help=Said(
            "skriv om det när filen sparas, tills Ctrl-C",
            "write it again when the file is saved, until Ctrl-C",
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Write the schema and the line that names it, once or as often as the file is saved."""
    path: Path = options.path
    if not options.watch:
        return _write(path, options.language)
    from api.cli.watching import watch

    return watch(lambda: _write(path, options.language), [path], options.language)


def _write(path: Path, language: str) -> int:
    from engine.errors.store import SettingsWrong
    from engine.language.file.names import is_routine
    from engine.language.file.proposals import names_in, schema_with
    from engine.system import why

    target = path.parent / ".schema" / f"{path.stem}.json"
    part = target.with_name(f"{target.name}.part")
    beside = sorted(each.stem for each in path.parent.glob("*") if is_routine(each))
    try:
        names = names_in(path.read_bytes(), beside)
    except OSError as trouble:
        sv, en = why(trouble)
        raise SettingsWrong(
            Said(
                f"”{path}” går inte att läsa: {sv}. Kontrollera namnet på rutinens fil.",
                f"“{path}” can't be read: {en}. Check the name of the routine's file.",
            ),
        ) from trouble
    if not any((names.states, names.roles, names.facts, names.contacts)) and target.exists():
        words = Said(
            "Inga namn går att läsa i {path}, så {target} är som det var. Kontrollera filen: rutin check {path}",
            "No names can be read in {path}, so that {target} is as it was. Check the file: rutin check {path}",
        )
        print(words.fill(path=path, target=target).say(language))
        return FOUND
    made = schema_with(names)
    try:
        target.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(target)
    except OSError as trouble:
        sv, en = why(trouble)
        raise SettingsWrong(
            Said(
                f"Schemat {target} gick inte att skriva: {sv}. Ordna det och kör kommandot igen.",
                f"The schema {target} could not be written: {en}. Put that right and run the command again.",
            ),
        ) from trouble
    finally:
        with suppress(OSError):
            part.unlink()  # it is left only where something ended the writing: Ctrl-C too
    line = f"# yaml-language-server: $schema=.schema/{path.stem}.json"
    words = Said(
        f"Skrivet: {target}\nLåt {path} börja med raden:\n{line}",
        f"Written: {target}\nLet {path} begin with the line:\n{line}",
    )
    print(words.say(language))
    return OK
