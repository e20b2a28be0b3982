"""`rutin extract`: all that is kept about somebody, as one page and as JSON, for when they ask."""

from __future__ import annotations

import argparse

from api.cli.parser import OK, Parser
from engine.said import Said

_FORMATS = ("html", "json")
_WHAT = Said("utdrag", "extract")
_EXAMPLES = Said(
    """För den som begär att få veta vad som finns om sig själv (dataskyddsförordningen, artikel 15): roller, adresser, inloggningar,
vad personen har gjort och läst, vad personen har fått veta, förslag. Andra personer är inte utskrivna, och inget som öppnar något.
Filen är en sida som går att läsa utan Rutin; --format json är samma sak för program. Lämna den bara till personen själv.

Exempel:
  rutin extract --person anst-1042
  rutin extract --person anst-1042 --output utdrag.html
  rutin extract --person anst-1042 --format json --output -""",
    """For whoever asks what is kept about them (GDPR, article 15): roles, addresses, sessions, what they have done and read,
what they have been told, suggestions. Other people are not named, and nothing that opens something.
The file is a page that can be read without Rutin; --format json is the same for programs. Give it to the person alone.

Examples:
  rutin extract --person anst-1042
  rutin extract --person anst-1042 --output extract.html
  rutin extract --person anst-1042 --format json --output -""",
)


def arguments(parser: Parser) -> None:
    """What `rutin extract` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument("--person", required=True, metavar="ID", help=Said("personens id", "the person's id"))
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default=None,
        help=Said(
            "html för människor (förval), json för program", "html for people (default), json for programs"
        ),
    )
    parser.add_output(
        Said(
            "filen, eller - för standard ut; annars utdrag-NUMMER i den här mappen",
            "the file, or - for standard output; else extract-NUMBER in this folder",
        )
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Write the extract. Raises NotFound where nobody is known by that subject, SettingsWrong where the file can't be written."""
    from api.cli.extract.page import as_html, as_json
    from api.cli.opening import open_engine
    from api.cli.output import format_for, write
    from api.settings import Settings

    form = format_for(options.format, options.output, _FORMATS)
    with open_engine(Settings.load(), new=False, read_only=True) as engine:
        found = engine.extracts.of(options.person, options.language)
    text = as_json(found) if form == "json" else as_html(found, options.language)
    name = Said("utdrag", "extract").say(options.language)
    number = found.rows["people"][0]["number"]
    write({f"{name}-{number}.{form}": text.encode()}, options.output, replaces=(f".{form}",), what=_WHAT)
    return OK
