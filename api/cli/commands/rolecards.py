"""`rutin rolecards`: one card a role, across all routines."""

from __future__ import annotations

import argparse
import sys

from api.cli.parser import FOUND, OK, ROUTINES, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Exempel:
  rutin rolecards routines                                  skriver rollkort.pdf, ett A5-kort per roll
  rutin rolecards routines --role medarbetare               bara det kortet
  rutin rolecards routines --format html --output kort.html att visa på skärm""",
    """Examples:
  rutin rolecards routines                                  writes rolecards.pdf, one A5 card a role
  rutin rolecards routines --role medarbetare               that card alone
  rutin rolecards routines --format html --output cards.html to show on a screen""",
)
_NAME = Said("rollkort", "rolecards")
_WHAT = Said("fil med rollkort", "file of role cards")
_FORMATS = ("pdf", "html")


def arguments(parser: Parser) -> None:
    """What `rutin rolecards` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths(needed=ROUTINES)
    parser.add_argument(
        "--role",
        metavar=Said("ROLL", "ROLE"),
        help=Said("bara den rollen (dess id)", "only that role (its id)"),
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        help=Said("pdf (förval) eller html", "pdf (default) or html"),
    )
    parser.add_output(
        Said(
            "en fil, en mapp, eller - för standard ut (annars rollkort.pdf här)",
            "a file, a folder, or - for standard output (else rolecards.pdf here)",
        )
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make the cards, where no routine has an error; the file is written whole or not at all."""
    from api.cli import output
    from api.cli.sound import decided, sound
    from diagrams.handbook.forms.card_sheets import cards_html, cards_pdf
    from diagrams.handbook.role_cards import cards_of, only

    options.format = output.format_for(options.format, options.output, _FORMATS)
    report = sound(options.paths, options.said_in)
    if report is None:
        return FOUND
    cards = cards_of(
        report.routines, language=options.said_in, known=report.playable, settings=decided(report)
    )
    if options.role:
        chosen = only(cards, options.role)
        if chosen is None:
            print(
                _no_role(options.role, [card.role for card in cards.cards]).say(options.language),
                file=sys.stderr,
            )
            return FOUND
        cards = chosen
    content = cards_pdf(cards) if options.format == "pdf" else cards_html(cards).encode()
    name = _NAME.say(options.language) + (f"-{options.role}" if options.role else "")
    files = {f"{name}.{options.format}": content}
    output.write(files, options.output, replaces=(f".{options.format}",), what=_WHAT)
    return OK


def _no_role(wanted: str, known: list[str]) -> Said:
    """That there is no such role, with the nearest one and all there are."""
    from engine.problems import clipped, hint, listed

    sv, en = hint(wanted, known)
    return Said(
        f"Ingen roll ”{clipped(wanted)}” gör något i rutinerna.{sv} Rollerna: {listed(known, 'och')}.",
        f"No role “{clipped(wanted)}” does anything in the routines.{en} The roles: {listed(known, 'and')}.",
    )
