"""`rutin handbook`: the official document and its training part, as a file."""

from __future__ import annotations

import argparse

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Exempel:
  rutin handbook routines/stodpass.yaml                     skriver stodpass-handbok.html
  rutin handbook routines/stodpass.yaml --format pdf        att skriva ut
  rutin handbook routines --format docx                     alla rutiner i handbok.docx, att redigera
  rutin handbook routines --format pdf --without-training   bara det officiella dokumentet""",
    """Examples:
  rutin handbook routines/stodpass.yaml                     writes stodpass-handbook.html
  rutin handbook routines/stodpass.yaml --format pdf        to print
  rutin handbook routines --format docx                     all routines in handbook.docx, to edit
  rutin handbook routines --format pdf --without-training   the official document alone""",
)
_WHAT = Said("handbok", "handbook")
_FORMATS = ("html", "pdf", "docx")


def arguments(parser: Parser) -> None:
    """What `rutin handbook` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    several = Said(
        "rutiner: filer eller mappar; flera blir en handbok",
        "routines: files or folders; several become one handbook",
    )
    parser.add_paths(needed=several)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        help=Said("html (förval), pdf eller docx", "html (default), pdf or docx"),
    )
    parser.add_argument(
        "--without-training",
        action="store_true",
        help=Said("utan bild, roller och övningsfrågor", "without picture, roles and practice questions"),
    )
    parser.add_output(
        Said(
            "en fil, en mapp, eller - för standard ut (annars RUTINENS_ID-handbok.html här)",
            "a file, a folder, or - for standard output (else ROUTINE_ID-handbook.html here)",
        )
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make the handbook of all the routines, where none has an error; the file is written whole or not at all."""
    from api.cli import output
    from api.cli.sound import decided, sound
    from api.settings import Settings
    from diagrams.handbook.build import handbook_of
    from diagrams.handbook.formats import handbook_as
    from diagrams.layout.program import use_dot

    options.format = output.format_for(options.format, options.output, _FORMATS)
    report = sound(options.paths, options.said_in)
    if report is None:
        return FOUND
    use_dot(Settings.load().dot)
    handbook = handbook_of(
        report.routines,
        language=options.said_in,
        known=report.playable,
        settings=decided(report),
        training=not options.without_training,
    )
    name = _WHAT.say(options.language)
    if not handbook.is_set:
        name = f"{report.routines[0].id}-{name}"
    files = {f"{name}.{options.format}": handbook_as(options.format, handbook)}
    output.write(files, options.output, replaces=(f".{options.format}",), what=_WHAT)
    return OK
