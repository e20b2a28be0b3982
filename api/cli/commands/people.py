"""`rutin people`: who is known, with roles and where notices go; written down one by one or from a spreadsheet; forgotten."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.service.engine import Engine
    from engine.service.people.entry import Entry
    from engine.service.people.register import Known

_EXAMPLES = Said(
    """En person är känd innan den har loggat in: id, namn, roller i enheter, och vart aviseringar går. Inget annat sparas.
Filen är CSV, som Excel sparar den, med kolumnerna Id, Namn, Roll, Enhet, E-post och Telefon. Den som har flera
roller har flera rader. Är något fel skrivs ingen in. Den som glöms är borta för alltid, och dess nycklar gäller inte
mer. Det den har gjort står kvar, med ett nummer som inte säger vem det var.

Exempel:
  rutin people
  rutin people --search norra-1042
  rutin people --add anst-1042 --role medarbetare --unit norra --phone 070-174 06 05
  rutin people --import personal.csv --dry-run     berättar vad som skulle ske
  rutin people --import personal.csv
  rutin people --export personal.csv
  rutin people --forget anst-1042""",
    """A person is known before they have signed in: id, name, roles in units, and where notices go. Nothing else is kept.
The file is CSV as Excel saves it, with the columns Id, Name, Role, Unit, Mail and Phone. Somebody with several roles
has several rows. Where something is wrong nobody is written down. Whoever is forgotten is gone for ever, and their
tokens work no more. What they did stands, by a number that does not say who it was.

Examples:
  rutin people
  rutin people --search north-1042
  rutin people --add anst-1042 --role medarbetare --unit norra --phone +46701740605
  rutin people --import staff.csv --dry-run        tells what would come of it
  rutin people --import staff.csv
  rutin people --export staff.csv
  rutin people --forget anst-1042""",
)


def arguments(parser: Parser) -> None:
    """What `rutin people` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--add",
        metavar="ID",
        help=Said(
            "skriv in personen, eller skriv om det som stod",
            "write the person down, or anew what was written",
        ).say(parser.speaks),
    )
    what.add_argument(
        "--import",
        dest="file",
        type=Path,
        metavar="CSV",
        help=Said("skriv in alla i filen, eller ingen", "write down everybody in the file, or nobody").say(
            parser.speaks
        ),
    )
    what.add_argument(
        "--export",
        type=Path,
        metavar="CSV",
        help=Said("skriv alla till en fil", "write everybody to a file").say(parser.speaks),
    )
    what.add_argument(
        "--forget",
        metavar="ID",
        help=Said("glöm den personen, för alltid", "forget that person, for ever").say(parser.speaks),
    )
    parser.add_argument(
        "--search",
        default="",
        metavar="S",
        help=Said("bara dem med det i namn eller id", "only those with it in name or id"),
    )
    for name, told in {
        "name": Said("med --add: namnet", "with --add: the name"),
        "mail": Said("med --add: mejladressen för aviseringar", "with --add: the mail address for notices"),
        "phone": Said("med --add: telefonnumret för aviseringar", "with --add: the phone number for notices"),
    }.items():
        parser.add_argument(f"--{name}", default="", metavar="T", help=told)
    parser.add_argument(
        "--role",
        action="append",
        metavar="R",
        help=Said("med --add: rollens id", "with --add: the role's id"),
    )
    parser.add_argument(
        "--unit",
        action="append",
        metavar="U",
        help=Said("med --add: enhetens id", "with --add: the unit's id"),
    )
    parser.add_argument(
        "--new-role",
        action="store_true",
        help=Said(
            "roller som ingen publicerad rutin har är rätt", "roles that no published routine has are right"
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=Said("berätta bara vad som skulle ske", "only tell what would come of it"),
    )
    parser.add_format()


def run(options: argparse.Namespace) -> int:
    """List people, write some down, or forget somebody. Raises NotFound where nobody is known by that subject."""
    from api.cli.opening import open_engine
    from api.settings import Settings

    with open_engine(Settings.load(), new=False) as engine:
        if options.forget:
            return _forget(engine, options)
        if options.add or options.file:
            return _write(engine, options)
        return _list(engine, options)


def _forget(engine: Engine, options: argparse.Namespace) -> int:
    from engine.errors.request import NotFound

    if not engine.forget_person(options.forget):
        raise NotFound("person", options.forget)
    told = Said(f"{options.forget} är glömd.", f"{options.forget} is forgotten.")
    print(json.dumps({"done": True}) if options.format == "json" else told.say(options.language))
    return OK


def _write(engine: Engine, options: argparse.Namespace) -> int:
    """Writes down one, or all of a file. What is wrong is told line by line."""
    from engine.errors.value import FactsWrong

    try:
        came = engine.people.write(_entries(engine, options), dry=options.dry_run)
    except FactsWrong as wrong:
        for said in wrong.problems.values():
            print(said.say(options.language), file=sys.stderr)
        print(_NOBODY.say(options.language), file=sys.stderr)
        return FOUND
    counted = {what: len(getattr(came, what)) for what in ("added", "changed", "unchanged")}
    if options.format == "json":
        print(json.dumps({**counted, "dry_run": options.dry_run}))
    else:
        print((_WOULD if options.dry_run else _CAME).fill(**counted).say(options.language))
    return OK


def _entries(engine: Engine, options: argparse.Namespace) -> list[Entry]:
    """Raises FactsWrong, or SettingsWrong where the file can't be opened."""
    from engine.errors.store import SettingsWrong
    from engine.service.people.entry import check_roles, entry
    from engine.service.people.sheet import LARGEST, read_sheet

    known = () if options.new_role else {role for routine in engine.routines() for role in routine.roles}
    if options.add:
        roles, units = options.role or [], options.unit or []
        if len(roles) != len(units):
            raise SettingsWrong(_PAIRS)
        grants = zip(roles, units, strict=True)
        made = entry(options.add, options.name, options.mail, options.phone, grants)
        check_roles([made], known)
        return [made]
    try:
        with options.file.open("rb") as file:
            return read_sheet(file.read(LARGEST + 1), known)
    except OSError as wrong:
        raise SettingsWrong(
            Said(
                f"Filen {options.file} går inte att öppna: {wrong.strerror}.",
                f"The file {options.file} can't be opened: {wrong.strerror}.",
            )
        ) from wrong


def _list(engine: Engine, options: argparse.Namespace) -> int:
    from engine.service.cursor import every
    from engine.service.people.sheet import write_sheet

    found = list(every(lambda cursor: engine.people.listed(cursor, search=options.search)))
    if options.export:
        options.export.write_bytes(write_sheet(found, options.language))
        return OK
    if options.format == "json":
        from api.person_told import person_told

        print(json.dumps([person_told(each) for each in found], ensure_ascii=False))
        return OK
    for each in found:
        print(_line(each))
    return OK


def _line(known: Known) -> str:
    """Number, id, name, and what they hold."""
    holds = ", ".join(f"{role} {unit}" for role, unit in sorted(known.grants))
    parts = (f"{known.number:>6}", known.subject, known.name, holds, f"{known.since:%Y-%m-%d}")
    return "  ".join(filter(None, parts))


_NOBODY = Said("Ingen har skrivits in.", "Nobody has been written down.")
_CAME = Said(
    "{added} nya, {changed} ändrade, {unchanged} som förut.",
    "{added} new, {changed} changed, {unchanged} as before.",
)
_WOULD = Said(
    "Det skulle bli {added} nya, {changed} ändrade, {unchanged} som förut. Inget har gjorts.",
    "It would be {added} new, {changed} changed, {unchanged} as before. Nothing has been done.",
)
_PAIRS = Said(
    "Varje --role behöver en egen --unit, och tvärtom.",
    "Each --role needs a --unit of its own, and the other way round.",
)
