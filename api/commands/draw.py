"""`rutin draw`: a routine's picture as a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.commands.parser import FOUND, OK, Parser, Words

_EXAMPLES = Words(
    """Exempel:
  rutin draw routines/stodpass.yaml                        skriver stodpass.svg
  rutin draw routines/stodpass.yaml --format png           skriver stodpass.png
  rutin draw routines --output bilder                      alla rutiner, till mappen bilder/
  rutin draw routines/stodpass.yaml --output - > bild.svg  till ett annat program""",
    """Examples:
  rutin draw routines/stodpass.yaml                           writes stodpass.svg
  rutin draw routines/stodpass.yaml --format png              writes stodpass.png
  rutin draw routines --output pictures                       all routines, to the folder pictures/
  rutin draw routines/stodpass.yaml --output - > picture.svg  to another program""",
)


def arguments(parser: Parser) -> None:
    """What `rutin draw` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar=parser.say("FIL", "PATH"),
        help=parser.say("rutiner: filer eller mappar", "routines: files or folders"),
    )
    parser.add_argument(
        "--format",
        choices=("svg", "png"),
        default="svg",
        help=parser.say("bildens format (svg är förval)", "svg is the default"),
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar=parser.say("VART", "WHERE"),
        help=parser.say(
            "en fil, en mapp, eller - för standard ut (annars RUTINENS_ID.svg här)",
            "a file, a folder, or - for standard output (else ROUTINE_ID.svg here)",
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Draw each routine that has no errors; a file is written whole or not at all."""
    from api.settings import Settings
    from diagrams import render
    from diagrams.program import use_dot
    from engine.check import check

    report = check(options.paths, language=options.said_in)
    errors = [each for each in report.findings if each.severity == "error"]
    for finding in errors:
        print(
            f"{finding.file}:{finding.line}:{finding.column}: {finding.say(options.said_in)}", file=sys.stderr
        )
    if errors:
        return FOUND
    use_dot(Settings.load().dot)
    values = {name: setting.value for name, setting in report.settings.items() if setting.value}
    for routine in report.routines:
        picture = render.svg(routine, language=options.language, routines=report.playable, settings=values)
        content = render.png(picture) if options.format == "png" else picture.encode()
        _write(content, f"{routine.id}.{options.format}", options, several=len(report.routines) > 1)
    return OK


def _write(content: bytes, name: str, options: argparse.Namespace, *, several: bool) -> None:
    from engine.errors import SettingsWrong

    if options.output == "-":
        sys.stdout.buffer.write(content)
        return
    target = Path(options.output) if options.output else Path(name)
    into_folder = bool(options.output) and (several or target.is_dir() or options.output.endswith("/"))
    if into_folder:
        target = target / name
    if target.exists() and (not target.is_file() or target.suffix.lower() not in (".svg", ".png")):
        raise SettingsWrong(
            f"{target} finns redan och är ingen bild; den skrivs inte över. Ange ett annat namn med --output.",
            f"{target} is there already and is no picture; it is not replaced. Give another name with --output.",
        )
    part = target.with_name(target.name + ".part")
    try:
        if into_folder:
            target.parent.mkdir(exist_ok=True)
        part.write_bytes(content)
        part.replace(target)
    except OSError as trouble:
        raise SettingsWrong(
            f"Bilden kunde inte skrivas till {target}: {trouble.strerror}. Ange en annan plats med --output.",
            f"The picture could not be written to {target}: {trouble.strerror}. Give another place with --output.",
        ) from trouble
    print(target)
