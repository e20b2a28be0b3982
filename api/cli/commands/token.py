"""`rutin token`: a bearer token for a person or a program, shown once."""

from __future__ import annotations

import argparse
import json
import re

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Nyckeln visas en enda gång; databasen sparar bara ett avtryck av den.
Flera roller: upprepa --role och --unit parvis.

Exempel:
  rutin token --subject anst-1042 --role medarbetare --unit norra
  rutin token --subject anst-2001 --role enhetschef --unit norra --role enhetschef --unit sodra""",
    """The token is shown only once; the database keeps nothing but a hash of it.
Several roles: repeat --role and --unit in pairs.

Examples:
  rutin token --subject anst-1042 --role medarbetare --unit norra
  rutin token --subject anst-2001 --role enhetschef --unit norra --role enhetschef --unit sodra""",
)


_NAME = re.compile(r"[\w.@-]{1,40}")


def arguments(parser: Parser) -> None:
    """What `rutin token` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "--subject",
        required=True,
        metavar="S",
        help=Said("vem nyckeln gäller; ett id, inte ett namn", "whom the token is for; an id, not a name"),
    )
    parser.add_argument(
        "--role", required=True, action="append", metavar="R", help=Said("rollens id", "the role's id")
    )
    parser.add_argument(
        "--unit", required=True, action="append", metavar="U", help=Said("enhetens id", "the unit's id")
    )
    parser.add_format()


def run(options: argparse.Namespace) -> int:
    """Make the token, store its hash, print it once."""
    from api.cli.opening import open_engine
    from api.settings import Settings
    from engine.errors import SettingsWrong
    from engine.problems import clipped

    if len(options.role) != len(options.unit):
        raise SettingsWrong(
            "Varje --role behöver en egen --unit, och tvärtom.",
            "Each --role needs a --unit of its own, and the other way round.",
        )
    for name in (options.subject, *options.role, *options.unit):
        if not _NAME.fullmatch(name):
            raise SettingsWrong(
                f"«{clipped(name)}» går inte att använda. Skriv 1 till 40 bokstäver, siffror, punkter, @, - och _ utan blanksteg.",
                f"“{clipped(name)}” can't be used. Write 1 to 40 letters, digits, dots, @, - and _ without spaces.",
            )
    grants = frozenset(zip(options.role, options.unit, strict=True))
    with open_engine(Settings.load(), new=False) as engine:
        token = engine.tokens.add(options.subject, grants)
    if options.format == "json":
        print(json.dumps({"subject": options.subject, "grants": sorted(grants), "token": token}))
    else:
        print(token)
    return OK
